"""What changes is found wherever it stands, and in the direction in which it goes there."""

from collections.abc import Callable
from typing import Any

import pytest
from specloom.diff.entries import Direction
from specloom.diff.rulebook.constraints import KEYWORDS

from tests.diff.comparing import Json, compared, document, of_rule, things

STRING: Json = {"type": "string"}
VALUES = {
    "maximum-narrowed": ({"type": "integer", "maximum": 9}, {"type": "integer", "maximum": 5}),
    "enum-value-removed": ({"type": "string", "enum": ["a", "b", "c"]}, {"type": "string", "enum": ["a", "b"]}),
    "type-changed": (STRING, {"type": "integer"}),
    "required-property-added": (
        {"type": "object", "properties": {"a": STRING}},
        {"type": "object", "properties": {"a": STRING, "b": STRING}, "required": ["b"]},
    ),
    "property-removed": (
        {"type": "object", "properties": {"a": STRING, "b": STRING}},
        {"type": "object", "properties": {"a": STRING}},
    ),
    "pattern-changed": ({"type": "string", "pattern": "^a"}, {"type": "string", "pattern": "^b"}),
}


def ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _union(value: Json, tagged: bool) -> Json:
    union: Json = {"oneOf": [ref("Box"), ref("Bag")]}
    if tagged:
        mapping = {"box": ref("Box")["$ref"], "bag": ref("Bag")["$ref"]}
        union["discriminator"] = {"propertyName": "kind", "mapping": mapping}
    kinds = [{"type": "string", "enum": [kind]} for kind in ("box", "bag")]
    return {
        "Thing": union,
        "Box": {"type": "object", "required": ["kind"], "properties": {"kind": kinds[0], "held": value}},
        "Bag": {"type": "object", "required": ["kind"], "properties": {"kind": kinds[1], "size": STRING}},
    }


def _nested(value: Json, depth: int) -> Json:
    for _ in range(depth):
        value = {"type": "object", "properties": {"in": value}}
    return {"Thing": value}


PLACES: dict[str, Callable[[Json], Json]] = {
    "itself": lambda value: {"Thing": value},
    "a property": lambda value: {"Thing": {"type": "object", "properties": {"held": value}}},
    "a property that is referred to": lambda value: {
        "Thing": {"type": "object", "properties": {"held": ref("Held")}},
        "Held": value,
    },
    "an item": lambda value: {"Thing": {"type": "array", "items": value}},
    "an item of an item": lambda value: {"Thing": {"type": "array", "items": {"type": "array", "items": value}}},
    "a value of a map": lambda value: {"Thing": {"type": "object", "additionalProperties": value}},
    "one of a type and null": lambda value: {
        "Thing": {"type": "object", "properties": {"held": {"anyOf": [value, {"type": "null"}]}}}
    },
    "a reference that may be null": lambda value: {
        "Thing": {
            "type": "object",
            "properties": {"held": {"anyOf": [ref("Held"), {"type": "null"}], "default": None}},
        },
        "Held": value,
    },
    "a variant of a tagged union": lambda value: _union(value, True),
    "an alternative of a union": lambda value: _union(value, False),
    "a base that is extended": lambda value: {
        "Thing": {"allOf": [ref("Base"), {"type": "object", "properties": {"more": STRING}}]},
        "Base": {"type": "object", "properties": {"held": value}},
    },
    "a schema that holds itself": lambda value: {
        "Thing": {
            "type": "object",
            "properties": {"held": value, "next": ref("Thing"), "all": {"type": "array", "items": ref("Thing")}},
        }
    },
    "thirty levels down": lambda value: _nested(value, 30),
}


@pytest.mark.parametrize("rule", VALUES)
@pytest.mark.parametrize("place", PLACES)
def test_change_of_a_value_is_found_in_every_place(place: str, rule: str) -> None:
    base, head = (things(**PLACES[place](value)) for value in VALUES[rule])

    entries = compared(base, head).entries

    assert [entry.rule for entry in entries] == [rule]
    assert {str(direction) for direction, _ in entries[0].directions} == {"request", "response"}
    assert [entry.rule for entry in compared(base, base).entries] == []


