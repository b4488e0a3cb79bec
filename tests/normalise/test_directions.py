"""Requests and responses apart: what differs between them splits, what doesn't stays one."""

from typing import Any

import pytest
from specloom.keeping import Keeper
from specloom.normalise.directions import Direction, direction_at, split_directions

from tests.normalise.tables import schemas, table

A = {"$ref": "#/components/schemas/A"}


@table(
    "given expected",
    same="""
        {A: {type: object, properties: {x: {}}}, Unused: {type: object}}
        ---
        {A: {type: object, properties: {x: {}}}, request: @A}
    """,
    read_only="""
        {A: {type: object, required: [id, x], properties: {id: {type: string, readOnly: true}, x: {type: string}}}}
        ---
        A: {type: object, required: [id, x], properties: {id: {type: string, readOnly: true}, x: {type: string}}}
        ARequest: {type: object, properties: {x: {type: string}}, required: [x]}
        request: @ARequest
    """,
    write_only="""
        {A: {type: object, properties: {p: {type: string, writeOnly: true}, x: {}}}}
        ---
        A: {type: object, properties: {x: {}}}
        ARequest: {type: object, properties: {p: {type: string, writeOnly: true}, x: {}}}
        request: @ARequest
    """,
    deep_inside="""
        A: {type: object, properties: {b: @B, d: @D}}
        B: {type: object, properties: {c: {type: array, items: @C}}}
        C: {type: object, properties: {id: {readOnly: true}, y: {}}}
        D: {type: object, properties: {z: {}}}
        ---
        A: {type: object, properties: {b: @B, d: @D}}
        ARequest: {type: object, properties: {b: @BRequest, d: @D}}
        B: {type: object, properties: {c: {type: array, items: @C}}}
        BRequest: {type: object, properties: {c: {type: array, items: @CRequest}}}
        C: {type: object, properties: {id: {readOnly: true}, y: {}}}
        CRequest: {type: object, properties: {y: {}}}
        D: {type: object, properties: {z: {}}}
        request: @ARequest
    """,
    in_both_ways="""
        {A: {type: object, properties: {x: {readOnly: true, writeOnly: true}}}}
        ---
        {A: {type: object, properties: {x: {readOnly: true, writeOnly: true}}}, request: @A}
    """,
    flag_on_a_component="""
        {A: {type: object, properties: {b: @B, x: {}}}, B: {type: object, readOnly: true, properties: {y: {}}}}
        ---
        A: {type: object, properties: {b: {$ref: %B, readOnly: true}, x: {}}}
        ARequest: {type: object, properties: {x: {}}}
        B: {type: object, properties: {y: {}}}
        request: @ARequest
    """,
    flag_on_the_body="""
        {A: {type: object, readOnly: true, properties: {x: {}}}}
        ---
        {A: {type: object, properties: {x: {}}}, request: @A}
    """,
    tag="""
        A: {oneOf: [@B], discriminator: {propertyName: k, mapping: {b: %B}}}
        B: {type: object, required: [k], properties: {k: {const: b, readOnly: true}, id: {readOnly: true}}}
        ---
        A: {oneOf: [@B], discriminator: {propertyName: k, mapping: {b: %B}}}
        ARequest: {oneOf: [@BRequest], discriminator: {propertyName: k, mapping: {b: %BRequest}}}
        B: {type: object, required: [k], properties: {k: {const: b, readOnly: true}, id: {readOnly: true}}}
        BRequest: {type: object, properties: {k: {const: b, readOnly: true}}, required: [k]}
        request: @ARequest
    """,
    nothing_left="""
        {A: {type: object, properties: {b: @B}}, B: {type: object, properties: {id: {readOnly: true}}}}
        ---
        A: {type: object, properties: {b: @B}}
        ARequest: {type: object, properties: {b: @BRequest}}
        B: {type: object, properties: {id: {readOnly: true}}}
        BRequest: {type: object, properties: {}, additionalProperties: false}
        request: @ARequest
    """,
    only_a_hidden_property_holds_it="""
        {A: {type: object, properties: {b: {readOnly: true, allOf: [@B]}}}, B: {type: object}}
        ---
        A: {type: object, properties: {b: {readOnly: true, allOf: [@B]}}}
        ARequest: {type: object, properties: {}, additionalProperties: false}
        B: {type: object}
        request: @ARequest
    """,
    name_taken="""
        A: {type: object, properties: {id: {readOnly: true}, b: @ARequest}}
        ARequest: {type: object, properties: {x: {}}}
        ---
        A: {type: object, properties: {id: {readOnly: true}, b: @ARequest}}
        ARequest: {type: object, properties: {x: {}}}
        ARequestBody: {type: object, properties: {b: @ARequest}}
        request: @ARequestBody
    """,
    itself="""
        {A: {type: object, properties: {next: @A, id: {readOnly: true}}}}
        ---
        A: {type: object, properties: {next: @A, id: {readOnly: true}}}
        ARequest: {type: object, properties: {next: @ARequest}}
        request: @ARequest
    """,
)
def test_split(given: Any, expected: Any) -> None:
    result = split_directions(schemas(given, request=A, response=A), Keeper())
    request, response = result.elsewhere.values()
    assert {**result.components, "request": request} == expected
    assert response == A


@pytest.mark.parametrize("use", ["request", "response"])
def test_what_goes_one_way_keeps_its_name(use: str) -> None:
    both = {"id": {"readOnly": True}, "secret": {"writeOnly": True}, "x": {}}
    result = split_directions(schemas({"A": {"type": "object", "properties": both}}, **{use: A}), Keeper())
    kept = {"request": ["secret", "x"], "response": ["id", "x"]}
    assert [*result.components["A"]["properties"]] == kept[use]


@pytest.mark.parametrize(
    ("place", "direction"),
    [
        (("paths", "/", "post", "requestBody", "content", "a/b", "schema"), Direction.REQUEST),
        (("paths", "/", "post", "parameters", 0, "schema"), Direction.REQUEST),
        (("paths", "/", "parameters", 0, "schema"), Direction.REQUEST),
        (("paths", "/", "post", "responses", "200", "content", "a/b", "schema"), Direction.RESPONSE),
        (("paths", "/", "post", "responses", "200", "headers", "X", "schema"), Direction.RESPONSE),
        (("components", "requestBodies", "B", "content", "a/b", "schema"), Direction.REQUEST),
        (("components", "responses", "R", "content", "a/b", "schema"), Direction.RESPONSE),
        (("webhooks", "w", "post", "requestBody", "content", "a/b", "schema"), Direction.RESPONSE),
        (
            ("paths", "/", "post", "callbacks", "c", "{$url}", "post", "requestBody", "content", "a/b", "schema"),
            Direction.RESPONSE,
        ),
        (
            ("paths", "/", "post", "callbacks", "c", "{$url}", "post", "responses", "200", "content", "a/b", "schema"),
            Direction.REQUEST,
        ),
    ],
)
def test_the_direction_of_a_place(place: Any, direction: Direction) -> None:
    assert direction_at(place) is direction
