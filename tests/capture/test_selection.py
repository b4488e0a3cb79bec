"""Which operations are captured, and what comes with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from specloom.capture import Provenance, Selection, capture
from specloom.diagnostics import SpecError
from specloom.source import read_bundled

from tests.capture.conftest import Capture
from tests.capture.documents import UPSTREAM


@pytest.mark.parametrize(
    ("selection", "calls"),
    [
        (Selection(operations=("getPet",)), ["/pets/{id} get"]),
        (Selection(operations=("allPets",)), ["/pets get"]),
        (Selection(operations=("delete /pets/{id}",)), ["/pets/{id} delete"]),
        (Selection(tags=("Shops",)), ["/petshops get"]),
        (Selection(path_prefixes=("/pets",)), ["/pets get", "/pets/{id} delete", "/pets/{id} get"]),
        (Selection(operations=("listShops", "getPet")), ["/pets/{id} get", "/petshops get"]),
    ],
)
def test_operations_are_found(captured: Capture, selection: Selection, calls: list[str]) -> None:
    paths = captured(UPSTREAM, selection=selection).document["paths"]
    found = [f"{path} {method}" for path, item in paths.items() for method in item if method != "parameters"]
    assert sorted(found) == calls


def test_what_the_api_sends_is_an_operation_too(captured: Capture) -> None:
    born = "webhooks:\n  born: {post: {operationId: petBorn, responses: {'204': {description: Heard.}}}}\n"
    document = captured(
        UPSTREAM.replace("3.0.3", "3.1.0") + born, selection=Selection(operations=("petBorn",))
    ).document
    assert list(document["webhooks"]) == ["born"]
    assert document["paths"] == {}
    assert "tags" not in document


@pytest.mark.parametrize(
    ("selection", "code"),
    [
        (Selection(operations=("getPat",)), "unknown-operation"),
        (Selection(tags=("pets",)), "unknown-tag"),
        (Selection(path_prefixes=("/pet",)), "unknown-path"),
        (Selection(), "nothing-selected"),
    ],
)
def test_what_means_nothing_is_refused(captured: Capture, selection: Selection, code: str) -> None:
    with pytest.raises(SpecError) as caught:
        captured(UPSTREAM, selection=selection)
    assert [one.code for one in caught.value.diagnostics] == [code]


def test_a_name_of_several_operations_is_refused(captured: Capture) -> None:
    upstream = UPSTREAM.replace("operationId: deletePet", "operationId: getPet")
    with pytest.raises(SpecError, match=r"GET /pets/\{id\}, DELETE /pets/\{id\}"):
        captured(upstream, selection=Selection(operations=("getPet",)))


def test_exactly_what_is_reached_comes_along(captured: Capture) -> None:
    document = captured(UPSTREAM, selection=Selection(operations=("listShops",))).document
    assert document["components"] == {
        "securitySchemes": {
            "Key": {"type": "apiKey", "name": "X-Key", "in": "header"},
            "Other": {"type": "http", "scheme": "basic"},
        },
        "schemas": {"Owner": {"type": "object", "properties": {"name": {"type": "string"}}}},
    }
    assert document["tags"] == [{"name": "Shops"}]
    assert "x-website" not in document
    cycle = captured(UPSTREAM, selection=Selection(operations=("listPets",))).document
    assert sorted(cycle["components"]["schemas"]) == ["Cat", "Dog", "Pet"]
    assert len(cycle["paths"]["/pets"]["get"]["responses"]["200"]["content"]) == 2


def test_what_stands_in_other_operations_moves_into_components(captured: Capture) -> None:
    inside = "#/paths/~1pets/get/responses/200/content/application~1vnd.pets.2024-01-01+json/schema"
    upstream = UPSTREAM.replace("{$ref: '#/components/schemas/Owner'}", f"{{$ref: '{inside}'}}")
    document = captured(upstream, selection=Selection(operations=("listShops",))).document
    schema = document["paths"]["/petshops"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    name = schema["$ref"].rpartition("/")[2]
    assert document["components"]["schemas"][name]["items"] == {"$ref": "#/components/schemas/Pet"}
    assert "Cat" in document["components"]["schemas"]


def test_links_to_what_is_not_captured_are_left_out(captured: Capture) -> None:
    link = "          links: {self: {operationId: getPet}}\n          description: Upstream's list.\n"
    upstream = UPSTREAM.replace("          description: Upstream's list.\n", link)
    one = captured(upstream, selection=Selection(operations=("listPets",)))
    assert "links" not in one.document["paths"]["/pets"]["get"]["responses"]["200"]
    assert [note.code for note in one.notes] == ["link-dropped"]
    both = captured(upstream, selection=Selection(path_prefixes=("/pets",)))
    assert "links" in both.document["paths"]["/pets"]["get"]["responses"]["200"]


def test_several_files_become_one(tmp_path: Path) -> None:
    (tmp_path / "api.yaml").write_text(UPSTREAM.replace("'#/components/schemas/Owner'", "shops.yaml#/Keeper"))
    (tmp_path / "shops.yaml").write_text(
        "Keeper: {type: object, properties: {pet: {$ref: 'api.yaml#/components/schemas/Pet'}}}"
    )
    document = read_bundled(tmp_path / "api.yaml")
    assert [path.name for path in document.files] == ["api.yaml", "shops.yaml"]
    result = capture(document.data, Selection(operations=("listShops",)), Provenance("a", "0" * 64, "2026-01-02"))
    assert sorted(result.document["components"]["schemas"]) == ["Cat", "Dog", "Keeper", "Pet"]
