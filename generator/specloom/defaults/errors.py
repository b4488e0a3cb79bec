"""Which properties of error bodies say what is wrong."""

from collections import Counter
from typing import Any

from specloom.capture.selection import Operation
from specloom.defaults.shapes import answers, followed, kinds, properties

Json = dict[str, Any]

_CODES = ("errorCode", "error_code", "code", "type")
_REASONS = ("reason", "title", "error")
_DETAILS = ("detail", "message", "errorMessage", "error_message", "error_description", "description", "msg", "err")
_HOLDERS = ("", "error", "errors.0")


def find_error_fields(document: Json, operations: list[Operation]) -> dict[str, str | list[str]]:
    """Find the fields that errors have, those of most errors first; {} where none can be made out."""
    known: dict[int, dict[str, str]] = {}

    def fields(schema: Json) -> dict[str, str]:
        # Most operations answer with the same schemas, which are part of the document, so each stays what it is.
        if id(schema) not in known:
            known[id(schema)] = _fields(document, properties(document, schema))
        return known[id(schema)]

    found = [
        tuple(fields(schema).items())
        for operation in operations
        for first in ("4", "5", "default")
        for schema in answers(document, operation, first)
        if fields(schema)
    ]
    counts = Counter(found)
    paths: dict[str, list[str]] = {key: [] for key in ("code", "reason", "detail")}
    for shape in sorted(counts, key=lambda fields: (-counts[fields], fields)):
        for key, path in shape:
            paths[key] += [path] if path not in paths[key] else []
    return {key: listed[0] if len(listed) == 1 else listed for key, listed in paths.items() if listed}


def _fields(document: Json, body: dict[str, Json]) -> dict[str, str]:
    for holder in _HOLDERS:
        inside = _inside(document, body, holder)
        texts = [name for name, schema in inside.items() if kinds(document, schema) == {"string"}]
        codes = [name for name, schema in inside.items() if kinds(document, schema) <= {"string", "integer"}]
        prefix = f"{holder}." if holder else ""
        wanted = (("code", _CODES, codes), ("reason", _REASONS, texts), ("detail", _DETAILS, texts))
        fields = {
            key: f"{prefix}{name}"
            for key, names, there in wanted
            if (name := next((name for name in names if name in there), None)) is not None
        }
        if fields.keys() - {"code"}:
            return fields
    return {}


def _inside(document: Json, body: dict[str, Json], holder: str) -> dict[str, Json]:
    """The properties of what an error holds; of a list, those of its items."""
    if not holder:
        return body
    name, _, position = holder.partition(".")
    schema = body.get(name, {})
    return properties(document, followed(document, schema).get("items") if position else schema)
