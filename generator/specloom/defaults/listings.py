"""What an operation that lists looks like, and the rule by which its list seems to come in pages."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from specloom.capture.selection import Operation
from specloom.defaults.shapes import (
    answers,
    followed,
    json_body,
    kinds,
    properties,
    query_parameters,
    response_headers,
)

Json = dict[str, Any]

_PAGES = ("page", "pageNum", "pageNumber", "page_number", "page_num", "page[number]")
_SIZES = (
    "itemsPerPage", "items_per_page", "pageSize", "page_size", "perPage", "per_page", "limit", "size", "page_limit",
    "page[size]", "page[limit]", "maxResults", "max_results", "$top",
)  # fmt: skip
_OFFSETS = ("offset", "skip", "startAt", "start_at", "page[offset]", "$skip")
_TOTALS = ("totalCount", "total_count", "total", "totalItems", "total_items")
_TOTAL = "count"
"""The same, but only in the answer itself: in an object of its own it is about this page as often as not."""
_NUMBERS = ("current_page", "currentPage", "page_number", "pageNumber", "page", "number")
"""What says which page an answer is."""
_COUNTS = (
    "total_pages", "totalPages", "page_count", "pageCount", "num_pages", "numPages", "last_page", "lastPage", "pages",
)  # fmt: skip
_CURSORS = (
    "cursor", "pageToken", "page_token", "nextToken", "next_token", "NextToken", "after", "startCursor", "start_cursor",
    "marker", "continuationToken", "continuation_token", "page[after]", "page[cursor]",
)  # fmt: skip
# Names that are never those of a URL, nor of what is there on the last page, too.
_NEXT = (
    "nextCursor", "next_cursor", "nextPageToken", "next_page_token", "next-page-token", "nextToken", "next_token",
    "NextToken", "nextMarker", "next_marker", "nextContinuationToken", "next_continuation_token",
)  # fmt: skip
_NEXT_HEADER = re.compile(
    r"(?:[a-z]+-)*?(?:next-?(?:page-?|continuation-?)?(?:cursor|token|marker)|continuation(?:-?token)?)"
)
_NEXT_PAGE_HEADER = re.compile(r"(?:[a-z]+-)*?next-?page")
"""Where pages have texts for numbers, the next one's."""
_TOTAL_HEADER = re.compile(
    r"(?:x-)?(?:(?:wp|page|pages|paging|pagination|list|result|collection)-)?total(?:-?(?:count|items|results|records))?"
)
_LINKS = (
    "next", "nextLink", "next_link", "nextPage", "next_page", "next_url", "nextUrl", "next_page_url", "@odata.nextLink",
    "href",
)  # fmt: skip
_LINK_HOLDERS = ("", "links", "_links", "paging", "pagination", "meta", "links.next", "_links.next")
_AFTER_AN_ID = ("starting_after", "startingAfter", "after_id", "afterId")
_AFTER = (*_AFTER_AN_ID, "after")
_LAST = ("last_id", "lastId")
_MORE = ("has_more", "hasMore", "has_next", "hasNext", "has_next_page", "hasNextPage")
_URLS = ("uri", "url", "uri-reference")
_HOLDERS = ("", "paging", "pagination", "page", "pageInfo", "page_info", "meta", "metadata", "cursor", "cursors")
_ITEMS = ("items", "results", "data", "entries", "records", "values", "elements", "objects")
"""Which of several lists is the one that comes in pages."""
_ITEM_HOLDERS = ("_embedded", "data", "result", "response")
"""Where lists are looked for that the answer doesn't have itself; the first is that of HAL."""
_NEXT_HOLDERS = ("paging.next", "pagination.next", "page.next")
"""Where the cursor of the next page has the name of the parameter."""
_BESIDE = frozenset(
    {
        *_PAGES, *_NUMBERS, *_COUNTS, *_SIZES, *_OFFSETS, *_TOTALS, _TOTAL, *_NEXT, *_LINKS, *_MORE, *_HOLDERS,
        *_ITEM_HOLDERS, "links", "_links", "errors", "warnings", "object",
    }
)  # fmt: skip
"""What may stand beside a list in an answer that is no more than this list."""


def _lists_in(document: Json, body: dict[str, Json]) -> list[str]:
    """The names of the properties that are lists."""
    return [name for name, schema in body.items() if kinds(document, schema) == {"array"}]


_TOLD = ("total", "pages", "number", "next", "more")
"""What a rule names in answers, beside the items and links."""


