"""What in a document is prose: words for people, which each author writes anew, rather than structure.

Everything else says what goes over the wire, and has to be the provider's to the letter.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from specloom.diagnostics import Pointer
from specloom.grammar import Kind, Shape, fields

Json = Any


class Prose(StrEnum):
    """Whether the words of an upstream document come along."""

    NONE = "none"
    UPSTREAM = "upstream"


class Part(StrEnum):
    """What a document holds besides the objects of the grammar, which are those that lead to schemas."""

    INFO = "info"
    CONTACT = "contact"
    LICENSE = "license"
    TAG = "tag"
    SERVER = "server"
    SERVER_VARIABLE = "server variable"
    DOCS = "external documentation"
    DISCRIMINATOR = "discriminator"
    XML = "xml"
    FLOWS = "flows"
    FLOW = "flow"


_PARTS: dict[Kind | Part, dict[str, tuple[Shape, Part]]] = {
    Kind.DOCUMENT: {
        "info": (Shape.ONE, Part.INFO),
        "servers": (Shape.LIST, Part.SERVER),
        "tags": (Shape.LIST, Part.TAG),
        "externalDocs": (Shape.ONE, Part.DOCS),
    },
    Kind.PATH_ITEM: {"servers": (Shape.LIST, Part.SERVER)},
    Kind.OPERATION: {"servers": (Shape.LIST, Part.SERVER), "externalDocs": (Shape.ONE, Part.DOCS)},
    Kind.LINK: {"server": (Shape.ONE, Part.SERVER)},
    Kind.SCHEMA: {
        "discriminator": (Shape.ONE, Part.DISCRIMINATOR),
        "externalDocs": (Shape.ONE, Part.DOCS),
        "xml": (Shape.ONE, Part.XML),
    },
    Kind.SECURITY_SCHEME: {"flows": (Shape.ONE, Part.FLOWS)},
    Part.FLOWS: dict.fromkeys(
        ("implicit", "password", "clientCredentials", "authorizationCode", "deviceAuthorization"),
        (Shape.ONE, Part.FLOW),
    ),
    Part.INFO: {"contact": (Shape.ONE, Part.CONTACT), "license": (Shape.ONE, Part.LICENSE)},
    Part.TAG: {"externalDocs": (Shape.ONE, Part.DOCS)},
    Part.SERVER: {"variables": (Shape.MAP, Part.SERVER_VARIABLE)},
}

_TEXTS = frozenset({"description", "summary", "title"})
_EXAMPLES = frozenset({"example", "examples", "value", "dataValue"})
_TEXT_OF_ERRORS = "detail"
"""What errors say for people; an example of one says it in the words of whoever wrote the document."""

_TEXT_BY_KEY = frozenset({"x-xgen-changelog", "x-xgen-IPA-exception", "scopes"})
"""Maps whose every value is a text: one per date, per rule of the provider's, per OAuth scope."""


@dataclass(frozen=True, slots=True)
class Spot:
    """What stands at a place, found step by step on the way there.

    Attributes:
        what: an object of this kind, or a map or list of such objects; None for any other value.
        shape: how it holds them.
        field: of the object that holds it, if it is a field; inside of what the grammar doesn't know, or knows to be
            data, the field where that begins.
    """

    what: Kind | Part | None = Kind.DOCUMENT
    shape: Shape = Shape.ONE
    field: str = ""

    def step(self, token: str | int) -> "Spot":
        """Say what stands one token further."""
        if self.what is None:
            return self
        if self.shape is Shape.PATTERN and str(token).startswith("x-"):
            return Spot(None, field=str(token))
        if self.shape is not Shape.ONE:
            return Spot(self.what)
        if self.what is Kind.CALLBACK:
            return Spot(Kind.PATH_ITEM)
        if self.what is Kind.SCHEMA and isinstance(token, int):
            return Spot(Kind.SCHEMA)  # `items` as a list
        field = str(token)
        known = fields(self.what).get(field) if isinstance(self.what, Kind) else None
        rule = known or _PARTS.get(self.what, {}).get(field)
        return Spot(None, field=field) if rule is None else Spot(rule[1], rule[0], field)

    @property
    def is_object(self) -> bool:
        """Whether it is an object whose keys the specification fixes."""
        return self.what is not None and self.shape is Shape.ONE

    @property
    def is_example(self) -> bool:
        """Whether it is in an example."""
        return self.what is None and self.field in _EXAMPLES

    def is_prose(self, key: str | int) -> bool:
        """Whether a text directly in here, under this key, is prose."""
        if self.what is not None:
            return self.shape is Shape.ONE and key in _TEXTS
        if self.field in _TEXT_BY_KEY:
            return True
        if self.is_example:
            return key in _TEXTS or key == _TEXT_OF_ERRORS
        return self.field.startswith("x-") and key in _TEXTS


def spot_at(pointer: Pointer) -> Spot:
    """Say what stands at a place of a document, judged by the place alone."""
    spot = Spot()
    for token in pointer:
        is_index = spot.what is Kind.SCHEMA and spot.shape is Shape.ONE and str(token).isdigit()
        spot = spot.step(int(token) if is_index else token)
    return spot


def is_prose(pointer: Pointer) -> bool:
    """Whether a text at this place of a document is prose."""
    return bool(pointer) and spot_at(pointer[:-1]).is_prose(pointer[-1])


def iter_prose(value: Json, pointer: Pointer = (), spot: Spot | None = None) -> Iterator[tuple[Pointer, str]]:
    """Yield every piece of prose at and below a place, in document order."""
    spot = spot or spot_at(pointer)
    for key, child in entries(value):
        if isinstance(child, str):
            if spot.is_prose(key):
                yield (*pointer, key), child
        else:
            yield from iter_prose(child, (*pointer, key), spot.step(key))


def entries(value: Json) -> Iterator[tuple[str | int, Json]]:
    """Yield what an object or array holds, with its keys or indexes; nothing for any other value."""
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)
