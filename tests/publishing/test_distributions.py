"""What is built: the same bytes from the same files, exactly the files of the project, and good for its users."""

import dataclasses
import os
import shutil
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from specloom.diagnostics import Diagnostic, SpecError
from specloom.publishing.checks import check_files
from specloom.publishing.contents import check_contents
from specloom.publishing.distributions import Distributions, build, build_checked, source_date
from specloom.publishing.projects import find_project, tagged_project

from .conftest import EPOCH, ROOT, Made


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def test_another_copy_of_the_project_gives_the_same_bytes(made: Made, tmp_path: Path) -> None:
    with umask(0o077):
        for path in made.project.files:
            target = tmp_path / "another place" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(made.project.folder / path, target)
            os.utime(target, (1, 1))
        # What lies about and belongs to nothing.
        (tmp_path / "another place" / "__pycache__").mkdir()
        (tmp_path / "another place" / "notes.txt").write_text("mine")
        copy = dataclasses.replace(made.project, folder=tmp_path / "another place")
        again = build(copy, tmp_path / "dist", EPOCH)
    for one, other in zip(made.built.files, again.files, strict=True):
        assert one.name == other.name
        assert one.read_bytes() == other.read_bytes()


def test_files_carry_the_time_they_are_given(made: Made) -> None:
    with tarfile.open(made.built.sdist) as tar:
        assert {member.mtime for member in tar.getmembers()} == {EPOCH}
    with zipfile.ZipFile(made.built.wheel) as wheel:
        assert {info.date_time for info in wheel.infolist()} == {(2020, 9, 13, 12, 26, 40)}


def test_the_time_is_the_commits_unless_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert source_date(ROOT) > EPOCH
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert source_date(ROOT) == 1_700_000_000
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(SpecError, match="malformed-epoch"):
        source_date(ROOT)


def test_they_hold_what_they_should_and_are_described_well(made: Made) -> None:
    check_files(made.project, made.built)


def add(archive: zipfile.ZipFile, name: str) -> None:
    archive.writestr("notes.txt", "mine")


def change(archive: zipfile.ZipFile, name: str) -> None:
    archive.writestr(name, "changed")


def lose(archive: zipfile.ZipFile, name: str) -> None:
    """Leave it out."""


@pytest.mark.parametrize(
    ("harm", "found"), [(add, "notes.txt: there, but should not be"), (change, "other than"), (lose, "missing")]
)
def test_a_wheel_with_other_files_is_found_out(
    made: Made, tmp_path: Path, harm: Callable[[zipfile.ZipFile, str], None], found: str
) -> None:
    """As a build configuration that forgets or takes along a file would make it."""
    wheel = tmp_path / made.built.wheel.name
    victim = f"{made.project.import_name}/py.typed"
    with zipfile.ZipFile(made.built.wheel) as good, zipfile.ZipFile(wheel, "w") as bad:
        for name in good.namelist():
            if name != victim or harm is add:
                bad.writestr(name, good.read(name))
        harm(bad, victim)
    (diagnostic,) = check_contents(made.project, Distributions(made.built.sdist, wheel))
    assert found in diagnostic.message
    assert diagnostic.location is not None
    assert diagnostic.location.file == wheel


def test_the_distributions_of_another_version_are_found_out(made: Made) -> None:
    newer = dataclasses.replace(made.project, version="99.0")
    assert {one.code for one in check_contents(newer, made.built)} == {"wrong-contents", "wrong-metadata"}


@pytest.mark.parametrize("made", ["atlas-streams"], indirect=True)
def test_only_what_has_passed_its_checks_gets_into_the_folder_and_once_is_enough(made: Made, tmp_path: Path) -> None:
    checked: list[Path] = []

    def fail(built: Distributions) -> None:
        checked.append(built.wheel)
        raise SpecError(Diagnostic("tests-failed", "they do not pass"))

    older = tmp_path / "atlas_streams-20200101001.0.0.tar.gz"
    older.touch()
    with pytest.raises(SpecError, match="tests-failed"):
        build_checked(made.project, tmp_path, EPOCH, fail)
    assert list(tmp_path.iterdir()) == [older]
    built = build_checked(made.project, tmp_path, EPOCH, lambda built: checked.append(built.wheel))
    assert set(tmp_path.iterdir()) == set(built.files)
    assert len(checked) == 2
    # The same bytes have passed; other ones have not.
    assert build_checked(made.project, tmp_path, EPOCH, fail) == built
    built.wheel.write_bytes(b"another")
    with pytest.raises(SpecError, match="tests-failed"):
        build_checked(made.project, tmp_path, EPOCH, fail)


def test_a_tag_names_a_project_at_the_version_it_has() -> None:
    project = find_project(ROOT, "atlas-streams")
    assert tagged_project(ROOT, project.tag) == project
    with pytest.raises(SpecError, match="wrong-tag"):
        tagged_project(ROOT, "atlas-streams-v1.0.0")


def test_output_that_was_edited_is_not_built(tmp_path: Path) -> None:
    for folder in ("spec", "generated"):
        shutil.copytree(ROOT / folder / "atlas-streams", tmp_path / folder / "atlas-streams")
    find_project(tmp_path, "atlas-streams")
    (tmp_path / "generated" / "atlas-streams" / "README.md").write_text("mine")
    with pytest.raises(SpecError, match=r"stale-output.*README\.md"):
        find_project(tmp_path, "atlas-streams")
