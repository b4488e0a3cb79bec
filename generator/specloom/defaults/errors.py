"""Which properties of error bodies say what is wrong."""

from collections import Counter
from typing import Any

from specloom.capture.selection import Operation
from specloom.defaults.shapes import answers, kinds, properties

Json = dict[str, Any]

_CODES = ("errorCode", "error_code", "code", "type")
_REASONS = ("reason", "title", "error")
_DETAILS = ("detail", "message", "errorMessage", "error_message", "error_description", "description", "msg")
_HOLDERS = ("", "error")


def find_error_fields(document: Json, operations: list[Operation]) -> dict[str, str]:
    """Find the fields that most errors have; {} where none can be made out."""
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
    best = sorted(counts, key=lambda fields: (-counts[fields], fields))
    return dict(best[0]) if best else {}


def _fields(document: Json, body: dict[str, Json]) -> dict[str, str]:
    for holder in _HOLDERS:
        inside = properties(document, body.get(holder, {})) if holder else body
        texts = [name for name, schema in inside.items() if kinds(document, schema) == {"string"}]
        codes = [name for name, schema in inside.items() if kinds(document, schema) <= {"string", "integer"}]
        prefix = f"{holder}." if holder else ""
        wanted = (("code", _CODES, codes), ("reason", _REASONS, texts), ("detail", _DETAILS, texts))
        fields = {
            key: f"{prefix}{name}"
            for key, names, there in wanted
            if (name := next((name for name in names if name in there), None)) is not None
        }
        if "detail" in fields or len(fields) > 1:
            return fields
    return {}
