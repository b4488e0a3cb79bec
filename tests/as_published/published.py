"""The schemas of a document as it is published: what references and tags lead to, and what is composed of what."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from specloom.references import deref, resolve
from specloom.source.bundle import read_bundled

SAYS_NOTHING = frozenset(
    {"description", "title", "summary", "deprecated", "example", "examples", "default", "readOnly", "writeOnly"}
)
"""Keywords that don't tell which values a schema allows."""
_COMPONENT = "#/components/schemas/"


class Way(StrEnum):
    """Which way a payload goes."""

    REQUEST = "request"
    RESPONSE = "response"

    @property
    def hiding(self) -> str:
        """The keyword of properties that don't go this way."""
        return "readOnly" if self is Way.REQUEST else "writeOnly"


@dataclass(frozen=True)
class Published:
    """A document.

    Attributes:
        data: all of it.
    """

    data: dict[str, Any]

    @classmethod
    def read(cls, path: Path) -> Published:
        """Read a document with the files that it refers to."""
        return cls(read_bundled(path, forgiving=True).data)

    @property
    def is_30(self) -> bool:
        """Whether it is OpenAPI 3.0, where nothing beside a reference counts."""
        return str(self.data.get("openapi", "")).startswith("3.0")

    def at(self, ref: str) -> Any:
        """What a reference leads to, in one step."""
        return resolve(self.data, ref)

    def deref(self, node: Any) -> Any:
        """What a node is, after all references."""
        return deref(self.data, node)

    @cached_property
    def heirs(self) -> dict[str, list[str]]:
        """By reference to a component schema: the references to those that name it in their `allOf`."""
        found: dict[str, list[str]] = {}
        for name, schema in self._components().items():
            for part in (isinstance(schema, dict) and schema.get("allOf")) or ():
                if is_ref(part):
                    found.setdefault(part["$ref"], []).append(_COMPONENT + name)
        return found

    def all_heirs(self, ref: str) -> list[str]:
        """The heirs of a component schema, and theirs."""
        found = [ref]
        for each in found:
            found += [heir for heir in self.heirs.get(each, ()) if heir not in found]
        return found[1:]

    @cached_property
    def discriminators(self) -> dict[str, list[dict[str, Any]]]:
        """By reference to a schema: the discriminators that lead to it, so that it has a tag wherever it stands."""
        found: dict[str, list[dict[str, Any]]] = {}
        families = [family for name in self._components() if (family := self.family(_COMPONENT + name))]
        for schema in self._holding("discriminator"):
            discriminator = schema["discriminator"]
            alternatives = [*(schema.get("oneOf") or ()), *(schema.get("anyOf") or ())]
            if alternatives and isinstance(discriminator, dict) and isinstance(discriminator.get("propertyName"), str):
                listed = [each["$ref"] for each in alternatives if is_ref(each)]
                families.append((discriminator, [*_mapped(discriminator), *listed]))
        for discriminator, kinds in families:
            for kind in dict.fromkeys(kinds):
                found.setdefault(kind, []).append(discriminator)
        return found

    def tag_rules(self, ref: str) -> list[tuple[str, list[Any]]]:
        """The properties that are tags of a schema wherever it stands, each with its values."""
        return [(each["propertyName"], self.tags(each, ref)) for each in self.discriminators.get(ref, ())]

    def is_choice(self, schema: Any) -> bool:
        """Whether a schema is a choice among others."""
        meant = self.deref(schema)
        return isinstance(meant, dict) and bool(meant.keys() & {"oneOf", "anyOf"})

    def _holding(self, key: str) -> Iterator[dict[str, Any]]:
        """Every object of the document that has a key."""
        waiting: list[Any] = [self.data]
        for node in waiting:
            waiting += node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
            if isinstance(node, dict) and key in node:
                yield node

    def _components(self) -> dict[str, Any]:
        return (self.data.get("components") or {}).get("schemas") or {}

    def family(self, ref: str) -> tuple[dict[str, Any], list[str]] | None:
        """What a base that names no alternatives may be: mapped, or with the base in its `allOf`, or the base itself.

        Returns:
            The discriminator, and references to the kinds; None for what is not such a base.
        """
        base = self.at(ref)
        if not isinstance(base, dict) or self.is_choice(base):
            return None
        own = [base, *(part for part in base.get("allOf") or () if isinstance(part, dict) and not is_ref(part))]
        discriminator = next((part["discriminator"] for part in own if "discriminator" in part), None)
        if not isinstance(discriminator, dict) or not isinstance(discriminator.get("propertyName"), str):
            return None
        mapped = _mapped(discriminator)
        heirs = [heir for heir in self.all_heirs(ref) if not mapped or self._can_be_called(discriminator, heir)]
        return discriminator, list(dict.fromkeys([*mapped, *heirs])) or [ref]

    def _can_be_called(self, discriminator: dict[str, Any], kind: str) -> bool:
        """Whether the name of a kind may be its tag: it has a list of other values where it may not."""
        declared = self._declared(discriminator["propertyName"], kind)
        return not declared or last_name(kind) in declared

    def tags(self, discriminator: dict[str, Any], kind: str) -> list[Any]:
        """The values of the tag that lead to a kind.

        They are those of the mapping, written as the kind itself declares them, which need not be text. Where nothing
        is mapped it is the name of the kind, unless this declares others.
        """
        declared = self._declared(discriminator["propertyName"], kind)
        mapping = discriminator.get("mapping") or {}
        tags = [tag for tag, target in mapping.items() if mapped_to(target) == kind]
        if not tags:
            own = last_name(kind)
            return [declared[own]] if own in declared else list(declared.values()) or [own]
        is_number = self._types(discriminator["propertyName"], kind) & {"integer", "number"}
        return [declared[tag] if tag in declared else _number(tag) if is_number else tag for tag in tags]

    def _types(self, name: str, kind: str) -> set[str]:
        """The types that a kind declares for a property."""
        parts = self.parts({"$ref": kind}, "allOf")
        children = [self.deref((part.get("properties") or {}).get(name)) for part in parts]
        types = [child.get("type", ()) for child in children if isinstance(child, dict)]
        return {each for listed in types for each in ([listed] if isinstance(listed, str) else listed)}

    def _declared(self, name: str, kind: str) -> dict[str, Any]:
        """The values that a kind lists for a property, by how the keys of a mapping are written."""
        for part in self.parts({"$ref": kind}, "allOf"):
            child = self.deref((part.get("properties") or {}).get(name))
            if isinstance(child, dict):
                values = [child["const"]] if "const" in child else child.get("enum") or ()
                # The whole comes before its parts, and so does what it says more precisely.
                if declared := {as_tag(value): value for value in values if value is not None}:
                    return declared
        return {}

    def parts(self, schema: Any, *keys: str) -> Iterator[dict[str, Any]]:
        """All that is said of the very values of a schema: by itself, what it refers to, and what its lists hold.

        Args:
            schema: of the document.
            *keys: of the lists, such as `allOf`.
        """
        waiting = [schema]
        for each in waiting:
            if isinstance(each, dict):
                yield each
                more = [self.at(each["$ref"])] if is_ref(each) else []
                more += [part for key in keys for part in each.get(key) or ()]
                waiting += [part for part in more if part not in waiting]

    def part_of(self, whole: dict[str, Any], part: Any) -> Any:
        """A part of an `allOf`; without its alternatives where the whole is one of them, since it has been chosen.

        A base that lists its heirs, which have it in their `allOf`, would otherwise have no end.
        """
        target = self.deref(part)
        if is_ref(part) and isinstance(target, dict):
            for key in ("oneOf", "anyOf"):
                if any(self.deref(each) is whole for each in target.get(key) or ()):
                    return {name: held for name, held in target.items() if name not in (key, "discriminator")}
        return part

    def is_hidden(self, schema: Any, way: Way) -> bool:
        """Whether a property doesn't go this way: said of itself, or in what it refers to or is composed of."""
        return any(part.get(way.hiding) is True for part in self.parts(schema, "allOf"))

    def hidden(self, schema: Any, way: Way) -> frozenset[str]:
        """The properties of a composition that don't go this way, whichever part of it says so."""
        properties = [part.get("properties") or {} for part in self.parts(schema, "allOf")]
        children = ((name, child) for each in properties for name, child in each.items())
        return frozenset(name for name, child in children if self.is_hidden(child, way))

    def holds_file(self, schema: Any) -> bool:
        """Whether there are bytes anywhere in a value, which no JSON can hold."""
        waiting = [schema]
        for each in waiting:
            for part in self.parts(each, "allOf", "anyOf", "oneOf"):
                if part.get("format") == "binary":
                    return True
                inner = [*(part.get("properties") or {}).values(), part.get("items")]
                waiting += [child for child in inner if isinstance(child, dict) and child not in waiting]
        return False


