"""What the readers of YAML and JSON share: the places of a text, what can be wrong with it, the limits."""

from __future__ import annotations

from typing import Any, NoReturn

MAX_DEPTH = 200
"""How deep a document may nest; deeper ones are attacks, and would overflow the stages, which recurse."""

MAX_EXPANDED = 500_000
"""How many nodes the aliases of a YAML file may add in all."""


class TextError(Exception):
    """A text that can't be read; whoever knows the file turns it into a diagnostic."""

    def __init__(self, code: str, message: str, hint: str, line: int, column: int) -> None:
        self.code = code
        self.message = message
        self.hint = hint
        self.line = line
        self.column = column
        super().__init__(f"{line}:{column}: {message}")


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Turn an offset into a line and a column, both from 1."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def raise_too_deep(line: int, column: int) -> NoReturn:
    """Refuse a document that nests deeper than `MAX_DEPTH`."""
    raise TextError(
        "too-deep",
        f"the document nests deeper than {MAX_DEPTH} levels",
        "No OpenAPI document needs this; check how the file was made.",
        line,
        column,
    )


def duplicate_key(key: str, first_line: int, line: int, column: int) -> TextError:
    """Make the error for a mapping with the same key twice."""
    return TextError(
        "duplicate-key",
        f"the key {key!r} stands here a second time; the first is in line {first_line}",
        "Keep one of the two: which of them counts would depend on the reader.",
        line,
        column,
    )


THE_LAST_COUNTS = "The last one counts; keep one of the two."
"""The hint for a key that stands twice, where that is no error."""


def loses_nothing(value: Any, other: Any) -> bool:
    """Whether one of two values may stand for both: as they say the same, or neither holds anything, as texts."""
    return value == other or not (isinstance(value, dict | list) or isinstance(other, dict | list))
