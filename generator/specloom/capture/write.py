"""Writing parts of a fragment as YAML that people read and edit: text in blocks, room between the big parts."""

import json
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from specloom.grammar import Kind, Shape
from specloom.prose import Spot
from specloom.source.scalars import NotJsonError, resolve

_WIDTH = 110
_MIN_WIDTH = 40
_PLAIN = re.compile(r"[A-Za-z_$/^(.][^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]*", re.ASCII)
# What a reader of YAML 1.1 takes for something else than text; a date or a number never passes `_PLAIN`.
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", ".nan", ".inf"})
_ESCAPED = re.compile("[\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_MANY = 3
_FLOW_SIGNS = frozenset(",[]{}?:#&*")


@dataclass(frozen=True, slots=True)
class Style:
    """How a text indents.

    Attributes:
        mapping: what is below a key.
        offset: the dashes of a list below a key.
        sequence: what is behind such a dash, counted from the key.
    """

    mapping: int = 2
    offset: int = 2
    sequence: int = 4


def write_entry(key: str, value: Any, indent: int, style: Style, spot: Spot) -> list[str]:
    """Write an entry of a mapping, as lines.

    Args:
        key: its key.
        value: its value.
        indent: of the key.
        style: of the text around it.
        spot: what the value is.
    """
    margin = " " * indent
    if isinstance(value, dict) and value:
        return [f"{margin}{scalar(key)}:", *write_block(value, indent + style.mapping, style, spot)]
    if isinstance(value, list) and value:
        return [f"{margin}{scalar(key)}:", *write_block(value, indent + style.offset, style, spot)]
    first, *more = _value(value, indent + style.mapping)
    return [f"{margin}{scalar(key)}: {first}", *more]


def write_item(value: Any, indent: int, style: Style, spot: Spot) -> list[str]:
    """Write an entry of a list, as lines; `indent` is that of the dash."""
    behind = style.sequence - style.offset
    dash = " " * indent + "-" + " " * (behind - 1)
    if isinstance(value, dict | list) and value:
        first, *more = write_block(value, indent + behind, style, spot)
        return [dash + first.lstrip(" "), *more]
    first, *more = _value(value, indent + behind)
    return [dash + first, *more]


def write_block(value: Any, indent: int, style: Style, spot: Spot) -> list[str]:
    """Write what a mapping or list holds, which isn't empty, as lines."""
    lines: list[str] = []
    if isinstance(value, list):
        for index, item in enumerate(value):
            lines += write_item(item, indent, style, spot.step(index))
        return lines
    apart = is_roomy(spot)
    for key, child in value.items():
        if lines and apart and (spot.what is not Kind.PATH_ITEM or not spot.is_object or isinstance(child, dict)):
            # What a file begins with stands close together.
            if not (spot.what is Kind.DOCUMENT and not isinstance(child, dict | list)):
                lines.append("")
        lines += write_entry(key, child, indent, style, spot.step(key))
    return lines


def is_roomy(spot: Spot) -> bool:
    """Whether there is an empty line between the entries of what stands here."""
    if spot.is_object:
        return spot.what in (Kind.DOCUMENT, Kind.COMPONENTS, Kind.PATH_ITEM)
    return spot.what is Kind.PATH_ITEM or (spot.what is Kind.SCHEMA and spot == Spot(Kind.SCHEMA, Shape.MAP, "schemas"))


def scalar(value: Any, quote: str = "") -> str:
    """Write a single value on one line.

    Args:
        value: to write.
        quote: the quotes that the value before it had.
    """
    if not isinstance(value, str):
        return json.dumps(value)
    if quote == "'" and not _ESCAPED.search(value):
        return "'" + value.replace("'", "''") + "'"
    if not quote and _is_plain(value):
        return value
    quoted = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _ESCAPED.sub(_escape, quoted) + '"'


def write_flow(value: Any) -> str:
    """Write a value in brackets, on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_in_flow(key)}: {write_flow(child)}" for key, child in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(write_flow(child) for child in value) + "]"
    return _in_flow(value)


def _in_flow(value: Any) -> str:
    text = scalar(value)
    is_safe = not isinstance(value, str) or text.startswith('"') or not _FLOW_SIGNS & set(text)
    return text if is_safe else scalar(value, '"')


def _value(value: Any, indent: int) -> Sequence[str]:
    """Write what stands behind a key or a dash: the rest of its line, and the lines below."""
    if not isinstance(value, str):
        return [json.dumps(value)]
    margin = " " * indent
    width = max(_MIN_WIDTH, _WIDTH - indent)
    lines = value.split("\n")
    is_blocky = not value[:1].isspace() and not _ESCAPED.search(value.replace("\n", "")) and bool(value.strip())
    if is_blocky and len(lines) > 1:
        ends = len(value) - len(value.rstrip("\n"))
        header = "|" + ("-", "", "+")[min(ends, 2)]
        # The text of a block ends with a line end of its own; the last of `lines` is what follows that.
        return [header, *(f"{margin}{line}" if line else "" for line in (lines[:-1] if ends else lines))]
    if is_blocky and len(value) > width and value == " ".join(value.split()) and value.count(" ") > _MANY:
        folded = textwrap.wrap(value, width, break_long_words=False, break_on_hyphens=False)
        return [">-", *(f"{margin}{line}" for line in folded)]
    return [scalar(value)]


def _is_plain(text: str) -> bool:
    if not _PLAIN.fullmatch(text) or text != text.strip() or text.lower() in _WORDS:
        return False
    if ": " in text or " #" in text or text.endswith(":") or text in ("---", "..."):
        return False
    try:
        return resolve(text) == text
    except NotJsonError:
        return False


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    short = {0x09: "\\t", 0x0A: "\\n", 0x0D: "\\r"}
    return short.get(code) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")
