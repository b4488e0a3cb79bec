"""Which lists are found to come in pages, in a document that nobody has said anything about."""

import inspect
import json
from pathlib import Path
from typing import Any

import httpx2
import pytest
from specloom.capture.selection import operations
from specloom.defaults.pagination import find_page_rules

from tests.support.packages import document, generate

TEXT: dict[str, Any] = {"type": "string"}
NUMBER: dict[str, Any] = {"type": "integer"}
URL: dict[str, Any] = {"type": ["string", "null"], "format": "uri"}


def listing(queries: dict[str, Any], **members: Any) -> dict[str, Any]:
    """An operation that lists texts."""
    schema = {"type": "object", "properties": {"results": {"type": "array", "items": TEXT}, **members}}
    return {
        "get": {
            "operationId": "list_things",
            "parameters": [{"name": name, "in": "query", "schema": held} for name, held in queries.items()],
            "responses": {"200": {"description": "A page.", "content": {"application/json": {"schema": schema}}}},
        }
    }


def linked(item: dict[str, Any]) -> dict[str, Any]:
    """The operation with a `Link` header beside its answer."""
    item["get"]["responses"]["200"]["headers"] = LINK_HEADER
    return item


def bare(queries: dict[str, Any], headers: dict[str, Any] | None = None) -> dict[str, Any]:
    """An operation whose whole answer is a list of texts."""
    item = listing(queries)
    item["get"]["responses"]["200"]["content"]["application/json"]["schema"] = {"type": "array", "items": TEXT}
    item["get"]["responses"]["200"]["headers"] = headers or {}
    return item


def posted(item: dict[str, Any], **members: Any) -> dict[str, Any]:
    """The same operation, sending an object."""
    schema = {"type": "object", "properties": members}
    return {"post": item["get"] | {"requestBody": {"content": {"application/json": {"schema": schema}}}}}


PAGED = {"page": {**NUMBER, "default": 1}, "per_page": NUMBER}
LINK_HEADER = {"Link": {"schema": TEXT}}
HREF_OF_ITSELF = {"type": "object", "properties": {"self": {"type": "object", "properties": {"href": TEXT}}}}
BARE = bare(PAGED)
BY_HEADER = bare({}, LINK_HEADER)
TRUTH = {"type": "boolean"}
WITH_ID = {"type": "array", "items": {"type": "object", "required": ["id"], "properties": {"id": TEXT}}}
AFTER = listing({"starting_after": TEXT}, results=TEXT, data=WITH_ID, has_more=TRUTH)
THINGS = {"type": "object", "properties": {"things": {"type": "array", "items": TEXT}}}
OR_NONE = {"anyOf": [{"type": "object", "properties": {"href": URL}}, {"type": "null"}]}
HAL = listing({}, results=TEXT, _embedded=THINGS, _links={"type": "object", "properties": {"next": OR_NONE}})
BY_BODY = posted(listing({}, next_cursor=TEXT), cursor=TEXT, word=TEXT)
NEXT = {"type": "object", "properties": {"next": {"type": "object", "properties": {"after": TEXT}}}}
BY_OFFSET = listing({"offset": NUMBER, "limit": NUMBER}, total=NUMBER)
BY_LINK = listing({}, next=URL)
HREF = {"type": "object", "properties": {"next": {"type": "object", "properties": {"href": TEXT}}}}


