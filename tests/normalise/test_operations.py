"""Operations: each has an id of its own, and with it what its path item says for all."""

from typing import Any

from specloom.normalise.fields import Findings
from specloom.normalise.operations import uniform_operations

from tests.normalise.tables import codes, table

COMPONENTS = {
    "parameters": {"P": {"name": "p", "in": "query", "schema": {}}},
    "pathItems": {"I": {"get": {"responses": {"200": {"description": "d"}}}}},
}


def uniform(paths: Any, found: Findings) -> Any:
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "components": COMPONENTS, "paths": paths}
    return uniform_operations(document, found)["paths"]


@table(
    "given expected found",
    without_id="""
        {'/pets/{id}': {get: {}, parameters: [{name: id, in: path, required: true, schema: {}}]}}
        ---
        '/pets/{id}':
          {get: {operationId: get_pets_by_id, parameters: [{name: id, in: path, required: true, schema: {}}]}}
    """,
    own_parameters_first="""
        /a:
          parameters: [{name: x, in: query, schema: {type: string}}, {$ref: '#/components/parameters/P'}]
          get:
            operationId: o
            parameters: [{name: x, in: query, schema: {type: integer}}, {name: x, in: header, schema: {}}]
        ---
        /a:
          get:
            operationId: o
            parameters:
              - {name: x, in: query, schema: {type: integer}}
              - {$ref: '#/components/parameters/P'}
              - {name: x, in: header, schema: {}}
    """,
    of_other_methods="""
        /a: {parameters: [{$ref: '#/components/parameters/P'}], additionalOperations: {COPY: {}}}
        ---
        /a: {additionalOperations: {COPY: {operationId: copy_a, parameters: [{$ref: '#/components/parameters/P'}]}}}
    """,
    two_that_are_required="""
        /a:
          get:
            operationId: o
            parameters: [{name: x, in: query, required: true}, {name: x, in: query, required: true, schema: {}}]
        ---
        {/a: {get: {operationId: o, parameters: [{name: x, in: query, required: true, schema: {}}]}}}
        ---
        [duplicate-parameter]
    """,
    something_beside_the_whole_query="""
        /a:
          parameters: [{name: x, in: query, schema: {}}]
          get: {operationId: o, parameters: [{name: all, in: querystring, content: {text/plain: {}}}]}
        ---
        /a:
          get:
            operationId: o
            parameters: [{name: x, in: query, schema: {}}, {name: all, in: querystring, content: {text/plain: {}}}]
        ---
        [beside-the-whole-query]
    """,
    path_item="""
        {/a: {$ref: '#/components/pathItems/I', summary: s}}
        ---
        {/a: {get: {responses: {'200': {description: d}}, operationId: get_a}, summary: s}}
    """,
    path_item_twice="""
        {/a: {$ref: '#/components/pathItems/I'}, /b: {$ref: '#/components/pathItems/I'}}
        ---
        /a: {get: {responses: {'200': {description: d}}, operationId: get_a}}
        /b: {get: {responses: {'200': {description: d}}, operationId: get_b}}
    """,
    undeclared="""
        {'/a/{b}': {get: {operationId: x}}}
        ---
        '/a/{b}': {get: {operationId: x, parameters: [{name: b, in: path, required: true, schema: {type: string}}]}}
        ---
        [path-parameter-missing]
    """,
    not_in_path="""
        {/a: {get: {operationId: x, parameters: [{name: b, in: path, required: true, schema: {}}]}}}
        ---
        {/a: {get: {operationId: x}}}
        ---
        [path-parameter-not-in-path]
    """,
    taken_id="""
        {/a: {get: {}}, /b: {post: {operationId: get_a}}}
        ---
        {/a: {get: {operationId: get_a_2}}, /b: {post: {operationId: get_a}}}
    """,
)
def test_uniform(given: Any, expected: Any, found: list[str]) -> None:
    findings = Findings()
    assert uniform(given, findings) == expected
    assert codes(findings) == found


def test_two_of_one_id() -> None:
    findings = Findings()
    paths = uniform({"/a": {"get": {"operationId": "x"}}, "/b": {"get": {"operationId": "x"}}}, findings)
    assert [paths[path]["get"]["operationId"] for path in paths] == ["x", "get_b"]
    assert [(one.code, one.pointer) for one in findings.diagnostics] == [
        ("duplicate-operation-id", ("paths", "/b", "get", "operationId"))
    ]


HERE = [{"url": "https://here.example"}]
THERE = [{"url": "https://there.example"}]


def test_servers_of_a_path_item_are_those_of_its_operations() -> None:
    paths = {
        "/a": {"servers": THERE, "get": {"operationId": "a"}, "put": {"operationId": "b", "servers": HERE}},
        "/b": {"get": {"operationId": "c"}},
    }
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "servers": HERE, "paths": paths}
    found = uniform_operations(document, Findings())["paths"]
    assert "servers" not in found["/a"]
    assert (found["/a"]["get"]["servers"], found["/a"]["put"]["servers"]) == (THERE, HERE)
    assert "servers" not in found["/b"]["get"]
