"""Builds the sdist and the wheel of a project, the same bytes from the same commit."""

from __future__ import annotations

import os
import shutil
import tarfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from build import BuildBackendException, BuildException, DistributionType, ProjectBuilder
from pyproject_hooks import quiet_subprocess_runner

from specloom.diagnostics import Diagnostic, Location, SpecError
from specloom.git import commit_time
from specloom.publishing.projects import Project

_EPOCH = "SOURCE_DATE_EPOCH"


@dataclass(frozen=True, slots=True)
class Distributions:
    """What was built of a project."""

    sdist: Path
    wheel: Path

    @property
    def files(self) -> tuple[Path, Path]:
        """Both."""
        return self.sdist, self.wheel


def source_date(root: Path) -> int:
    """The time that files in distributions carry, in seconds since 1970: SOURCE_DATE_EPOCH, or the last commit's.

    Raises:
        SpecError: `malformed-epoch`, or there is no commit.
    """
    given = os.environ.get(_EPOCH)
    if given is None:
        return commit_time(root)
    if not given.isascii() or not given.isdecimal():
        message = f"{_EPOCH} is {given!r}, and should be a number of seconds"
        raise SpecError(Diagnostic("malformed-epoch", message, location=Location(root)))
    return int(given)


def build(project: Project, into: Path, epoch: int) -> Distributions:
    """Build both distributions of a project.

    The build sees the files of the project and nothing else, and the wheel is made from the sdist. The backend is the
    one of this environment, since its version is part of what it writes.

    Args:
        project: to build.
        into: the folder for the distributions.
        epoch: the time that files carry, in seconds since 1970.

    Raises:
        SpecError: `build-failed`, with what the backend says.
    """
    with TemporaryDirectory(prefix="specloom-") as name:
        work = Path(name)
        source = work / "source"
        for path in project.files:
            target = source / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(project.folder / path, target)
        sdist = _run(project, source, "sdist", work / "built", epoch)
        with tarfile.open(sdist) as tar:
            tar.extractall(work / "unpacked", filter="data")
        wheel = _run(project, work / "unpacked" / project.stem, "wheel", work / "built", epoch)
        return _move(Distributions(sdist, wheel), into)


def build_checked(project: Project, into: Path, epoch: int, check: Callable[[Distributions], None]) -> Distributions:
    """Build both distributions, and put them into a folder in the place of those of other versions, if they are good.

    If the folder has the same bytes already, they were checked before they came there.

    Args:
        project: to build.
        into: the folder for what has passed.
        epoch: see `build`.
        check: of distributions; it raises what it finds.

    Raises:
        SpecError: `build-failed`, or what `check` raises; the folder stays as it was.
    """
    with TemporaryDirectory(prefix="specloom-") as name:
        built = build(project, Path(name), epoch)
        there = Distributions(into / built.sdist.name, into / built.wheel.name)
        pairs = zip(there.files, built.files, strict=True)
        if all(old.is_file() and old.read_bytes() == new.read_bytes() for old, new in pairs):
            return there
        check(built)
        for old in into.glob(f"{project.stem.removesuffix(project.version)}*"):
            old.unlink()
        return _move(built, into)


def _move(built: Distributions, into: Path) -> Distributions:
    into.mkdir(parents=True, exist_ok=True)
    return Distributions(*(Path(shutil.move(path, into / path.name)) for path in built.files))


def _run(project: Project, source: Path, kind: DistributionType, into: Path, epoch: int) -> Path:
    def run(cmd: Sequence[str], cwd: str | None = None, extra_environ: Mapping[str, str] | None = None) -> None:
        quiet_subprocess_runner(cmd, cwd, {**(extra_environ or {}), _EPOCH: str(epoch)})

    try:
        builder = ProjectBuilder(source, runner=run)
        missing = builder.check_dependencies(kind)
        if missing:
            names = ", ".join(sorted(chain[-1] for chain in missing))
            raise _failed(project, f"its build needs what is not installed here: {names}")
        return Path(builder.build(kind, into))
    except BuildBackendException as error:
        output = getattr(error.exception, "output", b"") or b""
        said = output.decode(errors="replace").strip() if isinstance(output, bytes) else str(output)
        raise _failed(project, f"its {kind} can't be built: {said or error}") from error
    except BuildException as error:
        raise _failed(project, str(error)) from error


def _failed(project: Project, message: str) -> SpecError:
    return SpecError(Diagnostic("build-failed", message, location=Location(project.folder / "pyproject.toml")))
