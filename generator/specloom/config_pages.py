"""How lists come in pages, as `package.yaml` says it: by number, by offset, by cursor, or by link in body or header."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from specloom.config_values import Line


class _Rule(BaseModel):
    """What lists in pages have in common. An operation is one if it has all that its rule names."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    items: Line | None = None
    """The response's property with the items, with dots into nested objects; None if the response is the list."""
    size: Line | None = None
    """The query parameter with the number of items in a page."""
    more: Line | None = None
    """The response's property that says whether there is another page, with dots into nested objects."""
    not_for: tuple[Line, ...] = ()
    """Operations that have all of that and yet are none, such as `GET /things`."""


class PageNumberRule(_Rule):
    """Lists that are asked for by page number."""

    page: Line
    """The query parameter with the number of the page."""
    first_page: int = Field(default=1, ge=0)
    """The number of the first page."""
    number: Line | None = None
    """The response's property with the number of the page that it is, where only the server knows the first one."""
    total: Line | None = None
    """The response's property with the number of items in all pages; or the header."""
    total_in: Literal["body", "header"] = "body"
    """Where that is; a header has to be documented."""
    pages: Line | None = None
    """The response's property with the number of pages."""


class CursorRule(_Rule):
    """Lists where each page says how to get the next."""

    cursor: Line
    """The query parameter that takes what the page before gave, or the property of the body."""
    cursor_in: Literal["query", "body"] = "query"
    """Where it goes; in a body, with dots into nested objects: `page.cursor`."""
    next: Line
    """The response's property with the next cursor, with dots into nested objects: `paging.next`; or the header."""
    next_in: Literal["body", "header"] = "body"
    """Where that is; a header has to be documented."""


class LastItemRule(_Rule):
    """Lists where the next page is asked for by the last item of this one."""

    cursor: Line
    """The query parameter that takes what stands in that item."""
    last: Line
    """The property of the item, such as `id`."""


class OffsetRule(_Rule):
    """Lists that are asked for by how many items to leave out."""

    offset: Line
    """The query parameter with the number of items before the page."""
    total: Line | None = None
    """The response's property with the number of items in all pages; or the header."""
    total_in: Literal["body", "header"] = "body"
    """Where that is; a header has to be documented."""


class LinkRule(_Rule):
    """Lists where each page has the URL of the next."""

    link: Line
    """The response's property with that URL, with dots into nested objects: `_links.next.href`."""


class LinkHeaderRule(_Rule):
    """Lists where the `Link` header, which is documented, has the URL of the next page (RFC 8288)."""

    link_header: Literal[True]


# A union's tags become part of the locations of errors; with a space in them they can't be taken for keys.
def _page_rule(value: Any) -> str:
    keys = value if isinstance(value, dict) else vars(value)
    kinds = {
        "last": "last item",
        "cursor": "cursor",
        "next": "cursor",
        "offset": "offset",
        "link": "link",
        "link_header": "link header",
    }
    return next((f"{kind} rule" for key, kind in kinds.items() if key in keys), "page number rule")


PageRule = Annotated[
    Annotated[PageNumberRule, Tag("page number rule")]
    | Annotated[OffsetRule, Tag("offset rule")]
    | Annotated[LastItemRule, Tag("last item rule")]
    | Annotated[CursorRule, Tag("cursor rule")]
    | Annotated[LinkRule, Tag("link rule")]
    | Annotated[LinkHeaderRule, Tag("link header rule")],
    Discriminator(_page_rule),
]
