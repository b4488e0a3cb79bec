"""Redirects over real sockets, and where credentials go with them."""

from __future__ import annotations

from typing import Any

import pytest
from runtime.credentials import Setting, api_key, bearer
from runtime.errors import (
    RedirectError,
)
from runtime_support import (
    OK,
    http,
    operation,
    options_of,
    script,
)

SECRETS = (b"T0", b"k3y", b"own-secret", b"c00kie")


def credentials_everywhere() -> Any:
    return options_of(
        Accounts=bearer(Setting("token", "T0")),
        Header=api_key(Setting("key", "k3y"), "X-Api-Key", "header"),
        Query=api_key(Setting("key", "k3y"), "key", "query"),
        Cookie=api_key(Setting("key", "c00kie"), "sid", "cookie"),
    )


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("follow", [True, False])
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_another_host_never_gets_credentials(caller: Any, serve: Any, status: int, follow: bool, method: str) -> None:
    other = serve(script([OK]))
    home = serve(script([http(status, Location=other.url + "/elsewhere")]))
    api = caller(
        None,
        credentials_everywhere(),
        base_url=home.url,
        follow_redirects=follow,
        default_headers={"X-Own": "own-secret"},
        max_retries=0,
    )
    secured = operation(method, security=(("Accounts", "Header", "Query", "Cookie"),))
    turned_to_get = method == "GET" or status == 303 or (status == 302) or (status == 301 and method == "POST")
    if follow and turned_to_get:
        assert api.call(secured) == {"name": "a"}
    else:
        with pytest.raises(RedirectError, match=f"which points to {other.url}/elsewhere"):
            api.call(secured)
        assert other.requests == []
    assert all(secret in home.requests[0] for secret in SECRETS)
    assert not any(secret in request for request in other.requests for secret in SECRETS)


def test_a_redirect_at_home_is_signed_again(caller: Any, serve: Any) -> None:
    server = serve(script([http(307, Location="/there?x=1")], [OK]))
    api = caller(None, credentials_everywhere(), base_url=server.url, follow_redirects=True)
    assert api.call(operation("POST", security=(("Accounts", "Header", "Query", "Cookie"),))) == {"name": "a"}
    assert server.requests[1].startswith(b"POST /there?x=1&key=k3y ")
    assert all(secret in server.requests[1] for secret in (b"T0", b"k3y", b"c00kie"))


def test_back_home_from_elsewhere_nothing_is_signed(caller: Any, serve: Any) -> None:
    home = serve(script([http(302, Location="placeholder")], [OK]))
    other = serve(script([http(302, Location=home.url + "/delete-everything")]))
    home.script = script([http(302, Location=other.url + "/")], [OK])
    caller(None, base_url=home.url, follow_redirects=True).get("a")
    assert not any(secret in home.requests[1] for secret in SECRETS)


def test_redirects_in_a_circle_end(caller: Any, serve: Any) -> None:
    server = serve(script([http(302, Location="/round")]))
    with pytest.raises(RedirectError):
        caller(None, base_url=server.url, follow_redirects=True).get("a")
    assert len(server.requests) == 11
