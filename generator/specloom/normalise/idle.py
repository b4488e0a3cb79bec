"""What says nothing: keywords about values of a type that a schema doesn't allow."""

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
_OF_TEXTS = frozenset({"minLength", "maxLength", "pattern"})
_OF_NUMBERS = frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"})
_KEYWORDS = (
    ({"object"}, OF_OBJECTS),
    ({"array"}, OF_ARRAYS),
    ({"string"}, _OF_TEXTS),
    ({"integer", "number"}, _OF_NUMBERS),
)
"""By the types of values that they apply to."""


def without_idle(schema: Schema, at: Pointer, found: Findings) -> Schema:
    """Drop what a schema says of objects, lists, texts and numbers where its types allow none: it restricts nothing.

    JSON Schema 2020-12, core, 7.6.1: such keywords apply to values of one type, and all others satisfy them.
    """
    types = as_list(schema.get("type"))
    if not types:
        return schema
    others = [keywords for kinds, keywords in _KEYWORDS if kinds.isdisjoint(types)]
    idle = [key for key in schema if any(key in keywords for keywords in others)]
    for key in idle:
        message = f"`{key}` means nothing in a schema whose type is {' or '.join(map(str, types))}"
        found.warn("keyword-without-effect", message, (*at, key), "it is left out; correct the type or remove it")
    return {key: value for key, value in schema.items() if key not in idle} if idle else schema
