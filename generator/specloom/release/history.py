"""The releases of a package, as the tags of its repository tell."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from packaging.version import InvalidVersion, Version

from specloom.config import PackageConfig
from specloom.git import git


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
    tags = git(root, "for-each-ref", "--format=%(creatordate:unix) %(refname:strip=2)", pattern).splitlines()
    if not tags:  # Perhaps there is not even a commit that one could be on.
        return []
    here = set(git(root, "for-each-ref", "--merged=HEAD", "--format=%(refname:strip=2)", pattern).split())
    found: list[tuple[int, Release]] = []
    for line in tags:
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
