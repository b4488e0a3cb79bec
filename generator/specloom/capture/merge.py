"""Bringing what was captured up to date: upstream's structure, our words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from http import HTTPStatus
from typing import Any

from specloom.capture.align import Renames, align_list
from specloom.capture.order import place
from specloom.diagnostics import Pointer
from specloom.grammar import Kind, Shape
from specloom.prose import Prose, Spot, entries, iter_prose


class Action(StrEnum):
    """What happened to a part of the document."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference in structure between the fragment and upstream.

    Attributes:
        action: what happened.
        pointer: where, in the fragment as it will be; of what was removed, as it was.
        before: what was there; None if nothing was.
        after: what is there now; None if nothing is.
    """

    action: Action
    pointer: Pointer
    before: Any = None
    after: Any = None


@dataclass(slots=True)
class Log:
    """What merging noticed.

    Attributes:
        edits: what changed upstream.
        missing: where upstream has prose and the fragment has none, or only a stand-in.
        orphans: our prose that has lost its subject: where it stood, and what it said.
    """

    edits: list[Edit] = field(default_factory=list)
    missing: list[Pointer] = field(default_factory=list)
    orphans: list[tuple[Pointer, str]] = field(default_factory=list)


STAND_IN = "..."
"""In an example, in the place of upstream's words: there, a text may be needed for the example to fit."""

_STAND_INS = frozenset({STAND_IN, ""})
_RESPONSES = "responses"
_LEFT_OUT = object()


@dataclass(slots=True)
class Merger:
    """Merges two versions of a document.

    Attributes:
        prose: whether words come along where the fragment has none.
        renames: new names of old things.
        reached: names of components, by section, in the order in which operations reach them.
        statuses: of shared responses, by name, for the words that a response can't go without.
    """

    prose: Prose
    renames: Renames
    reached: Mapping[str, list[str]]
    statuses: Mapping[str, str]
    log: Log = field(default_factory=Log)

    def merge(self, ours: Any, theirs: Any, at: Pointer = (), old: Pointer = (), spot: Spot | None = None) -> Any:
        """Bring a value up to date.

        Args:
            ours: as the fragment has it.
            theirs: as upstream has it.
            at: where it will stand.
            old: where it stands now.
            spot: what stands there.
        """
        spot = spot or Spot()
        if isinstance(ours, dict) and isinstance(theirs, dict):
            return self._merge_dict(ours, theirs, at, old, spot)
        if isinstance(ours, list) and isinstance(theirs, list):
            return self._merge_list(ours, theirs, at, old, spot)
        if same(ours, theirs):
            return ours
        if isinstance(theirs, str) and self.renames.old_ref(theirs) == ours:
            return theirs
        self._lose(ours, old, spot)
        after = self.incoming(theirs, at, spot)
        self.log.edits.append(Edit(Action.CHANGED, at, ours, after))
        return after

    def _merge_dict(self, ours: dict[str, Any], theirs: dict[str, Any], at: Pointer, old: Pointer, spot: Spot) -> Any:
        section = str(at[1]) if len(at) == 2 and at[0] == "components" else ""
        pairs = pair_keys(ours, theirs, spot, section, self.renames)
        result: dict[str, Any] = {}
        coming: list[str] = []
        for key, value in theirs.items():
            previous = pairs.get(key)
            if previous is None:
                new = self._incoming_entry(key, value, (*at, key), spot)
                if new is not _LEFT_OUT:
                    result[key] = new
                    coming.append(key)
                    if not (isinstance(value, str) and spot.is_prose(key)):
                        self.log.edits.append(Edit(Action.ADDED, (*at, key), None, new))
                continue
            mine = ours[previous]
            if previous != key:
                self.log.edits.append(Edit(Action.RENAMED, (*at, key), previous, key))
            if isinstance(mine, str) and isinstance(value, str) and spot.is_prose(key):
                result[key] = mine
                is_stand_in = mine in _STAND_INS or (
                    spot.what is Kind.RESPONSE and mine == self._status_text((*at, key))
                )
                if is_stand_in and mine != value:
                    self.log.missing.append((*at, key))
                continue
            result[key] = self.merge(mine, value, (*at, key), (*old, previous), spot.step(key))
        names = {previous: key for key, previous in pairs.items()}
        staying: list[str] = []
        for key, value in ours.items():
            if key in names:
                staying.append(names[key])
            elif spot.is_object and isinstance(value, str) and spot.is_prose(key):
                result[key] = value  # Our own words about something that is still there.
                staying.append(key)
            else:
                self.log.edits.append(Edit(Action.REMOVED, (*old, key), value))
                self._lose(value, (*old, key), spot.step(key), is_prose=spot.is_prose(key))
        order = place(staying, coming, list(theirs), spot, self.reached.get(section, []))
        return {key: result[key] for key in order}

    def _merge_list(self, ours: list[Any], theirs: list[Any], at: Pointer, old: Pointer, spot: Spot) -> list[Any]:
        result: list[Any] = []
        origins = align_list(ours, theirs, spot, self.renames)
        for index, (value, origin) in enumerate(zip(theirs, origins, strict=True)):
            here, below = (*at, index), spot.step(index)
            if origin is None:
                new = self.incoming(value, here, below)
                result.append(new)
                self.log.edits.append(Edit(Action.ADDED, here, None, new))
            else:
                result.append(self.merge(ours[origin], value, here, (*old, origin), below))
        for index, value in enumerate(ours):
            if index not in origins:
                self.log.edits.append(Edit(Action.REMOVED, (*old, index), value))
                self._lose(value, (*old, index), spot.step(index))
        found = [origin for origin in origins if origin is not None]
        if found != sorted(found):
            self.log.edits.append(Edit(Action.CHANGED, at, ours, result))
        return result

    def incoming(self, value: Any, at: Pointer, spot: Spot) -> Any:
        """Copy what comes from upstream, with its words or without."""
        if isinstance(value, list):
            return [self.incoming(child, (*at, index), spot.step(index)) for index, child in enumerate(value)]
        if not isinstance(value, dict):
            return value
        copied = {key: self._incoming_entry(key, child, (*at, key), spot) for key, child in value.items()}
        return {key: child for key, child in copied.items() if child is not _LEFT_OUT}

    def _incoming_entry(self, key: str, value: Any, at: Pointer, spot: Spot) -> Any:
        if self.prose is Prose.UPSTREAM or not isinstance(value, str) or not spot.is_prose(key):
            new = self.incoming(value, at, spot.step(key))
            # Of a map of nothing but words, nothing is left.
            return _LEFT_OUT if new == {} != value and spot.step(key).what is None else new
        if at == ("info", "title"):
            return value  # It has to have one, and that is its name.
        self.log.missing.append(at)
        if spot.what is Kind.RESPONSE and key == "description":
            return self._status_text(at)
        if spot.field == "scopes":
            return ""  # Its name is needed, whatever is said about it.
        return STAND_IN if spot.is_example else _LEFT_OUT

    def _status_text(self, at: Pointer) -> str:
        """What a response is, by its status: a description is required, and this one is nobody's."""
        status = str(at[-2])
        if at[:2] == ("components", _RESPONSES):
            status = self.statuses.get(status, "")
        try:
            return f"{HTTPStatus(int(status)).phrase}."
        except ValueError:
            return "Any other response." if status == "default" else "A response."

    def _lose(self, value: Any, at: Pointer, spot: Spot, *, is_prose: bool = False) -> None:
        if isinstance(value, str) and is_prose and value not in _STAND_INS:
            self.log.orphans.append((at, value))
        self.log.orphans += [(pointer, text) for pointer, text in iter_prose(value, at, spot) if text not in _STAND_INS]


