"""Authentication: which scheme is chosen, what it sends, and what it never gives away."""

from __future__ import annotations

import base64
from typing import Any

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
    ConfigurationError,
    MissingCredentialsError,
)
from runtime_support import (
    PACKAGE,
    ThingResource,
    Wire,
    operation,
    options_of,
)

SECURED = operation(security=(("Scheme",),))


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


def test_a_secret_must_be_text(caller: Any) -> None:
    credentials = options_of(Scheme=basic(Setting("user", "me"), Setting("password", lambda: "pw")))
    with pytest.raises(ConfigurationError, match="password must be a string"):
        caller(Wire({}), credentials).call(SECURED)
