"""Each rule of slicing on the smallest document that shows it."""

import copy
from pathlib import Path
from typing import Any

import pytest
from specloom.diagnostics import Diagnostic, Severity, SpecError
from specloom.slicing import known_versions, slice_document
from specloom.source import read_document
from specloom.versions import DatedMediaTypes

DATED = "application/vnd.acme.{version}+{suffix}"

Json = dict[str, Any]


def media(*versions: str, suffix: str = "json") -> Json:
    """Media types of some versions, each with a schema of its own."""
    return {
        f"application/vnd.acme.{version}+{suffix}": {"schema": {"title": f"{suffix} of {version}"}}
        for version in versions
    }


def operation(*versions: str, **more: Any) -> Json:
    return {"responses": {"200": {"description": "", "content": media(*versions)}}, **more}


def document(operations: Json, **more: Any) -> Json:
    """A document whose paths have one GET each."""
    paths = {path: {"get": get} for path, get in operations.items()}
    return {"openapi": "3.0.3", "info": {}, "paths": paths, **more}


def cut(spec: Json, version: str | None, **how: Any) -> Json:
    """Slice, and see to it that the input stays what it was."""
    before = copy.deepcopy(spec)
    sliced = slice_document(spec, version, DATED, **how).document
    assert spec == before
    return sliced


def refused(spec: Json, version: str | None, **how: Any) -> list[Diagnostic]:
    with pytest.raises(SpecError) as caught:
        slice_document(spec, version, DATED, **how)
    return list(caught.value.diagnostics)


def contents(spec: Json, path: str = "/a", status: str = "200") -> list[str]:
    return list(spec["paths"][path]["get"]["responses"][status]["content"])


@pytest.mark.parametrize(
    ("wanted", "taken"),
    [
        ("2024-01-01", "2024-01-01"),
        ("2024-06-15", "2024-01-01"),
        ("2025-01-01", "2025-01-01"),
        ("2031-12-31", "2025-01-01"),
        ("preview", "preview"),
        ("2026-01-01.upcoming", "2026-01-01.upcoming"),
    ],
)
def test_an_operation_comes_in_its_newest_version_up_to_the_date(wanted: str, taken: str) -> None:
    spec = document({"/a": operation("2025-01-01", "preview", "2024-01-01", "2026-01-01.upcoming")})
    assert contents(cut(spec, wanted)) == [f"application/vnd.acme.{taken}+json"]


def test_the_version_is_that_of_the_operation_not_of_each_response() -> None:
    get = operation("2024-01-01", "2025-01-01")
    get["responses"]["202"] = {"description": "", "content": media("2024-01-01")}
    sliced = cut(document({"/a": get}), "2025-01-01")
    assert list(sliced["paths"]["/a"]["get"]["responses"]) == ["200"]


def test_a_response_keeps_all_formats_of_its_version() -> None:
    get = operation("2024-01-01", "2025-01-01")
    get["responses"]["200"]["content"] |= media("2024-01-01", suffix="csv") | {"text/plain": {}}
    assert contents(cut(document({"/a": get}), "2024-06-01")) == [
        "application/vnd.acme.2024-01-01+json",
        "application/vnd.acme.2024-01-01+csv",
    ]


def test_a_response_without_versions_stays_as_it_is() -> None:
    get = operation("2024-01-01")
    get["responses"] |= {
        "204": {"description": "nothing"},
        "404": {"$ref": "#/components/responses/no"},
        "500": {"description": "", "content": {"application/problem+json": {}}},
        "x-more": {"content": media("2025-01-01")},
    }
    spec = document({"/a": get}, components={"responses": {"no": {"description": ""}}})
    assert cut(spec, "2024-01-01") == spec


def test_a_body_is_the_newest_up_to_the_version_of_the_operation() -> None:
    body = {"required": True, "content": {"application/json": {}, **media("2023-01-01", "2024-01-01", "2025-01-01")}}
    spec = document({"/a": operation("2024-06-01", requestBody=body)})
    kept = cut(spec, "2026-01-01")["paths"]["/a"]["get"]["requestBody"]
    assert kept == {"required": True, "content": media("2024-01-01")}


