"""Where everything is: the folders of a repository that holds packages, and the toolkit's own templates.

Nothing here reads a document. Whether a package is up to date is asked far more often than the answer is no, so this
module and `specloom.manifest` import only what starts fast.
"""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from specloom.diagnostics import Diagnostic, Location, SpecError

SPEC = "spec"
GENERATED = "generated"
STATE = ".specloom"
ACCEPTED = "accepted-changes.yaml"
"""In the folder of a package below `spec`."""


@dataclass(frozen=True, slots=True)
class Package:
    """One package: what it is made from, and where it goes.

    Attributes:
        root: of the repository.
        name: of its folders below `spec` and `generated`.
    """

    root: Path
    name: str

    @property
    def title(self) -> str:
        """What people know it by."""
        return self.name

    @property
    def spec(self) -> Path:
        """The folder of what it is made from."""
        return self.root / SPEC / self.name

    @property
    def fragment(self) -> Path:
        """The document."""
        return self.spec / "fragment.yaml"

    @property
    def overlay(self) -> Path:
        """Corrections of the document; there may be none."""
        return self.spec / "overlay.yaml"

    @property
    def config(self) -> Path:
        """Everything about the package that its document can't know."""
        return self.spec / "package.yaml"

    @property
    def changelog(self) -> Path:
        """What its users are told about each release; there may be none."""
        return self.spec / "CHANGELOG.md"

    @property
    def names(self) -> Path:
        """The names that are kept; there are none before the first run."""
        return self.spec / "names.lock.yaml"

    @property
    def accepted(self) -> Path:
        """What is accepted of the changes to it, if there is such a file."""
        return self.spec / ACCEPTED

    @property
    def output(self) -> Path:
        """The folder of the generated project."""
        return self.root / GENERATED / self.name

    @property
    def state(self) -> Path:
        """What the last run was made from; not part of the output, since it differs where nothing in that does."""
        return self.root / STATE / f"{self.name}.json"

    @property
    def lock(self) -> Path:
        """Held by a run while it works."""
        return self.root / STATE / f"{self.name}.lock"

    @property
    def cache(self) -> Path | None:
        """What earlier runs found out, outside of the repository; None where there is no folder for it."""
        folder = user_cache_folder()
        name = hashlib.sha256(os.fsencode(self.output.resolve())).hexdigest()[:32]
        return folder and folder / f"{name}.cache"


def user_cache_folder() -> Path | None:
    """Find the folder for what is remembered between runs; None if there is none that can be written to."""
    try:
        base = os.environ.get("XDG_CACHE_HOME")
        folder = (Path(base) if base else Path.home() / ".cache") / "specloom"
        folder.mkdir(parents=True, exist_ok=True)
        return folder if os.access(folder, os.W_OK) else None
    except (OSError, RuntimeError):
        # There may be no home, or one that can't be written to, as in some containers.
        return None


def templates_folder() -> Path:
    """Find the templates: inside the package where it was installed from a wheel, beside it in a checkout."""
    installed = Path(__file__).parent / "templates"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "templates"


def find_root(start: Path | None = None) -> Path:
    """Find the repository: the nearest folder, from here upwards, that has a folder `spec`.

    Returns:
        A path as a person would write it, relative to the working directory.

    Raises:
        SpecError: `no-workspace`.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / SPEC).is_dir():
            return Path(os.path.relpath(folder))
    raise SpecError(
        Diagnostic(
            "no-workspace",
            f"neither this folder nor one above it has a folder {SPEC}",
            hint=f"Run this where {SPEC}/<package>/fragment.yaml and package.yaml are, or pass --root. "
            "To begin: specloom init NAME --from FILE, or specloom generate --from FILE --output FOLDER.",
            location=Location(start or Path()),
        )
    )


def all_packages(root: Path) -> list[Package]:
    """List the packages of a repository, by name.

    Raises:
        SpecError: `no-packages`.
    """
    folder = root / SPEC
    names = sorted(path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    if not names:
        hint = f"A package is a folder below {SPEC} with fragment.yaml and package.yaml."
        raise SpecError(Diagnostic("no-packages", "there is no package here", hint=hint, location=Location(folder)))
    return [Package(root, name) for name in names]


def find_package(root: Path, name: str) -> Package:
    """Find one package by its name, or by its folder as the shell completes it: `spec/pets/`.

    Raises:
        SpecError: `unknown-package`.
    """
    wanted = name.rstrip("/").removeprefix(f"{SPEC}/")
    packages = {package.name: package for package in all_packages(root)}
    if wanted not in packages:
        hint = f"Packages here: {', '.join(packages)}."
        location = Location(root / SPEC)
        raise SpecError(Diagnostic("unknown-package", f"there is no package {name!r}", hint=hint, location=location))
    return packages[wanted]