@pytest.mark.parametrize(
    ("item", "rules"),
    [
        (BY_OFFSET, [{"items": "results", "offset": "offset", "size": "limit", "total": "total"}]),
        (listing({"skip": NUMBER, "limit": NUMBER}), [{"items": "results", "offset": "skip", "size": "limit"}]),
        # Neither a number of items nor a size says which page is the last.
        (listing({"offset": NUMBER}), []),
        # Counted from 1, an item would be left out.
        (listing({"offset": {**NUMBER, "minimum": 1}}, total=NUMBER), []),
        (BY_LINK, [{"items": "results", "link": "next"}]),
        (listing({"cursor": TEXT}, next=URL), [{"items": "results", "link": "next"}]),
        (listing({}, _links=HREF), [{"items": "results", "link": "_links.next.href"}]),
        # What is no URL for sure.
        (listing({}, next=TEXT), []),
        (
            listing({"page": {**NUMBER, "default": 1}}, next=URL, total=NUMBER),
            [{"items": "results", "page": "page", "total": "total"}],
        ),
        (listing({"after": TEXT}, paging=NEXT), [{"items": "results", "cursor": "after", "next": "paging.next.after"}]),
        (listing({}, next=URL, sorted={"type": "array"}), [{"items": "results", "link": "next"}]),
        (listing({}, next=URL, items={"type": "array"}), []),
        (
            listing({"marker": TEXT}, next_marker=TEXT),
            [{"items": "results", "cursor": "marker", "next": "next_marker"}],
        ),
        (
            listing({"after": TEXT}, last_id=TEXT, has_more=TRUTH),
            [{"items": "results", "cursor": "after", "next": "last_id", "more": "has_more"}],
        ),
        # Nothing says which page is the last.
        (listing({"after": TEXT}, last_id=TEXT), []),
        (AFTER, [{"items": "data", "cursor": "starting_after", "last": "id", "more": "has_more"}]),
        (
            listing({"page": {**NUMBER, "default": 1}}, page={"type": "object", "properties": {"hasNext": TRUTH}}),
            [{"items": "results", "page": "page", "more": "page.hasNext"}],
        ),
        # Who doesn't ask for a cursor may get none.
        (
            listing({"marker": TEXT, "offset": NUMBER}, next_marker=TEXT, total=NUMBER),
            [{"items": "results", "offset": "offset", "total": "total"}],
        ),
        (
            listing({"page[size]": NUMBER}, links={"type": "object", "properties": {"next": TEXT}}),
            [{"items": "results", "link": "links.next", "size": "page[size]"}],
        ),
        (
            listing({"startAt": NUMBER, "maxResults": NUMBER}, total=NUMBER),
            [{"items": "results", "offset": "startAt", "total": "total", "size": "maxResults"}],
        ),
        (HAL, [{"items": "_embedded.things", "link": "_links.next.href"}]),
        (BY_HEADER, [{"link_header": True}]),
        (BARE, [{"page": "page", "size": "per_page"}]),
        # A number alone doesn't tell the last page; the header does.
        (bare({"page": {**NUMBER, "default": 1}}, LINK_HEADER), [{"link_header": True}]),
        # The number of the page is surer, since links may name another server.
        (bare(PAGED, LINK_HEADER), [{"page": "page", "size": "per_page"}]),
        (linked(listing({}, total=NUMBER, _links=HREF_OF_ITSELF)), [{"items": "results", "link_header": True}]),
        # A thing that has a list of its own among other properties.
        (linked(listing({}, id=TEXT, name=TEXT)), []),
        # Nothing says how the last page can be told.
        (bare({"page": {**NUMBER, "default": 1}}), []),
        (bare({}), []),
        # Spring counts from 0, and its documents say so.
        (
            listing({"page": {**NUMBER, "default": 0}, "size": NUMBER}, totalPages=NUMBER),
            [{"items": "results", "page": "page", "first_page": 0, "pages": "totalPages", "size": "size"}],
        ),
        # Where the document doesn't say what the first page is, the answer does.
        (
            listing({"page": NUMBER}, page=NUMBER, meta={"type": "object", "properties": {"total": NUMBER}}),
            [{"items": "results", "page": "page", "number": "page", "total": "meta.total"}],
        ),
        (listing({"page": NUMBER}, total=NUMBER), []),
        # How many items this page has, more likely than how many there are.
        (
            listing(
                {"page": {**NUMBER, "default": 1}},
                meta={"type": "object", "properties": {"count": NUMBER, "pages": NUMBER}},
            ),
            [{"items": "results", "page": "page", "pages": "meta.pages"}],
        ),
        (
            BY_BODY,
            [{"items": "results", "cursor": "cursor", "cursor_in": "body", "next": "next_cursor"}],
        ),
    ],
)
def test_what_is_found(item: dict[str, Any], rules: list[dict[str, Any]]) -> None:
    source = document({"/things": item})
    assert find_page_rules(source, operations(source)) == rules


def test_links_that_tell_more_have_rules_of_their_own() -> None:
    source = document({"/a": listing({}, next=URL, has_more=TRUTH), "/b": BY_LINK})
    assert find_page_rules(source, operations(source)) == [
        {"items": "results", "link": "next", "more": "has_more"},
        {"items": "results", "link": "next"},
    ]


def test_pages_that_come_as_any_media_type() -> None:
    """As springdoc describes Spring's pages."""
    item = listing({"page": {**NUMBER, "default": 0}, "size": NUMBER}, totalPages=NUMBER, last={"type": "boolean"})
    content = item["get"]["responses"]["200"]["content"]
    content["*/*"] = content.pop("application/json")
    found = document({"/things": item})
    rule = {"items": "results", "page": "page", "first_page": 0, "pages": "totalPages", "size": "size"}
    assert find_page_rules(found, operations(found)) == [rule]


