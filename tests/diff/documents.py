"""Strategies for small documents of every kind of schema, and ways to write the same document otherwise."""

import copy
import random
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]

NAMES = ("Cat", "Dog", "Pet", "Owner", "Size", "Note", "Tags", "Counts")
OBJECTS, UNION, SCALARS, HOLDERS = ("Cat", "Dog", "Owner"), "Pet", ("Size", "Note"), ("Tags", "Counts")

_scalars = st.sampled_from(
    [
        {"type": "string"},
        {"type": "string", "minLength": 1, "maxLength": 9},
        {"type": "string", "pattern": "^a"},
        {"type": "string", "format": "date-time"},
        {"type": "integer", "minimum": 0, "exclusiveMaximum": 9},
        {"type": "number", "multipleOf": 0.5},
        {"type": "boolean", "default": True},
        {"type": ["string", "null"]},
        {"type": ["integer", "null"], "maximum": 5},
        {"type": "string", "not": {"const": "x"}},
        {},
    ]
)
_enums = st.sampled_from(
    [{"type": "string", "enum": ["a", "b", "c"]}, {"type": "string", "const": "a"}, {"enum": ["a", 1]}]
)


def _refs(names: tuple[str, ...]) -> st.SearchStrategy[Json]:
    return st.sampled_from([{"$ref": f"#/components/schemas/{name}"} for name in names])


def _flagged(schema: Json, flag: str) -> Json:
    return {**schema, flag: True} if flag and "$ref" not in schema else schema


def _nullable(ref: Json, is_nullable: bool) -> Json:
    return {"anyOf": [ref, {"type": "null"}]} if is_nullable else ref


def values() -> st.SearchStrategy[Json]:
    """What a property, an item or a parameter may be."""
    flat = st.one_of(_scalars, _enums, _refs(NAMES), st.builds(_nullable, _refs(OBJECTS), st.booleans()))
    flagged = st.builds(_flagged, flat, st.sampled_from(["", "", "readOnly", "writeOnly", "deprecated"]))
    lists = st.builds(lambda item, most: {"type": "array", "items": item, "maxItems": most}, flat, st.integers(1, 5))
    maps = st.builds(lambda held: {"type": "object", "additionalProperties": held}, flat)
    return st.one_of(flagged, lists, maps)


@st.composite
def objects(draw: st.DrawFn, tag: str = "") -> Json:
    """An object; one with a tag can be a variant of a union."""
    labels = draw(st.lists(st.sampled_from(["a", "b", "c", "d"]), unique=True))
    properties = {label: draw(values()) for label in labels}
    required = [label for label in labels if draw(st.booleans())]
    if tag:
        properties["kind"] = {"type": "string", "enum": [tag]}
        required.append("kind")
    result: Json = {"type": "object", "properties": properties}
    if required:
        result["required"] = required
    if draw(st.booleans()):
        result["additionalProperties"] = False
    return result


@st.composite
def documents(draw: st.DrawFn) -> Json:
    """A document that uses all its schemas in both directions."""
    union: Json = {"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]}
    if draw(st.booleans()):
        mapping = {name.lower(): f"#/components/schemas/{name}" for name in ("Cat", "Dog")}
        union["discriminator"] = {"propertyName": "kind", "mapping": mapping}
    schemas: Json = {
        "Cat": draw(objects("cat")),
        "Dog": draw(objects("dog")),
        "Owner": draw(objects()),
        "Pet": union,
        "Size": draw(_enums),
        "Note": draw(_scalars),
        "Tags": {"type": "array", "items": draw(_refs((*OBJECTS, *SCALARS))), "uniqueItems": True},
        "Counts": {"type": "object", "additionalProperties": draw(st.one_of(_scalars, _refs(OBJECTS)))},
    }
    paths: Json = {}
    for index in range(draw(st.integers(1, 2))):
        body, answer = ({"application/json": {"schema": draw(_refs(NAMES))}} for _ in range(2))
        parameters = [{"name": "size", "in": "query", "schema": draw(st.one_of(_scalars, _enums, _refs(SCALARS)))}]
        if draw(st.booleans()):
            parameters.append({"$ref": "#/components/parameters/Trace"})
        paths[f"/things{index}"] = {
            "post": {
                "operationId": f"makeThing{index}",
                "parameters": parameters,
                "requestBody": {"required": draw(st.booleans()), "content": body},
                "responses": {
                    "200": {
                        "description": "Done.",
                        "content": answer,
                        "headers": {"X-Left": {"schema": draw(_scalars)}},
                    },
                    "404": {"$ref": "#/components/responses/Missing"},
                },
            }
        }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "paths": paths,
        "components": {
            "schemas": schemas,
            "parameters": {"Trace": {"name": "X-Trace", "in": "header", "schema": {"type": "string"}}},
            "responses": {
                "Missing": {
                    "description": "Missing.",
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Owner"}}},
                }
            },
        },
    }


