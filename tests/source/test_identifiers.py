"""Identifiers and anchors of schemas and documents, over several files."""

from specloom.references import iter_refs
from specloom.source import read_bundled

from tests.source.support import Files, bundle, schema_root


def test_dynamic_references_stay_as_long_as_their_anchor_comes_along(files: Files) -> None:
    others = {
        "page.yaml": "{items: {$dynamicRef: '#item'}, $defs: {item: {$dynamicAnchor: item}}}",
        "many.yaml": "{One: {not: {$dynamicRef: '#two'}}, Two: {$dynamicAnchor: two}}",
    }
    path = files(schema_root("{allOf: [{$ref: page.yaml}, {$ref: 'many.yaml#/One'}]}"), **others)
    assert read_bundled(path).data["components"]["schemas"] == {
        "Root": {"allOf": [{"$ref": "#/components/schemas/page"}, {"$ref": "#/components/schemas/One"}]},
        "page": {"items": {"$dynamicRef": "#item"}, "$defs": {"item": {"$dynamicAnchor": "item"}}},
        "One": {"not": {"$dynamicRef": "#/components/schemas/Two"}},
        "Two": {"$dynamicAnchor": "two"},
    }


def test_identifiers_name_schemas_of_the_same_document(files: Files) -> None:
    schemas = """
openapi: 3.1.0
components:
  schemas:
    Order:
      $id: https://example.com/schemas/order
      properties:
        pet: {$ref: pet}
        color: {$ref: pet#color}
        size: {$ref: '#/$defs/Size'}
        other: {$ref: '#/components/schemas/Pet'}
      $defs: {Size: {type: integer}}
    Pet: {$id: https://example.com/schemas/pet, properties: {color: {$anchor: color, type: string}}}
    Toy: {$id: Toy}
    Box: {properties: {toy: {$ref: Toy}, pet: {$ref: 'https://example.com/schemas/pet#/properties/color'}}}
"""
    found = [ref for _, ref in iter_refs(bundle(files(schemas)))]
    assert found == [
        "#/components/schemas/Pet",
        "#/components/schemas/Pet/properties/color",
        "#/components/schemas/Order/$defs/Size",
        "#/components/schemas/Pet",
        "#/components/schemas/Toy",
        "#/components/schemas/Pet/properties/color",
    ]


def test_the_slashes_of_a_pointer_may_be_encoded(files: Files) -> None:
    """RFC 6901, section 6: a fragment is decoded before it is read as a pointer."""
    root = """
openapi: 3.1.0
components:
  schemas:
    A: {$ref: '#%2Fcomponents%2Fschemas%2FPage%5BB%5D'}
    C: {$ref: 'other.yaml#%2fB'}
    Page[B]: {type: integer}
"""
    found = [ref for _, ref in iter_refs(bundle(files(root, **{"other.yaml": "B: {type: string}"})))]
    assert found == ["#/components/schemas/Page[B]"]


def test_a_document_may_name_itself(files: Files) -> None:
    root = """
openapi: 3.2.0
$self: https://example.com/api/openapi.yaml
components:
  schemas:
    A: {$ref: 'https://example.com/api/openapi.yaml#/components/schemas/B'}
    C: {$ref: 'openapi.yaml#/components/schemas/B'}
    B: {type: integer}
"""
    assert {ref for _, ref in iter_refs(bundle(files(root)))} == {"#/components/schemas/B"}


def test_identifiers_and_anchors_name_files_of_the_folder(files: Files) -> None:
    pet = '{"$id": "https://example.com/s/pet.json", "properties": {"toy": {"$ref": "toy.json#ball"}}}'
    toy = '{"$id": "https://example.com/s/toy.json", "$defs": {"Ball": {"$anchor": "ball", "type": "string"}}}'
    path = files(schema_root("{$ref: https://example.com/s/pet.json}"), **{"s/pet.json": pet, "s/toy.json": toy})
    assert bundle(path)["components"]["schemas"] == {
        "Root": {
            "$id": "https://example.com/s/pet.json",
            "properties": {"toy": {"$ref": "#/components/schemas/Ball"}},
        },
        "Ball": {"$anchor": "ball", "type": "string"},
    }


def test_identifiers_name_schemas_of_the_same_file(files: Files) -> None:
    order = """
$id: https://example.com/s/order
properties:
  pet: {$ref: pet}
  size: {$ref: 'urn:example:size'}
  tags: {items: {$dynamicRef: '#tag'}}
$defs:
  Pet: {$id: pet, properties: {name: {$ref: '#/$defs/Name'}}, $defs: {Name: {type: string}}}
  Size: {$id: urn:example:size, properties: {unit: {$ref: '#/$defs/Unit'}}, $defs: {Unit: {enum: [cm, in]}}}
  Tag: {$anchor: tag, type: string}
"""
    schemas = bundle(files(schema_root("{$ref: order.yaml}"), **{"order.yaml": order}))["components"]["schemas"]
    assert schemas["Root"]["properties"] == {
        "pet": {"$ref": "#/components/schemas/Pet"},
        "size": {"$ref": "#/components/schemas/Size"},
        "tags": {"items": {"$ref": "#/components/schemas/Tag"}},
    }
    assert schemas["Pet"]["properties"]["name"] == {"$ref": "#/components/schemas/Name"}
    assert schemas["Unit"] == {"enum": ["cm", "in"]}


def test_identifiers_name_schemas_in_a_file_of_many(files: Files) -> None:
    many = """
schemas:
  Order:
    $id: https://example.com/s/order
    properties:
      size: {$ref: '#/$defs/Size'}
      again: {$ref: '#'}
      pet: {$ref: pet}
    $defs: {Size: {type: integer}}
  Pet:
    $id: https://example.com/s/pet
    properties: {name: {$ref: 'pet#name'}, $id: {type: string}}
    $defs: {N: {$anchor: name}}
  Plain: {properties: {size: {$ref: '#/schemas/Order/$defs/Size'}}}
"""
    path = files(schema_root("{$ref: 'many.yaml#/schemas/Order'}"), **{"many.yaml": many})
    schemas = bundle(path)["components"]["schemas"]
    assert schemas["Root"]["properties"] == {
        "size": {"$ref": "#/components/schemas/Size"},
        "again": {"$ref": "#/components/schemas/Root"},
        "pet": {"$ref": "#/components/schemas/Pet"},
    }
    assert schemas["Pet"]["properties"] == {"name": {"$ref": "#/components/schemas/N"}, "$id": {"type": "string"}}
    path = files(schema_root("{$ref: 'many.yaml#/schemas/Plain'}"), **{"many.yaml": many})
    assert bundle(path)["components"]["schemas"]["Root"]["properties"] == {
        "size": {"$ref": "#/components/schemas/Size"}
    }


def test_identifiers_name_schemas_of_another_file(files: Files) -> None:
    other = """
openapi: 3.1.0
components:
  schemas:
    Toy: {$id: https://example.com/s/toy, properties: {size: {$ref: '#/$defs/Size'}}, $defs: {Size: {$anchor: size}}}
"""
    refs = "{oneOf: [{$ref: https://example.com/s/toy}, {$ref: 'https://example.com/s/toy#/$defs/Size'}, {$ref: 'https://example.com/s/toy#size'}]}"
    schemas = bundle(files(schema_root(refs), **{"s/other.yaml": other}))["components"]["schemas"]
    assert schemas["Root"] == {"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in ("Toy", "Size", "Size")]}
    assert schemas["Toy"]["properties"] == {"size": {"$ref": "#/components/schemas/Size"}}
