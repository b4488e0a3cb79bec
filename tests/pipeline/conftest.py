from __future__ import annotations

from pathlib import Path

import pytest
from specloom.workspace import Package

from tests.pipeline.projects import FakeBuild, make_package


@pytest.fixture
def package(tmp_path: Path) -> Package:
    return make_package(tmp_path / "repository")


@pytest.fixture
def build() -> FakeBuild:
    return FakeBuild()
