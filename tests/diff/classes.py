"""What the tests of the change classes share: a class with its verdicts, for the wire, open and closed, in both
directions, for the source, and under the policy of MongoDB."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from specloom.diff.entries import Direction, Verdict
from specloom.diff.rulebook.examples import document, schemas, thing, union, variant

from tests.diff.comparing import Json, compared, wire

STRING: Json = {"type": "string"}
Wire = tuple[Verdict | None, Verdict | None]
"""The verdicts for requests and for responses; None where the change doesn't show."""


@dataclass(frozen=True)
class Case:
    """One class of changes."""

    name: str
    rule: str
    base: Json
    head: Json
    open: Wire
    source: Verdict
    closed: Wire | None = None
    mongodb: Wire | None = None
    also: frozenset[str] = frozenset()
    config: Json = field(default_factory=dict)
    today: str = ""


def base_union(tags: list[str], enum: list[str] | None = None, name: str = "Connection", **variants: Json) -> Json:
    """A union as Atlas writes them: a base class that lists the variants, which extend it; the tag is optional."""
    mapping = {tag: f"#/components/schemas/{tag}Connection" for tag in tags}
    base = {
        "type": "object",
        "properties": {"type": {"type": "string", "enum": enum or tags}, "name": STRING},
        "oneOf": [{"$ref": target} for target in mapping.values()],
        "discriminator": {"propertyName": "type", "mapping": mapping},
    }
    made = {
        f"{tag}Connection": {
            "allOf": [{"$ref": f"#/components/schemas/{name}"}, variants.get(tag, thing(**{f"of{tag}": STRING}))]
        }
        for tag in tags
    }
    return {name: base, **made}


def pets(mapping: dict[str, str], tag: str = "kind", **components: Json) -> Json:
    return {"Pet": union(mapping, tag), **components}


CAT, DOG = variant("cat", lives={"type": "integer"}), variant("dog", tail=STRING)
LOOSE_CAT, LOOSE_DOG = variant(lives={"type": "integer"}), variant(tail=STRING)
BOTH = pets({"cat": "Cat", "dog": "Dog"}, Cat=CAT, Dog=DOG)
PLAIN = {"Pet": {"oneOf": union({"cat": "Cat", "dog": "Dog"})["oneOf"]}, "Cat": CAT, "Dog": DOG}
ENUM: Json = {"type": "string", "enum": ["a", "b"]}
READ, WRITE = {**STRING, "readOnly": True}, {**STRING, "writeOnly": True}
PINNED: Json = {"api_version": "2025-01-01", "media_types": {"dated": "application/vnd.things.{version}+{suffix}"}}


def of(base: Json, head: Json) -> tuple[Json, Json]:
    """Two documents of component schemas."""
    return schemas(base, head).documents()


def whole(base: Json, head: Json) -> tuple[Json, Json]:
    """Two documents."""
    return document(base, head).documents()


def case(
    name: str, rule: str, documents: tuple[Json, Json], open_: Wire, source: Verdict, *also: str, **more: Any
) -> Any:
    return pytest.param(Case(name, rule, *documents, open_, source, also=frozenset(also), **more), id=name)


def inside(base: Json, head: Json) -> tuple[Json, Json]:
    """An object in one variant of a union."""
    return of(
        pets({"cat": "Cat", "dog": "Dog"}, Cat=CAT, Dog=variant("dog", **base)),
        pets({"cat": "Cat", "dog": "Dog"}, Cat=CAT, Dog=variant("dog", **head)),
    )


def required(*labels: str, **properties: Json) -> tuple[Json, list[str]]:
    return properties, list(labels)


def objects(base: Json, head: Json) -> tuple[Json, Json]:
    return of({"Thing": base}, {"Thing": head})


def check_class(change: Case) -> None:
    """Find a class told from the others, and judged in each direction."""
    for settings, expected in [
        ({}, change.open),
        ({"unions": "closed"}, change.closed or change.open),
        ({"policy": "mongodb"}, change.mongodb),
    ]:
        if expected is None:
            continue
        comparison = compared(change.base, change.head, change.config, change.today, **settings)
        rules = {entry.rule for entry in comparison.entries}
        assert rules == {change.rule} | change.also, settings
        for entry in comparison.entries:
            if entry.rule != change.rule:
                continue
            about_values = Direction.NEITHER not in dict(entry.directions)
            found = (wire(entry, Direction.REQUEST), wire(entry, Direction.RESPONSE))
            assert (found if about_values else (wire(entry, Direction.NEITHER), None)) == expected, settings
            assert entry.source is change.source
