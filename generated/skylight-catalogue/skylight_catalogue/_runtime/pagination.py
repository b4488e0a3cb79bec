"""Lists that come in pages: a page is a list of its own items, and a way to all of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Generic, TypeVar, cast

import httpx2
from pydantic import BaseModel

from .answers import Answer, decode
from .core import Core, server_of
from .effects import Flow, arun, run
from .errors import PaginationError
from .flow import exchange, prepare
from .operation import Operation, PageRule
from .options import RequestOptions
from .plan import Arguments
from .raw import RawResponse, raw_wanted

T = TypeVar("T")
PageT = TypeVar("PageT", bound="_Page[Any]")


@dataclass(frozen=True, slots=True)
class PageRequest:
    """What it takes to get one page.

    Args:
        core: The client's settings.
        operation: The operation that lists.
        rule: How its list is cut into pages.
        arguments: Its arguments, those of this page among them.
        body: Its body.
        options: The options of the call.
        before: How many items stand on the pages before this one.
        first: The number of the first page, where pages go by number.
        link: The URL of the page, where the page before gave one.
        previous: The items of the page before, where pages go by number.

    """

    core: Core
    operation: Operation[Any]
    rule: PageRule
    arguments: Arguments
    body: object
    options: RequestOptions | None
    before: int
    first: int = 1
    link: str | None = None
    previous: object = None


class _Page(Generic[T]):
    """What pages of both kinds have in common.

    Attributes:
        items: The items of this page.
        total: How many items there are in all, if the server says so.
        body: The decoded answer that this page came in.

    """

    def __init__(self, request: PageRequest, answer: Answer, body: object) -> None:
        items = member(body, request.rule.items)
        self.items: list[T] = list(cast("list[T]", items)) if isinstance(items, list | tuple) else []
        self.total: int | None = _total(request.rule, answer.response, body)
        self.body: Any = body
        self._request = request
        self._answer = answer

    def _following(self) -> PageRequest | None:
        return following_page(self._request, self._answer.response, self.body, len(self.items), self.total)

    def _is_new(self) -> bool:
        """Whether this is not the page before once more, from a server that does not look at the page's number.

        Where the server says how many items there are, that ends the list.
        """
        return self.total is not None or not self.items or self.items != self._request.previous

    def __repr__(self) -> str:
        of = "" if self.total is None else f" of {self.total}"
        return f"<{type(self).__name__}: {len(self.items)} items{of}>"


def _total(rule: PageRule, response: httpx2.Response, body: object) -> int | None:
    if rule.total_header:
        text: str = response.headers.get(rule.total_header, "").strip()
        return int(text) if text.isdecimal() and len(text) < 20 else None
    total = member(body, rule.total) if rule.total else None
    return total if isinstance(total, int) else None


class Page(_Page[T]):
    """A page of a list. Iterating over it gives the items of this and all later pages."""

    def next_page(self) -> Page[T] | None:
        """Fetch the page after this one; None if this is the last."""
        request = self._following()
        if request is None:
            return None
        page = run(fetch_page(request, type(self)), request.core.connection)
        return page if page._is_new() else None

    def iter_pages(self) -> Iterator[Page[T]]:
        """Give this page and all later ones, each fetched when its turn comes."""
        page: Page[T] | None = self
        while page is not None:
            yield page
            page = page.next_page()

    def __iter__(self) -> Iterator[T]:
        for page in self.iter_pages():
            yield from page.items


class AsyncPage(_Page[T]):
    """A page of a list. Iterating over it with `async for` gives the items of this and all later pages."""

    async def next_page(self) -> AsyncPage[T] | None:
        """Fetch the page after this one; None if this is the last."""
        request = self._following()
        if request is None:
            return None
        page = await arun(fetch_page(request, type(self)), request.core.connection)
        return page if page._is_new() else None

    async def iter_pages(self) -> AsyncIterator[AsyncPage[T]]:
        """Give this page and all later ones, each fetched when its turn comes."""
        page: AsyncPage[T] | None = self
        while page is not None:
            yield page
            page = await page.next_page()

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.iter_pages():
            for item in page.items:
                yield item


def first_page(
    core: Core, operation: Operation[Any], arguments: Arguments, body: object, options: RequestOptions | None
) -> PageRequest:
    """The request for the page that a caller asks for."""
    rule = operation.pagination
    if rule is None:
        raise TypeError(f"{operation.name} is not a list in pages")
    page, size = _number(arguments, rule.page), _number(arguments, rule.size)
    if rule.offset:
        return PageRequest(core, operation, rule, arguments, body, options, _number(arguments, rule.offset) or 0)
    before = (page - rule.first_page) * size if page is not None and size is not None else 0
    return PageRequest(core, operation, rule, arguments, body, options, before, rule.first_page)


def fetch_page(request: PageRequest, kind: type[PageT]) -> Flow[PageT]:
    """Get a page."""
    raw = raw_wanted()
    call = prepare(request.core, request.operation, request.arguments, request.body, request.options)
    if request.link is not None:
        call.url = request.link
    answer = yield from exchange(request.core, call)

    def parse() -> PageT:
        return kind(request, answer, decode(call.plan, answer))

    return cast(PageT, RawResponse(answer.response, parse)) if raw else parse()


def following_page(
    request: PageRequest, response: httpx2.Response, body: object, count: int, total: int | None
) -> PageRequest | None:
    """The request for the page after one that held `count` items.

    Raises:
        PaginationError: The server points back to the same page, or to another server.

    """
    rule = request.rule
    more = member(body, rule.more) if rule.more else None
    if more is False:
        return None
    if rule.next_link or rule.link_header:
        link = response.links.get("next", {}).get("url") if rule.link_header else member(body, rule.next_link or "")
        return replace(request, link=_checked_link(request, response, link)) if link else None
    if rule.cursor:
        cursor = response.headers.get(rule.next_header) if rule.next_header else _next_cursor(rule, body)
        if cursor is None or cursor == "":
            return None
        before = member(request.body, rule.cursor) if rule.cursor_in_body else request.arguments.get(rule.cursor)
        if cursor == before:
            raise PaginationError(f"{request.operation.name}: the server gave the same cursor twice")
        if rule.cursor_in_body:
            return replace(request, body=_with_member(request.body, rule.cursor, cursor))
        return replace(request, arguments={**request.arguments, rule.cursor: cursor})
    page = _number(request.arguments, rule.page)
    if page is None:
        told = member(body, rule.number) if rule.number else None
        page = told if isinstance(told, int) else request.first
        request = replace(request, first=page)
    seen = request.before + count
    size = _number(request.arguments, rule.size)
    pages = member(body, rule.pages) if rule.pages else None
    if total is not None:
        is_last = seen >= total
    elif isinstance(pages, int):
        is_last = page - request.first + 1 >= pages
    else:
        is_last = size is not None and count < size
    name = rule.offset or rule.page
    if name is None or count == 0 or (is_last and more is not True):
        return None
    arguments = {**request.arguments, name: seen if rule.offset else page + 1}
    return replace(request, arguments=arguments, before=seen, previous=member(body, rule.items))


def _next_cursor(rule: PageRule, body: object) -> object:
    """What the page after an answer is asked for by; None if there is nothing of the kind."""
    if rule.last_item is None:
        return member(body, rule.next_cursor) if rule.next_cursor else None
    items = member(body, rule.items)
    return member(cast("list[object]", items)[-1], rule.last_item) if isinstance(items, list) and items else None


def member(body: object, path: str) -> object:
    """The value at a dotted path of names on the wire, in models and plain objects alike; None without one."""
    for name in path.split(".") if path else ():
        if isinstance(body, BaseModel):
            attribute = _attributes(type(body)).get(name)
            body = (body.model_extra or {}).get(name) if attribute is None else getattr(body, attribute)
        elif isinstance(body, Mapping):
            body = cast("Mapping[str, object]", body).get(name)
        else:
            return None
    return body


def _with_member(body: object, path: str, value: object) -> object:
    """The same body with another value at a dotted path of names on the wire."""
    name, _, inner = path.partition(".")
    if isinstance(body, BaseModel):
        attribute = _attributes(type(body)).get(name, name)
        held = _with_member(getattr(body, attribute, None), inner, value) if inner else value
        return body.model_copy(update={attribute: held})
    given = dict(cast("Mapping[str, object]", body or {}))
    return {**given, name: _with_member(given.get(name), inner, value) if inner else value}


@cache
def _attributes(model: type[BaseModel]) -> dict[str, str]:
    """The attributes of a model by their names on the wire."""
    return {field.alias or name: name for name, field in model.model_fields.items()}


def _number(arguments: Arguments, name: str | None) -> int | None:
    value = arguments.get(name) if name else None
    return value if isinstance(value, int) else None


def _checked_link(request: PageRequest, response: httpx2.Response, link: object) -> str:
    url = response.request.url.join(str(link))
    if url.origin != httpx2.URL(server_of(request.core, request.operation)).origin:
        raise PaginationError(f"{request.operation.name}: the next page is on another server, {url.host}")
    if str(url) == request.link:
        raise PaginationError(f"{request.operation.name}: the server gave the same next page twice")
    return str(url)
