"""Where each part of a YAML or JSON text stands. An entry of a mapping stands where its key does."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate
from json import JSONDecoder
from typing import Any, Final

from specloom.diagnostics import Pointer

FindPlace = Callable[[Pointer], tuple[int, int]]
"""Finds the line and the column, both from 1, of a part of a text; of one that isn't there, those of its nearest
ancestor that is. An index may be written as text, as JSON Pointer has it."""

Entries = dict[str | int, Any]
"""The entries of a YAML collection: where each stands (see `pack`), with the entries in it if it is one, too."""

_COLUMN_BITS: Final = 32


def pack(mark: Any) -> int:
    """Hold a place of the YAML parser, which counts from 0, in one number: documents have very many of them."""
    packed: int = mark.line << _COLUMN_BITS | mark.column
    return packed


def unpack(entry: Any) -> tuple[int, int]:
    """The line and the column of an entry, from 1."""
    packed: int = entry[0] if isinstance(entry, tuple) else entry
    return (packed >> _COLUMN_BITS) + 1, packed % (1 << _COLUMN_BITS) + 1


class YamlPlaces:
    """The places of a YAML text, as they were met when it was read."""

    def __init__(self, documents: Entries) -> None:
        """Take the entries of the list of the text's documents."""
        self._documents = documents

    def __call__(self, pointer: Pointer) -> tuple[int, int]:
        """See `FindPlace`."""
        found = self._documents[0]
        for token in pointer:
            if not isinstance(found, tuple):
                break
            inner = _child(found[1], token)
            if inner is None:
                break
            found = inner
        return unpack(found)


class JsonPlaces:
    """The places of a JSON text that has been read; looked for when they are asked for, as few ever are.

    What holds a part is gone through entry by entry; what an entry holds is left to the standard library's parser.
    """

    def __init__(self, text: str) -> None:
        """Take a text without errors."""
        self._text = text
        self._decode = JSONDecoder().raw_decode
        self._entries: dict[int, dict[str | int, tuple[int, int]]] = {}
        self._line_ends: list[int] = []

    def __reduce__(self) -> tuple[type[JsonPlaces], tuple[str]]:
        return JsonPlaces, (self._text,)

    def __call__(self, pointer: Pointer) -> tuple[int, int]:
        """See `FindPlace`."""
        start = value = self._beyond_blanks(0)
        for token in pointer:
            found = _child(self._inside(value), token)
            if found is None:
                break
            start, value = found
        return self._line_and_column(start)

    def _inside(self, at: int) -> dict[str | int, tuple[int, int]]:
        """Where each entry of the value at an offset begins, and where the value of the entry does."""
        if at not in self._entries:
            opening = self._text[at]
            found = self._members(at + 1) if opening == "{" else self._items(at + 1) if opening == "[" else {}
            self._entries[at] = found
        return self._entries[at]

    def _members(self, at: int) -> dict[str | int, tuple[int, int]]:
        text, found = self._text, dict[str | int, tuple[int, int]]()
        at = self._beyond_blanks(at)
        while text[at] != "}":
            key, end = self._decode(text, at)
            value = self._beyond_blanks(self._beyond_blanks(end) + 1)
            found[key] = at, value
            at = self._next(value)
        return found

    def _items(self, at: int) -> dict[str | int, tuple[int, int]]:
        found: dict[str | int, tuple[int, int]] = {}
        at = self._beyond_blanks(at)
        while self._text[at] != "]":
            found[len(found)] = at, at
            at = self._next(at)
        return found

    def _next(self, value: int) -> int:
        """The offset of what follows a value and the comma after it."""
        at = self._beyond_blanks(self._decode(self._text, value)[1])
        return self._beyond_blanks(at + 1) if self._text[at] == "," else at

    def _beyond_blanks(self, at: int) -> int:
        text = self._text
        while text[at] in " \t\r\n":
            at += 1
        return at

    def _line_and_column(self, offset: int) -> tuple[int, int]:
        if not self._line_ends:
            self._line_ends = list(accumulate(len(line) + 1 for line in self._text.split("\n")))
        line = bisect_right(self._line_ends, offset)
        return line + 1, offset - (self._line_ends[line - 1] if line else 0) + 1


def _child(entries: dict[str | int, Any], token: str | int) -> Any:
    """An entry by one token of a pointer, or None."""
    found = entries.get(token)
    if found is None and isinstance(token, str) and token.isascii() and token.isdigit() and len(token) < 10:
        found = entries.get(int(token))
    return found
