"""HTTP digest against a server that counts nonces."""

from __future__ import annotations

import hashlib
import re
from typing import Any
from urllib.request import parse_http_list, parse_keqv_list

import httpx2
import pytest
from runtime.credentials import (
    Setting,
    digest,
)
from runtime.errors import (
    UnauthorizedError,
)
from runtime_support import (
    Wire,
    operation,
    options_of,
)

SECURED = operation(security=(("Scheme",),))


class DigestServer:
    """Checks digests by RFC 7616: a nonce is ours, and its count only ever grows."""

    def __init__(self, algorithm: str = "SHA-256", uses: int = 1000) -> None:
        self.algorithm = algorithm
        self.uses = uses
        self.counts: dict[str, int] = {}
        self.challenges = 0
        self.stale = 0

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        given = request.headers.get("authorization", "")
        if given.startswith("Digest "):
            if self.accepts(request, parse_keqv_list(parse_http_list(given.removeprefix("Digest ")))):
                return httpx2.Response(200, json={})
            self.stale += 1
        self.challenges += 1
        nonce = f"nonce{self.challenges}"
        self.counts[nonce] = 0
        challenge = f'Digest realm="r, s", qop="auth", algorithm={self.algorithm}, nonce="{nonce}", opaque="o"'
        return httpx2.Response(401, headers={"www-authenticate": challenge}, json={"error": 401})

    def accepts(self, request: httpx2.Request, fields: dict[str, str]) -> bool:
        def h(text: str) -> str:
            name = self.algorithm.removesuffix("-sess").replace("-", "").lower()
            return hashlib.new(name, text.encode()).hexdigest()

        nonce, nc, cnonce = fields["nonce"], fields["nc"], fields["cnonce"]
        ha1 = h("public:r, s:private")
        if self.algorithm.endswith("-sess"):
            ha1 = h(f"{ha1}:{nonce}:{cnonce}")
        ha2 = h(f"{request.method}:{fields['uri']}")
        assert fields["uri"] == request.url.raw_path.decode()
        assert fields["response"] == h(f"{ha1}:{nonce}:{nc}:{cnonce}:auth:{ha2}")
        assert re.fullmatch("[0-9a-f]{8}", nc)
        fresh = self.counts[nonce] + 1 == int(nc, 16) <= self.uses
        self.counts[nonce] += fresh
        return fresh


DIGEST = {"Scheme": digest(Setting("public_key", "public"), Setting("private_key", "private"))}


@pytest.mark.parametrize("algorithm", ["MD5", "SHA-256", "MD5-sess", "SHA-256-sess"])
def test_digest(caller: Any, algorithm: str) -> None:
    server = DigestServer(algorithm)
    api = caller(server, options_of(**DIGEST))
    for _ in range(3):
        api.call(SECURED, options={"extra_query": {"a": "b c"}})
    assert (server.challenges, server.counts) == (1, {"nonce1": 3})


def test_a_nonce_that_is_used_up_is_replaced(caller: Any) -> None:
    server = DigestServer(uses=2)
    api = caller(server, options_of(**DIGEST))
    for _ in range(5):
        api.call(SECURED)
    assert server.challenges == 3


def test_a_wrong_digest_is_tried_once(caller: Any) -> None:
    wire = Wire(httpx2.Response(401, headers={"www-authenticate": 'Digest realm="r", nonce="n", qop="auth"'}))
    with pytest.raises(UnauthorizedError):
        caller(wire, options_of(**DIGEST)).call(SECURED)
    assert len(wire.requests) == 2
    assert "private" not in wire.last.headers["authorization"]
