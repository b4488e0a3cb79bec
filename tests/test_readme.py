"""The pages for people say what is true: excerpts are in the output, code runs, every command is run by a test."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest
from specloom.cli import app

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GENERATED = ROOT / "generated" / "atlas-streams"


def test_the_excerpt_stands_in_the_output() -> None:
    excerpts = re.findall(r"<!-- excerpt: (\S+) -->\n```python\n(.*?)```", README, re.DOTALL)
    assert excerpts
    for path, excerpt in excerpts:
        assert excerpt in (GENERATED / path).read_text(encoding="utf-8"), path


def test_its_first_example_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        body = {"type": "Kafka", "name": "orders"}
        return httpx2.Response(200, json=body, headers={"content-type": "application/vnd.atlas.2023-02-01+json"})

    client = httpx2.Client
    monkeypatch.setattr(httpx2, "Client", lambda **_: client(transport=httpx2.MockTransport(answer)))
    monkeypatch.setenv("ACCESS_TOKEN", "token")
    example, union = re.findall(r"\n```python\n(from .*?|match .*?)```", README, re.DOTALL)
    scope: dict[str, object] = {}
    exec(example, scope)
    assert json.loads(seen[0].content) == {"type": "Kafka", "name": "orders", "bootstrapServers": "broker:9092"}
    exec("from atlas_streams import UnknownTag\n" + union, scope)
    exec("import atlas_streams", scope)
    assert eval("(atlas_streams.__version__, atlas_streams.API_VERSION)", scope) == ("20250312001.0.0", "2025-03-12")


PAGES = ("README.md", "spec/README.md", "CONTRIBUTING.md", "SECURITY.md")
_COMMAND = r"(?:make|specloom|git|mkdir|cp|echo|\.venv/bin/\w+) [^\n]+"

RUN_BY = {
    "make generate": "test_readme.py::test_make_generate_gives_what_is_committed_and_then_has_nothing_to_do",
    "make test": "",  # is what runs this
    "make generate API_VERSION=2024-11-13": "cli/test_generate.py::test_the_date_can_be_changed",
    "make release PACKAGE=atlas-streams": "release/test_release.py::test_an_addition_is_a_minor_version_and_stays_"
    "through_generation",
    "make build": "publishing/test_readiness.py::test_what_is_ready_is_built_checked_and_uploaded",
    "make publish-local": "publishing/test_rehearsal.py::test_a_release_from_the_work_tree_to_a_users_first_call",
    "make publish PACKAGE=atlas-streams REPOSITORY=testpypi": "publishing/test_readiness.py::test_what_is_ready_is_"
    "built_checked_and_uploaded",
    "git tag atlas-streams-v20250312001.0.0": "release/test_history.py::test_it_is_the_highest_and_not_the_one_that_"
    "sorts_last",
    "git push origin atlas-streams-v20250312001.0.0": "release/test_workflows.py::test_a_change_upstream_becomes_a_"
    "pull_request_with_the_report",
    ".venv/bin/pytest tests/lint": "",  # runs along with this
    "specloom diff origin/main:": "diff_reports/test_command.py::test_a_change_is_told_with_its_place_and_fails_where_"
    "it_is_asked_to",
    "specloom diff @2024-11-13 @2025-03-12": "diff_reports/test_command.py::test_dates_of_one_package_are_compared",
    "specloom diff old.yaml new.yaml --report html=diff.html": "diff_reports/test_command.py::test_files_are_compared",
    "specloom generate --from my-openapi.yaml --output my-api": "oneshot/test_generate.py::test_a_document_becomes_a_"
    "package",
    "mkdir spec/my-api": "test_readme.py::test_another_api_needs_no_more_than_it_says",
    "cp my-openapi.yaml spec/my-api/fragment.yaml": "test_readme.py::test_another_api_needs_no_more_than_it_says",
    "echo 'name: my-api' > spec/my-api/package.yaml": "test_readme.py::test_another_api_needs_no_more_than_it_says",
    "make generate PACKAGE=my-api": "test_readme.py::test_another_api_needs_no_more_than_it_says",
    "specloom upgrade-notes atlas-streams @2023-02-01 @2025-03-12": "test_readme.py::test_its_upgrade_notes_are_there",
}
"""Which test runs a command that is shown; those of spec/README.md run in their order, below."""


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def shown(name: str) -> list[str]:
    return re.findall(rf"^    ({_COMMAND})$", page(name), re.MULTILINE)


def test_every_command_that_is_shown_is_run_by_a_test() -> None:
    commands = {command for name in PAGES if name != "spec/README.md" for command in shown(name)}
    assert commands == RUN_BY.keys()
    for place in filter(None, RUN_BY.values()):
        file, _, test = place.partition("::")
        assert f"def {test}(" in (ROOT / "tests" / file).read_text(encoding="utf-8"), place


@pytest.mark.parametrize("name", PAGES)
def test_every_target_and_command_that_is_mentioned_exists(name: str) -> None:
    makefile = page("Makefile")
    for target in set(re.findall(r"(?:`|^    )make ([a-z-]+)", page(name), re.MULTILINE)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    commands = {
        command.name or command.callback.__name__.strip("_").replace("_", "-") for command in app.registered_commands
    }
    for command in re.findall(r"`specloom ([a-z-]+)", page(name)) + [
        one.split()[1] for one in shown(name) if one.startswith("specloom ")
    ]:
        assert command in commands
    for path in re.findall(r"`((?:generator|templates|tests|spec|generated)/[\w./-]+)`", page(name)):
        assert (ROOT / path).exists() or f"write {path}" in makefile, path
    for link in re.findall(r"\]\(([^)#:]+)\)", page(name)):
        assert ((ROOT / name).parent / link).exists(), link


def test_make_generate_gives_what_is_committed_and_then_has_nothing_to_do(tmp_path: Path) -> None:
    # Elsewhere, since other tests read the output of this repository meanwhile, and as after a clone: no trace of runs.
    shutil.copy(ROOT / "Makefile", tmp_path)
    traces = shutil.ignore_patterns(".specloom", ".*.staging-*", "__pycache__", "*.egg-info", "*_cache")
    for folder in ("spec", "generated"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=traces)
    before = contents(tmp_path / "generated")
    first = make_generate(tmp_path)
    assert first.count("nothing in the output changed") == len(list((ROOT / "spec").glob("*/")))
    assert contents(tmp_path / "generated") == before
    assert "atlas-streams: up to date" in make_generate(tmp_path)
    assert contents(tmp_path / "generated") == before


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def make_generate(folder: Path) -> str:
    # As a make inside of a make, this one would take over what the outer one was told.
    clean = {key: value for key, value in os.environ.items() if key not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    bin_folder = Path(sys.executable).parent
    command = ["make", "--no-print-directory", "-o", f"{bin_folder}/.ready", f"BIN={bin_folder}", "generate"]
    done = subprocess.run(command, cwd=folder, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_its_upgrade_notes_are_there() -> None:
    command = [str(Path(sys.executable).with_name("specloom")), "upgrade-notes", "atlas-streams"]
    dates = ["@2023-02-01", "@2025-03-12"]
    done = subprocess.run([*command, *dates], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("# From 2023-02-01 of atlas-streams to 2025-03-12 of atlas-streams\n")


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
    parts = rf"^    (?P<command>{_COMMAND})$|<!-- file: (?P<path>\S+) -->\n```yaml\n(?P<text>.*?)```"
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


def test_another_api_needs_no_more_than_it_says(tmp_path: Path) -> None:
    document = {
        "openapi": "3.1.0",
        "info": {"title": "My API", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": {"/ping": {"get": {"operationId": "ping", "responses": {"204": {"description": "pong"}}}}},
    }
    spec = tmp_path / "spec" / "my-api"
    spec.mkdir(parents=True)
    (spec / "fragment.yaml").write_text(json.dumps(document), encoding="utf-8")
    (spec / "package.yaml").write_text("name: my-api\n", encoding="utf-8")
    command = [str(Path(sys.executable).with_name("specloom")), "generate", "my-api"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "generated" / "my-api" / "my_api" / "client.py").is_file()
