"""Several files become one document, and none of them may lie outside its folder."""

from pathlib import Path

import pytest
from specloom.diagnostics import SpecError
from specloom.source import read_bundled

from tests.source.support import Files, bundle, codes, schema_root


def test_a_document_of_one_file_stays_as_it_is(files: Files) -> None:
    root = schema_root("{properties: {a: {$ref: '#/components/schemas/Root'}}}")
    document = read_bundled(files(root))
    assert document.data["components"]["schemas"]["Root"]["properties"]["a"]["$ref"].startswith("#")
    assert document.locate(("components", "schemas", "Root")).line == 4


def test_a_whole_file_is_named_after_the_file(files: Files) -> None:
    path = files(
        schema_root("{items: {$ref: schemas/pet.yaml}, not: {$ref: ./schemas/pet.yaml}}"),
        **{"schemas/pet.yaml": "type: object\nproperties: {owner: {$ref: owner.json}, me: {$ref: '#'}}\n"},
        **{"schemas/owner.json": '{"properties": {"pets": {"items": {"$ref": "pet.yaml"}}}}'},
    )
    assert bundle(path)["components"]["schemas"] == {
        "Root": {"items": {"$ref": "#/components/schemas/pet"}, "not": {"$ref": "#/components/schemas/pet"}},
        "pet": {
            "type": "object",
            "properties": {
                "owner": {"$ref": "#/components/schemas/owner"},
                "me": {"$ref": "#/components/schemas/pet"},
            },
        },
        "owner": {"properties": {"pets": {"items": {"$ref": "#/components/schemas/pet"}}}},
    }


def test_each_kind_goes_to_its_section(files: Files) -> None:
    root = """\
openapi: 3.1.0
paths:
  /pets: {$ref: "other.yaml#/items/pets"}
  /dogs:
    parameters: [{$ref: "other.yaml#/params/limit"}]
    get:
      requestBody: {$ref: "other.yaml#/bodies/pet"}
      responses:
        "200": {$ref: "other.yaml#/answers/pet"}
      callbacks:
        done: {$ref: "other.yaml#/calls/done"}
"""
    other = """\
items: {pets: {get: {responses: {"200": {$ref: "#/answers/pet"}}}}}
params: {limit: {name: limit, in: query, schema: {$ref: "#/types/Limit"}}}
bodies: {pet: {content: {application/json: {schema: {$ref: "#/types/Pet"}, examples: {one: {$ref: "#/samples/one"}}}}}}
answers:
  pet:
    description: A pet.
    headers: {X-Rate: {$ref: "#/heads/rate"}}
    links: {next: {$ref: "#/ways/next"}}
calls: {done: {"{$request.body#/url}": {$ref: "#/items/pets"}}}
heads: {rate: {schema: {type: integer}}}
ways: {next: {operationId: next}}
samples: {one: {value: {$ref: untouched}, externalValue: one.json}}
types: {Limit: {type: integer}, Pet: {type: object}}
"""
    data = bundle(files(root, **{"other.yaml": other}))
    assert {section: list(entries) for section, entries in data["components"].items()} == {
        "pathItems": ["pets"],
        "parameters": ["limit"],
        "requestBodies": ["pet"],
        "responses": ["pet"],
        "callbacks": ["done"],
        "schemas": ["Limit", "Pet"],
        "examples": ["one"],
        "headers": ["rate"],
        "links": ["next"],
    }
    assert data["components"]["examples"]["one"] == {
        "value": {"$ref": "untouched"},
        "externalValue": "one.json",
    }


def test_a_component_that_only_refers_keeps_its_name(files: Files) -> None:
    path = files(
        "openapi: 3.0.3\ncomponents:\n  schemas:\n"
        "    Pet: {$ref: pet.yaml}\n    Animal: {$ref: pet.yaml}\n    Own: {items: {$ref: pet.yaml}}\n",
        **{"pet.yaml": "properties: {self: {$ref: 'openapi.yaml#/components/schemas/Own'}}\n"},
    )
    ref = {"$ref": "#/components/schemas/Pet"}
    assert bundle(path)["components"]["schemas"] == {
        "Pet": {"properties": {"self": {"$ref": "#/components/schemas/Own"}}},
        "Animal": ref,
        "Own": {"items": ref},
    }


