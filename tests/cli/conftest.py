from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from specloom.workspace import Package

from tests.pipeline.projects import DATED_CONFIG, DATED_FRAGMENT, make_package
from tests.support.command import Run, specloom


@pytest.fixture
def package(tmp_path: Path) -> Package:
    return make_package(tmp_path / "repository")


@pytest.fixture
def dated(tmp_path: Path) -> Package:
    return make_package(tmp_path / "repository", DATED_FRAGMENT, DATED_CONFIG)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs the command in the repository, as from a shell."""

    def command(
        *arguments: str | Path, cwd: Path | None = None, code: int = 0, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        variables = {"COLUMNS": "80", **environment}
        return specloom(*arguments, cwd=cwd or tmp_path / "repository", environment=variables, code=code)

    return command
