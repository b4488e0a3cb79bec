"""Payloads for a schema, as a reader of the document would write them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from .published import SAYS_NOTHING, Published, Way, is_only_null, is_ref, mapped_to, only_part
from .scalars import UnmakeableError, integers, numbers, texts

_DEEPEST = 24
_DEEP = 6
"""From here on nothing is made that may be left out."""
_ANYTHING = ("anything", 1, True, {"k": "v"}, [1, "two"], 1.5)
_OF_OBJECTS = ("properties", "patternProperties", "additionalProperties", "unevaluatedProperties", "required")
_OF_ARRAYS = ("items", "prefixItems", "unevaluatedItems")
_OF_TEXTS = ("pattern", "minLength", "maxLength", "format")
_KEYS = ("key", "k 2", "Ünï", "x-y", "class", "")


@dataclass
class Maker:
    """Makes payloads that go one way, one after another by chance.

    What it makes need not be valid: rules that a reader would have to think about, such as `not`, it doesn't know.

    Attributes:
        document: that the schemas are of.
        way: the payloads go.
        random: decides wherever there is a choice.
        share: how much of what may be left out is there, from 0 to 1; None for less the deeper it stands.
    """

    document: Published
    way: Way
    random: Random
    share: float | None = None

    def make(self, schema: Any, depth: int = 0) -> Any:
        """A payload for a schema of the document.

        Raises:
            UnmakeableError: none is known.
        """
        if schema is False or depth > _DEEPEST:
            raise UnmakeableError("nothing is allowed" if schema is False else "it has no end")
        if is_ref(schema):
            return self._referred(schema, depth + 1)
        if not isinstance(schema, dict):
            return self.random.choice(_ANYTHING)
        if "$dynamicRef" in schema:
            raise UnmakeableError("it has a dynamic reference")
        if "const" in schema:
            return schema["const"]
        if isinstance(schema.get("enum"), list):
            return self._one_of(schema["enum"])
        if is_only_null(schema) or self._is_null_here(schema, depth):
            return None
        for key in ("oneOf", "anyOf"):
            if schema.get(key):
                return self._alternative(schema, key, depth + 1)
        if schema.get("allOf"):
            return self._composed(schema, depth + 1)
        return self._of_type(schema, depth)

    def _is_null_here(self, schema: dict[str, Any], depth: int) -> bool:
        return schema.get("nullable") is True and "type" in schema and depth > 0 and self.random.random() < 0.08

    def _one_of(self, values: list[Any]) -> Any:
        if not values:
            raise UnmakeableError("it allows none of the values")
        return self.random.choice(values)

    def _referred(self, schema: dict[str, Any], depth: int) -> Any:
        ref = schema["$ref"]
        target = self.document.at(ref)
        beside = {key: held for key, held in schema.items() if key != "$ref" and key not in SAYS_NOTHING}
        if beside and isinstance(target, dict) and not self.document.is_30:
            return self.make(merged(self._flat(target), beside), depth)
        if family := self.document.family(ref):
            discriminator, kinds = family
            kind = self.random.choice(kinds)
            return self._tagged(self.make(self._flat({"$ref": kind}), depth), discriminator, kind)
        payload = self.make(target, depth)
        if not self.document.is_choice(target):
            for discriminator in self.document.discriminators.get(ref, ()):
                payload = self._tagged(payload, discriminator, ref)
        return payload

    def _alternative(self, schema: dict[str, Any], key: str, depth: int) -> Any:
        options = schema[key]
        discriminator = schema.get("discriminator")
        if depth > _DEEP and not discriminator:
            options = sorted(options, key=self._is_large)[:1]
        option = self.random.choice(options)
        beside = {name: held for name, held in schema.items() if name in {*_OF_OBJECTS, "type", "allOf"}}
        if beside.get("properties") and isinstance(option, dict) and option.keys() <= {"required", *SAYS_NOTHING}:
            # It only says which of the properties have to be there.
            return self.make(merged(beside, option), depth)
        payload = self.make(option, depth)
        if isinstance(payload, dict) and (beside.get("properties") or beside.get("allOf")):
            around = self.make(beside, depth)
            payload = {**around, **payload} if isinstance(around, dict) else payload
        if discriminator and is_ref(option) and not self._has_tag_inside(discriminator, option["$ref"]):
            return self._tagged(payload, discriminator, option["$ref"])
        return payload

    def _has_tag_inside(self, discriminator: dict[str, Any], ref: str) -> bool:
        """Whether an alternative is a choice of its own in which the tag is already decided."""
        if not self.document.is_choice({"$ref": ref}):
            return False
        own = self.document.deref({"$ref": ref}).get("discriminator")
        mapped = any(mapped_to(target) == ref for target in (discriminator.get("mapping") or {}).values())
        return not mapped or (isinstance(own, dict) and own.get("propertyName") == discriminator["propertyName"])

    def _is_large(self, option: Any) -> bool:
        schema = self.document.deref(option)
        return isinstance(schema, dict) and (
            schema.get("type") in ("object", "array") or bool(schema.keys() & {"oneOf", "anyOf", "allOf", "properties"})
        )

    def _tagged(self, payload: Any, discriminator: dict[str, Any], kind: str) -> Any:
        """A payload with a tag that leads to its kind; the one it has by itself, if that does."""
        if not isinstance(payload, dict):
            return payload
        name = discriminator["propertyName"]
        tags = self.document.tags(discriminator, kind)
        return payload if payload.get(name) in tags else {**payload, name: self.random.choice(tags)}

    def _composed(self, schema: dict[str, Any], depth: int) -> Any:
        if (only := only_part(schema)) is not None:
            return self.make(only, depth)
        flat = self._flat(schema)
        if not flat.get("allOf"):
            return self.make(flat, depth)
        found: dict[str, Any] = {}
        for part in schema["allOf"]:
            payload = self.make(self._flat(self.document.part_of(schema, part)), depth)
            if not isinstance(payload, dict):
                return payload
            found |= payload
        own = {key: held for key, held in schema.items() if key != "allOf"}
        return {**found, **self.make(own, depth)} if own.get("properties") else found

    def _flat(self, schema: Any) -> dict[str, Any]:
        """A composition of nothing but plain objects as one schema; whatever else comes as it is."""
        schema = self.document.deref(schema)
        if not isinstance(schema, dict):
            return {}
        found: dict[str, Any] = {}
        for part in schema.get("allOf") or ():
            flat = self._flat(self.document.part_of(schema, part))
            if flat.keys() & {"oneOf", "anyOf", "allOf"}:
                return schema
            found = merged(found, {key: held for key, held in flat.items() if key != "discriminator"})
        return merged(found, {key: held for key, held in schema.items() if key != "allOf"})

    def _of_type(self, schema: dict[str, Any], depth: int) -> Any:
        match _type_of(schema, self.random):
            case "object":
                return self._object(schema, depth)
            case "array":
                return self._array(schema, depth)
            case "string":
                return self.random.choice(texts(schema))
            case "integer":
                return self._integer(schema)
            case "number":
                return self.random.choice(numbers(schema))
            case "boolean":
                return self.random.random() < 0.5
            case "null":
                return None
            case _:
                return self.random.choice(_ANYTHING)

    def _integer(self, schema: dict[str, Any]) -> float:
        number = self.random.choice(integers(schema))
        # JSON doesn't tell 1.0 from 1; Python does, so only what is received may be written like that.
        written_as_float = self.way is Way.RESPONSE and abs(number) < 2**53 and self.random.random() < 0.1
        return float(number) if written_as_float else number

    def _array(self, schema: dict[str, Any], depth: int) -> list[Any]:
        least, most = schema.get("minItems") or 0, schema.get("maxItems")
        wanted = least if depth > _DEEP else max(least, self.random.randint(0, 2))
        wanted = min(wanted, most) if isinstance(most, int) else wanted
        found = [self.make(each, depth + 1) for each in schema.get("prefixItems") or ()]
        items = schema.get("items", {})
        for _ in range(4 * wanted):
            if len(found) >= wanted or items is False:
                break
            item = self.make(items, depth + 1)
            if not (schema.get("uniqueItems") and item in found):
                found.append(item)
        return found

    def _object(self, schema: dict[str, Any], depth: int) -> dict[str, Any]:
        properties = schema.get("properties") or {}
        given = schema.get("required")
        required = [name for name in given if isinstance(name, str)] if isinstance(given, list) else []
        more = schema.get("additionalProperties", True)
        found: dict[str, Any] = {}
        for name, child in properties.items():
            if self._is_hidden(child):
                continue
            try:
                if name in required or self.random.random() < self._share(depth):
                    found[name] = self.make(child, depth + 1)
            except UnmakeableError:
                if name in required:
                    raise
        for name in required:
            if name not in properties:
                found[name] = self.make(more if isinstance(more, dict) else {"type": "string"}, depth + 1)
        if isinstance(more, dict) and depth <= _DEEP and not schema.keys() & {"propertyNames", "patternProperties"}:
            for key in self.random.sample(_KEYS, self.random.randint(0, 2)):
                found.setdefault(key, self.make(more, depth + 1))
        lacking = [name for name in properties if name not in found and not self._is_hidden(properties[name])]
        for name in lacking[: max(0, (schema.get("minProperties") or 0) - len(found))]:
            found[name] = self.make(properties[name], depth + 1)
        return found

    def _is_hidden(self, child: Any) -> bool:
        return self.document.is_hidden(child, self.way)

    def _share(self, depth: int) -> float:
        if depth > _DEEP:
            return 0
        return self.share if self.share is not None else max(0.2, 0.7 - depth / 10)


def merged(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """Two schemas that a value has to fit as one; of what both say in one word, the second counts."""
    found = {**first, **second}
    if first.get("properties") and second.get("properties"):
        one, other = first["properties"], second["properties"]
        both = {name: {"allOf": [one[name], other[name]]} for name in one if name in other and one[name] != other[name]}
        found["properties"] = {**one, **other, **both}
    for key in ("required", "allOf"):
        if first.get(key) and second.get(key):
            found[key] = [*first[key], *(each for each in second[key] if each not in first[key])]
    return found


def _type_of(schema: dict[str, Any], random: Random) -> str | None:
    """The type of which a value is made; that which the keywords are about, where the schema doesn't say."""
    said = schema.get("type")
    if isinstance(said, list):
        if not said:
            raise UnmakeableError("it allows no type")
        return str(random.choice(said))
    if isinstance(said, str):
        return said
    about = {"object": _OF_OBJECTS, "array": _OF_ARRAYS, "string": _OF_TEXTS}
    return next((name for name, keys in about.items() if schema.keys() & set(keys)), None)
