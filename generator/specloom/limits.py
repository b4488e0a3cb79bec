"""What a schema says of a value beside its type, in words for readers of docstrings and pages."""

from typing import Any

from specloom.encode import literal, one_line
from specloom.normalise.nulls import split_null
from specloom.schemas import Schema

_SIZES = (
    ("minLength", "maxLength", "character"),
    ("minItems", "maxItems", "item"),
    ("minProperties", "maxProperties", "member"),
)


def default_in_words(schema: Schema) -> str:
    """What the API takes where nothing is given, as a sentence; "" where the document doesn't say."""
    if not isinstance(schema.get("default"), str | int | float):
        return ""
    return f"The API's default is `{one_line(str(literal(schema['default'])))}`."


def limits_in_words(schema: Schema) -> str:
    """What values have to be, beside their type, as sentences; "" for nothing.

    Args:
        schema: of the normal form; of what it refers to, nothing is said.
    """
    schema = split_null(schema)[0]
    sizes = (_sized(schema.get(least), schema.get(most), unit) for least, most, unit in _SIZES)
    step = schema.get("multipleOf")
    found = [
        _ranged(schema),
        f"a multiple of {step}" if _is_number(step) else "",
        *sizes,
        "no item twice" if schema.get("uniqueItems") is True else "",
    ]
    return " ".join(f"{each[0].upper()}{each[1:]}." for each in found if each)


def _ranged(schema: Schema) -> str:
    least, above = schema.get("minimum"), schema.get("exclusiveMinimum")
    most, below = schema.get("maximum"), schema.get("exclusiveMaximum")
    if _is_number(least) and _is_number(most):
        return f"from {least} to {most}" if least != most else f"{least}"
    lower = f"more than {above}" if _is_number(above) else f"at least {least}" if _is_number(least) else ""
    upper = f"less than {below}" if _is_number(below) else f"at most {most}" if _is_number(most) else ""
    return " and ".join(filter(None, (lower, upper)))


def _sized(least: Any, most: Any, unit: str) -> str:
    low = least if _is_number(least) and least > 0 else None
    if low is None and not _is_number(most):
        return ""
    counted = unit if (most if _is_number(most) else low) == 1 else unit + "s"
    if low is None:
        return f"at most {most} {counted}"
    if not _is_number(most):
        return f"at least {low} {counted}"
    return f"{low} to {most} {counted}" if low != most else f"{low} {counted}"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
