"""What two schemas say together: `allOf` of plain schemas, written as one.

Each keyword has its own way to be combined (the narrower limit, the common types, both lists of required properties);
what judges a value as a whole (`not`, `if`) and can't be combined is kept by negating it twice. Two schemas of which no
value can satisfy both contradict each other.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from specloom.diagnostics import Pointer
from specloom.normalise.nulls import split_null, with_null
from specloom.normalise.values import is_of_type
from specloom.schemas import ANNOTATIONS, Schema, as_list, is_never, is_union, notes_of, ref_name, without_notes

_LARGER = frozenset({"minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"})
_SMALLER = frozenset({"maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"})
_GROUPS = (("if", "then", "else"), ("contains", "minContains", "maxContains"))
"""Keywords that mean something only together."""


class ContradictionError(Exception):
    """No value can satisfy both of two schemas; the message says why."""


class Clash(NamedTuple):
    """A part of a schema, such as a property, of which two schemas say what can't hold together."""

    at: Pointer
    why: str


@dataclass
class Merger:
    """Combines plain schemas: those without `allOf`, `oneOf` or `anyOf` of their own.

    Attributes:
        narrower: called with two component names; gives the one that includes what the other says, or None.
        values: gives what a component says of a value if it is one without parts, or None.
        clashes: parts that contradict each other and were given as the second schema has them.

    """

    narrower: Callable[[str, str], str | None]
    values: Callable[[str], Schema | None]
    clashes: list[Clash] = field(default_factory=list)

    def merge(self, first: Schema, second: Schema, at: Pointer) -> Schema:
        """Combine two schemas into one that demands both.

        Annotations of the second win, as the more specific ones. Where a part of them can't be combined here, because
        it refers to other schemas, the result holds an `allOf` there.

        Args:
            first: the more general schema, such as a base.
            second: the more specific one.
            at: the place of the result.

        Raises:
            ContradictionError: no value can satisfy both.

        """
        if not first or not second:
            return {**first, **second}
        first = _without_flags_on_kinds(first, second)
        first, second = _side_by_side(first, second), _side_by_side(second, first)
        result = {**first, **{key: value for key, value in second.items() if key not in first or key in ANNOTATIONS}}
        for group in _GROUPS:
            if group[0] in first and group[0] in second:
                own, other = ({key: schema[key] for key in group if key in schema} for schema in (first, second))
                for key in other.keys() - own.keys():
                    del result[key]
                if own != other:
                    _forbid(result, {"not": other})
        for keyword, value in second.items():
            if keyword in first and keyword not in ANNOTATIONS and first[keyword] != value:
                self._combine(result, keyword, first[keyword], value, at)
        _combine_values(result, first, second)
        return result

    def _combine(self, result: Schema, keyword: str, first: Any, second: Any, at: Pointer) -> None:
        if keyword == "required":
            result[keyword] = list(dict.fromkeys([*first, *second]))
        elif keyword in _LARGER:
            result[keyword] = max(first, second)
        elif keyword in _SMALLER:
            result[keyword] = min(first, second)
        elif keyword in ("properties", "patternProperties"):
            result[keyword] = {**first, **second} | {
                name: self.inside(first[name], second[name], (*at, keyword, name)) for name in second if name in first
            }
        elif keyword in ("additionalProperties", "items"):
            result[keyword] = self._rest(first, second, (*at, keyword))
        elif keyword == "prefixItems":
            pairs = enumerate(zip(first, second, strict=True))
            result[keyword] = [self.inside(one, other, (*at, keyword, index)) for index, (one, other) in pairs]
        elif keyword == "pattern":
            # ECMA-262 has no "and" for patterns other than looking ahead, from the start, for each of them.
            result[keyword] = f"^(?=[\\s\\S]*(?:{first}))(?=[\\s\\S]*(?:{second}))"
        elif keyword == "uniqueItems":
            result[keyword] = first or second
        elif keyword == "dependentRequired":
            result[keyword] = {**first, **second} | {
                name: list(dict.fromkeys([*first[name], *second[name]])) for name in second if name in first
            }
        elif keyword == "not":
            _forbid(result, second)
        elif keyword == "multipleOf":
            if isinstance(first, int) and isinstance(second, int):
                result[keyword] = math.lcm(first, second)
            else:
                _forbid(result, {"not": {keyword: second}})
        elif keyword in ("propertyNames", "dependentSchemas", "unevaluatedItems"):
            _forbid(result, {"not": {keyword: second}})
        elif keyword not in ("type", "enum", "const", *_GROUPS[0], *_GROUPS[1]):
            # A hint, such as a format: the more specific schema gives it.
            result[keyword] = second

    def inside(self, first: Schema, second: Schema, at: Pointer) -> Schema:
        """Combine what two schemas say of one property, or of their items; the second wins a contradiction."""
        notes = {**notes_of(first), **notes_of(second)}
        one, one_null = split_null(without_notes(first))
        other, other_null = split_null(without_notes(second))
        core = self._both(one, other, at)
        # What restricts nothing takes null without saying so.
        takes_null = (one_null or not one) and (other_null or not other)
        return {**(with_null(core) if takes_null and core else core), **notes}

    def _both(self, first: Schema, second: Schema, at: Pointer) -> Schema:
        if not first or not second or first == second:
            return {**first, **second}
        names = ref_name(first), ref_name(second)
        if names[0] and names[1]:
            narrower = self.narrower(names[0], names[1])
            if narrower:
                return first if narrower == names[0] else second
        values = [self.values(name) if name else schema for name, schema in zip(names, (first, second), strict=True)]
        if values[0] is None or values[1] is None or any(map(_composed, (values[0], values[1]))):
            return {"allOf": [*_parts(first), *_parts(second)]}
        one, other = without_notes(values[0]), without_notes(values[1])
        try:
            result = self.merge(one, other, at)
        except ContradictionError as why:
            self.clashes.append(Clash(at, str(why)))
            return second
        return second if result == other else first if result == one else result

    def _rest(self, first: Any, second: Any, at: Pointer) -> Any:
        """Combine what two schemas say of the properties or items that they don't list; both may be booleans."""
        if is_never(first) or is_never(second):
            return first if is_never(first) else second
        if first is True or second is True:
            return second if first is True else first
        return self.inside(first, second, at)


