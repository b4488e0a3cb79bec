"""A part of one document at one date, taken the whole way; `make conformance` takes all of them, and all of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from . import table
from .measure import NAME, Row, failing_tests, measure
from .subjects import Subject, of_document
from .worker import Checker

DOCUMENT = "specs/atlas-all-dates-2026-08-21.yaml.gz"
DATE = "2025-03-12"
STREAMS = "/api/atlas/v2/groups/{groupId}/streams"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("conformance")


@pytest.fixture(scope="module")
def subject(shared_file: Callable[[str], Path], folder: Path) -> Subject:
    (found,) = [one for one in of_document(shared_file(DOCUMENT), folder, STREAMS) if one.date == DATE]
    return found


@pytest.fixture(scope="module")
def row(subject: Subject, folder: Path) -> Row:
    return measure(subject, folder, types=False, tests=True)


def test_a_date_is_generated_whole_and_right(subject: Subject, row: Row) -> None:
    assert row.problems == []
    assert row.counts["operations"] == subject.operations > 15
    assert row.counts["unions"] >= 2
    assert row.counts["tags"] >= 12
    assert row.counts["payloads"] >= 2 * row.counts["tags"]
    assert row.counts["mistakes"] > row.counts["tags"]


def test_wrong_packages_are_found_out(row: Row, folder: Path) -> None:
    """What is expected is read from the document; so a document that says something else makes the package wrong."""
    checker = Checker(folder / "project", NAME)
    path, item = next((path, item) for path, item in checker.document["paths"].items() if "get" in item)
    call = f"GET {path}"
    item = {"get": item["get"]}
    checker.document["paths"] = {path: item}
    item["get"]["responses"] = {"404": {"content": {"text/unheard-of": {}}}}
    checker.operations()
    assert checker.problems == [f"{call} 404: text/unheard-of is not known"]
    checker.problems.clear()
    checker.document["paths"] = {f"{path}/else": item}
    checker.names["methods"][f"{call}/else"] = checker.names["methods"][call]
    checker.operations()
    assert checker.problems == [f"{call}/else: nothing describes it"]
    checker.problems.clear()
    checker.names["methods"][f"{call}/else"] = "no_such_method"
    checker.operations()
    assert f"{call}/else: no method in AsyncConformance" in checker.problems
    checker.problems.clear()
    checker.received("StreamsConnection", {"type": "Sample"}, "StreamsKafkaConnection")
    checker.fits("StreamsConnection", {"type": 7})
    assert len(checker.problems) == 2


def test_a_packages_own_tests_are_run(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_it.py").write_text("def test_it():\n    assert 1\n", encoding="utf-8")
    assert failing_tests(tmp_path) == ""
    (tmp_path / "tests" / "test_more.py").write_text("def test_more():\n    assert 0\n", encoding="utf-8")
    assert "1 failed, 1 passed" in failing_tests(tmp_path)


def test_what_is_wrong_is_shown(row: Row) -> None:
    text = table.write([row, replace(row, label="another", problems=["it | fails"], type_errors=3)])
    assert f"| atlas-all-dates-2026-08-21 {DATE} | {row.expected} of {row.expected} |" in text
    assert "## What is wrong with another\n\n- it \\| fails\n" in text
    # A row that is measured again takes the place of the old one, and of what was wrong then.
    again = table.write([replace(row, label="another", type_errors=0)], text)
    assert again.count("\n| another |") == 1
    assert "What is wrong" not in again
    assert f"| atlas-all-dates-2026-08-21 {DATE} |" in again
    assert table.write([row], text) == text


def test_a_row_of_an_older_table_keeps_its_columns(row: Row) -> None:
    before = "| document | wrong | operations | gone |\n| --- | ---: | ---: | ---: |\n| older | 0 | 7 of 7 | 3 |\n"
    (line,) = [line for line in table.write([row], before).split("\n") if line.startswith("| older |")]
    assert line == f"| older | 7 of 7 |{'  |' * 15} 0 |"
