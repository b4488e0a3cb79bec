"""Findings that are one fact, and facts that follow from others."""

from specloom.diff.entries import Site
from specloom.diff.graph import Graph
from specloom.diff.keywords import key_of
from specloom.diff.pairs import Anchors, Finding, Pair

Key = tuple[str, str, str]
"""A rule, a subject and a detail: what makes an entry."""


class Group:
    """Findings that are one fact.

    Attributes:
        first: the first of them, which speaks for all.
        subject: what changed.
        anchors: where that stands on each side.
        findings: all of them.
        bits: the operations that they show in, as `Graph.site_list` reads them.
        sites: where those show that are in no schema.
        parts: what was folded into them, each once.
        operations: where the same is said of several operations, those.
    """

    def __init__(self, first: Finding, subject: str, anchors: Anchors) -> None:
        self.first = first
        self.subject = subject
        self.anchors = anchors
        self.findings: list[Finding] = []
        self.bits = 0
        self.sites: dict[Site, None] = {}
        self.parts: dict[str, None] = {}
        self.operations: dict[str, None] = {}

    def add(self, finding: Finding, graph: Graph) -> None:
        """Take one more."""
        self.findings.append(finding)
        if finding.pair is not None:
            self.bits |= graph.sites(finding.pair)
        self.sites.update(dict.fromkeys(finding.sites))
        self.parts.update(dict.fromkeys(finding.parts))

    def take(self, other: "Group", *parts: str) -> None:
        """Take all that another group has, and say what that was."""
        self.bits |= other.bits
        self.sites |= other.sites
        self.parts.update(dict.fromkeys((*parts, *other.parts)))

    @property
    def pair(self) -> Pair | None:
        """Where it was found first."""
        return self.first.pair


Groups = dict[Key, Group]


def join(groups: Groups, graph: Graph) -> None:
    """Leave out what only follows from another change, or is a part of it."""
    _join_holders(groups, graph)
    _join_reasons(groups)
    _join_variants(groups, graph)
    _join_deprecations(groups)
    _join_derived_names(groups)
    _join_operations(groups)


def _join_holders(groups: Groups, graph: Graph) -> None:
    """Let a class for requests that is only there for the sake of one that it holds be a part of that."""
    for rule in ("request-class-split", "request-class-joined"):
        split = {key: group for key, group in groups.items() if key[0] == rule and group.pair is not None}
        by_pair = {id(group.pair): key for key, group in split.items()}
        held: dict[Key, list[Key]] = {}
        for key, group in split.items():
            inside = graph.within([group.pair]) if group.pair is not None else []
            held[key] = [other for pair in inside if (other := by_pair.get(id(pair))) is not None and other != key]
        # Classes that hold each other have one reason; the first in order speaks for them.
        leaves = [key for key in split if not any(key not in held[other] or other < key for other in held[key])]
        for key in split:
            reasons = [other for other in held[key] if other in leaves]
            if key not in leaves and reasons:
                groups[min(reasons)].take(groups.pop(key), f"`{key[1]}`")


_SPLITTING = frozenset(
    {"property-became-read-only", "required-property-became-read-only", "property-became-write-only"}
)


def _join_reasons(groups: Groups) -> None:
    """Let a class for requests be a part of the change of the property that is the reason for it."""
    for key in [key for key in groups if key[0] == "request-class-split"]:
        reasons = [other for other in groups if other[0] in _SPLITTING and other[1].startswith(f"{key[1]}.")]
        if reasons:
            groups[min(reasons)].take(groups.pop(key), f"class `{key[1]}` for requests")


def _join_variants(groups: Groups, graph: Graph) -> None:
    """Let what happens to a property in the same way in several variants of a union be one change of the union."""
    alike: dict[tuple[str, str, str, str], list[Key]] = {}
    for key, group in groups.items():
        steps, parent = group.first.steps, group.pair.parent if group.pair is not None else None
        if parent is None or steps[1][:1] != ("properties",) or group.pair is None:
            continue
        if not {"oneOf", "anyOf"} & {*group.pair.steps[0], *group.pair.steps[1]}:
            continue
        union = graph.origins[1].spoken(parent.names[1]) or graph.origins[0].spoken(parent.names[0])
        if union:
            values = key_of(group.first.values)
            alike.setdefault((key[0], union, str(steps[1][-1]), values), []).append(key)
    for (rule, union, label, _), keys in alike.items():
        subject = f"{union}.{label}"
        if len(keys) < 2 or (rule, subject, "") in groups:
            continue
        joined = groups.pop(keys[0])
        first_name = joined.subject.rpartition(".")[0]
        joined.subject = subject
        joined.parts[f"`{first_name}`"] = None
        for key in keys[1:]:
            other = groups.pop(key)
            joined.findings += other.findings
            joined.take(other, f"`{key[1].rpartition('.')[0]}`")
        groups[rule, subject, ""] = joined


def _join_deprecations(groups: Groups) -> None:
    """Let an operation that is deprecated since it has a last day be one change."""
    last_days = {key[1]: key for key in groups if key[0] in ("sunset-added", "sunset-too-soon")}
    for key in [key for key in groups if key[0] == "operation-deprecated"]:
        if key[1] in last_days:
            groups[last_days[key[1]]].take(groups.pop(key), "deprecated")


def _join_derived_names(groups: Groups) -> None:
    """Let the new name of a class that is derived from the name of another be a part of that one's."""
    renamed = [key for key in groups if key[0] in ("schema-renamed", "class-replaced")]
    for key in sorted(renamed, key=lambda one: len(one[1])):
        for reason in renamed:
            if reason in groups and key in groups and _follows(key, reason):
                groups[reason].take(groups.pop(key), f"`{key[1]}`")


def _follows(key: Key, reason: Key) -> bool:
    (_, old, new), (_, before, after) = key, reason
    is_longer = old != before and old.startswith(before) and new.startswith(after)
    return is_longer and old[len(before) :] == new[len(after) :]


def _join_operations(groups: Groups) -> None:
    """Let what is said of many operations in the same way (a header that all answers have) be one change."""
    alike: dict[tuple[str, str, str], list[Key]] = {}
    for key, group in groups.items():
        about_operations = group.pair is None and key[1] in {site.operation for site in group.sites}
        if about_operations and key[2]:
            alike.setdefault((key[0], key[2], _shared_name(group.first)), []).append(key)
    for (rule, detail, name), keys in alike.items():
        if len(keys) > 1 and (rule, name or detail, detail) not in groups:
            joined = groups[rule, name or detail, detail] = groups.pop(keys[0])
            joined.subject = name or detail
            joined.operations = {key[1]: None for key in keys}
            for key in keys[1:]:
                other = groups.pop(key)
                joined.findings += other.findings
                joined.take(other)


def _shared_name(finding: Finding) -> str:
    """What the change of one operation has in common with others: a component, or a text that became another."""
    before, after = finding.values
    if isinstance(before, str) or isinstance(after, str):
        return " -> ".join(str(one) for one in (before, after) if one is not None)
    for one in (after, before):
        if isinstance(one, dict) and isinstance(one.get("$ref"), str):
            return str(one["$ref"]).rpartition("/")[2]
    return ""
