"""The normal form as a whole: valid OpenAPI, a fixed point, and what the toolkit promises of it."""

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from specloom import grammar
from specloom.grammar import Kind
from specloom.normalise import normalise
from specloom.normalise.discriminators import DEFAULT_MAPPING
from specloom.references import node_at
from specloom.schemas import is_union, ref_name
from specloom.source import read_bundled, read_document

from tests.conformance.topics import Use, topic, topics

GENERATED = Path(__file__).parents[2] / "generated"
OTHERS = ("ory-kratos.json", "figma.yaml", "iceberg-rest.yaml")


def problems(document: dict[str, Any]) -> list[str]:
    """What a validator that no one here wrote finds.

    It takes patterns for those of Python, whereas OpenAPI has those of ECMA-262, such as `\\p{L}`.
    """
    found = OpenAPIV31SpecValidator(document).iter_errors()
    return [f"{list(each.path)}: {each.message}" for each in found if each.validator_value != "regex"]


def broken_promises(document: dict[str, Any]) -> Iterator[str]:
    """What of the normal form a document is not."""
    schemas: dict[str, Any] = document.get("components", {}).get("schemas", {})
    tags: set[tuple[Any, ...]] = set()
    for name, union in schemas.items():
        if "discriminator" in union:
            tag, mapping = union["discriminator"]["propertyName"], union["discriminator"]["mapping"]
            if list(dict.fromkeys(mapping.values())) != [member["$ref"] for member in union["oneOf"]]:
                yield f"{name}: mapping and oneOf differ"
            for target in leaves(union, schemas):
                tags.add(("components", "schemas", target, "properties", tag))
                held = schemas[target]["properties"].get(tag, {})
                if not {"const", "enum"} & held.keys() and DEFAULT_MAPPING not in union["discriminator"]:
                    yield f"{name}: {target} has no tag"
    for place in grammar.walk(document):
        node, at = place.node, place.pointer
        if place.kind is not Kind.SCHEMA or judges(at):
            continue
        is_component = at[:2] == ("components", "schemas") and len(at) == 3
        if "allOf" in node:
            yield f"{at}: allOf"
        if "discriminator" in node and not is_component:
            yield f"{at}: a discriminated union without a name"
        if node.get("properties") and not is_component:
            yield f"{at}: an object without a name"
        values = [value for value in node.get("enum", ()) if value is not None]
        if len(values) > 1 and node.get("type") != "boolean" and not is_component and at not in tags:
            yield f"{at}: an enum without a name"
    if [*schemas] != sorted(schemas):
        yield "components are not in order"


def leaves(union: dict[str, Any], schemas: dict[str, Any]) -> list[str]:
    """The objects among the alternatives of a union, and of unions among those."""
    found = [str(ref_name(member)) for member in union.get("oneOf") or union["anyOf"]]
    return [leaf for name in found for leaf in (leaves(schemas[name], schemas) if is_union(schemas[name]) else [name])]


def judges(pointer: tuple[Any, ...]) -> bool:
    """Whether a schema only judges a value, and describes nothing that could have a name."""
    return bool({"not", "if", "then", "else", "contains", "propertyNames", "dependentSchemas"} & {*pointer})


def check(document: dict[str, Any], given: dict[str, Any] | None = None) -> None:
    if given is not None:
        assert document["paths"].keys() <= given["paths"].keys()
    assert problems(document) == []
    assert list(broken_promises(document)) == []
    assert normalise(document).document == document


@pytest.mark.parametrize("name", topics())
def test_small_documents(name: str) -> None:
    given = topic(name).document(Use.BOTH)
    made = normalise(given)
    check(made.document, given)
    for one in made.diagnostics:
        node_at(given, one.pointer)  # What is told of is there.


@pytest.mark.parametrize("name", OTHERS)
def test_documents_of_others(name: str, shared_file: Callable[[str], Path], tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(gzip.decompress(shared_file(f"specs/others/{name}.gz").read_bytes()))
    check(normalise(read_bundled(file).data).document)


@pytest.mark.parametrize(
    "project", sorted(path.parent for path in GENERATED.glob("*/openapi.yaml")), ids=lambda path: path.name
)
def test_what_is_published(project: Path) -> None:
    document = read_document(project / "openapi.yaml").data
    assert problems(document) == []
    assert list(broken_promises(document)) == []
