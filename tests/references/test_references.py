"""References are found where OpenAPI has them, and nowhere else."""

import gzip
import json
from typing import Any

import pytest
from specloom.diagnostics import Pointer, SpecError
from specloom.grammar import Kind, kind_at, walk
from specloom.references import (
    component_name,
    deref,
    iter_refs,
    local_pointer,
    mapping_ref,
    reachable,
    resolve,
)

Json = dict[str, Any]


def document(schemas: Json | None = None, **more: Any) -> Json:
    components = {"schemas": schemas or {}, **more.pop("components", {})}
    return {"openapi": "3.1.0", "info": {}, "paths": {}, "components": components, **more}


def refs(node: Json, pointer: Pointer = ("components", "schemas", "X")) -> list[str]:
    return [ref for _, ref in iter_refs(node, pointer)]


def answering(schema: Json, **operation: Any) -> Json:
    """Paths of one operation that answers with a schema."""
    ok = {"description": "", "content": {"application/json": {"schema": schema}}}
    return {"/x": {"get": {"responses": {"200": ok}, **operation}}}


def ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


@pytest.mark.parametrize("keyword", ["example", "default", "const"])
def test_a_ref_inside_a_value_is_data(keyword: str) -> None:
    assert refs({keyword: ref("A")}) == []


@pytest.mark.parametrize("keyword", ["enum", "examples"])
def test_a_ref_inside_a_list_of_values_is_data(keyword: str) -> None:
    assert refs({keyword: [ref("A")]}) == []


@pytest.mark.parametrize("name", ["$ref", "example", "mapping", "default", "enum", "discriminator", "x-note"])
def test_a_property_may_be_named_like_a_keyword(name: str) -> None:
    assert refs({"properties": {name: ref("A")}}) == ["#/components/schemas/A"]
    assert refs({"properties": {name: {"type": "string"}, "$ref": "#/not/a/schema"}}) == []


@pytest.mark.parametrize(
    "schema",
    [
        {"items": ref("A")},
        {"items": [ref("A")]},
        {"additionalProperties": ref("A")},
        {"allOf": [{"not": ref("A")}]},
        {"$defs": {"x": {"prefixItems": [ref("A")]}}},
        {"discriminator": {"propertyName": "t", "mapping": {"a": "A"}}},
        {"discriminator": {"propertyName": "t", "mapping": {"a": "#/components/schemas/A"}}},
        {"discriminator": {"propertyName": "t", "defaultMapping": "A"}},
    ],
)
def test_every_place_of_a_schema_that_refers_is_found(schema: Json) -> None:
    assert refs(schema) == ["#/components/schemas/A"]


def test_extensions_are_not_read() -> None:
    spec = document(paths={"x-path": {"get": ref("A")}}, **{"x-more": ref("A")})
    spec["paths"]["/x"] = {"get": {"responses": {"x-code": ref("A")}, "x-body": ref("A")}}
    assert list(iter_refs(spec)) == []


def test_the_pointer_names_the_string_that_refers() -> None:
    spec = document({"B": {"properties": {"a": ref("A")}}})
    assert list(iter_refs(spec)) == [
        (("components", "schemas", "B", "properties", "a", "$ref"), "#/components/schemas/A")
    ]


def test_refs_of_every_kind_of_object_are_found() -> None:
    operation = {
        "parameters": [{"$ref": "p"}, {"content": {"a/b": {"schema": {"$ref": "s"}}}}],
        "requestBody": {"$ref": "b"},
        "responses": {
            "200": {
                "headers": {"H": {"$ref": "h"}},
                "links": {"L": {"operationRef": "l"}},
                "content": {"a/b": {"examples": {"E": {"$ref": "e"}, "V": {"value": {"$ref": "no"}}}}},
            }
        },
        "callbacks": {"done": {"{$request.body#/url}": {"post": {"requestBody": {"$ref": "c"}}}}},
    }
    found = [ref for _, ref in iter_refs(document(paths={"/x": {"post": operation}}))]
    assert sorted(found) == ["b", "c", "e", "h", "l", "p", "s"]


@pytest.mark.parametrize(
    ("value", "reference"),
    [
        ("Cat", "#/components/schemas/Cat"),
        ("Cat.v1", "#/components/schemas/Cat.v1"),
        ("#/components/schemas/Cat", "#/components/schemas/Cat"),
        ("cat.yaml", "cat.yaml"),
        ("https://example.com/Cat", "https://example.com/Cat"),
    ],
)
def test_a_mapping_may_name_a_schema_barely(value: str, reference: str) -> None:
    assert mapping_ref(value) == reference


def test_resolving_decodes_what_a_uri_and_a_pointer_encode() -> None:
    spec = document(paths={"/a/{id}": {"parameters": [{"name": "id"}]}})
    assert resolve(spec, "#/paths/~1a~1%7Bid%7D/parameters/0") == {"name": "id"}
    assert local_pointer(spec, "#/paths/~1a~1{id}/parameters/0") == ("paths", "/a/{id}", "parameters", 0)


