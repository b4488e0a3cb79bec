"""Each rule on the smallest document that shows what it looks for, and on one that must pass."""

import copy
from typing import Any, NamedTuple

import pytest
from specloom.diagnostics import Diagnostic, Severity, parse_pointer
from specloom.lint import RULES, lint_document

Json = dict[str, Any]


def ref(name: str, section: str = "schemas") -> Json:
    return {"$ref": f"#/components/{section}/{name}"}


def document(paths: Json | None = None, components: Json | None = None, **more: Any) -> Json:
    return {"openapi": "3.1.0", "info": {}, "paths": paths or {}, "components": components or {}, **more}


def schemas(**by_name: Any) -> Json:
    """A document with schemas, all of which one operation answers with."""
    listed = {"oneOf": [ref(name) for name in by_name]}
    return document({"/x": {"get": answering(listed)}}, {"schemas": by_name})


def answering(schema: Json, **more: Any) -> Json:
    ok = {"description": "", "content": {"application/json": {"schema": schema}}}
    return {"operationId": "x", "responses": {"200": ok}, **more}


def operation(**more: Any) -> Json:
    return {"operationId": "x", "responses": {"204": {"description": ""}}, **more}


def path_parameter(name: str, **more: Any) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}, **more}


def union(mapping: Json | None = None, **more: Any) -> Json:
    """Schemas of a well-formed union of Cat and Dog, told apart by `kind`; the base is changed by `more`."""
    tag = {"properties": {"kind": {"type": "string"}}, "required": ["kind"], "type": "object"}
    discriminator = {"propertyName": "kind", **({"mapping": mapping} if mapping else {})}
    base = {"oneOf": [ref("Cat"), ref("Dog")], "discriminator": discriminator, **more}
    return {"Pet": base, "Cat": copy.deepcopy(tag), "Dog": copy.deepcopy(tag)}


CAT_AND_DOG = {"cat": "Cat", "dog": "#/components/schemas/Dog"}
TAGGED = {"properties": {"kind": {"enum": ["cat", "dog"]}}, "required": ["kind"]}


def error_for(status: str, response: Json, **components: Json) -> Json:
    responses = {status: response, "200": {"description": ""}}
    named = {"Unauthorized": {"description": ""}, "conflict": error_body(409), **components}
    return document({"/x": {"get": {"operationId": "x", "responses": responses}}}, {"responses": named})


def error_body(status: int | str, field: str = "error") -> Json:
    return {"description": "", "content": {"application/json": {"example": {field: status, "detail": "no"}}}}


def body(kind: str, **schema: Any) -> Json:
    content = {"content": {"application/json": {"schema": ref("A")}}}
    holder = {"requestBody": content} if kind == "request" else {"responses": {"200": {"description": "", **content}}}
    return document({"/x": {"post": operation(**holder)}}, {"schemas": {"A": schema}})


class Case(NamedTuple):
    code: str
    bad: Json
    place: str
    good: Json


