"""The component schemas of a document while it is normalised: those it has, and those that are made for it.

Every inline object, enum and union becomes a component, named from its place. Who extends or lists whom is known as
soon as a component is here, before anything is composed.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from specloom.diagnostics import Pointer
from specloom.keeping import Keeper
from specloom.normalise.labels import kind_label, labels
from specloom.normalise.nulls import split_null, with_null
from specloom.normalise.sites import below
from specloom.schemas import (
    ANNOTATIONS,
    Schema,
    as_list,
    is_null,
    is_union,
    map_parts,
    ref_name,
    ref_to,
    without_notes,
)
from specloom.standing import place_of


@dataclass(frozen=True, slots=True)
class Source:
    """A component schema before composition.

    Attributes:
        schema: it, with every alternative named that needs a name.
        at: its place in the document.
        made: whether it got its name from its place.

    """

    schema: Schema
    at: Pointer
    made: bool


class Library:
    """Component schemas by name.

    Attributes:
        keeper: gives the names of what is made.
        sources: all there are.
        waiting: names of those whose parts nobody has named yet.

    """

    def __init__(self, taken: Collection[str], keeper: Keeper) -> None:
        self.keeper = keeper
        self.sources: dict[str, Source] = {}
        self.waiting: list[str] = []
        self._taken = set(taken)
        self._extended: dict[str, list[str]] = {}
        self._heirs: dict[str, list[str]] = {}
        self._lines: dict[str, frozenset[str]] = {}
        self._contents: dict[str, str] = {}

    def add(self, name: str, schema: Schema, at: Pointer, made: bool) -> None:
        """Add a component; alternatives that stand in it get their names now."""
        self._taken.add(name)
        schema = self._with_named_alternatives(schema, name, at)
        self.sources[name] = Source(schema, at, made)
        self._extended[name] = list(bases(schema))
        if not made:
            for base in self._extended[name]:
                self._heirs.setdefault(base, []).append(name)
        self.waiting.append(name)

    def claim(self, candidates: Iterable[str], at: Pointer) -> str:
        """The name that is kept for a place, or the first of these that is free; it is taken from now on."""
        name = self.keeper.claim("components", candidates, place_of(at), self._taken)
        self._taken.add(name)
        return name

    def place(self, schema: Schema, candidates: list[str], at: Pointer, described: bool = False) -> Schema:
        """Give the schema at a place a component if it needs a name, and name what is inside it otherwise.

        Args:
            schema: any schema.
            candidates: what a component for this place may be called, the best first.
            at: the place.
            described: whether a description belongs to the place as well as to the component.

        Returns:
            What stands at the place from now on.

        """
        core, nullable = split_null(schema)
        if not _needs_name(core):
            return self.inside(schema, candidates[0], at)
        here = {key: value for key, value in core.items() if key in _HERE or (described and key == "description")}
        body = {key: value for key, value in core.items() if key not in _HERE}
        name = self.claim([*candidates, candidates[0] + kind_label(core)], at)
        self.add(name, body, at, made=True)
        reference: Schema = {"$ref": ref_to(name), **here}
        return with_null(reference) if nullable else reference

    def inside(self, schema: Schema, name: str, at: Pointer) -> Schema:
        """Name what is inside a schema that stays where it is."""

        def placed(child: Schema, tokens: Pointer) -> Schema:
            if is_settled(child):
                return child
            return self.place(child, [below(name, tokens)], at + tokens, described=tokens[0] == "properties")

        return map_parts(schema, placed)

    def _with_named_alternatives(self, schema: Schema, name: str, at: Pointer) -> Schema:
        result = schema
        for keyword in ("oneOf", "anyOf"):
            members = schema.get(keyword)
            if members:
                named = self._named_members(members, name, (*at, keyword), "discriminator" in schema)
                result = {**result, keyword: named}
        parts = schema.get("allOf", ())
        if any("$ref" not in part for part in parts):
            changed = [
                part if "$ref" in part else self._with_named_alternatives(part, name, (*at, "allOf", index))
                for index, part in enumerate(parts)
            ]
            result = {**result, "allOf": changed}
        return result

    def _named_members(self, members: list[Schema], name: str, at: Pointer, tagged: bool) -> list[Schema]:
        inline = [member for member in members if "$ref" not in member and not is_null(member)]
        words = {id(member): word for member, word in zip(inline, labels(inline), strict=True)}
        result = []
        for index, member in enumerate(members):
            place = (*at, index)
            if id(member) not in words:
                result.append(member)
            elif tagged and member.get("type") == "object":
                # The tag tells it from the others, so it will be an object with a property, whatever it is now.
                made = self.claim([name + words[id(member)], name + kind_label(member)], place)
                self.add(made, member, place, made=True)
                result.append({"$ref": ref_to(made)})
            else:
                wanted = name + words[id(member)] if _needs_name(member) else name
                result.append(self.place(member, [wanted], place))
        return result

    def union_members(self, name: str) -> list[str]:
        """The components that one lists as its alternatives: in `oneOf`, `anyOf` and `mapping`."""
        return [member for member in _members(self.sources[name].schema) if member in self.sources]

    def heirs(self, name: str) -> list[str]:
        """Every component that extends one with `allOf`, directly or not, nearest first."""
        return self._closure(name, self._heirs)

    def ancestors(self, name: str) -> list[str]:
        """Every component that one extends with `allOf`, directly or not, nearest first."""
        return self._closure(name, self._extended)

    def _closure(self, name: str, edges: dict[str, list[str]]) -> list[str]:
        found: dict[str, None] = {}
        waiting = list(edges.get(name, ()))
        for current in waiting:
            if current not in found and current != name:
                found[current] = None
                waiting.extend(edges.get(current, ()))
        return list(found)

    def discriminator(self, name: str) -> Schema | None:
        """What a component itself says about how to tell those that extend it apart."""
        waiting = [self.sources[name].schema]
        for schema in waiting:
            if "discriminator" in schema:
                found: Schema = schema["discriminator"]
                return found
            waiting.extend(part for part in schema.get("allOf", ()) if "$ref" not in part)
        return None

    def listed(self, name: str) -> dict[str, None]:
        """The alternatives of a union, those of unions among them too."""
        found: dict[str, None] = {}
        waiting = self.union_members(name)
        for current in waiting:
            if current not in found:
                found[current] = None
                waiting.extend(self.union_members(current))
        return found

    def is_base(self, name: str, heir: str) -> bool:
        """Whether `heir`, which extends the union `name`, means its properties only, not the choice that it offers.

        It does if it, or what extends it, is one of the alternatives. And where alternatives extend the union that
        lists them, the union is a base class: whatever else extends it does so in the same sense.
        """
        if name not in self._lines:
            listed = self.listed(name)
            whole = {*listed, *(ancestor for member in listed for ancestor in self.ancestors(member))}
            self._lines[name] = frozenset(whole)
        line = self._lines[name]
        return heir in line or (name in line and not self.sources[heir].made)

    def narrower(self, first: str, second: str) -> str | None:
        """The one of two components that includes what the other says, if it is known without composing them."""
        if first == second or self._content(first) == self._content(second):
            return second
        if second in self.ancestors(first) or (is_union(self.sources[second].schema) and first in self.listed(second)):
            return first
        if first in self.ancestors(second) or (is_union(self.sources[first].schema) and second in self.listed(first)):
            return second
        return None

    def values(self, name: str) -> Schema | None:
        """What a component says of a value, if it is one without parts, such as an enum."""
        schema = self.sources[name].schema
        has_parts = {"$ref", "allOf", "oneOf", "anyOf"} & schema.keys()
        return None if has_parts or {"object", "array"} & set(as_list(schema.get("type"))) else schema

    def _content(self, name: str) -> str:
        if name not in self._contents:
            self._contents[name] = json.dumps(_bare(self.sources[name].schema), sort_keys=True, default=str)
        return self._contents[name]


_SCALAR = frozenset({*ANNOTATIONS, "$ref", "type", "format", "pattern", "minLength", "maxLength", "minimum", "maximum"})
_HERE = frozenset({"default", "deprecated", "readOnly", "writeOnly"})


def is_settled(schema: Schema) -> bool:
    """Whether neither a schema nor anything inside it needs a name, so far as can be told at a glance."""
    return schema.keys() <= _SCALAR


def _needs_name(schema: Schema) -> bool:
    """Whether a schema that isn't nullable has to be a component."""
    core = without_notes(schema)
    if core.keys() <= {"$ref"}:
        return False
    if "enum" in core:
        return len(core["enum"]) > 1 and core.get("type") != "boolean"
    if is_union(core) or "allOf" in core:
        return True
    if core.get("properties") or core.get("required"):
        return True
    return core.get("type") == "object" and core.get("additionalProperties") is False


def bases(schema: Schema) -> Iterable[str]:
    """The components that a schema extends."""
    for part in schema.get("allOf", ()):
        name = ref_name(part)
        if name is not None:
            yield name
        else:
            yield from bases(part)


def _members(schema: Schema) -> Iterable[str]:
    for keyword in ("oneOf", "anyOf"):
        for member in schema.get(keyword, ()):
            if (name := ref_name(member)) is not None:
                yield name
    for target in schema.get("discriminator", {}).get("mapping", {}).values():
        if (name := ref_name({"$ref": target})) is not None:
            yield name
    for part in schema.get("allOf", ()):
        if "$ref" not in part:
            yield from _members(part)


def _bare(node: Any) -> Any:
    """A schema without what it says beyond restricting values, all the way down."""
    return map_parts(without_notes(node), lambda child, _: _bare(child))