def _without_flags_on_kinds(base: Schema, heir: Schema) -> Schema:
    """A base without `readOnly` and `writeOnly` on properties that an heir lists the values of.

    By the letter, what one part marks is marked (JSON Schema 2020-12 Validation, 9.4). But whoever says which values a
    property has in this heir, as of a `type`, means that it is said.
    """
    inherited = base.get("properties", {})
    freed = {
        name: {key: value for key, value in inherited[name].items() if key not in ("readOnly", "writeOnly")}
        for name, own in heir.get("properties", {}).items()
        if name in inherited and not {"enum", "const"}.isdisjoint(own)
    }
    return {**base, "properties": {**base["properties"], **freed}} if freed else base


def _side_by_side(schema: Schema, other: Schema) -> Schema:
    """A schema that says of as many first items of a list what they are as another does.

    `items` is about what the `prefixItems` beside it leave (JSON Schema 2020-12, core, 10.3.1.2), not about what those
    of the other leave.
    """
    own, rest = schema.get("prefixItems", []), schema.get("items")
    count = len(other.get("prefixItems", ()))
    if is_never(other.get("items")) and len(own) > count:
        own = own[:count]
    elif len(own) < count and (own or rest is not None) and not is_never(rest):
        own = [*own, *[rest if isinstance(rest, dict) else {}] * (count - len(own))]
    else:
        return schema
    kept = {key: value for key, value in schema.items() if key != "prefixItems"}
    return {**kept, "prefixItems": own} if own else kept


def _composed(schema: Schema) -> bool:
    return "$ref" in schema or "allOf" in schema or is_union(schema)


def _parts(schema: Schema) -> list[Schema]:
    return list(schema["allOf"]) if set(schema) == {"allOf"} else [schema]


def _forbid(result: Schema, schema: Schema) -> None:
    """Add to a schema that a value must not satisfy another."""
    known = result.get("not")
    if known is None:
        result["not"] = schema
    elif known != schema:
        result["not"] = {"anyOf": [*(known["anyOf"] if set(known) == {"anyOf"} else [known]), schema]}


def _combine_values(result: Schema, first: Schema, second: Schema) -> None:
    """Combine `type`, `enum` and `const`, in place: what remains must be allowed by all of them."""
    if "type" in first and "type" in second and first["type"] != second["type"]:
        types = _common_types(as_list(first["type"]), as_list(second["type"]))
        if not types:
            one, other = (" or ".join(as_list(schema["type"])) for schema in (first, second))
            raise ContradictionError(f"a value can't be {one} and {other} at once")
        result["type"] = types[0] if len(types) == 1 else types
    allowed = [values for schema in (first, second) if (values := _allowed(schema)) is not None]
    if not allowed:
        return
    common = allowed[-1]
    if len(allowed) == 2:
        common = [value for value in allowed[1] if any(_same(value, other) for other in allowed[0])]
        if not common:
            raise ContradictionError("no value is allowed by both `enum`s (or `const`s)")
    if "type" in result:
        types = as_list(result["type"])
        common = [value for value in common if is_of_type(value, types)]
        if not common:
            raise ContradictionError(f"no value of the `enum` (or `const`) is {' or '.join(types)}")
    if len(common) < len(allowed[-1]) or not _same(allowed[0], allowed[-1]):
        result.pop("enum", None)
        result.pop("const", None)
        result.update({"const": common[0]} if len(common) == 1 else {"enum": common})


def _allowed(schema: Schema) -> list[Any] | None:
    return [schema["const"]] if "const" in schema else schema.get("enum")


def _same(first: Any, second: Any) -> bool:
    """JSON equality: 1 and 1.0 are one value, 1 and true are two."""
    if isinstance(first, list) and isinstance(second, list):
        return len(first) == len(second) and all(map(_same, first, second))
    return bool(first == second) and isinstance(first, bool) == isinstance(second, bool)


def _common_types(first: list[str], second: list[str]) -> list[str]:
    common = [name for name in second if name in first]
    if "integer" not in common and {"integer", "number"} <= {*first, *second}:
        common.append("integer")
    return common
