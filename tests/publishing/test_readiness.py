"""What `publish` refuses before it builds anything."""

import dataclasses
from pathlib import Path

import pytest
from specloom.diagnostics import SpecError
from specloom.publishing.cli import app
from specloom.publishing.projects import find_project
from specloom.publishing.readiness import changelog_entry, refuse_unready

from ..release.repository import Repository
from ..release.test_release import CONFIG, change, with_bird, without_argument
from .conftest import ROOT
from .index import serve_index

TAG = "pets-v20250101001.0.0"


def refused(repository: Repository) -> str:
    with pytest.raises(SpecError) as raised:
        refuse_unready(find_project(repository.root, "pets"), "2026-01-02")
    return str(raised.value)


def publishing(repository: Repository, *arguments: str, code: int = 0, **environment: str) -> str:
    return repository.run(*arguments, app=app, code=code, **environment).output


def test_what_is_ready_passes_with_its_tag_and_without(ready: Repository) -> None:
    refuse_unready(find_project(ready.root, "pets"), "2026-01-02")
    ready.git("tag", TAG)
    assert publishing(ready, "check", TAG=TAG) == "pets 20250101001.0.0 can be published\n"
    ready.commit("something later")
    assert f"wrong-tag]: the tag {TAG} is on another commit" in refused(ready)
    assert "wrong-tag" in publishing(ready, "check", "--tag", "pets-v2.0.0", code=1)


def test_what_no_spec_gives_has_only_its_tree_its_tag_and_its_change_log_to_be_right(ready: Repository) -> None:
    toolkit = dataclasses.replace(find_project(ready.root, "pets"), package=None)
    refuse_unready(toolkit, "2026-01-02")
    change(ready, with_bird)
    ready.commit()
    refuse_unready(toolkit, "2026-01-02")
    ready.git("tag", TAG)
    ready.commit("something later")
    with pytest.raises(SpecError, match=r"^\S*: error\[wrong-tag\]"):
        refuse_unready(toolkit, "2026-01-02")


def test_a_work_tree_that_differs_is_refused(ready: Repository) -> None:
    (ready.root / "notes.txt").write_text("mine", encoding="utf-8")
    said = publishing(ready, "publish", "pets", "--repository", "http://127.0.0.1:9/", code=1)
    assert "dirty-tree" in said
    assert "notes.txt" in said


def test_what_is_only_warned_of_is_published(ready: Repository) -> None:
    change(ready, lambda text: text.replace('"201":\n', '"201":\n          surprise: 1\n'))
    assert "unknown-field" in ready.run("generate").output
    ready.commit()
    refuse_unready(find_project(ready.root, "pets"), "2026-01-02")


def test_output_that_spec_does_not_give_is_refused(ready: Repository) -> None:
    change(ready, with_bird)
    ready.commit()
    assert "stale-output" in refused(ready)


def test_a_version_that_does_not_show_the_change_is_refused(ready: Repository) -> None:
    ready.git("tag", TAG)
    change(ready, without_argument)
    config = CONFIG.replace("minor: 0", "minor: 1")
    ready.package.config.write_text(config, encoding="utf-8")
    ready.run("generate")
    ready.commit()
    said = refused(ready)
    assert "version-too-low" in said
    assert "20250101001.1.0 does not show what has changed since pets-v20250101001.0.0 (breaking)" in said
    assert "20250101002.0.0" in said


def test_a_version_that_users_are_told_nothing_about_is_refused(ready: Repository) -> None:
    ready.package.changelog.write_text("# Changes\n\n## 1.0.0\n\nOnce.\n", encoding="utf-8")
    ready.run("generate")
    ready.commit()
    assert "no-changelog-entry" in refused(ready)


def test_a_version_that_the_index_has_is_refused(ready: Repository, tmp_path: Path) -> None:
    served = tmp_path / "index"
    served.mkdir()
    names = {"pets-20250101001.0.0.tar.gz", "pets-20250101001.0.0-py3-none-any.whl"}
    for name in names:
        (served / name).touch()
    with serve_index(served) as address:
        assert "version-exists" in publishing(ready, "publish", "pets", "--repository", address, code=1)
    assert {path.name for path in served.iterdir()} == names
    assert not any(path.read_bytes() for path in served.iterdir())


def test_the_toolkit_tells_of_its_version_like_any_package() -> None:
    toolkit = find_project(ROOT, "specloom")
    assert changelog_entry(toolkit)
    with pytest.raises(SpecError, match=r"no-changelog-entry.*says nothing about 99\.0"):
        changelog_entry(dataclasses.replace(toolkit, version="99.0"))
