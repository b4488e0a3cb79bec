"""What can be mended in a document that isn't one's own, so that one wrong place does not cost the whole package.

A fragment below `spec` has an overlay and is held to more; a document that a package is made of in one step is taken as
it is, and where it can't be, that is said.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from specloom import names
from specloom.circles import without_circles
from specloom.diagnostics import Diagnostic, Pointer, Severity, format_pointer, parse_pointer
from specloom.grammar import SECTIONS, Kind, kind_at
from specloom.normalise.fields import TYPES
from specloom.references import component_ref, local_pointer, node_at, own_refs
from specloom.relics import with_place, with_slashes, without_relics
from specloom.schemas import Document, Schema, map_objects
from specloom.slips import sound_schemes, with_lists, without_slips

_SCHEMAS = "#/components/schemas/"
_DEFINITIONS = "#/$defs/"
_FROM_ROOT = re.compile(r"#$|#/(?!components/)")
"""References that may be meant from the root of a schema; nobody has components there."""
_WITHOUT_SLASH = "#components/"
_OLD = "#/definitions/"
_COMPOSITION = frozenset({"allOf", "oneOf", "anyOf"})
_SECTION_OF = {kind: section for section, kind in SECTIONS.items()}
_MEANT: Mapping[str, dict[str, str]] = {
    name: meant
    for names_of_it, meant in (
        (("str", "text"), {"type": "string"}),
        (("int", "int32", "int64", "long"), {"type": "integer"}),
        (("float", "double", "decimal"), {"type": "number"}),
        (("bool",), {"type": "boolean"}),
        (("list", "set"), {"type": "array"}),
        (("dict", "map"), {"type": "object"}),
        (("date",), {"type": "string", "format": "date"}),
        (("datetime",), {"type": "string", "format": "date-time"}),
        (("uuid",), {"type": "string", "format": "uuid"}),
    )
    for name in names_of_it
}
"""What names of types from elsewhere mean, without dashes."""
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
_TEXT_OR_NULL = frozenset({"string", "null"})
_VALUES = frozenset({"enum", "const", "default"})
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]")
_TWO_NUMBERS = re.compile(r"3\.[0-9]")
_IN_SLASHES = re.compile(r"/(\^.*\$)/", re.DOTALL)


Spelling = Callable[[Pointer, float], str | None]
"""Says how a number, which stands at a place, is spelt there; None where nobody knows."""


def mend(document: Document, spelling: Spelling = lambda _at, _value: None) -> tuple[Document, list[Diagnostic]]:
    """Mend what can be mended.

    Args:
        document: of one file, or bundled.
        spelling: says how numbers are spelt in it.

    Returns:
        A copy, and a warning for each place.
    """
    document, found = without_circles(document)
    mender = _Mender(document, spelling, found)
    return mender.mended(), mender.found


@dataclass
class _Mender:
    """Goes through a document.

    Attributes:
        document: as it is.
        spelling: says how numbers are spelt in it.
        found: what was mended.
        adopted: by kind of what refers to it, references into extensions, and those to the components made of that.
        waiting: what becomes such a component, with its place there, and those of the schemas that it stood in.
    """

    document: Document
    spelling: Spelling
    found: list[Diagnostic] = field(default_factory=list)
    adopted: dict[tuple[Kind, str], str] = field(default_factory=dict)
    waiting: list[tuple[Kind, dict[str, Any], Pointer, tuple[Pointer, ...]]] = field(default_factory=list)

    @cached_property
    def schemas(self) -> frozenset[str]:
        """The names of the component schemas."""
        components = self.document.get("components")
        schemas = components.get("schemas") if isinstance(components, dict) else None
        return frozenset(schemas) if isinstance(schemas, dict) else frozenset()

    def mended(self) -> Document:
        """Mend the document, and what becomes a component of it on the way."""
        result = self.visit(self.document, Kind.DOCUMENT, (), ())
        components = dict(result["components"]) if isinstance(result.get("components"), dict) else {}
        while self.waiting:
            kind, node, at, around = self.waiting.pop()
            held = components.get(str(at[1]), {})
            components[str(at[1])] = {**held, str(at[2]): self.visit(node, kind, at, around)}
        return {**result, "components": components} if self.adopted else result

    def visit(self, node: dict[str, Any], kind: Kind, at: Pointer, around: tuple[Pointer, ...]) -> dict[str, Any]:
        """Mend an object and all below it.

        Args:
            node: the object.
            kind: of it.
            at: its place.
            around: the places of the schemas around it, the outermost first.
        """
        if kind is Kind.OPERATION:
            node = without_relics(node, at, self.warn)
        if kind is Kind.PARAMETER:
            node = with_place(node, at, self.warn)
        node = without_slips(node, kind, at, self.schemas, self.warn)
        if kind is Kind.SCHEMA:
            around = (*around, at)
            node = self.roots(node, at, around)
        ref = node.get("$ref")
        if isinstance(ref, str) and ref.startswith(_WITHOUT_SLASH):
            meant = f"#/{ref.removeprefix('#')}"
            self.warn("dangling-ref", f"{ref!r} is no pointer", (*at, "$ref"), f"it is taken for {meant!r}")
            ref, node = meant, {**node, "$ref": meant}
        if isinstance(ref, str) and self.is_old(ref):
            meant = f"{_SCHEMAS}{ref.removeprefix(_OLD)}"
            self.warn("dangling-ref", f"{ref!r} leads nowhere", (*at, "$ref"), f"it is taken for {meant!r}")
            ref, node = meant, {**node, "$ref": meant}
        if isinstance(ref, str) and ("/x-" in ref or (kind in _SHAPES and ref.startswith(_SCHEMAS))):
            node = {**node, "$ref": self.adopt(ref, kind, at)}
            if kind in _BODIES:
                node = self.body_of(node, kind, at)
        elif isinstance(ref, str) and kind is Kind.SCHEMA:
            node = {**node, "$ref": self.schema_of(ref, at)}
        if kind in _SAYING_LITTLE:
            node = self.nowhere(node, kind, at)
        if kind is Kind.DOCUMENT:
            node = self.version(node)
            if isinstance(node.get("paths"), dict):
                node = {**node, "paths": with_slashes(node["paths"], ("paths",), self.warn)}
        if kind is Kind.COMPONENTS and isinstance(node.get("securitySchemes"), dict):
            node = {
                **node,
                "securitySchemes": sound_schemes(node["securitySchemes"], (*at, "securitySchemes"), self.warn),
            }
        if kind in (Kind.DOCUMENT, Kind.PATH_ITEM, Kind.OPERATION):
            node = with_lists(node, at, self.warn)
        if isinstance(node.get("servers"), list) and kind in (Kind.DOCUMENT, Kind.PATH_ITEM, Kind.OPERATION):
            node = {**node, "servers": self.servers(node["servers"], (*at, "servers"))}
        if isinstance(node.get("links"), dict) and kind in (Kind.RESPONSE, Kind.COMPONENTS):
            node = {**node, "links": self.links(node["links"], (*at, "links"))}
        if kind is Kind.SCHEMA:
            node = self.mapping(self.slashes(self.texts(self.type(self.component(node, at), at), at), at), at)
        return map_objects(node, kind, lambda child, kind, tokens: self.visit(child, kind, at + tokens, around))

    def is_old(self, ref: str) -> bool:
        """Whether a reference leads to where Swagger 2 had schemas, and there is one of the name where they are now."""
        if not ref.startswith(_OLD) or local_pointer(self.document, ref) is not None:
            return False
        return local_pointer(self.document, f"{_SCHEMAS}{ref.removeprefix(_OLD)}") is not None

    def version(self, document: Document) -> Document:
        """Read `3.1` as `3.1.0`, whether it is a number or a text."""
        given = document.get("openapi")
        if isinstance(given, bool) or not isinstance(given, float | str) or not _TWO_NUMBERS.fullmatch(str(given)):
            return document
        message = f"`openapi` is the version of the specification, of three numbers, and not {given!r}"
        self.note("openapi-version", message, ("openapi",), f"it is taken for '{given}.0'")
        return {**document, "openapi": f"{given}.0"}

    def servers(self, servers: list[Any], at: Pointer) -> list[Any]:
        """Leave out servers without a URL, and give variables the first value of their enum where they have no default.

        Or leave them to whoever calls: a value that nobody has named must not be guessed, since it may be part of the
        host that credentials go to.
        """
        result = []
        for index, server in enumerate(servers):
            if isinstance(server, dict) and server.get("url") is None:
                hint = "it is left out; add what is missing"
                self.warn("missing-field", "`url` is missing from a server", (*at, index), hint)
                continue
            url = server.get("url") if isinstance(server, dict) else None
            if isinstance(url, str) and url != url.strip():
                self.warn("wrong-server", f"the URL {url!r} has spaces around it", (*at, index), "they are left out")
                server = {**server, "url": url.strip()}
            variables = server.get("variables") if isinstance(server, dict) else None
            if isinstance(variables, dict):
                read = {name: self.variable(each, (*at, index, "variables", name)) for name, each in variables.items()}
                server = {**server, "variables": {name: each for name, each in read.items() if each is not None}}
            result.append(server)
        return result

    def variable(self, variable: Any, at: Pointer) -> Any:
        """Give one variable of a server a default; None where there is no value to take."""
        if not isinstance(variable, dict) or variable.get("default") is not None:
            return variable
        values = variable.get("enum")
        first = values[0] if isinstance(values, list) and values else None
        taken = "it is left out" if first is None else f"the first of its values is taken, {first!r}"
        self.warn("missing-field", f"`default` is missing from the server variable {at[-1]!r}", at, f"{taken}; add one")
        return None if first is None else {**variable, "default": first}

    def roots(self, schema: Schema, at: Pointer, around: tuple[Pointer, ...]) -> Schema:
        """Look for `#/$defs/Name`, or `#`, in the schemas around a reference, where it leads to no schema otherwise.

        A schema that was a document of its own refers to its parts like this, and no longer can once it is part of
        another. What stands in `$defs` is that of the nearest schema that has it; of anything else, the outermost is
        the one that was the document.
        """
        for tokens, ref in own_refs(Kind.SCHEMA, schema):
            if not _FROM_ROOT.match(ref) or (ref != "#" and local_pointer(self.document, ref) is not None):
                continue
            homes = around[::-1] if ref.startswith(_DEFINITIONS) else around
            meant = [format_pointer((*home, *parse_pointer(ref))) for home in homes if ref != "#" or home != at]
            found = next((each for each in meant if local_pointer(self.document, each) is not None), None)
            if found is not None:
                what = "leads to the whole document" if ref == "#" else "leads nowhere"
                hint = f"{found!r} is meant, it seems: a pointer begins at the root of the document"
                self.warn("wrong-ref" if ref == "#" else "dangling-ref", f"{ref!r} {what}", (*at, *tokens), hint)
                schema = _with_value(schema, tokens, found)
        return schema

    def links(self, links: dict[str, Any], at: Pointer) -> dict[str, Any]:
        """Leave out links that lead nowhere; the package has nothing of them."""
        kept = {}
        for name, link in links.items():
            if self.is_link(link):
                kept[name] = link
            else:
                message = f"the link {name!r} leads to no operation"
                self.warn("broken-link", message, (*at, name), "it is left out; give it an operationId")
        return kept

    def is_link(self, link: object) -> bool:
        """Whether something names the operation that it leads to, or refers to what does."""
        ref = link.get("$ref") if isinstance(link, dict) else None
        pointer = local_pointer(self.document, ref) if isinstance(ref, str) else None
        target = link if pointer is None else node_at(self.document, pointer)
        if not isinstance(target, dict):
            return False
        operation = target.get("operationRef")
        if isinstance(operation, str) and operation.startswith("#"):
            return local_pointer(self.document, operation) is not None
        return not {"operationId", "operationRef"}.isdisjoint(target)

    def adopt(self, ref: str, kind: Kind, at: Pointer) -> str:
        """Make a component of what a reference leads to in an extension: its use alone says what it is.

        Likewise of what stands among the schemas and is none, by its use and by its shape.

        Returns:
            The reference to that component, or the same where there is none to be made.
        """
        if (kind, ref) in self.adopted:
            return self.adopted[kind, ref]
        pointer = local_pointer(self.document, ref)
        target = None if pointer is None else node_at(self.document, pointer)
        if pointer is None or not self.is_adoptable(pointer, target, kind):
            return ref
        section = _SECTION_OF.get(kind)
        components = self.document.get("components", {})
        known = components.get(section, {}) if isinstance(components, dict) else None
        if section is None or not isinstance(target, dict) or not isinstance(known, dict):
            return ref
        last = _NOT_IN_NAMES.sub("_", ref.rpartition("/")[2])
        name = names.unused(last, {*known, *(str(at[-1]) for _, _, at, _ in self.waiting)})
        above = (pointer[:length] for length in range(len(pointer)))
        around = tuple(place for place in above if kind_at(place) is Kind.SCHEMA)
        self.waiting.append((kind, target, ("components", section, name), around))
        self.adopted[kind, ref] = component_ref(section, name)
        if kind_at(pointer) is None:
            code, where = ("ref-into-extension", "into an extension") if "/x-" in ref else ("wrong-ref", "to a place")
            message = f"{ref!r} leads {where}, of which OpenAPI says nothing"
            self.warn(code, message, (*at, "$ref"), f"it is taken for {kind.with_article}")
        else:
            message = f"{ref!r} is used as {kind.with_article}, and stands among the schemas"
            self.warn(
                "wrong-ref", message, (*at, "$ref"), f"it is taken for {kind.with_article}; put it among the {section}"
            )
        return self.adopted[kind, ref]

    def is_adoptable(self, pointer: Pointer, target: Any, kind: Kind) -> bool:
        """Whether what stands somewhere can be taken for what it is used as, though its place doesn't say so."""
        actual = kind_at(pointer)
        looks_like_it = kind in _SHAPES and isinstance(target, dict) and _SHAPES[kind](target)
        return actual is None or (actual is Kind.SCHEMA and looks_like_it)

    def body_of(self, node: dict[str, Any], kind: Kind, at: Pointer) -> dict[str, Any]:
        """Take a schema in the place of an answer or of a request's body for that of the JSON in it."""
        ref = node["$ref"]
        pointer = local_pointer(self.document, ref)
        if not ref.startswith(_SCHEMAS) or pointer is None or kind_at(pointer) is not Kind.SCHEMA:
            return node
        self.warn(
            "wrong-ref",
            f"{ref!r} is used as {kind.with_article}, and is a schema",
            (*at, "$ref"),
            "it is taken for JSON",
        )
        described = {"description": ""} if kind is Kind.RESPONSE else {}
        return {**described, "content": {"application/json": {"schema": {"$ref": ref}}}}

    def schema_of(self, ref: str, at: Pointer) -> str:
        """Go on to the schema of a parameter or a header, where one of these is used as a schema.

        And make a component of what stands where nothing is known to stand, as of schemas in groups.
        """
        pointer = local_pointer(self.document, ref)
        if pointer is not None and kind_at(pointer) is None:
            return self.adopt(ref, Kind.SCHEMA, at)
        if pointer is None or kind_at(pointer) not in (Kind.PARAMETER, Kind.HEADER):
            return ref
        target = node_at(self.document, pointer)
        if not isinstance(target, dict) or not isinstance(target.get("schema"), dict):
            return ref
        message = f"{ref!r} is used as a schema, and leads to a {kind_at(pointer)}"
        self.warn("wrong-ref", message, (*at, "$ref"), "it is taken for the schema of that")
        return f"{ref}/schema"

    def component(self, schema: Schema, at: Pointer) -> Schema:
        """Allow any value where a property, a list or a body refers to a component that does not exist.

        What a schema extends and what it chooses from stays as it is: without that, it would mean something else.
        """
        ref = schema.get("$ref")
        if not isinstance(ref, str) or not ref.startswith(_SCHEMAS) or _COMPOSITION & set(at[-2:-1]):
            return schema
        if local_pointer(self.document, ref) is not None or ref in self.adopted.values():
            return schema
        hint = "any value is allowed there; add what it refers to, or correct the reference"
        self.warn("dangling-ref", f"{ref!r} leads nowhere", (*at, "$ref"), hint)
        return {key: value for key, value in schema.items() if key != "$ref"}

    def mapping(self, schema: Schema, at: Pointer) -> Schema:
        """Leave out what a discriminator maps to no schema: without it, a tag means what it does elsewhere."""
        for tokens, ref in own_refs(Kind.SCHEMA, schema):
            if tokens[0] != "discriminator" or not ref.startswith("#") or ref in self.adopted.values():
                continue
            if local_pointer(self.document, ref) is None:
                hint = "it is left out; add what it refers to, or correct it"
                self.warn("dangling-ref", f"{ref!r} leads nowhere", (*at, *tokens), hint)
                schema = _without(schema, tokens)
        return schema

    def nowhere(self, node: dict[str, Any], kind: Kind, at: Pointer) -> dict[str, Any]:
        """Take a reference to an answer, a header or an example that is nowhere for one that says nothing."""
        ref = node.get("$ref")
        if not isinstance(ref, str) or not ref.startswith("#/") or local_pointer(self.document, ref) is not None:
            return node
        if ref in self.adopted.values():
            return node
        hint = f"it is taken for {kind.with_article} of which nothing is known; add it, or correct the reference"
        self.warn("dangling-ref", f"{ref!r} leads nowhere", (*at, "$ref"), hint)
        return dict(_SAYING_LITTLE[kind])

    def type(self, schema: Schema, at: Pointer) -> Schema:
        """Read `String` as `string` and `int64` as an integer; allow any value where nobody can tell what is meant."""
        name = schema.get("type")
        if not isinstance(name, str) or name in TYPES:
            return schema
        meant = {"type": name.lower()} if name.lower() in TYPES else _MEANT.get(name.lower().replace("-", ""), {})
        said = " of format ".join(repr(value) for value in meant.values())
        hint = f"it is taken for {said}" if meant else f"any value is allowed; use one of: {', '.join(TYPES)}"
        self.warn("unknown-type", f"there is no type {name!r}", (*at, "type"), hint)
        return {**meant, **{key: value for key, value in schema.items() if key != "type"}}

    def texts(self, schema: Schema, at: Pointer) -> Schema:
        """Read numbers where only text fits as the text that is written there: of `1.10`, no number has the last digit.

        Those whose spelling nobody knows stay as they are.
        """
        types = schema.get("type")
        named = set(map(str, types if isinstance(types, list) else [types]))
        if "string" not in named or not named <= _TEXT_OR_NULL:
            return schema
        read: dict[str, Any] = {}
        for keyword in sorted(_VALUES & schema.keys()):
            is_listed = keyword == "enum" and isinstance(schema[keyword], list)
            held = dict(enumerate(schema[keyword])) if is_listed else {keyword: schema[keyword]}
            above = (*at, keyword) if is_listed else at
            spelt = {
                key: text
                for key, value in held.items()
                if type(value) in (int, float) and (text := self.spelling((*above, key), value)) is not None
            }
            if spelt:
                shown = ", ".join(list(spelt.values())[:5])
                hint = "that is taken for text as it is written there; put it in quotes"
                self.warn("value-type", f"`{keyword}` has {shown}, which is not of type string", (*at, keyword), hint)
                values = [spelt.get(key, value) for key, value in held.items()]
                read[keyword] = values if is_listed else values[0]
        return {**schema, **read} if read else schema

    def slashes(self, schema: Schema, at: Pointer) -> Schema:
        """Read `/^[a-z]+$/` as `^[a-z]+$`: nothing could match a slash before the beginning of a text."""
        pattern = schema.get("pattern")
        inner = _IN_SLASHES.fullmatch(pattern) if isinstance(pattern, str) else None
        if inner is None:
            return schema
        message = f"nothing matches the pattern {pattern!r}, with a slash before the beginning of a text"
        self.warn("pattern-in-slashes", message, (*at, "pattern"), f"it is taken for {inner[1]!r}")
        return {**schema, "pattern": inner[1]}

    def note(self, code: str, message: str, at: Pointer, hint: str) -> None:
        self.found.append(Diagnostic(code, message, at, hint, Severity.NOTE))

    def warn(self, code: str, message: str, at: Pointer, hint: str) -> None:
        self.found.append(Diagnostic(code, message, at, hint, Severity.WARNING))


def _with_value(node: dict[str, Any], tokens: Pointer, value: str) -> dict[str, Any]:
    """A copy with another value at a place inside."""
    key, *inside = tokens
    return {**node, str(key): _with_value(node[str(key)], tuple(inside), value) if inside else value}


def _without(node: dict[str, Any], tokens: Pointer) -> dict[str, Any]:
    """A copy without what stands at a place inside."""
    key, *inside = tokens
    rest = {name: value for name, value in node.items() if name != key}
    return {**rest, str(key): _without(node[str(key)], tuple(inside))} if inside else rest
