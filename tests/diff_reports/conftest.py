"""What the tests of the command share: a repository with a history."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from specloom.workspace import Package

from tests.pipeline.projects import DATED_CONFIG, DATED_FRAGMENT, make_package

Run = Callable[..., subprocess.CompletedProcess[str]]


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
    """Runs `specloom diff` in the repository, as from a shell, and makes sure that nobody sees a traceback."""

    def specloom(
        *arguments: str | Path, cwd: Path | None = None, code: int = 0, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "specloom", "diff", *map(str, arguments)],
            cwd=cwd or tmp_path / "repository",
            env=os.environ | {"NO_COLOR": "1", "COLUMNS": "200"} | environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done

    return specloom
