"""What api.md shows: every method with its call and its types, every model with its fields."""

import ast
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from specloom.encode import Code
from specloom.models.render import RenderedModels
from specloom.operations.views import Kind, OperationView
from specloom.pages.samples import python_sample
from specloom.schemas import Schema
from specloom.stubs.material import Material
from specloom.type_expressions import plain


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


_DIRECTIONS = {"RequestModel": "sent", "ResponseModel": "received", "SharedModel": "sent and received"}


def method_entries(material: Material, operations: Sequence[OperationView]) -> list[MethodEntry]:
    """The methods of a group."""
    return [
        MethodEntry(
            operation,
            _returns(operation),
            python_sample(material, operation) if material.signs_with(operation) is not None else None,
        )
        for operation in operations
    ]


def _returns(operation: OperationView) -> str:
    match operation.kind:
        case Kind.PAGE:
            return f"Page[{operation.returns}]"
        case Kind.ITEMS:
            return f"StreamedItems[{operation.returns}]"
        case Kind.STREAM:
            return "StreamedResponse"
    return str(operation.returns)


def model_entries(material: Material, models: RenderedModels) -> list[ModelEntry]:
    """All models, by name.

    Args:
        material: the package.
        models: as they are written.
    """
    aliases = _aliases(models.others)
    found = []
    for component, name in material.names.models.items():
        schema = material.examples.schemas[component]
        plan = material.classes.get(component)
        description = str(schema.get("description") or "")
        if plan is None:
            found.append(ModelEntry(name, description, "", (), aliases.get(name, "Any")))
            continue
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
        found.append(ModelEntry(name, description, _DIRECTIONS[plan.base], fields, ""))
    return sorted(found, key=lambda entry: entry.name)


def _describe(schema: Schema) -> str:
    text = str(schema.get("description") or "")
    return f"Deprecated. {text}" if schema.get("deprecated") is True else text


def _aliases(sources: Iterable[str]) -> dict[str, str]:
    """What aliases stand for, read from the source of their definitions."""
    found: dict[str, str] = {}
    for source in sources:
        for node in ast.parse(source).body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and len(node.value.args) > 1:
                found[ast.unparse(node.targets[0])] = _standing_for(node.value.args[1])
    return found


def _standing_for(type_: ast.expr) -> str:
    if isinstance(type_, ast.Constant) and isinstance(type_.value, str):
        return plain(Code(type_.value))
    return plain(Code(ast.unparse(type_)))
