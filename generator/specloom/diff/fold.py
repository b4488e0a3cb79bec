"""From findings to entries: what is one fact becomes one entry, however often and in however many ways it shows."""

from collections.abc import Iterable
from typing import Any

from specloom.diagnostics import Pointer
from specloom.diff.entries import Direction, Entry, Side, Site, Verdict
from specloom.diff.graph import Graph
from specloom.diff.pairs import SUBJECT, Anchors, Finding, quoted
from specloom.diff.revision import Revision
from specloom.diff.rules import RULES
from specloom.diff.settings import Settings
from specloom.diff.verdicts import source_verdict, wire_verdict

_DIRECTIONS = (Direction.REQUEST, Direction.RESPONSE, Direction.NEITHER)


def fold(findings: Iterable[Finding], graph: Graph, base: Revision, head: Revision, settings: Settings) -> list[Entry]:
    """Make entries of findings, worst first."""
    groups: dict[tuple[str, str, str], _Group] = {}
    for finding in findings:
        anchors = _anchors(finding, graph)
        subject = finding.subject or _subject(finding, anchors, graph)
        key = (finding.rule, subject, finding.detail)
        if key not in groups:
            groups[key] = _Group(finding, subject, anchors)
        groups[key].add(finding, graph)
    _join_class_splits(groups)
    renamed = {(group.subject, group.first.detail) for group in groups.values() if group.first.rule == "schema-renamed"}
    entries = [
        group.entry(graph, base, head, settings)
        for group in groups.values()
        if not (group.first.rule == "schema-renamed" and _follows(group.subject, group.first.detail, renamed))
    ]
    if settings.adjust is not None:
        entries = [settings.adjust(entry) for entry in entries]
    return sorted(entries, key=_order)


_SPLITTING = frozenset(
    {"property-became-read-only", "required-property-became-read-only", "property-became-write-only"}
)


def _join_class_splits(groups: "dict[tuple[str, str, str], _Group]") -> None:
    """Let a class of its own for requests be a part of the change of a property that is the reason for it."""
    for key in [key for key in groups if key[0] == "request-class-split"]:
        reasons = [
            one for (rule, subject, _), one in groups.items() if rule in _SPLITTING and subject.startswith(f"{key[1]}.")
        ]
        if reasons:
            reasons[0].parts["class for requests"] = None
            del groups[key]


def _order(entry: Entry) -> tuple[Any, ...]:
    return (entry.verdict.rank, entry.wire.rank, entry.source.rank, entry.rule, entry.subject, entry.detail)


def _follows(old: str, new: str, renamed: set[tuple[str, str]]) -> bool:
    """Whether a name changed only because that of the schema it is derived from did."""
    return any(
        (old, new) != (before, after) and old.startswith(before) and new.startswith(after)
        and old[len(before) :] == new[len(after) :]
        for before, after in renamed
    )  # fmt: skip


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
            return label
    names = finding.pair.names if finding.pair is not None else ("", "")
    return names[1] or names[0] or "document"


class _Group:
    """Findings that are one fact."""

    def __init__(self, first: Finding, subject: str, anchors: Anchors) -> None:
        self.first = first
        self.subject = subject
        self.anchors = anchors
        self.findings: list[Finding] = []
        self.bits = 0
        self.sites: dict[Site, None] = {}
        self.parts: dict[str, None] = {}

    def add(self, finding: Finding, graph: Graph) -> None:
        """Take one more."""
        self.findings.append(finding)
        if finding.pair is not None:
            self.bits |= graph.sites(finding.pair)
        self.sites.update(dict.fromkeys(finding.sites))
        self.parts.update(dict.fromkeys(finding.parts))

    def entry(self, graph: Graph, base: Revision, head: Revision, settings: Settings) -> Entry:
        """Make the entry."""
        rule = RULES[self.first.rule]
        wires = {direction: self._worst(direction, settings) for direction in _DIRECTIONS}
        shown = tuple((direction, verdict) for direction, verdict in wires.items() if verdict is not None)
        sites = sorted({*self.sites, *graph.site_list(self.bits)})
        values = self.first.values
        return Entry(
            rule=rule.id,
            subject=self.subject,
            message=self.first.message.replace(SUBJECT, quoted(self.subject)),
            wire=min((verdict for _, verdict in shown), key=lambda verdict: verdict.rank),
            source=min(map(source_verdict, self.findings), key=lambda verdict: verdict.rank),
            sites=tuple(sites),
            detail=self.first.detail,
            why=rule.why,
            advice=rule.advice,
            base=_side(base, self.anchors[0], values[0]),
            head=_side(head, self.anchors[1], values[1]),
            union=self.first.union,
            tag=self.first.tag,
            parts=tuple(self.parts),
            directions=shown,
        )

    def _worst(self, direction: Direction, settings: Settings) -> Verdict | None:
        found = [wire_verdict(finding, settings) for finding in self.findings if finding.direction is direction]
        return min(found, key=lambda verdict: verdict.rank) if found else None


def _side(revision: Revision, at: Pointer | None, value: Any) -> Side:
    return Side(value) if at is None else Side(value, at, revision.locate(at))
