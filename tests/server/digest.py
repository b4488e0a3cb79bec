"""The server's side of HTTP Digest (RFC 7616), qop "auth", with MD5 and SHA-256."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable
from typing import Literal
from urllib.request import parse_http_list, parse_keqv_list

from .messages import Request

Verdict = Literal["accepted", "stale", "refused"]

_ALGORITHMS: dict[str, Callable[[bytes], str]] = {
    "SHA-256": lambda data: hashlib.sha256(data).hexdigest(),
    "MD5": lambda data: hashlib.md5(data, usedforsecurity=False).hexdigest(),
}


class Digest:
    """Issues challenges and judges the answers to them.

    Nonces are counted and not random, so that a run can be repeated byte for byte.
    """

    realm = "Streams test API"
    opaque = "bG9vbQ=="

    def __init__(self, username: str, password: str) -> None:
        self.username = username
        self.password = password
        self.algorithms: tuple[str, ...] = ("SHA-256", "MD5")
        """What is offered, in order of preference."""
        self.qop = True
        """False: the older form of RFC 2069, without qop, cnonce and nc."""
        self.challenges = 0
        self._live: dict[str, set[int]] = {}

    def challenge(self, *, stale: bool = False) -> tuple[tuple[str, str], ...]:
        """Give the headers of a 401: one challenge per algorithm, all with the same new nonce."""
        self.challenges += 1
        nonce = f"nonce-{self.challenges:08d}"
        self._live[nonce] = set()
        return tuple(
            (
                "www-authenticate",
                f'Digest realm="{self.realm}", '
                + ('qop="auth", ' if self.qop else "")
                + f'algorithm={algorithm}, nonce="{nonce}", opaque="{self.opaque}"'
                + (", stale=true" if stale else ""),
            )
            for algorithm in self.algorithms
        )

    def expire_nonces(self) -> None:
        """Forget every nonce; a good answer to one of them is stale from now on."""
        self._live.clear()

    def judge(self, credentials: str, request: Request) -> Verdict:
        """Judge the part of an Authorization header after `Digest`.

        Returns:
            "stale" when the answer is right but its nonce has expired or its nonce count was used before.
        """
        try:
            given = parse_keqv_list(parse_http_list(credentials))
        except ValueError:
            return "refused"
        algorithm = given.get("algorithm", "MD5")
        if algorithm not in self.algorithms or not self._well_formed(given, request):
            return "refused"
        if not hmac.compare_digest(self._expected(given, algorithm, request), given.get("response", "")):
            return "refused"
        seen = self._live.get(given["nonce"])
        if seen is None:
            return "stale"
        if self.qop:
            count = int(given["nc"], 16)
            if count in seen:
                return "stale"
            seen.add(count)
        return "accepted"

    def _well_formed(self, given: dict[str, str], request: Request) -> bool:
        wanted = {
            "username": self.username,
            "realm": self.realm,
            "uri": request.target,
            "opaque": self.opaque,
        }
        if any(given.get(name) != value for name, value in wanted.items()):
            return False
        if re.fullmatch(r"nonce-\d{8}", given.get("nonce", "")) is None:
            return False
        if not self.qop:
            return "qop" not in given
        counted = re.fullmatch(r"(?!0{8})[0-9a-fA-F]{8}", given.get("nc", "")) is not None
        return counted and given.get("qop") == "auth" and given.get("cnonce", "") != ""

    def _expected(self, given: dict[str, str], algorithm: str, request: Request) -> str:
        secret = f"{self.username}:{self.realm}:{self.password}"
        counted = (given["nc"], given["cnonce"], "auth") if self.qop else ()
        return response(algorithm, secret, f"{request.method}:{request.target}", given["nonce"], *counted)


def response(algorithm: str, secret: str, asked: str, nonce: str, *counted: str) -> str:
    """Compute what RFC 7616 calls the response.

    Args:
        algorithm: "MD5" or "SHA-256".
        secret: Username, realm and password, joined by colons (A1).
        asked: Method and target, joined by a colon (A2).
        nonce: The server's.
        counted: Nonce count, client nonce and qop; none of them in the form of RFC 2069.
    """
    digest = _ALGORITHMS[algorithm]
    parts = (digest(secret.encode()), nonce, *counted, digest(asked.encode()))
    return digest(":".join(parts).encode())
