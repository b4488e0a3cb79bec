"""JSON whose type is not known beforehand."""

from __future__ import annotations

from typing import cast

from pydantic_core import from_json


def json_value(content: bytes) -> object:
    """The value of a JSON text; None if it is none."""
    try:
        value: object = from_json(content)
    except ValueError:
        return None
    return value


def json_object(content: bytes) -> dict[str, object]:
    """The object of a JSON text; an empty one if it is none."""
    value = json_value(content)
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}
