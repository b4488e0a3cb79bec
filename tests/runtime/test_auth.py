"""Authentication: which scheme is chosen, what it sends, and what it never gives away."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any
from urllib.request import parse_http_list, parse_keqv_list

import httpx2
import pytest
from runtime.client import SyncClient
from runtime.credentials import (
    Credentials,
    Setting,
    api_key,
    basic,
    bearer,
    client_credentials,
    digest,
    from_env,
)
from runtime.errors import (
    APIConnectionError,
    APITimeoutError,
    ConfigurationError,
    MissingCredentialsError,
    ResponseTooLargeError,
    TokenError,
    UnauthorizedError,
)
from runtime.oauth import ClientCredentials
from runtime_support import (
    DATED,
    PACKAGE,
    Chunked,
    FakeClock,
    ThingResource,
    Wire,
    accounts,
    fresh,
    operation,
    options_of,
)

SECURED = operation(security=(("Scheme",),))


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


# --- choice ---------------------------------------------------------------------------------------------------------

ENV = {"client_id": "CLIENT_ID", "client_secret": "CLIENT_SECRET", "access_token": "TOKEN", "public_key": "PUBLIC"}
ENV["private_key"] = "PRIVATE"
SECURITY = (("Accounts",), ("Digest",))


def both(**given: str) -> Credentials:
    settings = {name: Setting(name, given.get(name), env) for name, env in ENV.items()}
    return Credentials(
        {
            "Accounts": [
                client_credentials(settings["client_id"], settings["client_secret"], "/token"),
                bearer(settings["access_token"]),
            ],
            "Digest": [digest(settings["public_key"], settings["private_key"])],
        }
    )


def chosen(credentials: Credentials, security: Any = SECURITY) -> list[str]:
    return [type(scheme).__name__ for scheme in credentials.select("op", security)]


@pytest.mark.parametrize(
    ("env", "given", "expected"),
    [
        ({"CLIENT_ID": "a", "CLIENT_SECRET": "b"}, {}, "ClientCredentials"),
        ({"TOKEN": "t"}, {}, "BearerToken"),
        ({"PUBLIC": "a", "PRIVATE": "b"}, {}, "Digest"),
        (
            {"CLIENT_ID": "a", "CLIENT_SECRET": "b", "TOKEN": "t", "PUBLIC": "a", "PRIVATE": "b"},
            {},
            "ClientCredentials",
        ),
        ({"CLIENT_ID": "a", "CLIENT_SECRET": "b"}, {"access_token": "t"}, "BearerToken"),
        ({"CLIENT_ID": "a", "CLIENT_SECRET": "b"}, {"public_key": "a", "private_key": "b"}, "Digest"),
        ({"PRIVATE": "b", "TOKEN": "t"}, {"public_key": "a"}, "Digest"),
        ({"CLIENT_ID": "", "CLIENT_SECRET": "b", "PUBLIC": "a", "PRIVATE": "b"}, {}, "Digest"),
    ],
)
def test_arguments_go_before_the_environment(
    monkeypatch: pytest.MonkeyPatch, env: dict[str, str], given: dict[str, str], expected: str
) -> None:
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert chosen(both(**given)) == [expected]


def test_the_environment_is_read_at_construction(monkeypatch: pytest.MonkeyPatch) -> None:
    credentials = both()
    monkeypatch.setenv("TOKEN", "t")
    with pytest.raises(MissingCredentialsError):
        credentials.select("op", SECURITY)
    assert chosen(both()) == ["BearerToken"]
    monkeypatch.setenv("EMPTY", "")
    assert from_env("EMPTY") is None


def test_without_credentials_the_error_names_what_to_set(caller: Any) -> None:
    wire = Wire({})
    with pytest.raises(MissingCredentialsError) as caught:
        caller(wire, both()).call(operation(security=SECURITY))
    assert str(caught.value) == (
        "do_it needs credentials, and none are set. Pass an argument, or set its environment variable: "
        "client_id (CLIENT_ID) and client_secret (CLIENT_SECRET) or access_token (TOKEN); "
        "or public_key (PUBLIC) and private_key (PRIVATE)"
    )
    assert wire.requests == []


def test_a_scheme_that_the_package_does_not_have() -> None:
    with pytest.raises(MissingCredentialsError, match="a kind of credentials that this package does not offer"):
        both(access_token="t").select("op", (("mutualTLS",),))


@pytest.mark.parametrize("given", [{"public_key": "a"}, {"public_key": "a", "access_token": "t"}])
def test_half_a_pair_is_refused_at_construction(given: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError, match=r"^public_key needs private_key \(PRIVATE\) as well$"):
        both(**given)


def test_an_empty_argument_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="access_token is empty"):
        both(access_token="")


def test_operations_without_security(caller: Any) -> None:
    wire = Wire({})
    caller(wire, both()).call(operation())
    assert "authorization" not in wire.last.headers
    assert chosen(both(), ((), ("Digest",))) == []
    assert chosen(both(public_key="a", private_key="b"), ((), ("Digest",))) == ["Digest"]


def test_schemes_that_go_together(caller: Any) -> None:
    wire = Wire({})
    credentials = options_of(
        Scheme=bearer(Setting("token", "t")), Key=api_key(Setting("key", "k/1"), "X-Key", "header")
    )
    caller(wire, credentials).call(operation(security=(("Scheme", "Key"),)))
    assert wire.last.headers["authorization"] == "Bearer t"
    assert wire.last.headers["x-key"] == "k/1"


# --- plain schemes --------------------------------------------------------------------------------------------------


def test_api_keys(caller: Any) -> None:
    for place, name in (("query", "key"), ("cookie", "sid"), ("header", "X-Key")):
        wire = Wire({})
        credentials = options_of(Scheme=api_key(Setting("key", "k/1"), name, place))  # type: ignore[arg-type]  # a place
        api = caller(wire, credentials)
        api.call(SECURED)
        api.call(SECURED, options={"extra_query": {"a": "b c"}, "extra_headers": {"Cookie": "x=y"}})
        if place == "query":
            assert [request.url.query for request in wire.requests] == [b"key=k%2F1", b"a=b%20c&key=k%2F1"]
        elif place == "cookie":
            assert [request.headers["cookie"] for request in wire.requests] == ["sid=k%2F1", "x=y; sid=k%2F1"]
        else:
            assert wire.last.headers["x-key"] == "k/1"


def test_basic(caller: Any) -> None:
    wire = Wire({})
    caller(wire, options_of(Scheme=basic(Setting("u", "me"), Setting("p", "pä:ss")))).call(SECURED)
    assert base64.b64decode(wire.last.headers["authorization"].removeprefix("Basic ")).decode() == "me:pä:ss"


def test_a_token_from_a_function(caller: Any) -> None:
    wire = Wire({})
    tokens = iter(["T1", "T2"])
    api = caller(wire, options_of(Scheme=bearer(Setting("token", lambda: next(tokens)))))
    api.call(SECURED)
    api.call(SECURED)
    assert [request.headers["authorization"] for request in wire.requests] == ["Bearer T1", "Bearer T2"]


def test_an_async_function_gives_a_token_to_an_async_client(caller: Any) -> None:
    async def give() -> str:
        return "T1"

    wire = Wire({})
    api = caller(wire, options_of(Scheme=bearer(Setting("token", give))))
    if api.kind == "async":
        api.call(SECURED)
        assert wire.last.headers["authorization"] == "Bearer T1"


@pytest.mark.parametrize(("value", "told"), [(None, "None"), ("", "''"), (7, "a int"), (b"T", "a bytes")])
def test_a_function_that_gives_no_token(caller: Any, value: Any, told: str) -> None:
    wire = Wire({})
    with pytest.raises(ConfigurationError, match=f"the function that gives the bearer token gave {told}, not a token"):
        caller(wire, options_of(Scheme=bearer(Setting("token", lambda: value)))).call(SECURED)
    assert wire.requests == []


def test_an_async_function_gives_no_token_to_a_client_that_blocks(caller: Any) -> None:
    async def give() -> str:
        return "T1"

    wire = Wire({})
    api = caller(wire, options_of(Scheme=bearer(Setting("token", give))))
    if api.kind == "sync":
        with pytest.raises(ConfigurationError, match="gave a coroutine, not a token"):
            api.call(SECURED)
        assert wire.requests == []


def test_a_token_cannot_start_another_header(caller: Any) -> None:
    with pytest.raises(ValueError, match="the bearer token must hold printable ASCII"):
        caller(Wire({}), options_of(Scheme=bearer(Setting("token", "a\r\nX: y")))).call(SECURED)


def test_an_http_client_with_its_own_auth_signs_itself() -> None:
    wire = Wire({})
    with httpx2.Client(transport=httpx2.MockTransport(wire), auth=("me", "pw")) as http:
        ThingResource(SyncClient(PACKAGE, both(), http_client=http)).call(operation(security=SECURITY))
    assert wire.last.headers["authorization"].startswith("Basic ")
    with httpx2.Client(transport=httpx2.MockTransport(wire)) as http:
        ThingResource(SyncClient(PACKAGE, both(access_token="t"), http_client=http)).call(operation(security=SECURITY))
    assert wire.last.headers["authorization"] == "Bearer t"


# --- digest ---------------------------------------------------------------------------------------------------------


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


# --- client credentials ---------------------------------------------------------------------------------------------


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


def test_a_secret_must_be_text(caller: Any) -> None:
    credentials = options_of(Scheme=basic(Setting("user", "me"), Setting("password", lambda: "pw")))
    with pytest.raises(ConfigurationError, match="password must be a string"):
        caller(Wire({}), credentials).call(SECURED)