@pytest.mark.parametrize("count", [4, 5])
def test_a_slip_among_many_is_left_out(tmp_path: Path, count: int) -> None:
    usual, slip = listing({"marker": TEXT}, next_marker=TEXT), listing({"marker": TEXT}, next_marker=NUMBER)
    usual["get"].pop("operationId")
    source = document({**{f"/{number}": usual for number in range(count)}, "/slip": slip})
    rule = {"items": "results", "cursor": "marker", "next": "next_marker", "not_for": ["GET /slip"]}
    found = find_page_rules(source, operations(source))
    assert found == ([rule] if count == 5 else [])
    client = generate(source, tmp_path, pagination=found).Example()
    assert ("Page[" in str(inspect.signature(client.default.get_0))) == (count == 5)
    assert "Page[" not in str(inspect.signature(client.default.list_things))


def test_lists_that_tell_less_have_rules_of_their_own() -> None:
    told = listing({"offset": NUMBER, "limit": NUMBER}, total=NUMBER)
    sized = listing({"offset": NUMBER, "limit": NUMBER})
    bare_ = listing({"offset": NUMBER})
    source = document({"/a": told, "/b": sized, "/c": bare_, "/d": sized})
    assert find_page_rules(source, operations(source)) == [
        {"items": "results", "offset": "offset", "total": "total", "size": "limit"},
        {"items": "results", "offset": "offset", "size": "limit"},
    ]


@pytest.mark.parametrize("item", [BY_OFFSET, BY_LINK], ids=["offset", "link"])
def test_all_items_of_all_pages(item: dict[str, Any], tmp_path: Path) -> None:
    source = document({"/things": item})
    package = generate(source, tmp_path, pagination=find_page_rules(source, operations(source)))

    def serve(request: httpx2.Request) -> httpx2.Response:
        start = int(request.url.params.get("offset", 0))
        following = f"/things?offset={start + 2}" if start < 2 else None
        return httpx2.Response(200, json={"results": ["a", "b", "c"][start : start + 2], "total": 3, "next": following})

    page = package.Example(transport=httpx2.MockTransport(serve)).default.list_things()
    assert page.items == ["a", "b"]
    assert list(page) == ["a", "b", "c"]


def test_pages_that_are_lists(tmp_path: Path) -> None:
    source = document({"/things": BARE})
    package = generate(source, tmp_path, pagination=find_page_rules(source, operations(source)))

    def serve(request: httpx2.Request) -> httpx2.Response:
        start = 2 * int(request.url.params.get("page", 1)) - 2
        return httpx2.Response(200, json=["a", "b", "c"][start : start + 2])

    page = package.Example(transport=httpx2.MockTransport(serve)).default.list_things()
    assert (page.items, page.body) == (["a", "b"], ["a", "b"])
    assert list(page) == ["a", "b", "c"]


def test_pages_by_the_link_header(tmp_path: Path) -> None:
    source = document({"/things": BY_HEADER, "/others": bare({})})
    package = generate(source, tmp_path, pagination=find_page_rules(source, operations(source)))

    def serve(request: httpx2.Request) -> httpx2.Response:
        if "after" in request.url.params:
            return httpx2.Response(200, json=["c"])
        return httpx2.Response(200, json=["a", "b"], headers={"link": '</things?after=2>; rel="next"'})

    page = package.Example(transport=httpx2.MockTransport(serve)).default.list_things()
    assert list(page) == ["a", "b", "c"]


def with_header(item: dict[str, Any], *names: str) -> dict[str, Any]:
    """The same operation, whose answers have further headers."""
    item["get"]["responses"]["200"]["headers"] = {name: {"schema": TEXT} for name in names}
    return item


