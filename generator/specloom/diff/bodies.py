"""Comparing what goes in and out of an operation: bodies, media types, statuses, headers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from specloom.diagnostics import Pointer
from specloom.diff.entries import Direction, Site, Verdict
from specloom.diff.graph import Graph
from specloom.diff.keywords import key_of
from specloom.diff.pairs import SUBJECT, Anchors, Finding, quoted
from specloom.diff.revision import Revision
from specloom.diff.texts import as_any_text, schema_of
from specloom.versions import DatedMediaTypes, newest

Json = Mapping[str, Any]


@dataclass(slots=True)
class Exchange:
    """What is known while one operation is compared.

    Attributes:
        graph: takes the schemas.
        revisions: both.
        operation: `POST /pets`.
        operation_id: its id, or "".
        at: where it stands, on each side.
        received: whether the other side is the client, as in webhooks: then requests are what is received.
        found: what differs.
    """

    graph: Graph
    revisions: tuple[Revision, Revision]
    operation: str
    operation_id: str
    at: tuple[Pointer, Pointer]
    received: bool
    found: list[Finding] = field(default_factory=list)

    def site(self, sent: bool, place: str) -> Site:
        """A place of this operation where a value is sent by the client, or by the server."""
        direction = Direction.REQUEST if sent is not self.received else Direction.RESPONSE
        return Site(self.operation, self.operation_id, direction, place)

    def say(
        self, rule: str, message: str, site: Site, steps: tuple[Pointer | None, Pointer | None], **more: Any
    ) -> None:
        """Note a difference; `steps` lead from the operation to it, None where it isn't."""
        base, head = steps
        anchors = (None if base is None else self.place(0, base), None if head is None else self.place(1, head))
        subject = more.pop("subject", self.operation)
        self.found.append(
            Finding(rule, message, site.direction, subject=subject, sites=(site,), anchors=anchors, **more)
        )

    def has(self, required: object) -> str:
        """How a message says that the operation is sent something, or comes with it where the API asks."""
        if self.received:
            return "always has" if required else "may have"
        return f"{'must' if required else 'may'} be sent"

    def place(self, side: int, steps: Pointer) -> Pointer:
        """Where steps from the operation lead; what stands in its path item comes with its whole place."""
        whole = steps if steps[:1] in (("paths",), ("webhooks",)) else (*self.at[side], *steps)
        return self.graph.origins[side].real(whole)

    def node(self, side: int) -> Any:
        """The operation in the normal form."""
        found: Any = self.revisions[side].normal
        for token in self.at[side]:
            found = found[token]
        return found

    def resolve(self, side: int, node: Any) -> Any:
        """What a parameter, body, response or header is, references followed."""
        return self.graph.origins[side].meant(node)

    def compare(self, site: Site, base: Any, head: Any, steps: tuple[Pointer, Pointer]) -> None:
        """Compare two schemas."""
        anchors: Anchors = (self.place(0, steps[0]), self.place(1, steps[1]))
        self.graph.add_root(site, base, head, anchors)


def compare_request_body(exchange: Exchange, base: Json, head: Json) -> None:
    """Compare the bodies of requests."""
    before, after = exchange.resolve(0, base.get("requestBody")), exchange.resolve(1, head.get("requestBody"))
    site = exchange.site(True, "body")
    steps: Pointer = ("requestBody",)
    if before is None and after is None:
        return
    if before is None:
        rule = "required-request-body-added" if after.get("required") else "request-body-added"
        exchange.say(rule, f"{SUBJECT} {exchange.has(after.get('required'))} a body", site, (None, steps))
        return
    if after is None:
        takes = "has" if exchange.received else "takes"
        exchange.say("request-body-removed", f"{SUBJECT} {takes} no body any more", site, (steps, None))
        return
    if bool(before.get("required")) != bool(after.get("required")):
        is_required = after.get("required")
        rule = "request-body-became-required" if is_required else "request-body-became-optional"
        message = f"{SUBJECT} {exchange.has(is_required)} {'a' if is_required else 'no'} body"
        exchange.say(rule, message, site, (steps, steps))
    _compare_content(exchange, site, before.get("content") or {}, after.get("content") or {}, (steps, steps), "request")


def compare_responses(exchange: Exchange, base: Json, head: Json) -> None:
    """Compare the statuses of responses, and what comes with them."""
    before, after = _by_status(base), _by_status(head)
    for status, response in before.items():
        other = status if status in after else _range(status, after)
        if other is not None:
            _compare_response(exchange, (status, other), response, after[other])
        elif not any(_range(one, before) == status for one in after):
            _status(exchange, status, ("responses", status), is_new=False)
    for status, response in after.items():
        if status in before:
            continue
        other = _range(status, before)
        if other is None:
            _status(exchange, status, ("responses", status), is_new=True)
        else:
            # What was a case of a range has become one of its own.
            _compare_response(exchange, (other, status), before[other], response)


def _by_status(operation: Json) -> dict[str, Any]:
    return {
        str(status): response
        for status, response in (operation.get("responses") or {}).items()
        if not str(status).startswith("x-")
    }


