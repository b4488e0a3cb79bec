"""What is compared for a release: a package as it is, as it was when it was released, or at another date."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from packaging.version import InvalidVersion, Version

from specloom.config import read_config
from specloom.diagnostics import Diagnostic, SpecError
from specloom.diff.accepted import ACCEPTED, apply_accepted, read_accepted
from specloom.diff.compare import compare
from specloom.diff.entries import Comparison
from specloom.diff.revision import Revision, read_revision
from specloom.diff.rules import RULES
from specloom.inputs import load
from specloom.release.history import as_of, last_release, releases, tag_of
from specloom.workspace import Package

_DATE: Final = re.compile(r"@(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})")


def current(package: Package) -> Revision:
    """Read a package as it stands.

    Raises:
        SpecError: for what is wrong with it.
    """
    config = read_config(package.config)
    return read_revision(f"{package.name} {config.distribution_version}", load(package))


def last_revision(package: Package) -> Revision:
    """Read a package as it was in its last release.

    Raises:
        SpecError: `unknown-release`: there is none.
    """
    config = read_config(package.config)
    last = last_release(releases(package.root, config.name), config)
    if last is None:
        tag = tag_of(config.name, "1.2.3")
        hint = f"Name what to compare with: @2024-11-13, or a revision of git. A release is a tag such as {tag}."
        raise SpecError(Diagnostic("unknown-release", f"{package.name} has no release yet", hint=hint))
    return revision_of(package, last.tag)


def revision_of(package: Package, name: str) -> Revision:
    """Read a package as it is named.

    Args:
        package: that is meant.
        name: `@2024-11-13` for the document as it stands at that date; else a release by its version, or anything
            that git knows by the name.

    Raises:
        SpecError: there is no such thing, or it can't be read.
    """
    if name.startswith("@"):
        match = _DATE.fullmatch(name)
        if match is None:
            hint = "Write @2024-11-13 for a date."
            raise SpecError(Diagnostic("malformed-version", f"{name!r} is not a date", hint=hint))
        return read_revision(f"{package.name} at {match['date']}", load(package, match["date"]), match["date"])
    tag = name
    try:
        wanted = Version(name)
    except InvalidVersion:
        pass
    else:
        distribution = read_config(package.config).name
        tags = [release.tag for release in releases(package.root, distribution) if release.version == wanted]
        tag = tags[0] if tags else tag_of(distribution, name)
    with as_of(package, tag) as old:
        return read_revision(name, load(old))


def compare_accepted(
    package: Package, base: Revision, head: Revision, today: str
) -> tuple[Comparison, list[Diagnostic]]:
    """Compare two revisions of a package, by what its `accepted-changes.yaml` says.

    Args:
        package: whose file it is.
        base: the older one.
        head: the newer one.
        today: the day that expiry dates are compared with.

    Raises:
        SpecError: the file is wrong.
    """
    comparison = compare(base, head)
    path: Path = package.spec / ACCEPTED
    if not path.is_file():
        return comparison, []
    changes, document = read_accepted(path, RULES)
    return apply_accepted(comparison, changes, document, today)
