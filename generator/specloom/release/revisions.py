"""What is compared for a release: a package as it is, as it was when it was released, or at another date."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from typing import Final

from packaging.version import InvalidVersion, Version

from specloom.config import read_config
from specloom.diagnostics import Diagnostic, SpecError
from specloom.diff.accepted import apply_accepted, read_accepted
from specloom.diff.compare import compare
from specloom.diff.entries import Comparison
from specloom.diff.operands import reading
from specloom.diff.python.projects import compare_python
from specloom.diff.python.rules import RULES as PYTHON_RULES
from specloom.diff.revision import Revision
from specloom.diff.rules import RULES
from specloom.diff.settings import Settings
from specloom.release.history import last_release, releases, tag_of
from specloom.workspace import Package

_DATE: Final = re.compile(r"@[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Compared:
    """Two states of a package, and what lies between them.

    Attributes:
        comparison: of the documents and of the Python that is made of them.
        base: the older one.
        head: the newer one.
        diagnostics: what was noticed.
    """

    comparison: Comparison
    base: Revision
    head: Revision
    diagnostics: tuple[Diagnostic, ...]


def compare_states(package: Package, base: str | None, head: str | None, today: str) -> Compared:
    """Compare two states of a package, by what its `accepted-changes.yaml` says.

    Args:
        package: to compare.
        base: the older one: `@2024-11-13` for the document as it stands at that date, else a release by its version, or
            anything that git knows by the name; the last release if None.
        head: the newer one; what is here now if None.
        today: the day that sunsets and expiry dates are compared with.

    Raises:
        SpecError: there is no such thing, or it can't be read.
    """
    wanted = [operand_of(package, base or _last_tag(package)), operand_of(package, head) if head else package.name]
    with reading(package.root, package.name, None) as reader:
        # What was generated here may be older than what it is generated from, other than what was committed.
        older, newer = (reader.read(one) if ":" in one else replace(reader.read(one), project=None) for one in wanted)
        day = datetime.date.fromisoformat(today)
        comparison = compare(older.revision, newer.revision, Settings(today=day))
        comparison, found = compare_python(comparison, older, newer, reader.workplace)
        if newer.accepted is not None:
            changes, document = read_accepted(newer.accepted, {**RULES, **PYTHON_RULES})
            comparison, told = apply_accepted(comparison, changes, document, today)
            found += map(newer.placed, told)
    return Compared(comparison, older.revision, newer.revision, tuple(found))


def operand_of(package: Package, name: str) -> str:
    """Say what `specloom diff` calls a state of a package that is named by a date, a version or a revision of git.

    Raises:
        SpecError: `malformed-version`: it should be a date, and isn't.
    """
    if name.startswith("@"):
        if not _DATE.fullmatch(name):
            hint = "Write @2024-11-13 for a date."
            raise SpecError(Diagnostic("malformed-version", f"{name!r} is not a date", hint=hint))
        return f"{package.name}{name}"
    try:
        wanted = Version(name)
    except InvalidVersion:
        return f"{name}:{package.name}"
    distribution = read_config(package.config).name
    tags = [release.tag for release in releases(package.root, distribution) if release.version == wanted]
    return f"{tags[0] if tags else tag_of(distribution, name)}:{package.name}"


def _last_tag(package: Package) -> str:
    config = read_config(package.config)
    last = last_release(releases(package.root, config.name), config)
    if last is None:
        tag = tag_of(config.name, "1.2.3")
        hint = f"Name what to compare with: @2024-11-13, or a revision of git. A release is a tag such as {tag}."
        raise SpecError(Diagnostic("unknown-release", f"{package.name} has no release yet", hint=hint))
    return last.tag