def test_a_body_that_is_newer_than_the_operation_is_none() -> None:
    spec = document({"/a": operation("2024-01-01", requestBody={"content": media("2025-01-01")})})
    assert "requestBody" not in cut(spec, "2026-01-01")["paths"]["/a"]["get"]


def test_a_preview_takes_the_newest_body_where_it_has_none_of_its_own() -> None:
    body = {"content": media("2024-01-01", "2025-01-01")}
    sliced = cut(document({"/a": operation("preview", requestBody=body)}), "preview")
    assert sliced["paths"]["/a"]["get"]["requestBody"]["content"] == media("2025-01-01")


def test_a_body_in_two_formats_is_json_and_says_so() -> None:
    content = {**media("2024-01-01", suffix="xml"), **media("2024-01-01")}
    spec = document({"/a": operation("2024-01-01", requestBody={"content": content})})
    result = slice_document(spec, "2024-01-01", DATED)
    assert result.document["paths"]["/a"]["get"]["requestBody"]["content"] == media("2024-01-01")
    assert [note.code for note in result.notes] == ["body-alternative-dropped"]


def test_the_version_of_an_operation_that_answers_nothing_is_that_of_its_body() -> None:
    get = {"requestBody": {"content": media("2024-01-01", "2025-01-01")}, "responses": {"204": {"description": ""}}}
    sliced = cut(document({"/a": get}), "2024-02-01")
    assert sliced["paths"]["/a"]["get"]["requestBody"]["content"] == media("2024-01-01")


def test_what_is_shared_is_cut_for_each_operation() -> None:
    shared = {"description": "", "content": media("2024-01-01", "2025-01-01")}
    ref = {"$ref": "#/components/responses/shared"}
    spec = document(
        {"/a": {"responses": {"200": ref}}, "/b": operation("2024-01-01", summary="b")},
        components={"responses": {"shared": shared}},
    )
    spec["paths"]["/b"]["get"]["responses"]["201"] = ref
    sliced = cut(spec, "2025-01-01")
    assert contents(sliced) == ["application/vnd.acme.2025-01-01+json"]
    assert contents(sliced, "/b", "201") == ["application/vnd.acme.2025-01-01+json"]
    assert sliced["components"] == {}


def test_shared_path_items_webhooks_and_callbacks_are_cut_too() -> None:
    versions = ("2024-01-01", "2025-01-01")
    callback = {"{$url}": {"post": operation(*versions)}, "{$later}": {"post": operation("2026-01-01")}}
    spec = document({"/b": operation("2024-01-01", callbacks={"done": callback})})
    spec["paths"]["/a"] = {"$ref": "#/components/pathItems/a"}
    spec["webhooks"] = {"w": {"get": operation(*versions)}}
    spec["components"] = {"pathItems": {"a": {"get": operation(*versions)}}}
    sliced = cut(spec, "2024-01-01")
    assert contents(sliced) == ["application/vnd.acme.2024-01-01+json"]
    assert sliced["webhooks"]["w"]["get"] == operation("2024-01-01")
    assert sliced["paths"]["/b"]["get"]["callbacks"] == {"done": {"{$url}": {"post": operation("2024-01-01")}}}
    (dropped,) = slice_document(spec, "2024-01-01", DATED).notes
    assert dropped.pointer == ("paths", "/b", "get", "callbacks", "done", "{$later}", "post")


def test_operations_of_any_method_are_cut() -> None:
    spec = document({"/a": operation("2024-01-01")})
    spec["paths"]["/a"]["additionalOperations"] = {"COPY": operation("2025-01-01"), "LOCK": operation("2024-01-01")}
    assert list(cut(spec, "2024-01-01")["paths"]["/a"]["additionalOperations"]) == ["LOCK"]


def test_newer_operations_are_dropped_with_their_paths_and_named() -> None:
    spec = document({"/a": operation("2024-01-01"), "/b": operation("2025-01-01", operationId="listB")})
    result = slice_document(spec, "2024-01-01", DATED)
    assert list(result.document["paths"]) == ["/a"]
    (note,) = result.notes
    assert note == Diagnostic(
        "operation-dropped",
        "listB (GET /b) has no version at or before 2024-01-01; its first is 2025-01-01",
        ("paths", "/b", "get"),
        severity=Severity.NOTE,
    )


