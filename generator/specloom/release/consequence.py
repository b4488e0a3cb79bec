"""What follows for the version of a package from what has changed in its API."""

from __future__ import annotations

from enum import StrEnum

from packaging.version import Version

from specloom.config import PackageConfig, Revision
from specloom.diagnostics import Diagnostic, SpecError
from specloom.diff.entries import Comparison, Verdict

_LAST_REVISION = 999

AnyVersion = Revision | str
"""The version of a package as package.yaml has it: counts beside an API version date, else a text."""


class Consequence(StrEnum):
    """What a release is to its users, worst first."""

    BREAKING = "breaking"
    """Something that worked no longer does."""
    ADDITION = "addition"
    """Something more works; or what comes back may be new to programs that are closed to it."""
    REPAIR = "repair"
    """All that worked works as before."""

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Consequence).index(self)


def consequence(comparison: Comparison) -> Consequence:
    """Say what a comparison means for a release. What was accepted no longer breaks, but is no repair either."""
    verdicts = {
        max(entry.verdict, Verdict.COMPATIBLE, key=lambda verdict: verdict.rank) if entry.accepted else entry.verdict
        for entry in comparison.entries
    }
    if Verdict.BREAKING in verdicts:
        return Consequence.BREAKING
    return Consequence.REPAIR if verdicts <= {Verdict.NONE} else Consequence.ADDITION


def next_version(last: Version, config: PackageConfig, change: Consequence) -> AnyVersion:
    """Say which version the next release is, by what package.yaml has of it.

    With an API version date, a new date begins with revision 1; for the same date a breaking change raises the revision
    and an addition the second number, and everything else the third. Without a date, the three numbers are raised by
    Semantic Versioning; below 1.0.0, where everything may change, a breaking change raises the second and the rest the
    third.

    Args:
        last: the version of the last release for the same date, or of the last one at all.
        config: of the release to come.
        change: what is new since then.

    Raises:
        SpecError: `unknown-release`: the last version is none that specloom gives, or nothing can follow it.
    """
    if config.is_dated:
        date = str(config.api_version).replace("-", "")
        major, minor, patch = _numbers(last)
        if f"{major:011}"[:-3] != date:
            return Revision()
        revision = major % 1000
        if change is Consequence.BREAKING and revision == _LAST_REVISION:
            message = f"{last} is the last revision of its date, which has three digits"
            raise SpecError(Diagnostic("unknown-release", message, hint="Pin another date."))
        if change is Consequence.BREAKING:
            return Revision(revision=revision + 1)
        if change is Consequence.ADDITION:
            return Revision(revision=revision, minor=minor + 1)
        return Revision(revision=revision, minor=minor, patch=patch + 1)
    major, minor, patch = _numbers(last)
    if last.is_prerelease:
        return f"{major}.{minor}.{patch}"
    if change is Consequence.BREAKING:
        return f"{major + 1}.0.0" if major else f"0.{minor + 1}.0"
    if change is Consequence.ADDITION and major:
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}"


def written(config: PackageConfig, version: AnyVersion) -> Version:
    """Say what a version of package.yaml is as the version of the distribution."""
    return Version(config.model_copy(update={"version": version}).distribution_version)


def _numbers(version: Version) -> tuple[int, int, int]:
    if version.epoch or len(version.release) > 3:
        message = f"{version} has more than three numbers, so what follows it is not for specloom to say"
        hint = "Raise the version in package.yaml by hand."
        raise SpecError(Diagnostic("unknown-release", message, hint=hint))
    major, minor, patch = (*version.release, 0, 0)[:3]
    return major, minor, patch
