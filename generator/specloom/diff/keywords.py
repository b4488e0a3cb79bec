"""One comparator for each keyword that restricts values: does it allow less than before, more, or something else?"""

import json
import math
from collections.abc import Callable, Mapping
from enum import StrEnum
from fractions import Fraction
from typing import Any

from specloom.diff.patterns import takes_all
from specloom.schemas import Schema


class Change(StrEnum):
    """What happened to the values that a keyword allows."""

    NARROWED = "narrowed"
    WIDENED = "widened"
    CHANGED = "changed"


Judge = Callable[[Any, Any], tuple[bool, bool]]
"""Tells of two schemas whether the second refuses what the first allows, and allows what the first refuses."""

Comparator = Callable[[Schema, Schema, Judge], Change | None]


def same(first: Any, second: Any) -> bool:
    """Whether two JSON values are one; unlike in Python, true isn't 1."""
    return first is second or (first == second and key_of(first) == key_of(second))


def key_of(value: Any) -> str:
    """A JSON value as text, the same for equal values."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)


def _change(narrower: bool, wider: bool) -> Change | None:
    if narrower and wider:
        return Change.CHANGED
    return Change.NARROWED if narrower else Change.WIDENED if wider else None


def _presence(base: object, head: object) -> Change | None:
    """For keywords of which nothing more is known than whether they are there."""
    if same(base, head):
        return None
    return Change.NARROWED if base is None else Change.WIDENED if head is None else Change.CHANGED


def _upper(keyword: str, exclusive: str | None = None) -> Comparator:
    def compare(base: Schema, head: Schema, judge: Judge) -> Change | None:
        before, after = _limit(base, keyword, exclusive, min), _limit(head, keyword, exclusive, min)
        return _change(after < before, after > before)

    return compare


def _lower(keyword: str, exclusive: str | None = None) -> Comparator:
    def compare(base: Schema, head: Schema, judge: Judge) -> Change | None:
        before, after = _limit(base, keyword, exclusive, max), _limit(head, keyword, exclusive, max)
        return _change(after > before, after < before)

    return compare


def _limit(
    schema: Schema, keyword: str, exclusive: str | None, tighter: Callable[..., tuple[float, int]]
) -> tuple[float, int]:
    """A limit that compares with others; an exclusive one is a little tighter than an inclusive one."""
    sign = -1 if tighter is min else 1
    nothing = float("inf") if tighter is min else 0.0 if exclusive is None else float("-inf")
    found = [(nothing, 0)]
    if (held := _number(schema, keyword)) is not None:
        found.append((held, 0))
    if exclusive is not None and (held := _number(schema, exclusive)) is not None:
        found.append((held, sign))
    limit = tighter(found)
    return _whole(limit, sign) if schema.get("type") == "integer" and exclusive is not None else limit


def _number(schema: Schema, keyword: str) -> float | None:
    held = schema.get(keyword)
    return held if isinstance(held, int | float) and not isinstance(held, bool) else None


def _whole(limit: tuple[float, int], sign: int) -> tuple[float, int]:
    """The last whole number that a limit allows."""
    value, strictness = limit
    if math.isinf(value):
        return limit
    nearest = math.floor(value) if sign < 0 else math.ceil(value)
    return (nearest + sign if strictness and nearest == value else nearest, 0)


def _multiple(base: Schema, head: Schema, judge: Judge) -> Change | None:
    before, after = _step(base), _step(head)
    if not before or not after:
        return _change(bool(after), bool(before))
    # What has to be a multiple of more is less.
    return _change((before / after).denominator != 1, (after / before).denominator != 1)


def _step(schema: Schema) -> Fraction:
    """What numbers are multiples of; 0 if that can be anything."""
    step = Fraction(str(_number(schema, "multipleOf") or 0))
    # Whole numbers are multiples of 1 anyway.
    return Fraction(step.numerator or 1) if schema.get("type") == "integer" else step


def _plain(keyword: str) -> Comparator:
    return lambda base, head, judge: _presence(base.get(keyword), head.get(keyword))


_WIDER_FORMATS = frozenset({("int32", "int64"), ("float", "double"), ("int32", "double"), ("float", "decimal")})
_SAID_ONLY = frozenset({"password"})


def _format(base: Schema, head: Schema, judge: Judge) -> Change | None:
    before, after = base.get("format"), head.get("format")
    if {before, after} & _SAID_ONLY and None in (before, after):
        return None
    if (before, after) in _WIDER_FORMATS:
        return Change.WIDENED
    return Change.NARROWED if (after, before) in _WIDER_FORMATS else _presence(before, after)


def _pattern(base: Schema, head: Schema, judge: Judge) -> Change | None:
    # What no pattern restricts may be any text, as with an empty one.
    before, after = str(base.get("pattern", "")), str(head.get("pattern", ""))
    # Where neither takes all that the other takes, so far as can be told, something else is taken.
    return _change(not takes_all(after, before), not takes_all(before, after))


def _unique(base: Schema, head: Schema, judge: Judge) -> Change | None:
    before, after = base.get("uniqueItems") is True, head.get("uniqueItems") is True
    return _change(after and not before, before and not after)


def _contains(base: Schema, head: Schema, judge: Judge) -> Change | None:
    before, after = (one.get("contains", True) if _has_to_contain(one) else True for one in (base, head))
    return _change(*judge(before, after))


def _has_to_contain(schema: Schema) -> bool:
    return bool(schema.get("minContains", 1)) or "maxContains" in schema


def _minimum_contained(base: Schema, head: Schema, judge: Judge) -> Change | None:
    if not all("contains" in one and _has_to_contain(one) for one in (base, head)):
        return None
    before, after = (one.get("minContains", 1) for one in (base, head))
    return _change(after > before, after < before)


def _names(base: Schema, head: Schema, judge: Judge) -> Change | None:
    before, after = (base.get("propertyNames", True), head.get("propertyNames", True))
    return _change(*judge(_of_text(before), _of_text(after)))


def _of_text(schema: Any) -> Any:
    """What a schema says of texts, which all names are."""
    return {"type": "string", **({} if schema is True else schema)} if schema is not False else schema


def _schema(keyword: str) -> Comparator:
    """For keywords whose schema judges a value: a narrower one narrows."""

    def compare(base: Schema, head: Schema, judge: Judge) -> Change | None:
        before, after = base.get(keyword, True), head.get(keyword, True)
        return _change(*judge(before, after))

    return compare


def _not(base: Schema, head: Schema, judge: Judge) -> Change | None:
    narrower, wider = judge(base.get("not", False), head.get("not", False))
    return _change(wider, narrower)


def _schemas_by_name(keyword: str) -> Comparator:
    """For keywords that have a schema for each of several names, and say nothing of other names."""

    def compare(base: Schema, head: Schema, judge: Judge) -> Change | None:
        before, after = _held(base, keyword), _held(head, keyword)
        found = [judge(before.get(name, True), after.get(name, True)) for name in before.keys() | after.keys()]
        return _change(any(one[0] for one in found), any(one[1] for one in found))

    return compare


def _dependent(base: Schema, head: Schema, judge: Judge) -> Change | None:
    pairs = [
        {(name, needed) for name, all_needed in _held(schema, "dependentRequired").items() for needed in all_needed}
        for schema in (base, head)
    ]
    return _change(bool(pairs[1] - pairs[0]), bool(pairs[0] - pairs[1]))


def _conditions(base: Schema, head: Schema, judge: Judge) -> Change | None:
    before, after = base.get("if"), head.get("if")
    if before is None or after is None:
        says = [one.get("then") is not None or one.get("else") is not None for one in (base, head)]
        return _change(after is not None and says[1], before is not None and says[0])
    if any(judge(before, after)):
        return Change.CHANGED
    found = [judge(base.get(keyword, True), head.get(keyword, True)) for keyword in ("then", "else")]
    return _change(any(one[0] for one in found), any(one[1] for one in found))


def _prefix(base: Schema, head: Schema, judge: Judge) -> Change | None:
    before, after = base.get("prefixItems") or [], head.get("prefixItems") or []
    rest = base.get("items", True), head.get("items", True)
    found = [
        judge(
            before[index] if index < len(before) else rest[0],
            after[index] if index < len(after) else rest[1],
        )
        for index in range(max(len(before), len(after)))
    ]
    return _change(any(one[0] for one in found), any(one[1] for one in found))


def _held(schema: Schema, keyword: str) -> Mapping[str, Any]:
    held = schema.get(keyword)
    return held if isinstance(held, dict) else {}


COMPARATORS: Mapping[str, tuple[tuple[str, ...], Comparator]] = {
    "maximum": (("maximum", "exclusiveMaximum"), _upper("maximum", "exclusiveMaximum")),
    "minimum": (("minimum", "exclusiveMinimum"), _lower("minimum", "exclusiveMinimum")),
    "multiple-of": (("multipleOf",), _multiple),
    "max-length": (("maxLength",), _upper("maxLength")),
    "min-length": (("minLength",), _lower("minLength")),
    "pattern": (("pattern",), _pattern),
    "format": (("format",), _format),
    "max-items": (("maxItems",), _upper("maxItems")),
    "min-items": (("minItems",), _lower("minItems")),
    "unique-items": (("uniqueItems",), _unique),
    "contains": (("contains", "minContains", "maxContains"), _contains),
    "min-contains": (("minContains",), _minimum_contained),
    "max-contains": (("maxContains",), _upper("maxContains")),
    "prefix-items": (("prefixItems",), _prefix),
    "max-properties": (("maxProperties",), _upper("maxProperties")),
    "min-properties": (("minProperties",), _lower("minProperties")),
    "pattern-properties": (("patternProperties",), _schemas_by_name("patternProperties")),
    "property-names": (("propertyNames",), _names),
    "dependent-required": (("dependentRequired",), _dependent),
    "dependent-schemas": (("dependentSchemas",), _schemas_by_name("dependentSchemas")),
    "not": (("not",), _not),
    "conditions": (("if", "then", "else"), _conditions),
    "unevaluated-items": (("unevaluatedItems",), _schema("unevaluatedItems")),
    "content-encoding": (("contentEncoding",), _plain("contentEncoding")),
    "content-media-type": (("contentMediaType",), _plain("contentMediaType")),
    "content-schema": (("contentSchema",), _schema("contentSchema")),
}
"""By the beginning of the rules' ids: the keywords, and their comparator."""

_KEYWORDS = frozenset(keyword for keywords, _ in COMPARATORS.values() for keyword in keywords)


def changes(base: Schema, head: Schema, judge: Judge) -> list[tuple[str, tuple[str, ...], Change]]:
    """What the keywords of two schemas do differently: the beginning of the rule's id, the keywords, and what."""
    present = (base.keys() | head.keys()) & _KEYWORDS
    if not present:
        return []
    found = []
    for rule, (keywords, comparator) in COMPARATORS.items():
        if present.isdisjoint(keywords) or all(
            same(base.get(key), head.get(key)) and "$ref" not in str(base.get(key)) for key in keywords
        ):
            continue
        change = comparator(base, head, judge)
        if change is not None:
            found.append((rule, keywords, change))
    return found
