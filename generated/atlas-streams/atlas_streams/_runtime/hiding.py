"""Validation errors that hold nothing of what was validated, since that may be a secret."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar, cast

from pydantic import ValidationError
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

T = TypeVar("T")

NO_PLACE = "(no place)"
"""Stands in the place of an error where pydantic asks for a step that is none: it names no field, and no variant."""

HIDDEN = "(hidden)"
"""Stands in an error where pydantic has the value."""


def hiding(validate: Callable[..., T], *args: Any, **options: Any) -> T:
    """Call what validates, and tell what is wrong without the values."""
    __tracebackhide__ = True
    try:
        return validate(*args, **options)
    except ValidationError as error:
        problem = without_input(error)
    del args, options
    raise problem


_STEPS = re.compile(r"(?:(list|dict|tuple)\[.*)?(?:function-|lax-or-strict\[).*\]")
"""What pydantic calls an alternative that has no name: it lists the steps of its validation."""


def place_of(found: ErrorDetails) -> tuple[int | str, ...]:
    """Where in a value an error is: fields, positions in lists, tags of variants, and types of other alternatives."""
    return tuple(name for step in found["loc"] if (name := _name_of(step)) is not None)


def _name_of(step: int | str) -> int | str | None:
    steps = _STEPS.fullmatch(step) if isinstance(step, str) else None
    if steps is not None:
        return steps[1]
    return None if step == NO_PLACE else step


def without_input(error: ValidationError) -> ValidationError:
    """The same error without any value; pydantic alone keeps them out of its text, but not out of `errors()`."""
    # Its types ask for literals, which those of another error are not.
    problem = cast("Callable[..., PydanticCustomError]", PydanticCustomError)
    problems = [
        InitErrorDetails(type=problem(found["type"], found["msg"], found.get("ctx")), loc=place_of(found), input=HIDDEN)
        for found in error.errors(include_url=False, include_input=False)
    ]
    return ValidationError.from_exception_data(error.title, problems, hide_input=True)
