"""An edit changes what it means to change, and not a byte more."""

import os
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml.comments import CommentedMap
from specloom.diagnostics import SpecError
from specloom.source import edit_yaml, read_document, write_atomically

SPEC = Path(__file__).resolve().parents[2] / "spec"

AWKWARD = """\
# A comment above everything.

openapi:   3.1.0    # aligned by hand
info:
    title: "quoted"   # four spaces here
    version: '1.0'
    date: 2025-03-12
    code: 014
    switch: on
    description: A plain text that somebody has
      folded by hand over two lines

    empty:
    long: "a quoted text that is longer than any line that a library would leave alone, if left to itself"


tags:   [ one,two ,  three ]
paths:
    /pets:
        get:
            parameters:
              -   name: limit   # the dash stands apart
                  in: query

              # between two
              -   name: page
            text: |
                Kept   as
                  it is.
            folded: >-
                one
                two

    # a comment at the end of a mapping
    "/dogs": &dogs {get: {}}
    /cats: *dogs
# the end
"""


@pytest.fixture
def awkward(tmp_path: Path) -> Path:
    path = tmp_path / "spec.yaml"
    path.write_text(AWKWARD, encoding="utf-8")
    return path


def leave(data: CommentedMap) -> None:
    """Change nothing."""


def title(data: CommentedMap) -> None:
    data["info"]["title"] = "new"


@pytest.mark.parametrize("start", ["", "---\n", "%YAML 1.2\n---\n", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["", "\n\n", "...\n"])
def test_an_edit_of_nothing_leaves_every_byte(awkward: Path, start: str, newline: str, end: str) -> None:
    content = (start + AWKWARD + end).replace("\n", newline).encode()
    awkward.write_bytes(content)
    edit_yaml(awkward, leave)
    assert awkward.read_bytes() == content
    edit_yaml(awkward, title)
    assert awkward.read_bytes() == content.replace(b'"quoted"   #', b'"new"      #')


@pytest.mark.parametrize("path", sorted(SPEC.rglob("*.yaml")), ids=lambda path: path.name)
def test_our_own_files_survive(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    edit_yaml(copy, leave)
    assert copy.read_bytes() == path.read_bytes()

    def add(data: CommentedMap) -> None:
        data["x-added"] = True

    edit_yaml(copy, add)
    assert copy.read_bytes() == path.read_bytes() + b"x-added: true\n"


def insert(data: CommentedMap) -> None:
    data["paths"]["/pets"]["get"]["parameters"].insert(1, {"name": "size", "in": "query"})


def remove(data: CommentedMap) -> None:
    del data["info"]["long"]


def append(data: CommentedMap) -> None:
    data["info"]["contact"] = {"name": "us", "urls": ["a", "b"]}


def rewrite(data: CommentedMap) -> None:
    data["info"]["description"] = "short"


def clear(data: CommentedMap) -> None:
    for key in list(data):
        if key != "openapi":
            del data[key]


@pytest.mark.parametrize("edit", [title, insert, remove, append, rewrite, clear])
def test_an_edit_changes_few_lines_and_the_right_data(awkward: Path, edit: Any) -> None:
    expected = read_document(awkward).data
    edit(expected)
    edit_yaml(awkward, edit)
    assert read_document(awkward).data == expected
    if edit is not clear:
        kept = set(AWKWARD.splitlines()) & set(awkward.read_text(encoding="utf-8").splitlines())
        assert len(kept) >= len(set(AWKWARD.splitlines())) - 2


def test_new_lines_are_indented_like_the_old(awkward: Path) -> None:
    edit_yaml(awkward, insert)
    assert "\n              -   name: size\n                  in: query\n" in awkward.read_text(encoding="utf-8")


def test_the_first_indentation_counts_and_an_empty_value_has_none(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("empty:\nfirst:\n    a: 1\nlast:\n  b: 2\n", encoding="utf-8")
    edit_yaml(path, lambda data: data.update({"new": {"deep": 1}}))
    assert path.read_text(encoding="utf-8").endswith("last:\n  b: 2\nnew:\n    deep: 1\n")


def test_mode_and_links_survive(awkward: Path) -> None:
    awkward.chmod(0o640)
    link = awkward.with_name("link.yaml")
    link.symlink_to(awkward)
    edit_yaml(link, title)
    assert link.is_symlink()
    assert awkward.stat().st_mode & 0o777 == 0o640
    assert 'title: "new"' in awkward.read_text(encoding="utf-8")
    assert sorted(path.name for path in awkward.parent.iterdir()) == ["link.yaml", "spec.yaml"]


def test_a_failed_edit_leaves_the_file(awkward: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(data: CommentedMap) -> None:
        data["openapi"] = "x"
        raise KeyError("no")

    with pytest.raises(KeyError):
        edit_yaml(awkward, fail)

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        edit_yaml(awkward, title)
    assert awkward.read_text(encoding="utf-8") == AWKWARD
    assert list(awkward.parent.iterdir()) == [awkward]


@pytest.mark.parametrize(
    ("content", "code"), [('{"a": 1}', "not-yaml"), ("a: [", "yaml-syntax"), ("", "empty-document")]
)
def test_what_can_not_be_edited_is_refused(tmp_path: Path, content: str, code: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(content)
    with pytest.raises(SpecError) as caught:
        edit_yaml(path, title)
    assert caught.value.diagnostics[0].code == code


def test_a_new_file_can_be_written(tmp_path: Path) -> None:
    write_atomically(tmp_path / "new.txt", b"text")
    assert (tmp_path / "new.txt").read_bytes() == b"text"


def test_what_is_no_file_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_atomically(pipe, b"text")
        assert os.read(reader, 10) == b"text"
    finally:
        os.close(reader)
    assert pipe.is_fifo()


def test_what_can_not_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as error:
        write_atomically(tmp_path / "nowhere" / "new.txt", b"text")
    assert error.value.filename == str(tmp_path / "nowhere" / "new.txt")
