"""API version dates: two dates of one document, one date of two documents, and how long dates are kept."""

import datetime
from typing import Any

from specloom.diff.compare import compare
from specloom.diff.entries import Comparison, Verdict
from specloom.diff.rulebook.examples import STRING, dated, thing
from specloom.diff.settings import Policy, Settings

from tests.diff.comparing import Json, compared, of_rule, revision

DATED: Json = {"dated": "application/vnd.things.{version}+{suffix}"}
PINNED: Json = {"api_version": "2025-01-01", "media_types": DATED}


def document(**versions: Json) -> Json:
    return {"openapi": "3.1.0", "info": {"title": "", "version": ""}, **dated(**versions)}


def at(base: str, head: str, **versions: Json) -> Comparison:
    """Two dates of one document."""
    both: Any = [revision(document(**versions), api_version=date, media_types=DATED) for date in (base, head)]
    return compare(*both)


def test_two_dates_of_one_document_are_compared_by_what_each_resolves_to() -> None:
    entries = at("2024-06-01", "2025-06-01", v2024_01_01={}, v2025_01_01={"schema": thing()}).entries

    assert [(entry.rule, entry.wire) for entry in entries] == [
        ("property-removed", Verdict.BREAKING),
        ("version-resolved", Verdict.COMPATIBLE),
    ]
    assert (entries[1].base.value, entries[1].head.value) == ("2024-01-01", "2025-01-01")


def test_dates_that_resolve_to_the_same_version_are_the_same() -> None:
    assert at("2024-06-01", "2024-12-01", v2024_01_01={}, v2025_01_01={"schema": thing()}).entries == []


def test_operation_that_is_newer_than_the_older_date_is_new() -> None:
    both = document(v2024_01_01={})
    both["paths"]["/others"] = {
        "get": {**dated(v2025_01_01={})["paths"]["/things"]["get"], "operationId": "listOthers"}
    }
    revisions = [revision(both, api_version=date, media_types=DATED) for date in ("2024-06-01", "2025-06-01")]

    entries = compare(revisions[0], revisions[1]).entries

    assert [(entry.rule, entry.subject) for entry in entries] == [("operation-added", "GET /others")]


def test_change_inside_a_date_that_both_documents_have_is_found() -> None:
    entries = compared(document(v2024_01_01={}), document(v2024_01_01={"schema": thing()}), PINNED).entries

    assert [entry.rule for entry in entries] == ["property-removed"]


def test_change_inside_a_date_that_the_package_does_not_ask_for_is_none_of_its() -> None:
    base = document(v2024_01_01={}, v2025_01_01={})
    head = document(v2024_01_01={"schema": thing()}, v2025_01_01={})

    assert compared(base, head, PINNED).entries == []


def test_operation_without_dates_has_last_days_too() -> None:
    def until(day: str) -> Json:
        result = document(v2024_01_01={})
        result["paths"]["/things"]["get"]["x-sunset"] = day
        return result

    (entry,) = compared(until("2026-01-01"), until("2025-12-01"), PINNED).entries

    assert (entry.rule, entry.base.value, entry.head.value) == ("sunset-moved-earlier", "2026-01-01", "2025-12-01")


def test_last_day_that_comes_too_soon_breaks_the_promise_of_the_policy() -> None:
    base, head = document(v2024_01_01={}), document(v2024_01_01={"x-sunset": "2026-01-01"})
    for today, rule, verdict in [
        ("2025-01-02", "sunset-too-soon", Verdict.BREAKING),
        ("2025-01-01", "sunset-added", Verdict.COMPATIBLE),
    ]:
        settings = Settings(policy=Policy.MONGODB, today=datetime.date.fromisoformat(today))
        (entry,) = compare(revision(base, **PINNED), revision(head, **PINNED), settings).entries
        assert (entry.rule, entry.wire) == (rule, verdict)

    (entry,) = compared(base, head, PINNED, policy="mongodb").entries
    assert entry.rule == "sunset-added"  # on no day is it too soon


def test_day_that_means_never_is_no_last_day() -> None:
    head = document(v2024_01_01={"x-sunset": "9999-12-31"})

    assert compared(document(v2024_01_01={}), head, PINNED).entries == []


def test_schemas_of_a_promoted_preview_are_compared() -> None:
    base = document(preview={})
    head = document(v2025_01_01={"schema": thing(name=STRING, size=STRING)})
    both = [
        revision(base, api_version="preview", media_types=DATED),
        revision(head, api_version="2025-01-01", media_types=DATED),
    ]

    entries = compare(both[0], both[1]).entries

    assert {entry.rule for entry in entries} == {"version-promoted", "property-added"}


def test_schemas_of_a_replaced_date_are_compared() -> None:
    entries = compared(document(v2024_01_01={}), document(v2024_06_01={"schema": thing()}), PINNED).entries

    assert [entry.rule for entry in entries] == ["property-removed", "version-replaced"]


def test_what_happens_to_a_date_in_several_operations_is_one_entry() -> None:
    def two(**said: Json) -> Json:
        result = document(v2024_01_01=said)
        other = {**result["paths"]["/things"]["get"], "operationId": "listOthers"}
        result["paths"]["/others"] = {"get": other}
        return result

    (entry,) = of_rule(compared(two(), two(**{"x-sunset": "2026-01-01"}), PINNED), "sunset-added")

    assert [site.operation for site in entry.sites] == ["GET /others", "GET /things"]
    assert "each of 2 operations" in entry.message
