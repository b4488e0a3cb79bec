"""An operation as data: what a method of a resource needs to know about its HTTP call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final, Generic, Literal, TypeAlias, TypeVar

from .items import EventData

T = TypeVar("T")

Place: TypeAlias = Literal["path", "query", "querystring", "header", "cookie"]
Style: TypeAlias = Literal[
    "simple", "label", "matrix", "form", "spaceDelimited", "pipeDelimited", "deepObject", "cookie"
]
Type: TypeAlias = Callable[[], Any]
"""A function that gives a type: it is asked on first use, so that importing a resource loads no model."""


@dataclass(frozen=True, slots=True, eq=False)
class Parameter:
    """One parameter of an operation.

    Args:
        name: Its name on the wire.
        place: Where it stands; `querystring` is the whole query.
        type: The type of its value, or a function without arguments (a lambda) that gives the type.
        required: Whether a call without it is refused. A path parameter is always required.
        style: How arrays and objects are written; by default `simple` in a path or header, else `form`.
        explode: Whether members are written apart; by default only in the `form` style.
        allow_reserved: Whether reserved characters of a query value stay as they are.
        content_type: Set for a parameter whose value is a document of its own, say `application/json`.

    """

    name: str
    place: Place
    type: Any
    required: bool = False
    style: Style | None = None
    explode: bool | None = None
    allow_reserved: bool = False
    content_type: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Encoding:
    """How one member of a form is written, where the document says (OpenAPI, Encoding Object).

    Args:
        content_type: Of its part, or of the text that it becomes; several are parted by commas.
        style: How arrays and objects are written; with it, or with one of the next two, no content type counts.
        explode: Whether members are written apart; by default only in the `form` style.
        allow_reserved: Whether reserved characters stay as they are.
        headers: Of its part.

    """

    content_type: str | None = None
    style: Style | None = None
    explode: bool | None = None
    allow_reserved: bool = False
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """The body of a request.

    Args:
        content_type: On the wire; a range such as `image/*` is none, so a caller has to say which it is.
        type: The type of what is sent.
        required: Whether a call without it is refused.
        null: Whether None is null where there need not be a body; without one, it is `NOT_GIVEN`.
        encoding: Of the members of a form, by name.
        items: Whether it is a list that is sent as one item after another.
        text: Whether it is one value, such as a number or a day, that is sent as text.
        rules: What a text has to keep, as JSON Schema.
        others: What may be sent instead, in other content types.

    """

    content_type: str
    type: Type
    required: bool = True
    null: bool = False
    encoding: Mapping[str, Encoding] = field(default_factory=dict[str, Encoding])
    items: bool = False
    text: bool = False
    rules: Mapping[str, Any] = field(default_factory=dict[str, Any])
    others: tuple[Body, ...] = ()


class NotGiven(Enum):
    """Stands for a body that there is none of, where None is null."""

    NOT_GIVEN = "not given"

    def __bool__(self) -> bool:
        return False


NOT_GIVEN: Final = NotGiven.NOT_GIVEN


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """A body with the content type that the caller chose for it."""

    content_type: str
    value: object


def chosen(body: object, content_type: str | None) -> object:
    """A body with its content type, if the caller chose one."""
    return body if content_type is None else Chosen(content_type, body)


@dataclass(frozen=True, slots=True, eq=False)
class Json:
    """An answer in JSON, decoded into a type."""

    media_type: str
    type: Type


@dataclass(frozen=True, slots=True, eq=False)
class Items:
    """An answer of one item after another, each decoded into a type.

    Args:
        media_type: Of all of them.
        type: Of one.
        data: What the data of an event is: "text", "json" where it is decoded, "item" where that is the item.

    """

    media_type: str
    type: Type
    data: EventData = "text"


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """An answer in text, decoded into a string by its charset, and from there into a type if it has one."""

    media_type: str
    type: Type | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Binary:
    """An answer of bytes, as they are."""

    media_type: str


@dataclass(frozen=True, slots=True, eq=False)
class Empty:
    """An answer without a body."""

    media_type: str = ""


Content: TypeAlias = Json | Items | Text | Binary | Empty
Contents: TypeAlias = Mapping[str, tuple[Content, ...]]
"""By status ("200", "2XX" or "default"): what may come back, one entry for each media type."""


@dataclass(frozen=True, slots=True)
class PageRule:
    """How a list is cut into pages; every name is the one on the wire, a dotted one leads into objects.

    Args:
        items: The member of the answer that holds the items of a page; "" where the answer itself is their list.
        total: The member that holds how many items there are in all.
        page: The query parameter with the number of the page.
        size: The query parameter with the number of items on a page.
        offset: The query parameter with the number of items before the page.
        cursor: The query parameter that takes the cursor of the next page, or the member of the body.
        cursor_in_body: Whether it is a member of the body.
        next_cursor: The member that holds that cursor.
        last_item: The member of the last item that is the cursor, where the answer has none of its own.
        more: The member that tells whether there is another page.
        next_link: The member that holds the URL of the next page.
        link_header: Whether the URL of the next page stands in the `Link` header.
        first_page: The number of the first page, unless the server says another.
        number: The member that holds the number of the page, where only the server knows the first one.
        pages: The member that holds how many pages there are.
        total_header: The header that holds how many items there are in all.
        next_header: The header that holds the cursor of the next page.

    """

    items: str = ""
    total: str | None = None
    page: str | None = None
    size: str | None = None
    offset: str | None = None
    cursor: str | None = None
    cursor_in_body: bool = False
    next_cursor: str | None = None
    last_item: str | None = None
    more: str | None = None
    next_link: str | None = None
    link_header: bool = False
    first_page: int = 1
    number: str | None = None
    pages: str | None = None
    total_header: str | None = None
    next_header: str | None = None


@dataclass(frozen=True, slots=True)
class Envelope:
    """How an answer is wrapped when the query parameter asks for it, by the names on the wire."""

    parameter: str = "envelope"
    status: str = "status"
    content: str = "content"


@dataclass(frozen=True, slots=True, eq=False)
class Operation(Generic[T]):
    """One HTTP operation that answers with a `T`.

    Args:
        name: The name of the method, for messages.
        method: The HTTP method.
        path: The path, with `{name}` where a path parameter goes.
        parameters: All parameters, in the order in which they are sent.
        body: What may be sent as the body.
        responses: The documented successes.
        errors: The documented errors.
        security: Alternatives, each the names of the schemes it needs together; empty when none are needed.
        envelope: How the answer may be wrapped.
        pagination: How the list is cut into pages.
        server: The server that it is called at, if that is not the one of the package.

    """

    name: str
    method: str
    path: str
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    responses: Contents = field(default_factory=dict[str, tuple[Content, ...]])
    errors: Contents = field(default_factory=dict[str, tuple[Content, ...]])
    security: tuple[tuple[str, ...], ...] = ()
    envelope: Envelope | None = None
    pagination: PageRule | None = None
    server: str | None = None
