"""`accepted-changes.yaml`: changes that a maintainer has seen and takes, and verdicts that are set otherwise."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

from specloom.diagnostics import Diagnostic, Severity, SpecError
from specloom.diff.entries import Comparison, Direction, Entry, Site, Verdict
from specloom.source import Document, read_document
from specloom.typed import validate
from specloom.workspace import ACCEPTED

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def check_day(value: str) -> str:
    """Check that a text is a day of the calendar, such as 2026-06-30.

    Raises:
        ValueError: it isn't.
    """
    try:
        if _DAY.fullmatch(value):
            datetime.date.fromisoformat(value)
            return value
    except ValueError:
        pass
    raise ValueError(f"{value!r} is not a day of the calendar such as 2026-06-30")


def _check_text(value: str) -> str:
    if not value.strip():
        raise ValueError("this can't be empty")
    return value


Day = Annotated[str, AfterValidator(check_day)]
Text = Annotated[str, AfterValidator(_check_text)]


class Scope(BaseModel):
    """Which changes are meant. What is not said means any."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    rule: Text
    """The rule's id, as in reports: `union-variant-removed`. `specloom diff --rules` lists them."""
    operation: Text | None = None
    """Operations as reports write them, where `*` stands for any text: `POST /pets`, `* /pets/*`."""
    direction: Direction | None = None
    """`request` or `response`."""
    variant: Text | None = None
    """The tag of the variant of a union."""
    subject: Text | None = None
    """What changed, as in reports, where `*` stands for any text: `Pet.name`."""

    def covers(self, entry: Entry) -> bool:
        """Tell whether a fact is of the kind that is meant, wherever it shows."""
        return (
            self.rule == entry.rule
            and (
                self.variant is None or self.variant == entry.tag or bool(entry.union and self.variant == entry.detail)
            )
            and _fits(self.subject, entry.subject)
        )

    def covers_site(self, entry: Entry, site: Site | None) -> bool:
        """Tell whether one place where the fact shows is meant; None stands for a fact that shows nowhere."""
        operation = site.operation if site else entry.subject
        direction = site.direction if site else Direction.NEITHER
        return _fits(self.operation, operation) and self.direction in (None, direction)


def _fits(glob: str | None, text: str) -> bool:
    """Tell whether a text is of a form in which `*`, and nothing else, stands for any text."""
    return glob is None or re.fullmatch(".*".join(map(re.escape, glob.split("*"))), text, re.DOTALL) is not None


class Acceptance(Scope):
    """A change that is taken, for a time."""

    reason: Text
    """Why it may go on; it stands in every report."""
    expires: Day
    """The last day on which this holds."""


class Setting(Scope):
    """Another verdict than the rule's own."""

    wire: Verdict | None = None
    """What it does to programs that talk to the API."""
    source: Verdict | None = None
    """What it does to Python code that uses the package."""
    reason: Text
    """Why the rule is wrong here."""

    @model_validator(mode="after")
    def _says_something(self) -> Setting:
        if self.wire is None and self.source is None:
            raise ValueError("say which verdict it sets: wire, source or both")
        return self


