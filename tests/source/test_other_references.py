"""References where OpenAPI has none, as many documents of several files are written."""

import pytest
from specloom.diagnostics import Pointer, Severity
from specloom.references import local_pointer, node_at
from specloom.source import read_bundled

from tests.source.support import Files, bundle, codes, schema_root


def test_a_reference_may_stand_for_a_map_of_names(files: Files) -> None:
    """OpenAPI has no such reference, and yet many documents of several files are written so."""
    data = bundle(
        files(
            "openapi: 3.0.3\npaths: {$ref: paths/all.yaml}\ncomponents: {$ref: parts.yaml}\n",
            **{
                "paths/all.yaml": "/a: {$ref: a.yaml}\n/b:\n  get: {operationId: b}\n",
                "paths/a.yaml": "get: {responses: {$ref: '../parts.yaml#/x-answers'}}",
                "parts.yaml": "schemas: {$ref: schemas.yaml#/definitions}\nx-answers:\n  '200': {description: It.}\n",
                "schemas.yaml": "definitions:\n  A: {properties: {$ref: '#/shared'}}\n"
                "  B: {items: {$ref: '#/definitions/A'}}\nshared: {name: {type: string}}\n",
            },
        )
    )
    responses = data["paths"]["/a"]["get"]["responses"]
    assert local_pointer(data, responses["200"]["$ref"]) is not None
    assert data["paths"]["/b"]["get"] == {"operationId": "b"}
    assert data["components"]["schemas"]["B"] == {"items": {"$ref": "#/components/schemas/A"}}
    name = data["components"]["schemas"]["A"]["properties"]["name"]
    assert data["components"]["schemas"][name["$ref"].rpartition("/")[2]] == {"type": "string"}


def test_a_reference_may_stand_for_an_operation_or_a_text(files: Files) -> None:
    data = bundle(
        files(
            "openapi: 3.0.3\ninfo: {title: T, description: {$ref: about.md}}\n"
            "tags: [{name: t, description: {$ref: 'texts.yaml#/t'}}]\n"
            "paths:\n  /a:\n    get: {$ref: ops/get.yaml}\n    put: {operationId: put}\n",
            **{
                "about.md": "# About\n",
                "texts.yaml": "t: A tag.\n",
                "ops/get.yaml": "operationId: get\nsummary: {$ref: ../texts.yaml#/t}\n"
                "responses: {'200': {description: It., content: {a/b: {schema: {$ref: ../thing.yaml}}}}}\n",
                "thing.yaml": "type: object\n",
            },
        )
    )
    assert data["info"]["description"] == "# About\n"
    assert data["tags"][0]["description"] == "A tag."
    operation = data["paths"]["/a"]["get"]
    assert (operation["operationId"], operation["summary"]) == ("get", "A tag.")
    schema = operation["responses"]["200"]["content"]["a/b"]["schema"]
    assert schema == {"$ref": "#/components/schemas/thing"}


