"""What the reference shows: every method with its call and its types, every model with its fields."""

import ast
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from specloom.encode import Code, first_sentence
from specloom.limits import default_in_words, limits_in_words
from specloom.models.render import RenderedModels
from specloom.operations.docs import ASKING
from specloom.operations.views import Kind, OperationView
from specloom.pages.places import Links, Page, method_path
from specloom.schemas import Schema
from specloom.stubs.material import Material
from specloom.type_expressions import each_once, plain, unparsed


@dataclass(frozen=True, slots=True)
class MethodEntry:
    """What there is to say about a method.

    Attributes:
        operation: that it calls.
        described: what each parameter means, by argument.
        returns: its type.
        types: the types that it has, for tables, by their Python.
        sample: a program that calls it.
    """

    operation: OperationView
    described: Mapping[str, str]
    returns: Code
    types: Mapping[str, Code]
    sample: Code | None


@dataclass(frozen=True, slots=True)
class FieldEntry:
    """A field of a model: its attribute, its name on the wire, its type, and what it is."""

    attribute: str
    name: str
    type: Code
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """A model: its fields if it is a class, else what it stands for."""

    name: str
    description: str
    direction: str
    fields: Sequence[FieldEntry]
    stands_for: Code = Code("")  # noqa: RUF009 - it is text
    received_as: Code = Code("")  # noqa: RUF009 - it is text


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A method in the index: its operation, a link to what is said about it, and what it does in a sentence."""

    operation: OperationView
    link: Code
    does: str


def index_groups(pages: Iterable[Page], links: Links) -> list[tuple[Code, list[IndexEntry]]]:
    """The groups of methods in the index, each with a link to its page."""
    return [
        (
            links.named(method_path(resource), method_path(resource)),
            [
                IndexEntry(
                    operation,
                    links.named(method_path(resource, operation.name), operation.name),
                    operation.summary or first_sentence(operation.description),
                )
                for operation in resource.operations
            ],
        )
        for page in pages
        if (resource := page.resource) is not None
    ]


_DIRECTIONS = {"RequestModel": "sent", "ResponseModel": "received", "SharedModel": "sent and received"}


def shown_types(operation: OperationView) -> list[str]:
    """The types that a method has, as Python writes them: of its result, and of what it takes and answers with."""
    body = operation.body
    answers = [*operation.responses.values(), *operation.errors.values()]
    return [
        _returns(operation),
        *(parameter.annotation for parameter in operation.parameters),
        *([body.annotation, *(other.annotation for other in body.others)] if body else []),
        *(content.type for contents in answers for content in contents),
    ]


def method_entry(operation: OperationView, sample: Code | None, links: Links) -> MethodEntry:
    """What there is to say about a method.

    Args:
        operation: that it calls.
        sample: a program that calls it; None where it can't be shown.
        links: of the page that it stands on.
    """
    described: dict[str, str] = {
        each.argument: _described(each.description, each.schema) for each in operation.parameters
    }
    if operation.asks_for_items:
        described["stream"] = ASKING
    return MethodEntry(
        operation,
        described,
        links.typed(_returns(operation)),
        {type_: links.typed(type_, cell=True) for type_ in shown_types(operation)},
        sample,
    )


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


def model_entry(material: Material, models: RenderedModels, name: str, component: str, links: Links) -> ModelEntry:
    """What there is to say about a model.

    Args:
        material: the package.
        models: as they are written.
        name: of the model.
        component: its name in the normal form; "" for an alias of what stands inside of something else.
        links: of the page that it stands on.
    """
    schema = material.examples.schemas.get(component, {})
    plan = material.classes.get(component)
    description = str(schema.get("description") or "")
    if plan is None:
        stands_for = _stands_for(name, models.others.get(name, Code("")))
        said = _described(description, material.plan.types.get(name, {}))
        return ModelEntry(name, said, "", (), links.typed(stands_for))
    required = set(schema.get("required", ()))
    fields = [
        FieldEntry(
            attribute,
            label,
            links.typed(plain(models.fields[name][attribute]), cell=True),
            label in required and attribute not in plan.constants,
            _described(str(schema["properties"][label].get("description") or ""), schema["properties"][label]),
        )
        for label, attribute in plan.fields.items()
    ]
    received = received_as(material, component)
    return ModelEntry(name, description, _DIRECTIONS[plan.base], fields, received_as=links.named(received, received))


def received_as(material: Material, component: str) -> str:
    """The name of the model that answers hold in the place of one that is sent; "" if it is the same."""
    return material.names.models.get(material.names.keeper.answers.get(component, ""), "")


def _described(text: str, schema: Schema) -> str:
    """What a value means, and what it has to be beside its type."""
    pattern = schema.get("pattern")
    parts = [
        "Deprecated." if schema.get("deprecated") is True else "",
        text,
        limits_in_words(schema),
        f"Matches `{pattern}`." if isinstance(pattern, str) and "`" not in pattern else "",
        default_in_words(schema),
    ]
    return " ".join(part for part in parts if part)


def _stands_for(alias: str, source: Code) -> str:
    """What an alias stands for, read from the source of its definition."""
    for node in ast.parse(source).body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(args=[_, type_])) if name == alias:
                text = type_.value if isinstance(type_, ast.Constant) else unparsed(type_)
                return each_once(plain(Code(text)))
    return "Any"
