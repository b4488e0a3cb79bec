"""What changes in Python only: names of classes, attributes, methods and arguments."""

from specloom.diff.compare import compare
from specloom.diff.entries import Verdict
from specloom.diff.rulebook.examples import STRING, thing, variant

from tests.diff.comparing import Json, compared, document, revision, things


def test_override_of_a_field_renames_it_in_python_only() -> None:
    thing_ = things(Thing=thing(size=STRING))

    (entry,) = compare(revision(thing_), revision(thing_, naming={"fields": {"Thing.size": "length"}})).entries

    assert (entry.rule, entry.subject) == ("field-renamed", "Thing.size")
    assert (entry.wire, entry.source) == (Verdict.NONE, Verdict.BREAKING)
    assert (entry.base.value, entry.head.value) == ("size", "length")


def test_override_that_keeps_the_old_class_leaves_nothing_to_report() -> None:
    base, head = things(Thing=thing(size=STRING)), things(Object=thing(size=STRING))

    assert [entry.rule for entry in compared(base, head).entries] == ["schema-renamed"]
    assert compare(revision(base), revision(head, naming={"schemas": {"Object": "Thing"}})).entries == []


def test_classes_that_are_called_after_a_renamed_one_are_a_part_of_that() -> None:
    held = thing(size={"type": "string", "enum": ["a", "b"]}, owner=thing(name=STRING))

    (entry,) = compared(things(Thing=held), things(Object=held)).entries

    assert (entry.rule, entry.subject, entry.detail) == ("schema-renamed", "Thing", "Object")
    assert set(entry.parts) == {"`ThingSize`", "`ThingOwner`"}


def test_renamed_class_is_one_entry_for_both_of_its_forms() -> None:
    split = thing(id={**STRING, "readOnly": True}, name=STRING)

    (entry,) = compared(things(Thing=split), things(Object=split)).entries

    assert (entry.rule, entry.subject, entry.detail) == ("schema-renamed", "Thing", "Object")
    assert {str(direction) for direction, _ in entry.directions} == {"request", "response"}


def test_class_for_requests_of_a_holder_is_a_part_of_what_it_holds() -> None:
    def holding(**more: Json) -> Json:
        return things(Holder=thing(held={"$ref": "#/components/schemas/Held"}), Held=thing(name=STRING, **more))

    entries = compared(holding(), holding(id={**STRING, "readOnly": True})).entries

    assert [(entry.rule, entry.subject, entry.parts) for entry in entries] == [
        ("request-class-split", "Held", ("`Holder`",)),
        ("property-added", "Held.id", ()),
    ]


def test_path_parameter_with_another_name_is_the_same_on_the_wire() -> None:
    def at(name: str) -> Json:
        parameter = {"name": name, "in": "path", "required": True, "schema": STRING}
        operation = {"operationId": "getThing", "parameters": [parameter], "responses": {"204": {"description": ""}}}
        return document({f"/things/{{{name}}}": {"get": operation}})

    (entry,) = compared(at("id"), at("thing_id")).entries

    assert (entry.rule, entry.wire, entry.source) == ("argument-renamed", Verdict.NONE, Verdict.BREAKING)
    assert entry.sites[0].operation == "GET /things/{thing_id}"


def test_variant_under_another_name_and_with_another_field_is_two_entries() -> None:
    def pets(name: str, **more: Json) -> Json:
        union = {
            "oneOf": [{"$ref": f"#/components/schemas/{one}"} for one in ("Cat", name)],
            "discriminator": {"propertyName": "kind", "mapping": {"cat": "Cat", "dog": name}},
        }
        return things(Pet=union, Cat=variant("cat"), **{name: variant("dog", tail=STRING, **more)})

    entries = compared(pets("Dog"), pets("Hound", ears=STRING)).entries

    assert [(entry.rule, entry.subject) for entry in entries] == [
        ("schema-renamed", "Dog"),
        ("property-added", "Hound.ears"),
    ]