def test_names_that_clash_are_told_apart_by_their_file(files: Files) -> None:
    path = files(
        schema_root("{allOf: [{$ref: a/pet.yaml}, {$ref: b/pet.yaml}, {$ref: 'c.yaml#/x/pet'}, {$ref: 'Root.yaml'}]}"),
        **{"a/pet.yaml": "title: a", "b/pet.yaml": "title: b", "c.yaml": "x: {pet: {title: c}}"},
        **{"Root.yaml": "title: root"},
    )
    schemas = bundle(path)["components"]["schemas"]
    assert [entry["$ref"].rpartition("/")[2] for entry in schemas["Root"]["allOf"]] == [
        "pet",
        "b_pet",
        "c_pet",
        "Root_2",
    ]
    assert schemas["b_pet"] == {"title": "b"}


def test_names_hold_only_what_openapi_allows(files: Files) -> None:
    path = files(schema_root("{$ref: 'my%20pets/big pet.yaml', title: x}"), **{"my pets/big pet.yaml": "type: object"})
    assert "big_pet" in bundle(path)["components"]["schemas"]
    path = files(schema_root("{$ref: 'pets.yaml#/', title: x}"), **{"pets.yaml": "'': {type: object}"})
    assert "_" in bundle(path)["components"]["schemas"]


def test_mappings_are_references_too(files: Files) -> None:
    discriminator = (
        "{propertyName: kind, mapping: {c: cat.yaml, d: 'more.yaml#/Dog', r: Root}, defaultMapping: other.yaml}"
    )
    path = files(
        schema_root(f"{{oneOf: [{{$ref: cat.yaml}}], discriminator: {discriminator}}}"),
        **{"cat.yaml": "type: object", "more.yaml": "Dog: {type: object}", "other.yaml": "type: object"},
    )
    assert bundle(path)["components"]["schemas"]["Root"]["discriminator"] == {
        "propertyName": "kind",
        "mapping": {"c": "#/components/schemas/cat", "d": "#/components/schemas/Dog", "r": "Root"},
        "defaultMapping": "#/components/schemas/other",
    }


def test_a_renamed_variant_keeps_its_tag(files: Files) -> None:
    path = files(
        "openapi: 3.1.0\ncomponents:\n  schemas:\n    cat: {type: string}\n"
        "    Pet: {oneOf: [{$ref: pets/cat.yaml}, {$ref: pets/dog.yaml}], discriminator: {propertyName: kind}}\n",
        **{"pets/cat.yaml": "type: object", "pets/dog.yaml": "type: object"},
    )
    pet = bundle(path)["components"]["schemas"]["Pet"]
    assert pet["discriminator"]["mapping"] == {"cat": "#/components/schemas/pets_cat"}


def test_what_stands_beside_a_reference_stays(files: Files) -> None:
    path = files(schema_root("{properties: {a: {description: mine, $ref: pet.yaml}}}"), **{"pet.yaml": "type: object"})
    properties = bundle(path)["components"]["schemas"]["Root"]["properties"]
    assert properties == {"a": {"description": "mine", "$ref": "#/components/schemas/pet"}}


def test_path_items_of_3_0_are_put_where_they_are_used(files: Files) -> None:
    path = files(
        "openapi: 3.0.3\npaths:\n  /a: {$ref: items/a.yaml, summary: mine}\n  /b: {$ref: items/a.yaml}\n",
        **{"items/a.yaml": "summary: theirs\nget: {responses: {default: {$ref: ../error.yaml}}}\n"},
        **{"error.yaml": "description: An error.\n"},
    )
    get = {"responses": {"default": {"$ref": "#/components/responses/error"}}}
    data = bundle(path)
    assert data["paths"] == {"/a": {"summary": "mine", "get": get}, "/b": {"summary": "theirs", "get": get}}
    assert "pathItems" not in data["components"]


