"""Cutting some operations out of a document, with exactly what they reach."""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

from specloom.capture.selection import Operation, operations_of
from specloom.diagnostics import Diagnostic, Pointer, Severity, parse_pointer
from specloom.grammar import SECTIONS, Kind, walk
from specloom.references import component_ref, deref, local_pointer, node_at, own_refs
from specloom.slicing import without_unused

Json = dict[str, Any]

_FRONT = ("openapi", "$self", "jsonSchemaDialect", "info", "externalDocs", "servers", "security", "tags")
_SECTION_OF = {kind: section for section, kind in SECTIONS.items()}


def cut(document: Json, wanted: Iterable[Operation]) -> tuple[Json, list[Diagnostic]]:
    """Make a document of some operations of another.

    Extensions of the document as a whole stay behind: they are about its publication, and no operation refers to
    them. So do links to operations that were not asked for.

    Args:
        document: bundled; not changed.
        wanted: operations of it.

    Returns:
        The document, and notes about what was left out.
    """
    wanted = list(wanted)
    chosen = {operation.pointer for operation in wanted}
    result: Json = {key: document[key] for key in _FRONT if key in document}
    for section in ("paths", "webhooks"):
        items = document.get(section)
        if isinstance(items, dict):
            kept = {path: item for path in items if (item := _item(document, (section, path), chosen)) is not None}
            if kept or section == "paths":
                result[section] = kept
    if "components" in document:
        result["components"] = document["components"]
    result = deepcopy(without_unused(result, tags=True))
    if not result.get("tags"):
        result.pop("tags", None)
    result = _bring_along(document, result)
    notes = _drop_links(result, {operation.id for operation in wanted})
    if notes:
        result = without_unused(result, tags=True)
    if not result.get("components"):
        result.pop("components", None)
    return result, notes


def _item(document: Json, at: Pointer, chosen: set[Pointer]) -> Json | None:
    """Cut a path item; None if nothing in it is wanted."""
    item = node_at(document, at)
    if not isinstance(item, dict) or str(at[1]).startswith("x-"):
        return None
    meant = deref(document, item, at)
    present = [tokens for tokens, _ in operations_of(meant)]
    missing = [tokens for tokens in present if (*at, *tokens) not in chosen]
    if len(missing) == len(present):
        return None
    if not missing:
        return item
    result = {**meant, **{key: value for key, value in item.items() if key != "$ref"}}
    for tokens in missing:
        if len(tokens) == 1:
            del result[str(tokens[0])]
        else:
            others = {name: one for name, one in result[str(tokens[0])].items() if name != tokens[1]}
            result[str(tokens[0])] = others
            if not others:
                del result[str(tokens[0])]
    return result


def _bring_along(document: Json, result: Json) -> Json:
    """Move into components what is referred to, but stands in an operation that was not asked for."""
    homes: dict[str, str] = {}
    while foreign := list(_foreign(document, result)):
        for kind, holder, key, ref in foreign:
            if ref not in homes:
                section, name = _home(result, ref, kind)
                target = node_at(document, local_pointer(document, ref) or ())
                result.setdefault("components", {}).setdefault(section, {})[name] = deepcopy(target)
                homes[ref] = component_ref(section, name)
            holder[key] = homes[ref]
        # What was brought along may need components that nothing else does.
        components = _merged(document.get("components", {}), result["components"])
        result = deepcopy(without_unused({**result, "components": components}, tags=True))
    return result


def _foreign(document: Json, result: Json) -> Iterator[tuple[Kind, Any, str | int, str]]:
    """Yield the references to what is in the document but not in what was cut out: with kind, holder and key."""
    for place in walk(result):
        for tokens, ref in own_refs(place.kind, place.node):
            is_part = ref.startswith("#/") and not ref.startswith("#/components/") and tokens != ("operationRef",)
            # What leads nowhere upstream either is for others to report.
            if is_part and local_pointer(result, ref) is None and local_pointer(document, ref) is not None:
                yield place.kind, node_at(place.node, tokens[:-1]), tokens[-1], ref


def _home(result: Json, ref: str, kind: Kind) -> tuple[str, str]:
    """Choose a name in components, from where the part stood."""
    section = _SECTION_OF[kind]
    taken = result.get("components", {}).get(section, {})
    words = [word for token in parse_pointer(ref) for word in re.findall(r"[A-Za-z0-9]+", str(token))]
    base = "".join(word[:1].upper() + word[1:] for word in words if word not in ("paths", "content", "schema"))
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}_{number}"
    return section, name


def _merged(one: Json, other: Json) -> Json:
    return {section: {**one.get(section, {}), **other.get(section, {})} for section in {**one, **other}}


def _drop_links(result: Json, ids: set[str]) -> list[Diagnostic]:
    notes: list[Diagnostic] = []
    for place in list(walk(result)):
        links = place.node.get("links")
        if place.kind is not Kind.RESPONSE or not isinstance(links, dict):
            continue
        for name, link in list(links.items()):
            meant = deref(result, link)
            target = meant.get("operationId", meant.get("operationRef"))
            is_there = target in ids or local_pointer(result, str(target)) is not None
            if isinstance(target, str) and not is_there:
                del links[name]
                at = (*place.pointer, "links", name)
                message = f"the link {name!r} leads to an operation that is not captured, and is left out"
                notes.append(Diagnostic("link-dropped", message, at, severity=Severity.NOTE))
        if not links:
            del place.node["links"]
    return notes
