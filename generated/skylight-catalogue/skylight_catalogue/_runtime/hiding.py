"""Validation errors that hold nothing of what was validated, since that may be a secret."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

T = TypeVar("T")

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


def without_input(error: ValidationError) -> ValidationError:
    """The same error without any value; pydantic alone keeps them out of its text, but not out of `errors()`."""
    # Its types ask for literals, which those of another error are not.
    problem = cast("Callable[..., PydanticCustomError]", PydanticCustomError)
    problems = [
        InitErrorDetails(type=problem(found["type"], found["msg"], found.get("ctx")), loc=found["loc"], input=HIDDEN)
        for found in error.errors(include_url=False, include_input=False)
    ]
    return ValidationError.from_exception_data(error.title, problems, hide_input=True)
