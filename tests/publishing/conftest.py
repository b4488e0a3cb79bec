"""The distributions of this repository's projects, built once for all tests."""

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from specloom.publishing.distributions import Distributions, build
from specloom.publishing.projects import Project, find_project

ROOT = Path(__file__).resolve().parents[2]
EPOCH = 1_600_000_000


@dataclass(frozen=True)
class Made:
    project: Project
    built: Distributions


@pytest.fixture(scope="session", params=["atlas-streams", "specloom"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    project = find_project(ROOT, request.param)
    return Made(project, build(project, tmp_path_factory.mktemp("dist"), EPOCH))


@pytest.fixture(scope="session")
def dependencies() -> Path:
    """What is installed here, to be borrowed by fresh environments."""
    return Path(next(path for path in sys.path if path.endswith("site-packages")))
