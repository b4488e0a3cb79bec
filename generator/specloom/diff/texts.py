"""What changes of type do to values that are written as plain text: those of parameters and headers.

There, 7 and "7" are the same text, and one value is written like a list of that one.
Source: OpenAPI 3.1.1, 4.8.12.3 "Style Values".
"""

from collections.abc import Mapping
from typing import Any, Final

from specloom.diagnostics import Pointer
from specloom.diff.values import types_of
from specloom.schemas import Schema, as_list, is_union

_SCALARS: Final = frozenset({"integer", "number", "boolean", "string"})
_RESTRICTING: Final = frozenset({"enum", "const", "pattern", "format", "minLength", "maxLength", "not", "if"})


def as_any_text(base: Schema, head: Schema) -> bool | None:
    """Whether numbers or booleans may be any text now (True), or any text has to be one of them (False); else None."""
    if _is_any_text(head) and _is_written(base):
        return True
    return False if _is_any_text(base) and _is_written(head) else None


def as_list_of_one(base: Schema, head: Schema, parameter: Mapping[str, Any]) -> bool:
    """Whether a value has become a list, in a way that leaves a list of one such value as it was written before.

    Args:
        base: the schema of the older document, references followed.
        head: that of the newer one.
        parameter: that of the newer one; a list of its values repeats its name.
    """
    is_repeated = parameter["in"] in ("query", "cookie") and parameter.get("style", "form") == "form"
    takes_one = head.get("minItems", 0) <= 1 and not head.keys() & {"prefixItems", "contains"}
    is_list = types_of(head) == {"array"} and "type" in head and not is_union(base)
    return bool(is_list and types_of(base) <= _SCALARS and is_repeated and parameter.get("explode", True) and takes_one)


def _is_any_text(schema: Schema) -> bool:
    return schema.get("type") == "string" and not schema.keys() & _RESTRICTING


def _is_written(schema: Schema) -> bool:
    """Whether values are of other types than text, which are written as one all the same."""
    types = set(as_list(schema.get("type")))
    return bool(types) and types <= _SCALARS - {"string"} and not is_union(schema)


def schema_of(parameter: Mapping[str, Any]) -> tuple[Any, Pointer]:
    """The schema of a parameter or header, also of one that is a document of its own, and where it stands in it."""
    for name, media_type in (parameter.get("content") or {}).items():
        return media_type.get("schema", True), ("content", name, "schema")
    return parameter.get("schema", True), ("schema",)
