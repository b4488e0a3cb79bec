"""Our slices against the ones that the provider publishes, and what must hold for every slice.

The provider's slices are compared whole, but for these differences, each of which is put to the test itself:

- what the provider adds as prose: "Deprecated versions: ..." behind the description of an operation, and the date of
  the slice in the description of the document (rules 8 and 12 of its slicing);
- extensions for its own use, which it takes out: x-xgen-IPA-exception, x-xgen-owner-team (rule 15);
- schemas that no operation reaches, which its search for text leaves behind (rule 14). Reachability follows
  discriminator mappings: without them 41 schemas that it publishes would be missing;
- responses and parameters that nothing refers to: it only drops schemas (rule 13);
- one error response without a date, whose content it drops (rule 4). We keep it: it belongs to every date.

What it hides because it hasn't been released is taken out of its input first: documents that are published, which
is what we are given, don't hold it (rule 11).
"""

import re
from typing import Any

import pytest
from specloom.diagnostics import Severity
from specloom.grammar import METHODS
from specloom.references import iter_refs, local_pointer, reachable
from specloom.slicing import known_versions, slice_document

from .conftest import Load

DATED = "application/vnd.atlas.{version}+{suffix}"
DATES = (
    "2023-01-01", "2023-02-01", "2023-10-01", "2023-11-15", "2024-05-30",
    "2024-08-05", "2024-10-23", "2024-11-13", "2025-02-19", "2025-03-12",
)  # fmt: skip
ALL_DATES = ("2025-03-26", "2025-10-07", "2026-08-21")
FOR_ITS_OWN_USE = ("x-xgen-IPA-exception", "x-xgen-owner-team")
UNDATED_ERROR = ("/api/atlas/v2", "get")
"""The operation that has one, as its 401."""

Json = dict[str, Any]


