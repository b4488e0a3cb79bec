"""Example texts and numbers: made up, the same on every run, and another for another name."""

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
    least, most = schema.get("minimum"), schema.get("maximum")
    step = schema.get("multipleOf", 1 if whole else 0)
    if whole and step != int(step):
        step = Fraction(str(step)).numerator  # what whole numbers are multiples of
    if "exclusiveMinimum" in schema:
        least = max(x for x in (least, schema["exclusiveMinimum"] + (step or 0.5)) if x is not None)
    if "exclusiveMaximum" in schema:
        most = min(x for x in (most, schema["exclusiveMaximum"] - (step or 0.5)) if x is not None)
    wanted: int | float = 1 + sum(map(ord, name)) % 89 + (0 if whole else 0.5)
    if least is not None and most is not None and least <= most:
        span = most - least + (1 if whole else 0)
        wanted = least + (wanted - least) % span if span else least
    elif least is not None:
        wanted = max(wanted, least)
    elif most is not None:
        wanted = min(wanted, most)
    if step:
        wanted = wanted // step * step
        if least is not None and wanted < least:
            wanted += step
    return int(wanted) if whole else wanted
