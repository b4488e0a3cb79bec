"""Files in JSON: there are none.

OpenAPI's `format: binary` stands for bytes as they are, which a form or a body of its own can hold. JSON can't; where a
document says `binary` all the same, as many do, the value is text.
"""

from collections.abc import Collection, Mapping
from itertools import pairwise

from specloom.diagnostics import Pointer
from specloom.normalise.media_types import is_bytes, is_json
from specloom.schemas import Schema, Schemas, as_list, map_children, ref_name, schemas_within


def text_in_json(schemas: Schemas) -> Schemas:
    """Make text of what would be a file in JSON, unless its component is part of a form too."""
    if not any(is_file(schema) for schema in schemas.within()):
        return schemas
    waiting = [name for at, schema in schemas.elsewhere.items() if not _in_json(at) for name in _held(schema)]
    outside = set(waiting)
    for name in waiting:
        found = [inner for inner in _held(schemas.components.get(name, {})) if inner not in outside]
        outside.update(found)
        waiting += found
    return schemas.changed(
        lambda schema, at: (
            _as_text(schema)
            if (_in_json(at) if at[:2] != ("components", "schemas") else at[2] not in outside)
            else schema
        )
    )


def is_file(schema: Schema) -> bool:
    """Whether a value stands for the bytes of a file: in OpenAPI 3.0 by its format, in 3.1 by its content.

    Content that is not encoded is bytes as they are in OpenAPI 3.1, so it may have no type either.
    """
    held = schema.get("contentMediaType")
    is_plain = isinstance(held, str) and "contentEncoding" not in schema and is_bytes(held)
    is_binary = schema.get("format") == "binary" or is_plain
    return is_binary and "string" in as_list(schema.get("type", "string"))


def file_holders(components: Mapping[str, Schema]) -> set[str]:
    """Name the components that are a file, or have one somewhere in them, or in a component that they lead to."""
    users: dict[str, list[str]] = {}
    waiting = []
    for name, schema in components.items():
        for inner in schemas_within(schema):
            if (held := ref_name(inner)) is not None:
                users.setdefault(held, []).append(name)
            elif is_file(inner):
                waiting.append(name)
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += users.get(name, ())
    return found


def holds_file(schema: Schema, holders: Collection[str]) -> bool:
    """Whether a schema is a file, or has one somewhere in it.

    Args:
        schema: of the normal form.
        holders: the components that have, see `file_holders`.
    """
    names = ((ref_name(inner), inner) for inner in schemas_within(schema))
    return any(is_file(inner) if name is None else name in holders for name, inner in names)


def _in_json(at: Pointer) -> bool:
    """Whether a place is in JSON, by the media type that it stands under."""
    return any(token == "content" and is_json(str(name)) for token, name in pairwise(at))


def _held(schema: Schema) -> list[str]:
    return [name for inner in schemas_within(schema) if (name := ref_name(inner)) is not None]


def _as_text(schema: Schema) -> Schema:
    if is_file(schema):
        schema = {key: value for key, value in schema.items() if key not in ("format", "contentMediaType")}
    return map_children(schema, lambda child, _: _as_text(child))