def _range(status: str, responses: Mapping[str, Any]) -> str | None:
    """The entry that covers a status that has none of its own."""
    if status[:1].isdigit() and f"{status[0]}XX" in responses and not status.endswith("XX"):
        return f"{status[0]}XX"
    if "default" not in responses or status == "default":
        return None
    # Where no other entry is for success, this one is.
    is_success = status.startswith(("1", "2", "3"))
    return None if is_success and any(one.startswith("2") for one in responses) else "default"


def _status(exchange: Exchange, status: str, steps: Pointer, is_new: bool) -> None:
    kind = "success" if status.startswith(("1", "2", "3")) else "error"
    site = exchange.site(False, status)
    what = {
        ("success", True): f"{SUBJECT} can be answered with {quoted(status)}",
        ("success", False): f"{SUBJECT} is no longer answered with {quoted(status)}",
        ("error", True): f"{SUBJECT} says that it can fail with {quoted(status)}",
        ("error", False): f"{SUBJECT} no longer says that it can fail with {quoted(status)}",
    }[kind, is_new]
    rule = f"{kind}-status-{'added' if is_new else 'removed'}"
    written = exchange.node(int(is_new))["responses"][status]
    places, values = ((None, steps), (None, written)) if is_new else ((steps, None), (written, None))
    exchange.say(rule, what, site, places, detail=status, values=values)


def _compare_response(exchange: Exchange, statuses: tuple[str, str], base: Any, head: Any) -> None:
    before, after = exchange.resolve(0, base), exchange.resolve(1, head)
    site = exchange.site(False, statuses[1])
    steps: tuple[Pointer, Pointer] = (("responses", statuses[0]), ("responses", statuses[1]))
    contents = before.get("content") or {}, after.get("content") or {}
    about = quoted(statuses[1])
    if contents[0] and not contents[1]:
        exchange.say(
            "response-body-removed",
            f"the answer {about} to {SUBJECT} has no body any more",
            site,
            steps,
            detail=statuses[1],
        )
    elif contents[1] and not contents[0]:
        exchange.say(
            "response-body-added", f"the answer {about} to {SUBJECT} has a body", site, steps, detail=statuses[1]
        )
    else:
        _compare_content(exchange, site, *contents, steps, f"answer {about}")
    _compare_headers(exchange, statuses[1], before.get("headers") or {}, after.get("headers") or {}, steps)


def _compare_content(
    exchange: Exchange, site: Site, base: Json, head: Json, steps: tuple[Pointer, Pointer], what: str
) -> None:
    named = [{_media_type(name): name for name in content} for content in (base, head)]
    _join_dated(exchange, named)
    # What is sent may be of a kind of the newer range, and what is received was of a kind of the older one.
    is_sent = site.direction is Direction.REQUEST
    for key, name in named[0].items():
        others = [one for one in named[1] if one == key or (_is_of(key, one) if is_sent else _is_of(one, key))]
        others = [key] if key in others else others
        for other in (named[1][one] for one in others):
            places = (
                (*steps[0], "content", _raw_name(exchange, 0, steps[0], name)),
                (*steps[1], "content", _raw_name(exchange, 1, steps[1], other)),
            )
            _compare_media_types(exchange, site, base[name], head[other], places, other)
        if not others:
            message = f"the {what} of {SUBJECT} can't be {quoted(name)} any more"
            place = (*steps[0], "content", _raw_name(exchange, 0, steps[0], name))
            values: tuple[Any, Any] = ({"content": name}, None)
            exchange.say(
                "media-type-removed", message, site, (place, None), detail=f"{site.place} {name}", values=values
            )
    for key, name in named[1].items():
        if key not in named[0] and (is_sent or not any(_is_of(key, one) for one in named[0])):
            message = f"the {what} of {SUBJECT} can be {quoted(name)}"
            place = (*steps[1], "content", _raw_name(exchange, 1, steps[1], name))
            values = (None, {"content": name})
            exchange.say("media-type-added", message, site, (None, place), detail=f"{site.place} {name}", values=values)


def _is_of(media_type: str, wider: str) -> bool:
    """Whether a media type is of a kind of a range such as `text/*`."""
    kind, _, rest = wider.partition("/")
    return rest == "*" and (kind == "*" or media_type.startswith(f"{kind}/"))


def _join_dated(exchange: Exchange, named: list[dict[str, str]]) -> None:
    """Let media types that differ by their date only be the same; what became of dates is told elsewhere."""
    for key, name in list(named[0].items()):
        for other, after in list(named[1].items()):
            if key in named[1] or other in named[0] or _kind(name) != _kind(after):
                continue
            if any((_date(exchange.revisions[0], name), _date(exchange.revisions[1], after))):
                del named[1][other]
                named[1][key] = after


def _date(revision: Revision, name: str) -> str | None:
    return DatedMediaTypes(revision.dated).version_of(name) if revision.dated else None


