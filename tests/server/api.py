"""The five operations: routing, authentication and the two ways a response is wrapped."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlencode

from .digest import Digest
from .media import check_content_type, negotiate
from .messages import Answer, RefusedError, Request, encode
from .store import Store
from .tokens import Tokens

ORIGIN = "https://cloud.mongodb.com"
METHODS = {"connections": ("GET", "POST"), "connection": ("GET", "PATCH", "DELETE")}

Outcome = tuple[int, dict[str, Any] | None]


class Api:
    """Answers the requests to the stream-connection resource."""

    def __init__(self, store: Store, tokens: Tokens, digest: Digest) -> None:
        self.store = store
        self.tokens = tokens
        self.digest = digest
        self.delete_body = True
        """Whether a deletion answers `{}` or nothing; upstream documents a media type without a schema."""
        self.envelope_hides_status = False
        """Whether an enveloped error goes out under HTTP 200, for clients that can't read status codes."""

    def answer(self, request: Request, work: Callable[[Callable[[], Answer]], Answer]) -> Answer:
        """Authenticate a request, then let `work` decide what becomes of performing it."""
        try:
            self._authenticate(request)
        except RefusedError as refusal:
            return self._refused(request, refusal)
        return work(lambda: self._perform(request))

    def _authenticate(self, request: Request) -> None:
        scheme, _, credentials = (request.header("authorization") or "").partition(" ")
        if scheme.lower() == "bearer":
            if self.tokens.good(credentials.strip()):
                return
            raise unauthorized((("www-authenticate", 'Bearer error="invalid_token"'),))
        verdict = self.digest.judge(credentials, request) if scheme.lower() == "digest" else "refused"
        if verdict != "accepted":
            raise unauthorized(self.digest.challenge(stale=verdict == "stale"))

    def _perform(self, request: Request) -> Answer:
        try:
            group, tenant, name = _route(request)
            media_type = negotiate(request)
            if request.method in ("POST", "PATCH"):
                check_content_type(request)
            if re.fullmatch(r"[a-f0-9]{24}", group) is None:
                text = "must match ^([a-f0-9]{24})$"
                raise RefusedError(400, "VALIDATION_ERROR", f"groupId {text}.", fields=(("groupId", text),))
            flags = _flag(request, "envelope"), _flag(request, "pretty")
            status, document = self._operate(request, group, tenant, name)
        except RefusedError as refusal:
            return self._refused(request, refusal)
        return self._wrapped(status, document, media_type, *flags)

    def _operate(self, request: Request, group: str, tenant: str, name: str | None) -> Outcome:
        known = {"envelope", "pretty", *(("itemsPerPage", "pageNum") if _lists(request, name) else ())}
        unknown = sorted(set(request.query) - known)
        if unknown:
            raise RefusedError(400, "VALIDATION_ERROR", f"There is no query parameter {unknown[0]!r} here.")
        if _lists(request, name):
            return 200, self._page(request, self.store.list(group, tenant))
        if name is None:
            return 200, self.store.create(group, tenant, _body(request))
        if request.method == "GET":
            return 200, self.store.get(group, tenant, name)
        if request.method == "PATCH":
            return 200, self.store.update(group, tenant, name, _body(request))
        self.store.delete(group, tenant, name)
        return 202, {} if self.delete_body else None

    def _page(self, request: Request, connections: list[dict[str, Any]]) -> dict[str, Any]:
        size = _number(request, "itemsPerPage", 100, 500)
        page = _number(request, "pageNum", 1, None)
        last = page * size >= len(connections)
        links = [("self", page), *([] if page == 1 else [("previous", page - 1)])]
        links += [] if last else [("next", page + 1)]
        return {
            "links": [
                {
                    "href": f"{ORIGIN}{request.path}?{urlencode({'pageNum': number, 'itemsPerPage': size})}",
                    "rel": rel,
                }
                for rel, number in links
            ],
            "results": connections[(page - 1) * size : page * size],
            "totalCount": len(connections),
        }

    def _wrapped(
        self, status: int, document: dict[str, Any] | None, media_type: str, envelope: bool, pretty: bool
    ) -> Answer:
        if document is None and not envelope:
            return Answer(status)
        if envelope and document is not None and "results" in document:
            document = {**document, "status": status}
        elif envelope:
            document = {"status": status, "content": document or {}}
        return Answer(status, encode(document, pretty=pretty), media_type)

    def _refused(self, request: Request, refusal: RefusedError) -> Answer:
        document = refusal.document()
        envelope = request.query.get("envelope") == ["true"]
        if envelope:
            document = {"status": refusal.status, "content": document}
        status = 200 if envelope and self.envelope_hides_status else refusal.status
        pretty = request.query.get("pretty") == ["true"]
        return Answer(status, encode(document, pretty=pretty), "application/json", refusal.headers)


def unauthorized(headers: tuple[tuple[str, str], ...]) -> RefusedError:
    """Give the 401 of credentials that are missing, wrong or expired."""
    return RefusedError(401, "NOT_ORG_GROUP_CREATOR", "These credentials are not accepted.", headers=headers)


def connections_in(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Find the connections of a response document, whether listed, enveloped or bare."""
    if "results" in document:
        return list(document["results"])
    return [document["content"] if "content" in document and "type" not in document else document]


def _route(request: Request) -> tuple[str, str, str | None]:
    segments = request.path.split("/")
    fixed = ["", "api", "atlas", "v2", "groups", "streams", "connections"]
    if [*segments[:5], *segments[6:7], *segments[8:9]] != fixed or len(segments) > 10 or "" in segments[5:]:
        raise RefusedError(404, "RESOURCE_NOT_FOUND", f"There is nothing at {request.path}.")
    methods = METHODS["connections" if len(segments) == 9 else "connection"]
    if request.method not in methods:
        detail = f"{request.method} is not allowed here."
        raise RefusedError(405, "METHOD_NOT_ALLOWED", detail, headers=(("allow", ", ".join(methods)),))
    try:
        group, tenant, *name = [unquote(segments[i], errors="strict") for i in (5, 7, 9) if i < len(segments)]
    except UnicodeDecodeError:
        raise RefusedError(400, "VALIDATION_ERROR", "The path is not UTF-8.") from None
    return group, tenant, name[0] if name else None


def _lists(request: Request, name: str | None) -> bool:
    return request.method == "GET" and name is None


def _body(request: Request) -> Any:
    try:
        return json.loads(request.body)
    except ValueError:
        raise RefusedError(400, "VALIDATION_ERROR", "The body is not JSON.") from None


def _flag(request: Request, name: str) -> bool:
    values = request.query.get(name, ["false"])
    if values not in (["true"], ["false"]):
        raise RefusedError(400, "VALIDATION_ERROR", f"{name} must be true or false, once.")
    return values == ["true"]


def _number(request: Request, name: str, default: int, maximum: int | None) -> int:
    values = request.query.get(name, [str(default)])
    number = int(values[0]) if len(values) == 1 and re.fullmatch(r"[0-9]{1,9}", values[0]) else 0
    if number < 1 or (maximum is not None and number > maximum):
        raise RefusedError(400, "VALIDATION_ERROR", f"{name} must be a number from 1 to {maximum or 'any'}.")
    return number
