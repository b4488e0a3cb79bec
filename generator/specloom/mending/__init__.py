"""What can be mended in a document that isn't one's own, so that one wrong place does not cost the whole package.

A fragment below `spec` has an overlay and is held to more; a document that a package is made of in one step is taken as
it is, and where it can't be, that is said.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from specloom.diagnostics import Diagnostic, Pointer, Severity
from specloom.grammar import Kind
from specloom.mending.circles import without_circles
from specloom.mending.references import References
from specloom.mending.relics import with_place, with_slashes, without_relics
from specloom.mending.schemas import Spelling, with_texts, with_type, without_slashes
from specloom.mending.servers import with_servers
from specloom.mending.slips import sound_schemes, with_lists, without_slips
from specloom.mending.telling import Warn
from specloom.schemas import Document, component_schemas, map_objects

__all__ = ["Spelling", "mend"]

_TWO_NUMBERS = re.compile(r"3\.[0-9]")
_BEFORE_SLIPS: Mapping[Kind, Callable[[dict[str, Any], Pointer, Warn], dict[str, Any]]] = {
    Kind.OPERATION: without_relics,
    Kind.PARAMETER: with_place,
}
_WITH_SERVERS = frozenset({Kind.DOCUMENT, Kind.PATH_ITEM, Kind.OPERATION})


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


class _Mender:
    """Goes through a document."""

    def __init__(self, document: Document, spelling: Spelling, found: list[Diagnostic]) -> None:
        self.found = found
        self._document = document
        self._spelling = spelling
        self._schemas = component_schemas(document).keys()
        self._references = References(document, self._warn)

    def mended(self) -> Document:
        """Mend the document, and what becomes a component of it on the way."""
        result = self._visit(self._document, Kind.DOCUMENT, (), ())
        components = dict(result["components"]) if isinstance(result.get("components"), dict) else {}
        while self._references.waiting:
            kind, node, at, around = self._references.waiting.pop()
            held = components.get(str(at[1]), {})
            components[str(at[1])] = {**held, str(at[2]): self._visit(node, kind, at, around)}
        return {**result, "components": components} if self._references.has_adopted else result

    def _visit(self, node: dict[str, Any], kind: Kind, at: Pointer, around: tuple[Pointer, ...]) -> dict[str, Any]:
        """Mend an object and all below it.

        Args:
            node: the object.
            kind: of it.
            at: its place.
            around: the places of the schemas around it, the outermost first.
        """
        if kind is Kind.SCHEMA:
            around = (*around, at)
        node = self._references.led(self._read(node, kind, at), kind, at, around)
        return map_objects(node, kind, lambda child, kind, tokens: self._visit(child, kind, at + tokens, around))

    def _read(self, node: dict[str, Any], kind: Kind, at: Pointer) -> dict[str, Any]:
        """Read what an object itself says as it is meant, whatever it refers to."""
        warn = self._warn
        if kind in _BEFORE_SLIPS:
            node = _BEFORE_SLIPS[kind](node, at, warn)
        node = without_slips(node, kind, at, self._schemas, warn)
        if kind is Kind.DOCUMENT:
            node = self._with_version(node)
            if isinstance(node.get("paths"), dict):
                node = {**node, "paths": with_slashes(node["paths"], ("paths",), warn)}
        if kind is Kind.COMPONENTS and isinstance(node.get("securitySchemes"), dict):
            schemes = sound_schemes(node["securitySchemes"], (*at, "securitySchemes"), warn)
            node = {**node, "securitySchemes": schemes}
        if kind in _WITH_SERVERS:
            node = with_servers(with_lists(node, at, warn), at, warn)
        if kind is Kind.SCHEMA:
            node = without_slashes(with_texts(with_type(node, at, warn), at, self._spelling, warn), at, warn)
        return node

    def _with_version(self, document: Document) -> Document:
        """Read `3.1` as `3.1.0`, whether it is a number or a text."""
        given = document.get("openapi")
        if isinstance(given, bool) or not isinstance(given, float | str) or not _TWO_NUMBERS.fullmatch(str(given)):
            return document
        message = f"`openapi` is the version of the specification, of three numbers, and not {given!r}"
        hint = f"it is taken for '{given}.0'"
        self.found.append(Diagnostic("openapi-version", message, ("openapi",), hint, Severity.NOTE))
        return {**document, "openapi": f"{given}.0"}

    def _warn(self, code: str, message: str, at: Pointer, hint: str) -> None:
        self.found.append(Diagnostic(code, message, at, hint, Severity.WARNING))
