"""The order in which a fragment holds things, and where something new goes in one that has an order of its own."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from specloom.grammar import METHODS, Kind, Shape
from specloom.prose import Part, Spot
from specloom.references import component_of, iter_refs

_TEXTS = ("title", "summary", "description")
_EXAMPLES = ("example", "examples")

_ORDER: Mapping[Kind | Part, tuple[str, ...]] = {
    Kind.DOCUMENT: (
        "openapi", "$self", "jsonSchemaDialect", "info", "externalDocs", "servers", "security", "tags", "paths",
        "webhooks", "components",
    ),
    Kind.COMPONENTS: (
        "securitySchemes", "pathItems", "parameters", "headers", "requestBodies", "responses", "mediaTypes", "links",
        "callbacks", "examples", "schemas",
    ),
    Kind.PATH_ITEM: (
        "$ref", "summary", "description", "servers", "parameters",
        "get", "query", "post", "put", "patch", "delete", "head", "options", "trace", "additionalOperations",
    ),
    Kind.OPERATION: (
        "operationId", "tags", "summary", "description", "deprecated", "externalDocs", "parameters", "requestBody",
        "responses", "callbacks", "security", "servers",
    ),
    Kind.PARAMETER: (
        "$ref", "name", "in", "description", "required", "deprecated", "allowEmptyValue", "style", "explode",
        "allowReserved", "schema", "content", *_EXAMPLES,
    ),
    Kind.HEADER: (
        "$ref", "description", "required", "deprecated", "style", "explode", "schema", "content", *_EXAMPLES,
    ),
    Kind.REQUEST_BODY: ("$ref", "description", "required", "content"),
    Kind.RESPONSE: ("$ref", "summary", "description", "headers", "content", "links"),
    Kind.MEDIA_TYPE: ("$ref", "schema", "itemSchema", *_EXAMPLES, "encoding", "prefixEncoding", "itemEncoding"),
    Kind.ENCODING: ("contentType", "style", "explode", "allowReserved", "headers"),
    Kind.EXAMPLE: ("$ref", "summary", "description", "value", "dataValue", "serializedValue", "externalValue"),
    Kind.LINK: ("$ref", "operationId", "operationRef", "description", "parameters", "requestBody", "server"),
    Kind.SECURITY_SCHEME: (
        "$ref", "type", "description", "name", "in", "scheme", "bearerFormat", "flows", "openIdConnectUrl",
        "oauth2MetadataUrl", "deprecated",
    ),
    Kind.SCHEMA: (
        "$schema", "$id", "$anchor", "$dynamicAnchor", "$ref", "$dynamicRef", "type", "nullable", "title", "format",
        "description", "deprecated", "readOnly", "writeOnly", "const", "enum", "default", "pattern", "minLength",
        "maxLength", "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf", "minItems",
        "maxItems", "uniqueItems", "minProperties", "maxProperties", *_EXAMPLES, "contentEncoding",
        "contentMediaType", "contentSchema", "discriminator", "oneOf", "anyOf", "allOf", "not", "if", "then", "else",
        "prefixItems", "items", "additionalItems", "contains", "minContains", "maxContains", "unevaluatedItems",
        "properties", "patternProperties", "additionalProperties", "propertyNames", "unevaluatedProperties",
        "required", "dependentRequired", "dependentSchemas", "externalDocs", "xml", "$defs", "definitions",
    ),
    Part.INFO: ("title", "version", "summary", "description", "termsOfService", "contact", "license"),
    Part.CONTACT: ("name", "url", "email"),
    Part.LICENSE: ("name", "identifier", "url"),
    Part.TAG: ("name", "summary", "description", "parent", "kind", "externalDocs"),
    Part.SERVER: ("url", "name", "description", "variables"),
    Part.SERVER_VARIABLE: ("default", "enum", "description"),
    Part.DOCS: ("description", "url"),
    Part.DISCRIMINATOR: ("propertyName", "mapping", "defaultMapping"),
    Part.FLOW: ("authorizationUrl", "deviceAuthorizationUrl", "tokenUrl", "refreshUrl", "scopes"),
}  # fmt: skip


def canonical(value: Any, spot: Spot | None = None, *, components: bool = False) -> Any:
    """Copy a value with everything in the order that a new fragment has.

    Fixed keys stand in the order of `_ORDER`, extensions after them; components by name; all else stays in the order
    of the document: paths, properties, statuses and values of an enum mean something to the reader there.
    """
    spot = spot or Spot()
    if isinstance(value, list):
        return [canonical(item, spot.step(index)) for index, item in enumerate(value)]
    if not isinstance(value, dict):
        return value
    keys: Iterable[str] = value
    if components and spot.shape is Shape.MAP:
        keys = sorted(value)
    elif spot.is_object:
        keys = sorted(value, key=lambda key: _rank(spot, key))
    below = spot.what is Kind.COMPONENTS
    return {key: canonical(value[key], spot.step(key), components=below) for key in keys}


def place(
    keys: Sequence[str], new: Iterable[str], theirs: Sequence[str], spot: Spot, reached: Sequence[str]
) -> list[str]:
    """Put new keys between those that are there, whose order stays.

    Args:
        keys: those that stay, in the order of the fragment.
        new: those that come.
        theirs: all, in the order of the upstream document.
        spot: what holds them.
        reached: names of components, in the order in which operations reach them.
    """
    result = list(keys)
    guide: Sequence[str]
    coming = list(new)
    if spot.is_object:
        guide = sorted({*keys, *coming}, key=lambda key: _rank(spot, key))
    elif len(keys) > 1 and list(keys) == sorted(keys):
        guide = sorted({*keys, *coming})
    elif len(keys) > 1 and list(keys) == sorted(keys, key=str.lower):
        guide = sorted({*keys, *coming}, key=str.lower)
    elif set(coming) <= set(reached):
        guide = reached
    else:
        guide = theirs
    wanted = set(coming)
    before: str | None = None
    for key in guide:
        if key in wanted:
            result.insert(0 if before is None else result.index(before) + 1, key)
            before = key
        elif key in keys:
            before = key
    return result


def reach(document: dict[str, Any]) -> dict[str, list[str]]:
    """List the components of each section in the order in which the operations of a document reach them."""
    found: dict[str, list[str]] = {}
    seen: set[tuple[str, str]] = set()
    components = document.get("components", {})
    level: list[tuple[Any, tuple[str, ...]]] = [
        (document[key], (key,)) for key in ("paths", "webhooks") if key in document
    ]
    while level:
        following: list[tuple[Any, tuple[str, ...]]] = []
        for node, at in level:
            refs = list(iter_refs({at[0]: node}, ()) if len(at) == 1 else iter_refs(node, at))
            # A union's variants in the order of the union, which means more than that of its tags.
            for _, ref in sorted(refs, key=lambda found: "mapping" in found[0][-2:]):
                component = component_of(ref)
                if component is None:
                    continue
                section, name = str(component[1]), str(component[2])
                target = components.get(section, {}).get(name)
                if (section, name) in seen or not isinstance(target, dict):
                    continue
                seen.add((section, name))
                found.setdefault(section, []).append(name)
                following.append((target, ("components", section, name)))
        level = following
    return found


def _rank(spot: Spot, key: str) -> tuple[int, int]:
    """Rank a key of an object: those of `_ORDER`, then others as they come, then extensions."""
    order = _ORDER.get(spot.what, ()) if spot.what is not None else ()
    if key in order:
        return 0, order.index(key)
    if spot.what is Kind.PATH_ITEM and key in METHODS:
        return 0, len(order)
    return (2 if key.startswith("x-") else 1), 0
