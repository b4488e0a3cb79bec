"""Every command that the pages show is run, as it stands there and in that order, in a clone of this repository.

`spec/README.md` is about a package that is begun from nothing, so its commands run apart from the others.
"""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from specloom.publishing.projects import all_projects

from ..publishing.index import PASSWORD, USERNAME, serve_index
from .clone import Clone
from .pages import COMMAND, PAGES, page, shown

Run = Callable[..., str]
Check = Callable[[Clone, Run], None]

NOT_HERE = {
    "make test": "it is what runs this",
    "make types": "it takes minutes, and the workflow `spec` runs it",
    "make conformance": "it takes long, and documents of other people",
    "make publish-check": "it runs along with `git tag`, below",
    "make upstream": "tests/release/test_workflows.py does, with a provider",
}
MENTIONED = {
    "make help": "publish-local",
    "make check": "atlas-streams: the output is what the inputs give",
    "make lint": "All checks passed!",
    "make spec-diff": "no changes",
}
"""Targets that the text mentions without showing them, and what they say in a clone that is as it should be."""

CHECKS: dict[str, Check] = {}
"""What each command is for: a function that prepares, calls `run`, which runs the command, and looks at what it did."""


def shows(command: str) -> Callable[[Check], Check]:
    def add(check: Check) -> Check:
        CHECKS[command] = check
        return check

    return add


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path)


@pytest.mark.long
def test_every_command_that_is_shown_does_what_it_is_shown_for(clone: Clone) -> None:
    commands = list(dict.fromkeys(one for name in PAGES if name != "spec/README.md" for one in shown(name)))
    assert set(commands) == CHECKS.keys() | {"make test"}
    for command, said in MENTIONED.items():
        assert said in clone.run(command), command
    for command in commands:
        if command in NOT_HERE:
            continue
        runs: list[str] = []

        def run(answer: str = "", *, command: str = command, runs: list[str] = runs, **variables: str) -> str:
            runs.append(command)
            return clone.run(command, answer, **variables)

        CHECKS[command](clone, run)
        assert runs, f"{command}: its check did not run it"


def test_every_target_that_is_mentioned_is_run_by_a_test() -> None:
    mentioned = {target for name in PAGES for target in re.findall(r"`(make [a-z-]+)", page(name))}
    run = {" ".join(command.split()[:2]) for command in (*CHECKS, *MENTIONED)}
    assert mentioned <= run | NOT_HERE.keys()


@shows("make generate")
def _(clone: Clone, run: Run) -> None:
    assert run().count("nothing in the output changed") == len(list((clone.root / "generated").iterdir()))
    assert clone.changed() == []
    assert "atlas-streams: up to date" in run()


@shows("make generate API_VERSION=2024-11-13")
def _(clone: Clone, run: Run) -> None:
    said = run()
    assert "atlas-streams 20241113001.0.0, API version 2024-11-13" in said
    assert "Accept: application/vnd.atlas.2025-03-12+json -> application/vnd.atlas.2024-11-13+json" in said
    assert "version: 20250312001.0.0 -> 20241113001.0.0" in said
    assert '+api_version: "2024-11-13"' in clone.git("diff", "-U0", "spec/atlas-streams/package.yaml")
    clone.restore()


PING = {
    "openapi": "3.1.0",
    "info": {"title": "My API", "version": "1"},
    "servers": [{"url": "https://api.example.com"}],
    "paths": {"/ping": {"get": {"operationId": "ping", "responses": {"204": {"description": "pong"}}}}},
}


@shows("specloom generate --from my-openapi.yaml --output my-api")
def _(clone: Clone, run: Run) -> None:
    (clone.root / "my-openapi.yaml").write_text(json.dumps(PING), encoding="utf-8")
    run()
    assert (clone.root / "my-api" / "my_api" / "client.py").is_file()


@shows("mkdir spec/my-api")
@shows("cp my-openapi.yaml spec/my-api/fragment.yaml")
@shows("echo 'name: my-api' > spec/my-api/package.yaml")
def _(clone: Clone, run: Run) -> None:
    assert run() == ""


@shows("make generate PACKAGE=my-api")
def _(clone: Clone, run: Run) -> None:
    assert "my-api 1.0.0: 1 operation" in run()
    assert (clone.root / "generated" / "my-api" / "my_api" / "client.py").is_file()
    clone.restore()


@shows("specloom diff origin/main: --package atlas-streams")
def _(clone: Clone, run: Run) -> None:
    fragment = clone.root / "spec/atlas-streams/fragment.yaml"
    text = fragment.read_text(encoding="utf-8")
    fragment.write_text(text.replace("\n    delete:\n", "\n    x-delete:\n"), encoding="utf-8")
    said = run()
    assert re.match(r"atlas-streams at origin/main \(\w+\) -> atlas-streams\n", said)
    assert "operation-removed" in said
    clone.restore()


@shows("specloom diff @2024-11-13 @2025-03-12 --package atlas-streams")
def _(clone: Clone, run: Run) -> None:
    assert "2024-11-13 of atlas-streams -> 2025-03-12 of atlas-streams" in run()


@shows("specloom diff old.yaml new.yaml --report html=diff.html")
def _(clone: Clone, run: Run) -> None:
    (clone.root / "old.yaml").write_text(json.dumps(PING), encoding="utf-8")
    (clone.root / "new.yaml").write_text(json.dumps(PING | {"paths": {}}), encoding="utf-8")
    assert "breaking" in run()
    assert "<html" in (clone.root / "diff.html").read_text(encoding="utf-8")
    clone.restore()


