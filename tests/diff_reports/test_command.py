"""`specloom diff` as from a shell: what it prints, writes and ends with."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from specloom.diff.reports.json_report import report_schema
from specloom.workspace import Package

from tests.diff_reports.conftest import Run, commit, git
from tests.diff_reports.test_ci import make
from tests.diff_reports.test_reports import parse_commands

BREAKING = ("Dog: {type: object, properties: {bark: {type: string}}}", "Dog: {type: object, properties: {}}")


def change(package: Package, old: str, new: str) -> None:
    text = package.fragment.read_text(encoding="utf-8")
    assert old in text
    package.fragment.write_text(text.replace(old, new), encoding="utf-8")


def test_nothing_has_changed(repository: Package, run: Run) -> None:
    for fail_on in ("breaking", "warning", "any"):
        done = run("HEAD:", "--fail-on", fail_on)
        assert "no changes" in done.stdout
        assert done.stderr == ""


def test_a_change_is_told_with_its_place_and_fails_where_it_is_asked_to(repository: Package, run: Run) -> None:
    change(repository, *BREAKING)
    done = run("HEAD:", "pets")
    assert "1 breaking" in done.stdout
    assert "property-removed: " in done.stdout
    assert "response of GET /pets\n" in done.stdout
    assert "spec/pets/fragment.yaml:20:" in done.stdout
    assert run("HEAD:", "--fail-on", "breaking", code=1).stdout == done.stdout
    assert "\x1b" not in done.stdout


def test_dates_of_one_package_are_compared(repository: Package, run: Run) -> None:
    done = run("@2024-01-01", "@2025-01-01", "--format", "json")
    data = json.loads(done.stdout)
    assert (data["base"], data["head"]) == ("2024-01-01 of pets", "2025-01-01 of pets")
    assert data["worst"] == "breaking"
    assert data["package"] == "pets"


def test_files_are_compared(repository: Package, run: Run, tmp_path: Path) -> None:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(repository.fragment.read_text())
    new.write_text(repository.fragment.read_text().replace(*BREAKING))
    data = json.loads(run(old, new, "--format", "json", cwd=tmp_path).stdout)
    assert [entry["rule"] for entry in data["entries"]] == ["property-removed"]
    assert data["package"] is None
    assert "say what to compare a file with" in run(old, cwd=tmp_path, code=2).stderr


def test_several_reports_in_one_run(repository: Package, run: Run, tmp_path: Path) -> None:
    change(repository, *BREAKING)
    forms = {"html": "<!DOCTYPE html>", "json": "{", "sarif": "{", "junit": "<?xml", "markdown": "<!--", "github": "::"}
    reports = [argument for form in forms for argument in ("--report", f"{form}={tmp_path / form}")]
    done = run("HEAD:", *reports, "--output", tmp_path / "text", "--fail-on", "any", code=1)
    assert done.stdout == ""
    for form, begin in forms.items():
        assert (tmp_path / form).read_text(encoding="utf-8").lstrip().startswith(begin)
    assert "property-removed" in (tmp_path / "text").read_text()
    Draft202012Validator(report_schema()).validate(json.loads((tmp_path / "json").read_text()))


def test_what_is_accepted_fails_nothing(repository: Package, run: Run) -> None:
    change(repository, *BREAKING)
    accepted = repository.spec / "accepted-changes.yaml"
    accepted.write_text(
        "accepted:\n  - {rule: property-removed, operation: 'GET *', reason: never filled, expires: 2026-06-30}\n"
    )
    done = run("HEAD:", "--fail-on", "warning", "--today", "2026-06-30")
    assert "1 accepted" in done.stdout
    assert "because: never filled" in done.stdout
    late = run("HEAD:", "--fail-on", "breaking", "--today", "2026-07-01", code=1)
    assert "warning[expired-acceptance]" in late.stdout
    # Without a day it holds, and says that nobody asked.
    assert "expiry-not-judged" in run("HEAD:", "--fail-on", "warning").stdout


def test_an_entry_that_nothing_is_left_for_is_a_warning(repository: Package, run: Run) -> None:
    accepted = repository.spec / "accepted-changes.yaml"
    accepted.write_text("accepted:\n  - {rule: property-removed, reason: x, expires: 2026-06-30}\n")
    assert "unused-acceptance" in run("HEAD:", "--today", "2026-01-01", "--fail-on", "breaking").stdout
    assert "unused-acceptance" in run("HEAD:", "--today", "2026-01-01", "--fail-on", "warning", code=1).stdout


def test_a_bad_entry_stops_the_run_and_writes_nothing(repository: Package, run: Run, tmp_path: Path) -> None:
    accepted = repository.spec / "accepted-changes.yaml"
    accepted.write_text("accepted:\n  - {rule: property-remove, reason: x, expires: 2026-06-30}\n")
    done = run("HEAD:", "--report", f"html={tmp_path / 'x.html'}", code=2)
    assert "accepted-changes.yaml:2:6: error[unknown-rule]" in done.stderr
    assert "Did you mean 'property-removed'?" in done.stderr
    assert not (tmp_path / "x.html").exists()
    # Of a commit, it is told as the file that stands there today.
    commit(repository.root)
    told = run("HEAD~1:", "HEAD:", "--format", "json", code=2).stderr
    assert json.loads(told)[0]["file"] == "spec/pets/accepted-changes.yaml"


def test_an_error_is_an_annotation_where_those_were_asked_for(repository: Package, run: Run) -> None:
    change(repository, "openapi: 3.0.3", "openapi: [")
    done = run("HEAD:", "--format", "github", code=2)
    [(level, properties, _)] = parse_commands(done.stdout)
    assert (level, properties["file"]) == ("error", "spec/pets/fragment.yaml")
    assert int(properties["line"]) >= 1
    assert "spec/pets/fragment.yaml:" in done.stderr


def test_a_terminal_gets_colours(repository: Package, run: Run) -> None:
    change(repository, *BREAKING)
    coloured = run("HEAD:", NO_COLOR="", FORCE_COLOR="1").stdout
    assert "\x1b[1;31mBreaking\x1b[0m" in coloured
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == run("HEAD:").stdout


def test_another_file_can_say_what_is_accepted(repository: Package, run: Run, tmp_path: Path) -> None:
    change(repository, *BREAKING)
    (tmp_path / "ours.yaml").write_text(
        "severity:\n  - {rule: property-removed, wire: none, source: none, reason: x}\n"
    )
    assert "1 without effect" in run("HEAD:", "--accepted", tmp_path / "ours.yaml", "--fail-on", "breaking").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "say what to compare with"),
        (["nowhere:"], "unknown-revision"),
        (["HEAD:", "--today", "tomorrow"], "not a day of the calendar"),
        (["HEAD:", "--report", "pdf=x"], "FORMAT=FILE"),
        (["HEAD:", "--report", "html"], "FORMAT=FILE"),
        (["HEAD:", "--report", "html=no/such/folder/x.html"], "file-access"),
        (["HEAD:", "--fail-on", "nothing"], "Invalid value"),
        (["HEAD:", "--unions", "ajar"], "Invalid value"),
        (["HEAD:", "--accepted", "missing.yaml"], "unreadable-file"),
        (["--rules", "--format", "html"], "rules are listed as"),
        (["HEAD:", "cats"], "unknown-package"),
    ],
)
def test_bad_input_is_one_clear_error(arguments: list[str], said: str, repository: Package, run: Run) -> None:
    done = run(*arguments, code=2)
    assert said in done.stderr
    assert done.stdout == ""


def test_the_rules_are_listed_with_examples(repository: Package, run: Run, tmp_path: Path) -> None:
    data = json.loads(run("--rules", "--format", "json").stdout)
    rules = {rule["id"]: rule for rule in data["rules"]}
    assert rules["property-removed"]["verdicts"]["response"]["source"] == "breaking"
    assert rules["union-variant-added"]["verdicts"]["response"]["wire_if_closed"] == "breaking"
    text = run("--rules").stdout
    page = run("--rules", "--format", "markdown", "--output", tmp_path / "rules.md")
    assert page.stdout == ""
    for rule in rules:
        assert f"\n{rule}\n" in text
        assert f"\n## `{rule}`\n" in (tmp_path / "rules.md").read_text(encoding="utf-8")
    assert text.startswith(f"Rule set {data['rules_version']}: {len(rules)} rules\n")


def test_the_make_target_compares_with_where_the_branch_began(repository: Package, tmp_path: Path) -> None:
    tools = Path(sys.executable).parent
    change(repository, "bark: {type: string}", "bark: {type: string}, tail: {type: string}")
    commit(repository.root, "on main")
    git(repository.root, "switch", "--quiet", "--create", "branch")
    change(repository, "{bark: {type: string}, tail: {type: string}}", "{}")
    more = ["spec-diff", f"BIN={tools}", "-o", f"{tools}/.ready", "MAIN=main", "TODAY=2026-01-01"]
    done = make(*more, "REPORTS=out", cwd=repository.root)
    assert done.returncode == 2, done.stdout
    assert "2 breaking" in done.stdout
    assert {path.name for path in (repository.root / "out").iterdir()} == {
        f"pets.{form}" for form in ("html", "markdown", "json", "sarif", "junit")
    }
    data = json.loads((repository.root / "out" / "pets.json").read_text())
    assert data["policy"]["today"] == "2026-01-01"
    assert make(*more, "BASE=HEAD~1", "FORMAT=github", "FAIL_ON=any", cwd=repository.root).stdout.startswith("::")
    commit(repository.root)
    git(repository.root, "switch", "--quiet", "main")
    assert make(*more, cwd=repository.root).returncode == 0


def test_a_package_that_a_change_deletes_breaks_everyone(repository: Package, run: Run) -> None:
    git(repository.root, "mv", "spec/pets", "spec/dogs")
    done = run("HEAD:pets", "--format", "json", "--fail-on", "breaking", code=1)
    [entry] = json.loads(done.stdout)["entries"]
    assert (entry["rule"], entry["wire"]) == ("operation-removed", "breaking")
    assert "unknown-package" in run("HEAD:pets", "pets", code=2).stderr
    shutil.rmtree(repository.root / "spec")
    assert "1 breaking" in run("HEAD:pets", "--root", ".").stdout


def test_the_make_target_sees_packages_that_are_gone(repository: Package) -> None:
    tools = Path(sys.executable).parent
    more = ["spec-diff", f"BIN={tools}", "-o", f"{tools}/.ready", "BASE=HEAD", "REPORTS=out"]
    git(repository.root, "mv", "spec/pets", "spec/cats")
    done = make(*more, cwd=repository.root)
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stdout.count("1 breaking") == 1
    assert {path.stem for path in (repository.root / "out").iterdir()} == {"cats", "pets"}
    shutil.rmtree(repository.root / "spec")
    assert "1 breaking" in make(*more, cwd=repository.root).stdout
    only = make(*more, "PACKAGE=pets", cwd=repository.root)
    assert (only.returncode, "1 breaking" in only.stdout) == (2, True)
