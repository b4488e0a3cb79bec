"""What runs on a pull request and before a commit: the workflow, the hooks, and the make targets behind both."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from specloom.source import read_document

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
MAKEFILE = ROOT / "Makefile"
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE.read_text(encoding="utf-8"), re.MULTILINE))


def steps(workflow: Path) -> list[dict[str, Any]]:
    jobs = read_document(workflow).data["jobs"].values()
    return [step for job in jobs for step in job["steps"]]


@pytest.fixture(scope="module")
def actionlint() -> str:
    found = shutil.which("actionlint", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if found is None:
        pytest.skip("actionlint has no wheel for this system")
    return found


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_actionlint_finds_nothing(workflow: Path, actionlint: str) -> None:
    done = subprocess.run([actionlint, "-no-color", workflow], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_actionlint_would_find_something(actionlint: str, tmp_path: Path) -> None:
    workflow = tmp_path / "bad.yml"
    workflow.write_text("on: pull_request\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps: [{rum: make}]\n")
    done = subprocess.run([actionlint, "-no-color", workflow], capture_output=True, text=True, check=False)
    assert done.returncode != 0


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_to_commits(workflow: Path) -> None:
    used = [step["uses"] for step in steps(workflow) if "uses" in step]
    assert used
    assert [name for name in used if not re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}", name)] == []


def test_every_step_of_the_check_is_a_make_target_that_exists() -> None:
    runs = [step["run"] for step in steps(ROOT / ".github" / "workflows" / "spec.yml") if "run" in step]
    commands = [re.fullmatch(r"make ([a-z-]+)((?: [A-Z]+=[\w-]+)*)", run.strip()) for run in runs]
    assert all(commands), runs
    named = {command[1] for command in commands if command}
    assert named <= TARGETS
    assert {"lint", "check", "test", "spec-diff", "spec-comment"} <= named


def test_the_check_has_no_right_that_it_does_not_need() -> None:
    workflow = read_document(ROOT / ".github" / "workflows" / "spec.yml").data
    assert workflow["permissions"] == {}
    assert list(workflow["on"]) == ["pull_request"]
    for name, job in workflow["jobs"].items():
        rights = {"contents": "read"}
        if name == "comment":
            rights["pull-requests"] = "write"
            # What may write runs nothing of the pull request.
            checkout = job["steps"][0]["with"]
            assert checkout["ref"] == "${{ github.event.pull_request.base.sha }}"
            assert "head.repo.full_name == github.repository" in job["if"]
        assert job["permissions"] == rights
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False
    assert workflow["jobs"]["test"]["strategy"]["matrix"]["python"] == ["3.11", "3.12", "3.13", "3.14"]


def test_the_hooks_are_make_targets_and_look_where_there_is_something_to_see() -> None:
    hooks = read_document(ROOT / ".pre-commit-config.yaml").data["repos"][0]["hooks"]
    assert {hook["id"]: hook["entry"].split() for hook in hooks} == {
        "lint": ["make", "--silent", "lint"],
        "drift": ["make", "--silent", "check"],
    }
    for hook in hooks:
        assert re.search(hook["files"], "spec/atlas-streams/fragment.yaml")
        assert re.search(hook["files"], "generator/specloom/cli.py")
        assert not re.search(hook["files"], "README.md")


FAKE_GH = """\
#!{python}
import json, os, sys
from pathlib import Path

log = Path(os.environ["GH_LOG"])
arguments = sys.argv[1:]
calls = json.loads(log.read_text()) if log.exists() else []
calls.append([arguments, os.environ.get("MARK", "")])
log.write_text(json.dumps(calls))
if "--jq" in arguments:
    print(os.environ["GH_COMMENT"])
"""


@pytest.fixture
def gh(tmp_path: Path) -> Path:
    """A folder with a stand-in for GitHub's command line, which writes down how it is called."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "gh").write_text(FAKE_GH.format(python=sys.executable), encoding="utf-8")
    (folder / "gh").chmod(0o755)
    return folder


def make(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    # As a make inside of a make, this one would take over what the outer one was told.
    clean = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    command = ["make", "--no-print-directory", "-f", str(MAKEFILE), *arguments]
    return subprocess.run(command, cwd=cwd, env=clean | environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("comment", ["", "41"])
def test_a_comment_is_written_once_and_then_brought_up_to_date(comment: str, gh: Path, tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    for name in ("cats", "dogs"):
        (tmp_path / "reports" / f"{name}.markdown").write_text(f"<!-- specloom diff {name} -->\ntext $(touch x)\n")
    log = tmp_path / "log.json"
    done = make(
        "spec-comment",
        "REPORTS=reports",
        "PULL_REQUEST=7",
        cwd=tmp_path,
        PATH=f"{gh}{os.pathsep}{os.environ['PATH']}",
        GH_LOG=str(log),
        GH_COMMENT=comment,
    )
    assert done.returncode == 0, done.stderr
    calls = json.loads(log.read_text())
    assert [mark for _, mark in calls[::2]] == ["<!-- specloom diff cats -->", "<!-- specloom diff dogs -->"]
    for number, name in enumerate(("cats", "dogs")):
        written = calls[2 * number + 1][0]
        assert written[-2:] == ["--field", f"body=@reports/{name}.markdown"]
        assert ("PATCH" in written) == bool(comment)
        where = f"issues/comments/{comment}" if comment else "issues/7/comments"
        assert f"repos/{{owner}}/{{repo}}/{where}" in written


def test_the_summary_of_a_run_holds_every_report(tmp_path: Path) -> None:
    for name in ("cats", "dogs"):
        (tmp_path / f"{name}.markdown").write_text(f"about {name}\n")
    summary = tmp_path / "summary"
    assert make("spec-summary", "REPORTS=.", cwd=tmp_path, GITHUB_STEP_SUMMARY=str(summary)).returncode == 0
    assert summary.read_text() == "about cats\nabout dogs\n"
