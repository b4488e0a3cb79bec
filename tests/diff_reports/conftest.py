"""What the tests of the command share: a repository with a history."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from specloom.workspace import Package

from tests.pipeline.projects import DATED_CONFIG, DATED_FRAGMENT, make_package
from tests.support.command import Run, specloom


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def commit(folder: Path, message: str = "change") -> None:
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)


@pytest.fixture
def repository(tmp_path: Path) -> Package:
    """A package in a repository, committed once, on the branch `main`."""
    package = make_package(tmp_path / "repository", DATED_FRAGMENT, DATED_CONFIG)
    git(package.root, "init", "--quiet")
    commit(package.root)
    return package


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs `specloom diff` in the repository, as from a shell."""

    def command(
        *arguments: str | Path, cwd: Path | None = None, code: int = 0, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        variables = {"COLUMNS": "200", **environment}
        return specloom("diff", *arguments, cwd=cwd or tmp_path / "repository", environment=variables, code=code)

    return command