def test_each_part_is_located_in_its_own_file(files: Files) -> None:
    path = files(
        "openapi: 3.0.3\npaths:\n  /a: {$ref: items/a.yaml, summary: mine}\n"
        "components:\n  schemas:\n    Pet: {$ref: pet.yaml}\n    Own: {type: object}\n",
        **{"items/a.yaml": "# first\nget:\n  responses:\n    default: {$ref: ../error.yaml}\n"},
        **{"error.yaml": "# one\n# two\ndescription: An error.\n", "pet.yaml": "type: object\ntitle: Pet\n"},
    )
    document = read_bundled(path)

    def where(*pointer: str | int) -> str:
        location = document.locate(pointer)
        return f"{location.file.relative_to(path.parent)}:{location.line}"

    assert where("paths", "/a", "get", "responses") == "items/a.yaml:3"
    assert where("paths", "/a", "summary") == "openapi.yaml:3"
    assert where("components", "responses", "error", "description") == "error.yaml:3"
    assert where("components", "schemas", "Pet", "title") == "pet.yaml:2"
    assert where("components", "schemas", "Own") == "openapi.yaml:7"


def test_the_result_is_the_same_every_time(files: Files) -> None:
    path = files(
        schema_root("{allOf: [{$ref: a.yaml}, {$ref: b.yaml}]}"),
        **{"a.yaml": "items: {$ref: 'c/a.yaml'}", "b.yaml": "items: {$ref: 'c/b.yaml'}"},
        **{"c/a.yaml": "title: a", "c/b.yaml": "title: b"},
    )
    assert str(bundle(path)) == str(bundle(path))


OUTSIDE = {
    "../secret.yaml": "ref-outside",
    "sub/../../secret.yaml": "ref-outside",
    "%2e%2e/secret.yaml": "ref-outside",
    "..%2Fsecret.yaml": "ref-outside",
    "/etc/passwd": "ref-outside",
    "link.yaml": "ref-outside",
    "linked/secret.yaml": "ref-outside",
    "https://example.com/pet.yaml": "remote-ref",
    "//example.com/pet.yaml": "remote-ref",
    "file:///etc/passwd": "remote-ref",
    "FILE:pet.yaml": "remote-ref",
    "C:\\\\pet.yaml": "dangling-ref",
    "none.yaml": "dangling-ref",
    ".": "dangling-ref",
    "pet.yaml#/none": "dangling-ref",
    "pet.yaml#anchor": "dangling-ref",
    "pet.yaml#/title": "wrong-ref",
    "a\\0b.yaml": "dangling-ref",
    "x" * 5000: "dangling-ref",
    "broken.yaml": "broken-ref",
}


@pytest.mark.parametrize("form", ["schema", "mapping"])
@pytest.mark.parametrize("ref", OUTSIDE)
def test_references_that_can_not_be_followed_are_refused(files: Files, ref: str, form: str) -> None:
    schema = f'{{$ref: "{ref}"}}' if form == "schema" else f'{{discriminator: {{mapping: {{a: "./{ref}"}}}}}}'
    schema = schema.replace('"./', '"') if ref[0] in "/fFhC" else schema
    path = files(schema_root(schema), **{"pet.yaml": "title: Pet", "broken.yaml": "a: [", "sub/x.yaml": "a: 1"})
    (path.parent.parent / "secret.yaml").write_text("type: string\n")
    (path.parent / "link.yaml").symlink_to(path.parent.parent / "secret.yaml")
    (path.parent / "linked").symlink_to(path.parent.parent)
    assert OUTSIDE[ref] in codes(path)


