"""Puts what changed in Python alone into a comparison of documents."""

from collections.abc import Sequence
from dataclasses import replace

import griffe

from specloom.diff.accepted import in_order
from specloom.diff.entries import Comparison, Entry, Side, Site, Verdict
from specloom.diff.python.changes import Change, compare_interfaces
from specloom.diff.python.codes import with_exceptions
from specloom.diff.python.interface import Interface, Part
from specloom.diff.python.places import Counterpart, Places
from specloom.diff.python.rules import RULES
from specloom.diff.revision import Revision

_NAMING = frozenset(
    {
        "argument-renamed",
        "class-replaced",
        "field-renamed",
        "operation-id-changed",
        "operation-regrouped",
        "operation-renamed",
        "request-class-joined",
        "request-class-split",
        "schema-renamed",
    }
)
"""Rules of documents that are about names in Python."""


def with_python(
    comparison: Comparison, revisions: tuple[Revision, Revision], interfaces: tuple[Interface, Interface]
) -> Comparison:
    """Add what changed in Python though the document says the same there.

    What follows from a change of the document is that change's to tell; it is added only if nothing that was found in
    the document is as bad for Python code.

    Args:
        comparison: of the documents.
        revisions: the older and the newer document.
        interfaces: of the packages that were made of them.
    """
    places = (Places(revisions[0]), Places(revisions[1]))
    entries, changes = with_exceptions(comparison.entries, compare_interfaces(*interfaces))
    worst = min((entry.source for entry in entries), key=lambda verdict: verdict.rank, default=Verdict.NONE)
    told = [entry for entry in entries if entry.rule in _NAMING]
    found: dict[tuple[str, str, str], Entry] = {}
    for change in changes:
        before, after = (place.of(change.path, change.parameter) for place in places)
        if _is_told(change, before, after, told) and worst.rank <= change.verdict.rank:
            continue
        known = after if after is not None and after.value is not None else before or after
        origin = _at_its_origin(change)
        entry = _entry(origin, known if origin is change else None, interfaces)
        key = (entry.rule, entry.subject, entry.detail)
        if key in found:
            found[key] = _joined(found[key], entry, change)
        else:
            found[key] = entry
    return replace(comparison, entries=in_order([*entries, *found.values()]))


def _at_its_origin(change: Change) -> Change:
    """Tell of a member that all models inherit from the runtime where it is defined, which is one fact."""
    part = change.head or change.base
    path = part.found.path.split(".") if part is not None else []
    if not change.rule.startswith("python-member-") or "_runtime" not in path:
        return change
    origin = ".".join(path[-2:])
    return replace(change, path=origin, message=change.message.replace(f"`{change.path}`", f"`{origin}`"))


def _is_told(change: Change, before: Counterpart | None, after: Counterpart | None, told: Sequence[Entry]) -> bool:
    """Whether the comparison of the documents has seen what led to this."""
    if before is None and after is None:
        return False
    if before is None or after is None or before.value != after.value:
        return True
    return any(_is_about(entry, one) for entry in told for one in (before, after))


def _is_about(entry: Entry, counterpart: Counterpart | None) -> bool:
    if counterpart is None:
        return False
    names = {counterpart.subject, counterpart.subject.partition(".")[0]}
    said = {entry.subject, entry.detail, *entry.parts} | {site.operation for site in entry.sites}
    return bool(names & said) or any(f"`{name}`" in entry.message for name in names)


def _entry(change: Change, counterpart: Counterpart | None, interfaces: tuple[Interface, Interface]) -> Entry:
    rule = RULES[change.rule]
    sites: tuple[Site, ...] = counterpart.sites if counterpart else ()
    return Entry(
        change.rule,
        counterpart.subject if counterpart else _plain(change.path),
        change.message,
        Verdict.NONE,
        change.verdict,
        sites,
        change.parameter,
        rule.why,
        rule.advice,
        _side(interfaces[0], change.base, change.before),
        _side(interfaces[1], change.head, change.after),
    )


def _joined(entry: Entry, other: Entry, change: Change) -> Entry:
    """One fact of two that are the same about twins: blocking and asynchronous, model and dictionary."""
    worse = min(entry, other, key=lambda one: one.source.rank)
    if entry.message == other.message:
        return worse
    return replace(worse, parts=(*entry.parts, f"`{change.path}`"))


def _plain(path: str) -> str:
    """A path, the same for both twins."""
    return ".".join(part.removeprefix("Async") for part in path.split("."))


def _side(interface: Interface, part: Part | None, text: str) -> Side:
    if part is None:
        return Side(text or None)
    return Side(text or _signature(part.found), (), interface.locate(part))


def _signature(found: griffe.Object) -> str:
    """A thing in one line, as far as a reader needs it to know it again."""
    if isinstance(found, griffe.Function):
        return f"{found.name}({', '.join(parameter.name for parameter in found.parameters)})"
    if isinstance(found, griffe.Attribute) and found.annotation:
        return f"{found.name}: {found.annotation}"
    return f"{found.kind.value} {found.name}"
