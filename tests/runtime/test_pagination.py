"""Pages: by number, by cursor, by link; and servers that would have us run in circles or elsewhere."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest
from runtime.errors import InternalServerError, PaginationError
from runtime.operation import Json, PageRule, Parameter
from runtime.pagination import AsyncPage, Page
from runtime_support import CURSOR, GET, LINK, LIST, Thing, Wire, operation


class Numbered:
    """A list of things, in pages by number."""

    def __init__(self, count: int, *, total: bool = True, largest: int = 100) -> None:
        self.names = [f"thing{number}" for number in range(count)]
        self.total = total
        self.largest = largest
        self.asked: list[tuple[int, int]] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        page, size = (
            int(request.url.params.get(name, default)) for name, default in (("pageNum", 1), ("itemsPerPage", 3))
        )
        size = min(size, self.largest)
        self.asked.append((page, size))
        body: dict[str, Any] = {"results": [{"name": name} for name in self.names[(page - 1) * size : page * size]]}
        if self.total:
            body["totalCount"] = len(self.names)
        return httpx2.Response(200, json=body)


def names(items: list[Any]) -> list[str]:
    return [item.name for item in items]


@pytest.mark.parametrize("count", [0, 1, 3, 4, 6, 7])
@pytest.mark.parametrize("total", [True, False])
@pytest.mark.parametrize("arguments", [{}, {"itemsPerPage": 3}])
def test_all_items_of_all_pages(caller: Any, count: int, total: bool, arguments: dict[str, int]) -> None:
    server = Numbered(count, total=total)
    api = caller(server)
    page = api.page(LIST, **arguments)
    assert isinstance(page, Page if api.kind == "sync" else AsyncPage)
    assert names(api.items(page)) == server.names
    assert page.total == (count if total else None)
    assert names(page.items) == server.names[:3]
    if total:
        assert len(server.asked) == max(1, -(-count // 3)), "no request too many"


def test_a_list_from_the_middle_on(caller: Any) -> None:
    server = Numbered(7)
    api = caller(server)
    assert names(api.items(api.page(LIST, pageNum=2, itemsPerPage=3))) == server.names[3:]
    assert [page for page, _ in server.asked] == [2, 3]


def test_a_server_that_gives_smaller_pages_than_asked_for(caller: Any) -> None:
    server = Numbered(7, largest=2)
    api = caller(server)
    assert names(api.items(api.page(LIST, itemsPerPage=50))) == server.names


def test_page_by_page(caller: Any) -> None:
    api = caller(Numbered(4))
    first = api.page(LIST)
    second = api.finish(first.next_page())
    assert names(second.items) == ["thing3"]
    assert api.finish(second.next_page()) is None
    assert repr(first).endswith("Page: 3 items of 4>")
    assert first.body.total_count == 4
    if api.kind == "sync":
        assert [len(page.items) for page in first.iter_pages()] == [3, 1]


def test_a_server_that_does_not_look_at_the_number_of_the_page(caller: Any) -> None:
    whole = [{"name": "a"}, {"name": "b"}]
    wire = Wire(*(httpx2.Response(200, json={"results": whole}) for _ in range(5)))
    api = caller(wire)
    assert names(api.items(api.page(LIST))) == ["a", "b"]
    assert len(wire.requests) == 2


def test_a_total_ends_a_list_of_pages_that_are_equal(caller: Any) -> None:
    wire = Wire(*(httpx2.Response(200, json={"results": [{"name": "a"}], "totalCount": 3}) for _ in range(5)))
    api = caller(wire)
    assert names(api.items(api.page(LIST))) == ["a", "a", "a"]


def test_options_hold_for_every_page(caller: Any) -> None:
    wire = Wire(Numbered(4))
    api = caller(wire)
    api.items(api.page(LIST, {"extra_headers": {"X-A": "1"}}))
    assert [request.headers["x-a"] for request in wire.requests] == ["1", "1"]


def test_an_error_on_a_later_page(caller: Any) -> None:
    wire = Wire(Numbered(4), 500)
    api = caller(wire, max_retries=0)
    with pytest.raises(InternalServerError):
        api.items(api.page(LIST))


def test_by_cursor(caller: Any) -> None:
    pages = {None: ([1, 2], "c/1"), "c/1": ([3], "c2"), "c2": ([], None)}

    def handler(request: httpx2.Request) -> httpx2.Response:
        data, following = pages[request.url.params.get("after")]
        return httpx2.Response(200, json={"data": data, "paging": {"next": following}})

    api = caller(handler)
    assert api.items(api.page(CURSOR)) == [1, 2, 3]


def test_the_same_cursor_twice_is_an_error(caller: Any) -> None:
    api = caller(Wire(httpx2.Response(200, json={"data": [1], "paging": {"next": "c"}})))
    with pytest.raises(PaginationError, match="list_by_cursor: the server gave the same cursor twice"):
        api.items(api.page(CURSOR))


def linked(*links: str | None) -> Wire:
    return Wire(*(httpx2.Response(200, json={"data": [at], "next": link}) for at, link in enumerate(links)))


def test_by_link(caller: Any) -> None:
    wire = linked("/v2/link?p=2", "https://api.test/v2/link?p=3&q=a%2Fb", None)
    api = caller(wire)
    assert api.items(api.page(LINK)) == [0, 1, 2]
    assert [request.url.query for request in wire.requests] == [b"", b"p=2", b"p=3&q=a%2Fb"]
    assert wire.last.headers["authorization"] == "Bearer T0"


@pytest.mark.parametrize(
    "link", ["https://evil.test/v2/link", "http://api.test/v2/link", "//evil.test/", "https://api.test:8443/"]
)
def test_a_link_to_another_server_is_not_followed(caller: Any, link: str) -> None:
    wire = linked(link, None)
    api = caller(wire)
    page = api.page(LINK)
    with pytest.raises(PaginationError, match="list_by_link: the next page is on another server"):
        api.items(page)
    assert len(wire.requests) == 1


def test_the_same_link_twice_is_an_error(caller: Any) -> None:
    api = caller(linked("/v2/link?p=2"))
    with pytest.raises(PaginationError, match="the server gave the same next page twice"):
        api.items(api.page(LINK))


def test_by_link_header(caller: Any) -> None:
    by_header = operation(
        responses={"200": (Json("application/json", lambda: dict[str, list[int]]),)},
        pagination=PageRule("data", link_header=True),
    )
    wire = Wire(
        httpx2.Response(200, json={"data": [1]}, headers={"link": '</v2/it?p=2>; rel="next", </v2/it>; rel="first"'}),
        httpx2.Response(200, json={"data": [2]}),
    )
    api = caller(wire)
    assert api.items(api.page(by_header)) == [1, 2]


def test_pages_counted_from_nought(caller: Any) -> None:
    rule = PageRule("data", total="total", page="page", size="size", first_page=0)
    parameters = (Parameter("page", "query", int), Parameter("size", "query", int))
    answers = {"200": (Json("application/json", lambda: dict[str, Any]),)}
    wire = Wire(*(httpx2.Response(200, json={"data": [at], "total": 2}) for at in range(2)))
    api = caller(wire)
    assert api.items(api.page(operation(parameters=parameters, responses=answers, pagination=rule))) == [0, 1]
    assert wire.last.url.query == b"page=1"


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("start", [0, 2])
def test_by_how_many_items_to_leave_out(caller: Any, told: bool, start: int) -> None:
    asked: list[int] = []

    def serve(request: httpx2.Request) -> httpx2.Response:
        offset = int(request.url.params.get("offset", 0))
        asked.append(offset)
        # A server may give fewer than it was asked for.
        return httpx2.Response(
            200, json={"data": list(range(offset, min(offset + 2, 5))), **({"all": 5} if told else {})}
        )

    rule = PageRule("data", total="all", offset="offset", size="limit")
    parameters = (Parameter("offset", "query", int), Parameter("limit", "query", int))
    answers = {"200": (Json("application/json", lambda: dict[str, Any]),)}
    listing = operation(parameters=parameters, responses=answers, pagination=rule)
    api = caller(serve)
    arguments = {"offset": start} if start else {}
    assert api.items(api.page(listing, **arguments)) == list(range(start, 5))
    assert asked == [*range(start, 5, 2), *([] if told else [5])]


def test_an_answer_without_items_is_an_empty_page(caller: Any) -> None:
    api = caller(Wire(httpx2.Response(200, json={"other": 1})))
    page = api.page(CURSOR)
    assert (page.items, page.total) == ([], None)
    assert api.items(page) == []
    assert not any(isinstance(item, Thing) for item in page.items)


def test_an_operation_that_is_no_list(caller: Any) -> None:
    with pytest.raises(TypeError, match="get_thing is not a list in pages"):
        caller(Wire({})).page(GET)
