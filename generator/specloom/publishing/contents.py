"""Compares what is inside of distributions with what should be there."""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from packaging.metadata import InvalidMetadata, Metadata
from packaging.utils import canonicalize_name
from packaging.version import Version

from specloom.diagnostics import Diagnostic, Location
from specloom.publishing.distributions import Distributions
from specloom.publishing.projects import TOOLKIT, Project

_SHOWN = 5


def check_contents(project: Project, built: Distributions) -> list[Diagnostic]:
    """List every file that is missing, one too many or another than in the project, and metadata that is wrong."""
    expected = {path: (project.folder / path).read_bytes() for path in project.files}
    in_sdist = _members_of_sdist(built.sdist)
    found = _compare(
        built.sdist,
        {f"{project.stem}/{path}": content for path, content in expected.items()},
        in_sdist,
        [f"{project.stem}/PKG-INFO"],
    )
    in_wheel = _members_of_wheel(built.wheel)
    info = f"{project.stem}.dist-info"
    made = [f"{info}/METADATA", f"{info}/WHEEL", f"{info}/RECORD"]
    if project.name == TOOLKIT:
        made.append(f"{info}/entry_points.txt")
    wanted = {there: expected[here] for there, here in project.in_wheel()}
    if "LICENSE" in expected:
        wanted[f"{info}/licenses/LICENSE"] = expected["LICENSE"]
    found += _compare(built.wheel, wanted, in_wheel, made)
    found += _check_metadata(project, built.sdist, in_sdist.get(f"{project.stem}/PKG-INFO", b""))
    found += _check_metadata(project, built.wheel, in_wheel.get(f"{info}/METADATA", b""))
    return found


def _compare(
    archive: Path, expected: Mapping[str, bytes], found: Mapping[str, bytes], made: Iterable[str]
) -> list[Diagnostic]:
    wanted = expected.keys() | set(made)
    parts = (
        ("missing", wanted - found.keys()),
        ("there, but should not be", found.keys() - wanted),
        (
            "other than in the project",
            {path for path in expected.keys() & found.keys() if expected[path] != found[path]},
        ),
    )
    return [
        Diagnostic("wrong-contents", f"{_listed(paths)}: {what}", location=Location(archive))
        for what, paths in parts
        if paths
    ]


def _check_metadata(project: Project, archive: Path, content: bytes) -> list[Diagnostic]:
    try:
        metadata = Metadata.from_email(content)
    except (InvalidMetadata, ExceptionGroup) as error:
        said = "; ".join(map(str, error.exceptions)) if isinstance(error, ExceptionGroup) else str(error)
        return [Diagnostic("wrong-metadata", f"the metadata can't be read: {said}", location=Location(archive))]
    is_same = canonicalize_name(metadata.name) == canonicalize_name(project.name)
    if is_same and metadata.version == Version(project.version) and metadata.requires_python:
        return []
    message = (
        f"the metadata is of {metadata.name} {metadata.version} for Python {metadata.requires_python}, "
        f"and should be of {project.name} {project.version}"
    )
    return [Diagnostic("wrong-metadata", message, location=Location(archive))]


def _members_of_sdist(path: Path) -> dict[str, bytes]:
    with tarfile.open(path) as tar:
        # What is no regular file has no content, and so is other than in the project.
        return {
            member.name: file.read() if (file := tar.extractfile(member)) else b""
            for member in tar.getmembers()
            if not member.isdir()
        }


def _members_of_wheel(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def _listed(paths: Iterable[str]) -> str:
    ordered = sorted(paths)
    more = f" and {len(ordered) - _SHOWN} more" if len(ordered) > _SHOWN else ""
    return ", ".join(ordered[:_SHOWN]) + more
