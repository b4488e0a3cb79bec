"""Parameters of all places, in all styles that OpenAPI has for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .contents import Contents
from .schemas import Schema

_OF_PATHS = tuple(
    {"style": style, "explode": explode} for style in ("simple", "label", "matrix") for explode in (True, False)
)
_STYLES: dict[str, dict[str, tuple[dict[str, Any], ...]]] = {
    "path": {
        "scalar": ({}, {"style": "simple"}, {"style": "label"}, {"style": "matrix"}),
        "array": _OF_PATHS,
        "object": _OF_PATHS,
    },
    "query": {
        "scalar": ({}, {"allowReserved": True}, {"allowEmptyValue": True}),
        "array": (
            {}, {"explode": False}, {"style": "form", "explode": True}, {"style": "spaceDelimited", "explode": False},
            {"style": "pipeDelimited", "explode": False},
        ),
        "object": ({}, {"explode": False}, {"style": "deepObject", "explode": True}),
    },
    "header": {"scalar": ({},), "array": ({}, {"explode": True}), "object": ({}, {"explode": True})},
    "cookie": {"scalar": ({},), "array": ({"explode": False}, {}), "object": ({"explode": False}, {})},
}  # fmt: skip


@dataclass
class Parameters:
    """Makes parameters.

    Attributes:
        contents: makes their schemas.
    """

    contents: Contents

    def of_path(self, name: str) -> dict[str, Any]:
        """A parameter in the path."""
        return self._parameter(name, "path") | {"required": True}

    def some(self) -> list[dict[str, Any]]:
        """Parameters of an operation that are not in its path, each with a name of its own."""
        dice, names = self.contents.schemas.dice, self.contents.schemas.names
        if self.contents.is_32 and dice.happens(0.15):
            return [self._whole_query()]
        found: dict[tuple[str, str], dict[str, Any]] = {}
        for _ in range(dice.randint(0, 4)):
            where = dice.choice(("query", "query", "query", "header", "cookie"))
            name = names.property() if where == "query" else names.token()
            # Names of headers don't depend on case.
            found.setdefault((where, name.lower()), self._parameter(name, where))
        if dice.happens(0.08):
            found["query", "filter"] = self._filter()
        return [*found.values()]

    def _parameter(self, name: str, where: str) -> dict[str, Any]:
        dice = self.contents.schemas.dice
        said: dict[str, Any] = {"name": name, "in": where, "description": self.contents.schemas.names.text()}
        if dice.happens(0.3):
            said["required"] = True
        if dice.happens(0.1):
            said["deprecated"] = True
        if where != "path" and dice.happens(0.1):
            return {**said, "content": {"application/json": {"schema": self.contents.schemas.any(1)}}}
        kind, schema = self._schema()
        return {**said, "schema": schema, **dice.choice(_STYLES[where][kind])}

    def _schema(self) -> tuple[str, Schema]:
        contents = self.contents
        kind = contents.schemas.dice.choices(("scalar", "array", "object", "choice"), (50, 25, 15, 5))[0]
        if kind == "choice":
            schemas = contents.schemas
            return "scalar", {schemas.dice.choice(("oneOf", "anyOf")): [schemas.scalar(), schemas.scalar()]}
        makers = {"scalar": contents.schemas.scalar, "array": contents.flat_array, "object": contents.flat_object}
        return kind, makers[kind]()

    def _filter(self) -> dict[str, Any]:
        """An object in brackets, which may hold lists and other objects."""
        schema = self.contents.flat_object()
        schema["properties"] |= {"among": self.contents.flat_array(), "range": self.contents.flat_object()}
        return {"name": "filter", "in": "query", "style": "deepObject", "explode": True, "schema": schema}

    def _whole_query(self) -> dict[str, Any]:
        media_type = self.contents.schemas.dice.choice(("application/x-www-form-urlencoded", "application/json"))
        schema = self.contents.flat_object()
        return {"name": "all of it", "in": "querystring", "content": {media_type: {"schema": schema}}}
