"""The last release, as git tells."""

from pathlib import Path

import pytest
from packaging.version import Version
from specloom.config import PackageConfig
from specloom.diagnostics import SpecError
from specloom.git import changed_files, changed_since
from specloom.release.history import last_release, releases

from .repository import Repository

DATED = PackageConfig.default("pets", api_version="2025-03-12", media_types={"dated": "application/vnd.pets.{version}"})
PLAIN = PackageConfig.default("pets", version="1.0.0")


class History(Repository):
    """One whose document is a text, and changes with each commit."""

    def write(self, text: str, *tags: str) -> None:
        self.package.spec.mkdir(parents=True, exist_ok=True)
        self.package.fragment.write_text(text, encoding="utf-8")
        self.commit(text, *tags)

    def last(self, config: PackageConfig, but: str | None = None) -> str | None:
        found = last_release(releases(self.root, "pets"), config, but=Version(but) if but else None)
        return found.tag if found else None


@pytest.fixture
def repository(tmp_path: Path) -> History:
    history = History(tmp_path)
    history.write("first")
    return history


def test_there_may_be_none(repository: History) -> None:
    repository.git("tag", "pets-vnext")
    repository.git("tag", "pets-shop-v1.0.0")
    assert repository.last(PLAIN) is None


def test_there_may_be_not_even_a_commit(tmp_path: Path) -> None:
    assert History(tmp_path).last(PLAIN) is None


def test_it_is_the_highest_and_not_the_one_that_sorts_last(repository: History) -> None:
    repository.write("two", "pets-v1.9.0")
    repository.write("three", "pets-v1.10.0")
    assert repository.last(PLAIN) == "pets-v1.10.0"
    assert repository.last(PLAIN, but="1.10") == "pets-v1.9.0"


def test_releases_of_the_same_date_come_first(repository: History) -> None:
    repository.write("two", "pets-v20250312001.2.0")
    repository.write("three", "pets-v20260101001.0.0")
    assert repository.last(DATED) == "pets-v20250312001.2.0"
    other = DATED.model_copy(update={"api_version": "2026-06-01"})
    assert repository.last(other) == "pets-v20260101001.0.0"


def test_a_release_on_another_branch_is_not_where_this_one_goes_on_from(repository: History) -> None:
    repository.write("two", "pets-v1.0.0")
    repository.git("switch", "-q", "-c", "side")
    repository.write("three", "pets-v1.1.0")
    repository.git("switch", "-q", "main")
    assert repository.last(PLAIN) == "pets-v1.0.0"
    is_here = {one.tag: one.is_here for one in releases(repository.root, "pets")}
    assert is_here == {"pets-v1.0.0": True, "pets-v1.1.0": False}


def test_changes_since_a_release_count_files_that_git_does_not_know(repository: History) -> None:
    repository.write("two", "pets-v1.0.0")
    (repository.root / "elsewhere").write_text("no matter")
    assert changed_since(repository.root, "pets-v1.0.0", [repository.package.spec]) == []
    (repository.package.spec / "new.yaml").write_text("new")
    assert changed_since(repository.root, "pets-v1.0.0", [repository.package.spec]) == ["spec/pets/new.yaml"]
    assert changed_files(repository.root) == ["elsewhere", "spec/pets/new.yaml"]


def test_a_folder_without_git_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="git-failed"):
        releases(tmp_path, "pets")