def pair_keys(
    ours: Mapping[str, Any], theirs: Mapping[str, Any], spot: Spot, section: str, renames: Renames
) -> dict[str, str]:
    """Say for each key of the newer mapping that was there before what it was called."""
    pairs = {key: renames.old(spot, section, key) for key in theirs}
    return {key: previous for key, previous in pairs.items() if previous in ours}


def shared_statuses(document: dict[str, Any]) -> dict[str, str]:
    """Find out for which status each shared response is used; the first of several counts."""
    found: dict[str, str] = {}
    prefix = f"#/components/{_RESPONSES}/"

    def visit(value: Any, spot: Spot) -> Iterator[tuple[str, str]]:
        for key, child in entries(value):
            if spot.what is Kind.RESPONSE and spot.shape is not Shape.ONE and isinstance(child, dict):
                ref = child.get("$ref")
                if isinstance(ref, str) and ref.startswith(prefix):
                    yield ref.removeprefix(prefix), str(key)
            elif isinstance(child, dict | list) and spot.step(key).what in _ON_THE_WAY:
                yield from visit(child, spot.step(key))

    for name, status in visit({"paths": document.get("paths", {}), "webhooks": document.get("webhooks", {})}, Spot()):
        found.setdefault(name, status)
    return found


_ON_THE_WAY = frozenset({Kind.PATH_ITEM, Kind.OPERATION, Kind.RESPONSE})


def same(one: Any, other: Any) -> bool:
    """Compare as JSON does: true is not 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return bool(one == other)
