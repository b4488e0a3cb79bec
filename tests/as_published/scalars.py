"""Texts and numbers that a schema allows: usual ones, odd ones and those at its limits."""

from __future__ import annotations

import re
from typing import Any

from specloom.examples.patterns import PatternError, matching

from .judged import as_ascii, is_of_python

_TEXTS = (
    "a", "Bc d", "é ü", "x-1", "0", "true", "null", "ABC", "Some longer text, with punctuation.", "日本", "", " ",
    "e\u0301", "👩‍🚀", "a\u2028b\u0085c", "\u202eabc", "'\"\\{{ }}", "tab\tand\nline", "\u0000",
)  # fmt: skip
_OF_FORMAT: dict[str, tuple[str, ...]] = {
    "date-time": (
        "2024-02-29T12:30:00Z",
        "2020-01-01T00:00:00+02:00",
        "1999-12-31T23:59:59.123Z",
        "2022-03-04T05:06:07+05:45",
        "2022-03-04T05:06:07.123456789-00:00",
        "2022-03-04t05:06:07z",
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59.999999-12:00",
    ),
    "date": ("2024-02-29", "0001-01-01", "9999-12-31"),
    "time": ("10:00:00Z", "23:59:59Z", "12:30:00.5+05:30"),
    "duration": ("PT1H", "P1Y2M3DT4H5M6S", "P4W", "P0D"),
    "uuid": ("123e4567-e89b-12d3-a456-426614174000", "123E4567-E89B-12D3-A456-426614174001"),
    "uri": ("https://example.com/a?b=c", "http://localhost:8080", "urn:isbn:0451450523", "HTTPS://EXAMPLE.com/%7ea"),
    "uri-reference": ("https://example.com/a?b=c", "../b#c", "/a"),
    "email": ("a@example.com", "First.Last+tag@EXAMPLE.com"),
    "ipv4": ("10.0.0.1", "255.255.255.255"),
    "ipv6": ("::1", "2001:DB8:0:0:0:0:0:1"),
    "hostname": ("example.com", "EXAMPLE.com"),
    "byte": ("aGVsbG8=", "", "/+8="),
    "binary": ("bytes",),
    "decimal": ("1.50", "-0.1"),
    "regex": ("^a+$",),
    "json-pointer": ("/a/b",),
}
_SAME_FORMAT = {"url": "uri", "ip": "ipv4", "host": "hostname", "idn-hostname": "hostname", "idn-email": "email"}
_INTEGERS = (0, 1, -1, 42, 100_000, 2**31 - 1, -(2**31), 2**31, 2**53 + 1, 2**63 - 1, 2**63, 10**30)
_RANGES = {"int32": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1), "uint64": (0, 2**64 - 1)}
_NUMBERS = (0.5, 1, 1.25, -2.75, 3.0, 1e10, 1e-7, -1e300, 2**53, 0)


class UnmakeableError(Exception):
    """No value is known for a schema, though there may be some."""


def texts(schema: dict[str, Any]) -> list[str]:
    """Texts that a schema of strings allows.

    Raises:
        UnmakeableError: none is known.
    """
    name = schema.get("format")
    least, most = schema.get("minLength") or 0, schema.get("maxLength")
    known = _OF_FORMAT.get(_SAME_FORMAT.get(name, name)) if isinstance(name, str) else None
    if known is None and schema.get("contentEncoding") == "base64":
        known = _OF_FORMAT["byte"]
    found: list[str] = [*(known or _TEXTS)]
    if known is None:
        found += [
            "x" * length for length in {least, most if isinstance(most, int) and most <= 5000 else least} if length
        ]
    pattern = schema.get("pattern")
    if isinstance(pattern, str):
        # A text that is made for a pattern need not be of a format; and what is a space the languages disagree on.
        shown = _shown(schema) if known else [*_shown(schema), *_matching(pattern, least, most)]
        ours = re.compile(as_ascii(pattern)) if is_of_python(pattern) else None
        found = (
            shown if ours is None else [text for text in [*found, *shown] if text.isprintable() and ours.search(text)]
        )
    found = [text for text in found if least <= len(text) and (most is None or len(text) <= most)]
    if not found:
        raise UnmakeableError(f"no text is known for {_rules(schema)}")
    return found


def _shown(schema: dict[str, Any]) -> list[str]:
    """Texts that the document itself shows."""
    shown = [schema.get("example"), schema.get("default")]
    shown += schema["examples"] if isinstance(schema.get("examples"), list) else []
    return [text for text in shown if isinstance(text, str)]


def _matching(pattern: str, least: int, most: int | None) -> list[str]:
    try:
        return [matching(pattern, least, most)]
    except PatternError:
        return []


def integers(schema: dict[str, Any]) -> list[int]:
    """Whole numbers that a schema allows.

    Raises:
        UnmakeableError: none is known.
    """
    found = [number for number in _near_limits(schema, _INTEGERS, 1) if number == int(number)]
    return [int(number) for number in _allowed(schema, found)]


def numbers(schema: dict[str, Any]) -> list[float]:
    """Numbers that a schema allows.

    Raises:
        UnmakeableError: none is known.
    """
    return _allowed(schema, _near_limits(schema, _NUMBERS, 0.5))


def _near_limits(schema: dict[str, Any], usual: tuple[float, ...], step: float) -> list[float]:
    limits = [schema.get(key) for key in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")]
    given = [limit for limit in limits if isinstance(limit, int | float) and not isinstance(limit, bool)]
    found = [*usual, *(limit + near for limit in given for near in (-step, 0, step))]
    found += [sum(given) / 2] if len(given) == 2 else []
    multiple = schema.get("multipleOf")
    if isinstance(multiple, int | float) and multiple:
        found += [round(number / multiple) * multiple for number in found] + [
            (limit // multiple + 1) * multiple for limit in given
        ]
    return found


def _allowed(schema: dict[str, Any], found: list[float]) -> list[float]:
    low, high = _RANGES.get(str(schema.get("format")), (None, None))
    least, most = schema.get("minimum"), schema.get("maximum")
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    # Before OpenAPI 3.1 they say that the other limit itself is not allowed.
    above, below = (least if above is True else above), (most if below is True else below)
    multiple = schema.get("multipleOf")
    kept = [
        number
        for number in dict.fromkeys(found)
        if (low is None or number >= low)
        and (high is None or number <= high)
        and (least is None or number >= least)
        and (most is None or number <= most)
        and (above is None or above is False or number > above)
        and (below is None or below is False or number < below)
        and (not multiple or number % multiple == 0)
    ]
    if not kept:
        raise UnmakeableError(f"no number is known for {_rules(schema)}")
    return kept


def _rules(schema: dict[str, Any]) -> dict[str, Any]:
    return {key: held for key, held in schema.items() if key not in ("description", "title", "example", "examples")}
