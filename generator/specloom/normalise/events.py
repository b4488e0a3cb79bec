"""Server-sent events in documents that have no `itemSchema` to say what they are.

OpenAPI 3.2, 4.14.4: an event is an object of its fields, all of them text. Before 3.2 nothing said what a schema of
`text/event-stream` meant, and documents have it mean the JSON in the data of each event, or an event with its data
already read.
"""

from collections.abc import Iterator
from typing import Any

from specloom.references import deref
from specloom.schemas import Document, Schema, as_list

EVENT_DATA = "x-event-data"
"""Where a normal form says what becomes of the data of events: `item` or `json`."""
ITEM = "item"
"""The data is JSON, and that is the item."""
JSON = "json"
"""The item is the event, and its data the value of the JSON in it."""

_FIELDS = frozenset({"data", "event", "id", "retry", "comment"})
_STRUCTURED = frozenset({"properties", "additionalProperties", "items", "allOf", "oneOf", "anyOf"})


def described_events(content: dict[str, Any], document: Document) -> dict[str, Any] | None:
    """Say of events what each of them is, where a schema says it.

    Args:
        content: a Media Type Object of `text/event-stream` with a `schema`.
        document: that holds it.

    Returns:
        What says it instead of the schema, or None where that is one of text.
    """
    item = content["schema"]
    schema = deref(document, item)
    if "array" in as_list(schema.get("type")):
        item = schema.get("items")
        if not isinstance(item, dict) or "prefixItems" in schema:
            return None
    rest = {key: value for key, value in content.items() if key != "schema"}
    data = list(_data(item, document, set()))
    if all(one is not None for one in data):
        read = any(_is_structured(one, document) for one in data if one is not None)
        return {**rest, "itemSchema": item, **({EVENT_DATA: JSON} if read else {})}
    return {**rest, "itemSchema": item, EVENT_DATA: ITEM} if _is_structured(item, document) else None


def _data(schema: Schema, document: Document, seen: set[int]) -> Iterator[Schema | None]:
    """The schema of the data of each alternative; None for one that is no event."""
    schema = deref(document, schema)
    alternatives = [*schema.get("oneOf", ()), *schema.get("anyOf", ())]
    if id(schema) in seen or not alternatives:
        fields = _properties(schema, document, set())
        yield fields["data"] if "data" in fields and fields.keys() <= _FIELDS else None
        return
    seen.add(id(schema))
    for alternative in alternatives:
        yield from _data(alternative, document, seen)


def _properties(schema: Schema, document: Document, seen: set[int]) -> dict[str, Schema]:
    schema = deref(document, schema)
    if id(schema) in seen:
        return {}
    seen.add(id(schema))
    found: dict[str, Schema] = {}
    for part in schema.get("allOf", ()):
        found |= _properties(part, document, seen)
    found.update(schema.get("properties", {}))
    return found


def _is_structured(schema: Schema, document: Document) -> bool:
    schema = deref(document, schema)
    return bool({"object", "array"} & {*as_list(schema.get("type"))} or _STRUCTURED & schema.keys())
