"""The token endpoint: OAuth 2.0 client credentials (RFC 6749, section 4.4)."""

from __future__ import annotations

import base64
import binascii
import hmac
import time
from urllib.parse import parse_qs

from .messages import Answer, Request, encode

PATH = "/api/oauth/token"


class Tokens:
    """Issues bearer tokens and knows which are still good."""

    def __init__(self, client_id: str, client_secret: str) -> None:
        self.client_id = client_id
        self.client_secret = client_secret
        self.lifetime = 3600
        """Seconds a token lasts, as announced by `expires_in`."""
        self.fetches = 0
        """How many tokens the endpoint has given out."""
        self._issued = 0
        self._skipped = 0.0
        self._expiry: dict[str, float] = {}

    def issue(self) -> str:
        """Make a good token, as an operator would to hand it to a user."""
        self._issued += 1
        token = f"token-{self._issued}"
        self._expiry[token] = self._now() + self.lifetime
        return token

    def good(self, token: str) -> bool:
        """Tell whether a token is known and has not expired."""
        return self._now() < self._expiry.get(token, float("-inf"))

    def advance(self, seconds: float) -> None:
        """Put the server's clock forward."""
        self._skipped += seconds

    def expire_all(self) -> None:
        """Make every token given out so far a bad one."""
        self._expiry.clear()

    def answer(self, request: Request) -> Answer:
        """Answer a request to the endpoint."""
        if request.method != "POST":
            return self._error(405, "invalid_request", ("allow", "POST"))
        if not self._authenticated(request):
            return self._error(401, "invalid_client", ("www-authenticate", 'Basic realm="token"'))
        declared = (request.header("content-type") or "").partition(";")[0].strip().lower()
        if declared != "application/x-www-form-urlencoded":
            return self._error(400, "invalid_request")
        form = parse_qs(request.body.decode("ascii", "replace"))
        if form.get("grant_type") != ["client_credentials"]:
            return self._error(400, "unsupported_grant_type" if "grant_type" in form else "invalid_request")
        self.fetches += 1
        grant = {"access_token": self.issue(), "expires_in": self.lifetime, "token_type": "Bearer"}
        return Answer(200, encode(grant), "application/json", (("cache-control", "no-store"),))

    def _authenticated(self, request: Request) -> bool:
        scheme, _, credentials = (request.header("authorization") or "").partition(" ")
        try:
            given = base64.b64decode(credentials.strip(), validate=True)
        except binascii.Error:
            return False
        wanted = f"{self.client_id}:{self.client_secret}".encode()
        return scheme.lower() == "basic" and hmac.compare_digest(given, wanted)

    def _error(self, status: int, code: str, *headers: tuple[str, str]) -> Answer:
        return Answer(status, encode({"error": code}), "application/json", headers)

    def _now(self) -> float:
        return time.monotonic() + self._skipped
