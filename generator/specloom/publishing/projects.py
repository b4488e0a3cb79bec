"""What can be published from a repository: its packages and, in a checkout of it, the toolkit."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from specloom.diagnostics import Diagnostic, Location, SpecError
from specloom.git import tracked_files
from specloom.manifest import MANIFEST, list_output
from specloom.workspace import SPEC, Package, all_packages, find_package

TOOLKIT = "specloom"
_TOOLKIT_FILES = ("generator", "templates", "README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml")


@dataclass(frozen=True, slots=True)
class Project:
    """A folder that distributions are made from.

    Attributes:
        name: of the distribution.
        version: of it, as pyproject.toml has it.
        root: of the repository.
        folder: where pyproject.toml stands.
        import_name: what is imported.
        files: everything that belongs to it, by path in the folder.
        places: where files go in the wheel: the beginning of their path there, by the beginning here.
        package: what it was generated from; None for the toolkit.
    """

    name: str
    version: str
    root: Path
    folder: Path
    import_name: str
    files: tuple[str, ...]
    places: Mapping[str, str]
    package: Package | None

    @property
    def stem(self) -> str:
        """How the names of its distributions begin (the binary distribution format, "escaping and Unicode")."""
        return f"{canonicalize_name(self.name).replace('-', '_')}-{self.version}"

    @property
    def file_names(self) -> frozenset[str]:
        """What its distributions are called."""
        return frozenset({f"{self.stem}.tar.gz", f"{self.stem}-py3-none-any.whl"})

    @property
    def tag(self) -> str:
        """What git calls the commit that this version was published from."""
        return f"{self.name}-v{self.version}"

    def in_wheel(self) -> Iterator[tuple[str, str]]:
        """Say for each file of the wheel where it comes from: its path there, and here."""
        for path in self.files:
            for here, there in self.places.items():
                if path.startswith(here):
                    yield there + path.removeprefix(here), path


def all_projects(root: Path) -> list[Project]:
    """List the packages of a repository and, last, the toolkit, if this is where it lives."""
    projects = [package_project(package) for package in all_packages(root)]
    return [*projects, toolkit_project(root)] if _has_toolkit(root) else projects


def find_project(root: Path, name: str) -> Project:
    """Find one by its name.

    Raises:
        SpecError: `unknown-package`.
    """
    if name == TOOLKIT and _has_toolkit(root) and not (root / SPEC / TOOLKIT).is_dir():
        return toolkit_project(root)
    return package_project(find_package(root, name))


def tagged_project(root: Path, tag: str) -> Project:
    """Find the one that a tag such as `atlas-streams-v20250312001.0.0` is about.

    Raises:
        SpecError: `wrong-tag`: there is none, or it has another version.
    """
    projects = all_projects(root)
    for project in projects:
        if tag == project.tag:
            return project
    known = ", ".join(project.tag for project in projects)
    message = f"the tag {tag} is not the one of any project as it stands here"
    raise SpecError(Diagnostic("wrong-tag", message, hint=f"It would be one of: {known}.", location=Location(root)))


def chosen_projects(root: Path, package: str | None, tag: str | None) -> list[Project]:
    """List those that a command is about: the one of a tag, or of a name, or all.

    Raises:
        SpecError: `wrong-tag` or `unknown-package`.
    """
    if tag:
        return [tagged_project(root, tag)]
    return all_projects(root) if package is None else [find_project(root, package)]


def package_project(package: Package) -> Project:
    """Describe a generated package.

    Raises:
        SpecError: `no-output` or `stale-output`: it isn't what was last generated.
    """
    listing = list_output(package.output)
    hint = f"Run specloom generate {package.name}."
    location = Location(package.output)
    if listing.manifest is None:
        raise SpecError(Diagnostic("no-output", "nothing was generated here yet", hint=hint, location=location))
    if not listing.is_intact:
        strange = [*listing.edited, *listing.missing, *listing.unknown]
        message = f"this is not what was generated: {', '.join(strange[:5])}{', ...' if strange[5:] else ''}"
        raise SpecError(Diagnostic("stale-output", message, hint=hint, location=location))
    about = _read(package.output)
    import_name = str(about["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"][0])
    files = tuple(sorted([*listing.manifest, *listing.own, MANIFEST]))
    return Project(
        str(about["project"]["name"]),
        str(about["project"]["version"]),
        package.root,
        package.output,
        import_name,
        files,
        {f"{import_name}/": f"{import_name}/"},
        package,
    )


def toolkit_project(root: Path) -> Project:
    """Describe the toolkit: its code, and its templates inside."""
    about = _read(root)
    files = tuple(sorted(tracked_files(root, *_TOOLKIT_FILES)))
    places = {f"generator/{TOOLKIT}/": f"{TOOLKIT}/", "templates/": f"{TOOLKIT}/templates/"}
    return Project(TOOLKIT, str(about["project"]["version"]), root, root, TOOLKIT, files, places, None)


def _has_toolkit(root: Path) -> bool:
    path = root / "pyproject.toml"
    return path.is_file() and _read(root).get("project", {}).get("name") == TOOLKIT


def _read(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