def _kind(name: str) -> str:
    """What a media type is in the end: `json` for `application/json` and `application/vnd.acme.v1+json`."""
    return name.partition(";")[0].rpartition("/")[2].rpartition("+")[2]


def _compare_media_types(
    exchange: Exchange, site: Site, base: Json, head: Json, steps: tuple[Pointer, Pointer], name: str
) -> None:
    for keyword in ("schema", "itemSchema"):
        if keyword in base or keyword in head:
            both = ((*steps[0], keyword), (*steps[1], keyword))
            exchange.compare(site, base.get(keyword, True), head.get(keyword, True), both)
    encodings = base.get("encoding") or {}, head.get("encoding") or {}
    for part in [*encodings[0], *(one for one in encodings[1] if one not in encodings[0])]:
        said = [_bare_encoding(one.get(part) or {}) for one in encodings]
        if key_of(said[0]) != key_of(said[1]):
            message = f"the part {quoted(part)} of the body of {SUBJECT} is written in another way"
            detail = f"{site.place} {part}"
            exchange.say("encoding-changed", message, site, steps, detail=detail, values=(said[0], said[1]))


def _bare_encoding(encoding: Json) -> dict[str, Any]:
    return {
        key: value for key, value in encoding.items() if key in ("contentType", "style", "explode", "allowReserved")
    }


def _compare_headers(exchange: Exchange, status: str, base: Json, head: Json, steps: tuple[Pointer, Pointer]) -> None:
    named = [{name.lower(): name for name in headers} for headers in (base, head)]
    for key in dict.fromkeys((*named[0], *named[1])):
        if key == "content-type":
            continue
        names = named[0].get(key), named[1].get(key)
        written = tuple(None if name is None else held[name] for name, held in zip(names, (base, head), strict=True))
        places = tuple(None if name is None else (*steps[side], "headers", name) for side, name in enumerate(names))
        name = names[1] or names[0] or key
        _compare_header(exchange, exchange.site(False, f"{status} header {name}"), name, written, places)


def _compare_header(
    exchange: Exchange, site: Site, name: str, written: tuple[Any, ...], places: tuple[Pointer | None, ...]
) -> None:
    before, after = (exchange.resolve(side, one) for side, one in enumerate(written))
    about = {"detail": name, "values": written}

    def say(rule: str, what: str, **more: Any) -> None:
        message = f"the header {quoted(name)} of the answer to {SUBJECT} {what}"
        exchange.say(rule, message, site, (places[0], places[1]), **about, **more)

    if before is None:
        # Where programs answer the API, they have to send it.
        must = site.direction is Direction.REQUEST and after.get("required")
        say("header-added", "is new", wire=Verdict.BREAKING if must else None)
    elif after is None:
        say("required-header-removed" if before.get("required") else "header-removed", "is gone")
    else:
        if bool(before.get("required")) and not after.get("required"):
            say("header-became-optional", "may be missing")
        elif bool(after.get("required")) and not before.get("required"):
            say("header-became-required", "is always there")
        schemas = [schema_of(one) for one in (before, after)]
        meant = [exchange.resolve(side, schema) for side, (schema, _) in enumerate(schemas)]
        is_text = not (before.get("content") or after.get("content")) and all(isinstance(one, dict) for one in meant)
        widened = as_any_text(meant[0], meant[1]) if is_text else None
        if widened is not None:
            what = "may be any text" if widened else "may no longer be any text"
            say(f"text-type-{'widened' if widened else 'narrowed'}", what)
            return
        both = (*(places[0] or ()), *schemas[0][1]), (*(places[1] or ()), *schemas[1][1])
        exchange.compare(site, schemas[0][0], schemas[1][0], both)


def _media_type(name: str) -> str:
    """A media type as it compares: without spaces and the parameter that says nothing."""
    parts = [part.strip().lower() for part in name.split(";")]
    return ";".join([parts[0], *sorted(part for part in parts[1:] if part != "charset=utf-8")])


def _raw_name(exchange: Exchange, side: int, steps: Pointer, name: str) -> str:
    """What a media type of the normal form is called in the document."""
    revision = exchange.revisions[side]
    if revision.dated is None:
        return name
    origins = exchange.graph.origins[side]
    at = origins.resolved((*exchange.at[side], *steps))
    if at is None:
        return name
    # Most answers are those of many operations.
    known = origins.media_types
    if (at, name) not in known:
        known[at, name] = _found_name(revision, origins.node(at), name)
    return known[at, name]


def _found_name(revision: Revision, node: Any, name: str) -> str:
    content = node.get("content") if isinstance(node, dict) else None
    if not isinstance(content, dict) or name in content or revision.dated is None:
        return name
    media_types = DatedMediaTypes(revision.dated)
    kind = _kind(name)
    versions = {
        version: raw
        for raw in content
        if (parsed := media_types.parse(raw)) and (parsed.suffix or kind) == kind and (version := parsed.version)
    }
    chosen = newest(set(versions), revision.config.api_version or "")
    return versions[chosen] if chosen else name