def test_files_may_be_in_another_folder_around_the_document(tmp_path: Path) -> None:
    """Which one that is, only whoever runs it may say."""
    ref = "../common/pet.yaml"
    path = tmp_path / "specs/apis/openapi.yaml"
    for file, text in ((path, schema_root(f"{{$ref: {ref}}}")), (path.parent / ref, "{$ref: tag.yaml}")):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (tmp_path / "specs/common/tag.yaml").write_text("title: Tag", encoding="utf-8")
    (tmp_path / "secret.yaml").write_text("title: Secret", encoding="utf-8")
    assert codes(path) == ["ref-outside"]
    document = read_bundled(path, folder=tmp_path / "specs")
    assert document.data["components"]["schemas"]["Root"] == {"$ref": "#/components/schemas/tag"}
    assert document.data["components"]["schemas"]["tag"] == {"title": "Tag"}
    assert document.locate(("components", "schemas", "tag", "title")).file == path.parent / "../common/tag.yaml"
    path.write_text(schema_root("{$ref: ../../secret.yaml}"), encoding="utf-8")
    with pytest.raises(SpecError) as refused:
        read_bundled(path, folder=tmp_path / "specs")
    assert [(one.code, "'specs'" in one.message) for one in refused.value.diagnostics] == [("ref-outside", True)]


def test_every_problem_is_told_at_once_where_it_stands(files: Files) -> None:
    path = files(
        schema_root("{allOf: [{$ref: a.yaml}, {$ref: none.yaml}]}"),
        **{"a.yaml": "type: object\nproperties:\n  x:\n    $ref: ../b.yaml\n"},
    )
    with pytest.raises(SpecError) as caught:
        read_bundled(path)
    places = [(item.location.file.name, item.location.line) for item in caught.value.diagnostics if item.location]
    assert places == [("openapi.yaml", 4), ("a.yaml", 4)]


def test_path_items_that_hold_each_other_are_refused(files: Files) -> None:
    path = files(
        "openapi: 3.0.3\npaths:\n  /a: {$ref: a.yaml}\n",
        **{"a.yaml": "get:\n  callbacks: {c: {x: {$ref: a.yaml}}}\n"},
    )
    assert codes(path) == ["ref-cycle"]


def test_so_are_those_that_hold_others_far_inside(files: Files) -> None:
    """Each may hold the next one several times, and so the last one any number of times."""
    twice = "get:\n  callbacks: {c: {x: {$ref: NEXT}, y: {$ref: NEXT}}}\n"
    others = {f"p{number}.yaml": twice.replace("NEXT", f"p{number + 1}.yaml") for number in range(7)}
    path = files("openapi: 3.0.3\npaths:\n  /a: {$ref: p0.yaml}\n", **others, **{"p7.yaml": "get: {}\n"})
    assert set(codes(path)) == {"ref-cycle"}


def test_a_place_for_components_is_needed(files: Files) -> None:
    path = files("openapi: 3.1.0\npaths: {/a: {$ref: a.yaml}}\ncomponents: [x]\n", **{"a.yaml": "get: {}"})
    assert codes(path) == ["not-a-mapping"]


def test_a_linked_root_document_may_be_read(files: Files, tmp_path: Path) -> None:
    path = files(schema_root("{$ref: pet.yaml}"), **{"pet.yaml": "type: object"})
    link = path.with_name("link.yaml")
    link.symlink_to(path)
    assert bundle(link) == bundle(path)


def test_equal_keys_of_any_file_are_told(files: Files) -> None:
    root = files(
        "openapi: 3.0.3\nopenapi: 3.0.4\ncomponents: {schemas: {Pet: {$ref: pet.yaml}}}\n",
        **{"pet.yaml": "type: string\ntype: integer\n"},
    )
    document = read_bundled(root, forgiving=True)
    assert document.data == {"openapi": "3.0.4", "components": {"schemas": {"Pet": {"type": "integer"}}}}
    told = [(note.code, note.location.file.name, note.location.line) for note in document.notes if note.location]
    assert told == [("duplicate-key", "openapi.yaml", 2), ("duplicate-key", "pet.yaml", 2)]
    with pytest.raises(SpecError, match="a second time"):
        read_bundled(root)


def test_so_are_those_of_a_file_that_only_has_a_list(files: Files) -> None:
    root = files("openapi: 3.0.3\ntags: {$ref: tags.yaml}\n", **{"tags.yaml": "- name: pets\n  name: cats\n"})
    document = read_bundled(root, forgiving=True)
    assert document.data["tags"] == [{"name": "cats"}]
    assert [(note.code, note.location.file.name) for note in document.notes if note.location] == [
        ("duplicate-key", "tags.yaml")
    ]
