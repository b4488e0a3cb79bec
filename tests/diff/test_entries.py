"""What an entry says besides its verdicts: where things stand in the files, and what the settings made of it."""

from dataclasses import replace
from pathlib import Path

import pytest
from specloom.config import PackageConfig
from specloom.diff.compare import compare
from specloom.diff.entries import Comparison, Entry, UnionView, Verdict
from specloom.diff.revision import make_revision
from specloom.diff.rulebook.examples import STRING, thing, union, variant
from specloom.diff.settings import Settings
from specloom.inputs import load_file

from tests.diff.comparing import Json, compared, document, of_rule, revision, things

FRAGMENT = """\
openapi: 3.0.3
info: {title: Pets, version: "1"}
paths:
  /pets:
    parameters:
      - {name: size, in: query, schema: {type: integer, maximum: 9}}
    post:
      operationId: makePet
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                pet:
                  $ref: "#/components/schemas/Pet"
      responses:
        "200":
          description: Done.
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/Pet"
components:
  schemas:
    Base:
      type: object
      properties:
        name: {type: string, maxLength: 9}
    Pet:
      allOf:
        - $ref: "#/components/schemas/Base"
        - type: object
          properties:
            tags:
              type: array
              items:
                type: string
                enum: [a, b]
"""


def read(tmp_path: Path, old: str = "", new: str = "") -> Comparison:
    """Compare the fragment with what it becomes by one replacement, as files."""
    revisions = []
    for name, text in (("old", FRAGMENT), ("new", FRAGMENT.replace(old, new, 1) if old else FRAGMENT)):
        path = tmp_path / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
        source = load_file(path, None, PackageConfig.default("pets", version="1"))
        revisions.append(make_revision(name, source.document, source.config, source.fragment.locate))
    return compare(revisions[0], revisions[1])


@pytest.mark.parametrize(
    ("old", "new", "rule", "subject", "line"),
    [
        ("maxLength: 9", "maxLength: 5", "max-length-narrowed", "Base.name", "        name: {type"),
        ("[a, b]", "[a]", "enum-value-removed", "Pet.tags[]", "              items:"),
        ("maximum: 9", "maximum: 5", "maximum-narrowed", "/pets query parameter size", "{name: size"),
        (
            'pet:\n                  $ref: "#/components/schemas/Pet"',
            "pet:\n                  type: string",
            "type-changed",
            "POST /pets body.pet",
            "                pet:",
        ),
    ],
)
def test_entry_says_where_it_stands_in_both_files(
    tmp_path: Path, old: str, new: str, rule: str, subject: str, line: str
) -> None:
    (entry,) = of_rule(read(tmp_path, old, new), rule)

    assert entry.subject == subject
    for side, name in ((entry.base, "old"), (entry.head, "new")):
        assert side.location is not None
        assert side.location.file.name == f"{name}.yaml"
        text = (tmp_path / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
        assert line in text[side.location.line - 1] or "Pet:" in text[side.location.line - 1]


def test_side_without_a_thing_points_to_where_it_would_be(tmp_path: Path) -> None:
    (entry,) = read(
        tmp_path,
        "        name: {type: string, maxLength: 9}",
        "        name: {type: string, maxLength: 9}\n        age: {type: integer}",
    ).entries

    assert (entry.rule, entry.subject, entry.base.value) == ("property-added", "Base.age", None)
    assert entry.head.pointer == ("components", "schemas", "Base", "properties", "age")
    assert entry.head.location is not None
    assert entry.base.location is not None


def test_settings_are_part_of_the_comparison() -> None:
    comparison = compared(
        things(Thing=STRING), things(Thing=STRING), unions="closed", policy="mongodb", today="2025-01-02"
    )

    assert comparison.policy == {"unions": "closed", "policy": "mongodb", "today": "2025-01-02"}


def test_package_can_adjust_every_entry() -> None:
    def accept(entry: Entry) -> Entry:
        return replace(entry, accepted="nobody uses it", wire=Verdict.COMPATIBLE)

    base, head = revision(things(Thing=thing(a=STRING))), revision(things(Thing=thing(["a"], a=STRING)))

    assert compare(base, head).worst() is Verdict.BREAKING
    accepted = compare(base, head, Settings(adjust=accept))
    assert accepted.worst() is Verdict.NONE
    assert [entry.wire for entry in accepted.entries] == [Verdict.COMPATIBLE]


def test_entries_come_worst_first_and_each_once() -> None:
    base = things(Thing=thing(a=STRING, b=STRING, c=STRING))
    head = things(Thing=thing(["b"], b=STRING, c={**STRING, "maxLength": 3}, d=STRING))

    entries = compared(base, head).entries

    assert [entry.verdict.rank for entry in entries] == sorted(entry.verdict.rank for entry in entries)
    keys = [(entry.rule, entry.subject, entry.detail, entry.wire, entry.source) for entry in entries]
    assert len(keys) == len(set(keys)) == 4


def test_same_comparison_gives_the_same_entries() -> None:
    base = things(Thing=thing(a=STRING), Other=thing(b=STRING))
    head = things(Thing=thing(["x", "y"], x=STRING, y=STRING))

    assert compared(base, head).entries == compared(base, head).entries


def test_union_is_shown_with_its_variants_on_both_sides() -> None:
    def pets(**tags: str) -> Json:
        return things(Pet=union(tags), **{name: variant(tag, **{tag: STRING}) for tag, name in tags.items()})

    (view,) = compared(pets(cat="Cat", dog="Dog"), pets(cat="Cat", hen="Hen")).unions

    assert view == UnionView("Pet", "kind", {"cat": ("Cat", "Cat"), "dog": ("Dog", None), "hen": (None, "Hen")})


def test_security_is_compared_by_what_is_sent() -> None:
    def secured(name: str, scheme: Json) -> Json:
        operation = {"operationId": "get", "security": [{name: []}], "responses": {"204": {"description": ""}}}
        result = document({"/things": {"get": operation}})
        result["components"]["securitySchemes"] = {name: scheme}
        return result

    key = {"type": "apiKey", "in": "header", "name": "X-Key"}
    same = {"type": "apiKey", "in": "header", "name": "x-key", "description": "Ask us for one."}
    assert compared(secured("key", key), secured("key", same)).entries == []
    rules = [entry.rule for entry in compared(secured("key", key), secured("key", {**key, "in": "query"})).entries]
    assert rules == ["security-scheme-changed"]
