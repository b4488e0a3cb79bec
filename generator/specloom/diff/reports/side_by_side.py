"""Two texts side by side, line by line, with the words that differ."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from specloom.yaml_output import dump_yaml

_CONTEXT = 3
_LIKE = 0.5
"""How like two lines have to be to be shown as one that changed."""
_PROSE = frozenset({"title", "summary", "description"})
_NAMED = frozenset({"properties", "mapping"})
"""Below these, keys are names that somebody gave."""
_LINES = 1500
"""How many lines of one side are shown at most."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line.

    Attributes:
        text: of the part.
        differs: whether the other side has something else.
    """

    text: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two lines that stand side by side.

    Attributes:
        kind: `same`, `changed`, `added`, `removed` or `gap`; for a gap, `left` says how many lines it leaves out.
        left: the line of the older text, in pieces.
        right: the line of the newer one.
        left_number: its number, from 1; 0 where there is none.
        right_number: likewise.
    """

    kind: str
    left: Sequence[Piece] = ()
    right: Sequence[Piece] = ()
    left_number: int = 0
    right_number: int = 0


def as_lines(value: Any) -> list[str]:
    """Write a JSON value as YAML, in lines; nothing where there is no value."""
    if value is None:
        return []
    if isinstance(value, str):
        return value.splitlines() or [""]
    if isinstance(value, bool | int | float):
        return [json.dumps(value)]
    text = dump_yaml(_encodable(without_prose(value))).removesuffix("...\n")
    return text.rstrip("\n").split("\n")[:_LINES]


def without_prose(value: Any, parent: str = "") -> Any:
    """The value without what only people read, which changes often and breaks nobody."""
    if isinstance(value, list | tuple):
        return [without_prose(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    return {
        key: without_prose(item, key)
        for key, item in value.items()
        if not (key in _PROSE and isinstance(item, str) and parent not in _NAMED)
    }


def _encodable(value: Any) -> Any:
    """The value with every lone surrogate, which JSON can escape but no encoding can write, as its escape."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, Mapping):
        return {_encodable(key): _encodable(item) for key, item in value.items()}
    return [_encodable(item) for item in value] if isinstance(value, list | tuple) else value


def side_by_side(left: Sequence[str], right: Sequence[str], *, whole: bool = False) -> list[Pair]:
    """Put two texts beside each other.

    Args:
        left: the older one, in lines.
        right: the newer one.
        whole: whether what is the same on both sides is shown, however long it is.
    """
    pairs = list(_pairs(left, right))
    return pairs if whole else list(_folded(pairs))


def _pairs(left: Sequence[str], right: Sequence[str]) -> Iterator[Pair]:
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            for i, j in zip(range(i1, i2), range(j1, j2), strict=True):
                yield Pair("same", [Piece(left[i])], [Piece(right[j])], i + 1, j + 1)
            continue
        common = min(i2 - i1, j2 - j1)
        for offset in range(max(i2 - i1, j2 - j1)):
            i, j = i1 + offset, j1 + offset
            if offset < common:
                yield from _changed(left[i], right[j], i + 1, j + 1)
            elif i < i2:
                yield Pair("removed", [Piece(left[i])], (), i + 1, 0)
            else:
                yield Pair("added", (), [Piece(right[j])], 0, j + 1)


def _changed(left: str, right: str, left_number: int, right_number: int) -> Iterator[Pair]:
    words = [re.findall(r"\w+|\s+|[^\w\s]", line) for line in (left, right)]
    matcher = SequenceMatcher(None, words[0], words[1], autojunk=False)
    if matcher.ratio() < _LIKE:
        yield Pair("changed", [Piece(left)], [Piece(right)], left_number, right_number)
        return
    lefts, rights = [], []
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        lefts.append(Piece("".join(words[0][i1:i2]), kind != "equal"))
        rights.append(Piece("".join(words[1][j1:j2]), kind != "equal"))
    both = [[piece for piece in pieces if piece.text] for pieces in (lefts, rights)]
    yield Pair("changed", both[0], both[1], left_number, right_number)


def _folded(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Leave out what is far from every difference."""
    near = [False] * len(pairs)
    for index, pair in enumerate(pairs):
        if pair.kind != "same":
            for other in range(max(0, index - _CONTEXT), min(len(pairs), index + _CONTEXT + 1)):
                near[other] = True
    skipped = 0
    for pair, is_near in zip(pairs, near, strict=True):
        if not is_near:
            skipped += 1
            continue
        if skipped:
            yield _gap(skipped)
            skipped = 0
        yield pair
    if skipped:
        yield _gap(skipped)


def _gap(lines: int) -> Pair:
    return Pair("gap", [Piece(f"{lines} line{'s' * (lines != 1)} the same")])
