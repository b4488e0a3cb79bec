"""The cases of tests: models and the payloads that they are made from, each with a name."""

from collections.abc import Mapping
from typing import Any

from specloom import names
from specloom.encode import Code, literal
from specloom.examples.fits import fits
from specloom.examples.python import FORMATS
from specloom.models.rules import is_literal
from specloom.models.types import is_tuple
from specloom.schemas import Schema, as_list, listed_values, ref_name
from specloom.stubs.material import Material, python_type

EXAMPLE_TEXT = "example"
"""What is sent and received where a schema has nothing to say."""


def cases(material: Material, schema: Schema, given: Mapping[str, Any], label: str, *, received: bool = False) -> Code:
    """Models and payloads for a schema, as the parameters of a test: each alternative, and what the document has.

    Args:
        material: the package.
        schema: of the normal form.
        given: examples of the document, by name.
        label: which example of a class is used.
        received: whether the model is what is expected of an answer; then it is `object` where that is anyone's
            guess.
    """
    rows = []
    variants = material.examples.variants(schema)
    for variant in variants:
        if variant.name in material.classes:
            payload = material.variant_payload(variant, label)
            rows.append((model_of(material, variant.name), payload, material.classes[variant.name].name))
            continue
        value = getattr(material.examples, label)(variant.schema)
        rows.append((_type_of(variant.schema, value, received=received), literal(value), str(python_type(value))))
    for name, value in given.items():
        if fits(schema, value, material.examples.schemas):
            # Null is no alternative of its own.
            own = next((v for v in variants if fits(v.schema, value, material.examples.schemas)), None)
            model = (
                model_of(material, own.name)
                if own is not None and own.name in material.classes
                else _type_of(own.schema if own else schema, value, received=received)
            )
            rows.append((model, literal(value), name))
    if received and not material.examples.is_told_apart(schema):
        rows = [(Code("object"), payload, identifier) for _, payload, identifier in rows]
    ids = distinct([identifier for _, _, identifier in rows])
    written = [
        f"pytest.param({model}, {payload}, id={literal(identifier)})"
        for (model, payload, _), identifier in zip(rows, ids, strict=True)
    ]
    return Code(f"[{', '.join(written)}]")


def _type_of(schema: Schema, value: Any, *, received: bool) -> Code:
    """The type of plain data; `object` for an answer that becomes something else than the JSON it comes as."""
    becomes_other = (schema.get("format") in FORMATS and "enum" not in schema) or is_tuple(schema)
    if received and becomes_other:
        return Code("object")
    # A list of values with a fraction among them is of one type, that of all numbers.
    values = listed_values(schema)
    types = as_list(schema.get("type"))
    is_any_number = "number" in types and (not values or (not all(map(is_literal, values)) and "integer" not in types))
    return Code("float") if received and is_any_number and python_type(value) == "int" else python_type(value)


def about(material: Material, schema: Schema) -> Code:
    """A name for what a schema describes, to be part of a constant's."""
    name = ref_name(schema)
    return Code(names.snake(material.names.models[name] if name else "values").upper())


def model_of(material: Material, component: str) -> Code:
    """How tests reach the model of a component."""
    return Code(f"models.{material.classes[component].name}")


def distinct(wanted: list[str]) -> list[str]:
    """The same texts, with a number behind those that were there before."""
    used: set[str] = set()
    result = []
    for text in wanted:
        name = names.unused(text, used)
        used.add(name)
        result.append(name)
    return result
