"""The structure of a document: what can't stand where it stands is said, the rest has the types that OpenAPI says."""

from typing import Any

import pytest
from specloom.diagnostics import SpecError
from specloom.normalise.structure import checked

from tests.normalise.tables import codes, table

HEAD = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}


@table(
    "given expected found",
    unknown_field="""
        {paths: {/a: {get: {responses: {'200': {description: d}}, wrong: 1}}}}
        ---
        {paths: {/a: {get: {responses: {'200': {description: d}}}}}}
        ---
        [unknown-field]
    """,
    no_response="""
        {paths: {/a: {get: {responses: {}}}}}
        ---
        {paths: {/a: {get: {}}}}
    """,
    range_of_statuses="""
        {paths: {/a: {get: {responses: {'4xx': {}, x-a: 1}}}}}
        ---
        {paths: {/a: {get: {responses: {'4XX': {description: ''}}}}}}
    """,
    number_as_key="""
        {paths: {/a: {get: {responses: {200: {description: ok}}}}}}
        ---
        {paths: {/a: {get: {responses: {'200': {description: ok}}}}}}
    """,
    boolean_schemas="""
        {components: {schemas: {A: true, B: false, C: {additionalProperties: false, properties: {x: true}}}}}
        ---
        {components: {schemas: {A: {}, B: {not: {}}, C: {additionalProperties: false, properties: {x: {}}}}}}
    """,
    empty_fields="""
        {components: {schemas: {A: {properties: {x: null}, description: null}}}}
        ---
        {components: {schemas: {A: {properties: {}}}}}
    """,
    notes_of_the_wrong_type="""
        {components: {schemas: {A: {description: [1]}}}}
        ---
        {components: {schemas: {A: {}}}}
        ---
        [wrong-type]
    """,
    an_entry_of_notes_of_the_wrong_type="""
        {components: {responses: {R: {description: d, links: {a: 1, b: {operationId: o}}}}}}
        ---
        {components: {responses: {R: {description: d, links: {b: {operationId: o}}}}}}
        ---
        [wrong-type]
    """,
    numbers_as_text="""
        {components: {schemas: {A: {maxLength: '5', title: 5}}}}
        ---
        {components: {schemas: {A: {maxLength: 5, title: '5'}}}}
    """,
    misplaced_required="""
        {components: {schemas: {A: {required: true}}}}
        ---
        {components: {schemas: {A: {}}}}
        ---
        [misplaced-required]
    """,
    path_parameter="""
        {paths: {'/{a}': {get: {parameters: [{name: a, in: path, schema: {}, style: form, allowReserved: true}]}}}}
        ---
        {paths: {'/{a}': {get: {parameters: [{name: a, in: path, schema: {}, required: true}]}}}}
        ---
        [wrong-style]
    """,
    parameter_without_schema="""
        {paths: {/a: {get: {parameters: [{name: a, in: query}]}}}}
        ---
        {paths: {/a: {get: {parameters: [{name: a, in: query, schema: {}}]}}}}
        ---
        [missing-field]
    """,
    querystring_without_name="""
        {paths: {/a: {get: {parameters: [{in: querystring, content: {a/b: {schema: {}}}}]}}}}
        ---
        {paths: {/a: {get: {parameters: [{in: querystring, name: querystring, content: {a/b: {schema: {}}}}]}}}}
        ---
        [missing-field]
    """,
    what_only_says_something_about_the_api="""
        info: {title: T, version: '1', contact: {name: N, email: true}, license: {name: [x]}}
        tags: [{name: a, externalDocs: {description: no address}}, {description: no name}, 3]
        externalDocs: {url: 'https://example.com', description: {}}
        ---
        info: {title: T, version: '1'}
        tags: [{name: a}]
        externalDocs: {url: 'https://example.com'}
        ---
        [wrong-type, wrong-type, missing-field, missing-field, wrong-type, wrong-type]
    """,
    beside_reference="""
        {paths: {/a: {get: {parameters: [{$ref: '#/components/parameters/A', name: a, description: d}]}}}}
        ---
        {paths: {/a: {get: {parameters: [{$ref: '#/components/parameters/A', description: d}]}}}}
    """,
)
def test_sound(given: Any, expected: Any, found: list[str]) -> None:
    document, diagnostics = checked({**HEAD, **given})
    assert {key: document[key] for key in given} == expected
    assert codes(diagnostics) == found


@table(
    "given codes",
    path_without_slash="""
        {paths: {a: {}}}
        ---
        [path-without-slash]
    """,
    status="""
        {paths: {/a: {get: {responses: {'99': {}}}}}}
        ---
        [wrong-status]
    """,
    type="""
        {components: {schemas: {A: {type: 3}}}}
        ---
        [unknown-type]
    """,
    number="""
        {components: {schemas: {A: {minimum: x}}}}
        ---
        [wrong-type]
    """,
    map="""
        {components: {schemas: {A: {properties: [a]}}}}
        ---
        [wrong-type]
    """,
    two_parameters="""
        {paths: {/a: {get: {parameters: [{name: a, in: body}, {in: query}]}}}}
        ---
        [missing-field, parameter-place]
    """,
    security_schemes="""
        {components: {securitySchemes: {A: {type: http}, B: {type: magic}}}}
        ---
        [security-type, missing-field]
    """,
)
def test_unsound(given: Any, codes: list[str]) -> None:
    with pytest.raises(SpecError) as caught:
        checked({**HEAD, **given})
    assert [one.code for one in caught.value.diagnostics] == codes


def test_it_has_an_end() -> None:
    schema: dict[str, Any] = {}
    for _ in range(1000):
        schema = {"items": schema}
    with pytest.raises(SpecError, match="more than 100 schemas stand inside each other"):
        checked({**HEAD, "components": {"schemas": {"A": schema}}})


def test_the_document_that_was_given_stays_as_it_is() -> None:
    given = {**HEAD, "components": {"schemas": {"A": {"properties": {"x": True}}}}}
    checked(given)
    assert given["components"] == {"schemas": {"A": {"properties": {"x": True}}}}
