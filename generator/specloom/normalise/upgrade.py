"""One dialect for all passes: whatever version a document is written in, it becomes OpenAPI 3.1.

What a 3.0 schema says in its own way (`nullable`, boolean `exclusiveMinimum`, ignored siblings of `$ref`) is said as
JSON Schema 2020-12 says it, which is what OpenAPI 3.1 uses; what 3.2 adds is kept where it fits 3.1 and refused where
it does not. Extensions (`x-…`) go, except for those named: no later stage has to fear them.
"""

from collections.abc import Collection
from typing import Any

from specloom.diagnostics import Diagnostic, Pointer, SpecError
from specloom.grammar import Kind
from specloom.schemas import Document, Schema, as_list, is_null, map_objects

TARGET = "3.1.1"
"""The OpenAPI version of every normal form."""

_UNSUPPORTED_32 = {
    "additionalOperations": "an operation with a method of its own",
    "query": "a QUERY operation",
}


def upgrade(document: Document, keep_extensions: Collection[str] = ()) -> Document:
    """Bring a document to OpenAPI 3.1.

    Args:
        document: OpenAPI 3.0, 3.1 or 3.2.
        keep_extensions: names of extensions that mean something to the caller; all others are dropped.

    Raises:
        SpecError: `openapi-version` for anything but 3.x; `unsupported-feature` for what 3.1 can't express.

    """
    version = document.get("openapi")
    if not isinstance(version, str) or not version.startswith(("3.0", "3.1", "3.2")):
        raise SpecError(
            Diagnostic(
                "openapi-version",
                f"this is not an OpenAPI 3 document: `openapi` is {version!r}",
                ("openapi",) if "openapi" in document else (),
                "write `openapi: 3.0.3`, 3.1.x or 3.2.x; Swagger 2.0 has to be converted first",
            )
        )
    old = version.startswith("3.0")

    def visit(node: dict[str, Any], kind: Kind, pointer: Pointer) -> dict[str, Any]:
        node = {key: value for key, value in node.items() if not key.startswith("x-") or key in keep_extensions}
        if kind is Kind.PATH_ITEM:
            for key, what in _UNSUPPORTED_32.items():
                if key in node:
                    raise SpecError(Diagnostic("unsupported-feature", f"{what} is not supported", (*pointer, key), ""))
        if kind is Kind.SCHEMA:
            node = _booleans(node)
            node = _from_30(node) if old else node
            node = _nullable(node)
        return map_objects(node, kind, lambda child, kind, tokens: visit(child, kind, pointer + tokens))

    result = visit(document, Kind.DOCUMENT, ())
    result["openapi"] = TARGET
    # 3.1 takes "summary" and "description" beside a `$ref` to a schema, 3.0 ignores all siblings: see `_from_30`.
    return result


def _booleans(schema: Schema) -> Schema:
    """Write the boolean schemas `true` and `false` as objects, wherever a schema may stand."""
    result = schema
    for keyword in ("properties", "patternProperties", "$defs"):
        held = schema.get(keyword)
        if isinstance(held, dict) and any(isinstance(child, bool) for child in held.values()):
            result = {**result, keyword: {name: _boolean(child) for name, child in held.items()}}
    for keyword in ("oneOf", "anyOf", "allOf", "prefixItems"):
        held = schema.get(keyword)
        if isinstance(held, list) and any(isinstance(child, bool) for child in held):
            result = {**result, keyword: [_boolean(child) for child in held]}
    for keyword in ("items", "contains", "not", "if", "then", "else", "propertyNames"):
        if isinstance(schema.get(keyword), bool):
            result = {**result, keyword: _boolean(schema[keyword])}
    return result


def _boolean(child: Any) -> Any:
    return ({} if child else {"not": {}}) if isinstance(child, bool) else child


def _from_30(schema: Schema) -> Schema:
    if isinstance(schema.get("$ref"), str):
        # OpenAPI 3.0.3, Reference Object: "any properties added SHALL be ignored".
        return {"$ref": schema["$ref"]}
    result = dict(schema)
    for limit, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if isinstance(result.get(exclusive), bool):
            if result.pop(exclusive) and limit in result:
                result[exclusive] = result.pop(limit)
    return result


def _nullable(schema: Schema) -> Schema:
    """Say `nullable` as JSON Schema does. Some documents that call themselves 3.1 still use it."""
    if "nullable" not in schema:
        return schema
    result = {key: value for key, value in schema.items() if key != "nullable"}
    if schema["nullable"] is not True:
        return result
    if "type" in result:
        types = as_list(result["type"])
        result["type"] = types if "null" in types else [*types, "null"]
        if isinstance(result.get("enum"), list) and None not in result["enum"]:
            result["enum"] = [*result["enum"], None]
        return result
    # Without `type`, OpenAPI 3.0.3 leaves `nullable` without effect, but what is written beside it is meant:
    # `allOf: [<reference>], nullable: true` is the only way 3.0 has to make a reference nullable.
    composed: Schema = {key: result.pop(key) for key in ("$ref", "allOf", "oneOf", "anyOf", "enum") if key in result}
    if not composed:
        return result
    if "enum" in composed and len(composed) == 1:
        values = composed["enum"]
        return {**result, "enum": values if None in values else [*values, None]}
    return {**result, "anyOf": [_alone(composed, schema), {"type": "null"}]}


def _alone(composed: Schema, schema: Schema) -> Schema:
    if set(composed) == {"allOf"} and len(composed["allOf"]) == 1:
        only = composed["allOf"][0]
        return only if isinstance(only, dict) else composed
    if (set(composed) in ({"oneOf"}, {"anyOf"})) and "discriminator" in schema:
        return {**composed, "discriminator": schema["discriminator"]}
    return composed


def split_null(schema: Schema) -> tuple[Schema, bool]:
    """A schema without null among what it allows, and whether null was there.

    Knows `type` lists, `enum`, `const` and `oneOf`/`anyOf` with a null member; references are not followed.
    """
    result = dict(schema)
    nullable = False
    types = as_list(schema.get("type"))
    if "null" in types and len(types) > 1:
        rest = [name for name in types if name != "null"]
        result["type"] = rest[0] if len(rest) == 1 else rest
        nullable = "enum" not in schema or None in schema["enum"]
    if isinstance(schema.get("enum"), list) and None in schema["enum"]:
        rest = [value for value in schema["enum"] if value is not None]
        if rest:
            result["enum"] = rest
            nullable = nullable or "type" not in schema or "null" in types
    for keyword in ("oneOf", "anyOf"):
        members = schema.get(keyword)
        if isinstance(members, list) and any(map(is_null, members)) and not all(map(is_null, members)):
            result[keyword] = [member for member in members if not is_null(member)]
            nullable = True
    return result, nullable
