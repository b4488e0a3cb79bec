"""Dynamic references (JSON Schema 2020-12, core, 8.2.3.2) made plain: templates are written out for each use.

`$dynamicRef: "#item"` means the schema with `$dynamicAnchor: item` that was entered first on the way to it. So a
component that holds one, or leads to one, means something else for each schema that refers to it; it is copied for
each set of meanings, and the copies are named after these: `PageOfPet`.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from specloom import grammar, names
from specloom.diagnostics import Pointer, format_pointer
from specloom.grammar import Kind, Place
from specloom.keeping import Keeper
from specloom.normalise.sites import site_names
from specloom.references import local_pointer, mapping_ref, node_at, own_refs, reachable
from specloom.schemas import (
    Document,
    Schema,
    component_schemas,
    map_objects,
    map_schemas,
    ref_to,
    with_component_schemas,
)
from specloom.standing import place_of_bound

_IDENTIFIERS = ("$id", "$anchor", "$dynamicAnchor")

Bound = Mapping[str, Pointer]
"""What dynamic references mean, by their names: the outermost schema on the way with such an anchor."""


def without_dynamic_refs(document: Document, keeper: Keeper) -> Document:
    """Write every dynamic reference as a plain one.

    Those of a name that no schema on the way has stay as they are.

    Args:
        document: with sound structure.
        keeper: gives the names of copies.
    """
    places = [place for place in grammar.walk(document) if place.kind is Kind.SCHEMA]
    if not any("$dynamicRef" in place.node for place in places):
        return document
    return _Binder(document, keeper, _resources(document, places)).bound()


@dataclass(slots=True)
class _Resources:
    """Schemas that stand in no other, or that have an identifier: what an anchor belongs to.

    Attributes:
        of: by place of a schema, the resource that it belongs to.
        anchors: by resource, the places with a dynamic anchor, by its name.
        free: by resource, the dynamic references in it and in all that it leads to.
    """

    of: dict[Pointer, Pointer] = field(default_factory=dict)
    anchors: dict[Pointer, dict[str, Pointer]] = field(default_factory=dict)
    free: dict[Pointer, set[str]] = field(default_factory=dict)


def _resources(document: Document, places: list[Place]) -> _Resources:
    found = _Resources()
    above: list[Pointer] = []
    for place in places:
        at = place.pointer
        while above and at[: len(above[-1])] != above[-1]:
            above.pop()
        if not above or "$id" in place.node:
            above.append(at)
            found.anchors[at] = {}
            found.free[at] = set()
        found.of[at] = above[-1]
        if "$dynamicAnchor" in place.node:
            found.anchors[above[-1]].setdefault(place.node["$dynamicAnchor"], at)
    leads: dict[Pointer, set[Pointer]] = {at: set() for at in found.anchors}
    by_name: dict[str, set[Pointer]] = {}
    for at, anchors in found.anchors.items():
        for name in anchors:
            by_name.setdefault(name, set()).add(at)
    for place in places:
        own = found.of[place.pointer]
        above_own = own[:-1]
        if place.pointer == own and any(above_own[:length] in found.of for length in range(len(above_own))):
            # One resource inside of another is a part of it, too.
            outer = next(found.of[own[:length]] for length in range(len(own) - 1, 0, -1) if own[:length] in found.of)
            leads[outer].add(own)
        for tokens, ref in own_refs(Kind.SCHEMA, place.node):
            if (wanted := _dynamic_name(tokens, ref)) is not None:
                found.free[own].add(wanted)
                leads[own] |= by_name.get(wanted, set())
            elif (target := local_pointer(document, ref)) in found.of:
                leads[own].add(found.of[target])
    _spread(found.free, leads)
    return found


def _spread(free: dict[Pointer, set[str]], leads: Mapping[Pointer, set[Pointer]]) -> None:
    """Give each resource what those that it leads to have."""
    users: dict[Pointer, list[Pointer]] = {}
    for user, used in leads.items():
        for each in used:
            users.setdefault(each, []).append(user)
    waiting = deque(at for at, held in free.items() if held)
    while waiting:
        at = waiting.popleft()
        for user in users.get(at, ()):
            if not free[at] <= free[user]:
                free[user] |= free[at]
                waiting.append(user)


def _dynamic_name(tokens: Pointer, ref: str) -> str | None:
    """The name of a dynamic reference; None for what is a plain one, as a pointer is however it is written."""
    name = ref.partition("#")[2]
    return name if tokens == ("$dynamicRef",) and name and not name.startswith("/") else None


def _without_dynamic_ref(schema: Schema) -> Schema:
    if _dynamic_name(("$dynamicRef",), schema.get("$dynamicRef", "")) is None:
        return schema
    return {key: value for key, value in schema.items() if key != "$dynamicRef"}


class _Binder:
    def __init__(self, document: Document, keeper: Keeper, resources: _Resources) -> None:
        self.document = document
        self.keeper = keeper
        self.resources = resources
        self.copies: dict[tuple[Pointer, tuple[tuple[str, Pointer], ...]], str] = {}
        self.waiting: deque[tuple[str, Pointer, Bound]] = deque()
        self.taken = set(document.get("components", {}).get("schemas", {}))

    def bound(self) -> Document:
        result = map_objects(
            self.document, Kind.DOCUMENT, lambda child, kind, tokens: self.visit(child, kind, tokens, {}, copied=False)
        )
        made: dict[str, Schema] = {}
        while self.waiting:
            name, at, bound = self.waiting.popleft()
            made[name] = self.visit(node_at(self.document, at), Kind.SCHEMA, at, bound, copied=True)
        if not made:
            return result
        schemas = {**result.get("components", {}).get("schemas", {}), **made}
        return self.without_templates(with_component_schemas(result, schemas))

    def without_templates(self, document: Document) -> Document:
        """Let what no operation uses but by its copies mean anything where it depends on its use."""
        used = reachable(document)
        schemas = component_schemas(document)
        for at, _ in self.copies:
            if len(at) == 3 and at not in used:
                schemas[str(at[2])] = map_schemas(schemas[str(at[2])], _without_dynamic_ref)
        return with_component_schemas(document, schemas)

    def visit(self, node: dict[str, Any], kind: Kind, at: Pointer, bound: Bound, *, copied: bool) -> dict[str, Any]:
        """Rewrite an object and all in it, as it is on a way that has bound some names."""
        if kind is Kind.SCHEMA:
            bound = {**self.resources.anchors[self.resources.of[at]], **bound}
            node = self.schema(node, bound)
            if copied:
                node = {key: value for key, value in node.items() if key not in _IDENTIFIERS}
        # What is kept there is only entered by references, each of which has a way of its own.
        aside = frozenset({"$defs", "definitions"} if kind is Kind.SCHEMA else ())
        return map_objects(
            node,
            kind,
            lambda child, kind, tokens: self.visit(
                child, kind, at + tokens, {} if tokens[0] in aside else bound, copied=copied
            ),
        )

    def schema(self, schema: Schema, bound: Bound) -> Schema:
        """Rewrite the references that a schema itself holds."""
        result = schema
        for keyword in ("$ref", "$dynamicRef"):
            if keyword in schema:
                name = _dynamic_name((keyword,), schema[keyword])
                target = local_pointer(self.document, schema[keyword]) if name is None else bound.get(name)
                if target is not None and (name is not None or self.is_bound_otherwise(target, bound)):
                    result = {key: value for key, value in result.items() if key != keyword}
                    result["$ref"] = self.reference(target, bound)
        discriminator = schema.get("discriminator")
        if discriminator:
            result = {**result, "discriminator": self.discriminator(schema, discriminator, bound)}
        return result

    def discriminator(self, schema: Schema, discriminator: dict[str, Any], bound: Bound) -> dict[str, Any]:
        """Have tags lead to the copies, and spell out those that were the names of what is copied."""
        mapping = dict(discriminator.get("mapping", {}))
        targets = {mapping_ref(value) for value in mapping.values()}
        for member in (*schema.get("oneOf", ()), *schema.get("anyOf", ())):
            ref = member.get("$ref")
            if isinstance(ref, str) and ref not in targets and self.is_otherwise(ref, bound):
                mapping.setdefault(ref.rpartition("/")[2], ref)
        changed = {tag: self.mapped(value, bound) for tag, value in mapping.items()}
        result = {**discriminator, "mapping": changed} if changed else discriminator
        if "defaultMapping" in discriminator:
            result = {**result, "defaultMapping": self.mapped(discriminator["defaultMapping"], bound)}
        return result

    def mapped(self, value: str, bound: Bound) -> str:
        ref = mapping_ref(value)
        target = local_pointer(self.document, ref)
        return self.reference(target, bound) if target is not None and self.is_otherwise(ref, bound) else value

    def is_otherwise(self, ref: str, bound: Bound) -> bool:
        target = local_pointer(self.document, ref)
        return target is not None and self.is_bound_otherwise(target, bound)

    def is_bound_otherwise(self, target: Pointer, bound: Bound) -> bool:
        """Whether a schema means something else on this way than by itself."""
        return bool(self.changed(target, bound))

    def changed(self, target: Pointer, bound: Bound) -> dict[str, Pointer]:
        """What dynamic references in a schema, and in all that it leads to, mean on this way, where that is new."""
        resource = self.resources.of.get(target)
        if resource is None:
            return {}
        own, free = self.resources.anchors[resource], self.resources.free[resource]
        return {name: at for name, at in sorted(bound.items()) if name in free and own.get(name) != at}

    def reference(self, target: Pointer, bound: Bound) -> str:
        """Refer to a schema as it is on this way: to itself, or to a copy."""
        changed = self.changed(target, bound)
        if not changed:
            return format_pointer(target)
        key = (target, tuple(changed.items()))
        if key not in self.copies:
            place = place_of_bound(target)
            self.copies[key] = self.keeper.claim("components", self.wanted(target, changed), place, self.taken)
            self.taken.add(self.copies[key])
            resource = self.resources.of[target]
            self.waiting.append((self.copies[key], target, {**self.resources.anchors[resource], **changed}))
        return ref_to(self.copies[key])

    def wanted(self, target: Pointer, changed: Bound) -> list[str]:
        """What a copy would like to be called: after what its names mean, or after where that stands."""
        own = self.title(target) or next(iter(site_names(self.document, target)))
        meant = {name: self.title(at) for name, at in changed.items()}
        short = [title or names.pascal(name) for name, title in meant.items()]
        long = [title or next(iter(site_names(self.document, changed[name]))) for name, title in meant.items()]
        return [f"{own}Of{'And'.join(each)}" for each in (short, long)]

    def title(self, at: Pointer) -> str:
        """What a schema is called: as a component, or as the one that it stands for; "" for neither."""
        node = node_at(self.document, at)
        ref = node.get("$ref") if isinstance(node, dict) and len(at) != 3 else None
        pointer = local_pointer(self.document, ref) if isinstance(ref, str) else at
        return (
            str(pointer[2])
            if pointer is not None and pointer[:2] == ("components", "schemas") and len(pointer) == 3
            else ""
        )
