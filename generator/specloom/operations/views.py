"""What templates show of operations: everything worked out, every name settled, every type written."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from specloom.encode import Code, literal
from specloom.normalise.media_types import is_structured
from specloom.schemas import Schema
from specloom.type_expressions import with_lists_of


class Kind(StrEnum):
    """How a method gives its answer."""

    CALL = "call"
    """Decoded, all at once."""
    PAGE = "page"
    """A page of a list, with more to follow."""
    STREAM = "stream"
    """As it comes, without being held whole."""
    ITEMS = "items"
    """One item after another, each decoded when it comes."""
    EITHER = "either"
    """Events like that, or something else decoded all at once, as the server chooses."""


@dataclass(frozen=True, slots=True)
class ParameterView:
    """One parameter.

    Attributes:
        argument: the argument of the method.
        name, place: on the wire.
        type: what is checked before it is sent, as an expression.
        annotation: what the argument is annotated with.
        needs_models: whether `type` names models, which are imported when they are first used.
        required: whether it has to be given.
        style: further arguments of `Parameter`, such as `explode=False`.
        description: Markdown, untrusted.
        schema: its schema in the normal form, {} for one that has a content type.
        example: a value for samples and tests.
    """

    argument: Code
    name: str
    place: str
    type: Code
    annotation: Code
    needs_models: bool
    required: bool
    style: Sequence[Code]
    description: str
    schema: Schema
    example: Any


@dataclass(frozen=True, slots=True)
class ContentView:
    """One thing that can come back: `kind` is Json, Items, Text, Binary or Empty; the type of Items is that of one.

    `data` is what becomes of the data of events, as in `normalise.events`, or "".
    """

    kind: Code
    media_type: str
    type: Code
    schema: Schema | None
    example: Any = None
    data: str = ""

    @property
    def is_value(self) -> bool:
        """Whether it is a text that holds one value of a type."""
        return self.kind == "Text" and self.type != "str"


@dataclass(frozen=True, slots=True)
class BodyView:
    """The body of a request.

    Attributes:
        content_type: on the wire.
        type: of the body, as an expression.
        annotation: of the argument.
        required: whether it has to be given.
        schema: its schema in the normal form.
        examples: from the document, by name.
        description: Markdown, untrusted.
        encoding: Encoding Objects of the members of a form, by member.
        is_items: whether it is a list that is sent as one item after another.
        rules: what is checked of a text.
        is_value: whether it is one value that is sent as text.
        is_null: whether it may be null, though there need not be one.
        others: the same body in other content types.
    """

    content_type: str
    type: Code
    annotation: Code
    required: bool
    schema: Schema
    examples: dict[str, Any]
    description: str
    encoding: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    is_items: bool = False
    rules: Schema = field(default_factory=dict)
    is_value: bool = False
    is_null: bool = False
    others: Sequence["BodyView"] = ()

    @property
    def is_structured(self) -> bool:
        """Whether it is data with a schema, rather than bytes."""
        return self.is_items or self.is_value or is_structured(self.content_type)

    @property
    def may_be_null(self) -> bool:
        """Whether it may be null in any of its content types, though there need not be one."""
        return any(one.is_null for one in (self, *self.others))

    @property
    def choices(self) -> list["BodyChoice"]:
        """The content types by the type of what they hold, the default first; [] where there is nothing to choose."""
        listed = [self, *self.others]
        if not self.others and "*" not in self.content_type:
            return []
        grouped: dict[Code, list[str]] = {}
        for one in listed:
            grouped.setdefault(one.annotation, []).append(one.content_type)
        # A range can be any text, so it comes after those that are named.
        by_range = sorted(grouped.items(), key=lambda item: any("*" in name for name in item[1]))
        return [BodyChoice(annotation, _choice(names), self.content_type in names) for annotation, names in by_range]

    @property
    def choice(self) -> Code:
        """The type of the argument that chooses the content type."""
        return _choice([one.content_type for one in (self, *self.others)])

    @property
    def whole_annotation(self) -> Code:
        """Of the argument, whatever the content type."""
        return Code(" | ".join(dict.fromkeys(one.annotation for one in (self, *self.others))))


@dataclass(frozen=True, slots=True)
class BodyChoice:
    """What a body may be in some of its content types: its annotation, theirs, and whether the default is of them."""

    annotation: Code
    content_type: Code
    is_default: bool


def _choice(media_types: Sequence[str]) -> Code:
    if any("*" in name for name in media_types):
        return Code("str")
    return Code(f"Literal[{', '.join(map(literal, media_types))}]")


@dataclass(frozen=True, slots=True)
class OperationView:
    """One method of a resource, and the HTTP call that it makes.

    Attributes:
        operation_id: in the document.
        tag: that it is grouped under.
        resource: the attribute of the client that holds its group.
        name: of the method.
        constant: name of the constant that describes the call.
        server: where it is called if that is not the server of the package, else "".
        server_template: that with what callers choose of it in braces.
        method, path: of the call, the path with the names of the document in braces.
        parameters: all, those of the path first, in the order of the path.
        body: what is sent, if anything.
        responses, errors: what may come back, by status as the document writes it.
        answer_texts: what each of them means, by status; Markdown, untrusted.
        security: alternatives, each the names of the schemes that it needs together.
        kind: how the answer is given.
        returns: type of the answer; of the items, where it is a page or nothing else.
        items: of the items, where there may be something else.
        page_rule: name of the rule in package.yaml, as an index, or None.
        envelope: whether the answer can be wrapped.
        summary, description: Markdown, untrusted.
        deprecated: whether the document says so.
        docstring: of the method.
        is_own: whether it is a method of the client itself as well.
        asks_for_items: whether a member `stream` of the body decides if the answer is one item after another.
    """

    operation_id: str
    tag: str
    resource: Code
    name: Code
    constant: Code
    server: str
    server_template: str
    method: str
    path: str
    parameters: Sequence[ParameterView]
    body: BodyView | None
    responses: dict[str, list[ContentView]]
    errors: dict[str, list[ContentView]]
    answer_texts: dict[str, str]
    security: Sequence[Sequence[str]]
    kind: Kind
    returns: Code
    items: Code
    page_rule: int | None
    envelope: bool
    summary: str
    description: str
    deprecated: bool
    docstring: Code
    is_own: bool = False
    asks_for_items: bool = False

    @property
    def called(self) -> Code:
        """How the method of a client is called: with its group, if it needs one."""
        return self.name if self.is_own else Code(f"{self.resource}.{self.name}")

    @property
    def label(self) -> Code:
        """What messages call the method: by a name that says something, so with its group where that is one word."""
        return self.name if "_" in self.name.strip("_") else self.called

    @property
    def sent_path(self) -> str:
        """The path as it is sent, maybe with a query: a fragment only tells operations of one path apart."""
        path = self.path.partition("#")[0]
        return _NAMED_OR_UNFIT.sub(_encoded, path)

    @property
    def plain_path(self) -> str:
        """The path without a query; a question mark in the name of a variable begins none."""
        plain = _PLAIN.match(self.sent_path)
        return plain[0] if plain else ""

    @property
    def body_overloads(self) -> list[BodyChoice]:
        """What the body may be in which content types, where that differs."""
        choices = self.body.choices if self.body else []
        return choices if len(choices) > 1 else []

    @property
    def path_parameters(self) -> list[ParameterView]:
        """What the method takes by position."""
        return [parameter for parameter in self.parameters if parameter.place == "path"]

    @property
    def other_parameters(self) -> list[ParameterView]:
        """What the method takes by keyword; what has to be given comes first."""
        others = [parameter for parameter in self.parameters if parameter.place != "path"]
        return sorted(others, key=lambda parameter: not parameter.required)


@dataclass(frozen=True, slots=True)
class ResourceView:
    """A group of methods: the operations of one tag.

    Attributes:
        attribute: of the client, and the name of its module.
        class_name: of the group; its async twin is `Async` and this.
        docstring: of both.
        operations: in document order.
        description: what the document says of the group, Markdown, untrusted; "" for nothing.
        is_own: whether its methods are those of the client itself as well.
    """

    attribute: Code
    class_name: Code
    docstring: Code
    operations: Sequence[OperationView]
    description: str = ""
    is_own: bool = False

    def annotated(self, type_: Code) -> Code:
        """A type as the methods write it."""
        is_hidden = any(operation.name == "list" for operation in self.operations)
        return with_lists_of(type_) if is_hidden else type_

    @property
    def takes_dicts(self) -> bool:
        """Whether the body of any method may be a typed dictionary."""
        bodies = (operation.body for operation in self.operations)
        return any(body is not None and "dicts." in body.whole_annotation for body in bodies)


_NAMED = re.compile(r"\{[^{}]+\}")
_PLAIN = re.compile(r"(?:\{[^{}]*\}|[^?])*")
_NAMED_OR_UNFIT = re.compile(rf"{_NAMED.pattern}|[{{}}]|[^\w/?#%:@!$&'()*+,;={{}}.~-]+", re.ASCII)
"""A variable of a path, or characters that a URL has no place for; one that is encoded already stays so."""


def _encoded(found: re.Match[str]) -> str:
    return found[0] if _NAMED.fullmatch(found[0]) else quote(found[0])