@pytest.mark.parametrize("keyword", [pytest.param(keyword, id=keyword.id) for keyword in KEYWORDS])
def test_keyword_is_compared_in_an_item_of_a_variant(keyword: Any) -> None:
    base, head = (
        things(**_union({"type": "array", "items": value}, True)) for value in (keyword.loose, keyword.strict)
    )

    (entry,) = compared(base, head).entries

    assert entry.rule == f"{keyword.id}-narrowed"


def _operation(**said: Any) -> Json:
    return {"operationId": "do", "responses": {"204": {"description": ""}}, **said}


def _in(place: str, value: Json) -> Json:
    """A document in which a value stands in one place of an operation."""
    content = {"application/json": {"schema": value}}
    body = {"requestBody": {"content": content}}
    answered = {"responses": {"200": {"description": "", "content": content}}}
    parameter: Json = {"name": "p", "schema": value, "required": True}
    path, operation = "/things", _operation()
    match place:
        case "query" | "header" | "cookie":
            operation = _operation(parameters=[{**parameter, "in": place}])
        case "path":
            path, operation = "/things/{p}", _operation(parameters=[{**parameter, "in": "path"}])
        case "parameter with content":
            operation = _operation(parameters=[{"name": "p", "in": "query", "content": content}])
        case "form":
            operation = _operation(
                requestBody={
                    "content": {"multipart/form-data": {"schema": {"type": "object", "properties": {"p": value}}}}
                }
            )
        case "body":
            operation = _operation(**body)
        case "answer" | "error":
            status = "200" if place == "answer" else "4XX"
            operation = _operation(responses={status: {"description": "", "content": content}})
        case "header of an answer":
            headers = {"X-P": {"schema": value}}
            operation = _operation(responses={"200": {"description": "", "headers": headers}})
        case "callback body":
            operation = _operation(
                callbacks={"done": {"{$request.query.url}": {"post": _operation(operationId="cb", **body)}}}
            )
        case "callback answer":
            operation = _operation(
                callbacks={"done": {"{$request.query.url}": {"post": {"operationId": "cb", **answered}}}}
            )
        case "webhook body":
            return {
                **document({"/things": {"get": _operation()}}),
                "webhooks": {"done": {"post": _operation(operationId="wh", **body)}},
            }
        case "path item":
            return document({"/things": {"parameters": [{**parameter, "in": "query"}], "get": operation}})
    return document({path: {"get" if place != "body" else "post": operation}})


SENT = ("query", "header", "cookie", "path", "parameter with content", "form", "body", "callback answer", "path item")
RECEIVED = ("answer", "error", "header of an answer", "callback body", "webhook body")


@pytest.mark.parametrize("place", [*SENT, *RECEIVED])
def test_direction_is_that_of_the_place(place: str) -> None:
    base, head = (_in(place, value) for value in VALUES["enum-value-removed"])

    (entry,) = of_rule(compared(base, head), "enum-value-removed")

    expected = Direction.REQUEST if place in SENT else Direction.RESPONSE
    assert [direction for direction, _ in entry.directions] == [expected]
    assert {site.direction for site in entry.sites} == {expected}
    assert len(compared(base, head).entries) == 1
    assert compared(base, base).entries == []


def test_unions_nested_fifty_deep_are_compared_to_the_end() -> None:
    def deep(most: int) -> Json:
        schemas: Json = {}
        for level in range(50):
            inner = ref(f"Level{level + 1}") if level < 49 else {"type": "integer", "maximum": most}
            schemas[f"Level{level}"] = {
                "oneOf": [ref(f"A{level}"), ref(f"B{level}")],
                "discriminator": {"propertyName": "kind", "mapping": {"a": f"A{level}", "b": f"B{level}"}},
            }
            for kind in "AB":
                schemas[f"{kind}{level}"] = {
                    "type": "object",
                    "required": ["kind"],
                    "properties": {
                        "kind": {"type": "string"},
                        "held": inner,
                        "list": {"type": "array", "items": inner},
                    },
                }
        return things(**schemas)

    entries = compared(deep(9), deep(5)).entries

    assert {entry.rule for entry in entries} == {"maximum-narrowed"}
    assert compared(deep(9), deep(9)).entries == []


