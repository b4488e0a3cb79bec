"""Reads a JSON text: the standard library's parser for speed, and a plain scan where something is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final, NoReturn

from specloom.source.scalars import NotJsonError, to_float, to_int
from specloom.source.text import (
    MAX_DEPTH,
    THE_LAST_COUNTS,
    TextError,
    duplicate_key,
    line_and_column,
    loses_nothing,
    raise_too_deep,
)

_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+|\n', re.ASCII)
_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")


class _SuspectError(Exception):
    """The fast parser met something that the scan must look at."""


def read_json(text: str, slips: list[TextError] | None = None) -> Any:
    """Read a JSON text as plain data.

    Args:
        text: the document.
        slips: takes what is wrong and can be read all the same: keys that stand twice, of which the last counts, where
            that loses nothing but a text. None where it is an error.

    Raises:
        TextError: of code `json-syntax` for what isn't JSON, and of others for what JSON allows and we don't.
    """
    doubled = _Doubled()
    try:
        data = json.loads(
            text,
            object_pairs_hook=_object if slips is None else doubled.object,
            parse_constant=_suspect,
            parse_float=to_float,
            parse_int=to_int,
        )
        if _is_too_deep(data):
            _suspect("depth")
    except json.JSONDecodeError as error:
        line, column = line_and_column(text, error.pos)
        message = f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        hint = "JSON has no comments, no comma after the last entry, and only double quotes."
        raise TextError("json-syntax", message, hint, line, column) from None
    except (_SuspectError, NotJsonError, RecursionError):
        _find_fault(text)
    if _SURROGATE.search(text):
        _check_surrogates(data, text)
    if slips is not None and doubled.found:
        for slip in _duplicates(text):
            slip.hint = THE_LAST_COUNTS
            slips.append(slip)
    return data


def _find_fault(text: str) -> NoReturn:
    """Say what `read_json` refuses beyond syntax, and where.

    Raises:
        TextError: for duplicate keys, numbers that JSON can't hold, and depth.
    """
    for duplicate in _duplicates(text):
        raise duplicate
    raise AssertionError("the scan found nothing wrong")


def _duplicates(text: str) -> Iterator[TextError]:
    """Find the keys that stand twice.

    Raises:
        TextError: for numbers that JSON can't hold, and depth.
    """
    stack: list[dict[str, int] | None] = []  # the open containers: of an object, the keys so far and their lines
    is_value_next = False
    line, line_start = 1, 0
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token == "\n":
            line, line_start = line + 1, match.end()
            continue
        if token in ":,":
            continue
        if token in "}]":
            stack.pop()
            continue
        column = match.start() - line_start + 1
        keys = stack[-1] if stack else None
        if keys is not None and not is_value_next:
            key = json.loads(token)
            if key in keys:
                yield duplicate_key(key, keys[key], line, column)
            keys[key] = line
            is_value_next = True
            continue
        is_value_next = False
        if token in "{[":
            if len(stack) >= MAX_DEPTH:
                raise_too_deep(line, column)
            stack.append({} if token == "{" else None)
        elif token[0] != '"':
            _check_number(token, line, column)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        _suspect("duplicate")
    return value


class _Doubled:
    """Makes objects that may have keys twice.

    Attributes:
        found: whether one has.
    """

    def __init__(self) -> None:
        self.found = False

    def object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(pairs)
        if len(value) != len(pairs):
            self.found = True
            if not all(loses_nothing(held, value[key]) for key, held in pairs):
                _suspect("duplicate")
        return value


def _suspect(what: str) -> None:
    raise _SuspectError(what)


def _is_too_deep(data: Any) -> bool:
    """Tell whether data nests beyond the limit; level by level, as recursion is what the limit guards."""
    level = [data]
    for _ in range(MAX_DEPTH + 1):
        below: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                below.extend(value.values())
            elif isinstance(value, list):
                below.extend(value)
        level = below
        if not level:
            return False
    return any(isinstance(value, dict | list) for value in level)


def _check_number(token: str, line: int, column: int) -> None:
    try:
        if token in ("NaN", "Infinity", "-Infinity"):
            raise NotJsonError(f"JSON has no number {token}")
        if token.lstrip("-").isdigit():
            to_int(token)
        elif token not in ("true", "false", "null"):
            to_float(token)
    except NotJsonError as error:
        hint = "Write another number, or quote it if text is meant."
        raise TextError("not-json", str(error), hint, line, column) from None


def _check_surrogates(data: Any, text: str) -> None:
    """Refuse half a surrogate pair: such text can't be written to any file."""
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        match = _SURROGATE.search(text)
        line, column = line_and_column(text, match.start() if match else 0)
        raise TextError(
            "half-character",
            "a text holds half of a surrogate pair, which is no character",
            "An escape such as \\ud83d needs its second half after it.",
            line,
            column,
        ) from None