def released(node: Any) -> Any:
    """Leave out what the provider hides in production, and the extensions for its own use."""
    if isinstance(node, list):
        return [released(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: released(value)
        for key, value in node.items()
        if key not in FOR_ITS_OWN_USE
        and not (isinstance(value, dict) and "prod" in value.get("x-xgen-hidden-env", {}).get("envs", ""))
    }


def operations(document: Json) -> dict[tuple[str, str], Json]:
    return {
        (path, method): operation
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method in METHODS
    }


def older_versions(upstream: Json, key: tuple[str, str], ours: Json) -> list[str]:
    """Say which older dates the responses that are left had."""
    before = operations(upstream)[key]["responses"]
    names = {name for status in ours["responses"] for name in before[status].get("content", ())}
    dates = {found[1] for name in names if (found := re.search(r"\.(\d{4}-\d\d-\d\d)\+", name))}
    return sorted(date for date in dates if date < chosen_version(ours))


def chosen_version(operation: Json) -> str:
    names = [name for response in operation["responses"].values() for name in response.get("content", ())]
    dates: list[str] = re.findall(r"\d{4}-\d\d-\d\d", " ".join(names))
    return max(dates)


@pytest.fixture
def upstream(load: Load) -> Json:
    found: Json = released(load("slices/slicing_2025-03-27_input_raw_v2.json"))
    return found


@pytest.fixture(params=["2023-01-01", "2023-02-01", "2024-08-05", "2025-03-12"])
def date(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def theirs(load: Load, date: str) -> Json:
    found: Json = released(load(f"slices/slicing_2025-03-27_expected_openapi-{date}.json"))
    return found


@pytest.fixture
def ours(upstream: Json, date: str) -> Json:
    return slice_document(upstream, date, DATED).document


def test_the_versions_are_the_published_ones(upstream: Json) -> None:
    assert known_versions(upstream, DATED) == list(DATES)


def test_the_same_operations_in_the_same_order(ours: Json, theirs: Json) -> None:
    assert set(ours["paths"]) == set(theirs["paths"])
    assert operations(ours).keys() == operations(theirs).keys()


def test_each_operation_is_the_same(ours: Json, theirs: Json, upstream: Json) -> None:
    for key, their in operations(theirs).items():
        our = dict(operations(ours)[key])
        older = older_versions(upstream, key, our)
        if older:
            # The dates come in any order.
            prose, _, listed = their["description"].partition("Deprecated versions: ")
            assert sorted(listed.split(", ")) == [f"v2-{{{date}}}" for date in older]
            assert prose.rstrip(". ") == our["description"].rstrip(". ")
            our["description"] = their["description"]
        if key == UNDATED_ERROR:
            error = our["responses"]["401"]
            assert list(error["content"]) == ["application/json"]
            without = {key: value for key, value in error.items() if key != "content"}
            our["responses"] = {**our["responses"], "401": without}
        assert our == their, key


def test_each_path_is_the_same_beside_its_operations(ours: Json, theirs: Json) -> None:
    for path, item in ours["paths"].items():
        rest, their_rest = (
            {key: value for key, value in each.items() if key not in METHODS} for each in (item, theirs["paths"][path])
        )
        assert rest == their_rest


def test_the_schemas_are_those_of_theirs_that_are_reachable(ours: Json, theirs: Json) -> None:
    needed = {str(pointer[2]) for pointer in reachable(theirs) if pointer[1] == "schemas"}
    assert set(ours["components"]["schemas"]) == needed
    assert all(
        schema == theirs["components"]["schemas"][name] for name, schema in ours["components"]["schemas"].items()
    )


def test_the_other_components_are_theirs_without_the_unused(ours: Json, theirs: Json) -> None:
    for section, items in theirs["components"].items():
        if section != "schemas":
            our = ours["components"][section]
            assert {name: item for name, item in items.items() if name in our} == our
            assert set(items) - set(our) <= {"accepted", "gone", "noBody"}


def test_the_rest_of_the_document_is_the_same(ours: Json, theirs: Json, date: str) -> None:
    rest, their_rest = (
        {key: value for key, value in each.items() if key not in ("paths", "components")} for each in (ours, theirs)
    )
    prose = rest["info"]["description"]
    dated = re.sub(r"(application/vnd\.atlas\.)\d{4}-\d\d-\d\d", rf"\g<1>{date}", prose)
    assert {**rest, "info": {**rest["info"], "description": dated}} == their_rest


def test_everything_left_out_is_named(upstream: Json, ours: Json, date: str) -> None:
    notes = slice_document(upstream, date, DATED).notes
    assert all(note.severity is Severity.NOTE for note in notes)
    dropped = {tuple(map(str, note.pointer[1:])) for note in notes if note.code == "operation-dropped"}
    assert dropped == operations(upstream).keys() - operations(ours).keys()


@pytest.mark.parametrize("captured", ALL_DATES)
@pytest.mark.parametrize("date", DATES)
def test_what_holds_for_every_slice(load: Load, captured: str, date: str) -> None:
    upstream = load(f"atlas-all-dates-{captured}.yaml")
    ours = slice_document(upstream, date, DATED).document
    for operation in operations(ours).values():
        assert len(operation.get("requestBody", {}).get("content", "x")) == 1
        versions = {
            found[1]
            for response in operation["responses"].values()
            for name in response.get("content", ())
            if (found := re.fullmatch(r"application/vnd\.atlas\.([^+]+)\+\w+", name))
        }
        assert len(versions) == 1
        assert max(versions) <= date
    assert [ref for _, ref in iter_refs(ours) if local_pointer(ours, ref) is None] == []
    kept = {("components", section, name) for section, items in ours["components"].items() for name in items}
    assert kept | {("tags", index) for index in range(len(ours["tags"]))} == reachable(ours)
    again = slice_document(ours, date, DATED)
    assert again.document == ours
    assert not [note for note in again.notes if note.code != "version-newer-than-known"]


def test_the_preview_is_cut_by_its_exact_name(load: Load) -> None:
    upstream = load("atlas-all-dates-2026-08-21.yaml")
    known = known_versions(upstream, DATED)
    assert known[:10] == list(DATES)
    assert "preview" in known[10:]
    for version in known[10:]:
        cut = slice_document(upstream, version, DATED)
        found = operations(cut.document)
        names = {
            name
            for each in found.values()
            for response in each["responses"].values()
            for name in response.get("content", ())
        }
        assert names <= {"application/vnd.atlas.preview+json", "application/vnd.atlas.preview+gzip"}
        assert 0 < len(found) < 20