class AcceptedChanges(BaseModel):
    """Everything that `accepted-changes.yaml` can say."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    accepted: tuple[Acceptance, ...] = ()
    """Changes that are taken; they are reported, and fail no check."""
    severity: tuple[Setting, ...] = ()
    """Verdicts that differ from those of the rules; where several fit, the last one counts."""


def read_accepted(path: Path, rules: Collection[str]) -> tuple[AcceptedChanges, Document]:
    """Read the file.

    Args:
        path: of the file.
        rules: the ids that there are.

    Returns:
        What it says, and the document for places in it.

    Raises:
        SpecError: for each key it doesn't know and each value that doesn't fit, at its line.
    """
    document = read_document(path)
    changes = validate(AcceptedChanges, document)
    found: list[Diagnostic] = []
    for key, scopes in (("accepted", changes.accepted), ("severity", changes.severity)):
        for index, scope in enumerate(scopes):
            if scope.rule not in rules:
                close = get_close_matches(scope.rule, rules, n=1)
                hint = f"Did you mean {close[0]!r}?" if close else "`specloom diff --rules` lists them."
                found.append(Diagnostic("unknown-rule", f"there is no rule {scope.rule!r}", (key, index, "rule"), hint))
    if found:
        raise SpecError(document.place(found))
    return changes, document


def apply_accepted(
    comparison: Comparison, changes: AcceptedChanges, document: Document, today: str | None
) -> tuple[Comparison, list[Diagnostic]]:
    """Set verdicts and mark what is accepted.

    A fact is accepted where everything that it shows at is covered; one whose verdict is set for some of its places
    becomes two.

    Args:
        comparison: as it was found.
        changes: what the maintainers say about it.
        document: where they say it.
        today: the day that expiry dates are compared with; without one, none has passed.

    Returns:
        The comparison, and a warning for each line of the file that has expired or that nothing is left for.
    """
    used: set[tuple[str, int]] = set()
    judged = [part for entry in comparison.entries for part in _judged(entry, changes.severity, used)]
    valid = [(at, one) for at, one in enumerate(changes.accepted) if today is None or one.expires >= today]
    found: list[Diagnostic] = []
    entries = []
    for entry in judged:
        fits = [(at, one) for at, one in valid if one.covers(entry)]
        sites: Sequence[Site | None] = entry.sites or (None,)
        by_site = [[at for at, one in fits if one.covers_site(entry, site)] for site in sites]
        covering = sorted({at for ats in by_site for at in ats})
        used |= {("accepted", at) for at in covering}
        if covering and all(by_site):
            reasons = dict.fromkeys(changes.accepted[at].reason for at in covering)
            entries.append(replace(entry, accepted="; ".join(reasons)))
            continue
        entries.append(entry)
        if covering:
            open_ = sorted({str(site.operation) for site, ats in zip(entry.sites, by_site, strict=True) if not ats})
            found.append(_partial(entry, covering[0], open_))
    if today is None and changes.accepted:
        found.append(_NOT_JUDGED)
    found += _leftovers(changes, used, today)
    return replace(comparison, entries=in_order(entries)), document.place(found)


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    """Sort facts by consequence, then by rule and subject."""
    return sorted(
        entries,
        key=lambda one: (one.verdict.rank, one.wire.rank + one.source.rank, one.rule, one.subject, one.detail),
    )


_NOT_JUDGED = Diagnostic(
    "expiry-not-judged",
    "whether these entries have expired is not known",
    ("accepted",),
    "Say with --today which day it is.",
    Severity.NOTE,
)


def _judged(entry: Entry, settings: Sequence[Setting], used: set[tuple[str, int]]) -> Iterator[Entry]:
    fits = [(at, one) for at, one in enumerate(settings) if one.covers(entry)]
    if not fits:
        yield entry
        return
    sites: Sequence[Site | None] = entry.sites or (None,)
    parts: dict[tuple[Verdict, Verdict, str], list[Site]] = {}
    for site in sites:
        wire, source, reason = entry.wire, entry.source, ""
        for at, one in fits:
            if one.covers_site(entry, site):
                used.add(("severity", at))
                wire, source, reason = one.wire or wire, one.source or source, one.reason
        parts.setdefault((wire, source, reason), []).extend([site] if site else [])
    for (wire, source, reason), shown in parts.items():
        why = f"{entry.why} (set in {ACCEPTED}: {reason})".strip() if reason else entry.why
        yield replace(entry, wire=wire, source=source, why=why, sites=tuple(shown))


def _partial(entry: Entry, at: int, left: Sequence[str]) -> Diagnostic:
    shown = ", ".join(left[:3]) + (f" and {len(left) - 3} more" if len(left) > 3 else "")
    return Diagnostic(
        "partly-accepted",
        f"this covers only part of {entry.rule} of {entry.subject}, which shows at {shown}, too",
        ("accepted", at),
        "Widen it, or say the same for the others; until then the change counts.",
        Severity.WARNING,
    )


def _leftovers(changes: AcceptedChanges, used: set[tuple[str, int]], today: str | None) -> Iterator[Diagnostic]:
    for at, one in enumerate(changes.accepted):
        place = ("accepted", at)
        if today is not None and one.expires < today:
            hint = "Remove it, or look at the change again and set another day."
            message = f"what it says about {one.rule} expired on {one.expires}"
            yield Diagnostic("expired-acceptance", message, place, hint, Severity.WARNING)
        elif place not in used:
            yield _unused(one, place)
    for at, setting in enumerate(changes.severity):
        if ("severity", at) not in used:
            # A verdict is set for whatever may come, so nothing is wrong with one that meets nothing today.
            yield replace(_unused(setting, ("severity", at)), severity=Severity.NOTE)


def _unused(scope: Scope, place: tuple[str, int]) -> Diagnostic:
    message = f"no change is left that this entry for {scope.rule} fits"
    return Diagnostic("unused-acceptance", message, place, "Remove it.", Severity.WARNING)
