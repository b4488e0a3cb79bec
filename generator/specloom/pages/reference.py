"""What api.md shows: every method with its call and its types, every model with its fields."""

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from specloom.encode import Code
from specloom.models.render import RenderedModels
from specloom.operations.views import Kind, OperationView
from specloom.pages.samples import python_sample
from specloom.schemas import Schema
from specloom.stubs.material import Material
from specloom.type_expressions import each_once, plain, unparsed


@dataclass(frozen=True, slots=True)
class MethodEntry:
    """A method: its operation, the types of its body and result, and a program; the types are Python."""

    operation: OperationView
    returns: str
    sample: Code | None


@dataclass(frozen=True, slots=True)
class FieldEntry:
    """A field of a model: its attribute, its name on the wire, its type as Python, and what it is."""

    attribute: str
    name: str
    type: str
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """A model: its fields if it is a class, else what it stands for, as Python."""

    name: str
    description: str
    direction: str
    fields: Sequence[FieldEntry]
    stands_for: str
    received_as: str = ""


_DIRECTIONS = {"RequestModel": "sent", "ResponseModel": "received", "SharedModel": "sent and received"}


def method_entry(material: Material, operation: OperationView) -> MethodEntry:
    """The method of an operation."""
    sample = python_sample(material, operation) if material.is_shown(operation) else None
    return MethodEntry(operation, _returns(operation), sample)


def _returns(operation: OperationView) -> str:
    match operation.kind:
        case Kind.PAGE:
            return f"Page[{operation.returns}]"
        case Kind.ITEMS:
            return f"StreamedItems[{operation.returns}]"
        case Kind.EITHER:
            return f"{operation.returns} | StreamedItems[{operation.items}]"
        case Kind.STREAM:
            return "StreamedResponse"
    return str(operation.returns)


def model_entry(material: Material, models: RenderedModels, component: str) -> ModelEntry:
    """The model of a component.

    Args:
        material: the package.
        models: as they are written.
        component: its name in the normal form.
    """
    name = material.names.models[component]
    schema = material.examples.schemas[component]
    plan = material.classes.get(component)
    description = str(schema.get("description") or "")
    if plan is None:
        return ModelEntry(name, description, "", (), _stands_for(name, models.others.get(name, Code(""))))
    required = set(schema.get("required", ()))
    fields = [
        FieldEntry(
            attribute,
            label,
            plain(models.fields[name][attribute]),
            label in required and attribute not in plan.constants,
            _describe(schema["properties"][label]),
        )
        for label, attribute in plan.fields.items()
    ]
    received = material.names.models.get(material.names.keeper.answers.get(component, ""), "")
    return ModelEntry(name, description, _DIRECTIONS[plan.base], fields, "", received)


def _describe(schema: Schema) -> str:
    text = str(schema.get("description") or "")
    return f"Deprecated. {text}" if schema.get("deprecated") is True else text


def _stands_for(alias: str, source: Code) -> str:
    """What an alias stands for, read from the source of its definition."""
    for node in ast.parse(source).body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(args=[_, type_])) if name == alias:
                text = type_.value if isinstance(type_, ast.Constant) else unparsed(type_)
                return each_once(plain(Code(text)))
    return "Any"
