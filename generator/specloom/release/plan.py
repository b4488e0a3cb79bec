"""Plans a release: the next version and the entry of the change log, out of what has changed since the last one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from packaging.version import Version

from specloom.config import PackageConfig, read_config, set_version
from specloom.diagnostics import Diagnostic, Location, SpecError
from specloom.encode import markdown
from specloom.git import changed_since
from specloom.release.changelog import with_entry
from specloom.release.consequence import AnyVersion, Consequence, consequence, next_version, written
from specloom.release.history import Release, last_release, releases, tag_of
from specloom.release.note import Note
from specloom.release.notes import render_notes, upgrade_notes
from specloom.release.revisions import compare_states
from specloom.workspace import Package

_FIRST: Final = "The first release.\n"
_NO_CHANGE: Final = "Nothing changes for programs that use the package.\n"


@dataclass(frozen=True, slots=True)
class Plan:
    """A release as it would be.

    Attributes:
        package: that is released.
        name: of its distribution.
        last: the release before, or None.
        change: what it is to users of the last one; None without one.
        version: the next one, as package.yaml has it.
        written: the same, as the distribution has it.
        is_new: whether there is anything to release.
        notes: what users of the last one are told.
        entry: of the change log, with its heading.
        diagnostics: what was noticed.
    """

    package: Package
    name: str
    last: Release | None
    change: Consequence | None
    version: AnyVersion
    written: Version
    is_new: bool
    notes: tuple[Note, ...]
    entry: str
    diagnostics: tuple[Diagnostic, ...]

    @property
    def tag(self) -> str:
        """What git is to call the commit that is released."""
        return tag_of(self.name, self.written)


def plan_release(package: Package, today: str) -> Plan:
    """Find out what the next release of a package is.

    A version of package.yaml that says as much or more already stays.

    Args:
        package: to release.
        today: the day of the release, such as 2026-06-30.

    Raises:
        SpecError: it or its last release can't be read, or the version is taken.
    """
    config = read_config(package.config)
    known = releases(package.root, config.name)
    last = last_release(known, config)
    if last is None:
        version = written(config, config.version)
        entry = _entry(version, config, today, _FIRST)
        return Plan(package, config.name, None, None, config.version, version, True, (), entry, ())
    change, notes, found = changes_since(package, last, today)
    planned = next_version(last.version, config, change)
    if written(config, planned) < written(config, config.version):
        planned = config.version
    version = written(config, planned)
    is_new = bool(changed_since(package.root, last.tag, [package.spec, package.output]))
    taken = next((release for release in known if release.version == version), None)
    if is_new and taken is not None:
        message = f"the next version is {version}, and there is a release of it: {taken.tag}"
        hint = "Release from what comes after that tag, or raise the version in package.yaml by hand."
        raise SpecError(Diagnostic("version-exists", message, hint=hint, location=Location(package.config)))
    text = render_notes(notes) or _NO_CHANGE
    entry = _entry(version, config, today, text)
    return Plan(package, config.name, last, change, planned, version, is_new, tuple(notes), entry, tuple(found))


def changes_since(package: Package, last: Release, today: str) -> tuple[Consequence, list[Note], list[Diagnostic]]:
    """Compare a package with its last release.

    Raises:
        SpecError: one of them can't be read.
    """
    found = compare_states(package, last.tag, None, today)
    notes = upgrade_notes(found.comparison, found.base, found.head)
    return consequence(found.comparison), notes, list(found.diagnostics)


def required_version(package: Package, last: Release, today: str) -> tuple[Version, Consequence]:
    """Say which version a package needs at least, for what has changed since a release.

    Raises:
        SpecError: one of them can't be read.
    """
    config = read_config(package.config)
    change, _, _ = changes_since(package, last, today)
    return written(config, next_version(last.version, config, change)), change


def apply(plan: Plan) -> None:
    """Write the version and the entry, and generate; nothing of it stays if that fails.

    Raises:
        SpecError: it can't be written or generated.
    """
    from specloom.generation import generate
    from specloom.source import write_atomically

    package = plan.package
    changelog = package.changelog
    before = {path: path.read_bytes() if path.is_file() else None for path in (package.config, changelog)}
    try:
        set_version(package.config, plan.version)
        text = changelog.read_text(encoding="utf-8") if changelog.is_file() else ""
        write_atomically(changelog, with_entry(text, plan.entry, str(plan.written)).encode())
        generate(package)
    except BaseException:
        for path, content in before.items():
            if content is None:
                path.unlink(missing_ok=True)
            else:
                write_atomically(path, content)
        raise


def _entry(version: Version, config: PackageConfig, today: str, text: str) -> str:
    lines = [f"## {version} - {today}", ""]
    if config.api_version:
        lines += [f"For version {markdown(config.api_version)} of the API.", ""]
    return "\n".join(lines) + "\n" + text
