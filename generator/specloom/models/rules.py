"""Rules: keywords of JSON Schema that no type says, as data that the runtime checks on what is sent."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from specloom.models.patterns import python_pattern
from specloom.schemas import ANNOTATIONS, Schema, as_list, listed_values, ref_name

RULES = frozenset(
    {
        "not",
        "if",
        "contains",
        "uniqueItems",
        "prefixItems",
        "propertyNames",
        "patternProperties",
        "dependentRequired",
        "dependentSchemas",
        "minProperties",
        "maxProperties",
    }
)
"""Keywords that need a check of their own wherever they stand."""

BESIDE = {
    "if": ("then", "else"),
    "contains": ("minContains", "maxContains"),
    "prefixItems": ("items",),
    "patternProperties": ("properties", "additionalProperties"),
}
"""What a keyword means depends on those beside it."""

UNKNOWN = frozenset({"unevaluatedItems", "unevaluatedProperties", "$dynamicRef", "contentSchema"})
"""Keywords that the runtime can't check."""

_INSIDE = frozenset(
    """
    type const enum allOf anyOf oneOf minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength
    pattern minItems maxItems items required properties additionalProperties then else minContains maxContains
    """.split()  # noqa: SIM905 - a list this long reads better as words
)
_IGNORED = ANNOTATIONS | {"discriminator", "contentMediaType", "contentEncoding"}
_FORMATS = frozenset({"date", "date-time", "ipv4", "ipv6", "time", "uuid"})
"""Formats that the runtime checks; others are no more than a hint, as everywhere."""
_OF_NUMBERS = frozenset({"decimal", "double", "float", "int16", "int32", "int64", "int8", "uint32", "uint64"})
DEFINITIONS = "$defs"
"""Where rules keep the schemas that lead back to themselves; a `$ref` in them is the name of one."""
_OF_PARTS = frozenset(
    {
        "properties",
        "patternProperties",
        "additionalProperties",
        "propertyNames",
        "items",
        "prefixItems",
        "contains",
    }
)
"""Keywords whose schemas are about parts of a value."""
_DECIDING = frozenset({"if", "not", "oneOf"})
"""Keywords inside of which to leave something out would refuse what is right."""


class NoRuleError(ValueError):
    """A rule that the runtime can't check; the message says why."""


def rules_of(schema: Schema, schemas: Mapping[str, Schema], unchecked: Callable[[str, str], None]) -> Schema:
    """The rules in a schema.

    Args:
        schema: a schema of the normal form.
        schemas: the component schemas, for references.
        unchecked: called with each keyword that has to be left out, and why.
    """
    rules: Schema = {}
    expander = _Expander(schemas)
    for keyword in (keyword for keyword in schema if keyword in RULES):
        if schema[keyword] is False or (keyword == "minProperties" and schema[keyword] == 0):
            continue
        try:
            together = {name: schema[name] for name in (keyword, *BESIDE.get(keyword, ())) if name in schema}
            if keyword == "patternProperties":
                # The listed properties have types of their own; here it only counts that they are listed.
                together["properties"] = {label: {} for label in schema.get("properties", ())}
            rules |= expander.whole(together)
        except NoRuleError as error:
            unchecked(keyword, str(error))
    if expander.definitions:
        rules[DEFINITIONS] = expander.definitions
    for keyword in sorted(UNKNOWN & set(schema)):
        unchecked(keyword, "")
    if not _has_literals(schema):
        rules |= {keyword: schema[keyword] for keyword in ("const", "enum") if keyword in schema}
    return rules


def _has_literals(schema: Schema) -> bool:
    """Whether `Literal` can hold all the values that a schema lists."""
    values = listed_values(schema)
    return all(is_literal(value) for value in values)


def is_literal(value: object) -> bool:
    """Whether `Literal` can hold a value: text, an integer, a boolean or nothing."""
    return value is None or isinstance(value, str | int)


def types_of(values: list[Any]) -> list[str]:
    """The JSON types of values."""
    names = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object"}
    return list(dict.fromkeys(names.get(type(value), "null") for value in values))


class _Expander:
    """Writes schemas out, without references but to those that lead back to themselves.

    Attributes:
        schemas: the component schemas.
        definitions: those that lead back to themselves, as far as they were met: each written out.
    """

    def __init__(self, schemas: Mapping[str, Schema]) -> None:
        self.schemas = schemas
        self.definitions: dict[str, Schema] = {}
        self._waiting: dict[str, bool] = {}

    def whole(self, schema: Schema) -> Schema:
        """Write out a schema, and all definitions that it needs.

        Raises:
            NoRuleError: for what the runtime can't check.
        """
        known = dict(self.definitions)
        try:
            result: Schema = self._expanded(schema, (), ())
            while self._waiting:
                name, decides = self._waiting.popitem()
                self.definitions[name] = {}
                self.definitions[name] = self._expanded(self.schemas[name], (name,), (name,), decides=decides)
        except NoRuleError:
            self.definitions, self._waiting = known, {}
            raise
        return result

    def _expanded(self, schema: Any, within: tuple[str, ...], here: tuple[str, ...], *, decides: bool = False) -> Any:
        """A schema without what doesn't restrict a value.

        Args:
            schema: as it is.
            within: the references that led here.
            here: those of them that are about the same value.
            decides: whether more than the value itself depends on it.
        """
        if isinstance(schema, bool):
            return schema
        name = ref_name(schema)
        if name is not None:
            if name in here:
                raise NoRuleError(f"{name} leads back to itself")
            beside = {key: value for key, value in schema.items() if key != "$ref"}
            if name in within and ANNOTATIONS.issuperset(beside):
                if name not in self.definitions:
                    self._waiting[name] = decides or self._waiting.get(name, False)
                return {"$ref": name}
            schema = {"allOf": [self.schemas[name]], **beside}
            within, here = (*within, name), (*here, name)
        result: Schema = {}
        for keyword, value in schema.items():
            if keyword in _IGNORED:
                continue
            if keyword == "format":
                if value in _FORMATS:
                    result[keyword] = value
                elif decides and value not in _OF_NUMBERS:
                    raise NoRuleError(f"the format {value!r} can't be checked, and it decides about the rest")
                continue
            if keyword not in _INSIDE and keyword not in RULES:
                raise NoRuleError(f"`{keyword}` can't be checked inside of another schema")
            inside = partial(
                self._expanded,
                within=within,
                here=() if keyword in _OF_PARTS else here,
                decides=decides or keyword in _DECIDING,
            )
            result[keyword] = _value(keyword, value, inside)
        if set(result) == {"allOf"} and len(result["allOf"]) == 1:
            return result["allOf"][0]
        return result


def _value(keyword: str, value: Any, expanded: Callable[[Any], Any]) -> Any:
    if keyword in ("allOf", "anyOf", "oneOf", "prefixItems"):
        return [expanded(member) for member in value]
    if keyword in ("properties", "dependentSchemas"):
        return {name: expanded(member) for name, member in value.items()}
    if keyword == "patternProperties":
        return {_pattern(name): expanded(member) for name, member in value.items()}
    if keyword == "pattern":
        return _pattern(value)
    if keyword == "type":
        return value if isinstance(value, str) else as_list(value)
    if isinstance(value, dict) and keyword not in ("const", "dependentRequired"):
        return expanded(value)
    return value


def _pattern(pattern: str) -> str:
    found = python_pattern(pattern)
    if found is None:
        raise NoRuleError(f"the pattern {pattern!r} is none that Python knows")
    return found