@shows("specloom upgrade-notes atlas-streams @2023-02-01 @2025-03-12")
def _(clone: Clone, run: Run) -> None:
    assert run().startswith("# From 2023-02-01 of atlas-streams to 2025-03-12 of atlas-streams\n")


@shows("make release PACKAGE=atlas-streams")
def _(clone: Clone, run: Run) -> None:
    assert "atlas-streams: 20250312001.0.0, the first release" in run("y\n")
    for folder in ("spec", "generated"):
        log = (clone.root / folder / "atlas-streams" / "CHANGELOG.md").read_text(encoding="utf-8")
        assert "## 20250312001.0.0 - " in log
    clone.commit()


def distributions(clone: Clone, *names: str) -> set[str]:
    stems = [project.stem for project in all_projects(clone.root) if project.name in names or not names]
    return {f"{stem}{end}" for stem in stems for end in (".tar.gz", "-py3-none-any.whl")}


@shows("make build")
def _(clone: Clone, run: Run) -> None:
    said = run()
    made = distributions(clone)
    assert len(made) == 6
    assert {path.name for path in (clone.root / "dist").iterdir()} == made
    assert all(name in said for name in made)
    assert clone.changed() == []


@shows("make publish-local PACKAGE=atlas-streams")
def _(clone: Clone, run: Run) -> None:
    said = run()
    assert [line.split()[0] for line in said.splitlines()] == [
        "built",
        "published",
        "installed",
        "ran",
        "ran",
        "was",
        "took",
    ]
    assert "ran the first example of README.md: KafkaConnection(" in said
    assert clone.changed() == []


@shows("make publish PACKAGE=atlas-streams REPOSITORY=testpypi")
def _(clone: Clone, run: Run) -> None:
    served = clone.home / "served"
    served.mkdir()
    with serve_index(served) as address:
        section = f"[testpypi]\nrepository = {address}\nusername = {USERNAME}\npassword = {PASSWORD}\n"
        (clone.home / ".pypirc").write_text(section, encoding="utf-8")
        assert "atlas-streams 20250312001.0.0 is on testpypi" in run(**clone.at_home())
    uploaded = distributions(clone, "atlas-streams")
    assert {path.name for path in served.iterdir()} == uploaded
    for name in uploaded:
        assert (served / name).read_bytes() == (clone.root / "dist" / name).read_bytes()


@shows(".venv/bin/pytest tests/overlay")
def _(clone: Clone, run: Run) -> None:
    assert "[100%]" in run()


@shows("git tag atlas-streams-v20250312001.0.0")
def _(clone: Clone, run: Run) -> None:
    run()
    checked = clone.run("make publish-check", TAG="atlas-streams-v20250312001.0.0")
    assert "atlas-streams 20250312001.0.0 can be published" in checked


@shows("git push origin atlas-streams-v20250312001.0.0")
def _(clone: Clone, run: Run) -> None:
    run()
    tags = subprocess.run(["git", "-C", str(clone.remote), "tag"], check=True, capture_output=True, text=True).stdout
    assert tags.split() == ["atlas-streams-v20250312001.0.0"]


UPSTREAM = """\
openapi: 3.0.3
info: {title: Pets, version: "1"}
servers: [{url: "https://pets.example"}]
paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{name: color, in: query, schema: {type: string}}]
      responses:
        "200":
          description: Pets.
          content:
            application/vnd.pets.2024-01-01+json: {schema: {$ref: "#/components/schemas/Pet"}}
            application/vnd.pets.2025-01-01+json: {schema: {$ref: "#/components/schemas/Pet"}}
    post:
      operationId: createPet
      requestBody:
        content: {application/vnd.pets.2024-01-01+json: {schema: {$ref: "#/components/schemas/Pet"}}}
      responses:
        "204": {description: Done.}
components:
  schemas:
    Pet:
      type: object
      properties: {kind: {type: string}}
      oneOf: [{$ref: "#/components/schemas/Cat"}, {$ref: "#/components/schemas/Dog"}]
      discriminator:
        propertyName: kind
        mapping: {cat: "#/components/schemas/Cat", dog: "#/components/schemas/Dog"}
    Cat: {allOf: [{$ref: "#/components/schemas/Pet"}, {type: object, properties: {lives: {type: integer}}}]}
    Dog: {allOf: [{$ref: "#/components/schemas/Pet"}, {type: object, properties: {barks: {type: boolean}}}]}
"""


def test_the_way_of_a_package_is_as_it_says(tmp_path: Path) -> None:
    (tmp_path / "upstream.yaml").write_text(UPSTREAM, encoding="utf-8")
    said: dict[str, str] = {}
    parts = rf"^    (?P<command>{COMMAND})$|<!-- file: (?P<path>\S+) -->\n```yaml\n(?P<text>.*?)```"
    for part in re.finditer(parts, page("spec/README.md"), re.MULTILINE | re.DOTALL):
        if part["path"]:
            (tmp_path / part["path"]).write_text(part["text"], encoding="utf-8")
            continue
        program, *arguments = shlex.split(part["command"])
        assert program == "specloom"
        command = [str(Path(sys.executable).with_name(program)), *arguments]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{part['command']}\n{done.stdout}{done.stderr}"
        said[part["command"]] = done.stdout
    assert len(said) == 7
    assert "tag-not-required" in said["specloom lint pets"]
    assert "tag-not-required" not in said["specloom lint pets --overlaid"]
    assert "pets 20250101001.0.0, API version 2025-01-01" in said["specloom generate pets --api-version 2025-01-01"]
    # And what is accepted is read where it was written.
    command = [str(Path(sys.executable).with_name("specloom")), "upgrade-notes", "pets", "@2024-01-01"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "unused-acceptance" in done.stderr
