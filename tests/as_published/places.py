"""Where a document has JSON: in the requests and answers of its operations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .published import Published, Way

_METHODS = ("get", "put", "post", "delete", "patch", "options", "trace", "query")
"""Those that have contents: an answer to HEAD has none."""
_DATED = re.compile(r"application/vnd\.[a-z]+\.(?P<version>[^+]+)\+([a-z]+)")
_WITHOUT_CONTENT = ("204", "205", "304")
"""Answers that hold nothing, whatever a document says (RFC 9110)."""


@dataclass(frozen=True)
class Place:
    """Where a document has JSON.

    Attributes:
        method: of the operation, in capitals.
        path: of the operation.
        way: which way the JSON goes.
        status: of the answer, a range as `4XX`; "" for a request.
        media_type: under which the schema stands.
        schema: what the document says of the JSON.
    """

    method: str
    path: str
    way: Way
    status: str
    media_type: str
    schema: Any

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.status or self.way}"

    def has(self, media_type: str) -> bool:
        """Whether what is of a media type has its place here, of whatever date: a client sends the one of its pin."""
        mine, other = (_DATED.fullmatch(each) for each in (self.media_type, media_type))
        return media_type == self.media_type or (mine is not None and other is not None and mine[2] == other[2])


def places(document: Published, date: str = "", prefix: str = "") -> Iterator[Place]:
    """Wherever an operation sends or gets JSON; the same JSON may stand in several places.

    Args:
        document: all of it.
        date: the API version that is looked at, where media types have dates; "" for all.
        prefix: of the paths that are looked at, in whole segments; "" for all.
    """
    for method, path, operation in _operations(document, prefix):
        held = list(_contents(document, operation))
        versions = {version for *_, media_type, _ in held if (version := _version(media_type, date))}
        newest = max((each for each in versions if each <= date), default="")
        if versions and not newest:
            continue  # It is newer than the date.
        for way, status, media_type, schema in held:
            is_there = _version(media_type, date) in ("", newest) and status not in _WITHOUT_CONTENT
            if is_there and _is_json(media_type) and isinstance(schema, dict):
                yield Place(method, path, way, status, media_type, schema)


def _operations(document: Published, prefix: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, raw in (document.data.get("paths") or {}).items():
        item = document.deref(raw) if f"{path}/".startswith(prefix and f"{prefix}/") else None
        for method in _METHODS:
            operation = item.get(method) if isinstance(item, dict) else None
            if isinstance(operation, dict):
                yield method.upper(), path, operation


def _contents(document: Published, operation: dict[str, Any]) -> Iterator[tuple[Way, str, str, Any]]:
    holders = [(Way.REQUEST, "", operation.get("requestBody") or {})]
    answers = operation.get("responses") or {}
    holders += [(Way.RESPONSE, re.sub("xx$", "XX", str(status)), each) for status, each in answers.items()]
    for way, status, raw in holders:
        holder = document.deref(raw)
        contents = holder.get("content") if isinstance(holder, dict) else None
        for media_type, held in (contents or {}).items():
            content = document.deref(held)
            yield way, status, media_type, content.get("schema") if isinstance(content, dict) else None


def _version(media_type: str, date: str) -> str:
    """The date of a media type, or what else it has in its place, where one date is looked at."""
    found = _DATED.fullmatch(media_type) if date else None
    return found["version"] if found else ""


def _is_json(media_type: str) -> bool:
    """Whether what is of a media type is one JSON value."""
    essence = media_type.partition(";")[0].strip().lower()
    return essence.endswith(("/json", "+json"))
