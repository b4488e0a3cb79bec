"""What a plain scalar means: the core schema of YAML 1.2, within what JSON can say.

The libraries at hand all lean to YAML 1.1, where `on` is true and `2025-03-12` is a date, so the schema is
spelled out here. One departure: a number with a leading zero (`014`) is text, since whoever writes one means
a code, not a quantity, and JSON has no such number.
"""

from __future__ import annotations

import re
from typing import Final

Scalar = str | int | float | bool | None

_CONSTANTS: Final[dict[str, bool | None]] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_NUMBER_STARTS: Final = frozenset("+-.0123456789")
_INTEGER: Final = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_BASED: Final = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_JSON: Final = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")

MAX_DIGITS: Final = 1000
"""A longer integer is an attack (reading it takes time that grows with the square of its length)."""


class NotJsonError(ValueError):
    """A number that JSON can't hold; the message says why."""


def to_float(text: str) -> float:
    """Read a float; raise `NotJsonError` where it is beyond a double's range."""
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise NotJsonError(f"the number {_short(text)} is out of range")
    return value


def to_int(text: str) -> int:
    """Read a decimal integer of any reasonable length, exactly."""
    if len(text) > MAX_DIGITS:
        raise NotJsonError(f"the number {_short(text)} has more than {MAX_DIGITS} digits")
    return int(text)


def resolve(text: str) -> Scalar:
    """Read a plain scalar.

    Raises:
        NotJsonError: for an infinity, not-a-number, or a number out of range.
    """
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in _NUMBER_STARTS:
        return text
    if _INTEGER.fullmatch(text):
        return to_int(text)
    if _FLOAT.fullmatch(text):
        return to_float(text)
    if _BASED.fullmatch(text):
        if len(text) > MAX_DIGITS:
            raise NotJsonError(f"the number {_short(text)} has more than {MAX_DIGITS} digits")
        return int(text, 0)
    if _NOT_JSON.fullmatch(text):
        raise NotJsonError(f"JSON has no number {text}")
    return text


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:20]}…"
