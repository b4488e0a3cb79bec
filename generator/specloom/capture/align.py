"""Finding, in two versions of a document, what is the same thing in both."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from specloom.capture.selection import Operation
from specloom.grammar import Kind, Shape
from specloom.prose import Part, Spot, entries
from specloom.references import component_of, component_ref


@dataclass(frozen=True, slots=True)
class Renames:
    """Names that upstream has changed: new name to old.

    Attributes:
        paths: of operations that kept their operationId or their given name.
        components: by section, of components that are otherwise as they were.
    """

    paths: Mapping[str, str] = field(default_factory=dict)
    components: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def old(self, spot: Spot, section: str, name: str) -> str:
        """What the key of a map was called before."""
        if spot.shape is Shape.PATTERN and spot.what is Kind.PATH_ITEM:
            return self.paths.get(name, name)
        return self.components.get(section, {}).get(name, name)

    def old_ref(self, ref: str) -> str:
        """What a reference to a component was before."""
        component = component_of(ref) if self.components else None
        if component is None:
            return ref
        section, name = str(component[1]), str(component[2])
        old = self.components.get(section, {}).get(name)
        return ref if old is None else ref.replace(component_ref(section, name), component_ref(section, old), 1)


def find_renames(
    ours: dict[str, Any], theirs: dict[str, Any], before: list[Operation], now: list[Operation]
) -> Renames:
    """Find what is only called otherwise in the newer document.

    Args:
        ours: the document as it was captured.
        theirs: the same part of the upstream document of today.
        before: operations of the one.
        now: operations of the other.
    """
    old_paths = {operation.path for operation in before}
    new_paths = {operation.path for operation in now}
    by_name = {name: one.path for one in before for name in (one.name, one.id) if name}
    paths: dict[str, str] = {}
    for operation in now:
        old = by_name.get(operation.id) or by_name.get(operation.name)
        if operation.path not in old_paths and old and old not in new_paths and old not in paths.values():
            paths.setdefault(operation.path, old)
    components: dict[str, dict[str, str]] = {}
    for section, parts in theirs.get("components", {}).items():
        known = ours.get("components", {}).get(section, {})
        gone = {name: _outline(part) for name, part in known.items() if name not in parts}
        come = {name: _outline(part) for name, part in parts.items() if name not in known}
        for name, outline in come.items():
            same = [old for old, other in gone.items() if other == outline]
            twins = [other for other in come.values() if other == outline]
            # A shape that fits several, or none in particular, says nothing.
            if outline and len(same) == len(twins) == 1:
                components.setdefault(section, {})[name] = same[0]
    return Renames(paths, components)


def _outline(part: Any) -> str:
    """The shape of a component, without its words and without the names of others."""
    if not isinstance(part, dict):
        return ""

    def strip(value: Any, spot: Spot) -> Any:
        if isinstance(value, dict):
            return {
                key: strip(child, spot.step(key))
                for key, child in value.items()
                if key not in ("$ref", "mapping") and not (isinstance(child, str) and spot.is_prose(key))
            }
        return [strip(child, spot.step(index)) for index, child in entries(value)] if isinstance(value, list) else value

    outline = strip(part, Spot(Kind.SCHEMA))
    parts = [one for one in (outline, *(outline.get("allOf") or ())) if isinstance(one, dict)]
    names = {name for one in parts for name in one.get("properties", {})}
    names |= {str(value) for value in outline.get("enum", ())}
    return json.dumps(outline, sort_keys=True) if len(names) > 1 else ""


def align_list(ours: list[Any], theirs: list[Any], spot: Spot, renames: Renames) -> list[int | None]:
    """Say for each entry of the newer list which one of the older it is; None for a new one."""
    known = {name: index for index, name in enumerate(_names(ours, spot, Renames()))}
    return [known.get(name) for name in _names(theirs, spot, renames)]


def _names(items: list[Any], spot: Spot, renames: Renames) -> list[str]:
    """Name the entries of a list, so that equal things have equal names: the second of a kind is not the first."""
    counts: Counter[str] = Counter()
    names: list[str] = []
    for index, item in enumerate(items):
        name = entry_name(item, spot.step(index), renames)
        counts[name] += 1
        names.append(f"{name} {counts[name]}")
    return names


def entry_name(item: Any, spot: Spot, renames: Renames) -> str:
    """Name an entry of a list by what makes it what it is."""
    if not isinstance(item, dict):
        return json.dumps(item, sort_keys=True)
    if spot.what is not None and isinstance(item.get("$ref"), str):
        return f"$ref {renames.old_ref(item['$ref'])}"
    if spot.what is Kind.PARAMETER:
        return f"{item.get('in')} {item.get('name')}"
    if spot.what is Part.TAG:
        return str(item.get("name"))
    if spot.what is Part.SERVER:
        return str(item.get("url"))
    # Requirements of security are what they hold; other objects are told apart by where they stand.
    return json.dumps(item, sort_keys=True) if spot.field == "security" else "object"
