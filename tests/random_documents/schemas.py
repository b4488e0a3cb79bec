"""Schemas of every kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from .dice import Dice
from .names import Names

Schema: TypeAlias = dict[str, Any]

_FORMATS = (
    "date-time", "date", "time", "duration", "uuid", "uri", "uri-reference", "email", "hostname", "ipv4", "ipv6",
    "byte", "password", "json-pointer", "regex", "made-up",
)  # fmt: skip
_PATTERNS = ("^[a-z]+$", "^[A-Z]{2}$", r"^\d+$", "^x-", "[aeiou]", r"^[\w.-]{1,8}$")
_ODD_VALUES: tuple[Any, ...] = ("k", "", "é", 1, 0, -1, 1.5, True, False, None, {"a": 1}, [1, "two"], {})
_DEFAULTS: dict[str, tuple[Any, ...]] = {
    "string": ("x", "", '"quoted" \\'),
    "integer": (0, 1, -5, 10**12),
    "number": (0, 1.5, -2, 1e30),
    "boolean": (True, False),
}
_TYPES = ("string", "integer", "number", "boolean", "object", "array", "null")


@dataclass
class Schemas:
    """Makes the schemas of one document.

    Attributes:
        dice: decides wherever there is a choice.
        names: gives names.
        is_30: whether the document is OpenAPI 3.0.
        known: by name, whether a component schema is of objects only; all that references may lead to.
    """

    dice: Dice
    names: Names
    is_30: bool
    known: dict[str, bool] = field(default_factory=dict)

    def ref(self, name: str = "", *, of_objects: bool = False) -> Schema:
        """A reference to a component schema; to any, where it isn't named."""
        fitting = [each for each, is_object in self.known.items() if is_object or not of_objects]
        return {"$ref": f"#/components/schemas/{name or self.dice.choice(fitting)}"}

    def any(self, depth: int = 2) -> Schema:
        """A schema of any kind.

        Args:
            depth: how deep others may stand in it.
        """
        if depth <= 0:
            return self.dice.call(self.scalar, self.scalar, self.ref)
        weights: dict[Callable[[], Schema], int] = {
            self.scalar: 30,
            self.ref: 20,
            lambda: self.array(depth): 12,
            lambda: self.object(depth): 12,
            lambda: self.map(depth): 6,
            lambda: self.composition(depth): 7,
            lambda: self.choice(depth): 9,
            lambda: self.odd(depth): 14,
            dict: 1,
        }
        return self._nullable(self.dice.weighted(weights), depth)

    def scalar(self) -> Schema:
        """A schema of one text, number or truth value."""
        dice = self.dice
        makers: list[Callable[[], Schema]] = [
            lambda: {"type": dice.choice(("string", "integer", "number", "boolean"))},
            lambda: {"type": "string", "format": dice.choice(_FORMATS)},
            lambda: {"type": "string", "enum": self.names.values(dice.randint(1, 4))},
            lambda: {"type": "integer", "enum": dice.some((0, 1, 2, -1, 10))},
            lambda: {"type": "string", "minLength": 1, "maxLength": dice.randint(2, 20)},
            lambda: {"type": "string", "pattern": dice.choice(_PATTERNS)},
            lambda: {"type": "integer", "format": dice.choice(("int32", "int64")), **self._limits()},
            lambda: {"type": "number", "format": dice.choice(("float", "double")), **self._limits()},
            lambda: {"type": "integer", "multipleOf": dice.choice((2, 5))},
            self._with_default,
        ]
        if not self.is_30:
            makers += [
                lambda: {"const": dice.choice(("k", 1, True, "v1"))},
                lambda: {"type": dice.some(("string", "integer", "boolean", "null"), 2, 3)},
                lambda: {"type": "string", "contentEncoding": "base64"},
            ]
        return dice.call(*makers)

    def _with_default(self) -> Schema:
        kind = self.dice.choice((*_DEFAULTS,))
        return {"type": kind, "default": self.dice.choice(_DEFAULTS[kind])}

    def _limits(self) -> Schema:
        least, most = self.dice.randint(-2, 2), self.dice.randint(5, 99)
        above = {"minimum": least, "exclusiveMinimum": True} if self.is_30 else {"exclusiveMinimum": least}
        return self.dice.choice(({"minimum": least}, {"maximum": most}, {"minimum": least, "maximum": most}, above))

    def array(self, depth: int = 1) -> Schema:
        """A schema of lists."""
        found: Schema = {"type": "array", "items": self.any(depth - 1)}
        if self.dice.happens(0.1):
            found["minItems"] = 1
        if self.dice.happens(0.1):
            found["maxItems"] = 3
        if self.dice.happens(0.05):
            found["uniqueItems"] = True
        if self.dice.happens(0.05):
            found["default"] = []
        return found

    def map(self, depth: int = 1) -> Schema:
        """A schema of objects with any names."""
        return {"type": "object", "additionalProperties": self.any(depth - 1)}

    def object(self, depth: int = 1) -> Schema:
        """A schema of objects with properties."""
        dice = self.dice
        properties = {name: self._property(depth) for name in self.names.properties(dice.randint(1, 5))}
        found: Schema = {"type": "object", "properties": properties}
        if required := [name for name in properties if dice.happens(0.45)]:
            found["required"] = required
        kind = dice.random()
        if kind < 0.2:
            found["additionalProperties"] = dice.call(lambda: False, lambda: self.any(depth - 1), lambda: True, dict)
        if not self.is_30 and dice.happens(0.05):
            found["patternProperties"] = {"^x-": self.scalar()}
        if dice.happens(0.05):
            found["minProperties"] = 1
        if dice.happens(0.1):
            found["description"] = self.names.text()
        if dice.happens(0.1):
            found["title"] = self.names.property()
        return found

    def _property(self, depth: int) -> Schema:
        found = self.any(depth - 1)
        if "$ref" in found and (self.is_30 or self.dice.happens(0.2)):
            if self.dice.happens(0.7):
                return found
            # What nothing may stand beside, or used not to, is wrapped.
            found = {"allOf": [found]}
            if self.is_30 and self.dice.happens(0.3):
                found["nullable"] = True
        said: Schema = {}
        if self.dice.happens(0.06):
            # Nobody checks examples, and hardly anybody defaults.
            said[self.dice.choice(("example", "default"))] = self.dice.choice(_ODD_VALUES)
        if self.dice.happens(0.08):
            said[self.dice.choice(("readOnly", "writeOnly"))] = True
        if self.dice.happens(0.1):
            said["description"] = self.names.text()
        if self.dice.happens(0.05):
            said["deprecated"] = True
        return {**found, **said}

    def composition(self, depth: int = 1) -> Schema:
        """A schema that is made of others."""
        base = self.ref(of_objects=True)
        return self.dice.call(
            lambda: {"allOf": [base, self.object(depth - 1)]},
            lambda: {"allOf": [base, {"description": self.names.text()}]},
            lambda: {"allOf": [base, self.ref(of_objects=True), self.object(depth - 1)]},
            lambda: {"allOf": [base], **self.object(depth - 1)},
            lambda: {"allOf": [self.object(0), self.object(0), {"required": [self.names.property()]}]},
            lambda: {"allOf": [base, self.map(depth)]},
            lambda: {"allOf": [self.choice_of_objects(depth), self.object(depth - 1)]},
            lambda: {"allOf": [self.choice_of_objects(depth), base]},
            lambda: {"allOf": [base, {**self.object(depth - 1), "additionalProperties": False}]},
            lambda: {"allOf": [base], "required": self.names.properties(2), "type": "object"},
            lambda: {"oneOf": [{"allOf": [base, self.object(depth - 1)]}, {"allOf": [base, self.object(depth - 1)]}]},
            lambda: {"anyOf": [{"allOf": [base, self.object(depth - 1)]}, self.scalar()]},
        )

    def choice(self, depth: int = 1) -> Schema:
        """A schema with alternatives that no tag tells apart."""
        key = self.dice.choice(("oneOf", "anyOf"))
        return self.dice.call(
            lambda: {key: [self.dice.call(self.scalar, self.ref) for _ in range(self.dice.randint(1, 3))]},
            lambda: {key: [self.object(depth - 1), self.object(depth - 1)]},
            lambda: {key: [self.array(depth - 1), self.ref(), {"type": "string"}]},
            lambda: {key: [{"type": "string", "format": "date-time"}, {"type": "integer"}, {"enum": ["now", "never"]}]},
            lambda: {key: [self.map(depth - 1), self.array(depth - 1)]},
            lambda: self.choice_of_objects(depth),
            lambda: {"type": "object", key: [self.object(0), self.object(0)], "properties": {"common": self.scalar()}},
        )

    def choice_of_objects(self, depth: int) -> Schema:
        """A choice among component schemas of objects, and perhaps one more."""
        more = [self.object(depth - 1)] if self.dice.happens(0.3) else []
        alternatives = [self.ref(of_objects=True), self.ref(of_objects=True), *more]
        return {self.dice.choice(("oneOf", "anyOf")): alternatives}

    def odd(self, depth: int = 1) -> Schema:
        """A schema with what is rarely used."""
        dice = self.dice
        makers: list[Callable[[], Schema]] = [
            lambda: {"enum": dice.some(_ODD_VALUES, 1, 4)},
            lambda: {"type": "string", "not": {"enum": ["a"]}},
            lambda: {"type": "array", "items": {}},
            lambda: {"type": "object"},
            lambda: {"properties": {self.names.property(): self.scalar()}},
            lambda: self._either_required(),
            lambda: {"type": "object", "maxProperties": 3, "additionalProperties": self.scalar()},
        ]
        if not self.is_30:
            makers += self._since_31(depth)
        return dice.call(*makers)

    def _since_31(self, depth: int) -> list[Callable[[], Schema]]:
        base, of_texts = self.ref(of_objects=True), {"^x-": self.scalar()}
        return [
            lambda: {"const": self.dice.choice(_ODD_VALUES)},
            lambda: {"type": self.dice.some(_TYPES, 2, 3)},
            lambda: {"type": "array", "prefixItems": [self.scalar(), self.ref()], "items": False},
            lambda: {"type": "array", "prefixItems": [self.scalar(), self.any(depth - 1)], "items": self.scalar()},
            lambda: {**base, "description": self.names.text(), "properties": {"more": self.scalar()}},
            lambda: {**base, "required": [self.names.property()]},
            lambda: {**self.object(depth), "propertyNames": {"maxLength": 12}},
            lambda: {**self.map(depth), "propertyNames": {"enum": ["a", "b"]}},
            lambda: {"type": "object", "patternProperties": {**of_texts, "^n-": {"type": "integer"}}},
            lambda: {**self.object(depth), "patternProperties": of_texts, "additionalProperties": self.any(depth - 1)},
            lambda: {"allOf": [base, self.object(depth - 1)], "unevaluatedProperties": False},
            lambda: {"$defs": {"Inner": self.object(0)}, "type": "array", "items": self.any(depth - 1)},
            lambda: {"type": "array", "items": self.scalar(), "contains": {"type": "string"}, "minContains": 0},
            self._dependent,
        ]

    def _either_required(self) -> Schema:
        found = self.object(1)
        found.pop("required", None)
        found[self.dice.choice(("oneOf", "anyOf"))] = [{"required": [name]} for name in found["properties"]]
        return found

    def _dependent(self) -> Schema:
        found = self.object(1)
        names = [*found["properties"]]
        first, last = names[0], names[-1]
        conditional = {"if": {"properties": {first: {"const": "a"}}, "required": [first]}, "then": {"required": [last]}}
        return {**found, **self.dice.choice((conditional, {"dependentRequired": {first: [last]}}))}

    def _nullable(self, schema: Schema, depth: int) -> Schema:
        """A schema that allows null, too, now and then; said as the version has it."""
        if not self.dice.happens(0.15):
            return schema
        if not self.is_30 and (("$ref" in schema) or self.dice.happens(0.3)):
            return {self.dice.choice(("oneOf", "anyOf")): [schema, {"type": "null"}]}
        if "$ref" in schema:
            return {"nullable": True, "allOf": [schema]}
        if not isinstance(schema.get("type"), str) or schema["type"] == "null":
            return schema
        values = {"enum": [*schema["enum"], None]} if "enum" in schema and None not in schema["enum"] else {}
        said = {"nullable": True} if self.is_30 else {"type": [schema["type"], "null"]}
        return {**schema, **values, **said}
