"""What has to be true before a package is published."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from packaging.version import Version

from specloom.checking import check_package
from specloom.config import read_config
from specloom.diagnostics import Diagnostic, Location, Severity, SpecError
from specloom.git import changed_files, git
from specloom.publishing.projects import Project
from specloom.release.changelog import entry_of
from specloom.release.history import Release, last_release, releases
from specloom.release.plan import required_version

_SHOWN = 5


def refuse_unready(project: Project, today: str) -> None:
    """Refuse what is not committed, not what spec gives, or not the version that it should be.

    Args:
        project: to publish.
        today: the day that accepted changes expire by, such as 2026-06-30.

    Raises:
        SpecError: `dirty-tree`, `stale-output`, `wrong-tag`, `version-too-low` or `no-changelog-entry`; all that apply.
    """
    found = [*_dirty(project), *_wrong_tag(project), *_untold(project)]
    if project.package is not None:
        found += [one for one in check_package(project.package).diagnostics if one.severity is Severity.ERROR]
        found += _too_low(project, today)
    if found:
        raise SpecError(found)


def changelog_entry(project: Project) -> str:
    """Read what a package tells about its version.

    Raises:
        SpecError: `no-changelog-entry`.
    """
    path = project.folder / "CHANGELOG.md"
    entry = entry_of(path.read_text(encoding="utf-8"), project.version) if path.is_file() else None
    if entry is None:
        raise SpecError(_no_entry(project, path))
    return entry


def _dirty(project: Project) -> Iterator[Diagnostic]:
    changed = changed_files(project.root)
    if changed:
        more = f" and {len(changed) - _SHOWN} more" if len(changed) > _SHOWN else ""
        message = f"the work tree is not what was committed: {', '.join(changed[:_SHOWN])}{more}"
        hint = "Commit them or put them away: what is published can be had from a commit."
        yield Diagnostic("dirty-tree", message, hint=hint, location=Location(project.root))


def _wrong_tag(project: Project) -> Iterator[Diagnostic]:
    known = _tag(project)
    if known is None:
        return
    there = git(project.root, "rev-parse", f"refs/tags/{known.tag}^{{commit}}").strip()
    if there != git(project.root, "rev-parse", "HEAD").strip():
        message = f"the tag {known.tag} is on another commit, {there[:12]}"
        hint = "Publish from that commit, or run specloom release for the next version."
        yield Diagnostic("wrong-tag", message, hint=hint, location=Location(project.root))


def _tag(project: Project) -> Release | None:
    version = Version(project.version)
    return next((one for one in releases(project.root, project.name) if one.version == version), None)


def _too_low(project: Project, today: str) -> Iterator[Diagnostic]:
    assert project.package is not None
    config = read_config(project.package.config)
    version = Version(project.version)
    last = last_release(releases(project.root, config.name), config, but=version)
    if last is None:
        return
    required, change = required_version(project.package, last, today)
    if version < required:
        message = f"{project.version} does not show what has changed since {last.tag} ({change}): it takes {required}"
        hint = f"Run specloom release {project.package.name}."
        yield Diagnostic("version-too-low", message, hint=hint, location=Location(project.package.config))


def _untold(project: Project) -> Iterator[Diagnostic]:
    try:
        changelog_entry(project)
    except SpecError as error:
        yield from error.diagnostics


def _no_entry(project: Project, path: Path) -> Diagnostic:
    message = f"CHANGELOG.md says nothing about {project.version}"
    hint = f"Run specloom release {project.package.name}." if project.package else "Tell there what users have to know."
    return Diagnostic("no-changelog-entry", message, hint=hint, location=Location(path))
