"""JSON whose type is not known beforehand."""

from __future__ import annotations

from typing import Any, TypeGuard

from pydantic_core import from_json

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""What some servers put before JSON; whoever reads it may pass it over (RFC 8259, 8.1)."""


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether a value is a JSON object."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Whether a value is a JSON array."""
    return isinstance(value, list)


def json_value(content: bytes) -> object:
    """The value of a JSON text; None if it is none."""
    try:
        value: object = from_json(content.removeprefix(BYTE_ORDER_MARK))
    except ValueError:
        return None
    return value


def is_json_text(content: bytes) -> bool:
    """Whether a text is JSON to the letter."""
    try:
        from_json(content, allow_inf_nan=False)
    except ValueError:
        return False
    return True


def json_list(content: bytes) -> list[object]:
    """The array of a JSON text; an empty one if it is none."""
    value = json_value(content)
    return value if is_list(value) else []


def json_object(content: bytes) -> dict[str, object]:
    """The object of a JSON text; an empty one if it is none."""
    value = json_value(content)
    return value if is_object(value) else {}
