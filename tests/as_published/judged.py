"""A schema of OpenAPI as JSON Schema, for `jsonschema` to judge by; of tags it knows nothing."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from .published import SAYS_NOTHING, Published, Way, is_only_null, is_ref, only_part

_MAPS = frozenset({"properties", "patternProperties", "dependentSchemas"})
_ALTERNATIVES = frozenset({"anyOf", "oneOf"})
_OF_OBJECTS = ("properties", "patternProperties", "additionalProperties", "unevaluatedProperties")
_OF_ARRAYS = ("items", "prefixItems", "unevaluatedItems")
_OF_PARTS = frozenset({"items", "additionalProperties"})
_SCHEMAS = (
    "items", "additionalProperties", "unevaluatedProperties", "unevaluatedItems", "not", "if", "then", "else",
    "contains", "propertyNames",
)  # fmt: skip
_AS_THEY_ARE = (
    "type", "enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength",
    "maxLength", "minItems", "maxItems", "uniqueItems", "minContains", "maxContains", "minProperties", "maxProperties",
    "dependentRequired",
)  # fmt: skip
_HOME = "urn:judged"


class Judged:
    """The schemas of a document as they judge what goes one way."""

    def __init__(self, document: Published, way: Way) -> None:
        self._document = document
        self._way = way
        self._definitions: dict[str, Any] = {}
        self._names: dict[tuple[str, frozenset[str]], str] = {}
        home: Resource[Any] = DRAFT202012.create_resource({"$defs": self._definitions})
        self._registry: Registry[Any] = Registry().with_resource(_HOME, home)

    def validator(self, schema: Any) -> Draft202012Validator:
        """What judges by a schema of the document."""
        return Draft202012Validator(self._whole(schema), registry=self._registry)

    def _whole(self, schema: Any) -> Any:
        """The JSON Schema for all of a value; in requests a property has to be one that is described.

        JSON Schema allows any other, but nobody has a reason to send it; and a payload that a change has made into
        another alternative, with a stray property, is not what was meant.
        """
        judged = self._alternative(schema)
        if self._way is Way.RESPONSE:
            return judged
        parts = list(self._document.parts(schema, "allOf", "anyOf", "oneOf"))
        if not any("properties" in part for part in parts):
            return judged
        # What is required is meant to be sent, though nothing describes it.
        described = {name for part in parts for name in part.get("properties") or ()}
        required = {name: True for part in parts for name in part.get("required") or () if name not in described}
        return {"allOf": [judged], "properties": required, "unevaluatedProperties": False}

    def _alternative(self, schema: Any) -> Any:
        """The JSON Schema for a value that may be of any kind of a base, where the schema is one."""
        meant = schema
        while isinstance(meant, dict) and (only := only_part(meant)) is not None:
            meant = only
        if not is_ref(meant):
            return self.schema(schema)
        ref = meant["$ref"]
        if family := self._document.family(ref):
            discriminator, kinds = family
            return {"anyOf": [self._tagged(discriminator, kind) for kind in kinds]}
        if self._document.is_choice(meant):
            return self.schema(schema)
        return {"allOf": [self.schema(schema), *(_tag(*rule) for rule in self._document.tag_rules(ref))]}

    def _tagged(self, discriminator: dict[str, Any], kind: str) -> Any:
        """The JSON Schema for one kind, which has a tag that leads to it."""
        tag = _tag(discriminator["propertyName"], self._document.tags(discriminator, kind))
        return {"allOf": [self.schema({"$ref": kind})], **tag, "required": [discriminator["propertyName"]]}

    def _alternatives(self, schema: dict[str, Any], listed: list[Any], hidden: frozenset[str]) -> list[Any]:
        discriminator = schema.get("discriminator")
        found = []
        for each in listed:
            if isinstance(discriminator, dict) and is_ref(each) and not self._document.is_choice(each):
                found.append(self._tagged(discriminator, each["$ref"]))
            else:
                found.append(self._alternative(each) if is_ref(each) else self.schema(each, hidden))
        return found

    def schema(self, schema: Any, hidden: frozenset[str] = frozenset()) -> Any:
        """The JSON Schema for a schema of the document.

        Alternatives may overlap, since often they do and no payload is to blame for it, unless they are mere rules.
        A schema without a type that describes properties or items is for objects or lists only.

        Args:
            schema: of the document.
            hidden: the properties that don't go this way in the composition that it is part of: none is required.
        """
        if isinstance(schema, bool):
            return schema
        if not isinstance(schema, dict):
            return {}
        if is_ref(schema):
            reference = {"$ref": f"{_HOME}#/$defs/{self._defined(schema['$ref'], hidden)}"}
            beside = {key: held for key, held in schema.items() if key != "$ref"}
            return (
                reference if self._document.is_30 or not beside else {"allOf": [reference, self.schema(beside, hidden)]}
            )
        if is_only_null(schema):
            return {"type": "null"}
        hidden |= self._document.hidden(schema, self._way)
        found = {key: held for key, held in schema.items() if key in _AS_THEY_ARE}
        for key, held in schema.items():
            if key in _MAPS and isinstance(held, dict):
                found[key] = {name: self._whole(each) for name, each in held.items()}
            elif key == "allOf" and isinstance(held, list):
                found[key] = [self.schema(self._document.part_of(schema, each), hidden) for each in held]
            elif key in _ALTERNATIVES and isinstance(held, list):
                found[key] = self._alternatives(schema, held, hidden)
            elif key in _SCHEMAS:
                found[key] = self._whole(held) if key in _OF_PARTS else self.schema(held)
        if isinstance(schema.get("prefixItems"), list):
            found["prefixItems"] = [self._whole(each) for each in schema["prefixItems"]]
        if isinstance(required := schema.get("required"), list):
            found["required"] = [name for name in required if isinstance(name, str) and name not in hidden]
        if schema.keys() & _ALTERNATIVES and isinstance(discriminator := schema.get("discriminator"), dict):
            # Without its tag nobody knows which alternative is meant.
            found["required"] = [*found.get("required", ()), discriminator.get("propertyName")]
        _mend(schema, found)
        return found

    def _defined(self, ref: str, hidden: frozenset[str]) -> str:
        name = self._names.get((ref, hidden))
        if name is None:
            name = self._names[ref, hidden] = str(len(self._names))
            self._definitions[name] = self.schema(self._document.at(ref), hidden)
        return name


def _mend(schema: dict[str, Any], found: dict[str, Any]) -> None:
    """Say in JSON Schema what OpenAPI says in other words."""
    if "oneOf" in found and not all(map(_is_rule, schema["oneOf"])):
        alternatives = {"anyOf": found.pop("oneOf")}
        found["allOf"] = [*found.get("allOf", ()), alternatives]
    if schema.get("allOf") and found.get("additionalProperties") is False:
        # It is meant of the whole; of itself alone no object could be both this and its parts.
        del found["additionalProperties"]
        found["unevaluatedProperties"] = False
    for key, plain in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if isinstance(found.get(key), bool):
            if found.pop(key) and plain in found:
                found[key] = found[plain]
    if isinstance(pattern := schema.get("pattern"), str) and is_of_python(pattern):
        found["pattern"] = as_ascii(pattern)
    if "patternProperties" in found and not all(map(is_of_python, found["patternProperties"])):
        del found["patternProperties"]
    if "type" not in found:
        about = {"object": _OF_OBJECTS, "array": _OF_ARRAYS}
        meant = next((name for name, keys in about.items() if found.keys() & set(keys)), None)
        found |= {"type": meant} if meant else {}
    if schema.get("nullable") is True and isinstance(found.get("type"), str):
        found["type"] = [found["type"], "null"]


def _tag(name: str, values: list[Any]) -> dict[str, Any]:
    return {"properties": {name: {"enum": values}}}


def _is_rule(schema: Any) -> bool:
    """Whether an alternative only asks for properties that are described elsewhere; then really one has to fit."""
    return isinstance(schema, dict) and schema.keys() <= {*SAYS_NOTHING, "required", "not"}


def as_ascii(pattern: str) -> str:
    r"""A pattern for Python in which `\w` and `\d` are letters and digits of ASCII only, as in ECMA 262."""
    return f"(?a:{pattern})" if is_of_python(f"(?a:{pattern})") else pattern


@cache
def is_of_python(pattern: str) -> bool:
    """Whether Python can read a pattern; those of ECMA 262 it has no word for can't be judged."""
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True