def test_unions_that_hold_each_other_are_compared_to_the_end() -> None:
    def cyclic(tags: list[str]) -> Json:
        schemas: Json = {}
        for name, other in (("Left", "Right"), ("Right", "Left")):
            mapping = {tag: f"{name}{tag}" for tag in tags}
            schemas[name] = {
                "type": "object",
                "properties": {"kind": {"type": "string", "enum": tags}, "other": ref(other)},
                "oneOf": [ref(target) for target in mapping.values()],
                "discriminator": {"propertyName": "kind", "mapping": mapping},
            }
            for target in mapping.values():
                schemas[target] = {"allOf": [ref(name), {"type": "object", "properties": {target: ref(name)}}]}
        return things(**schemas)

    entries = compared(cyclic(["a", "b"]), cyclic(["a", "b", "c"])).entries

    assert [(entry.rule, entry.subject) for entry in entries] == [
        ("union-variant-added", "Left"),
        ("union-variant-added", "Right"),
    ]


def test_schema_that_judges_itself_is_compared_to_the_end() -> None:
    def judging(most: int) -> Json:
        return things(
            Thing={"type": "object", "properties": {"size": {"type": "integer", "maximum": most}}, "not": ref("Thing")}
        )

    assert compared(judging(9), judging(9)).entries == []
    assert "maximum-narrowed" in {entry.rule for entry in compared(judging(9), judging(5)).entries}


def _shared(kind: str, value: Json) -> tuple[str, Json]:
    """Two operations that share a component of some kind: what it is called, and the document."""
    content = {"application/json": {"schema": {"type": "object", "properties": {"held": value}}}}
    refer = {"$ref": f"#/components/{kind}/Shared"}
    match kind:
        case "parameters":
            name, component = "query parameter size", {"name": "size", "in": "query", "schema": value}
            operation = _operation(parameters=[refer])
        case "requestBodies":
            name, component, operation = "body Shared.held", {"content": content}, _operation(requestBody=refer)
        case "responses":
            name, component = "response Shared.held", {"description": "", "content": content}
            operation = _operation(responses={"200": refer})
        case "headers":
            name, component = "header Shared", {"schema": value}
            operation = _operation(responses={"200": {"description": "", "headers": {"X-Left": refer}}})
    paths = {f"/{name}": {"post": {**operation, "operationId": name}} for name in ("first", "second")}
    written = document(paths)
    written["components"][kind] = {"Shared": component}
    return name, written


@pytest.mark.parametrize("kind", ["parameters", "requestBodies", "responses", "headers"])
def test_change_of_what_operations_share_is_one_fact_about_that(kind: str) -> None:
    name, base = _shared(kind, {"type": "integer", "maximum": 9})
    _, head = _shared(kind, {"type": "integer", "maximum": 5})

    (entry,) = compared(base, head).entries

    assert (entry.rule, entry.subject) == ("maximum-narrowed", name)
    assert [site.operation for site in entry.sites] == ["POST /first", "POST /second"]
    for pointer in (entry.base.pointer, entry.head.pointer):
        assert pointer[:3] == ("components", kind, "Shared")
        assert pointer[-1] in ("schema", "held")


def test_properties_that_are_only_required_are_told_apart() -> None:
    properties = {"type": "object", "properties": {"a": STRING}}

    entries = compared(things(Thing=properties), things(Thing={**properties, "required": ["b", "c"]})).entries

    assert [(entry.rule, entry.subject) for entry in entries] == [
        ("required-property-added", "Thing.b"),
        ("required-property-added", "Thing.c"),
    ]


def test_property_of_an_alternative_without_a_name_is_named() -> None:
    def whole(value: Json) -> Json:
        alternatives = [{"type": "object", "properties": {"a": STRING, "held": value}}, {"type": "array"}]
        return things(Thing={"oneOf": alternatives[::-1]})

    (entry,) = compared(whole(STRING), whole({"type": "integer"})).entries

    assert entry.subject == "Thing.held"
    assert entry.head.pointer[-4:] == ("oneOf", 1, "properties", "held")


def test_alternative_with_another_name_is_what_it_holds() -> None:
    """Nothing of its name goes over the wire, unlike a tag."""

    def whole(name: str, **more: Json) -> Json:
        box = {"type": "object", "properties": {"lid": STRING, "size": STRING, **more}}
        return things(Thing={"oneOf": [ref(name), {"type": "string"}]}, **{name: box})

    entries = compared(whole("Box"), whole("Chest", lock=STRING)).entries

    assert {entry.rule: str(entry.wire) for entry in entries} == {
        "schema-renamed": "none",
        "property-added": "compatible",
    }