CASES = [
    Case("dangling-ref", schemas(A={"not": ref("B")}), "/components/schemas/A/not/$ref", schemas(A={"not": ref("A")})),
    Case(
        "dangling-ref",
        schemas(**union({"cat": "Cat", "dog": "Dgo"})),
        "/components/schemas/Pet/discriminator/mapping/dog",
        schemas(**union(CAT_AND_DOG)),
    ),
    Case(
        "dangling-ref",
        schemas(A={"properties": {"mapping": ref("Gone")}}),
        "/components/schemas/A/properties/mapping/$ref",
        schemas(A={"example": {"$ref": "#/gone"}, "properties": {"$ref": {"const": {"$ref": "#/gone"}}}}),
    ),
    Case(
        "external-ref",
        schemas(A={"not": {"$ref": "b.yaml#/B"}}),
        "/components/schemas/A/not/$ref",
        schemas(A={"externalDocs": {"url": "https://example.com"}}),
    ),
    Case(
        "wrong-kind-ref",
        document({"/x": {"get": operation(parameters=[ref("A")])}}, {"schemas": {"A": {}}}),
        "/paths/~1x/get/parameters/0/$ref",
        document(
            {"/x": {"get": operation(parameters=[ref("A", "parameters")])}},
            {"parameters": {"A": {"name": "a", "in": "query"}}},
        ),
    ),
    Case(
        "ref-cycle",
        schemas(A=ref("B"), B=ref("C"), C=ref("B")),
        "/components/schemas/B/$ref",
        schemas(A=ref("B"), B={"properties": {"a": ref("A")}}),
    ),
    Case("ref-cycle", schemas(A=ref("A")), "/components/schemas/A/$ref", schemas(A={"items": ref("A")})),
    Case(
        "allof-cycle",
        schemas(A={"allOf": [ref("B")]}, B={"allOf": [ref("A")]}, C={"allOf": [ref("A")]}),
        "/components/schemas/A/allOf",
        schemas(A={"allOf": [ref("B")]}, B={"oneOf": [ref("A")]}),
    ),
    Case(
        "unused-component",
        document(components={"schemas": {"A": {"items": ref("A")}}}),
        "/components/schemas/A",
        schemas(A={"items": ref("A")}),
    ),
    Case(
        "discriminator-without-property",
        schemas(A={"oneOf": [], "discriminator": {}}),
        "/components/schemas/A/discriminator",
        schemas(**union()),
    ),
    Case(
        "discriminator-without-variants",
        schemas(A={"discriminator": {"propertyName": "kind"}}),
        "/components/schemas/A/discriminator",
        schemas(A={"discriminator": {"propertyName": "kind"}}, B={"allOf": [ref("A")], **TAGGED}),
    ),
    Case(
        "mapping-not-in-oneof",
        schemas(**union(CAT_AND_DOG, oneOf=[ref("Cat")])),
        "/components/schemas/Pet/discriminator/mapping/dog",
        schemas(**union(CAT_AND_DOG)),
    ),
    Case(
        "oneof-not-in-mapping",
        schemas(**union({"cat": "Cat"})),
        "/components/schemas/Pet/oneOf/1",
        schemas(**union()),
    ),
    Case(
        "inline-variant",
        schemas(**union(oneOf=[ref("Cat"), {"type": "object"}])),
        "/components/schemas/Pet/oneOf/1",
        schemas(**union(oneOf=[ref("Cat"), ref("Dog"), {"type": "null"}])),
    ),
    Case(
        "tag-enum-missing-mapping-tag",
        schemas(**union(CAT_AND_DOG, properties={"kind": {"enum": ["cat"]}})),
        "/components/schemas/Pet/properties/kind/enum",
        schemas(**union(CAT_AND_DOG, **TAGGED)),
    ),
    Case(
        "tag-enum-missing-mapping-tag",
        schemas(Kind={"enum": ["cat"]}, **union(CAT_AND_DOG, properties={"kind": ref("Kind")})),
        "/components/schemas/Kind/enum",
        schemas(Kind={"enum": ["dog", "cat"]}, **union(CAT_AND_DOG, properties={"kind": ref("Kind")})),
    ),
    Case(
        "tag-enum-value-without-mapping",
        schemas(**union(CAT_AND_DOG, properties={"kind": {"enum": ["cat", "dog", "cow"]}})),
        "/components/schemas/Pet/properties/kind/enum/2",
        schemas(**union(CAT_AND_DOG, properties={"kind": {"enum": ["cat", "dog", "Cat", None]}})),
    ),
    Case(
        "variant-refuses-tag",
        schemas(**(union(CAT_AND_DOG) | {"Cat": {"properties": {"kind": {"const": "kitty"}}, "required": ["kind"]}})),
        "/components/schemas/Cat/properties/kind/const",
        schemas(**(union(CAT_AND_DOG) | {"Cat": {"properties": {"kind": {"const": "cat"}}, "required": ["kind"]}})),
    ),
    Case(
        "tag-not-required",
        schemas(**(union() | {"Dog": {"properties": {"kind": {}}}})),
        "/components/schemas/Pet",
        schemas(**(union(required=["kind"]) | {"Dog": {"properties": {"kind": {}}}})),
    ),
    Case(
        "tag-property-missing",
        schemas(**(union() | {"Dog": {"type": "object", "required": ["kind"]}})),
        "/components/schemas/Dog",
        schemas(**(union() | {"Dog": {"allOf": [ref("Cat")]}})),
    ),
    Case(
        "mapping-target-not-object",
        schemas(**(union() | {"Dog": {"type": "string"}})),
        "/components/schemas/Dog/type",
        schemas(**(union() | {"Dog": {"type": ["null", "object"], **TAGGED}})),
    ),
    Case(
        "duplicate-operation-id",
        document({"/x": {"get": operation(), "put": operation()}}),
        "/paths/~1x/put/operationId",
        document({"/x": {"get": operation(), "put": operation(operationId="y")}}),
    ),
    Case(
        "missing-operation-id",
        document({"/x": {"get": operation(operationId="")}}),
        "/paths/~1x/get",
        document({"/x": {"get": operation(callbacks={"c": {"{$url}": {"post": operation(operationId="")}}})}}),
    ),
    Case(
        "path-parameter-not-in-path",
        document({"/x": {"get": operation(parameters=[path_parameter("id")])}}),
        "/paths/~1x/get/parameters/0",
        document({"/x/{id}": {"get": operation(parameters=[path_parameter("id")])}}),
    ),
    Case(
        "path-variable-undeclared",
        document({"/x/{id}": {"get": operation()}}),
        "/paths/~1x~1{id}/get",
        document({"/x/{id}": {"get": operation(), "parameters": [path_parameter("id")]}}),
    ),
    Case(
        "path-parameter-not-required",
        document({"/x/{id}": {"get": operation(), "parameters": [path_parameter("id", required=False)]}}),
        "/paths/~1x~1{id}/parameters/0",
        document({"/x/{id}": {"get": operation(), "parameters": [path_parameter("id")]}}),
    ),
    Case(
        "duplicate-parameter",
        document({"/x": {"get": operation(parameters=[{"name": "a", "in": "query"}, {"name": "a", "in": "query"}])}}),
        "/paths/~1x/get/parameters/1",
        document({"/x": {"get": operation(parameters=[{"name": "a", "in": "query"}, {"name": "a", "in": "header"}])}}),
    ),
    Case(
        "duplicate-parameter",
        document({"/x": {"get": operation(parameters=[{"name": "A", "in": "header"}, {"name": "a", "in": "header"}])}}),
        "/paths/~1x/get/parameters/1",
        document({"/x": {"get": operation(parameters=[{"name": "A", "in": "query"}, {"name": "a", "in": "query"}])}}),
    ),
    Case(
        "duplicate-path",
        document({"/x/{a}": {"parameters": [path_parameter("a")]}, "/x/{b}": {"parameters": [path_parameter("b")]}}),
        "/paths/~1x~1{b}",
        document({"/x/{a}": {"parameters": [path_parameter("a")]}, "/x/b": {}}),
    ),
    Case(
        "undeclared-security-scheme",
        document(security=[{}, {"key": []}]),
        "/security/1/key",
        document(
            {"/x": {"get": operation(security=[{"key": []}])}},
            {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
        ),
    ),
    Case(
        "dangling-link",
        document({"/x": {"get": operation(responses={"200": {"links": {"next": {"operationId": "y"}}}})}}),
        "/paths/~1x/get/responses/200/links/next/operationId",
        document({"/x": {"get": operation(responses={"200": {"links": {"next": {"operationId": "x"}}}})}}),
    ),
    Case(
        "readonly-request-body",
        body("request", readOnly=True),
        "/components/schemas/A/readOnly",
        body("response", readOnly=True),
    ),
    Case(
        "writeonly-response-body",
        body("response", writeOnly=True),
        "/components/schemas/A/writeOnly",
        body("request", writeOnly=True, readOnly=False),
    ),
    Case(
        "response-status-mismatch",
        error_for("409", error_body(401)),
        "/paths/~1x/get/responses/409",
        error_for("4XX", error_body(401)),
    ),
    Case(
        "response-status-mismatch",
        error_for("409", ref("Unauthorized", "responses")),
        "/paths/~1x/get/responses/409",
        error_for("401", ref("Unauthorized", "responses")),
    ),
    Case(
        "response-status-mismatch",
        error_for("404", error_body("409", "status_code")),
        "/paths/~1x/get/responses/404",
        error_for("404", error_body(7, "code")),
    ),
    Case(
        "invalid-status",
        document({"/x": {"get": operation(responses={"2oo": {}, "200": {}})}}),
        "/paths/~1x/get/responses/2oo",
        document({"/x": {"get": operation(responses={"2XX": {}, "default": {}, "418": {}, "x-more": {}})}}),
    ),
    Case(
        "no-success-response",
        document({"/x": {"get": operation(responses={"404": {}})}}),
        "/paths/~1x/get/responses",
        document({"/x": {"get": operation(responses={"default": {}})}}),
    ),
    Case(
        "invalid-media-type",
        document({"/x": {"get": operation(requestBody={"content": {"json": {}}})}}),
        "/paths/~1x/get/requestBody/content/json",
        document(
            {
                "/x": {
                    "get": operation(
                        requestBody={
                            "content": {
                                "*/*": {},
                                "text/*": {},
                                "application/vnd.acme.2025-01-01+json; charset=utf-8": {},
                            }
                        }
                    )
                }
            }
        ),
    ),
    Case(
        "invalid-pattern",
        schemas(A={"pattern": "([a-z]"}),
        "/components/schemas/A/pattern",
        schemas(
            A={"allOf": [{"pattern": p} for p in (r"^\p{L}+\/\-$", r"^(?<a>x)\k<a>$", r"(?<=a+)b", r"[^]", r"\cM")]}
        ),
    ),
    Case(
        "required-not-in-properties",
        schemas(A={"properties": {"a": {}}, "required": ["a", "b"]}),
        "/components/schemas/A/required/1",
        schemas(
            A={"allOf": [ref("B"), {"required": ["b"]}], "anyOf": [{"required": ["a"]}], "properties": {"a": {}}},
            B={"properties": {"b": {}}},
            C={"additionalProperties": {"type": "string"}, "required": ["any"]},
        ),
    ),
    Case("enum-empty", schemas(A={"enum": []}), "/components/schemas/A/enum", schemas(A={"enum": [None]})),
    Case(
        "enum-duplicate",
        schemas(A={"enum": ["a", "b", "a"]}),
        "/components/schemas/A/enum/2",
        schemas(A={"enum": [1, True, "1", 0, False]}),
    ),
    Case(
        "enum-wrong-type",
        schemas(A={"type": "string", "enum": ["014", 14]}),
        "/components/schemas/A/enum",
        schemas(A={"type": ["string", "null"], "enum": ["014", None]}, B={"type": "number", "enum": [1, 1.5]}),
    ),
    Case(
        "default-not-in-enum",
        schemas(A={"enum": ["a"], "default": "b"}),
        "/components/schemas/A/default",
        schemas(A={"enum": ["a"], "default": "a"}, B={"enum": ["a"], "default": None}),
    ),
    Case(
        "default-wrong-type",
        schemas(A={"type": "boolean", "default": "false"}),
        "/components/schemas/A/default",
        schemas(A={"type": "boolean", "default": False}, B={"type": "integer", "default": 1.0}),
    ),
    Case(
        "unknown-type",
        schemas(A={"type": "int"}),
        "/components/schemas/A/type",
        schemas(A={"type": ["integer", "null"]}, B={"properties": {"type": {"type": "string"}}}),
    ),
    Case(
        "array-without-items",
        schemas(A={"type": "array"}),
        "/components/schemas/A",
        schemas(A={"type": "array", "items": {}}),
    ),
    Case(
        "impossible-bounds",
        schemas(A={"minimum": 2, "maximum": 1}),
        "/components/schemas/A/minimum",
        schemas(A={"minimum": 1, "maximum": 1, "maxLength": 0}),
    ),
    Case(
        "property-not-a-schema",
        schemas(A={"properties": {"a": {}, "required": ["a"]}}),
        "/components/schemas/A/properties/required",
        schemas(A={"properties": {"required": {"type": "array", "items": {}}, "any": True}}),
    ),
]


def found(spec: Json, code: str) -> list[Diagnostic]:
    before = copy.deepcopy(spec)
    findings = [one for one in lint_document(spec) if one.code == code]
    assert spec == before
    return findings


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_the_rule_finds_what_it_is_for(case: Case) -> None:
    (first, *_) = findings = found(case.bad, case.code)
    assert tuple(map(str, first.pointer)) == parse_pointer(case.place)
    for finding in findings:
        assert finding.message
        assert finding.hint
        assert finding.severity is next(rule.severity for rule in RULES if rule.code == case.code)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_the_rule_lets_good_documents_pass(case: Case) -> None:
    assert found(case.good, case.code) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_a_good_document_is_good_to_the_other_rules_too(case: Case) -> None:
    errors = [finding for finding in lint_document(case.good) if finding.severity is Severity.ERROR]
    assert errors == []


def test_every_rule_is_shown() -> None:
    assert {case.code for case in CASES} == {rule.code for rule in RULES}
    assert len({rule.code for rule in RULES}) == len(RULES)


def test_hints_hold_an_overlay_action_to_copy() -> None:
    spec = schemas(**union(CAT_AND_DOG, properties={"kind": {"enum": ["cat"]}}))
    (finding,) = found(spec, "tag-enum-missing-mapping-tag")
    assert finding.hint == (
        'overlay action: {"target": "$.components.schemas.Pet.properties.kind.enum", "update": "dog"}'
    )
    (finding,) = found(error_for("409", ref("Unauthorized", "responses")), "response-status-mismatch")
    assert finding.hint == (
        """overlay action: {"target": "$.paths['/x'].get.responses['409']", """
        """"update": {"$ref": "#/components/responses/conflict"}}"""
    )
    (finding,) = found(schemas(Cat={"not": ref("Catt")}), "dangling-ref")
    assert finding.hint == "did you mean 'Cat'?"


@pytest.mark.parametrize(
    "spec",
    [
        {},
        {"paths": [], "components": [], "tags": {}, "security": {}},
        {"paths": {"/x": None, "/y": {"get": None, "parameters": [None, "x"]}}},
        {"paths": {"/x": {"get": {"responses": [], "parameters": {}, "requestBody": [], "tags": 1, "security": 1}}}},
        {"paths": {"/x": {"get": {"responses": {"200": {"content": [], "headers": 1}, "400": {"content": {"a": 1}}}}}}},
        {"components": {"schemas": {"A": {"discriminator": "kind", "allOf": {}, "oneOf": {}, "enum": {}, "type": 1}}}},
        {"components": {"schemas": {"A": {"discriminator": {"propertyName": 1, "mapping": []}, "required": True}}}},
        {"components": {"schemas": {"A": {"discriminator": {"propertyName": "a", "mapping": {"a": 1}}}}}},
        {"components": {"schemas": {"A": {"oneOf": [1, {"$ref": 1}], "discriminator": {"propertyName": "a"}}}}},
        {"components": {"schemas": {"A": {"required": ["a", 1, {}], "properties": [], "pattern": 1, "minimum": "1"}}}},
        {"components": {"schemas": {"A": {"enum": [{}, []], "type": "string", "default": {}, "$ref": "#/components"}}}},
    ],
)
def test_no_document_is_too_broken(spec: Json) -> None:
    lint_document(spec)
