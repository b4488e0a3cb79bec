"""What two schemas say together: `allOf` of plain schemas, written as one.

Each keyword has its own way to be combined (the narrower limit, the common types, both lists of required properties);
two that can't both hold are a contradiction, with its place.
"""

import math
from typing import Any

from specloom.diagnostics import Diagnostic, Pointer, SpecError
from specloom.schemas import ANNOTATIONS, Schema, as_list, ref_name

_LARGER = frozenset({"minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "minContains"})
_SMALLER = frozenset({"maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties", "maxContains"})
_SUBSCHEMAS = ("items", "contains", "propertyNames")


def merge(first: Schema, second: Schema, at: Pointer) -> Schema:
    """Combine two plain schemas (no `allOf`, `oneOf` or `anyOf` of their own) into one that demands both.

    Annotations of the second win, as the more specific ones. Where the two say different things of one property or of
    the items, and one is a reference, the result holds an `allOf` there, for the caller to resolve.

    Args:
        first: the more general schema, such as a base.
        second: the more specific one.
        at: the place to name in a diagnostic.

    Raises:
        SpecError: `all-of-contradiction`, if no value can satisfy both.

    """
    result = dict(first)
    for keyword, value in second.items():
        if keyword not in first or first[keyword] == value or keyword in ANNOTATIONS:
            result[keyword] = value
        elif keyword in ("type", "enum", "const"):
            continue
        elif keyword == "required":
            result[keyword] = list(dict.fromkeys([*first[keyword], *value]))
        elif keyword in _LARGER:
            result[keyword] = max(first[keyword], value)
        elif keyword in _SMALLER:
            result[keyword] = min(first[keyword], value)
        elif keyword in ("properties", "patternProperties"):
            result[keyword] = _merge_maps(first[keyword], value, (*at, keyword))
        elif keyword == "additionalProperties":
            result[keyword] = _additional(first[keyword], value, (*at, keyword))
        elif keyword in _SUBSCHEMAS:
            result[keyword] = merge_inside(first[keyword], value, (*at, keyword))
        elif keyword == "pattern":
            # ECMA-262 has no "and" for patterns other than looking ahead, from the start, for each of them.
            result[keyword] = f"^(?=[\\s\\S]*(?:{first[keyword]}))(?=[\\s\\S]*(?:{value}))"
        elif keyword == "multipleOf" and isinstance(value, int) and isinstance(first[keyword], int):
            result[keyword] = math.lcm(first[keyword], value)
        elif keyword == "uniqueItems":
            result[keyword] = first[keyword] or value
        elif keyword == "format":
            # A format is a hint; the more specific schema gives it.
            result[keyword] = value
        elif keyword == "dependentRequired":
            result[keyword] = {
                name: list(dict.fromkeys([*first[keyword].get(name, ()), *value.get(name, ())]))
                for name in [*first[keyword], *(name for name in value if name not in first[keyword])]
            }
        else:
            raise _contradiction(f"`{keyword}` is given twice and can't be combined", at)
    _merge_values(result, first, second, at)
    return result


def merge_inside(first: Schema, second: Schema, at: Pointer) -> Schema:
    """Combine what two schemas say of one property, or of their items."""
    if first == second or not second:
        return first
    if not first:
        return second
    composed = [schema for schema in (first, second) if _composed(schema)]
    if not composed:
        return merge(first, second, at)
    if ref_name(first) and ref_name(first) == ref_name(second):
        return {**first, **second}
    if ref_name(first) and set(second) <= ANNOTATIONS:
        return {**first, **second}
    if ref_name(second) and set(first) <= ANNOTATIONS:
        return {**first, **second}
    parts = [part for schema in (first, second) for part in _parts(schema)]
    notes = {key: value for schema in (first, second) for key, value in schema.items() if key in ANNOTATIONS}
    return {"allOf": parts, **notes}


def _composed(schema: Schema) -> bool:
    return any(keyword in schema for keyword in ("$ref", "allOf", "oneOf", "anyOf"))


def _parts(schema: Schema) -> list[Schema]:
    core = {key: value for key, value in schema.items() if key not in ANNOTATIONS}
    if set(core) == {"allOf"}:
        return list(core["allOf"])
    return [core] if core else []


def _merge_maps(first: dict[str, Any], second: dict[str, Any], at: Pointer) -> dict[str, Any]:
    result = dict(first)
    for name, schema in second.items():
        result[name] = merge_inside(first[name], schema, (*at, name)) if name in first else schema
    return result


def _additional(first: Any, second: Any, at: Pointer) -> Any:
    if first is False or second is False:
        return False
    if first is True:
        return second
    if second is True:
        return first
    return merge_inside(first, second, at)


def _merge_values(result: Schema, first: Schema, second: Schema, at: Pointer) -> None:
    """Combine `type`, `enum` and `const`, in place: what remains must be allowed by all of them."""
    if "type" in first and "type" in second:
        types = _common_types(as_list(first["type"]), as_list(second["type"]))
        if not types:
            raise _contradiction(
                f"a value can't be {_spell(first['type'])} and {_spell(second['type'])} at once", (*at, "type")
            )
        result["type"] = types[0] if len(types) == 1 else types
    allowed = [values for schema in (first, second) if (values := _allowed(schema)) is not None]
    if len(allowed) == 2:
        common = [value for value in allowed[0] if any(_same(value, other) for other in allowed[1])]
        if not common:
            raise _contradiction("no value is allowed by both `enum`s (or `const`s)", at)
        result.pop("enum", None)
        result.pop("const", None)
        if len(common) == 1:
            result["const"] = common[0]
        else:
            result["enum"] = common


def _allowed(schema: Schema) -> list[Any] | None:
    if "const" in schema:
        return [schema["const"]]
    return schema.get("enum")


def _same(first: Any, second: Any) -> bool:
    """JSON equality: 1 and 1.0 are one value, 1 and true are two."""
    return bool(first == second) and isinstance(first, bool) == isinstance(second, bool)


def _common_types(first: list[str], second: list[str]) -> list[str]:
    common = [name for name in first if name in second]
    if "integer" not in common and {"integer", "number"} <= {*first, *second}:
        common.append("integer")
    return common


def _spell(types: Any) -> str:
    return " or ".join(as_list(types))


def _contradiction(message: str, at: Pointer) -> SpecError:
    return SpecError(
        Diagnostic(
            "all-of-contradiction",
            f"the parts of this schema contradict each other: {message}",
            at,
            "correct one of them, with an overlay action if the document is not yours",
        )
    )
