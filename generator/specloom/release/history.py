"""The releases of a package, as the tags of its repository tell, and what the package was made from then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.version import InvalidVersion, Version

from specloom.config import PackageConfig
from specloom.diagnostics import Diagnostic, Location, SpecError
from specloom.git import extract, git
from specloom.workspace import GENERATED, SPEC, Package


@dataclass(frozen=True, slots=True)
class Release:
    """A release: a tag such as `atlas-streams-v20250312001.0.0`.

    Attributes:
        tag: its name.
        version: that it names.
        is_here: whether what is checked out comes after it, or is it.
    """

    tag: str
    version: Version
    is_here: bool


def tag_of(name: str, version: Version | str) -> str:
    """Name the tag of a release."""
    return f"{name}-v{version}"


def releases(root: Path, name: str) -> list[Release]:
    """List the releases of a package, the latest first.

    Raises:
        SpecError: `no-git` or `git-failed`.
    """
    prefix = tag_of(name, "")
    pattern = f"refs/tags/{prefix}*"
    here = set(git(root, "for-each-ref", "--merged=HEAD", "--format=%(refname:strip=2)", pattern).split())
    found: list[tuple[int, Release]] = []
    for line in git(root, "for-each-ref", "--format=%(creatordate:unix) %(refname:strip=2)", pattern).splitlines():
        time, _, tag = line.partition(" ")
        try:
            found.append((int(time), Release(tag, Version(tag.removeprefix(prefix)), tag in here)))
        except InvalidVersion:  # a tag of another package, whose name begins alike
            continue
    found.sort(key=lambda one: (one[0], one[1].version), reverse=True)
    return [release for _, release in found]


def last_release(all_releases: list[Release], config: PackageConfig, *, but: Version | None = None) -> Release | None:
    """Find the release that what is checked out goes on from.

    That is the highest for the same API version date and, if there is none, the latest.

    Args:
        all_releases: of the package, the latest first.
        config: of the package now.
        but: a version that does not count.
    """
    reached = [release for release in all_releases if release.is_here and release.version != but]
    date = str(config.api_version).replace("-", "") if config.is_dated else ""
    same = [release for release in reached if f"{release.version.major:011}"[:-3] == date or not date]
    if same:
        return max(same, key=lambda release: release.version)
    return reached[0] if reached else None


@contextmanager
def as_of(package: Package, revision: str, *, with_output: bool = False) -> Iterator[Package]:
    """Give a package as it was in a revision, for the time of a block.

    Args:
        package: as it is.
        revision: a tag, a branch or a commit.
        with_output: also what was generated.

    Raises:
        SpecError: `unknown-revision`: there is no such revision, or the package was not in it.
    """
    root = Path(git(package.root, "rev-parse", "--show-toplevel").strip())
    below = package.root.resolve().relative_to(root.resolve())
    with TemporaryDirectory(prefix="specloom-") as name:
        folder = Path(name).resolve()
        places = [SPEC, GENERATED] if with_output else [SPEC]
        try:
            for place in places:
                extract(root, revision, (below / place / package.name).as_posix(), folder)
        except SpecError as error:
            message = f"{package.name} can't be had as it was in {revision}: {error.diagnostics[0].message}"
            raise SpecError(
                Diagnostic("unknown-revision", message, hint=error.diagnostics[0].hint, location=Location(package.root))
            ) from None
        yield Package(folder / below, package.name)