@pytest.mark.parametrize(
    ("root", "part", "is_there"),
    [
        ("info: {title: T, description: {$ref: x.md}}", ("info", "description"), "text"),
        ("tags: [{name: t, x-docs: {a: {$ref: x.md}}}]", ("tags", 0, "x-docs", "a"), "text"),
        ("paths: {/a: {get: {description: {$ref: x.md}}}}", ("paths", "/a", "get", "description"), "text"),
        ("x: {put: {a: 1}}\npaths: {/a: {get: {$ref: '#/x/put'}}}", ("paths", "/a", "get"), {"a": 1}),
        ("x: {/a: {a: 1}}\npaths: {$ref: '#/x'}", ("paths", "/a"), {"a": 1}),
        ("paths: {/a: {get: {callbacks: {$ref: '#/components/callbacks'}}}}\ncomponents: {callbacks: {c: {a: {}}}}",
         ("paths", "/a", "get", "callbacks", "c"), {"$ref": "#/components/callbacks/c"}),
        ("components: {mediaTypes: {pet: {a/b: {schema: {type: string}}}}, responses: {r: {content: "
         "{$ref: '#/components/mediaTypes/pet'}}}}",
         ("components", "responses", "r", "content"), {"a/b": {"schema": {"type": "string"}}}),
        ("components: {schemas: {T: {properties: {description: {$ref: '#/components/schemas/T'}}}}}",
         ("components", "schemas", "T", "properties", "description"), {"$ref": "#/components/schemas/T"}),
        ("security: [{'#/components/securitySchemes/K': []}, a/b]\ncomponents: {securitySchemes: {K: {}}}",
         ("security",), [{"K": []}, "a/b"]),
        ("security: 1\npaths: {$ref: '#/x'}\nx: {/a: {get: {security: }}}", ("security",), 1),
    ],
)  # fmt: skip
def test_such_references_are_found_where_there_is_no_other(
    files: Files, root: str, part: Pointer, is_there: object
) -> None:
    data = read_bundled(files(f"openapi: 3.0.3\n{root}\n", **{"x.md": "text"})).data
    assert node_at(data, part) == is_there


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("paths: {$ref: none.yaml}", "dangling-ref"),
        ("components: {schemas: {$ref: x.yaml#/a}}", "wrong-ref"),
        ("paths: {/a: {get: {$ref: none.yaml}}}", "dangling-ref"),
        ("paths: {/a: {get: {$ref: ../secret.yaml}}}", "ref-outside"),
    ],
)
def test_what_such_a_reference_leads_to_has_to_be_there(files: Files, place: str, code: str) -> None:
    assert codes(files(f"openapi: 3.1.0\n{place}\n", **{"x.yaml": "a: 1"})) == [code]


def test_a_file_may_hold_a_list_of_what_has_no_references(files: Files) -> None:
    data = bundle(
        files(
            "openapi: 3.0.3\ntags: {$ref: parts/tags.yaml}\nservers: {$ref: 'servers.yaml#/all'}\n"
            "paths: {/a: {get: {security: {$ref: parts/security.json}}}}\n",
            **{
                "parts/tags.yaml": "- name: a\n  description: {$ref: 'texts.yaml#/a'}\n",
                "parts/texts.yaml": "a: Of a.\n",
                "parts/security.json": '[{"key": []}]',
                "servers.yaml": "all: [{url: 'https://example.com'}]\n",
            },
        )
    )
    assert data["tags"] == [{"name": "a", "description": "Of a."}]
    assert data["servers"] == [{"url": "https://example.com"}]
    assert data["paths"]["/a"]["get"]["security"] == [{"key": []}]


def test_lists_and_texts_that_hold_themselves_end(files: Files) -> None:
    data = read_bundled(
        files("openapi: 3.0.3\ntags: {$ref: tags.yaml}\n", **{"tags.yaml": "- {$ref: tags.yaml}\n"})
    ).data
    assert data["tags"] != {"$ref": "tags.yaml"}


def test_a_list_is_no_schema(files: Files) -> None:
    assert codes(files(schema_root("{$ref: list.yaml}"), **{"list.yaml": "- a\n"})) == ["wrong-ref"]


def test_what_is_nowhere_in_its_own_file_may_be_in_the_whole(files: Files) -> None:
    root = schema_root("{$ref: pets/pet.yaml}") + "    Color: {type: string}\n"
    pet = """
properties: {color: {$ref: '#/components/schemas/Color'}}
oneOf: [{$ref: Cat.yaml}]
discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat'}}
"""
    document = read_bundled(files(root, **{"pets/pet.yaml": pet, "pets/Cat.yaml": "type: object\n"}))
    whole = document.data["components"]["schemas"]
    assert whole["Root"]["properties"]["color"] == {"$ref": "#/components/schemas/Color"}
    assert whole["Root"]["discriminator"]["mapping"] == {"cat": "#/components/schemas/Cat"}
    assert whole["Cat"] == {"type": "object"}
    told = [(one.code, one.severity, one.location and one.location.file.name) for one in document.notes]
    assert told == [("ref-to-whole", Severity.WARNING, "pet.yaml")] * 2


def test_what_is_nowhere_at_all_is_an_error_where_it_stands(files: Files) -> None:
    pet = "properties: {color: {$ref: '#/components/schemas/Color'}}"
    assert codes(files(schema_root("{$ref: pet.yaml}"), **{"pet.yaml": pet})) == ["dangling-ref"]
