"""What a comparison finds: values that the comparators return and that reports, checks and releases read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from specloom.diagnostics import Location, Pointer

RULES_VERSION = "1"
"""Counts up when a rule is added, removed or judges otherwise; part of every report."""


class Verdict(StrEnum):
    """What a change does to those who do not change with it. The order is that of consequence, worst first."""

    BREAKING = "breaking"
    WARNING = "warning"
    """It breaks some of them: those that rely on what was never promised, or are closed where they may be open."""
    COMPATIBLE = "compatible"
    NONE = "none"
    """Nothing changes at this level at all."""

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Verdict).index(self)


class Direction(StrEnum):
    """Which way a value travels where a change shows."""

    REQUEST = "request"
    RESPONSE = "response"
    NEITHER = "neither"
    """For what is no value: an operation, a server, a date."""


@dataclass(frozen=True, slots=True, order=True)
class Site:
    """One place where a change shows to a user of the API.

    Attributes:
        operation: `POST /pets`.
        operation_id: of the operation, or "".
        direction: which way the value goes.
        place: where in the operation: `body`, `200`, `query parameter limit`, or "" for the whole of it.
    """

    operation: str
    operation_id: str
    direction: Direction
    place: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """What one of the two documents has where they differ.

    Attributes:
        value: the part of the normal form that changed, as JSON; None where there is none.
        pointer: where it stands in the document as it was read.
        location: file, line and column of that, if known.
    """

    value: Any = None
    pointer: Pointer = ()
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact.

    Attributes:
        rule: stable id of the rule, in kebab case: `union-variant-added`.
        subject: what changed, by its name in the document: `StreamsConnection`, `StreamsConnection.type`,
            `POST /pets`; at most one entry for each rule, subject, detail and pair of verdicts.
        detail: which one, where a subject can have several: a tag, a value, a parameter; or "".
        message: one sentence, without a full stop; names of the document are in backticks.
        why: one sentence on why the verdicts are what they are.
        advice: what to do about it: for the maintainer of the package, in one sentence, or "".
        wire: what it does to programs that talk to the API.
        source: what it does to Python code that uses the generated package.
        sites: everywhere it shows, in order.
        base: the older document's side.
        head: the newer document's side.
        union: the union that it belongs to, by name in the normal form, or "".
        tag: the variant of the union, by its tag, or "".
        accepted: why it was accepted, if it was.
        parts: what was folded into this fact, each in a few words (`mapping`, `oneOf`, `tag enum`).
        directions: the verdict for the wire in each direction in which it shows; `wire` is the worst of them.
    """

    rule: str
    subject: str
    message: str
    wire: Verdict
    source: Verdict
    sites: tuple[Site, ...] = ()
    detail: str = ""
    why: str = ""
    advice: str = ""
    base: Side = Side()
    head: Side = Side()
    union: str = ""
    tag: str = ""
    accepted: str = ""
    parts: tuple[str, ...] = ()
    directions: tuple[tuple[Direction, Verdict], ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The worse of the two."""
        return min(self.wire, self.source, key=lambda verdict: verdict.rank)


@dataclass(frozen=True, slots=True)
class UnionView:
    """A union as both documents have it, for reports that draw it.

    Attributes:
        name: of the union, in the newer document if it is there.
        property: the discriminator's, in the newer document if it is there.
        variants: for each tag, in order: schema name in the older and in the newer document, or None.
    """

    name: str
    property: str
    variants: Mapping[str, tuple[str | None, str | None]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that was found between two documents.

    Attributes:
        base: the older document, in words: `2024-11-13 of atlas-streams`.
        head: the newer one.
        entries: the facts, worst first, then by rule and subject.
        unions: the discriminated unions of both.
        documents: normal forms of the older and the newer document, for reports that show schemas.
        policy: the settings that verdicts depended on, by name: `unions`, `today`, `policy`.
    """

    base: str
    head: str
    entries: Sequence[Entry]
    unions: Sequence[UnionView] = ()
    documents: tuple[Mapping[str, Any], Mapping[str, Any]] = ({}, {})
    policy: Mapping[str, str] = field(default_factory=dict)

    def worst(self) -> Verdict:
        """The worst verdict of what was not accepted."""
        open_ = [entry.verdict for entry in self.entries if not entry.accepted]
        return min(open_, key=lambda verdict: verdict.rank, default=Verdict.NONE)
