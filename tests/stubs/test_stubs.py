"""The tests of a generated package pass, are typed, and fail when the package is wrong."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from specloom.build import carried_files
from specloom.finishing import Finisher
from specloom.work import Work
from specloom.workspace import templates_folder

from tests.stubs.documents import CONFIG, EVERYTHING
from tests.support.packages import build, document


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package with one of everything, as it would be published."""
    built = build(EVERYTHING, tmp_path_factory.mktemp("document"), **CONFIG)
    folder = tmp_path_factory.mktemp("pets")
    finisher = Finisher(folder, "pets", carried_files(templates_folder(), "pets"), None, Work())
    finisher.add(built.files)
    finisher.result()
    assert built.diagnostics == []
    return folder


def run_tests(project: Path, *arguments: str, **variables: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(
        command, cwd=project, env={**os.environ, **variables}, capture_output=True, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_they_pass(project: Path) -> None:
    status, output = run_tests(project)

    assert status == 0, output


def test_they_pass_whatever_the_environment_holds(project: Path) -> None:
    status, output = run_tests(project, PETS_API_KEY="mine", PETS_USERNAME="me", PETS_PASSWORD="mine")

    assert status == 0, output


def test_they_are_typed(project: Path) -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "pets", "tests"]
    done = subprocess.run(command, cwd=project, capture_output=True, encoding="utf-8", check=False)

    assert done.stdout + done.stderr == ""


@pytest.fixture
def copy(project: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "copy"
    shutil.copytree(project, folder, ignore=shutil.ignore_patterns("__pycache__", ".mypy_cache"))
    return folder


@pytest.mark.parametrize(
    ("path", "right", "wrong"),
    [
        pytest.param("resources/pets.py", 'path="/pets/newest"', 'path="/pets/oldest"', id="path"),
        pytest.param("resources/pets.py", 'method="DELETE"', 'method="GET"', id="method"),
        pytest.param("resources/pets.py", '"X-Trace", "header"', '"X-Track", "header"', id="header"),
        pytest.param("resources/pets.py", '"theme", "cookie"', '"theme", "query"', id="place"),
        pytest.param("resources/pets.py", '"page": page', '"page": size', id="argument"),
        pytest.param("resources/pets.py", 'Json("application/json"', 'Json("application/xml"', id="accept"),
        pytest.param(
            "resources/pets.py",
            '"404": (Json("application/json", lambda: models.Problem)',
            '"404": (Empty("")',
            id="error",
        ),
        pytest.param("resources/pets.py", 'PageRule(items="items"', 'PageRule(items="item"', id="items"),
        pytest.param("resources/files.py", 'Body("multipart/form-data"', 'Body("application/json"', id="content-type"),
        pytest.param("resources/files.py", '("login",)', '("key",)', id="credentials"),
        pytest.param("models/cat_request.py", 'alias="petName"', 'alias="petname"', id="alias"),
        pytest.param("models/dog.py", "    tag: int | None = None\n", "", id="dropped field of an answer"),
        pytest.param("models/cat_request.py", "chip: Secret", "chip: str", id="secret"),
        pytest.param("client.py", '"https://api.example.com"', '"https://api.example.org"', id="server"),
    ],
)
def test_they_fail_when_the_package_is_wrong(copy: Path, path: str, right: str, wrong: str) -> None:
    file = copy / "pets" / path
    text = file.read_text(encoding="utf-8")
    assert right in text
    file.write_text(text.replace(right, wrong), encoding="utf-8")

    status, output = run_tests(copy, "-x")

    assert status in (1, 2), output


def test_every_file_says_whose_it_is(project: Path) -> None:
    for file in (project / "tests").glob("*.py"):
        first = file.read_text(encoding="utf-8").split("\n")[0]
        assert "own tests" in first or "yours" in first, file.name


def test_lists_in_examples_end(tmp_path: Path) -> None:
    """A server that always answers with the same page of items would have pages without end."""
    items = {"type": "object", "properties": {"items": {"type": "array", "items": {"type": "integer"}}}}
    listing = {
        "operationId": "list",
        "parameters": [{"name": "page", "in": "query", "schema": {"type": "integer"}}],
        "responses": {"200": {"description": "It.", "content": {"application/json": {"schema": items}}}},
    }
    built = build(document({"/a": {"get": listing}}), tmp_path, pagination=[{"items": "items", "page": "page"}])

    assert '("GET", "/a"): (200, "application/json", {}),' in built.files["tests/examples.py"]
