"""A bare client for the server's own tests: http.client, one connection a request, nothing clever."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from .app import Provider
from .store import GROUP_ID, TENANT

ACCEPT = "application/vnd.atlas.2025-03-12+json"


@dataclass(frozen=True)
class Got:
    """A response as received."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def document(self) -> Any:
        """The body, decoded."""
        return json.loads(self.body)


class Client:
    """Sends requests to a provider with a good bearer token."""

    def __init__(self, provider: Provider, *, timeout: float = 5.0) -> None:
        self._address = urlsplit(provider.base_url).netloc
        self._token = provider.tokens.issue()
        self.timeout = timeout

    def send(
        self,
        method: str,
        target: str,
        body: object = None,
        *,
        headers: dict[str, str | None] | None = None,
    ) -> Got:
        """Send one request; a header of None is left out."""
        wanted = {"Authorization": f"Bearer {self._token}", "Accept": ACCEPT, "Content-Type": "application/json"}
        sent = {name: value for name, value in {**wanted, **(headers or {})}.items() if value is not None}
        content = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        connection = http.client.HTTPConnection(self._address, timeout=self.timeout)
        try:
            connection.request(method, target, content, sent)
            response = connection.getresponse()
            return Got(response.status, response.headers, response.read())
        finally:
            connection.close()


def connections(name: str | None = None, *, group: str = GROUP_ID, tenant: str = TENANT) -> str:
    """Give the path of an instance's connections, or of one of them."""
    path = f"/api/atlas/v2/groups/{group}/streams/{quote(tenant, safe='')}/connections"
    return path if name is None else f"{path}/{quote(name, safe='')}"