@pytest.mark.parametrize(
    ("item", "rule"),
    [
        (bare({"cursor": TEXT}), {"cursor": "cursor", "next": "X-Next-Cursor"}),
        (listing({"page_token": TEXT}), {"items": "results", "cursor": "page_token", "next": "next-page-token"}),
        (bare({"continuationToken": TEXT}), {"cursor": "continuationToken", "next": "x-ms-continuationtoken"}),
        (bare({"marker": TEXT, "limit": NUMBER}), {"cursor": "marker", "next": "X-NextMarker", "size": "limit"}),
        (bare({"page": TEXT, "limit": NUMBER}), {"cursor": "page", "next": "opc-next-page", "size": "limit"}),
    ],
)
def test_pages_by_a_cursor_in_a_header(item: dict[str, Any], rule: dict[str, str], tmp_path: Path) -> None:
    source = document(
        {"/things": with_header(item, rule["next"], "X-Request-Id"), "/others": with_header(bare({}), "X-Next-Cursor")}
    )
    rules = find_page_rules(source, operations(source))
    assert rules == [rule | {"next": rule["next"].lower(), "next_in": "header"}]
    package = generate(source, tmp_path, pagination=rules)
    asked: list[str | None] = []

    def serve(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.url.params.get(rule["cursor"]))
        following = {None: "a+/=", "a+/=": "b", "b": ""}[asked[-1]]
        things = [f"{len(asked)}"]
        answer = {"results": things} if "items" in rule else things
        return httpx2.Response(
            200, json=answer, headers={rule["next"]: following} if following or len(asked) > 2 else {}
        )

    page = package.Example(transport=httpx2.MockTransport(serve)).default.list_things()
    assert list(page) == ["1", "2", "3"]
    assert asked == [None, "a+/=", "b"]


@pytest.mark.parametrize(
    "item",
    [
        with_header(bare({"cursor": TEXT}), "X-Cursor"),
        with_header(bare({"cursor": TEXT}), "X-Next-Cursor", "X-Next-Token"),
        with_header(bare({"cursor": NUMBER}), "X-Next-Cursor"),
        with_header(bare({"word": TEXT}), "X-Next-Cursor"),
        with_header(bare({"page": TEXT}), "X-Next-Cursor"),
        with_header(bare({"cursor": TEXT}), "X-Next-Page"),
    ],
)
def test_headers_that_leave_doubt(item: dict[str, Any]) -> None:
    source = document({"/things": item})
    assert find_page_rules(source, operations(source)) == []


@pytest.mark.parametrize("header", ["X-Total-Count", "X-Total", "Total-Count", "X-WP-Total"])
@pytest.mark.parametrize("offset", [False, True])
def test_a_total_in_a_header_says_where_pages_end(header: str, *, offset: bool, tmp_path: Path) -> None:
    """A server may give fewer items than it is asked for on any page, so their count doesn't tell the last one."""
    queries = {"offset": NUMBER, "limit": NUMBER} if offset else PAGED
    source = document({"/things": with_header(bare(queries), header, "X-RateLimit-Total")})
    rules = find_page_rules(source, operations(source))
    asked_by = {"offset": "offset", "size": "limit"} if offset else {"page": "page", "size": "per_page"}
    assert rules == [asked_by | {"total": header.lower(), "total_in": "header"}]
    package = generate(source, tmp_path, pagination=rules)
    asked: list[str] = []

    def serve(request: httpx2.Request) -> httpx2.Response:
        asked.append(str(request.url.query, "ascii"))
        start = int(request.url.params.get("offset", 2 * int(request.url.params.get("page", 1)) - 2))
        return httpx2.Response(200, json=["a", "b", "c", "d"][start : start + 2], headers={header: "4"})

    page = package.Example(transport=httpx2.MockTransport(serve)).default.list_things(**{asked_by["size"]: 50})
    assert page.total == 4
    assert list(page) == ["a", "b", "c", "d"]
    assert len(asked) == 2


def test_a_total_that_is_no_number(tmp_path: Path) -> None:
    source = document({"/things": with_header(bare(PAGED), "X-Total")})
    package = generate(source, tmp_path, pagination=find_page_rules(source, operations(source)))
    for text in ("", "many", "-1", "9" * 5000):
        answer = httpx2.Response(200, json=["a"], headers={"x-total": text})
        page = package.Example(transport=httpx2.MockTransport(lambda _, answer=answer: answer)).default.list_things()
        assert page.total is None


def test_a_cursor_that_comes_twice_in_a_header(tmp_path: Path) -> None:
    source = document({"/things": with_header(bare({"cursor": TEXT}), "X-Next-Cursor")})
    package = generate(source, tmp_path, pagination=find_page_rules(source, operations(source)))
    same = httpx2.Response(200, json=["a"], headers={"x-next-cursor": "again"})
    page = package.Example(transport=httpx2.MockTransport(lambda _: same)).default.list_things()
    with pytest.raises(package.PaginationError, match="same cursor twice"):
        list(page)


