"""`slice`, `normalise` and `lint`, on packages and on any document."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from specloom.source import read_document
from specloom.workspace import Package

from tests.cli.conftest import Run

LOPSIDED = "    Lopsided: {type: integer, minimum: 2, maximum: 1}\n"
TEMPLATE = "application/vnd.pets.{version}+{suffix}"


def read(text: str, tmp_path: Path) -> dict[str, Any]:
    file = tmp_path / "printed"
    file.write_text(text, encoding="utf-8")
    return read_document(file).data


def test_slice_prints_one_date(dated: Package, run: Run, tmp_path: Path) -> None:
    document = read(run("slice", "pets").stdout, tmp_path)
    assert list(document["components"]["schemas"]) == ["Dog"]
    document = read(run("slice", "spec/pets", "--api-version", "2024-06-01").stdout, tmp_path)
    assert list(document["components"]["schemas"]) == ["Pet"]


def test_slice_takes_any_document(dated: Package, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "document.yaml"
    dated.fragment.rename(file)
    arguments = ("slice", file, "--api-version", "2024-06-01", "--dated", TEMPLATE)
    document = json.loads(run(*arguments, "--json", cwd=tmp_path).stdout)
    assert list(document["components"]["schemas"]) == ["Pet"]
    assert "needs --dated" in run(*arguments[:4], code=2).stderr
    assert "error[missing-version]" in run("slice", file, "--dated", TEMPLATE, code=1).stderr


def test_an_overlay_is_applied(dated: Package, run: Run, tmp_path: Path) -> None:
    overlay = tmp_path / "overlay.yaml"
    overlay.write_text(
        "overlay: 1.0.0\ninfo: {title: T, version: '1'}\nactions: [{target: $.info, update: {title: Cats}}]\n"
    )
    arguments = ("slice", dated.fragment, "--api-version", "2024-06-01", "--dated", TEMPLATE)
    assert read(run(*arguments, "--overlay", overlay).stdout, tmp_path)["info"]["title"] == "Cats"
    run("slice", "pets", "--overlay", overlay, code=2)
    overlay.rename(dated.overlay)
    assert read(run("slice", "pets").stdout, tmp_path)["info"]["title"] == "Cats"


def test_normalise_prints_the_form_that_is_published(package: Package, run: Run, tmp_path: Path) -> None:
    run("generate")
    published = read_document(package.output / "openapi.yaml").data
    for item in published["paths"].values():
        for operation in item.values():
            operation.pop("x-codeSamples", None)  # made from the package, and no part of the form
    assert read(run("normalise", "pets").stdout, tmp_path) == published


def test_samples_prints_what_is_published(package: Package, run: Run, tmp_path: Path) -> None:
    run("generate")
    published = (package.output / "openapi.yaml").read_text(encoding="utf-8")
    assert run("samples", "pets").stdout == published
    operation = read_document(package.output / "openapi.yaml").data["paths"]["/pets/{id}"]["get"]
    assert operation["x-codeSamples"] == [
        {
            "label": "Python",
            "lang": "python",
            "source": "from pets import Pets\n\nwith Pets() as client:\n"
            '    pet = client.pets.get_pet("example-id")\n    print(pet)\n',
        }
    ]
    assert "has its own name" in run("samples", "pets", "--package", "cats", code=2).stderr


def test_samples_takes_any_document(package: Package, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "document.yaml"
    package.fragment.rename(file)
    document = json.loads(run("samples", file, "--package", "acme-cats", "--json", cwd=tmp_path).stdout)
    (sample,) = document["paths"]["/pets/{id}"]["get"]["x-codeSamples"]
    assert sample["source"].startswith("from acme_cats import AcmeCats\n")


def test_documents_go_to_a_file_in_its_format(package: Package, run: Run, tmp_path: Path) -> None:
    assert run("normalise", "pets", "--output", tmp_path / "a.json").stdout == ""
    run("normalise", "pets", "-o", tmp_path / "a.yaml")
    assert json.loads((tmp_path / "a.json").read_text()) == read_document(tmp_path / "a.yaml").data
    assert "error[file-access]" in run("normalise", "pets", "-o", tmp_path / "no" / "a.yaml", code=1).stderr


def test_documents_are_utf_8_in_any_locale(package: Package, run: Run) -> None:
    text = package.fragment.read_text().replace("title: Pets", 'title: "Hündchen 🐕"')
    package.fragment.write_text(text, encoding="utf-8")
    settings = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    assert "Hündchen" in run("normalise", "pets", **settings).stdout


def test_lint_lists_findings_on_stdout(package: Package, run: Run) -> None:
    text = package.fragment.read_text()
    package.fragment.write_text(text.replace('"#/components/schemas/Pet"', '"#/components/schemas/Cat"'))
    done = run("lint", "pets", code=1)
    assert "spec/pets/fragment.yaml:" in done.stdout
    assert "error[dangling-ref]" in done.stdout
    assert "1 error, 0 warnings, 1 note" in done.stdout
    found = json.loads(run("lint", package.fragment, "--format", "json", code=1).stdout)
    assert {item["code"] for item in found} >= {"dangling-ref"}


def test_lint_fails_on_warnings_if_asked(package: Package, run: Run) -> None:
    package.fragment.write_text(package.fragment.read_text() + LOPSIDED)
    run("lint", "pets")
    run("lint", "pets", "--strict", code=1)


def test_lint_can_look_at_what_the_overlay_leaves(package: Package, run: Run) -> None:
    package.fragment.write_text(package.fragment.read_text() + LOPSIDED)
    package.overlay.write_text(
        "overlay: 1.0.0\ninfo: {title: T, version: '1'}\n"
        "actions: [{target: $.components.schemas.Lopsided, remove: true}]\n"
    )
    run("lint", "pets", "--overlaid", "--strict")
    run("lint", "pets", "--strict", code=1)


@pytest.mark.parametrize("command", ["slice", "normalise", "samples", "lint"])
def test_what_is_not_there_is_said_to_be_missing(package: Package, run: Run, command: str) -> None:
    assert "error[unreadable-file]" in run(command, "nowhere.yaml", code=1).stderr
    assert "error[unknown-package]" in run(command, "nowhere", code=1).stderr


def test_it_says_which_version_it_is(package: Package, run: Run) -> None:
    assert run("--version").stdout == f"specloom {version('specloom')}\n"


def test_every_command_explains_itself(package: Package, run: Run) -> None:
    for command in ("generate", "check", "slice", "normalise", "samples", "lint"):
        assert "Usage: " in run(command, "--help").stdout
