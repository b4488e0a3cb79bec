"""The rehearsal of a release, from the work tree to a user's first call; `make publish-local` runs it.

A real index takes the distributions from a real client; a fresh environment installs them from there by name and
version; a package passes the tests of its sdist and runs the first example of its page, and the toolkit generates; and
the index refuses the same version a second time.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from specloom.diagnostics import SpecError
from specloom.publishing.checks import check_files, check_import, needed_extra, try_out
from specloom.publishing.distributions import Distributions, build, source_date
from specloom.publishing.environments import Environment
from specloom.publishing.index import Index
from specloom.publishing.projects import Project, chosen_projects

from .index import PASSWORD, USERNAME, serve_index
from .stages import STAGES, Stage

ROOT = Path(__file__).resolve().parents[2]

# The example is run as it stands; only where the server is, which it leaves to the default, is said beforehand.
_RUN = """\
import importlib, sys
from functools import partial
module, client, address, example = sys.argv[1:]
package = importlib.import_module(module)
setattr(package, client, partial(getattr(package, client), base_url=address))
exec(compile(example, "README.md", "exec"))
if "connection" in globals():
    print(repr(connection))
"""


class RehearsalError(Exception):
    """A step did something else than it should."""


def rehearse(project: Project, borrow: Path | None = None) -> Iterator[str]:
    """Go through the steps.

    Args:
        project: to publish.
        borrow: see `Environment`.

    Yields:
        What each of them did.

    Raises:
        SpecError, RehearsalError: a step fails; nothing is left behind.
    """
    with TemporaryDirectory(prefix="specloom-rehearsal-") as name:
        work = Path(name).resolve()
        built = build(project, work / "dist", source_date(project.root))
        check_files(project, built)
        yield f"built {built.sdist.name} and {built.wheel.name}"
        served = work / "index"
        served.mkdir()
        with serve_index(served) as address:
            yield from _publish(project, built, address, served)
            environment = Environment(work / "environment", borrow=borrow)
            yield from _install(project, environment, Index.named(address).pages, is_alone=borrow is not None)
            yield try_out(project, served / built.sdist.name, environment, work / "elsewhere")
            if stage := STAGES.get(project.name):
                yield f"ran the first example of {stage.page}: {_run_example(project, environment, stage)}"
            yield from _publish_again(project, built, address)
    yield "took everything down"


def _publish(project: Project, built: Distributions, address: str, served: Path) -> Iterator[str]:
    with _credentials("wrong"):
        _expect("upload-failed", "403", lambda: Index.named(address).upload_files(built.files))
    if list(served.iterdir()):
        raise RehearsalError("the index took an upload with a wrong password")
    with _credentials(PASSWORD):
        index = Index.named(address)
        index.refuse_existing(project)
        index.upload_files(built.files)
    for path in built.files:
        if (served / path.name).read_bytes() != path.read_bytes():
            raise RehearsalError(f"the index has another {path.name}")
    yield f"published {project.name} {project.version}"


def _install(project: Project, environment: Environment, pages: str, *, is_alone: bool) -> Iterator[str]:
    wanted = f"{project.name}=={project.version}"
    # Alone from this index; what it depends on, from the one that is configured on this machine.
    (installed,) = environment.install(wanted, options=["--no-deps", "--ignore-installed", "--index-url", pages])
    if not installed["download_info"]["url"].startswith(pages.removesuffix("simple/")):
        raise RehearsalError(f"pip took {wanted} from {installed['download_info']['url']}")
    if not is_alone:
        environment.install(f"{project.name}{needed_extra(project)}=={project.version}")
    check_import(project, environment)
    yield f"installed {wanted} by name from the index, and imported it"


def _run_example(project: Project, environment: Environment, stage: Stage) -> str:
    page = (project.root / stage.page).read_text(encoding="utf-8")
    example = re.search(r"\n```python\n(from .*?)```", page, re.DOTALL)
    if example is None:
        raise RehearsalError(f"{stage.page} has no example")
    with stage.serve() as (address, is_true):
        said = environment.run(
            *("-c", _RUN, project.import_name, stage.client, address, example[1]),
            variables=stage.variables,
            code="example-failed",
        ).strip()
        if not is_true(said):
            raise RehearsalError(f"the server knows another story than {said}")
    return said.splitlines()[0]


def _publish_again(project: Project, built: Distributions, address: str) -> Iterator[str]:
    with _credentials(PASSWORD):
        index = Index.named(address)
        _expect("version-exists", project.version, lambda: index.refuse_existing(project))
        # The index refuses it as well, should two people publish at once.
        _expect("upload-failed", "400", lambda: index.upload_files(built.files))
    yield f"was refused to publish {project.version} again"


def _expect(code: str, text: str, action: Callable[[], None]) -> None:
    try:
        action()
    except SpecError as error:
        if error.diagnostics[0].code == code and text in str(error):
            return
        raise
    raise RehearsalError(f"{code} was expected, and it went through")


@contextmanager
def _credentials(password: str) -> Iterator[None]:
    before = dict(os.environ)
    os.environ |= {"TWINE_USERNAME": USERNAME, "TWINE_PASSWORD": password}
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def main(package: str | None = None) -> int:
    """Rehearse the release of a package, or the one that the variable TAG names, or all, and say how it went."""
    try:
        for project in chosen_projects(ROOT, package, os.environ.get("TAG")):
            for line in rehearse(project):
                print(line, flush=True)
    except (SpecError, RehearsalError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
