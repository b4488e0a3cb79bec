"""What all tests share: the distributions of this repository, and another one that is ready for its first release."""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from specloom.publishing.distributions import Distributions, build
from specloom.publishing.projects import Project, find_project

from ..release.repository import Repository
from ..release.test_release import CONFIG, FRAGMENT

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


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A first release that is committed, and not yet published."""
    repository = Repository(tmp_path_factory.mktemp("prepared"))
    repository.package.spec.mkdir(parents=True)
    repository.package.fragment.write_text(FRAGMENT, encoding="utf-8")
    repository.package.config.write_text(CONFIG, encoding="utf-8")
    repository.run("generate")
    repository.commit()
    return repository.root


@pytest.fixture
def ready(prepared: Path, tmp_path: Path) -> Repository:
    shutil.copytree(prepared, tmp_path / "repository")
    return Repository(tmp_path / "repository")
