"""Rules for lists that come in pages, where parameters and answers leave no doubt.

A wrong rule would loop, or leave items out; without a rule, the caller passes the parameters. So a rule needs names
that are common for this and nothing else, the right types, and hardly an operation that has the names and doesn't fit.
"""

from collections import Counter
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
_TOTALS = ("totalCount", "total_count", "total", "totalItems", "total_items", "count")
_CURSORS = (
    "cursor", "pageToken", "page_token", "nextToken", "next_token", "NextToken", "after", "startCursor", "start_cursor",
    "marker", "continuationToken", "continuation_token", "page[after]", "page[cursor]",
)  # fmt: skip
# Names that are never those of a URL, nor of what is there on the last page, too.
_NEXT = (
    "nextCursor", "next_cursor", "nextPageToken", "next_page_token", "next-page-token", "nextToken", "next_token",
    "NextToken", "nextMarker", "next_marker", "nextContinuationToken", "next_continuation_token",
)  # fmt: skip
_LINKS = (
    "next", "nextLink", "next_link", "nextPage", "next_page", "next_url", "nextUrl", "next_page_url", "@odata.nextLink",
    "href",
)  # fmt: skip
_LINK_HOLDERS = ("", "links", "_links", "paging", "pagination", "meta", "links.next", "_links.next")
_URLS = ("uri", "url", "uri-reference")
_HOLDERS = ("", "paging", "pagination", "page", "pageInfo", "page_info", "meta", "metadata", "cursor", "cursors")
_ITEMS = ("items", "results", "data", "entries", "records", "values", "elements", "objects")
"""Which of several lists is the one that comes in pages."""
_FOR_EACH_OTHER = 5
"""How many operations have to follow a rule for each that has the names and doesn't: a slip, and no convention."""
_ITEM_HOLDERS = ("_embedded", "data", "result", "response")
"""Where lists are looked for that the answer doesn't have itself; the first is that of HAL."""
_NEXT_HOLDERS = ("paging.next", "pagination.next", "page.next")
"""Where the cursor of the next page has the name of the parameter."""


def find_page_rules(document: Json, operations: list[Operation]) -> list[Json]:
    """Find the rules, in the order in which they are tried: of one kind, those that name more come first."""
    found: Counter[tuple[tuple[str, str], ...]] = Counter()
    lists = [one for operation in operations if (one := _List.read(document, operation)) is not None]
    for one in lists:
        if one.rule:
            found[tuple(one.rule.items())] += 1
    kinds_ = ("page", "offset", "cursor", "link", "link_header")

    def place(rule: tuple[tuple[str, str], ...]) -> tuple[object, ...]:
        return next(at for at, kind in enumerate(kinds_) if kind in dict(rule)), -len(rule), -found[rule], rule

    rules = sorted(found, key=place)
    kept: list[Json] = []
    for rule in map(dict, rules):
        # An operation follows the first rule that applies to it.
        free = [one for one in lists if one.applies(rule) and not any(map(one.applies, kept))]
        others = [one.call for one in free if one.rule != rule]
        if len(others) * _FOR_EACH_OTHER < len(free):
            kept.append(rule | ({"not_for": others} if others else {}))
    return kept


def lists_in(document: Json, body: dict[str, Json]) -> list[str]:
    """The names of the properties that are lists."""
    return [name for name, schema in body.items() if kinds(document, schema) == {"array"}]