def test_of_a_complete_document_no_operation_may_be_newer() -> None:
    spec = document({"/a": operation("2024-01-01"), "/b": operation("2025-01-01"), "/c": operation("preview")})
    findings = refused(spec, "2024-01-01", complete=True)
    assert [(one.code, one.pointer) for one in findings] == [
        ("operation-too-new", ("paths", "/b", "get")),
        ("operation-too-new", ("paths", "/c", "get")),
    ]
    assert "2025-01-01 or later" in findings[0].hint
    assert "it has preview" in findings[1].message


def test_an_operation_without_versions_belongs_to_all() -> None:
    plain = {"responses": {"200": {"description": "", "content": {"application/json": {}}}}}
    spec = document({"/a": plain, "/b": operation("2025-01-01")})
    assert cut(spec, "2024-01-01")["paths"] == {"/a": {"get": plain}}


def test_the_end_of_a_version_moves_to_the_operation() -> None:
    get = operation("2024-01-01")
    (name,) = get["responses"]["200"]["content"]
    get["responses"]["200"]["content"][name]["x-sunset"] = "2030-01-31T00:00:00Z"
    sliced = cut(document({"/a": get}), "2024-01-01")["paths"]["/a"]["get"]
    assert sliced == operation("2024-01-01", deprecated=True) | {"x-sunset": "2030-01-31"}


def test_the_end_of_time_is_no_end() -> None:
    get = operation("2024-01-01")
    (name,) = get["responses"]["200"]["content"]
    get["responses"]["200"]["content"][name]["x-sunset"] = "9999-12-31"
    assert cut(document({"/a": get}), "2024-01-01")["paths"]["/a"]["get"] == operation("2024-01-01")


def test_what_nothing_needs_is_dropped() -> None:
    get = operation("2024-01-01", "2025-01-01", tags=["used"], security=[{"key": []}])
    old, new = get["responses"]["200"]["content"].values()
    old["schema"] = {"$ref": "#/components/schemas/Old"}
    new["schema"] = {"$ref": "#/components/schemas/New"}
    schemas = {"Old": {"items": {"$ref": "#/components/schemas/Part"}}, "Part": {}, "New": {}}
    loop = {"Egg": {"not": {"$ref": "#/components/schemas/Hen"}}, "Hen": {"not": {"$ref": "#/components/schemas/Egg"}}}
    spec = document(
        {"/a": get, "/b": operation("2025-01-01", tags=["unused"])},
        tags=[{"name": "unused"}, {"name": "used"}],
        components={
            "schemas": schemas | loop,
            "parameters": {"p": {}},
            "securitySchemes": {"key": {}, "other": {}},
            "x-more": {"kept": True},
        },
    )
    sliced = cut(spec, "2024-01-01")
    assert sliced["tags"] == [{"name": "used"}]
    assert sliced["components"] == {
        "schemas": {"Old": schemas["Old"], "Part": {}},
        "securitySchemes": {"key": {}},
        "x-more": {"kept": True},
    }


def test_a_document_without_dates_only_loses_unused_components() -> None:
    spec = document({"/a": operation("2024-01-01", "2025-01-01")}, tags=[{"name": "unused"}])
    spec["components"] = {"schemas": {"Unused": {}}}
    for version in (None, "2024-01-01"):
        result = slice_document(spec, version, None)
        assert result.document == {**spec, "components": {}}
        assert result.notes == ()


def test_a_document_with_dates_needs_one() -> None:
    (finding,) = refused(document({"/a": operation("2024-01-01")}), None)
    assert finding.code == "missing-version"
    assert "2024-01-01" in finding.hint
    plain = {"responses": {"204": {"description": ""}}}
    assert cut(document({"/a": plain}), None)["paths"] == {"/a": {"get": plain}}


