"""Captures operations of an upstream document as a fragment, and brings a fragment up to date with upstream.

Structure is upstream's; comments, the order of keys and whatever prose a fragment has are its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from specloom.capture.align import Renames, find_renames
from specloom.capture.changes import Change, describe
from specloom.capture.cut import cut
from specloom.capture.merge import Log, Merger, shared_statuses
from specloom.capture.order import canonical, reach
from specloom.capture.provenance import Provenance, known_prose, renew
from specloom.capture.rewrite import rewrite
from specloom.capture.selection import NAME_EXTENSIONS, Operation, Selection, operations, select
from specloom.capture.write import Style, write_block
from specloom.diagnostics import Diagnostic, Pointer, SpecError
from specloom.prose import Prose, Spot
from specloom.source import Document
from specloom.source.text import TextError
from specloom.source.yaml_text import read_yaml

__all__ = ["Captured", "Change", "Fragment", "Prose", "Provenance", "Selection", "capture", "select_part"]


@dataclass(frozen=True, slots=True)
class Fragment:
    """A fragment that was captured before.

    Attributes:
        document: what it holds; not bundled.
        text: its file's text, without a byte order mark.
    """

    document: Document
    text: str


@dataclass(frozen=True, slots=True)
class Captured:
    """A fragment, and what there is to say about it.

    Attributes:
        text: of the fragment.
        document: what it holds.
        operations: how many.
        changes: what has changed upstream since the fragment was captured; [] for a new one.
        missing: where upstream has prose, and the fragment has none yet.
        orphans: our prose and comments that have lost their subject: where they stood, and what they said.
        notes: what was left out.
    """

    text: str
    document: dict[str, Any]
    operations: int
    changes: list[Change]
    missing: list[Pointer]
    orphans: list[tuple[Pointer, str]]
    notes: list[Diagnostic]


def capture(
    upstream: dict[str, Any],
    selection: Selection,
    provenance: Provenance,
    existing: Fragment | None = None,
    *,
    prose: Prose | None = None,
    only: bool = False,
    extensions: Sequence[str] = NAME_EXTENSIONS,
) -> Captured:
    """Capture operations and exactly what they reach.

    Args:
        upstream: the upstream document, bundled; not changed.
        selection: the operations.
        provenance: where the document comes from.
        existing: the fragment to bring up to date. The operations that it holds stay selected, and `selection` may
            be empty.
        prose: whether upstream's words come along where the fragment has none of its own; by default as the fragment
            was captured the last time, and else without.
        only: whether operations of the fragment that `selection` doesn't name go.
        extensions: that name an operation in place of its `operationId`.

    Raises:
        SpecError: the selection means nothing here, or the fragment can't be edited.
    """
    known = operations(upstream, extensions)
    if not selection and existing is None:
        hint = "Name operations, a tag or a path prefix, or take all of them."
        raise SpecError(Diagnostic("nothing-selected", "no operation is selected", hint=hint))
    wanted = select(known, selection) if selection else []
    before = operations(existing.document.data, extensions) if existing else []
    if not only or not selection:
        still = _still_there(before, known)
        wanted = [operation for operation in known if operation in wanted or operation.pointer in still]
    if not wanted:
        hint = "Name the operations to capture in their place."
        raise SpecError(Diagnostic("no-operations", "upstream has no operation of the fragment any more", hint=hint))
    part, notes = cut(upstream, wanted)
    if existing is None:
        return _new(part, provenance, prose or Prose.NONE, len(wanted), notes)
    return _update(part, provenance, prose, existing, (before, operations(part, extensions)), notes)


def select_part(document: dict[str, Any], selection: Selection) -> tuple[dict[str, Any], list[Diagnostic]]:
    """Cut the selected operations out of a document, words and all.

    Raises:
        SpecError: the selection means nothing here.
    """
    return cut(document, select(operations(document), selection))


def _new(part: dict[str, Any], provenance: Provenance, prose: Prose, count: int, notes: list[Diagnostic]) -> Captured:
    merger = _merger(part, prose, Renames())
    document = merger.incoming(canonical(part), (), Spot())
    lines = [*renew([], provenance, prose), *write_block(document, 0, Style(), Spot()), ""]
    text = "\n".join(lines)
    _check(text, document)
    return Captured(text, document, count, [], merger.log.missing, [], notes)


def _update(
    part: dict[str, Any],
    provenance: Provenance,
    prose: Prose | None,
    existing: Fragment,
    both: tuple[list[Operation], list[Operation]],
    notes: list[Diagnostic],
) -> Captured:
    ours = existing.document.data
    unified = existing.text.replace("\r\n", "\n")
    lines = unified.split("\n")
    first = next((index for index, line in enumerate(lines) if line.strip() and not line.startswith("#")), len(lines))
    prose = prose or known_prose(lines[:first]) or Prose.NONE
    renames = find_renames(ours, part, *both)
    merger = _merger(part, prose, renames)
    merged = merger.merge(ours, canonical(part))
    written = rewrite(unified, ours, merged, renames)
    lines = written.text.split("\n")
    text = "\n".join([*renew(lines[:first], provenance, prose), *lines[first:]])
    _check(text, merged)
    log = merger.log
    orphans = log.orphans + [((), comment) for comment in written.comments]
    return Captured(
        text.replace("\n", "\r\n") if "\r\n" in existing.text else text,
        merged,
        len(both[1]),
        describe(log.edits, ours, merged, both),
        log.missing,
        orphans,
        notes,
    )


def _merger(part: dict[str, Any], prose: Prose, renames: Renames) -> Merger:
    return Merger(prose, renames, reach(part), shared_statuses(part), Log())


def _still_there(before: list[Operation], known: list[Operation]) -> set[Pointer]:
    """Find the operations of a fragment in the upstream document: by their call, else by their names."""
    found: set[Pointer] = set()
    by_call = {operation.pointer: operation for operation in known}
    by_name = {name: operation for operation in reversed(known) for name in (operation.name, operation.id) if name}
    for operation in before:
        match = by_call.get(operation.pointer) or by_name.get(operation.id) or by_name.get(operation.name)
        if match is not None:
            found.add(match.pointer)
    return found


def _check(text: str, document: dict[str, Any]) -> None:
    """Make sure that a text holds what it should.

    Raises:
        SpecError: it doesn't, since the fragment shares parts by anchors.
    """
    try:
        is_right = read_yaml(text) == document
    except TextError:
        is_right = False
    if is_right:
        return
    if "&" in text:
        hint = "Write out what the aliases (*name) of the fragment stand for."
        raise SpecError(Diagnostic("shared-parts", "the fragment shares parts that are no longer the same", hint=hint))
    raise RuntimeError("the fragment does not hold what was captured")
