"""Slips with one plain reading, in documents that are not one's own."""

import pytest
from specloom.diagnostics import Severity, SpecError
from specloom.source import read_document

from tests.source.support import Write, refusal


@pytest.mark.parametrize(
    ("text", "data", "places"),
    [
        ("a: {b: one, b: two}\n", {"a": {"b": "two"}}, [(1, 13)]),
        ("a:\n  b:\n  b: |-\n    two\n", {"a": {"b": "two"}}, [(3, 3)]),
        ("a: [1]\nb: {c: 1, c: 2, c: 3}\na: [1]\n", {"a": [1], "b": {"c": 3}}, [(2, 11), (2, 17), (3, 1)]),
        ('{"a": [{"b": 1, "b": "two"}],\n "a": [{"b": "two"}]}', {"a": [{"b": "two"}]}, [(1, 17), (2, 2)]),
    ],
)
@pytest.mark.parametrize("name", ["openapi.yaml", "openapi.json"])
def test_the_last_of_equal_keys_counts_in_other_peoples_documents(
    write: Write, text: str, data: object, places: list[tuple[int, int]], name: str
) -> None:
    if name.endswith(".json") and not text.startswith("{"):
        name = "openapi.yml"
    path = write(text, name)
    document = read_document(path, forgiving=True)
    assert document.data == data
    locations = [note.location for note in document.notes]
    assert sorted((found.line, found.column) for found in locations if found and found.file == path) == places
    assert {(note.code, note.severity) for note in document.notes} == {("duplicate-key", Severity.WARNING)}
    assert refusal(path)[0] == "duplicate-key"


MERGED = """\
%YAML 1.1
---
base: &base
  type: object
  properties: {a: {type: string}}
more: &more
  required: [a]
  <<: *base
own: {<<: *base, type: string, quoted: {"<<": 1}}
several: {title: own, <<: [*more, {title: theirs, type: array}]}
twice: {"<<": 1, <<: *more, type: own, <<: {title: theirs, required: [b]}}
"""


def test_merge_keys_are_read_in_other_peoples_documents(write: Write) -> None:
    document = read_document(write(MERGED), forgiving=True)
    properties = {"a": {"type": "string"}}
    assert document.data == {
        "base": {"type": "object", "properties": properties},
        "more": {"required": ["a"], "type": "object", "properties": properties},
        "own": {"type": "string", "quoted": {"<<": 1}, "properties": properties},
        "several": {"title": "own", "required": ["a"], "type": "object", "properties": properties},
        "twice": {"<<": 1, "type": "own", "required": ["a"], "properties": properties, "title": "theirs"},
    }
    told = [(note.code, note.location.line, note.location.column) for note in document.notes if note.location]
    assert told == [("yaml-version", 1, 1), ("merge-key", 8, 3)], "the first of each file is told of"
    places = [document.locate(("several", label)) for label in ("required", "properties")]
    assert [(place.line, place.column) for place in places] == [(7, 3), (5, 3)]
    document.data["own"]["properties"]["a"]["type"] = "changed"
    assert document.data["base"]["properties"] == properties, "no two places share what they hold"


def test_text_in_base64_is_text_in_other_peoples_documents(write: Write) -> None:
    document = read_document(write("a: !!binary |-\n  aGVs\n  bG8=\nb: !!str 1\n"), forgiving=True)
    assert document.data == {"a": "aGVsbG8=", "b": "1"}
    [told] = document.notes
    assert (told.code, told.severity, told.location and told.location.line) == ("unknown-tag", Severity.WARNING, 1)
    for tag in ("!!python/object/apply:os.system", "!!set", "!own", "!!timestamp"):
        with pytest.raises(SpecError, match="has no meaning"):
            read_document(write(f"a: {tag} b\n"), forgiving=True)


@pytest.mark.parametrize("text", ["a: {<<: 1}\n", "a: {<<: [{}, text]}\n", "a: {<<: {b: 1}, <<: text}\n"])
def test_merge_keys_that_mean_nothing_are_refused(write: Write, text: str) -> None:
    with pytest.raises(SpecError) as refused:
        read_document(write(text), forgiving=True)
    assert refused.value.diagnostics[0].code == "merge-key"


@pytest.mark.parametrize("text", ["/pets: {get: 1}\n/pets: {post: 1}\n", "a: {}\na: text\n", '{"a": [1], "a": [2]}'])
def test_but_not_where_something_would_be_lost(write: Write, text: str) -> None:
    with pytest.raises(SpecError, match="a second time"):
        read_document(write(text), forgiving=True)
