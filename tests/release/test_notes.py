"""Upgrade notes: what changed in words of the package, and what to write instead."""

from typing import Any

import pytest
from specloom.diff.compare import compare
from specloom.diff.entries import Comparison, Entry, Verdict
from specloom.diff.python.rules import RULES as PYTHON_RULES
from specloom.diff.rules import RULES
from specloom.release import notes
from specloom.release.notes import render_notes, upgrade_notes

from ..diff.comparing import revision

STRING: dict[str, Any] = {"type": "string"}


def thing(*required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": properties}


def document(schemas: dict[str, Any], **operation: Any) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}
    post = {
        "operationId": "makePet",
        "tags": ["Pets"],
        "requestBody": {"required": True, "content": content},
        "responses": {"200": {"description": "Done.", "content": content}},
        **operation,
    }
    frame = {"openapi": "3.1.0", "info": {"title": "Pets", "version": "1"}}
    return {**frame, "paths": {"/pets": {"post": post}}, "components": {"schemas": schemas}}


def union(**variants: str) -> dict[str, Any]:
    mapping = {tag: f"#/components/schemas/{name}" for tag, name in variants.items()}
    discriminator = {"propertyName": "kind", "mapping": mapping}
    return {"oneOf": [{"$ref": target} for target in mapping.values()], "discriminator": discriminator}


CAT = thing("kind", kind={"const": "cat"}, livesLeft={"type": "integer"})
DOG = thing("kind", kind={"const": "dog"})
NOTHING = {"description": "Done."}
QUERY = {"name": "dryRun", "in": "query", "schema": {"type": "boolean"}}

CASES = {
    "a field that is gone": (
        document({"Pet": thing(birthDate=STRING, name=STRING)}),
        document({"Pet": thing(name=STRING)}),
        "- `Pet.birth_date` is gone, in `client.pets.make_pet`. Remove what sends or reads it.",
    ),
    "an argument that has to be given": (
        document({"Pet": thing(name=STRING)}, parameters=[QUERY]),
        document({"Pet": thing(name=STRING)}, parameters=[{**QUERY, "required": True}]),
        "- The argument `dry_run` can no longer be left out, in `client.pets.make_pet`. Always give it.",
    ),
    "an argument that is a list": (
        document({"Pet": thing(name=STRING)}, parameters=[{**QUERY, "schema": STRING}]),
        document({"Pet": thing(name=STRING)}, parameters=[{**QUERY, "schema": {"type": "array", "items": STRING}}]),
        "- The argument `dry_run` is a list now, in `client.pets.make_pet`. Give a list of what you gave.",
    ),
    "an argument that is a text": (
        document({"Pet": thing(name=STRING)}, parameters=[QUERY]),
        document({"Pet": thing(name=STRING)}, parameters=[{**QUERY, "schema": STRING}]),
        "- The argument `dry_run` is a text now, in `client.pets.make_pet`. Write what you give as a text.",
    ),
    "a method that is called otherwise": (
        document({"Pet": thing(name=STRING)}),
        document({"Pet": thing(name=STRING)}, operationId="createPet"),
        "- `client.pets.make_pet()` is called `client.pets.create_pet()` now.",
    ),
    "a variant that is gone": (
        document({"Pet": union(cat="Cat", dog="Dog"), "Cat": CAT, "Dog": DOG}),
        document({"Pet": union(cat="Cat"), "Cat": CAT}),
        "- `Pet` no longer has the variant `Dog`, in `client.pets.make_pet`. "
        "Use one of the variants that are left: `Cat`.",
    ),
    "a field of a variant": (
        document({"Pet": union(cat="Cat", dog="Dog"), "Cat": CAT, "Dog": DOG}),
        document({"Pet": union(cat="Cat", dog="Dog"), "Cat": thing("kind", kind={"const": "cat"}), "Dog": DOG}),
        "- `Cat.lives_left` is gone, in `client.pets.make_pet`. Remove what sends or reads it.",
    ),
}


@pytest.mark.parametrize(("base", "head", "line"), CASES.values(), ids=CASES)
def test_what_breaks_is_said_with_what_to_write_instead(base: Any, head: Any, line: str) -> None:
    older, newer = revision(base), revision(head)
    text = render_notes(upgrade_notes(compare(older, newer), older, newer))
    assert line in text.splitlines(), text
    assert text.startswith("### Breaking\n")