NESTED = {"items": "results", "cursor": "page.cursor", "cursor_in": "body", "next": "next_cursor"}
IN_PAGE = posted(listing({}, next_cursor=TEXT), word=TEXT, page={"type": "object", "properties": {"cursor": TEXT}})


@pytest.mark.parametrize("kind", ["model", "dict"])
@pytest.mark.parametrize(
    ("item", "rule", "second"),
    [
        (BY_BODY, None, {"word": "w", "cursor": "more"}),
        (IN_PAGE, NESTED, {"word": "w", "page": {"cursor": "more"}}),
    ],
    ids=["found", "nested"],
)
def test_pages_by_a_cursor_in_the_body(
    tmp_path: Path, item: dict[str, Any], rule: dict[str, str] | None, second: dict[str, Any], kind: str
) -> None:
    source = document({"/things": item})
    rules = [rule] if rule else find_page_rules(source, operations(source))
    package = generate(source, tmp_path, pagination=rules)
    asked: list[Any] = []

    def serve(request: httpx2.Request) -> httpx2.Response:
        asked.append(json.loads(request.content))
        following = {"next_cursor": "more"} if len(asked) == 1 else {}
        return httpx2.Response(200, json={"results": ["a"], **following})

    body: Any = {"word": "w"}
    if kind == "model":
        body = package.models.ListThingsRequest(**body)
    page = package.Example(transport=httpx2.MockTransport(serve)).default.list_things(body)
    assert list(page) == ["a", "a"]
    assert asked == [{"word": "w"}, second]


def test_pages_of_lists_inside_of_objects(tmp_path: Path) -> None:
    source = document({"/things": HAL})
    package = generate(source, tmp_path, pagination=find_page_rules(source, operations(source)))

    def serve(request: httpx2.Request) -> httpx2.Response:
        links = {"next": None if "after" in request.url.params else {"href": "/things?after=a"}}
        return httpx2.Response(200, json={"_embedded": {"things": ["a"]}, "_links": links})

    page = package.Example(transport=httpx2.MockTransport(serve)).default.list_things()
    assert list(page) == ["a", "a"]


def test_pages_after_the_last_item(tmp_path: Path) -> None:
    source = document({"/things": AFTER})
    package = generate(source, tmp_path, pagination=find_page_rules(source, operations(source)))

    def serve(request: httpx2.Request) -> httpx2.Response:
        after = request.url.params.get("starting_after")
        data = [{"id": "c"}] if after == "b" else [{"id": "a"}, {"id": "b"}]
        return httpx2.Response(200, json={"data": data, "has_more": after is None})

    page = package.Example(transport=httpx2.MockTransport(serve)).default.list_things()
    assert [item.id for item in page] == ["a", "b", "c"]


def test_whether_there_is_more_says_where_pages_end(tmp_path: Path) -> None:
    source = document({"/things": listing({"page": {**NUMBER, "default": 1}, "limit": NUMBER}, has_more=TRUTH)})
    package = generate(source, tmp_path, pagination=find_page_rules(source, operations(source)))
    asked: list[str] = []

    def serve(request: httpx2.Request) -> httpx2.Response:
        asked.append(str(request.url.query, "ascii"))
        return httpx2.Response(200, json={"results": [f"{len(asked)}"], "has_more": len(asked) < 3})

    page = package.Example(transport=httpx2.MockTransport(serve)).default.list_things(limit=5)
    # Fewer than were asked for need not be the last ones.
    assert list(page) == ["1", "2", "3"]
    assert asked == ["limit=5", "page=2&limit=5", "page=3&limit=5"]


@pytest.mark.parametrize("first", [0, 1])
def test_pages_that_only_the_server_knows_the_first_of(first: int, tmp_path: Path) -> None:
    source = document({"/things": listing({"page": NUMBER}, page=NUMBER, pages=NUMBER)})
    package = generate(source, tmp_path, pagination=find_page_rules(source, operations(source)))
    asked: list[int] = []

    def serve(request: httpx2.Request) -> httpx2.Response:
        page = int(request.url.params.get("page", first))
        asked.append(page)
        start = 2 * (page - first)
        return httpx2.Response(200, json={"results": ["a", "b", "c"][start : start + 2], "page": page, "pages": 2})

    page = package.Example(transport=httpx2.MockTransport(serve)).default.list_things()
    assert list(page) == ["a", "b", "c"]
    assert asked == [first, first + 1]
