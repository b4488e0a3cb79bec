"""Checks distributions as their users would find out: by installing, importing and running them."""

from __future__ import annotations

import json
import shutil
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

from specloom.changes import compare_files
from specloom.diagnostics import Diagnostic, Location, SpecError
from specloom.publishing.contents import check_contents
from specloom.publishing.distributions import Distributions
from specloom.publishing.environments import Environment
from specloom.publishing.index import check_descriptions
from specloom.publishing.projects import Project
from specloom.workspace import GENERATED, SPEC, all_packages

_ABOUT = """\
import importlib, importlib.metadata, json, sys
module = importlib.import_module(sys.argv[1])
print(json.dumps({"file": module.__file__, "version": getattr(module, "__version__", None),
                  "installed": importlib.metadata.version(sys.argv[2])}))
"""


def check_files(project: Project, built: Distributions) -> None:
    """Check distributions without running anything of them: their metadata, their pages, their files.

    Raises:
        SpecError: for all that is wrong.
    """
    found = check_contents(project, built)
    if said := check_descriptions(built.files):
        found.append(
            Diagnostic("twine-check", "twine check finds something", hint=said, location=Location(built.sdist))
        )
    if found:
        raise SpecError(found)


def check_installed(project: Project, built: Distributions, *, borrow: Path | None = None) -> None:
    """Install the wheel into a fresh environment, import it, and try it out.

    Args:
        project: what was built.
        built: its distributions.
        borrow: see `Environment`.

    Raises:
        SpecError: it fails.
    """
    with TemporaryDirectory(prefix="specloom-") as name:
        work = Path(name).resolve()
        environment = Environment(work / "environment", borrow=borrow)
        options = ["--no-deps", "--no-index"] if borrow else []
        environment.install(f"{built.wheel.resolve()}{needed_extra(project)}", options=options)
        check_import(project, environment)
        try_out(project, built.sdist, environment, work / "elsewhere")


def check_import(project: Project, environment: Environment) -> None:
    """Import what is installed, from where it is installed, and ask it for its version.

    Raises:
        SpecError: `wrong-import`, or it can't be imported.
    """
    said = environment.run("-c", _ABOUT, project.import_name, project.name, code="import-failed")
    about = json.loads(said)
    is_inside = Path(about["file"]).resolve().is_relative_to(environment.folder)
    versions = {about["installed"], about["version"] or about["installed"]}
    if not is_inside or versions != {project.version}:
        message = f"{project.import_name} is {', '.join(sorted(versions))} from {about['file']}"
        raise SpecError(
            Diagnostic("wrong-import", f"{message}, not {project.version}", location=Location(environment.folder))
        )


def needed_extra(project: Project) -> str:
    """The extra, such as "[test]", that a project has to be installed with to be tried out; "" for none."""
    return "[test]" if project.package else ""


def try_out(project: Project, sdist: Path, environment: Environment, folder: Path) -> str:
    """Let what is installed do what it is for.

    That is, for a package, to pass the tests of its sdist; for the toolkit, to generate a package of the repository,
    and the same one as here.

    Args:
        project: to try out.
        sdist: of the same version.
        environment: where it is installed, with its extra.
        folder: to work in; it must not exist.

    Returns:
        What it did, such as "ran the tests of its sdist".

    Raises:
        SpecError: `tests-failed`, `generation-failed` or `other-output`.
    """
    if project.package:
        _run_tests(project, sdist, environment, folder)
        return "ran the tests of its sdist"
    return f"generated {_generate_there(project, environment, folder)}"


def _run_tests(project: Project, sdist: Path, environment: Environment, folder: Path) -> None:
    with tarfile.open(sdist) as tar:
        tar.extractall(folder, filter="data")
    unpacked = folder / project.stem
    # Only the installed copy is left to be imported.
    shutil.rmtree(unpacked / project.import_name)
    environment.run("-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=unpacked, code="tests-failed")


def _generate_there(project: Project, environment: Environment, folder: Path) -> str:
    package = all_packages(project.root)[0]
    shutil.copytree(package.spec, folder / SPEC / package.name)
    environment.run_script("specloom", "generate", package.name, cwd=folder, code="generation-failed")
    there, here = (_files(root / GENERATED / package.name) for root in (folder, project.root))
    change = compare_files(here, there)
    if change:
        differing = [*change.added, *change.removed, *change.changed]
        message = f"the installed toolkit generates {package.name} otherwise: {', '.join(differing[:5])}"
        raise SpecError(Diagnostic("other-output", message, location=Location(project.root)))
    return package.name


def _files(folder: Path) -> dict[str, bytes]:
    from specloom.manifest import list_output

    listing = list_output(folder)
    return {path: (folder / path).read_bytes() for path in listing.files if path not in listing.own}
