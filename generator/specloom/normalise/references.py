"""References made plain: each leads to a whole component, written in one way only.

A reference into a component (`#/components/schemas/Pet/properties/owner`), to a schema inside an operation or to an
anchor makes a component of what it leads to. What is no schema and no component is written out where it is used.
Component schemas whose names OpenAPI doesn't allow get names that it does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from specloom import grammar, references
from specloom.diagnostics import Diagnostic, Pointer, Severity, SpecError, format_pointer
from specloom.grammar import SECTIONS, Kind
from specloom.keeping import Keeper
from specloom.normalise.openapi_fields import FIELDS
from specloom.normalise.own_names import valid_names
from specloom.normalise.sites import site_names
from specloom.schemas import Document, Schema, component_schemas, map_objects, ref_to, with_component_schemas
from specloom.standing import place_of

_SECTION_OF = {kind: section for section, kind in SECTIONS.items()}
_TAKEN_FOR = frozenset(
    {(Kind.HEADER, Kind.PARAMETER), (Kind.RESPONSE, Kind.REQUEST_BODY), (Kind.REQUEST_BODY, Kind.RESPONSE)}
)
"""What may be referred to as something that it isn't: a header is a parameter without its name and place, and a body is
a body whichever way it goes."""


@dataclass(frozen=True, slots=True)
class PlainReferences:
    """A document with plain references.

    Attributes:
        document: the document.
        former: the name in the original document of each component schema that got another.
        made: component schemas that are new.
        diagnostics: references that are understood though they are wrong.

    """

    document: Document
    former: Mapping[str, str]
    made: frozenset[str]
    diagnostics: list[Diagnostic]


def plain_references(document: Document, keeper: Keeper) -> PlainReferences:
    """Make every reference one to a whole component.

    Args:
        document: with sound structure, see `structure`.
        keeper: gives the names of components that are new, or that make room for one whose name is kept.

    Raises:
        SpecError: `dangling-ref`, `external-ref`, `ref-cycle`, `wrong-ref`; all at once.

    """
    plain = _Plain(document, keeper)
    plain.find()
    errors = [problem for problem in plain.problems if problem.severity is Severity.ERROR]
    if errors:
        raise SpecError(errors)
    former = {new: old for old, new in plain.renamed.items() if new != old}
    return PlainReferences(plain.rewritten(), former, frozenset(plain.made.values()), plain.problems)


class _Plain:
    def __init__(self, document: Document, keeper: Keeper) -> None:
        self.document = document
        self.keeper = keeper
        self.anchors: dict[str, Pointer | None] = {}
        self.problems: list[Diagnostic] = []
        self.targets: dict[tuple[Kind, str], Pointer] = {}
        self.made: dict[Pointer, str] = {}
        self.bare = False
        self.renamed = valid_names(document, keeper)
        self.active: list[Pointer] = []

    def find(self) -> None:
        """Find what every reference leads to, and name what has to become a component."""
        places = list(grammar.walk(self.document))
        if any("$recursiveRef" in place.node for place in places if place.kind is Kind.SCHEMA):
            self.document = _without_recursive_refs(self.document)
            places = list(grammar.walk(self.document))
        for place in places:
            if place.kind is Kind.SCHEMA:
                self.note_anchors(place.node, place.pointer)
                self.bare = self.bare or _has_bare_names(place.node)
        for place in places:
            for tokens, ref in references.own_refs(place.kind, place.node):
                if tokens != ("operationRef",) and (place.kind, ref) not in self.targets:
                    self.target(place.kind, ref, place.pointer + tokens)
        taken = set(self.renamed.values())
        deep = {
            pointer for (kind, _), pointer in self.targets.items() if kind is Kind.SCHEMA and not _is_whole(pointer)
        }
        for pointer in sorted(deep, key=str):
            candidates = site_names(self.document, pointer)
            self.made[pointer] = self.keeper.claim("components", candidates, place_of(pointer), taken)
            taken.add(self.made[pointer])

    def note_anchors(self, schema: Schema, at: Pointer) -> None:
        for keyword in ("$id", "$anchor", "$dynamicAnchor"):
            if keyword in schema:
                name = schema[keyword] if keyword == "$id" else f"#{schema[keyword]}"
                self.anchors[name] = None if name in self.anchors else at

    def target(self, kind: Kind, ref: str, at: Pointer) -> None:
        """Find where a reference leads; for what is no schema, where it ends in the end."""
        seen = [ref]
        while True:
            pointer = self.anchors.get(seen[-1]) or references.local_pointer(self.document, seen[-1])
            if pointer is None:
                self.problems.append(references.unresolved(seen[-1], at))
                return
            node = references.node_at(self.document, pointer)
            actual = grammar.kind_at(pointer)
            if (actual is not kind and (kind, actual) not in _TAKEN_FOR) or not isinstance(node, dict):
                message = f"{ref!r} is used as {kind.with_article} but leads to something else"
                self.problems.append(Diagnostic("wrong-ref", message, at, "correct the reference"))
                return
            if actual is not None and actual is not kind and actual is not Kind.PARAMETER:
                message, hint = (
                    f"{ref!r} is used as {kind.with_article} but leads to {actual.with_article}",
                    "it is taken for what it is used as",
                )
                self.problems.append(Diagnostic("wrong-ref", message, at, hint, Severity.WARNING))
            if kind is Kind.SCHEMA or "$ref" not in node:
                self.targets[kind, ref] = pointer
                return
            if node["$ref"] in seen:
                path = " -> ".join([*seen[seen.index(node["$ref"]) :], node["$ref"]])
                message = f"references lead only to each other: {path}"
                self.problems.append(Diagnostic("ref-cycle", message, at, "replace one of them by what is meant"))
                return
            seen.append(node["$ref"])

    def rewritten(self) -> Document:
        if self.is_plain():
            return self.document
        document = self.visit(self.document, Kind.DOCUMENT, ())
        schemas = {self.renamed[name]: schema for name, schema in component_schemas(document).items()}
        for at, name in self.made.items():
            schemas[name] = self.inside(references.node_at(self.document, at), Kind.SCHEMA, at)
        return with_component_schemas(document, schemas)

    def is_plain(self) -> bool:
        """Whether there is nothing to rewrite."""
        return not (
            self.made
            or self.bare
            or any(old != new for old, new in self.renamed.items())
            or any(
                kind is Kind.MEDIA_TYPE
                or ref != format_pointer(pointer)
                or pointer[:2] != ("components", _SECTION_OF[kind])
                for (kind, ref), pointer in self.targets.items()
                if kind is not Kind.PATH_ITEM
            )
        )

    def visit(self, node: dict[str, Any], kind: Kind, at: Pointer) -> dict[str, Any]:
        if self.made and at in self.made:
            return {"$ref": ref_to(self.made[at])}
        if kind not in (Kind.SCHEMA, Kind.PATH_ITEM) and "$ref" in node:
            return self.reference(node, kind, at)
        return self.inside(node, kind, at)

    def inside(self, node: dict[str, Any], kind: Kind, at: Pointer) -> dict[str, Any]:
        if kind is Kind.SCHEMA:
            node = self.schema(node)
        return map_objects(node, kind, lambda child, kind, tokens: self.visit(child, kind, at + tokens))

    def reference(self, node: dict[str, Any], kind: Kind, at: Pointer) -> dict[str, Any]:
        """A reference to something else than a schema, or what it leads to if that is no component."""
        pointer = self.targets[kind, node["$ref"]]
        if len(pointer) == 3 and pointer[1] == _SECTION_OF.get(kind) and kind is not Kind.MEDIA_TYPE:
            return {**node, "$ref": references.component_ref(str(pointer[1]), str(pointer[2]))}
        if pointer in self.active:
            raise SpecError(Diagnostic("ref-cycle", f"this {kind} holds itself", at, "move it to components"))
        self.active.append(pointer)
        result = self.inside(references.node_at(self.document, pointer), kind, pointer)
        self.active.pop()
        if grammar.kind_at(pointer) is kind:
            return result
        known = {*grammar.fields(kind), *FIELDS[kind]} - {"name", "in"}
        return {key: value for key, value in result.items() if key in known}

    def schema(self, schema: Schema) -> Schema:
        """Write the references that a schema itself holds in the one way."""
        result = schema
        for keyword in ("$ref", "$dynamicRef"):
            if keyword in schema:
                result = {key: value for key, value in result.items() if key != keyword}
                result["$ref"] = self.ref(schema[keyword])
        discriminator = schema.get("discriminator")
        if discriminator:
            changed = dict(discriminator)
            if "mapping" in discriminator:
                changed["mapping"] = {
                    tag: self.ref(references.mapping_ref(value)) for tag, value in discriminator["mapping"].items()
                }
            if "defaultMapping" in discriminator:
                changed["defaultMapping"] = self.ref(references.mapping_ref(discriminator["defaultMapping"]))
            result = {**result, "discriminator": changed}
        return result

    def ref(self, ref: str) -> str:
        pointer = self.targets[Kind.SCHEMA, ref]
        return ref_to(self.made.get(pointer) or self.renamed[str(pointer[2])])


def _without_recursive_refs(document: Document) -> Document:
    """Write `$recursiveRef: "#"` of JSON Schema 2019-09 as a reference to the schema that it stands in.

    That is the outermost one with `$recursiveAnchor`, or else the component or the whole schema of its place.
    """

    def visit(node: dict[str, Any], kind: Kind, at: Pointer, root: Pointer) -> dict[str, Any]:
        if kind is not Kind.SCHEMA:
            root = ()
        elif not root or (node.get("$recursiveAnchor") is True and not anchored(root)):
            root = at
        if kind is Kind.SCHEMA and ("$recursiveRef" in node or "$recursiveAnchor" in node):
            rest = {key: value for key, value in node.items() if key not in ("$recursiveRef", "$recursiveAnchor")}
            node = {"$ref": format_pointer(root), **rest} if "$recursiveRef" in node else rest
        return map_objects(node, kind, lambda child, kind, tokens: visit(child, kind, at + tokens, root))

    def anchored(root: Pointer) -> bool:
        return references.node_at(document, root).get("$recursiveAnchor") is True

    return visit(document, Kind.DOCUMENT, (), ())


def _has_bare_names(schema: Schema) -> bool:
    """Whether a discriminator refers to a component by its name alone."""
    discriminator = schema.get("discriminator")
    if discriminator is None:
        return False
    values = [*discriminator.get("mapping", {}).values(), discriminator.get("defaultMapping", "#")]
    return any(not value.startswith("#") for value in values)


def _is_whole(pointer: Pointer) -> bool:
    return len(pointer) == 3 and pointer[:2] == ("components", "schemas")