@dataclass(frozen=True, eq=False)
class Listing:
    """An operation that answers with a list, or an object that holds one.

    Attributes:
        call: its method and path.
        document: it stands in.
        queries: schemas of its query parameters.
        sent: properties of what it sends.
        body: properties of its answer; of a list, none.
        items: those that are lists; None stands for the whole answer.
        headers: the names of the headers that come with its answer, in small letters.
        has_link: whether a `Link` header comes with it, and it is no more than a list: one of an object with a list
            of its own may lead anywhere.
    """

    call: str
    document: Json
    queries: dict[str, Json]
    sent: dict[str, Json]
    body: dict[str, Json]
    items: list[str | None]
    headers: set[str]
    has_link: bool

    @classmethod
    def read(cls, document: Json, operation: Operation) -> "Listing | None":
        """Read an operation; None if it isn't one."""
        if operation.pointer[0] != "paths" or operation.pointer[-1] not in ("get", "post"):
            return None
        listed = [schema for schema in answers(document, operation, "2") if followed(document, schema)]
        if not listed:
            return None
        body = properties(document, listed[0])
        items: list[str | None] = [*_lists_in(document, body)]
        if kinds(document, listed[0]) == {"array"}:
            items = [None]
        for holder in _ITEM_HOLDERS:
            inside = properties(document, body.get(holder, {}))
            items = items or [f"{holder}.{name}" for name in _lists_in(document, inside)]
        sent = properties(document, json_body(document, operation))
        queries = query_parameters(document, operation)
        call = f"{str(operation.pointer[-1]).upper()} {operation.pointer[1]}"
        headers = response_headers(document, operation, "2")
        has_link = "link" in headers and body.keys() - {*items} <= _BESIDE
        return cls(call, document, queries, sent, body, items, headers, has_link)

    @cached_property
    def rule(self) -> Json:
        """Find the rule that this one follows; {} if it is not clear."""
        lists = [name for name in self.items if name not in ("links", "errors", "warnings")]
        if len(lists) > 1:
            lists = [name for name in lists if name in _ITEMS]
        asked = self.asked_by(lists[0]) if len(lists) == 1 else {}
        if not asked:
            return {}
        also = {"items": lists[0], **asked, "size": self.parameter(_SIZES, "integer"), "more": self.more}
        return {key: value for key, value in also.items() if value not in ("", None)}

    @cached_property
    def more(self) -> str:
        """Find where the body says whether there is another page."""
        return self.member(_MORE, "boolean")

    def asked_by(self, items: str | None) -> Json:
        """What the next page is asked for by, and what else that needs; {} if it is not clear."""
        cursor = self.parameter(_CURSORS, "string")
        following = self.next_cursor(cursor) if cursor else ""
        by_header = {} if following else self.next_header(cursor)
        page, offset = self.parameter(_PAGES, "integer"), self.parameter(_OFFSETS, "integer")
        # Where there are both, some servers give cursors only to those who ask for them, and numbers always do.
        counted: Json = {}
        if (following or by_header or not cursor) and page and (numbered := self.numbered(page)):
            counted = self.counted(numbered)
        elif (following or by_header or not cursor) and offset and not page and self.first_is(offset, 0, unsaid=True):
            counted = self.counted({"offset": offset})
        if counted:
            return counted
        if following:
            return {"cursor": cursor, "next": following}
        if by_header:
            return by_header
        if self.more and (found := self.last_item(items)):
            return found
        in_body = next((name for name in _CURSORS if "string" in kinds(self.document, self.sent.get(name, {}))), "")
        following = self.next_cursor(in_body) if in_body and not cursor else ""
        if following:
            return {"cursor": in_body, "cursor_in": "body", "next": following}
        if link := self.next_link():
            return {"link": link}
        return {"link_header": True} if self.has_link else {}

    def next_header(self, cursor: str) -> Json:
        """A rule by a cursor in a header of the answer; {} if there is none."""
        text_of_page = "" if cursor else self.parameter(("page",), "string")
        name, pattern = (cursor, _NEXT_HEADER) if cursor else (text_of_page, _NEXT_PAGE_HEADER)
        found = sorted(filter(pattern.fullmatch, self.headers)) if name else []
        return {"cursor": name, "next": found[0], "next_in": "header"} if len(found) == 1 else {}

    def numbered(self, page: str) -> Json:
        """A rule by page numbers, which needs a way to tell the number of the first page: otherwise {}."""
        if self.first_is(page, 1):
            return {"page": page}
        if self.queries[page].get("default") == 0:
            return {"page": page, "first_page": 0}
        number = self.member(_NUMBERS, "integer")
        return {"page": page, "number": number} if number else {}

    def counted(self, rule: Json) -> Json:
        """A rule by numbers, which needs a way to tell the last page: otherwise {}."""
        total = self.member(_TOTALS, "integer") or self.member((_TOTAL,), "integer", holders=("",))
        if total:
            return rule | {"total": total}
        if len(by_header := sorted(filter(_TOTAL_HEADER.fullmatch, self.headers))) == 1:
            return rule | {"total": by_header[0], "total_in": "header"}
        if "page" in rule and (pages := self.member(_COUNTS, "integer")):
            return rule | {"pages": pages}
        # Without any of these, the last page is one without items, which not every server answers.
        return rule if self.more or self.parameter(_SIZES, "integer") else {}

    def last_item(self, items: str | None) -> Json:
        """How the last item leads to the next page, where its id is given once more, or the parameter asks for one."""
        after = self.parameter(_AFTER, "string")
        last = next((name for name in _LAST if kinds(self.document, self.body.get(name, {})) == {"string"}), "")
        if after and last:
            return {"cursor": after, "next": last}
        holder, _, name = (items or "").rpartition(".")
        item = followed(self.document, self.inside(holder).get(name, {})).get("items")
        has_id = kinds(self.document, properties(self.document, item).get("id", {})) == {"string"}
        return {"cursor": after, "last": "id"} if after in _AFTER_AN_ID and has_id else {}

    def parameter(self, names: tuple[str, ...], kind: str) -> str:
        """Find a query parameter by its name and type."""
        return next((name for name in names if kind in kinds(self.document, self.queries.get(name, {}))), "")

    def first_is(self, parameter: str, first: int, *, unsaid: bool = False) -> bool:
        """Whether the first page surely has this number: otherwise items would be left out, or come twice."""
        schema = self.queries[parameter]
        said = [schema[key] for key in ("default", "minimum") if type(schema.get(key)) is int]
        return first in said or (unsaid and not said)

    def next_link(self) -> str:
        """Find where the body has the URL of the next page."""
        for path, schema in self.members(_LINK_HOLDERS, _LINKS):
            is_url = schema.get("format") in _URLS or path.lower().endswith(("url", "link", "href", "links.next"))
            # What has an href of its own may be any link, unless it is the next one's.
            is_next = not path.endswith("href") or "next" in path
            if is_url and is_next and kinds(self.document, schema) == {"string"}:
                return path
        return ""

    def next_cursor(self, cursor: str) -> str:
        """Find where the body says how to get the next page."""
        for path, schema in (*self.members(_HOLDERS, _NEXT), *self.members(_NEXT_HOLDERS, (cursor, *_NEXT))):
            # On its own, the name of the parameter may only repeat what was asked for; and a URL is not a cursor.
            is_other = path != cursor and schema.get("format") not in _URLS
            if is_other and kinds(self.document, schema) == {"string"}:
                return path
        return ""

    def member(self, names: Iterable[str], kind: str, holders: Iterable[str] = _HOLDERS) -> str:
        """The dotted path to the first of some names that the answer has with a type; "" for none."""
        found = self.members(holders, names)
        return next((path for path, schema in found if kinds(self.document, schema) == {kind}), "")

    def members(self, holders: Iterable[str], names: Iterable[str]) -> Iterator[tuple[str, Json]]:
        """Those of some names that some objects in the answer have, each by its dotted path."""
        for holder in holders:
            body = self.inside(holder)
            for name in names:
                if name in body:
                    yield f"{holder}.{name}" if holder else name, followed(self.document, body[name])

    def inside(self, holder: str) -> dict[str, Json]:
        """The properties of an object in the answer, at a dotted path."""
        body = self.body
        for name in holder.split(".") if holder else ():
            body = properties(self.document, body.get(name, {}))
        return body

    def applies(self, rule: Json) -> bool:
        """Whether a package takes this for a list that follows a rule."""
        if self.call in rule.get("not_for", ()):
            return False
        if rule.get("items") not in self.items or rule.get("size", "") not in {"", *self.queries}:
            return False
        in_headers = {key for key in _TOLD if rule.get(f"{key}_in") == "header"}
        if any(rule[key] not in self.headers for key in in_headers):
            return False
        for path in filter(None, (rule.get(key) for key in _TOLD if key not in in_headers)):
            holder, _, name = path.rpartition(".")
            if name not in self.inside(holder):
                return False
        if "link" in rule:
            return self.next_link() == str(rule["link"])
        if "link_header" in rule:
            return self.has_link
        name = rule.get("page") or rule.get("offset") or rule["cursor"]
        return name in (self.sent if rule.get("cursor_in") == "body" else self.queries)
