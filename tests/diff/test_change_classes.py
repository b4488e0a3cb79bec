"""The classes of changes that have to be told apart, each with its verdicts: for the wire, open and closed, in both
directions, for the source, and under the policy of MongoDB."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from specloom.diff.entries import Direction, Verdict
from specloom.diff.rule import B, C, N, W
from specloom.diff.rulebook.examples import answer, dated, document, requests, schemas, thing, union, variant

from tests.diff.comparing import Json, compared, things, wire

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


CASES = [
    case(
        "variant added",
        "union-variant-added",
        of(base_union(["Kafka"]), base_union(["Kafka", "S3"])),
        (C, C),
        C,
        closed=(C, B),
        mongodb=(C, C),
    ),
    case(
        "variant added whose tag is not in the enum",
        "union-variant-added-unlisted",
        of(base_union(["Kafka"]), base_union(["Kafka", "S3"], ["Kafka"])),
        (C, W),
        C,
        closed=(C, B),
        mongodb=(C, C),
    ),
    case(
        "variant removed",
        "union-variant-removed",
        of(base_union(["Kafka", "S3"]), base_union(["Kafka"])),
        (B, C),
        B,
        mongodb=(B, C),
    ),
    case(
        "variant renamed, tag and schema",
        "union-variant-renamed",
        of(
            base_union(["Kafka", "WebAPI"], WebAPI=thing(url=STRING, headers=STRING, wait=STRING)),
            base_union(["Kafka", "Https"], Https=thing(url=STRING, headers=STRING)),
        ),
        (B, W),
        B,
        closed=(B, B),
        mongodb=(B, W),
    ),
    case(
        "schema renamed, same content and tag",
        "schema-renamed",
        of(BOTH, pets({"cat": "Cat", "dog": "Hound"}, Cat=CAT, Hound=DOG)),
        (N, N),
        B,
    ),
    case(
        "tag renamed, same schema",
        "union-tag-renamed",
        of(
            pets({"cat": "Cat", "dog": "Dog"}, Cat=CAT, Dog=DOG),
            pets({"cat": "Cat", "hound": "Dog"}, Cat=CAT, Dog=variant("hound", tail=STRING)),
        ),
        (B, W),
        W,
        closed=(B, B),
        mongodb=(C, C),
    ),
    case(
        "mapping key added",
        "union-tag-added",
        of(BOTH, pets({"cat": "Cat", "dog": "Dog", "hound": "Dog"}, Cat=CAT, Dog=variant("dog", "hound", tail=STRING))),
        (C, W),
        C,
        closed=(C, B),
        mongodb=(C, C),
    ),
    case(
        "mapping key removed, variant stays",
        "union-tag-removed",
        of(pets({"cat": "Cat", "dog": "Dog", "hound": "Dog"}, Cat=CAT, Dog=variant("dog", "hound", tail=STRING)), BOTH),
        (B, C),
        W,
        mongodb=(C, C),
    ),
    case(
        "mapping target changed to a narrower schema",
        "union-target-changed",
        of(
            pets({"cat": "Cat", "dog": "Dog"}, Cat=LOOSE_CAT, Dog=LOOSE_DOG),
            pets({"cat": "Dog", "dog": "Cat"}, Cat=LOOSE_CAT, Dog=LOOSE_DOG),
        ),
        (B, B),
        B,
        mongodb=(C, C),
    ),
    case(
        "mapping targets swapped that take the same",
        "union-target-changed",
        of(
            pets({"cat": "Cat", "dog": "Dog"}, Cat=variant(name=STRING), Dog=variant(name=STRING)),
            pets({"cat": "Dog", "dog": "Cat"}, Cat=variant(name=STRING), Dog=variant(name=STRING)),
        ),
        (C, C),
        B,
    ),
    case(
        "variant split in two that take the same",
        "union-variant-split",
        of(
            pets({"cat": "Cat", "dog": "Other", "hen": "Other"}, Cat=CAT, Other=variant("dog", "hen", tail=STRING)),
            pets(
                {"cat": "Cat", "dog": "Dog", "hen": "Hen"},
                Cat=CAT,
                Dog=variant("dog", tail=STRING),
                Hen=variant("hen", tail=STRING),
            ),
        ),
        (C, C),
        B,
        mongodb=(C, C),
    ),
    case(
        "variant split in two, one of which needs more",
        "union-variant-split",
        of(
            pets({"cat": "Cat", "dog": "Other", "hen": "Other"}, Cat=CAT, Other=variant("dog", "hen", tail=STRING)),
            pets(
                {"cat": "Cat", "dog": "Dog", "hen": "Hen"},
                Cat=CAT,
                Dog=variant("dog", tail=STRING),
                Hen={**variant("hen", tail=STRING, eggs=STRING), "required": ["kind", "eggs"]},
            ),
        ),
        (B, C),
        B,
    ),
    case(
        "discriminator property changed, schemas unchanged",
        "union-discriminator-changed",
        of(
            pets({"cat": "Cat", "dog": "Dog"}, Cat=variant("cat", sort=STRING), Dog=variant("dog", sort=STRING)),
            pets(
                {"cat": "Cat", "dog": "Dog"}, "sort", Cat=variant("cat", sort=STRING), Dog=variant("dog", sort=STRING)
            ),
        ),
        (B, B),
        B,
    ),
    case(
        "discriminator property renamed",
        "union-discriminator-renamed",
        of(
            BOTH,
            pets(
                {"cat": "Cat", "dog": "Dog"},
                "sort",
                Cat=variant("cat", tag="sort", lives={"type": "integer"}),
                Dog=variant("dog", tag="sort", tail=STRING),
            ),
        ),
        (B, B),
        B,
    ),
    case(
        "discriminator added to a plain union", "union-discriminator-added", of(PLAIN, BOTH), (C, C), W, mongodb=(C, C)
    ),
    case("discriminator removed", "union-discriminator-removed", of(BOTH, PLAIN), (C, W), B),
    case(
        "tag enum value added, no variant",
        "union-tag-listed",
        of(base_union(["Kafka", "S3"]), base_union(["Kafka", "S3"], ["Kafka", "S3", "Sample"])),
        (C, W),
        C,
        closed=(C, B),
        mongodb=(C, C),
    ),
    case(
        "tag enum value removed, variant kept",
        "union-tag-unlisted",
        of(base_union(["Kafka", "S3"]), base_union(["Kafka", "S3"], ["Kafka"])),
        (B, C),
        C,
        mongodb=(B, B),
    ),
    case(
        "value added to another enum in a variant",
        "enum-value-added",
        inside({"size": {"type": "string", "enum": ["a"]}}, {"size": ENUM}),
        (C, W),
        C,
        closed=(C, B),
        mongodb=(C, C),
    ),
    case(
        "value removed from another enum in a variant",
        "enum-value-removed",
        inside({"size": ENUM}, {"size": {"type": "string", "enum": ["a"]}}),
        (B, C),
        B,
        mongodb=(B, B),
    ),
    case(
        "enum value added at the root of a response",
        "enum-value-added",
        (things(request=False, Size={"type": "string", "enum": ["a"]}), things(request=False, Size=ENUM)),
        (None, W),
        C,
        closed=(None, B),
        mongodb=(None, C),
    ),
    case(
        "optional property added",
        "property-added",
        inside({"a": STRING}, {"a": STRING, "b": STRING}),
        (C, C),
        C,
        mongodb=(C, C),
    ),
    case(
        "required property added",
        "required-property-added",
        objects(thing(a=STRING), thing(["b"], a=STRING, b=STRING)),
        (B, C),
        B,
        mongodb=(B, C),
    ),
    case(
        "required property added that is read-only",
        "required-property-added",
        objects(thing(a=STRING), thing(["b"], a=STRING, b=READ)),
        (None, C),
        C,
        "request-class-split",
    ),
    case(
        "required property added that has a default",
        "required-property-with-default-added",
        objects(thing(a=STRING), thing(["b"], a=STRING, b={**STRING, "default": "x"})),
        (W, C),
        W,
    ),
    case(
        "property removed",
        "property-removed",
        objects(thing(a=STRING, b=STRING), thing(a=STRING)),
        (W, B),
        B,
        mongodb=(B, B),
    ),
    case(
        "property removed from a closed object",
        "property-forbidden",
        objects(thing(None, True, a=STRING, b=STRING), thing(None, True, a=STRING)),
        (B, B),
        B,
        mongodb=(B, B),
    ),
    case(
        "optional to required",
        "property-became-required",
        objects(thing(a=STRING), thing(["a"], a=STRING)),
        (B, C),
        B,
        mongodb=(B, C),
    ),
    case(
        "optional to required, read-only",
        "property-became-required",
        objects(thing(a=READ, b=STRING), thing(["a"], a=READ, b=STRING)),
        (None, C),
        C,
    ),
    case(
        "required to optional", "property-became-optional", objects(thing(["a"], a=STRING), thing(a=STRING)), (C, B), B
    ),
    case(
        "type changed",
        "type-changed",
        objects(thing(a=STRING), thing(a={"type": "integer"})),
        (B, B),
        B,
        mongodb=(B, B),
    ),
    case(
        "optional writable to read-only",
        "property-became-read-only",
        objects(thing(a=STRING, b=STRING), thing(a=STRING, b=READ)),
        (W, None),
        B,
    ),
    case(
        "required writable to read-only",
        "required-property-became-read-only",
        objects(thing(["b"], a=STRING, b=STRING), thing(["b"], a=STRING, b=READ)),
        (W, None),
        B,
        mongodb=(C, None),
    ),
    case(
        "read-only to writable, optional",
        "property-became-writable",
        objects(thing(a=STRING, b=READ), thing(a=STRING, b=STRING)),
        (C, None),
        C,
        "request-class-joined",
        mongodb=(C, None),
    ),
    case(
        "read-only to writable, required",
        "required-property-became-writable",
        objects(thing(["b"], a=STRING, b=READ), thing(["b"], a=STRING, b=STRING)),
        (B, None),
        B,
        "request-class-joined",
    ),
    case(
        "normal to write-only",
        "property-became-write-only",
        objects(thing(a=STRING, b=STRING), thing(a=STRING, b=WRITE)),
        (None, B),
        B,
    ),
    case(
        "write-only to normal",
        "property-became-readable",
        objects(thing(a=STRING, b=WRITE), thing(a=STRING, b=STRING)),
        (None, C),
        C,
        "request-class-joined",
    ),
    case(
        "union that a property holds becomes read-only at its root",
        "property-became-read-only",
        of(
            {"Thing": thing(a=STRING, pet={"$ref": "#/components/schemas/Pet"}), **BOTH},
            {
                "Thing": thing(a=STRING, pet={"$ref": "#/components/schemas/Pet"}),
                **BOTH,
                "Pet": {**BOTH["Pet"], "readOnly": True},
            },
        ),
        (W, None),
        B,
    ),
    case(
        "object becomes a union that takes it",
        "schema-became-union",
        of({"Pet": CAT}, BOTH),
        (C, W),
        B,
        closed=(C, B),
        mongodb=(C, C),
    ),
    case(
        "object becomes a union of which it is the base, its tag stays valid",
        "schema-became-union",
        of(
            {"Connection": thing(type={"type": "string", "enum": ["Kafka"]}, name=STRING)},
            base_union(["Kafka", "S3"], Kafka=thing(topic=STRING)),
        ),
        (C, W),
        B,
        closed=(C, B),
        mongodb=(C, C),
    ),
    case(
        "object becomes a union of which it is the base, its tag is gone",
        "schema-became-union",
        of(
            {"Connection": thing(type={"type": "string", "enum": ["Sample"]}, name=STRING)},
            base_union(["Kafka", "S3"], Kafka=thing(topic=STRING)),
        ),
        (B, B),
        B,
    ),
    case(
        "object becomes a union that refuses it",
        "schema-became-union",
        of({"Pet": variant("hen", eggs=STRING)}, BOTH),
        (B, B),
        B,
    ),
    case("union becomes one object", "union-became-schema", of(BOTH, {"Pet": CAT}), (B, C), B),
    case(
        "date added",
        "version-added",
        whole(dated(v2024_01_01={}), dated(v2024_01_01={}, v2025_02_01={})),
        (C, None),
        N,
        config=PINNED,
    ),
    case(
        "date removed",
        "version-removed",
        whole(dated(v2024_01_01={}, v2025_01_01={}), dated(v2024_01_01={})),
        (B, None),
        N,
        config=PINNED,
    ),
    case(
        "date removed that others are pinned to",
        "other-version-removed",
        whole(dated(v2024_01_01={}, v2025_01_01={}), dated(v2025_01_01={})),
        (W, None),
        N,
        config=PINNED,
    ),
    case(
        "date removed after its last day",
        "version-removed-after-sunset",
        whole(dated(v2024_01_01={"x-sunset": "2024-12-31"}, v2025_01_01={}), dated(v2025_01_01={})),
        (C, None),
        N,
        config=PINNED,
        today="2025-01-01",
    ),
    case(
        "date removed on the eve of its last day",
        "other-version-removed",
        whole(dated(v2024_01_01={"x-sunset": "2024-12-31"}, v2025_01_01={}), dated(v2025_01_01={})),
        (W, None),
        N,
        config=PINNED,
        today="2024-12-30",
    ),
    case(
        "date replaced, schemas compared",
        "version-replaced",
        whole(dated(v2024_01_01={}), dated(v2024_06_01={"schema": thing()})),
        (B, None),
        N,
        "property-removed",
        config=PINNED,
    ),
    case(
        "preview added",
        "preview-added",
        whole(dated(v2024_01_01={}), dated(v2024_01_01={}, preview={})),
        (C, None),
        N,
        config=PINNED,
    ),
    case(
        "preview changed",
        "preview-changed",
        whole(dated(v2024_01_01={}, preview={}), dated(v2024_01_01={}, preview={"schema": thing()})),
        (C, None),
        N,
        config=PINNED,
    ),
    case(
        "preview removed",
        "preview-removed",
        whole(dated(v2024_01_01={}, preview={}), dated(v2024_01_01={})),
        (W, None),
        N,
        config=PINNED,
    ),
    case(
        "preview becomes stable",
        "version-promoted",
        whole(dated(v2024_01_01={}, preview={}), dated(v2024_01_01={}, v2025_02_01={})),
        (C, None),
        N,
        config=PINNED,
    ),
    case(
        "plain media type gets a date",
        "media-type-dated",
        whole(
            requests(("get", "/things", answer({"application/json": {"schema": thing(name=STRING)}}))),
            dated(v2024_01_01={}),
        ),
        (None, W),
        N,
        config=PINNED,
    ),
    case(
        "last day announced",
        "sunset-added",
        whole(dated(v2024_01_01={}), dated(v2024_01_01={"x-sunset": "2026-01-01"})),
        (C, None),
        C,
        config=PINNED,
    ),
    case(
        "last day moved earlier",
        "sunset-moved-earlier",
        whole(dated(v2024_01_01={"x-sunset": "2026-01-01"}), dated(v2024_01_01={"x-sunset": "2025-07-01"})),
        (W, None),
        C,
        config=PINNED,
    ),
    case(
        "last day withdrawn",
        "sunset-removed",
        whole(dated(v2024_01_01={"x-sunset": "2026-01-01"}), dated(v2024_01_01={})),
        (C, None),
        C,
        config=PINNED,
        mongodb=(B, None),
    ),
    case(
        "operationId renamed, the extension keeps the method",
        "operation-id-changed",
        whole(
            requests(("get", "/things", {"operationId": "listThings"})),
            requests(("get", "/things", {"operationId": "listGroupThings", "x-method": "listThings"})),
        ),
        (N, None),
        C,
        config={"naming": {"operation_id": "x-method"}},
    ),
    case(
        "operationId renamed",
        "operation-renamed",
        whole(
            requests(("get", "/things", {"operationId": "listThings"})),
            requests(("get", "/things", {"operationId": "listGroupThings"})),
        ),
        (N, None),
        B,
        mongodb=(B, None),
    ),
]


@pytest.mark.parametrize("change", CASES)
def test_class_is_told_from_the_others_and_judged_in_each_direction(change: Case) -> None:
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


def test_variant_is_one_entry_however_many_operations_and_places_show_it() -> None:
    """The union is in two operations, in a list, in both directions; the variant is in oneOf, mapping and enum."""
    paths = {}
    for path in ("/connections", "/others"):
        content = {"application/json": {"schema": {"$ref": "#/components/schemas/Connection"}}}
        many = {"application/json": {"schema": {"type": "array", "items": {"$ref": "#/components/schemas/Connection"}}}}
        made = {"requestBody": {"content": content}, "responses": {"200": {"description": "", "content": content}}}
        listed = {"responses": {"200": {"description": "", "content": many}}}
        paths[path] = {
            "post": {"operationId": f"make{path[1:]}", **made},
            "get": {"operationId": f"list{path[1:]}", **listed},
        }
    documents = [
        {
            "openapi": "3.0.3",
            "info": {"title": "", "version": ""},
            "paths": paths,
            "components": {"schemas": base_union(tags)},
        }
        for tags in (["Kafka", "Cluster"], ["Kafka", "Cluster", "S3"])
    ]

    (entry,) = compared(*documents).entries

    assert (entry.rule, entry.subject, entry.union, entry.tag) == (
        "union-variant-added",
        "Connection",
        "Connection",
        "S3",
    )
    assert set(entry.parts) == {"oneOf", "mapping", "tag enum"}
    assert [(site.operation, str(site.direction), site.place) for site in entry.sites] == [
        ("GET /connections", "response", "200"),
        ("GET /others", "response", "200"),
        ("POST /connections", "request", "body"),
        ("POST /connections", "response", "200"),
        ("POST /others", "request", "body"),
        ("POST /others", "response", "200"),
    ]
    assert entry.head.pointer == ("components", "schemas", "Connection")


def test_property_of_a_base_class_is_one_entry_for_all_that_extend_it() -> None:
    base, head = base_union(["Kafka", "Cluster", "S3"]), base_union(["Kafka", "Cluster", "S3"])
    head["Connection"]["properties"]["region"] = STRING

    (entry,) = compared(things(**base), things(**head)).entries

    assert (entry.rule, entry.subject) == ("property-added", "Connection.region")
    assert entry.head.pointer == ("components", "schemas", "Connection", "properties", "region")