UNORDERED = ("required", "enum", "oneOf", "anyOf", "parameters", "type")
"""Lists whose order says nothing."""


def reordered(document: Json, rng: random.Random) -> Json:
    """The same with everything in another order that has none."""

    def visit(node: Any, key: str) -> Any:
        if isinstance(node, dict):
            return {name: visit(node[name], name) for name in rng.sample(list(node), len(node))}
        if isinstance(node, list):
            items = [visit(one, "") for one in node]
            return rng.sample(items, len(items)) if key in UNORDERED else items
        return node

    result: Json = visit(document, "")
    return result


def reworded(document: Json, rng: random.Random) -> Json:
    """The same with other prose, in every place that may have some."""

    def visit(node: Any, key: str) -> Any:
        if isinstance(node, list):
            return [visit(one, "") for one in node]
        if not isinstance(node, dict):
            return node
        result = {name: visit(value, name) for name, value in node.items()}
        if "type" in node and isinstance(node["type"], str | list) and key != "properties":
            result |= {
                "description": f"{rng.random()}",
                "examples": ["x"],
                "externalDocs": {"url": "https://example.com"},
            }
        return result

    changed: Json = visit(document, "")
    return changed


def nullable_otherwise(document: Json, rng: random.Random) -> Json:
    """The same with null said the other way: as one of several alternatives rather than of several types."""

    def visit(node: Any) -> Any:
        if isinstance(node, list):
            return [visit(one) for one in node]
        if not isinstance(node, dict):
            return node
        result = {key: visit(value) for key, value in node.items()}
        types = result.get("type")
        if isinstance(types, list) and "null" in types and len(types) == 2:
            kept = {
                key: value for key, value in result.items() if key in ("default", "deprecated", "readOnly", "writeOnly")
            }
            core = {key: value for key, value in result.items() if key not in kept}
            core["type"] = next(one for one in types if one != "null")
            return {"anyOf": rng.sample([core, {"type": "null"}], 2), **kept}
        return result

    changed: Json = visit(document)
    return changed


def inlined(names: tuple[str, ...]) -> Callable[[Json, random.Random], Json]:
    """The same with references to these schemas, and to every parameter and response, written out at times."""

    def write(document: Json, rng: random.Random) -> Json:
        components = document["components"]

        def visit(node: Any, inside: tuple[str, ...]) -> Any:
            if isinstance(node, list):
                return [visit(one, inside) for one in node]
            if not isinstance(node, dict):
                return node
            ref = node.get("$ref")
            if isinstance(ref, str) and node.keys() == {"$ref"} and rng.random() < 0.6:
                _, _, section, name = ref.split("/")
                if (section != "schemas" or name in names) and ref not in inside:
                    return visit(copy.deepcopy(components[section][name]), (*inside, ref))
            # What a mapping names has to stay a component.
            kept = ("discriminator", "oneOf") if "discriminator" in node else ()
            return {key: value if key in kept else visit(value, inside) for key, value in node.items()}

        changed: Json = visit(document, ())
        return changed

    return write


def moved(document: Json, rng: random.Random) -> Json:
    """The same with inline schemas of properties, items and parameters moved into components."""
    result = copy.deepcopy(document)
    made: Json = {}

    def move(schema: Any) -> Any:
        if not isinstance(schema, dict) or "$ref" in schema or rng.random() < 0.5:
            return schema
        place = {
            key: value for key, value in schema.items() if key in ("readOnly", "writeOnly", "deprecated", "default")
        }
        name = f"Made{len(made)}"
        made[name] = {key: value for key, value in schema.items() if key not in place}
        return {"$ref": f"#/components/schemas/{name}", **place}

    for schema in result["components"]["schemas"].values():
        for label, held in schema.get("properties", {}).items():
            if label != "kind":
                schema["properties"][label] = move(held)
    for item in result["paths"].values():
        for parameter in item["post"]["parameters"]:
            if "schema" in parameter:
                parameter["schema"] = move(parameter["schema"])
    result["components"]["schemas"] |= made
    return result
