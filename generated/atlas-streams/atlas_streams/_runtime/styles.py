"""How OpenAPI writes a value into a URL, a header or a cookie: its seven styles, exploded or not.

Values come in as plain data (None, bool, numbers, strings, lists, dicts) and leave percent-encoded where
the place asks for it, so that no value can add a segment, a parameter or a header.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias, cast
from urllib.parse import quote

Encode: TypeAlias = Callable[[str], str]
Scalar: TypeAlias = str | int | float | bool
Plain: TypeAlias = "Scalar | list[Plain] | dict[str, Plain] | None"

DELIMITERS: Mapping[str, str] = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}
"""What stands between members, encoded, in the styles that are named after it."""

_TRIPLET = re.compile("%25([0-9A-Fa-f]{2})")


def encode(text: str) -> str:
    """Percent-encode everything but unreserved characters."""
    return quote(text, safe="")


def encode_reserved(text: str) -> str:
    """Percent-encode what a query value may not hold; reserved characters and ready triplets stay.

    `&`, `+` and `#` are encoded all the same: they would end the value or change it.
    """
    return _TRIPLET.sub(r"%\1", quote(text, safe=":/?@!$'()*,;="))


def as_is(text: str) -> str:
    """Leave the text alone, as in a header."""
    return text


def write_text(value: Plain) -> str:
    """One value as text: `true`, `1.5`, `blue`; a list or an object inside a member becomes JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return ""
    if isinstance(value, (list, dict)):
        return write_json(value)
    return str(_as_given(value))


def write_json(value: Plain, *, ascii_only: bool = False) -> str:
    """A value as JSON inside of something else, in as little space as there is."""
    return json.dumps(_as_given(value), separators=(",", ":"), ensure_ascii=ascii_only)


def write_simple(value: Plain, explode: bool, encode: Encode) -> str:
    """`blue`, `blue,black`, `R,100,G,200`, exploded `R=100,G=200`: paths and headers."""
    return ",".join(_members(value, encode, "=" if explode else ","))


def write_label(value: Plain, explode: bool, encode: Encode) -> str:
    """`.blue`, `.blue,black`, exploded `.blue.black` and `.R=100.G=200`: paths."""
    return "." + ("." if explode else ",").join(_members(value, encode, "=" if explode else ","))


def write_matrix(name: str, value: Plain, explode: bool, encode: Encode) -> str:
    """`;color=blue,black`, exploded `;color=blue;color=black` and `;R=100;G=200`: paths."""
    if explode and isinstance(value, dict):
        pairs = [member.partition("=")[::2] for member in _members(value, encode, "=")]
    elif explode and isinstance(value, list):
        pairs = [(encode(name), member) for member in _members(value, encode, "=")]
    else:
        pairs = [(encode(name), ",".join(_members(value, encode, ",")))]
    return "".join(f";{key}={text}" if text else f";{key}" for key, text in pairs)


def write_form(name: str, value: Plain, explode: bool, encode: Encode, delimiter: str = ",") -> list[str]:
    """`color=blue,black`, exploded `color=blue`, `color=black` and `R=100`, `G=200`: queries and cookies.

    Args:
        name: The name of the parameter.
        value: Its value; an empty list or object gives nothing.
        explode: Whether every member becomes a parameter of its own.
        encode: How a text is encoded.
        delimiter: What stands between members, already encoded: `%20` and `%7C` are styles of their own.

    Returns:
        The `name=value` pairs.

    """
    if not isinstance(value, (list, dict)):
        return [f"{encode(name)}={encode(write_text(value))}"]
    if not explode:
        members = [*_members(value, encode, delimiter)]
        return [f"{encode(name)}={delimiter.join(members)}"] if members else []
    if isinstance(value, dict):
        return [*_members(value, encode, "=")]
    return [f"{encode(name)}={member}" for member in _members(value, encode, "=")]


def write_deep_object(name: str, value: Plain, encode: Encode) -> list[str]:
    """`color[R]=100`, `color[G]=200`, objects inside objects alike: queries."""
    if isinstance(value, dict):
        return [
            pair
            for key, member in value.items()
            if member is not None
            for pair in write_deep_object(f"{name}[{key}]", member, encode)
        ]
    if isinstance(value, list):
        return [f"{encode(name)}={encode(write_text(member))}" for member in value if member is not None]
    return [f"{encode(name)}={encode(write_text(value))}"]


def write_pairs(values: Mapping[str, object]) -> list[str]:
    """`name=value` pairs of any mapping, in the form style: form bodies and extra query parameters."""
    return [
        pair
        for name, value in values.items()
        if value is not None
        for pair in write_form(name, cast(Plain, value), not isinstance(value, dict), encode)
    ]


def _as_given(value: Plain) -> Plain:
    """A value with numbers as callers give them: their 30 is a float by now, where the API takes any number."""
    if isinstance(value, list):
        return [_as_given(item) for item in value]
    if isinstance(value, dict):
        return {key: _as_given(member) for key, member in value.items()}
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e16 else value


def _members(value: Plain, encode: Encode, between: str) -> Iterator[str]:
    """The encoded members of a list, of an object (key and value joined), or the value itself."""
    if isinstance(value, list):
        for item in _present(value):
            yield encode(write_text(item))
    elif isinstance(value, dict):
        for key, member in value.items():
            if member is not None:
                yield f"{encode(key)}{between}{encode(write_text(member))}"
    else:
        yield encode(write_text(value))


def _present(values: Iterable[Plain]) -> Iterator[Plain]:
    return (value for value in values if value is not None)
