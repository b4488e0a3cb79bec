"""OAuth 2 client credentials: tokens that are fetched, kept, renewed, and kept secret."""

from __future__ import annotations

import base64
from typing import Any

import httpx2
import pytest
from runtime.errors import (
    APIConnectionError,
    APITimeoutError,
    ConfigurationError,
    ResponseTooLargeError,
    TokenError,
    UnauthorizedError,
)
from runtime.oauth import ClientCredentials
from runtime_support import (
    DATED,
    Chunked,
    FakeClock,
    accounts,
    fresh,
)


class TokenServer:
    """The token endpoint and the API behind it, in one handler."""

    def __init__(self, **answer: Any) -> None:
        self.answer = {"token_type": "Bearer", "expires_in": 3600} | answer
        self.fetched = 0
        self.calls: list[str] = []
        self.refused: set[str] = set()
        self.token_requests: list[httpx2.Request] = []
        self.token_answers: list[Any] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        if request.url.path.endswith("/token"):
            self.token_requests.append(request)
            if self.token_answers:
                answer = self.token_answers.pop(0)
                if isinstance(answer, type):
                    raise answer("it broke", request=request)
                return fresh(answer)
            self.fetched += 1
            return httpx2.Response(200, json={"access_token": f"T{self.fetched}"} | self.answer)
        sent = request.headers["authorization"].removeprefix("Bearer ")
        self.calls.append(sent)
        if sent in self.refused:
            return httpx2.Response(401, json={"error": 401})
        return httpx2.Response(200, json={"name": "a"}, headers={"content-type": DATED})


def test_a_token_is_fetched_on_first_use_and_reused(caller: Any) -> None:
    server = TokenServer()
    api = caller(server, accounts())
    assert server.fetched == 0
    api.get("a")
    api.get("b")
    assert (server.fetched, server.calls) == (1, ["T1", "T1"])
    request = server.token_requests[0]
    assert (request.method, str(request.url)) == ("POST", "https://api.test/oauth/token")
    assert request.content == b"grant_type=client_credentials"
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert base64.b64decode(request.headers["authorization"].removeprefix("Basic ")) == b"me:s3cret"
    assert request.headers["user-agent"].startswith("atlas-streams/")


def test_scopes_and_odd_characters() -> None:
    scheme = ClientCredentials("/token", "a:b", "c d", scopes=("x", "y z"))
    assert base64.b64decode(scheme._basic.removeprefix("Basic ")) == b"a%3Ab:c+d"
    assert scheme._form == "grant_type=client_credentials&scope=x+y+z"
    assert "c d" not in repr(scheme)


def test_the_token_url_follows_the_base_url(caller: Any) -> None:
    server = TokenServer()
    caller(server, accounts(), base_url="https://cloud.example.cn/v2").get("a")
    assert str(server.token_requests[0].url) == "https://cloud.example.cn/oauth/token"


@pytest.mark.parametrize(("lifetime", "kept"), [(3600, 3540.0), (40, 30.0), (0, 0.0), ("100", 75.0), (None, 10.0**9)])
def test_a_token_is_renewed_before_it_expires(caller: Any, lifetime: Any, kept: float) -> None:
    clock = FakeClock()
    server = TokenServer(expires_in=lifetime)
    api = caller(server, accounts(clock=clock), clock=clock)
    api.get("a")
    if kept:
        clock.time += kept - 0.5
        api.get("a")
        assert server.fetched == 1
    if kept < 10**9:
        clock.time += 1
        api.get("a")
        assert server.fetched == 2


