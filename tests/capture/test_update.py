"""A fragment that is brought up to date: structure is upstream's, and what is ours stays ours."""

from __future__ import annotations

import difflib

import pytest
from specloom.capture import Selection
from specloom.prose import Prose

from tests.capture.conftest import Capture
from tests.capture.documents import OURS, UPSTREAM


def changed(before: str, after: str) -> list[str]:
    """The lines that differ, without those of the provenance."""
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    marks = ("# Captured", "# SHA-256", "# Prose", "#")
    return [line for line in lines if line[:1] in "+-" and line[2:] not in marks and not line[2:].startswith(marks[:3])]


@pytest.mark.parametrize("prose", Prose)
def test_nothing_changes_where_nothing_has_changed(captured: Capture, prose: Prose) -> None:
    ours = OURS
    if prose is Prose.UPSTREAM:  # Then what we have no words for is added.
        ours = OURS.replace(
            "  schemas:\n    Pet:\n      type: object\n",
            "  schemas:\n    Pet:\n      type: object\n      description: Mine.\n",
        )
    result = captured(UPSTREAM, ours, prose=prose)
    assert changed(ours, result.text) == []
    assert result.changes == []
    assert captured(UPSTREAM, result.text).text == result.text


def test_the_date_stays_as_long_as_the_source_does(captured: Capture) -> None:
    first = captured(UPSTREAM, OURS).text
    assert captured(UPSTREAM, first.replace("2026-01-02", "2020-02-02")).text == first.replace(
        "2026-01-02", "2020-02-02"
    )
    other = first.replace("0" * 64, "1" * 64)
    assert captured(UPSTREAM, other).text == first


def test_a_new_variant_is_a_few_lines(captured: Capture) -> None:
    cow = "        - $ref: '#/components/schemas/Cow'\n"
    dog = "        - $ref: '#/components/schemas/Dog'\n"
    upstream = UPSTREAM.replace("          dog:", "          cow: '#/components/schemas/Cow'\n          dog:")
    upstream = upstream.replace(f"{dog}      properties", f"{dog}{cow}      properties")
    upstream = upstream.replace("enum: [cat, dog]", "enum: [cat, dog, cow]")
    upstream = upstream.replace(
        "    Owner:\n", "    Cow:\n      allOf:\n        - $ref: '#/components/schemas/Pet'\n    Owner:\n"
    )
    result = captured(upstream, OURS)
    assert changed(OURS, result.text) == [
        "+           cow: '#/components/schemas/Cow'".replace("'", '"'),
        '+         - $ref: "#/components/schemas/Cow"',
        "-           enum: [cat, dog]",
        "+           enum: [cat, dog, cow]",
        "+ ",
        "+     Cow:",
        "+       allOf:",
        '+         - $ref: "#/components/schemas/Pet"',
    ]
    assert [str(change) for change in result.changes] == [
        "+ schema Cow",
        "+ Pet: variant Cow (tag cow)",
        "+ Pet: value cow (of kind)",
    ]


def test_what_upstream_removes_goes_and_our_words_on_it_are_told(captured: Capture) -> None:
    upstream = (
        UPSTREAM.replace("          cat: '#/components/schemas/Cat'\n", "")
        .replace("        - $ref: '#/components/schemas/Cat'\n", "")
    )  # fmt: skip
    result = captured(upstream, OURS)
    assert "Cat" not in result.document["components"]["schemas"]
    told = [text for _, text in result.orphans]
    assert told == ["Our words on lives.", "# The ones with nine lives.", "# As they say."]
    assert "nine lives" not in result.text
    assert "# Which is which." in result.text
    assert {str(change) for change in result.changes} == {"- schema Cat", "- Pet: variant Cat (tag cat)"}
    assert "\n\n\n" not in result.text


def test_our_words_on_an_item_of_a_list_that_goes_are_told(captured: Capture) -> None:
    upstream = UPSTREAM.replace(
        "      operationId: listPets\n", "      operationId: listPets\n      parameters: [AGE]\n"
    )
    age = "{name: age, in: query, schema: {type: integer}}"
    ours = captured(upstream.replace("AGE", age)).text
    assert "- name: age\n" in ours
    ours = ours.replace("- name: age\n", "- name: age\n          description: Our words on age.\n")
    result = captured(upstream.replace("[AGE]", "[]"), ours)
    assert "Our words on age." in [text for _, text in result.orphans]
    assert "Our words on age." not in result.text


def test_only_a_name_is_renamed(captured: Capture) -> None:
    ours = captured(
        UPSTREAM.replace("      operationId: listPets\n", "      operationId: listPets\n      x-level: low\n")
    )
    new = UPSTREAM.replace("      operationId: listPets\n", "      operationId: listPets\n      x-level: high\n")
    assert [str(change) for change in captured(new, ours.text).changes] == [
        '~ allPets: field x-level ("low" -> "high")'
    ]


