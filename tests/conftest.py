"""What all tests share: where to find the documents of other people, which the repository does not hold."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says more about the machine than about what is tested.
_ANY_MACHINE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Whether a change passes depends on the change alone; `pytest --hypothesis-profile search` looks for other examples.
settings.register_profile("same", _ANY_MACHINE, derandomize=True, database=None)
settings.register_profile("search", _ANY_MACHINE)
settings.load_profile("same")

_BESIDE_THE_REPOSITORY = Path(__file__).resolve().parents[1].parent / "shared"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(scope="session", autouse=True)
def _mypy_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What mypy knows of the libraries that every package uses, it finds out once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MYPY_CACHE_DIR", str(tmp_path_factory.mktemp("mypy")))
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference documents; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("SPECLOOM_SHARED") or _BESIDE_THE_REPOSITORY)
    if not folder.is_dir():
        pytest.skip(f"no reference documents at {folder}; SPECLOOM_SHARED can name another folder")
    return folder


@pytest.fixture(scope="session")
def shared_file(shared: Path) -> Callable[[str], Path]:
    """Finds one reference document by its path in the shared folder; its absence skips the test."""

    def find(name: str) -> Path:
        path = shared / name
        if not path.is_file():
            pytest.skip(f"the reference document {name} is not in {shared}")
        return path

    return find