@pytest.mark.parametrize("bad", ["#/components/schemas/No", "#/paths/0", "#", "#anchor", "#/openapi/3"])
def test_a_reference_to_nothing_is_an_error(bad: str) -> None:
    with pytest.raises(SpecError) as caught:
        resolve(document(), bad, ("here",))
    assert [(d.code, d.pointer) for d in caught.value.diagnostics] == [("dangling-ref", ("here",))]


def test_a_reference_out_of_the_document_is_an_error() -> None:
    with pytest.raises(SpecError) as caught:
        resolve(document(), "other.yaml#/X")
    assert caught.value.diagnostics[0].code == "external-ref"


def test_following_references_ends() -> None:
    spec = document({"A": ref("B"), "B": ref("C"), "C": {"type": "string"}, "D": ref("E"), "E": ref("D")})
    assert deref(spec, ref("A")) == {"type": "string"}
    with pytest.raises(SpecError, match="ref-cycle"):
        deref(spec, ref("D"))


def test_the_name_of_a_component() -> None:
    assert component_name("#/components/schemas/a~1b") == "a/b"
    with pytest.raises(SpecError, match="not-a-component"):
        component_name("#/components/schemas/A/properties/b")


def test_what_operations_need_is_reachable() -> None:
    spec = document(
        {"A": {"properties": {"b": ref("B")}}, "B": {"oneOf": [ref("A")]}, "Unused": {"items": ref("A")}},
        paths=answering(ref("A"), tags=["used"]),
        tags=[{"name": "unused"}, {"name": "used"}],
    )
    assert reachable(spec) == {("components", "schemas", "A"), ("components", "schemas", "B"), ("tags", 1)}


def test_a_mapping_keeps_its_targets() -> None:
    base = {"discriminator": {"propertyName": "t", "mapping": {"b": "B"}}}
    assert ("components", "schemas", "B") in reachable(document({"A": base, "B": {}}, paths=answering(ref("A"))))


def test_a_base_without_a_list_of_variants_keeps_its_heirs() -> None:
    schemas = {
        "Pet": {"discriminator": {"propertyName": "kind"}},
        "Cat": {"allOf": [ref("Pet")]},
        "Kitten": {"allOf": [ref("Cat")]},
        "Plain": {},
        "Other": {"allOf": [ref("Plain")]},
    }
    found = reachable(document(schemas, paths=answering({"allOf": [ref("Pet"), ref("Plain")]})))
    assert {str(pointer[2]) for pointer in found} == {"Pet", "Cat", "Kitten", "Plain"}


def test_security_schemes_are_reached_by_name_and_tags_by_their_parents() -> None:
    spec = document(
        paths={"/x": {"get": {"security": [{"key": []}], "tags": ["leaf"]}}},
        tags=[{"name": "root"}, {"name": "leaf", "parent": "root"}, {"name": "else"}],
        components={"securitySchemes": {"key": {}, "basic": {}, "unused": {}}},
        security=[{"basic": []}],
    )
    schemes = {("components", "securitySchemes", name) for name in ("key", "basic")}
    assert reachable(spec) == {*schemes, ("tags", 0), ("tags", 1)}


def test_a_reference_into_a_component_keeps_the_whole_of_it() -> None:
    schemas = {"A": {"properties": {"b": {"type": "string"}, "c": ref("C")}}, "C": {}}
    spec = document(schemas, paths=answering({"$ref": "#/components/schemas/A/properties/b"}))
    assert reachable(spec) == {("components", "schemas", "A"), ("components", "schemas", "C")}


def test_depth_does_not_matter() -> None:
    schema: Json = {"type": "string"}
    for _ in range(20_000):
        schema = {"items": schema}
    spec = document({f"N{n}": ref(f"N{n + 1}") for n in range(20_000)}, paths=answering(schema))
    spec["paths"] |= {"/y": {"get": {"requestBody": {"content": {"a/b": {"schema": ref("N0")}}}}}}
    assert len(reachable(spec)) == 20_000
    assert sum(1 for _ in iter_refs(document({"Chain": ref("N0")}))) == 1


def test_places_know_what_they_are(shared: Any) -> None:
    for name in ("adyen-balanceplatform", "camunda", "ory-kratos"):
        spec = json.loads(gzip.decompress((shared / "specs/others" / f"{name}.json.gz").read_bytes()))
        places = list(walk(spec))
        assert all(kind_at(place.pointer) is place.kind for place in places)
        assert {Kind.SCHEMA, Kind.OPERATION, Kind.RESPONSE} <= {place.kind for place in places}
        assert all(local_pointer(spec, ref) for _, ref in iter_refs(spec))
