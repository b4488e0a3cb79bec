"""From findings to entries: what is one fact becomes one entry, however often and in however many ways it shows."""

from collections.abc import Iterable
from typing import Any

from specloom.diagnostics import Pointer
from specloom.diff.entries import Direction, Entry, Side, Verdict
from specloom.diff.graph import Graph
from specloom.diff.joining import Group, Groups, join
from specloom.diff.pairs import SUBJECT, Anchors, Finding, quoted
from specloom.diff.revision import Revision
from specloom.diff.rules import RULES
from specloom.diff.settings import Settings
from specloom.diff.verdicts import source_verdict, wire_verdict

_DIRECTIONS = (Direction.REQUEST, Direction.RESPONSE, Direction.NEITHER)


def fold(findings: Iterable[Finding], graph: Graph, base: Revision, head: Revision, settings: Settings) -> list[Entry]:
    """Make entries of findings, worst first."""
    groups: Groups = {}
    for finding in findings:
        anchors = _anchors(finding, graph)
        subject = finding.subject or _subject(finding, anchors, graph)
        key = (finding.rule, subject, finding.detail)
        if key not in groups:
            groups[key] = Group(finding, subject, anchors)
        groups[key].add(finding, graph)
    join(groups, graph)
    entries = [_entry(group, graph, base, head, settings) for group in groups.values()]
    if settings.adjust is not None:
        entries = [settings.adjust(entry) for entry in entries]
    return sorted(entries, key=_order)


def _order(entry: Entry) -> tuple[Any, ...]:
    return (entry.verdict.rank, entry.wire.rank, entry.source.rank, entry.rule, entry.subject, entry.detail)


def _anchors(finding: Finding, graph: Graph) -> Anchors:
    """Where both sides of a finding stand in their documents."""
    if finding.pair is None:
        return finding.anchors
    found: list[Pointer | None] = []
    for side, origins in enumerate(graph.origins):
        at = origins.below(origins.pointer(finding.pair), finding.steps[side])
        found.append(origins.resolved(at) if finding.value else at)
    return (found[0], found[1])


def _subject(finding: Finding, anchors: Anchors, graph: Graph) -> str:
    """The name of what changed, in the newer document if it is there."""
    gone = finding.values[1] is None and finding.values[0] is not None
    for side in (0, 1) if gone else (1, 0):
        label = graph.origins[side].label(anchors[side])
        if label:
            return f"{label}{_unwritten(finding.steps[side], anchors[side] or ())}"
    names = finding.pair.names if finding.pair is not None else ("", "")
    return names[1] or names[0] or "document"


def _unwritten(steps: Pointer, at: Pointer) -> str:
    """The name of a property that a document requires and says nothing else about, so that it has no place there."""
    return f".{steps[1]}" if steps[:1] == ("properties",) and at[-len(steps) :] != steps else ""


def _entry(group: Group, graph: Graph, base: Revision, head: Revision, settings: Settings) -> Entry:
    """Make the entry."""
    rule = RULES[group.first.rule]
    wires = {direction: _worst(group, direction, settings) for direction in _DIRECTIONS}
    shown = tuple((direction, verdict) for direction, verdict in wires.items() if verdict is not None)
    sites = sorted({*group.sites, *graph.site_list(group.bits)})
    values = group.first.values
    return Entry(
        rule=rule.id,
        subject=group.subject,
        message=group.first.message.replace(SUBJECT, _spoken(group)),
        wire=min((verdict for _, verdict in shown), key=lambda verdict: verdict.rank),
        source=min(map(source_verdict, group.findings), key=lambda verdict: verdict.rank),
        sites=tuple(sites),
        detail=group.first.detail,
        why=rule.why,
        advice=rule.advice,
        base=_side(base, group.anchors[0], values[0]),
        head=_side(head, group.anchors[1], values[1]),
        union=group.first.union,
        tag=group.first.tag,
        parts=tuple(group.parts),
        directions=shown,
    )


def _spoken(group: Group) -> str:
    """The subject in a message."""
    return f"each of {len(group.operations)} operations" if group.operations else quoted(group.subject)


def _worst(group: Group, direction: Direction, settings: Settings) -> Verdict | None:
    found = [wire_verdict(finding, settings) for finding in group.findings if finding.direction is direction]
    return min(found, key=lambda verdict: verdict.rank) if found else None


def _side(revision: Revision, at: Pointer | None, value: Any) -> Side:
    return Side(value) if at is None else Side(value, at, revision.locate(at))
