"""Which lists are found to come in pages, in a document that nobody has said anything about."""

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
    ],
)
def test_what_is_found(item: dict[str, Any], rules: list[dict[str, str]]) -> None:
    source = document({"/things": item})
    assert find_page_rules(source, operations(source)) == rules


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
