"""Large documents are read in two processes, and nobody can tell by the result."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from specloom import work
from specloom.diagnostics import Location, SpecError
from specloom.diff import sides
from specloom.diff.compare import compare
from specloom.diff.operands import Operand, Reader, reading
from specloom.workspace import Package

from tests.diff_reports.conftest import commit


class Counting(Reader):
    """Says in which process an operand was read."""

    def read(self, text: str) -> Operand:
        (self.workplace / Path(text).stem).write_text(str(os.getpid()))
        return super().read(text)

    def processes(self) -> set[int]:
        return {int(path.read_text()) for path in self.workplace.iterdir()}


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Counting:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(work, "_processors", lambda: 2)
    (tmp_path / "workplace").mkdir()
    return Counting(None, None, None, tmp_path / "workplace")


def write(name: str, kind: str, about: str = "long " * 110_000) -> str:
    pet = {"type": "object", "required": ["age"], "properties": {"age": {"type": kind}}}
    answer = {
        "description": "A pet.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}},
    }
    document: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "Pets", "version": "1", "description": about},
        "paths": {"/pets": {"get": {"operationId": "listPets", "responses": {"200": answer}}}},
        "components": {"schemas": {"Pet": pet}},
    }
    Path(name).write_text(json.dumps(document, indent=1))
    return name


def test_both_sides_are_as_if_they_had_been_read_one_after_the_other(reader: Counting) -> None:
    older, newer = write("older.json", "integer"), write("newer.yaml", "string")
    read = sides.read_sides(reader, older, newer)
    assert len(reader.processes()) == 2
    expected = [reader.read(older), reader.read(newer)]
    for one, other in zip(read, expected, strict=True):
        assert one.revision.label == other.revision.label
        assert one.revision.normal == other.revision.normal
        at = ("components", "schemas", "Pet", "properties", "age")
        assert one.revision.locate(at) == other.revision.locate(at)
        assert one.revision.locate(at) != one.revision.locate(())
    found, entries = (compare(*(one.revision for one in both)).entries for both in (read, expected))
    assert found == entries != []


def test_small_documents_are_read_in_one_process(reader: Counting) -> None:
    older, newer = write("older.json", "integer"), write("newer.json", "string", "short")
    labels = [one.revision.label for one in sides.read_sides(reader, older, newer)]
    assert labels == ["older.json", "newer.json"]
    assert reader.processes() == {os.getpid()}


@pytest.mark.parametrize(
    ("kinds", "told"),
    [(("nonsense", "string"), "older.json"), (("string", "nonsense"), "newer.json"), (("no", "no"), "older.json")],
)
def test_what_is_wrong_is_told_of_the_older_one_first(reader: Counting, kinds: tuple[str, str], told: str) -> None:
    write("older.json", kinds[0])
    write("newer.json", kinds[1])
    with pytest.raises(SpecError) as caught:
        sides.read_sides(reader, "older.json", "newer.json")
    [problem] = caught.value.diagnostics
    assert problem.code == "unknown-type"
    assert isinstance(problem.location, Location)
    assert problem.location.file.name == told
    assert told in str(caught.value)


def test_files_of_the_past_are_told_where_they_would_be_today(
    repository: Package, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository.root)
    monkeypatch.setattr(work, "_processors", lambda: 2)
    write("api.json", "integer")
    commit(repository.root)
    write("api.json", "string")
    with reading(None, None, None) as one:
        older, newer = sides.read_sides(one, "HEAD:api.json", "api.json")
        [entry] = compare(older.revision, newer.revision).entries
    lines = (repository.root / "api.json").read_text().splitlines()
    there = entry.base.location
    assert there is not None
    assert there.file == repository.root / "api.json"
    assert lines[there.line - 1].strip() == '"age": {'