@pytest.mark.parametrize(
    ("version", "code"),
    [
        ("2025-3-12", "malformed-version"),
        ("20250312", "malformed-version"),
        ("2025-03-12T00:00:00", "malformed-version"),
        ("２０２５-03-12", "unknown-version"),
        ("", "unknown-version"),
        ("2025-02-30", "impossible-date"),
        ("preview", "unknown-version"),
        ("2025-01-01.upcoming", "unknown-version"),
        ("2023-12-31", "no-operations"),
    ],
)
def test_a_version_that_cannot_be_meant_is_refused(version: str, code: str) -> None:
    (finding,) = refused(document({"/a": operation("2024-01-01")}), version)
    assert finding.code == code
    assert "2024-01-01" in finding.hint


def test_a_date_newer_than_all_is_kept_and_explained() -> None:
    spec = document({"/a": operation("2024-01-01", "2025-01-01")})
    (note,) = slice_document(spec, "2099-01-01", DATED, complete=True).notes
    assert (note.code, note.severity) == ("version-newer-than-known", Severity.NOTE)
    assert "2025-01-01" in note.message


def test_the_known_versions() -> None:
    spec = document(
        {"/a": operation("preview", "2025-01-01", "2025-01-01.upcoming"), "/b": operation("2024-01-01")},
    )
    spec["paths"]["/c"] = {"get": operation("2026-01-01.upcoming")}
    assert known_versions(spec, DATED) == ["2024-01-01", "2025-01-01", "2026-01-01.upcoming", "preview"]


def test_private_previews_are_versions_of_their_own() -> None:
    get = operation("preview")
    (name,) = get["responses"]["200"]["content"]
    get["responses"]["200"]["content"][name]["x-xgen-preview"] = {"name": "search", "public": "false"}
    spec = document({"/a": get, "/b": operation("preview")})
    assert known_versions(spec, DATED) == ["preview", "private-preview-search"]
    assert list(cut(spec, "preview")["paths"]) == ["/b"]
    assert list(cut(spec, "private-preview-search")["paths"]) == ["/a"]


def test_a_reference_to_nothing_is_an_error() -> None:
    spec = document({"/a": {"responses": {"200": {"$ref": "#/components/responses/gone"}}}})
    assert [one.code for one in refused(spec, "2024-01-01")] == ["dangling-ref"]


@pytest.mark.parametrize(
    ("template", "media_type", "found"),
    [
        (DATED, "application/vnd.acme.2024-01-01+json", ("2024-01-01", "json")),
        (DATED, "Application/Vnd.Acme.2024-01-01+JSON", ("2024-01-01", "JSON")),
        (DATED, "application/vnd.acme.preview+json", ("preview", "json")),
        (DATED, "application/vnd+acme.2024-01-01+json", None),
        (DATED, "application/json", None),
        ("application/json; version={version}", "application/json;version=2024-01-01", ("2024-01-01", "")),
        ("application/json;v={version}", "application/json; v=v3", ("v3", "")),
    ],
)
def test_templates(template: str, media_type: str, found: tuple[str, str] | None) -> None:
    assert DatedMediaTypes(template).parse(media_type) == found


@pytest.mark.parametrize("template", ["application/json", "a/{version}.{version}", "a/{version}+{suffix}+{suffix}"])
def test_a_template_holds_the_version_once(template: str) -> None:
    with pytest.raises(SpecError, match="malformed-media-type-template"):
        DatedMediaTypes(template)


def test_rendering() -> None:
    assert DatedMediaTypes(DATED).render("2025-03-12", "json") == "application/vnd.acme.2025-03-12+json"


def test_the_fragment_is_complete_at_its_pin_and_not_before_it_existed() -> None:
    fragment = read_document(Path(__file__).parents[2] / "spec/atlas-streams/fragment.yaml").data
    dated = "application/vnd.atlas.{version}+{suffix}"
    sliced = slice_document(fragment, "2025-03-12", dated, complete=True)
    assert sliced.document == fragment
    assert [note.code for note in sliced.notes] == ["version-newer-than-known"]
    with pytest.raises(SpecError) as caught:
        slice_document(fragment, "2023-01-01", dated, complete=True)
    assert len(caught.value.diagnostics) == 5
    assert all("its first is 2023-02-01" in finding.message for finding in caught.value.diagnostics)
