"""Patterns: regular expressions of ECMA-262 in a document, of Rust's regex crate in pydantic, of `re` in rules."""

import re
import warnings
from collections.abc import Iterator
from functools import cache

from pydantic_core import SchemaError, SchemaValidator, core_schema


@cache
def check_pattern(pattern: str) -> str:
    """Tell why pydantic can't check a pattern; "" if it can."""
    try:
        SchemaValidator(core_schema.str_schema(pattern=pattern))
    except SchemaError as error:
        return " ".join(str(error).split())[:200]
    return ""


_TOKEN = re.compile(
    r"\\[pP]\{[^}]*\}|\\u\{[0-9A-Fa-f]+\}|\\u[0-9A-Fa-f]{4}|\\c[A-Za-z]|\\k<\w+>|\\.|\(\?<(?![=!])|\[\^?\]?|\]|\$|.",
    re.DOTALL,
)
_IS_CLASS = re.compile(r"\\[dDwWsSpP]")
_ASCII = {r"\d": "0-9", r"\w": "A-Za-z0-9_"}
"""What these mean in ECMA-262; elsewhere they take in the digits and letters of all scripts."""


def _tokens(pattern: str) -> Iterator[str]:
    r"""The parts of a pattern, with a dash escaped that stands for itself.

    In `[\w-.]` it does, as no range begins or ends with many characters (ECMA-262, annex B); elsewhere it is an error.
    """
    tokens: list[str] = _TOKEN.findall(pattern)
    in_class = False
    for index, token in enumerate(tokens):
        if token.startswith("[") and not in_class:
            in_class = token not in ("[]", "[^]")
        elif token == "]":
            in_class = False
        beside = tokens[max(index - 1, 0) : index + 2]
        if token == "-" and in_class and beside[-1] != "]" and any(map(_IS_CLASS.match, beside)):
            token = r"\-"
        yield token


@cache
def rust_pattern(pattern: str) -> str:
    """A pattern of ECMA-262 as pydantic's engine reads it, as far as that can be written."""
    written: list[str] = []
    in_class = False
    for token in _tokens(pattern):
        if token.startswith("[") and not in_class:
            in_class = token not in ("[]", "[^]")
            token = {"[]": r"[^\s\S]", "[^]": r"[\s\S]"}.get(token, token)
        elif token == "]":
            in_class = False
        elif token == "[":
            token = r"\["
        elif token in _ASCII:
            token = _ASCII[token] if in_class else f"[{_ASCII[token]}]"
        elif token in (r"\W", r"\D") and not in_class:
            token = f"[^{_ASCII[token.lower()]}]"
        elif (code := _code_point(token)) is not None:
            token = f"\\x{{{code:x}}}"
        written.append(token)
    return "".join(written)


def _code_point(token: str) -> int | None:
    """The character that an escape stands for."""
    if token.startswith(r"\u") and len(token) > 2:
        return min(int(token[2:].strip("{}"), 16), 0x10FFFF)
    if token.startswith(r"\c") and len(token) > 2:
        return ord(token[2]) % 32
    return None


@cache
def python_pattern(pattern: str) -> str | None:
    """A pattern of ECMA-262 as Python's `re` writes it; None if it can't be."""
    written: list[str] = []
    in_class = False
    for token in _tokens(pattern):
        if token.startswith("[") and not in_class:
            in_class = token not in ("[]", "[^]")
            # A class that is empty, or that leaves nothing out, can't be written so in Python.
            written.append({"[]": "(?!)", "[^]": r"[\s\S]"}.get(token, token))
            continue
        if token == "]":
            in_class = False
        elif token == "[":
            token = r"\["
        elif token == "$" and not in_class:
            # Python's `$` also matches before a line break at the end.
            token = r"\Z"
        elif token == "(?<":
            token = "(?P<"
        elif token.startswith(r"\k<"):
            token = f"(?P={token[3:-1]})"
        elif (code := _code_point(token)) is not None:
            token = re.escape(chr(code))
        elif token in _ASCII:
            token = _ASCII[token] if in_class else f"[{_ASCII[token]}]"
        elif token in (r"\W", r"\D") and not in_class:
            token = f"[^{_ASCII[token.lower()]}]"
        written.append(token)
    result = "".join(written)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(result)
    except (re.error, Warning, OverflowError, RecursionError):
        return None
    return result


def is_checked(pattern: str) -> bool:
    """Whether packages check a pattern at all."""
    return not check_pattern(rust_pattern(pattern)) or python_pattern(pattern) is not None
