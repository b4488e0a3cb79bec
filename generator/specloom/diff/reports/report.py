"""What every form of report shows, worked out once."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from specloom.diagnostics import Diagnostic, Location, Severity
from specloom.diff.entries import RULES_VERSION, Comparison, Direction, Entry, Verdict


class FailOn(StrEnum):
    """From which verdict on a comparison fails."""

    BREAKING = "breaking"
    WARNING = "warning"
    ANY = "any"

    def fails(self, verdict: Verdict) -> bool:
        """Tell whether a verdict is at least as bad."""
        if self is FailOn.ANY:
            return True
        return verdict.rank <= Verdict(self.value).rank


@dataclass(frozen=True, slots=True)
class Report:
    """A comparison and what was noticed on the way.

    Attributes:
        comparison: what was found.
        notices: about `accepted-changes.yaml` and the like.
        fail_on: from which verdict on this is a failure; None for never.
        rules: one sentence on each rule that there is, by id.
        package: the name of the package, or "".
        next_version: of the package, by what has changed; "" where none was compared.
    """

    comparison: Comparison
    notices: Sequence[Diagnostic] = ()
    fail_on: FailOn | None = None
    rules: Mapping[str, str] = field(default_factory=dict)
    package: str = ""
    next_version: str = ""

    @property
    def open(self) -> list[Entry]:
        """The facts that were not accepted, worst first."""
        return [entry for entry in self.comparison.entries if not entry.accepted]

    @property
    def accepted(self) -> list[Entry]:
        """Those that were."""
        return [entry for entry in self.comparison.entries if entry.accepted]

    def of(self, verdict: Verdict) -> list[Entry]:
        """The facts with a verdict that were not accepted."""
        return [entry for entry in self.open if entry.verdict is verdict]

    def fails(self, entry: Entry) -> bool:
        """Tell whether an entry makes the check fail."""
        return self.fail_on is not None and not entry.accepted and self.fail_on.fails(entry.verdict)

    def fails_by(self, notice: Diagnostic) -> bool:
        """Tell whether a notice makes the check fail."""
        return self.fail_on in (FailOn.WARNING, FailOn.ANY) and notice.severity is not Severity.NOTE

    @property
    def failed(self) -> bool:
        """Whether the check as a whole fails."""
        return any(map(self.fails, self.comparison.entries)) or any(map(self.fails_by, self.notices))

    def counts(self) -> dict[str, int]:
        """How many facts there are of each verdict, and how many were accepted."""
        found = Counter(entry.verdict for entry in self.open)
        return {**{str(verdict): found[verdict] for verdict in Verdict}, "accepted": len(self.accepted)}

    def headline(self) -> str:
        """Say in a few words what there is: `2 breaking, 1 warning, 1 accepted`."""
        plural = {"warning": "warnings", "none": "without effect"}
        shown = [
            f"{number} {plural.get(what, what) if number != 1 or what == 'none' else what}"
            for what, number in self.counts().items()
            if number
        ]
        return ", ".join(shown) or "no changes"

    def settings(self) -> str:
        """Say what the verdicts depended on: `rules 1, unions open`."""
        policy = [f"{name} {value}" for name, value in self.comparison.policy.items() if value]
        return ", ".join([f"rules {RULES_VERSION}", *policy])


def fingerprint(entry: Entry) -> str:
    """Tell a fact from every other one of a comparison, and know it again in the next run.

    It depends on what changed and on the verdicts, neither on words nor on places in a file.
    """
    identity = [entry.rule, entry.subject, entry.detail, str(entry.wire), str(entry.source)]
    return hashlib.sha256(json.dumps(identity).encode()).hexdigest()[:32]


def shown_at(entry: Entry) -> list[tuple[Direction, list[str]]]:
    """List the operations where a fact shows, by direction."""
    found: dict[Direction, dict[str, None]] = {}
    for site in entry.sites:
        found.setdefault(site.direction, {})[site.operation] = None
    return [(direction, list(found[direction])) for direction in Direction if direction in found]


def sentence(text: str) -> str:
    """End a text with a full stop, if it has no end."""
    return text if not text or text[-1] in ".!?" else f"{text}."


def shortened(names: Sequence[str], limit: int) -> str:
    """Write names in one line: the first few, and how many more there are."""
    more = f" and {len(names) - limit} more" if len(names) > limit else ""
    return ", ".join(names[:limit]) + more


def directions(entry: Entry) -> list[Direction]:
    """List the directions in which a fact shows."""
    return [direction for direction, _ in shown_at(entry)] or [Direction.NEITHER]


def uri_path(file: Path) -> Path:
    """Write a path relative to the working directory, if it is below: that is how CI systems know files."""
    try:
        return file.resolve().relative_to(Path.cwd()) if file.is_absolute() else file
    except ValueError:
        return file


def place_of(entry: Entry) -> Location | None:
    """Say where an annotation belongs: where it is in the newer document, else in the file only."""
    if entry.head.location:
        return entry.head.location
    base = entry.base.location
    # A line of the older document is no line of the newer one.
    return Location(base.file) if base else None
