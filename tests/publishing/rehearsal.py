"""The rehearsal of a release, from the work tree to a user's first call; `make publish-local` runs it.

A real index takes the package from a real client; a fresh environment installs it from there by name and version; the
tests of its sdist and the first example of the README run in it; and the index refuses the same version a second time.
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
from specloom.publishing.checks import check_files, check_import, run_tests
from specloom.publishing.distributions import Distributions, build, source_date
from specloom.publishing.environments import Environment
from specloom.publishing.index import Index
from specloom.publishing.projects import Project, find_project

from ..server import CLIENT_ID, CLIENT_SECRET, GROUP_ID
from ..server.serving import serve
from .index import PASSWORD, USERNAME, serve_index

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "atlas-streams"

# The example is run as it stands; only where the server is, which it leaves to the default, is said beforehand.
_RUN = """\
import sys
from functools import partial
import atlas_streams
atlas_streams.AtlasStreams = partial(atlas_streams.AtlasStreams, base_url=sys.argv[1])
exec(compile(sys.argv[2], "README.md", "exec"))
print(repr(connection))
"""


class RehearsalError(Exception):
    """A step did something else than it should."""


def rehearse(root: Path = ROOT) -> Iterator[str]:
    """Go through the steps.

    Yields:
        What each of them did.

    Raises:
        SpecError, RehearsalError: a step fails; nothing is left behind.
    """
    with TemporaryDirectory(prefix="specloom-rehearsal-") as name:
        work = Path(name).resolve()
        project = find_project(root, PACKAGE)
        built = build(project, work / "dist", source_date(root))
        check_files(project, built)
        yield f"built {built.sdist.name} and {built.wheel.name}"
        served = work / "index"
        served.mkdir()
        with serve_index(served) as address:
            yield from _publish(project, built, address, served)
            environment = Environment(work / "environment")
            yield from _install(project, environment, Index.named(address).pages)
            run_tests(project, served / built.sdist.name, environment, work / "sdist")
            yield "ran the tests of the sdist from the index"
            yield f"ran the README's first example: {_run_example(root, environment)}"
            yield from _publish_again(project, built, address)
    yield "took everything down"


def _publish(project: Project, built: Distributions, address: str, served: Path) -> Iterator[str]:
    with _credentials("wrong"):
        _expect("upload-failed", "403", lambda: Index.named(address).upload_distributions(built))
    if list(served.iterdir()):
        raise RehearsalError("the index took an upload with a wrong password")
    with _credentials(PASSWORD):
        index = Index.named(address)
        index.refuse_existing(project)
        index.upload_distributions(built)
    for path in built.files:
        if (served / path.name).read_bytes() != path.read_bytes():
            raise RehearsalError(f"the index has another {path.name}")
    yield f"published {project.name} {project.version}"


def _install(project: Project, environment: Environment, pages: str) -> Iterator[str]:
    wanted = f"{project.name}=={project.version}"
    # Alone from this index; what it depends on, from the one that is configured on this machine.
    (installed,) = environment.install(wanted, options=["--no-deps", "--index-url", pages])
    if not installed["download_info"]["url"].startswith(pages.removesuffix("simple/")):
        raise RehearsalError(f"pip took {wanted} from {installed['download_info']['url']}")
    environment.install(f"{project.name}[test]=={project.version}")
    check_import(project, environment)
    yield f"installed {wanted} by name from the index, and imported it"


def _run_example(root: Path, environment: Environment) -> str:
    readme = (root / "README.md").read_text(encoding="utf-8")
    example = re.search(r"\n```python\n(from .*?)```", readme, re.DOTALL)
    if example is None:
        raise RehearsalError("the README has no example")
    secrets = {"MONGODB_ATLAS_CLIENT_ID": CLIENT_ID, "MONGODB_ATLAS_CLIENT_SECRET": CLIENT_SECRET}
    with serve() as host:
        host.provider.store.groups[GROUP_ID]["my-instance"] = {}
        said = environment.run("-c", _RUN, host.base_url, example[1], variables=secrets, code="example-failed").strip()
        stored = host.provider.store.stored("orders", tenant="my-instance")
    if stored["bootstrapServers"] != "broker:9092" or "orders" not in said:
        raise RehearsalError(f"the server has {stored}, and the example {said}")
    return said


def _publish_again(project: Project, built: Distributions, address: str) -> Iterator[str]:
    with _credentials(PASSWORD):
        index = Index.named(address)
        _expect("version-exists", project.version, lambda: index.refuse_existing(project))
        # The index refuses it as well, should two people publish at once.
        _expect("upload-failed", "400", lambda: index.upload_distributions(built))
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


def main() -> int:
    """Rehearse, and say how it went."""
    try:
        for line in rehearse():
            print(line, flush=True)
    except (SpecError, RehearsalError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