def test_words_stay_though_upstream_has_others_or_none(captured: Capture) -> None:
    upstream = UPSTREAM.replace("words on", "other words on").replace(
        "          description: Upstream's list.\n", "          description: None.\n"
    )
    result = captured(
        upstream.replace("    description: Upstream's other words on the tag.\n", ""), OURS, prose=Prose.UPSTREAM
    )
    for text in ("Our pets", "Our summary", "Our list.", "Our words on the tag.", "We say no.", "Our words on kinds."):
        assert text in result.text
    assert "description: Upstream's other words on pets." in result.text


def test_values_of_structure_change_where_they_stand(captured: Capture) -> None:
    upstream = UPSTREAM.replace("version: '1'", "version: '2'").replace("name: X-Key", "name: X-New-Key")
    assert changed(OURS, captured(upstream, OURS).text) == [
        "-   version: '1'   # the order of these is ours",
        "+   version: '2'   # the order of these is ours",
        "-     Key: {type: apiKey, in: header, name: X-Key}",
        "+     Key: {type: apiKey, in: header, name: X-New-Key}",
    ]


def test_an_operation_that_is_renamed_keeps_its_words(captured: Capture) -> None:
    upstream = UPSTREAM.replace("operationId: listPets", "operationId: listEveryPet")
    result = captured(upstream, OURS)
    assert changed(OURS, result.text) == ["-       operationId: listPets", "+       operationId: listEveryPet"]
    assert [str(change) for change in result.changes] == ["~ operation allPets (operationId was listPets)"]


def test_a_path_that_is_renamed_keeps_its_words(captured: Capture) -> None:
    result = captured(UPSTREAM.replace("  /pets:", "  /animals:"), OURS)
    assert changed(OURS, result.text) == ["-   /pets:", "+   /animals:"]
    assert [str(change) for change in result.changes] == ["~ path /animals (was /pets)"]
    assert result.orphans == []


def test_a_schema_that_is_renamed_keeps_its_words(captured: Capture) -> None:
    more = "lives: {type: integer, description: Upstream's words on lives.}"
    upstream = UPSTREAM.replace(more, more + "\n            fur: {type: string}")
    ours = captured(upstream, OURS).text
    result = captured(upstream.replace("schemas/Cat'", "schemas/Feline'").replace("    Cat:", "    Feline:"), ours)
    assert {line[2:].strip() for line in changed(ours, result.text)} == {
        "cat: '#/components/schemas/Cat'",
        "cat: '#/components/schemas/Feline'",
        "- $ref: '#/components/schemas/Cat'   # purrs",
        "- $ref: '#/components/schemas/Feline'   # purrs",
        "Cat:",
        "Feline:",
    }
    assert [str(change) for change in result.changes] == ["~ schema Feline (was Cat)"]
    assert result.orphans == []


def test_operations_can_be_added_and_dropped(captured: Capture) -> None:
    more = captured(UPSTREAM, OURS, Selection(operations=("deletePet",)))
    assert list(more.document["paths"]) == ["/pets", "/pets/{id}"]
    assert [str(change) for change in more.changes] == ["+ operation deletePet (DELETE /pets/{id})"]
    assert "Our summary" in more.text
    only = captured(UPSTREAM, more.text, Selection(operations=("deletePet",)), only=True)
    assert list(only.document["paths"]) == ["/pets/{id}"]
    assert "- operation allPets (GET /pets)" in [str(change) for change in only.changes]
    assert ("Our summary") in [text for _, text in only.orphans]


def test_how_it_was_captured_is_remembered(captured: Capture) -> None:
    first = captured(UPSTREAM, prose=Prose.UPSTREAM).text
    upstream = UPSTREAM.replace(
        "        name: {type: string}\n",
        "        name: {type: string}\n        age: {type: integer, description: Upstream counts.}\n",
    )
    assert "Upstream counts." in captured(upstream, first).text
    assert "Upstream counts." not in captured(upstream, first, prose=Prose.NONE).text


def test_line_ends_and_indentation_are_ours(captured: Capture) -> None:
    ours = OURS.replace("servers:\n  -", "servers:\n-").replace("\n", "\r\n")
    upstream = UPSTREAM.replace(
        "  - url: https://pets.example\n", "  - url: https://pets.example\n  - url: https://two.example\n"
    )
    text = captured(upstream, ours).text
    assert "servers:\r\n- url: https://pets.example\r\n- url: https://two.example\r\n" in text
    assert "\n" not in text.replace("\r\n", "")
