"""What says nothing: keywords about objects or lists in a schema whose types allow neither."""

from specloom.diagnostics import Pointer
from specloom.normalise.fields import Findings
from specloom.schemas import Schema, as_list

OF_OBJECTS = frozenset(
    {
        "properties", "additionalProperties", "patternProperties", "required", "minProperties", "maxProperties",
        "propertyNames", "dependentRequired", "dependentSchemas", "unevaluatedProperties",
    }
)  # fmt: skip
OF_ARRAYS = frozenset(
    {
        "items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains", "minContains", "maxContains",
        "unevaluatedItems",
    }
)  # fmt: skip


def without_idle(schema: Schema, at: Pointer, found: Findings) -> Schema:
    """Drop what a schema says of objects and lists where its types allow neither: it restricts nothing.

    JSON Schema 2020-12, core, 7.6.1: such keywords apply to values of one type, and all others satisfy them.
    """
    if OF_OBJECTS.isdisjoint(schema) and OF_ARRAYS.isdisjoint(schema):
        return schema
    types = as_list(schema.get("type"))
    idle: list[str] = []
    for kind, keywords in (("object", OF_OBJECTS), ("array", OF_ARRAYS)):
        if types and kind not in types:
            idle += [key for key in schema if key in keywords]
    for key in idle:
        message = f"`{key}` means nothing in a schema whose type is {' or '.join(map(str, types))}"
        found.warn("keyword-without-effect", message, (*at, key), "it is left out; correct the type or remove it")
    return {key: value for key, value in schema.items() if key not in idle} if idle else schema
