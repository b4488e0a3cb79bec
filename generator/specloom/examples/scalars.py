"""Example texts and numbers: made up, the same on every run, and another for another name."""

import sys
from collections.abc import Mapping
from fractions import Fraction

from specloom import names
from specloom.schemas import Schema

_FORMATS: Mapping[str, str] = {
    "byte": "ZXhhbXBsZQ==",
    "date": "2025-03-12",
    "date-time": "2025-03-12T09:30:00Z",
    "duration": "P1D",
    "email": "someone@example.com",
    "hostname": "host.example.com",
    "idn-email": "someone@example.com",
    "ip": "192.0.2.1",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "json-pointer": "/example",
    "time": "09:30:00Z",
    "uuid": "123e4567-e89b-42d3-a456-426614174000",
}
_URLS = frozenset({"uri", "url", "iri"})

COMMON_TEXTS = (*_FORMATS.values(), "192.0.2.0/24", "https://example.com", "Example-1", "Abcdefg1!")
"""What often matches a pattern: texts of all formats, and what makes a good password."""


def plain_text(schema: Schema, name: str, *, secret: bool = False) -> str:
    """A text of the format and length that a schema asks for, whatever its pattern says."""
    shortest, longest = schema.get("minLength", 0), schema.get("maxLength")
    text_format = str(schema.get("format"))
    word = names.kebab(name) or "value"
    if text_format in _FORMATS:
        text = _FORMATS[text_format]
    elif text_format in _URLS:
        text = f"https://example.com/{word}"
    else:
        text = (f"secret-{word}" if secret else f"example-{word}").ljust(shortest, "x")
    if longest is None or "pattern" in schema:
        return text
    return text[:longest].rstrip("-")[:longest].ljust(shortest, "x")


def number(schema: Schema, name: str, *, whole: bool) -> int | float:
    """A number in the range of a schema: a small one, and another for another name."""
    step = Fraction(str(schema.get("multipleOf", 1 if whole else 0)))
    if whole:
        step = Fraction(step.numerator)  # what whole numbers are multiples of
    least, most = _ends(schema, step)
    wanted = 1 + sum(map(ord, name)) % 89 + (Fraction(0) if whole else _HALF)
    if least is not None and most is not None and least <= most:
        span = most - least + (1 if whole else 0)
        wanted = least + (wanted - least) % span if span else least
    elif least is not None:
        wanted = max(wanted, least)
    elif most is not None:
        wanted = min(wanted, most)
    if step:
        wanted = wanted // step * step
    return int(wanted) if whole or abs(wanted) > sys.float_info.max else float(wanted)


_HALF = Fraction(1, 2)


def _ends(schema: Schema, step: Fraction) -> tuple[Fraction | None, Fraction | None]:
    """The range of a schema, each end a number that it allows: a multiple of the step, if there is one."""
    low, high, above, below = (
        Fraction(str(schema[key])) if key in schema else None
        for key in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
    )
    lows = [each for each in (low, above) if each is not None]
    highs = [each for each in (high, below) if each is not None]
    # Room for numbers between ends that are none themselves.
    gap = min(_HALF, (min(highs) - max(lows)) / 4) if lows and highs else _HALF
    if step:
        lows = [-(-low // step) * step] if low is not None else []
        lows += [(above // step + 1) * step] if above is not None else []
        highs = [high // step * step] if high is not None else []
        highs += [(-(-below // step) - 1) * step] if below is not None else []
    else:
        lows = [each + gap if each is above else each for each in lows]
        highs = [each - gap if each is below else each for each in highs]
    return max(lows, default=None), min(highs, default=None)
