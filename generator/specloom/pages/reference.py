"""What api.md shows: every method with its call and its types, every model with its fields."""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from specloom.encode import Code
from specloom.operations.views import Kind, OperationView
from specloom.pages.samples import python_sample
from specloom.schemas import Schema
from specloom.stubs.material import Material


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
        case Kind.STREAM:
            return "StreamedResponse"
    return str(operation.returns)


def model_entries(material: Material, sources: Mapping[str, str]) -> list[ModelEntry]:
    """All models, by name.

    Args:
        material: the package.
        sources: the modules that define them.
    """
    annotations, aliases = _types(sources)
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
                annotations[name].get(attribute, "Any"),
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


def _types(sources: Mapping[str, str]) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """The types of the attributes of classes, and what aliases stand for, read from the models as they are written."""
    classes: dict[str, dict[str, str]] = {}
    aliases: dict[str, str] = {}
    for source in sources.values():
        for node in ast.parse(source).body:
            if isinstance(node, ast.ClassDef):
                fields = [entry for entry in node.body if isinstance(entry, ast.AnnAssign)]
                classes[node.name] = {ast.unparse(entry.target): _plain(entry.annotation) for entry in fields}
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and len(node.value.args) > 1:
                aliases[ast.unparse(node.targets[0])] = _plain(node.value.args[1])
    return classes, aliases


class _Strip(ast.NodeTransformer):
    """Drops from a type what only validation needs."""

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        if isinstance(node.value, ast.Name) and node.value.id == "Annotated" and isinstance(node.slice, ast.Tuple):
            return ast.NodeTransformer.visit(self, node.slice.elts[0])  # type: ignore[no-any-return] # untyped base
        return self.generic_visit(node)


def _plain(type_: ast.expr) -> str:
    if isinstance(type_, ast.Constant) and isinstance(type_.value, str):
        type_ = ast.parse(type_.value, mode="eval").body
    return ast.unparse(_Strip().visit(type_))
