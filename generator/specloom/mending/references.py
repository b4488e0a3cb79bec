"""References that lead nowhere, or to something else than what they are used as, in documents that aren't one's own."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

from specloom import names
from specloom.diagnostics import Pointer, format_pointer, parse_pointer
from specloom.grammar import SECTIONS, Kind, kind_at
from specloom.mending.telling import Warn
from specloom.references import component_ref, local_pointer, node_at, own_refs
from specloom.schemas import Document, Schema

_SCHEMAS = "#/components/schemas/"
_DEFINITIONS = "#/$defs/"
_FROM_ROOT = re.compile(r"#$|#/(?!components/)")
"""References that may be meant from the root of a schema; nobody has components there."""
_WITHOUT_SLASH = "#components/"
_OLD = "#/definitions/"
_ALTERNATIVES = frozenset({"oneOf", "anyOf"})
_SECTION_OF = {kind: section for section, kind in SECTIONS.items()}
_SAYING_LITTLE: Mapping[Kind, dict[str, Any]] = {
    Kind.RESPONSE: {"description": ""},
    Kind.HEADER: {"schema": {}},
    Kind.EXAMPLE: {},
}
"""What is written for what a reference does not lead to, where that costs no more than it does."""
_SHAPES: Mapping[Kind, Callable[[dict[str, Any]], bool]] = {
    Kind.PARAMETER: lambda node: isinstance(node.get("name"), str) and isinstance(node.get("in"), str),
    Kind.EXAMPLE: lambda node: "type" not in node and not {"value", "externalValue"}.isdisjoint(node),
    Kind.REQUEST_BODY: lambda node: "type" not in node and isinstance(node.get("content"), dict),
    Kind.RESPONSE: lambda node: "type" not in node and isinstance(node.get("content"), dict),
}
"""What tells of something among the schemas that it is none."""
_BODIES = frozenset({Kind.REQUEST_BODY, Kind.RESPONSE})
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]")


class Adopted(NamedTuple):
    """What becomes a component.

    Attributes:
        kind: what it is.
        node: what stands there, which is not mended yet.
        at: its place as a component.
        around: the places of the schemas that it stood in, the outermost first.
    """

    kind: Kind
    node: dict[str, Any]
    at: Pointer
    around: tuple[Pointer, ...]


class References:
    """Leads the references of a document to what they mean.

    Attributes:
        waiting: what has become a component on the way, and is still to be mended.
    """

    def __init__(self, document: Document, warn: Warn) -> None:
        """Begin.

        Args:
            document: as it is.
            warn: is told of each reference that leads elsewhere now.
        """
        self.waiting: list[Adopted] = []
        self._document = document
        self._warn = warn
        self._adopted: dict[tuple[Kind, str], str] = {}
        """By kind of what refers to it, references to what is no component, and those to what is made of that."""

    @property
    def has_adopted(self) -> bool:
        """Whether anything has become a component."""
        return bool(self._adopted)

    def led(self, node: dict[str, Any], kind: Kind, at: Pointer, around: tuple[Pointer, ...]) -> dict[str, Any]:
        """Lead the references of an object itself to what they mean, and leave out what leads nowhere.

        Args:
            node: the object; it stays as it is.
            kind: of it.
            at: its place.
            around: if it is a schema, the places of those around it, the outermost first, and its own.
        """
        if kind is Kind.SCHEMA:
            node = self._from_root(node, at, around)
        node = self._spelt(node, at)
        ref = node.get("$ref")
        if isinstance(ref, str) and ("/x-" in ref or (kind in _SHAPES and ref.startswith(_SCHEMAS))):
            node = {**node, "$ref": self._adopt(ref, kind, at)}
            if kind in _BODIES:
                node = self._body(node, kind, at)
        elif isinstance(ref, str) and kind is Kind.SCHEMA:
            node = {**node, "$ref": self._schema(ref, at)}
        if kind in _SAYING_LITTLE:
            node = self._something(node, kind, at)
        if kind in (Kind.RESPONSE, Kind.COMPONENTS):
            node = self._with_links(node, at)
        if kind is Kind.SCHEMA:
            node = self._with_mapping(self._with_alternatives(self._with_component(node, at), at), at)
        return node

    def _spelt(self, node: dict[str, Any], at: Pointer) -> dict[str, Any]:
        """Read references without their first slash, to where Swagger 2 had schemas, and to names with a slash."""
        ref = node.get("$ref")
        if isinstance(ref, str) and ref.startswith(_WITHOUT_SLASH):
            told, meant = "is no pointer", f"#/{ref.removeprefix('#')}"
        elif isinstance(ref, str) and self._is_old(ref):
            told, meant = "leads nowhere", f"{_SCHEMAS}{ref.removeprefix(_OLD)}"
        elif isinstance(ref, str) and (named := self._with_slashes_in_name(ref)):
            told, meant = "leads nowhere", named
        else:
            return node
        self._warn("dangling-ref", f"{ref!r} {told}", (*at, "$ref"), f"it is taken for {meant!r}")
        return {**node, "$ref": meant}

    def _with_slashes_in_name(self, ref: str) -> str | None:
        """Write `#/components/schemas/Page[a/Pet]` as a pointer, if there is such a component and nothing else."""
        tokens = ref.split("/", 3)
        if tokens[:2] != ["#", "components"] or "/" not in tokens[-1] or local_pointer(self._document, ref) is not None:
            return None
        named = component_ref(tokens[2], unquote(tokens[3]))
        return named if local_pointer(self._document, named) is not None else None

    def _is_old(self, ref: str) -> bool:
        """Whether a reference leads to where Swagger 2 had schemas, and there is one of the name where they are now."""
        if not ref.startswith(_OLD) or local_pointer(self._document, ref) is not None:
            return False
        return local_pointer(self._document, f"{_SCHEMAS}{ref.removeprefix(_OLD)}") is not None

    def _from_root(self, schema: Schema, at: Pointer, around: tuple[Pointer, ...]) -> Schema:
        """Look for `#/$defs/Name`, or `#`, in the schemas around a reference, where it leads to no schema otherwise.

        A schema that was a document of its own refers to its parts like this, and no longer can once it is part of
        another. What stands in `$defs` is that of the nearest schema that has it; of anything else, the outermost is
        the one that was the document.
        """
        for tokens, ref in own_refs(Kind.SCHEMA, schema):
            if not _FROM_ROOT.match(ref) or (ref != "#" and local_pointer(self._document, ref) is not None):
                continue
            homes = around[::-1] if ref.startswith(_DEFINITIONS) else around
            meant = [format_pointer((*home, *parse_pointer(ref))) for home in homes if ref != "#" or home != at]
            found = next((each for each in meant if local_pointer(self._document, each) is not None), None)
            if found is not None:
                what = "leads to the whole document" if ref == "#" else "leads nowhere"
                hint = f"{found!r} is meant, it seems: a pointer begins at the root of the document"
                self._warn("wrong-ref" if ref == "#" else "dangling-ref", f"{ref!r} {what}", (*at, *tokens), hint)
                schema = _with_value(schema, tokens, found)
        return schema

    def _adopt(self, ref: str, kind: Kind, at: Pointer) -> str:
        """Make a component of what a reference leads to in an extension: its use alone says what it is.

        Likewise of what stands among the schemas and is none, by its use and by its shape.

        Returns:
            The reference to that component, or the same where there is none to be made.
        """
        if (kind, ref) in self._adopted:
            return self._adopted[kind, ref]
        pointer = local_pointer(self._document, ref)
        target = None if pointer is None else node_at(self._document, pointer)
        if pointer is None or not self._is_adoptable(pointer, target, kind):
            return ref
        section = _SECTION_OF.get(kind)
        components = self._document.get("components", {})
        known = components.get(section, {}) if isinstance(components, dict) else None
        if section is None or not isinstance(target, dict) or not isinstance(known, dict):
            return ref
        last = _NOT_IN_NAMES.sub("_", ref.rpartition("/")[2])
        name = names.unused(last, {*known, *(str(each.at[-1]) for each in self.waiting)})
        above = (pointer[:length] for length in range(len(pointer)))
        around = tuple(place for place in above if kind_at(place) is Kind.SCHEMA)
        self.waiting.append(Adopted(kind, target, ("components", section, name), around))
        self._adopted[kind, ref] = component_ref(section, name)
        if kind_at(pointer) is None:
            code, where = ("ref-into-extension", "into an extension") if "/x-" in ref else ("wrong-ref", "to a place")
            message = f"{ref!r} leads {where}, of which OpenAPI says nothing"
            self._warn(code, message, (*at, "$ref"), f"it is taken for {kind.with_article}")
        else:
            message = f"{ref!r} is used as {kind.with_article}, and stands among the schemas"
            self._warn(
                "wrong-ref", message, (*at, "$ref"), f"it is taken for {kind.with_article}; put it among the {section}"
            )
        return self._adopted[kind, ref]

    def _is_adoptable(self, pointer: Pointer, target: Any, kind: Kind) -> bool:
        """Whether what stands somewhere can be taken for what it is used as, though its place doesn't say so."""
        actual = kind_at(pointer)
        looks_like_it = kind in _SHAPES and isinstance(target, dict) and _SHAPES[kind](target)
        return actual is None or (actual is Kind.SCHEMA and looks_like_it)

    def _body(self, node: dict[str, Any], kind: Kind, at: Pointer) -> dict[str, Any]:
        """Take a schema in the place of an answer or of a request's body for that of the JSON in it."""
        ref = node["$ref"]
        pointer = local_pointer(self._document, ref)
        if not ref.startswith(_SCHEMAS) or pointer is None or kind_at(pointer) is not Kind.SCHEMA:
            return node
        self._warn(
            "wrong-ref",
            f"{ref!r} is used as {kind.with_article}, and is a schema",
            (*at, "$ref"),
            "it is taken for JSON",
        )
        described = {"description": ""} if kind is Kind.RESPONSE else {}
        return {**described, "content": {"application/json": {"schema": {"$ref": ref}}}}

    def _schema(self, ref: str, at: Pointer) -> str:
        """Go on to the schema of a parameter or a header, where one of these is used as a schema.

        And make a component of what stands where nothing is known to stand, as of schemas in groups.
        """
        pointer = local_pointer(self._document, ref)
        if pointer is not None and kind_at(pointer) is None:
            return self._adopt(ref, Kind.SCHEMA, at)
        if pointer is None or kind_at(pointer) not in (Kind.PARAMETER, Kind.HEADER):
            return ref
        target = node_at(self._document, pointer)
        if not isinstance(target, dict) or not isinstance(target.get("schema"), dict):
            return ref
        message = f"{ref!r} is used as a schema, and leads to a {kind_at(pointer)}"
        self._warn("wrong-ref", message, (*at, "$ref"), "it is taken for the schema of that")
        return f"{ref}/schema"

    def _with_component(self, schema: Schema, at: Pointer) -> Schema:
        """Allow any value where a component is referred to that does not exist, and any field where it is extended."""
        if not self._is_nowhere(schema):
            return schema
        extends = at[-2:-1] == ("allOf",)
        allowed = "it is taken for a schema that allows any field" if extends else "any value is allowed there"
        hint = f"{allowed}; add what it refers to, or correct the reference"
        self._warn("dangling-ref", f"{schema['$ref']!r} leads nowhere", (*at, "$ref"), hint)
        rest = {key: value for key, value in schema.items() if key != "$ref"}
        return {"additionalProperties": True, **rest} if extends else rest

    def _with_alternatives(self, schema: Schema, at: Pointer) -> Schema:
        """Leave out alternatives that do not exist, where tags tell the others: theirs are then unknown tags."""
        if not isinstance(schema.get("discriminator"), dict):
            return schema
        for keyword in sorted(_ALTERNATIVES & schema.keys()):
            given = schema[keyword] if isinstance(schema[keyword], list) else []
            gone = [index for index, each in enumerate(given) if self._is_nowhere(each)]
            if len(gone) == len(given):
                continue
            for index in gone:
                hint = "it is left out; add what it refers to, or correct it"
                message = f"{given[index]['$ref']!r} leads nowhere"
                self._warn("dangling-ref", message, (*at, keyword, index, "$ref"), hint)
            schema = {**schema, keyword: [each for index, each in enumerate(given) if index not in gone]}
        return schema

    def _is_nowhere(self, schema: object) -> bool:
        """Whether a schema refers to a component that there is not, and that nothing is made to be."""
        ref = schema.get("$ref") if isinstance(schema, dict) else None
        if not isinstance(ref, str) or not ref.startswith(_SCHEMAS) or ref in self._adopted.values():
            return False
        return local_pointer(self._document, ref) is None

    def _with_mapping(self, schema: Schema, at: Pointer) -> Schema:
        """Leave out what a discriminator maps to no schema: without it, a tag means what it does elsewhere."""
        for tokens, ref in own_refs(Kind.SCHEMA, schema):
            if tokens[0] != "discriminator" or not ref.startswith("#") or ref in self._adopted.values():
                continue
            if local_pointer(self._document, ref) is None:
                hint = "it is left out; add what it refers to, or correct it"
                self._warn("dangling-ref", f"{ref!r} leads nowhere", (*at, *tokens), hint)
                schema = _without(schema, tokens)
        return schema

    def _something(self, node: dict[str, Any], kind: Kind, at: Pointer) -> dict[str, Any]:
        """Take a reference to an answer, a header or an example that is nowhere for one that says nothing."""
        ref = node.get("$ref")
        if not isinstance(ref, str) or not ref.startswith("#/") or local_pointer(self._document, ref) is not None:
            return node
        if ref in self._adopted.values():
            return node
        hint = f"it is taken for {kind.with_article} of which nothing is known; add it, or correct the reference"
        self._warn("dangling-ref", f"{ref!r} leads nowhere", (*at, "$ref"), hint)
        return dict(_SAYING_LITTLE[kind])

    def _with_links(self, node: dict[str, Any], at: Pointer) -> dict[str, Any]:
        """Leave out links that lead nowhere; the package has nothing of them."""
        links = node.get("links")
        if not isinstance(links, dict):
            return node
        kept = {}
        for name, link in links.items():
            if self._is_link(link):
                kept[name] = link
            else:
                message = f"the link {name!r} leads to no operation"
                self._warn("broken-link", message, (*at, "links", name), "it is left out; give it an operationId")
        return {**node, "links": kept}

    def _is_link(self, link: object) -> bool:
        """Whether something names the operation that it leads to, or refers to what does."""
        ref = link.get("$ref") if isinstance(link, dict) else None
        pointer = local_pointer(self._document, ref) if isinstance(ref, str) else None
        target = link if pointer is None else node_at(self._document, pointer)
        if not isinstance(target, dict):
            return False
        operation = target.get("operationRef")
        if isinstance(operation, str) and operation.startswith("#"):
            return local_pointer(self._document, operation) is not None
        return not {"operationId", "operationRef"}.isdisjoint(target)


def _with_value(node: dict[str, Any], tokens: Pointer, value: str) -> dict[str, Any]:
    """A copy with another value at a place inside."""
    key, *inside = tokens
    return {**node, str(key): _with_value(node[str(key)], tuple(inside), value) if inside else value}


def _without(node: dict[str, Any], tokens: Pointer) -> dict[str, Any]:
    """A copy without what stands at a place inside."""
    key, *inside = tokens
    rest = {name: value for name, value in node.items() if name != key}
    return {**rest, str(key): _without(node[str(key)], tuple(inside))} if inside else rest
