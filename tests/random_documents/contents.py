"""What requests and answers hold: a schema under a media type, with what else is said of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .schemas import Schema, Schemas

_OF_JSON = (
    "application/json", "application/json; charset=utf-8", "application/merge-patch+json", "application/problem+json",
    "application/vnd.acme.v1+json", "application/vnd.acme.v2+json", "application/hal+json",
)  # fmt: skip
_OF_TEXT = ("text/plain", "text/html", "text/csv", "application/graphql", "application/yaml", "application/xml")
_OF_BYTES = ("application/octet-stream", "image/png", "application/pdf", "application/zip", "image/*", "*/*")
_OF_SEQUENCES = ("application/x-ndjson", "application/jsonl", "application/json-seq", "text/event-stream")
_FORM, _MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
_FILE_TYPES = ("image/png, image/jpeg", "image/*", "application/pdf", "*/*")


@dataclass
class Contents:
    """Makes contents.

    Attributes:
        schemas: makes the schemas.
        is_32: whether the document is OpenAPI 3.2.
    """

    schemas: Schemas
    is_32: bool

    def content(self, *, is_sent: bool) -> dict[str, Any]:
        """A map of media types, mostly with one; forms are only sent."""
        dice = self.schemas.dice
        found: dict[str, Any] = {}
        for _ in range(1 if dice.happens(0.65) else dice.randint(2, 4)):
            kinds: dict[Callable[[], tuple[str, Any]], int] = {
                self._json: 10,
                self._text: 3,
                self._bytes: 3,
                self._sequence: 3,
                **({self._form: 3, self._multipart: 5} if is_sent else {}),
            }
            media_type, held = dice.weighted(kinds)
            found.setdefault(media_type, held)
        return found

    def _json(self) -> tuple[str, Any]:
        dice = self.schemas.dice
        found: dict[str, Any] = {"schema": self.schemas.any(2)}
        if dice.happens(0.15):
            found["example"] = dice.choice((1, "s", {"a": 1}, [{}], None))
        elif dice.happens(0.15):
            shown = {"summary": self.schemas.names.text(), "value": dice.choice((1, "s", {"kind": "one"}))}
            found["examples"] = {"one": shown, "elsewhere": {"externalValue": "https://example.com/x.json"}}
        return dice.choice((_OF_JSON[0], _OF_JSON[0], *_OF_JSON)), found

    def _text(self) -> tuple[str, Any]:
        kinds: tuple[Schema, ...] = ({"type": "string"}, {"type": "string", "enum": ["p", "q"]}, {"type": "integer"})
        return self.schemas.dice.choice(_OF_TEXT), {"schema": self.schemas.dice.choice(kinds)}

    def _bytes(self) -> tuple[str, Any]:
        plain: list[Any] = [{"schema": {"type": "string", "format": "binary"}}, {}]
        return self.schemas.dice.choice(_OF_BYTES), self.schemas.dice.choice(
            plain if self.schemas.is_30 else [*plain, {"schema": {}}]
        )

    def _sequence(self) -> tuple[str, Any]:
        dice = self.schemas.dice
        media_type = dice.choice(_OF_SEQUENCES)
        if not self.is_32 or dice.happens(0.3):
            return media_type, {"schema": dice.call(lambda: self.schemas.any(1), lambda: {"type": "string"})}
        if media_type != "text/event-stream":
            return media_type, {"itemSchema": self.schemas.any(2)}
        event: Schema = {"type": "object", "properties": {"event": {"type": "string"}, "data": {"type": "string"}}}
        if dice.happens(0.6):
            event["properties"]["data"] |= {
                "contentMediaType": "application/json",
                "contentSchema": self.schemas.any(1),
            }
        if dice.happens(0.5):
            event["properties"] |= {"id": {"type": "string"}, "retry": {"type": "integer"}}
        if dice.happens(0.5):
            event["required"] = ["data"]
        return media_type, {"itemSchema": event}

    def _form(self) -> tuple[str, Any]:
        dice = self.schemas.dice
        properties: dict[str, Schema] = {}
        encoding: dict[str, Any] = {}
        for name in self.schemas.names.properties(dice.randint(1, 5)):
            properties[name], ways = dice.call(
                lambda: (self.schemas.scalar(), ({"allowReserved": True},)),
                lambda: (self.flat_array(), _OF_ARRAYS),
                lambda: (self.flat_object(), _OF_OBJECTS),
                lambda: (self.schemas.ref(), ({"contentType": "application/json"},)),
            )
            if dice.happens(0.5):
                encoding[name] = dict(dice.choice(ways))
        return _FORM, self._with_encoding(properties, encoding)

    def flat_array(self) -> Schema:
        """A schema of a list that a style can write."""
        return {"type": "array", "items": self.schemas.scalar()}

    def flat_object(self) -> Schema:
        """A schema of an object that a style can write."""
        names = self.schemas.names.properties(self.schemas.dice.randint(1, 3))
        found: Schema = {"type": "object", "properties": {name: self.schemas.scalar() for name in names}}
        if self.schemas.dice.happens(0.3):
            found["required"] = names[:1]
        return found

    def _multipart(self) -> tuple[str, Any]:
        dice = self.schemas.dice
        properties: dict[str, Schema] = {}
        encoding: dict[str, Any] = {}
        for name in self.schemas.names.properties(dice.randint(1, 6)):
            properties[name], types = dice.call(
                lambda: (self.schemas.scalar(), ("text/plain", "text/plain; charset=utf-8")),
                lambda: (self.flat_array(), ("text/plain",)),
                lambda: (self._file(), _FILE_TYPES),
                lambda: ({"type": "array", "items": self._file()}, _FILE_TYPES),
                lambda: (self.schemas.object(1), ("application/json", "application/vnd.acme+json")),
                lambda: (self.schemas.ref(), ("application/json",)),
                lambda: ({"type": "array", "items": self.schemas.ref(of_objects=True)}, ("application/json",)),
                lambda: (self.schemas.choice(1), ("application/json",)),
            )
            said: dict[str, Any] = {"contentType": dice.choice(types)} if dice.happens(0.5) else {}
            if dice.happens(0.2):
                said["headers"] = {"X-Part": {"required": dice.happens(0.3), "schema": self.schemas.scalar()}}
            if said:
                encoding[name] = said
        return _MULTIPART, self._with_encoding(properties, encoding)

    def _file(self) -> Schema:
        said: list[Schema] = [{"type": "string", "format": "binary"}]
        of_version: list[Schema] = [] if self.schemas.is_30 else [{}, {"contentMediaType": "image/png"}]
        return self.schemas.dice.choice([*said, *of_version])

    def _with_encoding(self, properties: dict[str, Schema], encoding: dict[str, Any]) -> dict[str, Any]:
        schema: Schema = {"type": "object", "properties": properties}
        if required := self.schemas.dice.some([*properties], 0):
            schema["required"] = required
        return {"schema": schema, "encoding": encoding} if encoding else {"schema": schema}


_OF_ARRAYS: tuple[dict[str, Any], ...] = (
    {"style": "form", "explode": True},
    {"style": "form", "explode": False},
    {"style": "spaceDelimited", "explode": False},
    {"style": "pipeDelimited", "explode": False},
    {"contentType": "application/json"},
)
"""How a list in a form is written."""
_OF_OBJECTS: tuple[dict[str, Any], ...] = (
    {"style": "deepObject", "explode": True},
    {"style": "form", "explode": False},
    {"style": "form", "explode": True},
    {"contentType": "application/json"},
)
"""How an object in a form is written."""
