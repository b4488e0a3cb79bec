"""Rules of JSON Schema that Python's types can't say, checked on what is sent.

Rules are a schema as plain data; what they are checked on is a value as JSON has it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from typing import Any, TypeAlias, cast

from .formats import FORMATS
from .json_values import is_list, is_object

Schema: TypeAlias = Mapping[str, Any] | bool
Check: TypeAlias = Callable[[Any, Any, Mapping[str, Any]], bool]


def broken(schema: Schema, value: object) -> str:
    """The first keyword of a schema that a value breaks; "" if it fits."""
    if isinstance(schema, bool):
        return "" if schema else "not"
    if "$defs" in schema:
        schema = _linked_once(schema)
    for kind, checks in _CHECKS.items():
        if kind is None or (isinstance(value, kind) and not (isinstance(value, bool) and kind is not bool)):
            for keyword in schema:
                check = checks.get(keyword)
                if check is not None and not check(schema[keyword], value, schema):
                    return keyword
    return ""


def fits(schema: Schema, value: object) -> bool:
    """Whether a value breaks no keyword of a schema."""
    return not broken(schema, value)


def same(first: object, second: object) -> bool:
    """Whether two JSON values are equal: 1 and 1.0 are, 1 and true are not."""
    if isinstance(first, bool) or isinstance(second, bool):
        return first is second
    if is_list(first) and is_list(second):
        return len(first) == len(second) and all(map(same, first, second))
    if is_object(first) and is_object(second):
        return first.keys() == second.keys() and all(same(first[name], second[name]) for name in first)
    return first == second


_LINKED: dict[int, tuple[Mapping[str, Any], Mapping[str, Any]]] = {}
"""Rules with their definitions, by identity, and the same without references."""


def _linked_once(rules: Mapping[str, Any]) -> Mapping[str, Any]:
    """Rules whose references are what they refer to, which may lead back to itself."""
    if id(rules) not in _LINKED:
        named: dict[str, dict[str, Any]] = {name: {} for name in rules["$defs"]}
        for name, definition in rules["$defs"].items():
            named[name].update(_linked(definition, named))
        whole = {keyword: rule for keyword, rule in rules.items() if keyword != "$defs"}
        _LINKED[id(rules)] = rules, _linked(whole, named)
    return _LINKED[id(rules)][1]


def _linked(schema: Any, named: Mapping[str, Any]) -> Any:
    if not is_object(schema):
        return schema
    if "$ref" in schema:
        return named[cast(str, schema["$ref"])]
    return {keyword: _linked_rule(keyword, rule, named) for keyword, rule in schema.items()}


def _linked_rule(keyword: str, rule: Any, named: Mapping[str, Any]) -> Any:
    if keyword in _DATA:
        return rule
    if is_list(rule):
        return [_linked(each, named) for each in rule]
    if keyword in _BY_NAME:
        return {name: _linked(each, named) for name, each in rule.items()}
    return _linked(rule, named)


_DATA = frozenset({"const", "enum", "required", "dependentRequired"})
"""Keywords that hold no schemas."""
_BY_NAME = frozenset({"properties", "patternProperties", "dependentSchemas"})
"""Keywords that hold schemas by name."""


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _matches(pattern: str, text: str) -> bool:
    return _pattern(pattern).search(text) is not None


def _is_type(rule: str | list[str], value: object, _: object) -> bool:
    return any(_is(name, value) for name in ([rule] if isinstance(rule, str) else rule))


def _is(name: str, value: object) -> bool:
    if isinstance(value, bool):
        return name == "boolean"
    if name == "integer":
        return isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    return isinstance(value, _TYPES[name])


_TYPES: Mapping[str, Any] = {
    "null": type(None),
    "boolean": bool,
    "number": (int, float),
    "string": str,
    "array": list,
    "object": dict,
}


def _multiple(rule: float, value: float, _: object) -> bool:
    if isinstance(value, float) and not math.isfinite(value):
        return False
    # As they are written, so that 0.07 is a multiple of 0.01; and no number is too large or too long for it.
    quotient = Fraction(str(value)) / Fraction(str(rule))
    return abs(quotient - round(quotient)) < 1e-9


def _contains(rule: Schema, value: list[Any], rules: Mapping[str, Any]) -> bool:
    found = sum(fits(rule, item) for item in value)
    return bool(rules.get("minContains", 1) <= found <= rules.get("maxContains", found))


def _unique(rule: bool, value: list[Any], _: object) -> bool:
    return not (rule and any(same(item, other) for at, item in enumerate(value) for other in value[:at]))


def _condition(rule: Schema, value: object, rules: Mapping[str, Any]) -> bool:
    return fits(rules.get("then" if fits(rule, value) else "else", True), value)


def _items(rule: Schema, value: list[Any], rules: Mapping[str, Any]) -> bool:
    return all(fits(rule, item) for item in value[len(rules.get("prefixItems", ())) :])


def _others(rule: Schema, value: dict[str, Any], rules: Mapping[str, Any]) -> bool:
    listed, patterns = rules.get("properties", {}), rules.get("patternProperties", {})
    return all(
        fits(rule, item)
        for name, item in value.items()
        if name not in listed and not any(_matches(pattern, name) for pattern in patterns)
    )


_ANY: Mapping[str, Check] = {
    "type": _is_type,
    "const": lambda rule, value, _: same(rule, value),
    "enum": lambda rule, value, _: any(same(item, value) for item in rule),
    "not": lambda rule, value, _: not fits(rule, value),
    "if": _condition,
    "allOf": lambda rule, value, _: all(fits(schema, value) for schema in rule),
    "anyOf": lambda rule, value, _: any(fits(schema, value) for schema in rule),
    "oneOf": lambda rule, value, _: sum(fits(schema, value) for schema in rule) == 1,
}
_NUMBER: Mapping[str, Check] = {
    "minimum": lambda rule, value, _: value >= rule,
    "maximum": lambda rule, value, _: value <= rule,
    "exclusiveMinimum": lambda rule, value, _: value > rule,
    "exclusiveMaximum": lambda rule, value, _: value < rule,
    "multipleOf": _multiple,
}
_TEXT: Mapping[str, Check] = {
    "minLength": lambda rule, value, _: len(value) >= rule,
    "maxLength": lambda rule, value, _: len(value) <= rule,
    "pattern": lambda rule, value, _: _matches(rule, value),
    "format": lambda rule, value, _: FORMATS[rule](value),
}
_LIST: Mapping[str, Check] = {
    "minItems": lambda rule, value, _: len(value) >= rule,
    "maxItems": lambda rule, value, _: len(value) <= rule,
    "uniqueItems": _unique,
    "contains": _contains,
    "prefixItems": lambda rule, value, _: all(map(fits, rule, value)),
    "items": _items,
}
_OBJECT: Mapping[str, Check] = {
    "minProperties": lambda rule, value, _: len(value) >= rule,
    "maxProperties": lambda rule, value, _: len(value) <= rule,
    "required": lambda rule, value, _: all(name in value for name in rule),
    "propertyNames": lambda rule, value, _: all(fits(rule, name) for name in value),
    "properties": lambda rule, value, _: all(fits(rule[name], value[name]) for name in rule if name in value),
    "patternProperties": lambda rule, value, _: all(
        fits(schema, item)
        for pattern, schema in rule.items()
        for name, item in value.items()
        if _matches(pattern, name)
    ),
    "additionalProperties": _others,
    "dependentRequired": lambda rule, value, _: all(
        other in value for name, others in rule.items() if name in value for other in others
    ),
    "dependentSchemas": lambda rule, value, _: all(fits(rule[name], value) for name in rule if name in value),
}
_CHECKS = cast(
    "Mapping[Any, Mapping[str, Check]]",
    {None: _ANY, int: _NUMBER, float: _NUMBER, str: _TEXT, list: _LIST, dict: _OBJECT},
)
