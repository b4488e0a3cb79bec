"""Files in JSON: there are none.

OpenAPI's `format: binary` stands for bytes as they are, which a form or a body of its own can hold. JSON can't; where a
document says `binary` all the same, as many do, the value is text.
"""

from collections.abc import Mapping
from itertools import pairwise

from specloom.diagnostics import Pointer
from specloom.normalise.media_types import is_json
from specloom.schemas import Schema, Schemas, map_children, ref_name, schemas_within


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
    """Whether a string stands for the bytes of a file: in OpenAPI 3.0 by its format, in 3.1 by its content."""
    binary = schema.get("contentMediaType") == "application/octet-stream" and "contentEncoding" not in schema
    return schema.get("format") == "binary" or binary


def holds_file(schema: Schema, components: Mapping[str, Schema]) -> bool:
    """Whether a schema is a file, or has one somewhere in it, or in a component that it leads to."""
    waiting, seen = [schema], set[str]()
    for outer in waiting:
        for inner in schemas_within(outer):
            name = ref_name(inner)
            if name is not None and name in components and name not in seen:
                seen.add(name)
                waiting.append(components[name])
            if name is None and is_file(inner):
                return True
    return False


def _in_json(at: Pointer) -> bool:
    """Whether a place is in JSON, by the media type that it stands under."""
    return any(token == "content" and is_json(str(name)) for token, name in pairwise(at))


def _held(schema: Schema) -> list[str]:
    return [name for inner in schemas_within(schema) if (name := ref_name(inner)) is not None]


def _as_text(schema: Schema) -> Schema:
    if is_file(schema):
        schema = {key: value for key, value in schema.items() if key not in ("format", "contentMediaType")}
    return map_children(schema, lambda child, _: _as_text(child))
