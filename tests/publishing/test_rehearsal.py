"""The rehearsal of what the pages do not rehearse: up to a user's first call, and nothing of it stays."""

import tempfile
from pathlib import Path

from specloom.publishing.projects import find_project

from .conftest import ROOT
from .rehearsal import rehearse


def rehearsed(name: str, borrow: Path) -> list[str]:
    before = set(Path(tempfile.gettempdir()).glob("specloom-rehearsal-*"))
    done = list(rehearse(find_project(ROOT, name), borrow))
    assert set(Path(tempfile.gettempdir()).glob("specloom-rehearsal-*")) <= before
    return done


def test_the_second_package_from_the_work_tree_to_a_users_first_call(dependencies: Path) -> None:
    done = rehearsed("skylight-catalogue", dependencies)
    assert [line.split()[0] for line in done] == ["built", "published", "installed", "ran", "ran", "was", "took"]
    assert "README.md: Star(" in done[4]


def test_the_toolkit_installed_elsewhere_generates_the_same_package(dependencies: Path) -> None:
    done = rehearsed("specloom", dependencies)
    assert [line.split()[0] for line in done] == ["built", "published", "installed", "generated", "was", "took"]
