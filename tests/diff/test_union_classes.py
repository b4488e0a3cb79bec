"""The classes of changes of unions, each told from the others."""

import pytest
from specloom.diff.rule import B, C, N, W
from specloom.diff.rulebook.examples import thing, variant
from specloom.schemas import ref_to

from tests.diff.classes import (
    BOTH,
    CAT,
    DOG,
    LOOSE_CAT,
    LOOSE_DOG,
    PLAIN,
    STRING,
    Case,
    base_union,
    case,
    check_class,
    of,
    pets,
)
from tests.diff.comparing import compared, things

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
        "tag renamed, where the mapping alone knows it",
        "union-tag-renamed",
        of(
            pets({"cat": "Cat", "dog": "Dog"}, Cat=LOOSE_CAT, Dog=LOOSE_DOG),
            pets({"cat": "Cat", "hound": "Dog"}, Cat=LOOSE_CAT, Dog=LOOSE_DOG),
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
        "alternative added beside texts, which its constant tells from the other",
        "union-alternative-added",
        of(
            {"Pet": {"anyOf": [STRING, {"$ref": ref_to("Cat")}]}, "Cat": CAT},
            {"Pet": {"anyOf": [STRING, {"$ref": ref_to("Cat")}, {"$ref": ref_to("Dog")}]}, "Cat": CAT, "Dog": DOG},
        ),
        (C, W),
        C,
        closed=(C, B),
    ),
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
]


@pytest.mark.parametrize("change", CASES)
def test_class_is_told_from_the_others_and_judged_in_each_direction(change: Case) -> None:
    check_class(change)


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
