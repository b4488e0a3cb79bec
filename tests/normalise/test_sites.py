"""What a place in a document is called, for the components that get their names from where they stand."""

from typing import Any

import pytest
from specloom.normalise.labels import difference, labels
from specloom.normalise.sites import operation_id, site_names

from tests.normalise.tables import table

BODY = {"content": {"application/json": {"schema": {}}, "application/vnd.x+csv": {"schema": {}}}}
WHOLE = {"allOf": [{"properties": {"head": {}}}, {"properties": {"body": {}}}, {"title": "Tail"}]}
CHOICE = {"oneOf": [{"$ref": "#/components/schemas/Pet"}, {"title": "Text data"}, {"properties": {"at": {}}}]}
ANY = {"anyOf": CHOICE["oneOf"]}
DOCUMENT: dict[str, Any] = {
    "paths": {
        "/pets/{petId}": {
            "post": {
                "operationId": "createPet",
                "parameters": [{"name": "sort_by", "in": "query", "schema": {}}],
                "requestBody": BODY,
                "responses": {"201": {**BODY, "headers": {"X-Next": {"schema": {}}}}, "404": BODY, "4XX": BODY},
                "callbacks": {"onDone": {"{$url}": {"post": {"requestBody": BODY}}}},
            },
            "get": {"responses": {"200": BODY, "202": BODY, "default": BODY}},
        }
    },
    "webhooks": {"petCreated": {"post": {"requestBody": BODY}}},
    "components": {"responses": {"gone": BODY}, "schemas": {"Pet": {}, "Whole": WHOLE, "Choice": CHOICE, "Any": ANY}},
}
JSON = ("content", "application/json", "schema")
POST = ("paths", "/pets/{petId}", "post")
GET = ("paths", "/pets/{petId}", "get")


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ((*POST, "requestBody", *JSON), "CreatePetRequest"),
        ((*POST, "requestBody", "content", "application/vnd.x+csv", "schema"), "CreatePetRequestCsv"),
        ((*POST, "requestBody", *JSON, "properties", "owner"), "CreatePetRequestOwner"),
        ((*POST, "responses", "201", *JSON), "CreatePetResponse"),
        ((*POST, "responses", "404", *JSON), "CreatePetNotFound"),
        ((*POST, "responses", "4XX", *JSON, "items"), "CreatePetClientErrorItem"),
        ((*POST, "responses", "201", "headers", "X-Next", "schema"), "CreatePetResponseXNextHeader"),
        ((*POST, "parameters", 0, "schema"), "CreatePetSortBy"),
        ((*POST, "callbacks", "onDone", "{$url}", "post", "requestBody", *JSON), "CreatePetOnDoneRequest"),
        ((*GET, "responses", "200", *JSON), "GetPetsByPetIdResponse"),
        ((*GET, "responses", "202", *JSON), "GetPetsByPetIdAccepted"),
        ((*GET, "responses", "default", *JSON), "GetPetsByPetIdDefault"),
        (("webhooks", "petCreated", "post", "requestBody", *JSON), "PetCreatedRequest"),
        (("components", "responses", "gone", *JSON), "Gone"),
        (("components", "schemas", "Pet", "properties", "STATUS"), "PetStatus"),
        (("components", "schemas", "Pet", "properties", "AWS"), "PetAWS"),
        (("components", "schemas", "Pet", "prefixItems", 1), "PetSecondItem"),
        (("components", "schemas", "Pet", "additionalProperties", "items"), "PetValueItem"),
        (("components", "schemas", "Whole", "allOf", 0), "WholeBase"),
        (("components", "schemas", "Whole", "allOf", 1), "WholeSecondPart"),
        (("components", "schemas", "Whole", "allOf", 2), "WholeTail"),
        (("components", "schemas", "Whole", "allOf", 0, "properties", "head"), "WholeHead"),
        (("components", "schemas", "Choice", "oneOf", "1"), "ChoiceTextData"),
        (("components", "schemas", "Any", "anyOf", 1), "AnyTextData"),
        (("components", "schemas", "Choice", "oneOf", 2, "properties", "at"), "ChoiceWithAtAt"),
    ],
)
def test_a_place_has_a_name(place: Any, name: str) -> None:
    assert site_names(DOCUMENT, place)[0] == name


@pytest.mark.parametrize(
    ("path", "method", "operation", "name"),
    [
        ("/a", "get", {"operationId": "listThings"}, "listThings"),
        ("/a", "get", {"operationId": " "}, "get_a"),
        ("/", "post", {}, "post_root"),
        ("/a/{b}/c-d", "delete", {}, "delete_a_by_b_c_d"),
    ],
)
def test_an_operation_has_an_id(path: str, method: str, operation: Any, name: str) -> None:
    assert operation_id(path, method, operation) == name


@table(
    "members words",
    titles="""
        [{title: Big cat}, {title: Dog}]
        ---
        [BigCat, Dog]
    """,
    same_titles="""
        [{title: Cat, required: [a]}, {title: Cat, required: [b]}]
        ---
        [WithA, WithB]
    """,
    tags="""
        [{properties: {k: {const: cat}}}, {properties: {k: {enum: [dog, WOLF]}}}]
        ---
        [Cat, DogOrWolf]
    """,
    bases="""
        [{allOf: [@Base, @Cat]}, {allOf: [@Base, @Dog]}]
        ---
        [Cat, Dog]
    """,
    properties="""
        [{properties: {a: {}, b: {}}}, {properties: {a: {}}}]
        ---
        [WithB, Object]
    """,
    kinds="""
        [{type: string}, {type: array}, {enum: [a]}]
        ---
        [String, Array, Enum]
    """,
)
def test_alternatives_are_told_apart(members: Any, words: list[str]) -> None:
    assert labels(members) == words


@pytest.mark.parametrize(
    ("owner", "name", "rest"),
    [
        ("Pet", "PetCat", "Cat"),
        ("Pet", "CatPet", "Cat"),
        ("Pet", "Pet", "Pet"),
        ("PetA", "PetB", "B"),
        ("Pet", "Dog", "Dog"),
    ],
)
def test_a_name_without_that_of_its_union(owner: str, name: str, rest: str) -> None:
    assert difference(owner, name) == rest
