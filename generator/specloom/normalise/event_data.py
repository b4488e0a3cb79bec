"""JSON in the data of server-sent events, where `contentSchema` describes it, as OpenAPI 3.2 has it (4.14.4).

The data of an event is text. Where a schema says what JSON it holds, the schema of the value takes its place, and the
package reads it. A schema that also stands where it does not describe events keeps its text.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

from specloom.diagnostics import parse_pointer
from specloom.grammar import Kind, walk
from specloom.normalise.events import EVENT_DATA, JSON
from specloom.normalise.media_types import is_events, is_json
from specloom.references import deref, node_at
from specloom.schemas import Document, Schema, as_list, map_objects, schemas_within
from specloom.unused import PLACE

_READ = frozenset({"object", "array", "integer", "number", "boolean"})
_SAID = frozenset({"properties", "additionalProperties", "items", "allOf", "oneOf", "anyOf", "$ref"})


class _Event(NamedTuple):
    """A schema of events, and the references that lead to it."""

    schema: Schema
    refs: frozenset[str]


def with_data_read(document: Document) -> Document:
    """Put what the data of events holds in the place of the text that holds it.

    Args:
        document: with plain references.
    """
    streams = {
        id(place.node): place.node["itemSchema"]
        for place in walk(document, (), Kind.DOCUMENT)
        if place.kind is Kind.MEDIA_TYPE and is_events(str(place.pointer[-1])) and "itemSchema" in place.node
    }
    if not streams:
        return document
    nodes: set[int] = set()
    events = {stream: list(_events(item, document, frozenset(), nodes)) for stream, item in streams.items()}
    events = _readable(events, _used_elsewhere(document, nodes))
    read = {
        id(event.schema): data
        for found in events.values()
        for event in found
        if (data := _held(event.schema, document)) is not None
    }
    changed = {stream for stream, found in events.items() if any(id(event.schema) in read for event in found)}

    def visit(node: dict[str, Any], kind: Kind, _: object = ()) -> dict[str, Any]:
        result = map_objects(node, kind, visit)
        if id(node) in read:
            result = {**result, "properties": {**result["properties"], "data": read[id(node)]}}
        return {**result, EVENT_DATA: JSON} if id(node) in changed else result

    return visit(document, Kind.DOCUMENT)


def _events(schema: Schema, document: Document, refs: frozenset[str], nodes: set[int]) -> Iterator[_Event]:
    """The schema of events and all that it is composed of; `nodes` takes every schema on the way."""
    while "$ref" in schema:
        nodes.add(id(schema))
        if schema["$ref"] in refs:
            return
        refs |= {schema["$ref"]}
        schema = node_at(document, parse_pointer(schema["$ref"]))
    nodes.add(id(schema))
    yield _Event(schema, refs)
    for keyword in ("oneOf", "anyOf", "allOf"):
        for part in schema.get(keyword, ()):
            yield from _events(part, document, refs, nodes)


def _readable(events: Mapping[int, list[_Event]], elsewhere: AbstractSet[str]) -> dict[int, list[_Event]]:
    """The streams whose events nothing else needs as text.

    A stream is read as a whole or not at all, so one with such an event takes along those that share another with it.

    Args:
        events: of each stream.
        elsewhere: references to what does not only describe events.
    """
    readable = dict(events)
    texts = {id(event.schema) for found in events.values() for event in found if event.refs & elsewhere}
    while unread := [stream for stream, found in readable.items() if any(id(event.schema) in texts for event in found)]:
        texts |= {id(event.schema) for stream in unread for event in readable.pop(stream)}
    return readable


def _used_elsewhere(document: Document, nodes: AbstractSet[int]) -> set[str]:
    """The references to all that is used by other places than some; what only the package needs is used nowhere."""
    waiting = [
        place.node["$ref"]
        for place in walk(document, (), Kind.DOCUMENT)
        if place.kind is Kind.SCHEMA and "$ref" in place.node and id(place.node) not in nodes
        if place.pointer[:2] not in (("components", "schemas"), ("webhooks", PLACE))
    ]
    found: set[str] = set()
    while waiting:
        ref = waiting.pop()
        if ref not in found:
            found.add(ref)
            target = node_at(document, parse_pointer(ref))
            waiting += [inner["$ref"] for inner in schemas_within(target) if "$ref" in inner]
    return found


def _held(event: Schema, document: Document) -> Schema | None:
    """The schema of what the data of an event holds; None where it is text, or a text in JSON."""
    data = event.get("properties", {}).get("data")
    text = deref(document, data) if isinstance(data, dict) else {}
    held = text.get("contentSchema")
    if not isinstance(held, dict) or not is_json(str(text.get("contentMediaType", ""))):
        return None
    value = deref(document, held)
    if not _READ & {*as_list(value.get("type"))} and not _SAID & value.keys():
        return None
    return {**{key: text[key] for key in ("description", "title") if key in text and "$ref" not in held}, **held}
