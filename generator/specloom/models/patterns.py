"""Patterns: regular expressions of ECMA-262 in a document, of Rust's regex crate in pydantic, of `re` in rules."""

import re
import warnings
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


_TOKEN = re.compile(r"\\u\{[0-9A-Fa-f]+\}|\\.|\(\?<(?![=!])|\[\^?\]?|\]|\$|.", re.DOTALL)


@cache
def python_pattern(pattern: str) -> str | None:
    """A pattern of ECMA-262 as Python's `re` writes it; None if it can't be."""
    written: list[str] = []
    in_class = False
    for token in _TOKEN.findall(pattern):
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
        elif token.startswith(r"\u{"):
            token = re.escape(chr(min(int(token[3:-1], 16), 0x10FFFF)))
        elif token in (r"\d", r"\w"):
            inner = {"d": "0-9", "w": "A-Za-z0-9_"}[token[1]]
            token = inner if in_class else f"[{inner}]"
        written.append(token)
    result = "".join(written)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(result)
    except (re.error, Warning, OverflowError, RecursionError):
        return None
    return result
