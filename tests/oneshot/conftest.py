from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.oneshot.documents import DOCUMENT
from tests.support.command import Run, specloom


@pytest.fixture(scope="session")
def caches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the runs of all tests keep what they compile; what they remember of a package goes by its folder."""
    return tmp_path_factory.mktemp("caches")


@pytest.fixture
def run(tmp_path: Path, caches: Path) -> Run:
    """Runs the command in an empty folder that is no repository."""

    def command(*arguments: str | Path, code: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
        variables = {"XDG_CACHE_HOME": str(caches), **environment}
        return specloom(*arguments, cwd=tmp_path, environment=variables, code=code)

    return command


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """The file of one of them."""
    path = tmp_path / "shop.yaml"
    path.write_text(DOCUMENT, encoding="utf-8")
    return path
