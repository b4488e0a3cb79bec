"""Names that are kept: nothing that users of a package import is renamed by what comes to its document."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from specloom.build import Inputs, normal_form
from specloom.config import PackageConfig
from specloom.diagnostics import Severity
from specloom.keeping import Keeper, NameLock
from specloom.normalise.directions import Direction
from specloom.workspace import templates_folder

from .documents import STATUS, Json, document, documents, keeper_of, names_of

REF = "#/components/schemas/"
SETTINGS = PackageConfig.default(name="example", version="1.0.0")
PET: Json = {"type": "object", "properties": {"status": STATUS, "id": {"type": "integer", "readOnly": True}}}


def pets(*more: tuple[str, str, str, Json], **schemas: Json) -> Json:
    """A document of pets, whose status is an inline enum."""
    send = ("sendPet", "post", "pets", {"$ref": REF + "Pet"})
    return document({"Pet": deepcopy(PET), **schemas}, [send, *more])


def using(name: str) -> tuple[str, str, str, Json]:
    """An operation that uses a component."""
    return (f"get{name}Now", "get", "others", {"$ref": REF + name})


@settings(max_examples=150, deadline=None)
@given(documents())
def test_what_is_unrelated_renames_nothing(both: tuple[Json, Json]) -> None:
    before, after = both
    lock = names_of(before)
    now = names_of(after, lock)
    for section in NameLock.model_fields:
        if section == "sent":  # Who has names, not a name.
            continue
        old, new = getattr(lock, section), getattr(now, section)
        assert {key: new.get(key) for key in old} == old, section


@settings(max_examples=50, deadline=None)
@given(documents())
def test_the_names_of_a_lock_are_those_of_the_next_run(both: tuple[Json, Json]) -> None:
    before, after = both
    lock = names_of(after, names_of(before))
    assert names_of(after, lock) == lock
    assert keeper_of(after, lock).dropped() == []


def test_what_was_named_without_a_group_gets_none() -> None:
    """The class in an id makes a group, but not of a method that people call without it."""

    def of_cats(*more: tuple[str, str, str, Json]) -> Json:
        found = document({"Pet": deepcopy(PET)}, [("CatsController_find", "get", "cats", {"$ref": REF + "Pet"}), *more])
        for item in found["paths"].values():
            item["get"].pop("tags")
        return found

    assert set(names_of(of_cats()).resources) == {"Cats"}
    before = NameLock(methods={"GET /CatsController_find": "cats_controller_find"}, resources={"default": "default"})
    dogs = ("DogsController_find", "get", "dogs", {"$ref": REF + "Pet"})
    now = names_of(of_cats(dogs), before)
    assert now.resources == {"default": "default", "Dogs": "dogs"}
    assert sorted(now.methods.values()) == ["cats_controller_find", "find"]


@settings(max_examples=50, deadline=None)
@given(documents())
def test_no_two_things_are_imported_by_one_name(both: tuple[Json, Json]) -> None:
    before, after = both
    now = names_of(after, names_of(before))
    imported = [*now.classes.values(), *now.unknown.values(), *now.aliases]
    assert len(imported) == len(set(imported))


def test_a_component_does_not_take_the_name_of_an_inline_schema() -> None:
    lock = names_of(pets())
    assert lock.classes["PetStatus"] == "PetStatus"
    assert lock.components["PetStatus"] == "Pet/properties/status"
    new = {"type": "object", "properties": {"code": {"type": "integer"}}}
    now = names_of(pets(using("PetStatus"), PetStatus=new), lock)
    assert now.components["PetStatus"] == "Pet/properties/status"
    assert now.classes["PetStatus"] == "PetStatus"
    # The new one is told apart by a word, not by a number.
    assert now.classes["PetStatusModel"] == "PetStatusModel"
    assert now.components["PetStatusModel"].startswith("PetStatus ")


def test_without_a_lock_it_would() -> None:
    now = names_of(pets(using("PetStatus"), PetStatus={"type": "object", "properties": {"code": {"type": "integer"}}}))
    assert now.components == {"PetRequest": "Pet (request form)", "PetStatusEnum": "Pet/properties/status"}


def test_an_inline_schema_that_becomes_a_component_keeps_its_name() -> None:
    lock = names_of(pets())
    moved = pets(PetStatus=STATUS)
    moved["components"]["schemas"]["Pet"]["properties"]["status"] = {"$ref": REF + "PetStatus"}
    now = names_of(moved, lock)
    assert now.classes == lock.classes
    assert "PetStatus" not in now.components


def test_a_component_does_not_take_the_name_of_a_request_form() -> None:
    lock = names_of(pets())
    now = names_of(pets(using("PetRequest"), PetRequest={"type": "object", "properties": {"a": {}}}), lock)
    assert now.components["PetRequest"] == lock.components["PetRequest"] == "Pet (request form)"
    assert now.classes["PetRequestModel"] == "PetRequestModel"


BOX: Json = {"type": "object", "properties": {"pet": {"$ref": REF + "Pet"}, "lid": {"type": "boolean"}}}


def boxes(*, sent: bool, received: bool) -> Json:
    """A document of boxes with pets in them, of which one property is read-only."""
    found = document({"Box": BOX, "Pet": deepcopy(PET)}, [("keepBox", "post", "boxes", {"$ref": REF + "Box"})])
    operation = found["paths"]["/keepBox"]["post"]
    if not sent:
        del operation["requestBody"]
    if not received:
        del operation["responses"]["200"]["content"]
    return found


SENT, RECEIVED, BOTH = (
    boxes(sent=True, received=False),
    boxes(sent=False, received=True),
    boxes(sent=True, received=True),
)


def classes_by_direction(source: Json, lock: NameLock | None) -> tuple[dict[tuple[str, Direction], str], NameLock]:
    """What pets and boxes are called in each direction, as the schemas of the operation and of the box say."""
    keeper = Keeper(lock)
    normal = normal_form(Inputs(source, SETTINGS, templates_folder()), keeper).document
    schemas = normal["components"]["schemas"]
    operation = normal["paths"]["/keepBox"]["post"]
    places = {Direction.REQUEST: operation.get("requestBody"), Direction.RESPONSE: operation["responses"]["200"]}
    found = {}
    for direction, place in places.items():
        if place and "content" in place:
            box = place["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
            pet = schemas[box]["properties"]["pet"]["$ref"].rpartition("/")[2]
            # A pet that is sent has no id, whatever it is called.
            assert ("id" in schemas[pet]["properties"]) == (direction is Direction.RESPONSE)
            found |= {("Box", direction): box, ("Pet", direction): pet}
    return found, names_of(source, lock)


@pytest.mark.parametrize(
    "steps",
    [
        (SENT, BOTH, SENT),
        (RECEIVED, BOTH, RECEIVED),
        (BOTH, SENT, BOTH),
        (BOTH, RECEIVED, BOTH),
        (SENT, BOTH, RECEIVED),
    ],
)
def test_a_direction_that_comes_or_goes_renames_nothing_in_the_other(steps: tuple[Json, ...]) -> None:
    lock = None
    known: dict[tuple[str, Direction], str] = {}
    for source in steps:
        now, lock = classes_by_direction(source, lock)
        assert {key: name for key, name in now.items() if key in known} == {
            key: name for key, name in known.items() if key in now
        }
        assert len(set(now.values())) == len(now)
        again, same = classes_by_direction(source, lock)
        assert (again, same) == (now, lock)
        known = now


def test_what_was_only_sent_keeps_its_name_and_what_comes_back_gets_a_new_one() -> None:
    lock = names_of(SENT)
    assert (lock.sent, lock.components) == (["Box", "Pet"], {"PetStatus": "Pet/properties/status"})
    now = names_of(BOTH, lock)
    assert now.components == {
        "BoxResponse": "Box (response form)",
        "PetResponse": "Pet (response form)",
        "PetStatus": "Pet/properties/status",
    }
    assert now.sent == []


def test_names_that_differ_in_case_stay_with_whom_they_were_given_to() -> None:
    lower = names_of(document({"pet": deepcopy(PET)}, [("send", "post", "pets", {"$ref": REF + "pet"})]))
    assert lower.classes["pet"] == "Pet"
    both = {"pet": deepcopy(PET), "Pet": deepcopy(PET)}
    now = names_of(document(both, [("send", "post", "pets", {"$ref": REF + "pet"}), using("Pet")]), lower)
    assert (now.classes["pet"], now.classes["Pet"]) == ("Pet", "PetModel")
    assert not [name for name in now.imported if re.search(r"\d", name)]


def test_methods_are_kept_by_what_they_call_whatever_it_is_named_now() -> None:
    before = document({}, [("listPets", "get", "pets", {"type": "object"})])
    lock = names_of(before)
    assert lock.methods == {"GET /listPets": "list_pets"}
    after = deepcopy(before)
    after["paths"]["/listPets"]["get"]["operationId"] = "findPets"
    assert names_of(after, lock).methods == lock.methods
    other = deepcopy(before)
    other["paths"]["/all"] = {"get": {**before["paths"]["/listPets"]["get"], "operationId": "list_pets"}}
    now = names_of(other, lock).methods
    assert now["GET /listPets"] == "list_pets"
    assert now["GET /all"] != "list_pets"


def test_a_property_keeps_its_attribute_when_one_comes_that_is_spelt_like_it() -> None:
    def of(*labels: str) -> Json:
        schema = {"type": "object", "properties": {label: {"type": "string"} for label in labels}}
        return document({"Pet": schema}, [("get", "get", "pets", {"$ref": REF + "Pet"})])

    lock = names_of(of("petId"))
    assert lock.fields == {"Pet": {"petId": "pet_id"}}
    assert names_of(of("petId", "pet_id"), lock).fields == {"Pet": {"petId": "pet_id", "pet_id": "pet_id_2"}}
    assert names_of(of("petId", "pet_id")).fields == {"Pet": {"petId": "pet_id_2"}}


def test_a_date_in_a_media_type_is_no_part_of_a_place() -> None:
    def at(date: str) -> Json:
        found = document({}, [("get", "get", "pets", {"type": "object", "properties": {"a": {"type": "string"}}})])
        responses = found["paths"]["/get"]["get"]["responses"]
        content = responses["200"].pop("content")
        responses["200"]["content"] = {f"application/vnd.x.{date}+json": content["application/json"]}
        return found

    lock = names_of(at("2024-01-01"))
    assert names_of(at("2025-01-01"), lock) == lock


def test_what_is_gone_is_dropped_and_told() -> None:
    lock = names_of(pets(using("Owner"), Owner={"type": "object", "properties": {"kind": STATUS}}))
    keeper = keeper_of(pets(), lock)
    assert {"Owner", "OwnerKind"} <= set(keeper.dropped())
    assert "Owner" not in keeper.result().classes
    assert keeper.diagnostics == []


def test_the_configuration_comes_before_the_lock_and_that_is_told() -> None:
    lock = names_of(pets())
    keeper = keeper_of(pets(), lock, naming={"schemas": {"Pet": "Animal"}})
    now = keeper.result()
    assert (now.classes["Pet"], now.classes["PetRequest"], now.classes["PetStatus"]) == (
        "Animal",
        "AnimalRequest",
        "AnimalStatus",
    )
    assert {one.code for one in keeper.diagnostics} == {"name-changed"}
    assert {one.severity for one in keeper.diagnostics} == {Severity.WARNING}
    assert "Pet is called Animal now (classes: Pet)" in {one.message for one in keeper.diagnostics}
    assert keeper_of(pets(), now, naming={"schemas": {"Pet": "Animal"}}).diagnostics == []
    # A name that was once given stays also when the configuration no longer gives it.
    assert keeper_of(pets(), now).result() == now


def test_a_name_that_is_given_to_something_else_is_given_up_and_that_is_told() -> None:
    lock = names_of(pets(using("Owner"), Owner={"type": "object", "properties": {"a": {}}}))
    naming = {"schemas": {"Owner": "Pet"}}
    keeper = keeper_of(pets(using("Owner"), Owner={"type": "object", "properties": {"a": {}}}), lock, naming=naming)
    now = keeper.result()
    assert (now.classes["Owner"], now.classes["Pet"]) == ("Pet", "PetModel")
    assert any("Pet is called PetModel now" in one.message for one in keeper.diagnostics)


@pytest.mark.parametrize("wrong", [{"classes": {"Pet": "not a name"}}, {"methods": {"GET /": "class"}}, {"kinds": {}}])
def test_a_lock_holds_nothing_but_names(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - pydantic's own message is not ours to hold
        NameLock.model_validate(wrong)
