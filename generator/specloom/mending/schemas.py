"""Types, values and patterns of schemas that say what OpenAPI has no word for, and mean what can be told."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from specloom.diagnostics import Pointer
from specloom.mending.telling import Warn
from specloom.normalise.fields import TYPES
from specloom.schemas import Schema

Spelling = Callable[[Pointer, float], str | None]
"""Says how a number, which stands at a place, is spelt there; None where nobody knows."""

_TEXT_OR_NULL = frozenset({"string", "null"})
_VALUES = frozenset({"enum", "const", "default"})
_IN_SLASHES = re.compile(r"/(\^.*\$)/", re.DOTALL)
_MEANT: Mapping[str, dict[str, str]] = {
    name: meant
    for names_of_it, meant in (
        (("str", "text"), {"type": "string"}),
        (("int", "int32", "int64", "long"), {"type": "integer"}),
        (("float", "double", "decimal"), {"type": "number"}),
        (("bool",), {"type": "boolean"}),
        (("list", "set"), {"type": "array"}),
        (("dict", "map"), {"type": "object"}),
        (("date",), {"type": "string", "format": "date"}),
        (("datetime",), {"type": "string", "format": "date-time"}),
        (("uuid",), {"type": "string", "format": "uuid"}),
    )
    for name in names_of_it
}
"""What names of types from elsewhere mean, without dashes."""


def with_type(schema: Schema, at: Pointer, warn: Warn) -> Schema:
    """Read `String` as `string` and `int64` as an integer; allow any value where nobody can tell what is meant."""
    name = schema.get("type")
    if not isinstance(name, str) or name in TYPES:
        return schema
    meant = {"type": name.lower()} if name.lower() in TYPES else _MEANT.get(name.lower().replace("-", ""), {})
    said = " of format ".join(repr(value) for value in meant.values())
    hint = f"it is taken for {said}" if meant else f"any value is allowed; use one of: {', '.join(TYPES)}"
    warn("unknown-type", f"there is no type {name!r}", (*at, "type"), hint)
    return {**meant, **{key: value for key, value in schema.items() if key != "type"}}


def with_texts(schema: Schema, at: Pointer, spelling: Spelling, warn: Warn) -> Schema:
    """Read numbers where only text fits as the text that is written there: of `1.10`, no number has the last digit.

    Those whose spelling nobody knows stay as they are.
    """
    types = schema.get("type")
    named = set(map(str, types if isinstance(types, list) else [types]))
    if "string" not in named or not named <= _TEXT_OR_NULL:
        return schema
    read: dict[str, Any] = {}
    for keyword in sorted(_VALUES & schema.keys()):
        is_listed = keyword == "enum" and isinstance(schema[keyword], list)
        held = dict(enumerate(schema[keyword])) if is_listed else {keyword: schema[keyword]}
        above = (*at, keyword) if is_listed else at
        spelt = {
            key: text
            for key, value in held.items()
            if type(value) in (int, float) and (text := spelling((*above, key), value)) is not None
        }
        if spelt:
            shown = ", ".join(list(spelt.values())[:5])
            hint = "that is taken for text as it is written there; put it in quotes"
            warn("value-type", f"`{keyword}` has {shown}, which is not of type string", (*at, keyword), hint)
            values = [spelt.get(key, value) for key, value in held.items()]
            read[keyword] = values if is_listed else values[0]
    return {**schema, **read} if read else schema


def without_slashes(schema: Schema, at: Pointer, warn: Warn) -> Schema:
    """Read `/^[a-z]+$/` as `^[a-z]+$`: nothing could match a slash before the beginning of a text."""
    pattern = schema.get("pattern")
    inner = _IN_SLASHES.fullmatch(pattern) if isinstance(pattern, str) else None
    if inner is None:
        return schema
    message = f"nothing matches the pattern {pattern!r}, with a slash before the beginning of a text"
    warn("pattern-in-slashes", message, (*at, "pattern"), f"it is taken for {inner[1]!r}")
    return {**schema, "pattern": inner[1]}