def is_ref(schema: Any) -> bool:
    """Whether a schema refers to another."""
    return isinstance(schema, dict) and isinstance(schema.get("$ref"), str)


def is_only_null(schema: dict[str, Any]) -> bool:
    """Whether a schema says nothing but that it is nullable: then null is what is meant, not anything at all."""
    return schema.get("nullable") is True and schema.keys() <= {*SAYS_NOTHING, "nullable"}


def only_part(schema: dict[str, Any]) -> Any:
    """The one part of an `allOf` beside which nothing is said, as OpenAPI 3.0 has it to describe a reference.

    The description may be a part of its own.
    """
    says_nothing = schema.keys() <= {*SAYS_NOTHING, "allOf", "nullable", "type"}
    parts = [part for part in schema.get("allOf") or () if not (isinstance(part, dict) and part.keys() <= SAYS_NOTHING)]
    return parts[0] if says_nothing and len(parts) == 1 else None


def _mapped(discriminator: dict[str, Any]) -> list[str]:
    return [mapped_to(target) for target in (discriminator.get("mapping") or {}).values()]


def mapped_to(target: str) -> str:
    """The reference that a value of a mapping is, which may also be a bare name."""
    return target if "#" in target else f"{_COMPONENT}{target}"


def last_name(ref: str) -> str:
    """The name at the end of a reference, by which a tag may mean it."""
    return ref.rpartition("/")[2].replace("~1", "/").replace("~0", "~")


def _number(tag: str) -> Any:
    """The number that a key of a mapping stands for; the key where it is none."""
    try:
        return json.loads(tag)
    except ValueError:
        return tag


def as_tag(value: Any) -> str:
    """A value as the keys of a mapping are written."""
    return value if isinstance(value, str) else as_text(value)


def as_text(value: Any) -> str:
    """A JSON value as text that is equal only for equal values."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
