"""Whether a value can fit two alternatives of a union at once: only then does it matter whether it may."""

from itertools import combinations
from typing import Any

from specloom.diff.values import Context, enum_of, types_of
from specloom.diff.variants import Union
from specloom.schemas import Schema, is_union


def may_overlap(union: Union, side: int, context: Context) -> bool:
    """Whether two alternatives have values in common, or can't be told not to.

    Args:
        union: without a discriminator.
        side: of the comparison, 0 or 1.
        context: the comparison.
    """
    schemas = [variant.schema for variant in union.variants]
    return any(not _are_apart(one, other, side, context) for one, other in combinations(schemas, 2))


def _are_apart(one: Schema, other: Schema, side: int, context: Context) -> bool:
    """Whether no value fits both, as their types, values and required properties say."""
    one, other = (context.origins[side].resolve(schema)[0] for schema in (one, other))
    if is_union(one) or is_union(other):
        return False
    if not _types(one) & _types(other):
        return True
    values = enum_of(one), enum_of(other)
    if values[0] is not None and values[1] is not None:
        return not values[0].keys() & values[1].keys()
    if _types(one) != {"object"} or _types(other) != {"object"}:
        return False
    return _lacks(one, other) or _lacks(other, one) or _are_told_apart(one, other, side, context)


def _types(schema: Schema) -> set[str]:
    return {"number" if name == "integer" else name for name in types_of(schema)}


def _lacks(closed: Schema, other: Schema) -> bool:
    """Whether one object requires a property that the other refuses."""
    listed: dict[str, Any] = closed.get("properties", {})
    return closed.get("additionalProperties") is False and not set(other.get("required", ())) <= listed.keys()


def _are_told_apart(one: Schema, other: Schema, side: int, context: Context) -> bool:
    """Whether a property that both require has other values in each."""
    both = set(one.get("required", ())) & set(other.get("required", ()))
    held: tuple[dict[str, Schema], dict[str, Schema]] = one.get("properties", {}), other.get("properties", {})
    for label in both & held[0].keys() & held[1].keys():
        inner = [context.origins[side].resolve(schemas[label])[0] for schemas in held]
        values = [enum_of(schema) for schema in inner]
        if not _types(inner[0]) & _types(inner[1]):
            return True
        if values[0] is not None and values[1] is not None and not values[0].keys() & values[1].keys():
            return True
    return False
