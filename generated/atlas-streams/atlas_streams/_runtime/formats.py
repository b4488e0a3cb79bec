"""Formats of texts as far as rules check them: whether a text is a day, a moment, an address."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from ipaddress import IPv4Address, IPv6Address

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(
    r"([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?(z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])", re.IGNORECASE
)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def _is_day(text: str) -> bool:
    return _DAY.fullmatch(text) is not None and _makes(date.fromisoformat)(text)


def _is_time(text: str) -> bool:
    return _TIME.fullmatch(text) is not None


def _is_moment(text: str) -> bool:
    return text[10:11] in ("T", "t", " ") and _is_day(text[:10]) and _is_time(text[11:])


def _is_uuid(text: str) -> bool:
    return _UUID.fullmatch(text) is not None


def _makes(make: Callable[[str], object]) -> Callable[[str], bool]:
    def check(text: str) -> bool:
        try:
            make(text)
        except ValueError:
            return False
        return True

    return check


FORMATS: Mapping[str, Callable[[str], bool]] = {
    "date": _is_day,
    "date-time": _is_moment,
    "ipv4": _makes(IPv4Address),
    "ipv6": _makes(IPv6Address),
    "time": _is_time,
    "uuid": _is_uuid,
}
"""What tells whether a text is of a format (JSON Schema 2020-12, validation, 7.3)."""
