from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.oneshot.documents import DOCUMENT

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def caches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the runs of all tests keep what they compile; what they remember of a package goes by its folder."""
    return tmp_path_factory.mktemp("caches")


@pytest.fixture
def run(tmp_path: Path, caches: Path) -> Run:
    """Runs the command in an empty folder that is no repository."""

    def specloom(*arguments: str | Path, code: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "specloom", *map(str, arguments)],
            cwd=tmp_path,
            env=os.environ | {"NO_COLOR": "1", "XDG_CACHE_HOME": str(caches)} | environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done

    return specloom


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """The file of one of them."""
    path = tmp_path / "shop.yaml"
    path.write_text(DOCUMENT, encoding="utf-8")
    return path
