"""What can be mended in a document that isn't one's own, so that one wrong place does not cost the whole package.

A fragment below `spec` has an overlay and is held to more; a document that a package is made of in one step is taken as
it is, and where it can't be, that is said.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from specloom.diagnostics import Diagnostic, Pointer, Severity, format_pointer, parse_pointer
from specloom.grammar import Kind
from specloom.normalise.fields import TYPES
from specloom.references import local_pointer, own_refs
from specloom.schemas import Document, Schema, map_objects

_SCHEMAS = "#/components/schemas/"
_DEFINITIONS = "#/$defs/"
_COMPOSITION = frozenset({"allOf", "oneOf", "anyOf"})
_IN_SLASHES = re.compile(r"/(\^.*\$)/", re.DOTALL)


def mend(document: Document) -> tuple[Document, list[Diagnostic]]:
    """Mend what can be mended.

    Args:
        document: of one file, or bundled.

    Returns:
        A copy, and a warning for each place.
    """
    mender = _Mender(document)
    return mender.visit(document, Kind.DOCUMENT, (), {}), mender.found


@dataclass
class _Mender:
    """Goes through a document.

    Attributes:
        document: as it is.
        found: what was mended.
    """

    document: Document
    found: list[Diagnostic] = field(default_factory=list)

    def visit(self, node: dict[str, Any], kind: Kind, at: Pointer, homes: Mapping[str, Pointer]) -> dict[str, Any]:
        """Mend an object and all below it.

        Args:
            node: the object.
            kind: of it.
            at: its place.
            homes: the places of the definitions in the schemas around it, by their names.
        """
        if kind is Kind.SCHEMA:
            if isinstance(node.get("$defs"), dict):
                homes = {**homes, **{name: (*at, "$defs", name) for name in node["$defs"]}}
            node = self.slashes(self.type(self.component(self.definitions(node, at, homes), at), at), at)
        return map_objects(node, kind, lambda child, kind, tokens: self.visit(child, kind, at + tokens, homes))

    def definitions(self, schema: Schema, at: Pointer, homes: Mapping[str, Pointer]) -> Schema:
        """Look for `#/$defs/Name` in the schemas around a reference, where the document itself has no such place.

        A schema that was a document of its own refers to its definitions like this, and no longer can once it is part
        of another.
        """
        for tokens, ref in own_refs(Kind.SCHEMA, schema) if homes else ():
            name, *inside = parse_pointer(ref.removeprefix(_DEFINITIONS[:-1])) if ref.startswith(_DEFINITIONS) else [""]
            if name in homes and local_pointer(self.document, ref) is None:
                meant = format_pointer((*homes[str(name)], *inside))
                hint = f"{meant!r} is meant, it seems: a pointer begins at the root of the document"
                self.warn("dangling-ref", f"{ref!r} leads nowhere", (*at, *tokens), hint)
                schema = _with_value(schema, tokens, meant)
        return schema

    def component(self, schema: Schema, at: Pointer) -> Schema:
        """Allow any value where a property, a list or a body refers to a component that does not exist.

        What a schema extends and what it chooses from stays as it is: without that, it would mean something else.
        """
        ref = schema.get("$ref")
        if not isinstance(ref, str) or not ref.startswith(_SCHEMAS) or _COMPOSITION & set(at[-2:-1]):
            return schema
        if local_pointer(self.document, ref) is not None:
            return schema
        hint = "any value is allowed there; add what it refers to, or correct the reference"
        self.warn("dangling-ref", f"{ref!r} leads nowhere", (*at, "$ref"), hint)
        return {key: value for key, value in schema.items() if key != "$ref"}

    def type(self, schema: Schema, at: Pointer) -> Schema:
        """Read `String` as `string`, and allow any value where a schema has a type that there is not."""
        name = schema.get("type")
        if not isinstance(name, str) or name in TYPES:
            return schema
        meant = name.lower() if name.lower() in TYPES else ""
        hint = f"it is taken for {meant!r}" if meant else f"any value is allowed; use one of: {', '.join(TYPES)}"
        self.warn("unknown-type", f"there is no type {name!r}", (*at, "type"), hint)
        return {key: value for key, value in schema.items() if key != "type"} | ({"type": meant} if meant else {})

    def slashes(self, schema: Schema, at: Pointer) -> Schema:
        """Read `/^[a-z]+$/` as `^[a-z]+$`: nothing could match a slash before the beginning of a text."""
        pattern = schema.get("pattern")
        inner = _IN_SLASHES.fullmatch(pattern) if isinstance(pattern, str) else None
        if inner is None:
            return schema
        message = f"nothing matches the pattern {pattern!r}, with a slash before the beginning of a text"
        self.warn("pattern-in-slashes", message, (*at, "pattern"), f"it is taken for {inner[1]!r}")
        return {**schema, "pattern": inner[1]}

    def warn(self, code: str, message: str, at: Pointer, hint: str) -> None:
        self.found.append(Diagnostic(code, message, at, hint, Severity.WARNING))


def _with_value(node: dict[str, Any], tokens: Pointer, value: str) -> dict[str, Any]:
    """A copy with another value at a place inside."""
    key, *inside = tokens
    return {**node, str(key): _with_value(node[str(key)], tuple(inside), value) if inside else value}
