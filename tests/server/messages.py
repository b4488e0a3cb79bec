"""What travels between the server's parts: one request seen, one answer to give."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Literal
from urllib.parse import parse_qs


@dataclass(frozen=True)
class Request:
    """One request as it came over the wire; header names are in lower case, in the order sent."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def path(self) -> str:
        """The target without its query, still percent-encoded."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> dict[str, list[str]]:
        """The decoded query parameters."""
        return parse_qs(self.target.partition("?")[2], keep_blank_values=True)

    def header(self, name: str) -> str | None:
        """Give the value of a header, several ones joined by commas, or None."""
        values = [value for key, value in self.headers if key == name.lower()]
        return ", ".join(values) if values else None

    def json(self) -> Any:
        """Decode the body."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Answer:
    """A response and how it is delivered.

    `delay` passes before the headers and `pause` between the two halves of the body, in seconds. `drop`
    closes the connection before the headers or after half of the body; with `reset` by a TCP reset.
    """

    status: int
    body: bytes = b""
    content_type: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    delay: float = 0.0
    pause: float = 0.0
    drop: Literal["headers", "body"] | None = None
    reset: bool = False

    def document(self) -> Any:
        """Decode the body as JSON."""
        return json.loads(self.body)


class RefusedError(Exception):
    """An operation's way out with an error status.

    `error` is what the body claims the status to be; upstream's 409 of one operation claims 401.
    """

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        error: int | None = None,
        fields: tuple[tuple[str, str], ...] = (),
        headers: tuple[tuple[str, str], ...] = (),
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.error = status if error is None else error
        self.fields = fields
        self.headers = headers

    def document(self) -> dict[str, Any]:
        """Give the `ApiError` object."""
        document: dict[str, Any] = {
            "error": self.error,
            "detail": self.detail,
            "reason": HTTPStatus(self.error).phrase,
            "errorCode": self.code,
        }
        if self.fields:
            violations = [{"field": field, "description": text} for field, text in self.fields]
            document["badRequestDetail"] = {"fields": violations}
        return document


def encode(document: object, *, pretty: bool = False) -> bytes:
    """Write a document as JSON, compact or indented."""
    separators = None if pretty else (",", ":")
    return json.dumps(document, ensure_ascii=False, indent=2 if pretty else None, separators=separators).encode()
