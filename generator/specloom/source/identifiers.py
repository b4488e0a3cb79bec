"""References by identifier (JSON Schema 2020-12, core, 8.2; OpenAPI 3.2, `$self`), rewritten as JSON pointers.

A schema with an `$id` is a resource of its own: references in it are relative to that, and others may name it by it.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

from specloom.diagnostics import Pointer, format_pointer, parse_pointer
from specloom.grammar import Kind, Place, walk
from specloom.references import local_pointer, node_at, own_refs, plain_fragment

_ANCHORS = ("$anchor", "$dynamicAnchor")
_MOST_FILES = 5000
"""How many files are looked at: a document may stand in a folder with anything else."""


def settle_identifiers(
    data: dict[str, Any], kind: Kind = Kind.DOCUMENT, starts: Sequence[Pointer] = ((),)
) -> dict[str, Pointer]:
    """Rewrite, in place, each reference that an identifier of the same document explains.

    What none explains stays as it is: a path of another file, or an error that others report.

    Args:
        data: an OpenAPI document, or a file of one.
        kind: what it is, or what stands at each of `starts`.
        starts: where to begin.

    Returns:
        Where each resource is, by its identifier.
    """
    own = data.get("$self")
    base = own if isinstance(own, str) else ""
    resources: dict[str, Pointer] = {base: ()}
    anchors: dict[tuple[str, str], Pointer] = {}
    places: list[tuple[Place, str]] = []
    above: list[tuple[Pointer, str]] = [((), base)]
    for place in (place for start in starts for place in walk(node_at(data, start), start, kind)):
        while place.pointer[: len(above[-1][0])] != above[-1][0]:
            above.pop()
        base = above[-1][1]
        if place.kind is Kind.SCHEMA:
            name = place.node.get("$id")
            if isinstance(name, str) and not name.startswith("#"):
                base = _joined(base, urldefrag(name)[0])
                resources.setdefault(base, place.pointer)
                above.append((place.pointer, base))
            for keyword in _ANCHORS:
                if isinstance(anchor := place.node.get(keyword), str):
                    anchors.setdefault((base, anchor), place.pointer)
        places.append((place, base))
    for place, base in places:
        for tokens, ref in own_refs(place.kind, place.node):
            holder, key = node_at(place.node, tokens[:-1]), tokens[-1]
            if holder[key] != ref:
                continue
            uri, fragment = urldefrag(_joined(base, ref))
            pointer = _found(data, resources.get(uri), plain_fragment(fragment), anchors.get((uri, fragment)))
            if pointer is None:
                continue
            if key != "$dynamicRef":
                holder[key] = format_pointer(pointer)
            elif "$ref" not in holder and _is_plain(node_at(data, pointer), fragment):
                # Core, 8.2.3.2: what is no dynamic anchor to begin with is referred to as by `$ref`.
                holder["$ref"] = format_pointer(pointer)
                del holder[key]
    return resources


def outermost_resources(data: object) -> list[Pointer]:
    """Find the schemas that have an `$id` and are in none that has, in a file that may hold anything."""
    found: list[Pointer] = []
    waiting: list[tuple[Pointer, object]] = [((), data)]
    while waiting:
        at, node = waiting.pop()
        if isinstance(node, dict) and isinstance(node.get("$id"), str):
            found.append(at)
        elif isinstance(node, dict):
            waiting += [((*at, key), value) for key, value in node.items()]
        elif isinstance(node, list):
            waiting += [((*at, index), value) for index, value in enumerate(node)]
    return found


def anchored(data: object, name: str) -> Pointer | None:
    """Find the place that has an anchor, in a file that may hold anything."""
    waiting: list[tuple[Pointer, object]] = [((), data)]
    while waiting:
        at, node = waiting.pop()
        if isinstance(node, dict):
            if any(node.get(keyword) == name for keyword in _ANCHORS):
                return at
            waiting += [((*at, key), value) for key, value in node.items()]
        elif isinstance(node, list):
            waiting += [((*at, index), value) for index, value in enumerate(node)]
    return None


def files_below(folder: Path, suffixes: Collection[str]) -> Iterator[Path]:
    """The files in a folder and those in it, in order, up to a number; links are not followed."""
    seen = 0
    for at, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            seen += 1
            if seen > _MOST_FILES:
                return
            path = Path(at, name)
            if path.suffix in suffixes and path.is_file() and not path.is_symlink():
                yield path


def _found(data: dict[str, Any], resource: Pointer | None, fragment: str, anchor: Pointer | None) -> Pointer | None:
    if resource is None:
        return None
    if not fragment:
        return resource
    if not fragment.startswith("/"):
        return anchor
    inside = format_pointer((*resource, *parse_pointer(fragment)))
    return local_pointer(data, inside)


def _is_plain(schema: object, fragment: str) -> bool:
    return not isinstance(schema, dict) or schema.get("$dynamicAnchor") != fragment


def _joined(base: str, ref: str) -> str:
    """A reference made absolute; one that is no URI at all stays as it is."""
    if ref.startswith("#"):
        return urldefrag(base)[0] + ref  # What `urljoin` does only for schemes that it knows, `urn` not among them.
    try:
        return urljoin(base, ref)
    except ValueError:
        return ref
