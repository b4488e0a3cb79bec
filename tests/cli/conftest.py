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


@pytest.fixture
def package(tmp_path: Path) -> Package:
    return make_package(tmp_path / "repository")


@pytest.fixture
def dated(tmp_path: Path) -> Package:
    return make_package(tmp_path / "repository", DATED_FRAGMENT, DATED_CONFIG)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs the command in the repository, as from a shell, and makes sure that nobody sees a traceback."""

    def specloom(
        *arguments: str | Path, cwd: Path | None = None, code: int = 0, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "specloom", *map(str, arguments)],
            cwd=cwd or tmp_path / "repository",
            env=os.environ | {"NO_COLOR": "1", "COLUMNS": "80"} | environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done

    return specloom
