"""Calls that no method is for, since the API's document doesn't describe them."""

from __future__ import annotations

from functools import cache, partial
from typing import Any
from urllib.parse import quote

from .answers import Answer, decode
from .core import Core
from .effects import Flow
from .errors import InvalidArgumentError
from .flow import exchange, prepare
from .headers import is_header_name
from .media_types import is_json
from .operation import Binary, Body, Content, Empty, Json, Operation, Text
from .options import RequestOptions
from .plan import IN_PATHS, Plan, refuse_steps
from .raw import RawResponse

_NAME = "request"


def other_call(
    core: Core, method: str, path: str, body: object, content_type: str, options: RequestOptions | None
) -> Flow[RawResponse[Any]]:
    """Call what no method is for, signed and repeated as calls of methods are.

    Raises:
        InvalidArgumentError: The method or the path is none.

    """
    if not is_header_name(method):
        raise InvalidArgumentError(f"{_NAME}: {method!r} is not an HTTP method")
    operation = _operation(method, content_type, core.package.security)
    call = prepare(core, operation, {}, body, options, path=_checked_path(core, path))
    answer = yield from exchange(core, call)
    return RawResponse(answer.response, partial(_decoded, answer))


@cache
def _operation(method: str, content_type: str, security: tuple[tuple[str, ...], ...]) -> Operation[Any]:
    """What is known of such a call, whatever its path is."""
    return Operation(
        name=_NAME,
        method=method,
        path="",
        body=Body(content_type, lambda: Any, required=False),
        responses={"2XX": (Json("application/json", lambda: Any), Binary("*/*"))},
        security=security,
    )


def _checked_path(core: Core, path: str) -> str:
    """A path behind the base URL, from a path or a URL that begins with that: no other server is called."""
    if core.base_url and path.startswith(f"{core.base_url}/"):
        path = path.removeprefix(core.base_url)
    if not path.startswith("/") or "#" in path:
        where = f" or {core.base_url}/" if core.base_url else ""
        raise InvalidArgumentError(f"{_NAME}: the path must begin with /{where}, and have no #")
    refuse_steps(_NAME, path.partition("?")[0])
    return quote(path, safe=IN_PATHS)


def _decoded(answer: Answer) -> Any:
    """What an answer holds, by its content type."""
    content: Content
    if not answer.content:
        content = Empty()
    elif is_json(answer.media_type):
        content = Json(answer.media_type, lambda: Any)
    elif answer.media_type.startswith("text/"):
        content = Text(answer.media_type)
    else:
        content = Binary(answer.media_type or "*/*")
    return decode(Plan(Operation(_NAME, "GET", "", responses={"default": (content,)})), answer)