@dataclass(frozen=True, eq=False)
class _List:
    """An operation that answers with a list, or an object that holds one.

    Attributes:
        call: its method and path.
        document: it stands in.
        queries: schemas of its query parameters.
        sent: properties of what it sends.
        body: properties of its answer; of a list, none.
        items: those that are lists; None stands for the whole answer.
        has_link: whether a `Link` header comes with it.
    """

    call: str
    document: Json
    queries: dict[str, Json]
    sent: dict[str, Json]
    body: dict[str, Json]
    items: list[str | None]
    has_link: bool

    @classmethod
    def read(cls, document: Json, operation: Operation) -> "_List | None":
        """Read an operation; None if it isn't one."""
        if operation.pointer[0] != "paths" or operation.pointer[-1] not in ("get", "post"):
            return None
        listed = [schema for schema in answers(document, operation, "2") if followed(document, schema)]
        if not listed:
            return None
        body = properties(document, listed[0])
        items: list[str | None] = [*lists_in(document, body)]
        if kinds(document, listed[0]) == {"array"}:
            items = [None]
        for holder in _ITEM_HOLDERS:
            inside = properties(document, body.get(holder, {}))
            items = items or [f"{holder}.{name}" for name in lists_in(document, inside)]
        sent = properties(document, json_body(document, operation))
        queries = query_parameters(document, operation)
        call = f"{str(operation.pointer[-1]).upper()} {operation.pointer[1]}"
        has_link = "link" in response_headers(document, operation, "2")
        return cls(call, document, queries, sent, body, items, has_link)

    @cached_property
    def rule(self) -> Json:
        """Find the rule that this one follows; {} if it is not clear."""
        lists = [name for name in self.items if name not in ("links", "errors", "warnings")]
        if len(lists) > 1:
            lists = [name for name in lists if name in _ITEMS]
        asked = self.asked_by() if len(lists) == 1 else {}
        size = self.parameter(_SIZES, "integer")
        listed = {"items": lists[0]} if asked and lists[0] else {}
        return listed | asked | ({"size": size} if asked and size else {})

    def asked_by(self) -> Json:
        """What the next page is asked for by, and what else that needs; {} if it is not clear."""
        cursor = self.parameter(_CURSORS, "string")
        following = self.next_cursor(cursor) if cursor else ""
        page, offset = self.parameter(_PAGES, "integer"), self.parameter(_OFFSETS, "integer")
        # Where there are both, some servers give cursors only to those who ask for them, and numbers always do.
        if (following or not cursor) and page and self.first_is(page, 1):
            return self.counted({"page": page})
        if (following or not cursor) and offset and not page and self.first_is(offset, 0, unsaid=True):
            return self.counted({"offset": offset})
        if following:
            return {"cursor": cursor, "next": following}
        in_body = next((name for name in _CURSORS if "string" in kinds(self.document, self.sent.get(name, {}))), "")
        following = self.next_cursor(in_body) if in_body and not cursor else ""
        if following:
            return {"cursor": in_body, "cursor_in": "body", "next": following}
        if link := self.next_link():
            return {"link": link}
        return {"link_header": True} if self.has_link else {}

    def counted(self, rule: Json) -> Json:
        """A rule by numbers, which needs a way to tell the last page: otherwise {}."""
        total = next((name for name in _TOTALS if kinds(self.document, self.body.get(name, {})) == {"integer"}), "")
        if total:
            return rule | {"total": total}
        # Without either, the last page is one without items, which not every server answers.
        return rule if self.parameter(_SIZES, "integer") else {}

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
        for holder in _LINK_HOLDERS:
            body = self.inside(holder)
            for name in _LINKS:
                schema = followed(self.document, body.get(name, {}))
                is_url = schema.get("format") in _URLS or name.lower().endswith(("url", "link", "href"))
                is_url = is_url or (name == "next" and holder in ("links", "_links"))
                # What has an href of its own may be any link, unless it is the next one's.
                if is_url and kinds(self.document, schema) == {"string"} and (name != "href" or "next" in holder):
                    return f"{holder}.{name}" if holder else name
        return ""

    def next_cursor(self, cursor: str) -> str:
        """Find where the body says how to get the next page."""
        for holder in (*_HOLDERS, *_NEXT_HOLDERS):
            body = self.inside(holder)
            names = (cursor, *_NEXT) if holder in _NEXT_HOLDERS else _NEXT
            for name in names:
                # On its own, the name of the parameter may only repeat what was asked for.
                if (holder or name != cursor) and kinds(self.document, body.get(name, {})) == {"string"}:
                    schema = body[name]
                    # A URL is not a cursor.
                    if schema.get("format") not in _URLS:
                        return f"{holder}.{name}" if holder else name
        return ""

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
        if "link" in rule:
            return self.next_link() == str(rule["link"])
        if "link_header" in rule:
            return self.has_link
        if rule.get("total", "") not in {"", *self.body}:
            return False
        holder, _, name = rule.get("next", "").rpartition(".")
        if name and name not in self.inside(holder):
            return False
        name = rule.get("page") or rule.get("offset") or rule["cursor"]
        return name in (self.sent if rule.get("cursor_in") == "body" else self.queries)
