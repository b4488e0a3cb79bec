"""Which index is meant, and what it says about the versions that it has."""

from pathlib import Path

import pytest
from packaging.version import Version
from specloom.diagnostics import SpecError
from specloom.publishing.index import Index, simple_index

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


def test_it_lists_the_versions_there_are(tmp_path: Path) -> None:
    for name in ("pets-1.10.0.tar.gz", "pets-1.9.0-py3-none-any.whl", "pets-1.9.0.tar.gz", "pets_shop-3.tar.gz"):
        (tmp_path / name).touch()
    with serve_index(tmp_path) as address:
        index = Index.named(address)
        assert index.versions("pets") == [Version("1.9.0"), Version("1.10.0")]
        assert index.versions("dogs") == []


def test_an_index_that_does_not_answer_is_no_index_without_the_version(tmp_path: Path) -> None:
    with serve_index(tmp_path) as address:
        index = Index.named(address)
    with pytest.raises(SpecError, match="index-failed"):
        index.versions("pets")
