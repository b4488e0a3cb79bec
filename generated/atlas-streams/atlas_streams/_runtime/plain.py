"""What a value is as JSON has it, whatever its type: secrets, files and times among plain data, and models."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from pydantic import BaseModel, SecretStr, TypeAdapter

from .json_values import is_list, is_object
from .times import EXACT


@cache
def _anything() -> TypeAdapter[Any]:
    return TypeAdapter(Any)


def plain_data(value: object, *, fallback: Callable[[Any], Any] | None = None) -> Any:
    """What a value is as JSON has it, without knowing its type; fields that are not set are left out.

    Args:
        value: models, plain data, or either within the other.
        fallback: gives what stands for a value that JSON can't hold.

    """
    _complete(value)
    return _anything().dump_python(
        _as_sent(value), mode="json", by_alias=True, exclude_unset=True, warnings="none", fallback=fallback
    )


def _complete(value: object) -> None:
    """Have pydantic build each model: before 2.14, it can't write one that it has only read as part of another."""
    if isinstance(value, BaseModel):
        type(value).model_rebuild()
    elif is_list(value):
        for item in value:
            _complete(item)
    elif is_object(value):
        for item in value.values():
            _complete(item)


def _as_sent(value: object) -> object:
    """A value with its secrets, and times as they were given, as texts; models write their own."""
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, EXACT):
        return value.given if value.given is not None else value
    if is_list(value):
        return [_as_sent(item) for item in value]
    return {name: _as_sent(item) for name, item in value.items()} if is_object(value) else value