def test_the_words_are_about_rules_that_there_are() -> None:
    assert notes._TEXT.keys() | notes._INSTEAD.keys() <= RULES.keys() | PYTHON_RULES.keys()


def test_text_of_a_document_stays_text() -> None:
    hostile = "`Pet` has <script>alert(1)</script> [x](javascript:y)\n# a heading"
    entry = Entry("no-such-rule", "Pet", hostile, Verdict.BREAKING, Verdict.NONE)
    one = revision(document({"Pet": thing(name=STRING)}))
    text = render_notes(upgrade_notes(Comparison("old", "new", [entry]), one, one))
    assert "<script>" not in text
    assert "\\[x\\](javascript:y)" in text  # A bracket with a backslash begins no link.
    assert len(text.splitlines()) == 3


def test_what_is_the_same_in_many_classes_is_said_once() -> None:
    entries = [
        Entry("no-such-rule", name, f"`{name}.extra` is new", Verdict.NONE, Verdict.COMPATIBLE)
        for name in ("Ant", "Bee", "Cow", "Dog")
    ]
    one = revision(document({"Pet": thing(name=STRING)}))
    assert [note.text for note in upgrade_notes(Comparison("old", "new", entries), one, one)] == [
        "`extra` of 4 classes is new"
    ]
    assert len(upgrade_notes(Comparison("old", "new", entries[:3]), one, one)) == 3


def test_what_differs_is_said_of_each() -> None:
    one = revision(document({"Pet": thing(name=STRING)}))
    for places in (
        [f"{name}.extra" for name in ("Ant", "Bee", "Cow", "Dog", "Elk")],
        [f"Pet.{name}" for name in ("age", "color")],
    ):
        entries = [
            Entry(
                "no-such-rule",
                place.partition(".")[0],
                f"`{place}` is at most {most}",
                Verdict.NONE,
                Verdict.COMPATIBLE,
            )
            for most, place in enumerate(places)
        ]
        told = [note.text for note in upgrade_notes(Comparison("old", "new", entries), one, one)]
        assert told == [f"`{place}` is at most {most}" for most, place in enumerate(places)]


def test_what_is_the_same_about_several_fields_methods_or_arguments_is_said_once() -> None:
    page = {"name": "page", "in": "query", "schema": {"type": "integer"}}
    base = document({"Pet": thing(birthDate=STRING, color=STRING, name=STRING)}, parameters=[QUERY, page])
    head = document({"Pet": thing(name=STRING)})
    for name in ("buy", "sell"):
        head["paths"][f"/{name}"] = {"put": {"operationId": name, "tags": ["Shop"], "responses": {"204": NOTHING}}}
    older, newer = revision(base), revision(head)
    said = render_notes(upgrade_notes(compare(older, newer), older, newer)).splitlines()
    where = "in `client.pets.make_pet`"
    assert f"- Each of `birth_date` and `color` of `Pet` is gone, {where}. Remove what sends or reads them." in said
    assert f"- Each of the arguments `dry_run` and `page` is gone, {where}. Don't give them." in said
    assert "- Each of `buy()` and `sell()` of `client.shop` is new." in said
    assert len([line for line in said if line.startswith("- ")]) == 3


def test_what_only_concerns_the_package_itself_is_not_told() -> None:
    one = revision(document({"Pet": thing(name=STRING)}))
    entry = Entry("version-resolved", "Pet", "`a` rather than `b`", Verdict.NONE, Verdict.COMPATIBLE)
    assert upgrade_notes(Comparison("old", "new", [entry]), one, one) == []


def test_a_field_of_a_class_that_is_only_sent_is_called_as_it_is_there() -> None:
    toys = {"type": "array", "items": {"$ref": "#/components/schemas/Toy"}, "writeOnly": True}
    base, head = (
        document({"Pet": thing(name=STRING, toys=toys), "Toy": thing(label={**STRING, "writeOnly": True}, **more)})
        for more in ({"isLoud": {"type": "boolean", "writeOnly": True}}, {})
    )
    older, newer = revision(base), revision(head)
    said = render_notes(upgrade_notes(compare(older, newer), older, newer))
    assert "- `ToyRequest.is_loud` is gone, in `client.pets.make_pet`." in said