def test_the_wall_clock_does_not_matter(caller: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    server = TokenServer()
    api = caller(server, accounts())
    api.get("a")
    for skew in (-(10.0**8), 10.0**8):
        monkeypatch.setattr("time.time", lambda skew=skew: skew)
        api.get("a")
    assert server.fetched == 1


def test_a_refused_token_is_renewed_once(caller: Any) -> None:
    server = TokenServer()
    api = caller(server, accounts())
    api.get("a")
    server.refused = {"T1"}
    assert api.get("a").name == "a"
    assert server.calls == ["T1", "T1", "T2"]
    api.get("a")
    assert server.fetched == 2


def test_a_server_that_refuses_every_token_ends_the_call(caller: Any) -> None:
    server = TokenServer()
    server.refused = {f"T{number}" for number in range(9)}
    with pytest.raises(UnauthorizedError):
        caller(server, accounts()).get("a")
    assert (server.fetched, server.calls) == (2, ["T1", "T2"])


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (
            httpx2.Response(401, json={"error": "invalid_client", "error_description": "No such client."}),
            "status 401, invalid_client, No such client.",
        ),
        (httpx2.Response(400, text="<html>"), "status 400"),
        (httpx2.Response(302, headers={"location": "https://evil.test/"}), "status 302"),
        (httpx2.Response(200, text="<html>"), "the answer does not hold one"),
        (httpx2.Response(200, json=["x"]), "the answer does not hold one"),
        (httpx2.Response(200, json={"access_token": ""}), "the answer does not hold one"),
        (httpx2.Response(200, json={"access_token": "a\r\nb"}), "the answer does not hold one"),
        (httpx2.Response(200, json={"access_token": "é"}), "the answer does not hold one"),
        (httpx2.Response(200, json={"access_token": "a", "token_type": "mac"}), "its type is not 'bearer'"),
        (httpx2.Response(200, json={"access_token": "a", "expires_in": "x"}), "expires_in is not a number of seconds"),
        (httpx2.Response(200, json={"access_token": "a", "expires_in": -1}), "expires_in is not a number of seconds"),
        (httpx2.Response(200, json={"access_token": "a", "expires_in": [1]}), "expires_in is not a number of seconds"),
    ],
)
def test_answers_without_a_token(caller: Any, answer: httpx2.Response, problem: str) -> None:
    server = TokenServer()
    server.token_answers = [answer]
    api = caller(server, accounts())
    with pytest.raises(TokenError) as caught:
        api.get("a")
    assert str(caught.value) == f"https://api.test/oauth/token gave no access token: {problem}"
    assert caught.value.status_code == answer.status_code
    assert len(server.token_requests) == 1
    assert api.get("a").name == "a"


@pytest.mark.parametrize(
    "failure", [httpx2.Response(503), httpx2.Response(429), httpx2.Response(500), httpx2.ReadTimeout, httpx2.ReadError]
)
def test_a_failed_fetch_is_repeated_even_for_a_post(caller: Any, failure: Any) -> None:
    server = TokenServer()
    server.token_answers = [failure]
    api = caller(server, accounts())
    assert api.create({"name": "a"}).name == "a"
    assert (len(server.token_requests), server.calls, api.clock.slept) == (2, ["T1"], [0.5])


def test_a_token_endpoint_out_of_reach(caller: Any) -> None:
    server = TokenServer()
    server.token_answers = [httpx2.ReadTimeout] * 3 + [httpx2.ConnectError] * 3
    api = caller(server, accounts())
    with pytest.raises(APITimeoutError, match=r"get_thing: the server did not answer in time \(api\.test\)"):
        api.get("a")
    with pytest.raises(APIConnectionError, match=r"get_thing: the connection to api\.test failed: it broke"):
        api.get("a")


@pytest.mark.parametrize("url", ["http://api.test/token", "ftp://api.test/token", "http://127.0.0.1.evil.test/token"])
def test_the_secret_is_not_sent_in_clear(caller: Any, url: str) -> None:
    server = TokenServer()
    with pytest.raises(ConfigurationError, match="a secret goes by https only"):
        caller(server, accounts(url)).get("a")
    assert server.token_requests == []


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:81", "[::1]:82"])
def test_on_this_machine_http_will_do(caller: Any, host: str) -> None:
    server = TokenServer()
    caller(server, accounts(f"http://{host}/token")).get("a")
    assert server.fetched == 1


def test_a_huge_token_answer_is_refused(caller: Any) -> None:
    def handler(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, stream=Chunked(b"{", b" " * 600_000, b" " * 600_000))

    with pytest.raises(ResponseTooLargeError, match="more than 1,000,000 bytes"):
        caller(handler, accounts()).get("a")


@pytest.mark.parametrize("refusal", [Chunked(*[b"x" * 10_000] * 10), Chunked(b"short")])
def test_the_body_of_a_refusal_does_not_matter(caller: Any, refusal: Chunked) -> None:
    server = TokenServer()

    def handler(request: httpx2.Request) -> httpx2.Response:
        response = server(request)
        return httpx2.Response(401, stream=refusal) if response.status_code == 401 else response

    server.refused = {"T1"}
    assert caller(handler, accounts()).get("a").name == "a"
