"""What can be mended in a document that isn't one's own, so that one wrong place does not cost the whole package.

A fragment below `spec` has an overlay and is held to more; a document that a package is made of in one step is taken as
it is, and where it can't be, that is said.
"""

import re
from collections.abc import Mapping
from typing import Any

from specloom.diagnostics import Diagnostic, Pointer, Severity, format_pointer, parse_pointer
from specloom.grammar import Kind
from specloom.normalise.fields import TYPES
from specloom.references import local_pointer, own_refs
from specloom.schemas import Document, map_objects

_SCHEMAS = "#/components/schemas/"
_DEFINITIONS = "#/$defs/"
_COMPOSITION = frozenset({"allOf", "oneOf", "anyOf"})


def mend(document: Document) -> tuple[Document, list[Diagnostic]]:
    """Mend what can be mended; gives a copy, and a warning for each place."""
    document, moved = with_definitions_at_hand(document)
    document, dangling = without_dangling_schemas(document)
    document, types = without_unknown_types(document)
    document, patterns = without_slashes(document)
    return document, [*moved, *dangling, *types, *patterns]


def with_definitions_at_hand(document: Document) -> tuple[Document, list[Diagnostic]]:
    """Look for `#/$defs/Name` in the schemas around a reference, where the document itself has no such place.

    A schema that was a document of its own refers to its definitions like this, and no longer can once it is part of
    another.

    Args:
        document: of one file, or bundled.

    Returns:
        A copy, and a warning for each place.
    """
    found: list[Diagnostic] = []

    def visit(node: dict[str, Any], kind: Kind, at: Pointer, homes: Mapping[str, Pointer]) -> dict[str, Any]:
        if kind is Kind.SCHEMA and isinstance(node.get("$defs"), dict):
            homes = {**homes, **{name: (*at, "$defs", name) for name in node["$defs"]}}
        for tokens, ref in own_refs(kind, node) if homes else ():
            name, *inside = parse_pointer(ref.removeprefix(_DEFINITIONS[:-1])) if ref.startswith(_DEFINITIONS) else [""]
            if name in homes and local_pointer(document, ref) is None:
                meant = format_pointer((*homes[str(name)], *inside))
                message = f"{ref!r} leads nowhere"
                hint = f"{meant!r} is meant, it seems: a pointer begins at the root of the document"
                found.append(Diagnostic("dangling-ref", message, (*at, *tokens), hint, Severity.WARNING))
                node = _with_value(node, tokens, meant)
        return map_objects(node, kind, lambda child, kind, tokens: visit(child, kind, at + tokens, homes))

    return visit(document, Kind.DOCUMENT, (), {}), found


def _with_value(node: dict[str, Any], tokens: Pointer, value: str) -> dict[str, Any]:
    """A copy with another value at a place inside."""
    key, *inside = tokens
    return {**node, str(key): _with_value(node[str(key)], tuple(inside), value) if inside else value}


def without_dangling_schemas(document: Document) -> tuple[Document, list[Diagnostic]]:
    """Allow any value where a property, a list or a body refers to a component that does not exist.

    What a schema extends and what it chooses from stays as it is: without that, it would mean something else.

    Args:
        document: of one file, or bundled.

    Returns:
        A copy, and a warning for each place.
    """
    found: list[Diagnostic] = []

    def visit(node: dict[str, Any], kind: Kind, at: Pointer) -> dict[str, Any]:
        ref = node.get("$ref")
        if kind is Kind.SCHEMA and isinstance(ref, str) and ref.startswith(_SCHEMAS):
            if local_pointer(document, ref) is None and not _COMPOSITION & set(at[-2:-1]):
                hint = "any value is allowed there; add what it refers to, or correct the reference"
                message = f"{ref!r} leads nowhere"
                found.append(Diagnostic("dangling-ref", message, (*at, "$ref"), hint, Severity.WARNING))
                node = {key: value for key, value in node.items() if key != "$ref"}
        return map_objects(node, kind, lambda child, kind, tokens: visit(child, kind, at + tokens))

    return visit(document, Kind.DOCUMENT, ()), found


def without_slashes(document: Document) -> tuple[Document, list[Diagnostic]]:
    """Read `/^[a-z]+$/` as `^[a-z]+$`: nothing could match a slash before the beginning of a text.

    Args:
        document: of one file, or bundled.

    Returns:
        A copy, and a warning for each place.
    """
    found: list[Diagnostic] = []

    def visit(node: dict[str, Any], kind: Kind, at: Pointer) -> dict[str, Any]:
        pattern = node.get("pattern")
        if kind is Kind.SCHEMA and isinstance(pattern, str) and (inner := _IN_SLASHES.fullmatch(pattern)):
            message = f"nothing matches the pattern {pattern!r}, with a slash before the beginning of a text"
            hint = f"it is taken for {inner[1]!r}"
            found.append(Diagnostic("pattern-in-slashes", message, (*at, "pattern"), hint, Severity.WARNING))
            node = {**node, "pattern": inner[1]}
        return map_objects(node, kind, lambda child, kind, tokens: visit(child, kind, at + tokens))

    return visit(document, Kind.DOCUMENT, ()), found


_IN_SLASHES = re.compile(r"/(\^.*\$)/", re.DOTALL)


def without_unknown_types(document: Document) -> tuple[Document, list[Diagnostic]]:
    """Read `String` as `string`, and allow any value where a schema has a type that there is not.

    Args:
        document: of one file, or bundled.

    Returns:
        A copy, and a warning for each place.
    """
    found: list[Diagnostic] = []

    def visit(node: dict[str, Any], kind: Kind, at: Pointer) -> dict[str, Any]:
        name = node.get("type")
        if kind is Kind.SCHEMA and isinstance(name, str) and name not in TYPES:
            meant = name.lower() if name.lower() in TYPES else ""
            hint = f"it is taken for {meant!r}" if meant else f"any value is allowed; use one of: {', '.join(TYPES)}"
            found.append(
                Diagnostic("unknown-type", f"there is no type {name!r}", (*at, "type"), hint, Severity.WARNING)
            )
            node = {key: value for key, value in node.items() if key != "type"} | ({"type": meant} if meant else {})
        return map_objects(node, kind, lambda child, kind, tokens: visit(child, kind, at + tokens))

    return visit(document, Kind.DOCUMENT, ()), found
