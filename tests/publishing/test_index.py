"""Which index is meant, and what it says about the versions that it has."""

import dataclasses
from contextlib import nullcontext
from pathlib import Path

import pytest
from specloom.diagnostics import SpecError
from specloom.publishing.index import Index, simple_index
from specloom.publishing.projects import Project

from .index import serve_index


@pytest.mark.parametrize(
    ("upload", "pages"),
    [
        ("https://upload.example.org/legacy/", "https://example.org/simple/"),
        ("https://test.example.org/legacy/", "https://test.example.org/simple/"),
        ("https://example.org/pypi/team", "https://example.org/pypi/team/simple/"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080/simple/"),
    ],
)
def test_the_simple_index_is_beside_where_uploads_go(upload: str, pages: str) -> None:
    assert simple_index(upload) == pages


@pytest.mark.parametrize(
    ("repository", "reason"),
    [
        ("http://example.org/", "not safe for secrets"),
        ("https://user:secret@example.org/", "no user name or password"),
        ("no-such-section", "no-such-section"),
    ],
)
def test_a_repository_that_is_none_is_refused(repository: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/nowhere")
    with pytest.raises(SpecError, match=f"unknown-repository.*{reason}"):
        Index.named(repository)


def project(version: str) -> Project:
    return Project("pets", version, Path(), Path(), "pets", (), {}, None)


def test_it_lists_the_files_of_a_version(tmp_path: Path) -> None:
    for name in ("pets-1.10.0.tar.gz", "pets-1.9.0-py3-none-any.whl", "pets-1.9.0.tar.gz", "pets_shop-1.9.0.tar.gz"):
        (tmp_path / name).touch()
    with serve_index(tmp_path) as address:
        index = Index.named(address)
        assert index.held(project("1.9")).keys() == {"pets-1.9.0-py3-none-any.whl", "pets-1.9.0.tar.gz"}
        assert index.held(project("2")) == {}
        assert index.held(dataclasses.replace(project("1"), name="dogs")) == {}


@pytest.mark.parametrize(
    ("there", "is_refused"),
    [
        (set(), False),
        ({"pets-1.9.0.tar.gz"}, False),
        ({"pets-1.9.0-py3-none-any.whl"}, False),
        ({"pets-1.9.0.tar.gz", "pets-1.9.0-py3-none-any.whl"}, True),
        ({"pets-1.9.0-cp311-cp311-linux_x86_64.whl"}, True),
        ({"pets-1.8.0.tar.gz", "pets-1.8.0-py3-none-any.whl"}, False),
    ],
)
def test_a_version_is_refused_that_is_there_whole_or_in_another_form(
    tmp_path: Path, there: set[str], is_refused: bool
) -> None:
    for name in there:
        (tmp_path / name).touch()
    with serve_index(tmp_path) as address, pytest.raises(SpecError) if is_refused else nullcontext() as caught:
        Index.named(address).refuse_existing(project("1.9.0"))
    assert caught is None or caught.value.diagnostics[0].code == "version-exists"


def test_what_an_upload_left_out_is_missing_if_the_rest_is_the_same(tmp_path: Path) -> None:
    sdist, wheel = tmp_path / "pets-1.9.0.tar.gz", tmp_path / "pets-1.9.0-py3-none-any.whl"
    sdist.write_bytes(b"source")
    wheel.write_bytes(b"wheel")
    served = tmp_path / "index"
    served.mkdir()
    with serve_index(served) as address:
        index = Index.named(address)
        assert index.missing(project("1.9.0"), [sdist, wheel]) == [sdist, wheel]
        (served / wheel.name).write_bytes(b"wheel")
        assert index.missing(project("1.9.0"), [sdist, wheel]) == [sdist]
        (served / wheel.name).write_bytes(b"whale")
        with pytest.raises(SpecError, match=r"other-file-exists.*pets-1\.9\.0-py3-none-any\.whl already"):
            index.missing(project("1.9.0"), [sdist, wheel])


def test_an_index_that_does_not_answer_is_no_index_without_the_version(tmp_path: Path) -> None:
    with serve_index(tmp_path) as address:
        index = Index.named(address)
    with pytest.raises(SpecError, match="index-failed"):
        index.held(project("1"))
