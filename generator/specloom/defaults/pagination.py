"""Rules for lists that come in pages, where parameters and answers leave no doubt.

A wrong rule would loop, or leave items out; without a rule, the caller passes the parameters. So a rule needs names
that are common for this and nothing else, the right types, and every operation that it would apply to has to fit.
"""

from collections import Counter
from typing import Any

from specloom.capture.selection import Operation
from specloom.defaults.shapes import answers, followed, kinds, properties, query_parameters

Json = dict[str, Any]

_PAGES = ("page", "pageNum", "pageNumber", "page_number", "page_num")
_SIZES = (
    "itemsPerPage", "items_per_page", "pageSize", "page_size", "perPage", "per_page", "limit", "size", "page_limit",
)  # fmt: skip
_OFFSETS = ("offset", "skip")
_TOTALS = ("totalCount", "total_count", "total", "totalItems", "total_items", "count")
_CURSORS = ("cursor", "pageToken", "page_token", "nextToken", "next_token", "after", "startCursor", "start_cursor")
# Names that are never those of a URL, nor of what is there on the last page, too.
_NEXT = (
    "nextCursor", "next_cursor", "nextPageToken", "next_page_token", "next-page-token", "nextToken", "next_token",
)  # fmt: skip
_LINKS = ("next", "nextLink", "next_link", "nextPage", "next_page", "next_url", "nextUrl", "next_page_url", "href")
_LINK_HOLDERS = ("", "links", "_links", "paging", "pagination", "meta", "links.next", "_links.next")
_URLS = ("uri", "url", "uri-reference")
_HOLDERS = ("", "paging", "pagination", "page", "pageInfo", "page_info", "meta", "metadata", "cursor", "cursors")


def find_page_rules(document: Json, operations: list[Operation]) -> list[Json]:
    """Find the rules, those that fit most operations first."""
    found: Counter[tuple[tuple[str, str], ...]] = Counter()
    lists = [one for operation in operations if (one := _List.read(document, operation)) is not None]
    for one in lists:
        if rule := one.rule():
            found[tuple(rule.items())] += 1
    rules = [dict(rule) for rule in sorted(found, key=lambda rule: (-found[rule], rule))]
    return [rule for rule in rules if all(one.fits(rule) for one in lists)]


class _List:
    """An operation that answers with an object that holds a list."""

    def __init__(self, document: Json, queries: dict[str, Json], body: dict[str, Json], items: list[str]) -> None:
        self.document = document
        self.queries = queries
        self.body = body
        self.items = items

    @classmethod
    def read(cls, document: Json, operation: Operation) -> "_List | None":
        """Read an operation; None if it isn't one."""
        if operation.pointer[0] != "paths" or operation.pointer[-1] != "get":
            return None
        bodies = [body for schema in answers(document, operation, "2") if (body := properties(document, schema))]
        if not bodies:
            return None
        arrays = [name for name, schema in bodies[0].items() if kinds(document, schema) == {"array"}]
        return cls(document, query_parameters(document, operation), bodies[0], arrays)

    def rule(self) -> dict[str, str]:
        """Find the rule that this one follows; {} if it is not clear."""
        lists = [name for name in self.items if name not in ("links", "errors", "warnings")]
        if len(lists) != 1:
            return {}
        cursor = self.parameter(_CURSORS, "string")
        size = self.parameter(_SIZES, "integer")
        following = self.next_cursor(cursor) if cursor else ""
        if cursor and following:
            rule = {"items": lists[0], "cursor": cursor, "next": following}
            return rule | ({"size": size} if size else {})
        page, offset = self.parameter(_PAGES, "integer"), self.parameter(_OFFSETS, "integer")
        sized = {"size": size} if size else {}
        if page and not cursor and self.first_is(page, 1):
            return self.counted({"items": lists[0], "page": page} | sized)
        if offset and not page and not cursor and self.first_is(offset, 0, unsaid=True):
            return self.counted({"items": lists[0], "offset": offset} | sized)
        link = self.next_link()
        return {"items": lists[0], "link": link} | sized if link else {}

    def counted(self, rule: dict[str, str]) -> dict[str, str]:
        """A rule by numbers, which needs a way to tell the last page: otherwise {}."""
        total = next((name for name in _TOTALS if kinds(self.document, self.body.get(name, {})) == {"integer"}), "")
        # Without either, the last page is one without items, which not every server answers.
        return rule | {"total": total} if total else (rule if "size" in rule else {})

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
            body = self.body
            for name in holder.split(".") if holder else ():
                body = properties(self.document, body.get(name, {}))
            for name in _LINKS:
                schema = followed(self.document, body.get(name, {}))
                is_url = schema.get("format") in _URLS or name.lower().endswith(("url", "link", "href"))
                # What has an href of its own may be any link, unless it is the next one's.
                if is_url and kinds(self.document, schema) == {"string"} and (name != "href" or "next" in holder):
                    return f"{holder}.{name}" if holder else name
        return ""

    def next_cursor(self, cursor: str) -> str:
        """Find where the body says how to get the next page."""
        for holder in _HOLDERS:
            body = properties(self.document, self.body.get(holder, {})) if holder else self.body
            for name in _NEXT:
                # On its own, the name of the parameter may only repeat what was asked for.
                if (holder or name != cursor) and kinds(self.document, body.get(name, {})) == {"string"}:
                    schema = body[name]
                    # A URL is not a cursor.
                    if schema.get("format") not in _URLS:
                        return f"{holder}.{name}" if holder else name
        return ""

    def fits(self, rule: Json) -> bool:
        """Whether a rule does this operation no harm: it doesn't apply, or is the one that it follows."""
        parameter = rule.get("page") or rule.get("offset") or rule.get("cursor")
        applies = rule["items"] in self.items and (
            parameter in self.queries or rule.get("link", "-") == self.next_link()
        )
        own = self.rule() if applies else {}
        told = ("items", "page", "offset", "cursor", "next", "link")
        return not applies or [own.get(key) for key in told] == [rule.get(key) for key in told]
