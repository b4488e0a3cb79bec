"""What can be known of an operation before it is called, worked out once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import quote

from .errors import InvalidArgumentError
from .media_types import essence, kind, type_parameters
from .operation import Content, Contents, Operation
from .parameters import BoundParameter
from .styles import write_pairs

Arguments = Mapping[Any, object]
"""Values by the parameter's name on the wire, or by (place, name) where two places share a name."""

# A path of a document may have a query, and may be encoded already.
IN_PATHS = "/?#%:@!$&'()*+,;=-._~"
_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


class Plan:
    """An operation, taken apart: its path in pieces, its parameters by place, its answers by status."""

    def __init__(self, operation: Operation[Any]) -> None:
        self.operation: Operation[Any] = operation
        bound = [BoundParameter(parameter, operation.name) for parameter in operation.parameters]
        in_path = {parameter.parameter.name: parameter for parameter in bound if parameter.key[0] == "path"}
        # Literal text and parameters by turns: "/a/", <id>, "/b".
        pieces = _PLACEHOLDER.split(operation.path)
        self.pieces: list[str | BoundParameter] = [
            in_path[piece] if at % 2 else quote(piece, safe=IN_PATHS) for at, piece in enumerate(pieces)
        ]
        self.query: list[BoundParameter] = [parameter for parameter in bound if parameter.key[0] == "query"]
        self.whole_query: list[BoundParameter] = [parameter for parameter in bound if parameter.key[0] == "querystring"]
        self.header: list[BoundParameter] = [parameter for parameter in bound if parameter.key[0] == "header"]
        self.cookie: list[BoundParameter] = [parameter for parameter in bound if parameter.key[0] == "cookie"]
        self.accept: str = ", ".join(
            dict.fromkeys(
                content.media_type
                for contents in operation.responses.values()
                for content in contents
                if content.media_type
            )
        )
        self._picked: dict[tuple[int, str], Content] = {}

    def path(self, arguments: Arguments) -> str:
        """The path, with every value percent-encoded inside its own segment.

        Raises:
            InvalidArgumentError: A value is missing, empty, of the wrong type, or would walk up the path.

        """
        written: list[str] = []
        for piece in self.pieces:
            if isinstance(piece, str):
                written.append(piece)
                continue
            value = _argument(piece, arguments)
            if value is None:
                raise InvalidArgumentError(f"{piece.label} is required")
            written.append(piece.path_text(value))
        path = "".join(written)
        refuse_steps(self.operation.name, path)
        return path

    def query_string(self, arguments: Arguments, extra: Mapping[str, object] | None) -> str:
        """The query, without its question mark; extra parameters replace documented ones of the same name."""
        pairs: list[str] = []
        for parameter in self.query:
            if extra and parameter.parameter.name in extra:
                continue
            value = _given(parameter, arguments)
            if value is not None:
                pairs += parameter.query_pairs(value)
        for parameter in self.whole_query:
            value = _given(parameter, arguments)
            if value is not None:
                pairs.append(parameter.whole_query(value))
        if extra:
            pairs += write_pairs(extra)
        return "&".join(filter(None, pairs))

    def headers(self, arguments: Arguments) -> dict[str, str]:
        """The header and cookie parameters."""
        headers: dict[str, str] = {}
        for parameter in self.header:
            value = _given(parameter, arguments)
            if value is not None:
                headers[parameter.parameter.name] = parameter.header_text(value)
        cookies = [
            pair
            for parameter in self.cookie
            if (value := _given(parameter, arguments)) is not None
            for pair in parameter.cookie_pairs(value)
        ]
        if cookies:
            headers["Cookie"] = "; ".join(cookies)
        return headers

    def is_success(self, status: int) -> bool:
        """Whether a status is a success: any 2xx, and what the operation documents as a response."""
        return 200 <= status < 300 or str(status) in self.operation.responses

    def success(self, status: int) -> tuple[Content, ...]:
        """What may come with this status; with one that is not documented, what comes with the others."""
        responses = self.operation.responses
        contents = documented(responses, status)
        return tuple(c for group in responses.values() for c in group) if contents is None else contents

    def success_content(self, status: int, content_type: str) -> Content | None:
        """What an answer with this status and this Content-Type header holds."""
        key = (status, content_type)
        content = self._picked.get(key)
        if content is None:
            content = pick(self.success(status), content_type)
            # The header is the server's to choose, so its values are not collected without end.
            if content is not None and len(self._picked) < 16:
                self._picked[key] = content
        return content


def refuse_steps(name: str, path: str) -> None:
    """Refuse a path that would walk up, and so lead elsewhere.

    Args:
        name: Of the operation, for messages.
        path: As it is sent.

    Raises:
        InvalidArgumentError: One of its segments is `.` or `..`.

    """
    if "/." in path and any(segment in (".", "..") for segment in path.split("/")):
        raise InvalidArgumentError(f"{name}: a path segment must not be '.' or '..'")


@cache
def plan_of(operation: Operation[Any]) -> Plan:
    """The plan of an operation, made on its first call."""
    return Plan(operation)


def documented(contents: Contents, status: int) -> tuple[Content, ...] | None:
    """What is documented for a status: by itself, by its group ("4XX"), or by default."""
    for key in (str(status), f"{status // 100}XX", f"{status // 100}xx", "default"):
        if key in contents:
            return contents[key]
    return None


def pick(contents: tuple[Content, ...], content_type: str) -> Content | None:
    """The entry for the Content-Type header of an answer.

    An exact match comes first, then a range such as `text/*`, then an entry of the same kind: a server may
    answer in `application/json` or in an older dated type where a newer one is documented. Of entries that only
    parameters such as `profile=short` tell apart, it is the one with the most of those that the answer has.
    """
    media_type = essence(content_type)
    same = [content for content in contents if essence(content.media_type) == media_type]
    if len(same) > 1:
        given = type_parameters(content_type)
        fitting = [content for content in same if type_parameters(content.media_type) <= given]
        return max(fitting or same[:1], key=lambda content: len(type_parameters(content.media_type)))
    if same:
        return same[0]
    main_type = media_type.partition("/")[0]
    for content in contents:
        if content.media_type in ("*/*", f"{main_type}/*"):
            return content
    if not media_type:
        return contents[0] if len(contents) == 1 else None
    suffix = kind(media_type)
    return next((content for content in contents if suffix and kind(content.media_type) == suffix), None)


def _argument(parameter: BoundParameter, arguments: Arguments) -> object:
    value = arguments.get(parameter.parameter.name)
    return arguments.get(parameter.key) if value is None else value


def _given(parameter: BoundParameter, arguments: Arguments) -> object:
    value = _argument(parameter, arguments)
    if value is None and parameter.parameter.required:
        raise InvalidArgumentError(f"{parameter.label} is required")
    return value
