from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlencode

import httpx2
import pytest

from . import CLIENT_ID, CLIENT_SECRET, PRIVATE_KEY, PUBLIC_KEY, Provider
from .client import ACCEPT, Client, Got, connections
from .digest import response

FORM = {"grant_type": "client_credentials"}

curl = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


def fetch_token(
    provider: Provider, *, secret: str = CLIENT_SECRET, form: dict[str, str] = FORM, content_type: str | None = None
) -> Got:
    basic = base64.b64encode(f"{CLIENT_ID}:{secret}".encode()).decode()
    headers: dict[str, str | None] = {
        "Authorization": f"Basic {basic}",
        "Content-Type": content_type or "application/x-www-form-urlencoded",
    }
    return Client(provider).send("POST", "/api/oauth/token", urlencode(form).encode(), headers=headers)


def bearer(provider: Provider, token: str) -> Got:
    return Client(provider).send("GET", connections(), headers={"Authorization": f"Bearer {token}"})


def test_client_credentials_give_a_token_that_opens_the_api(provider: Provider) -> None:
    provider.tokens.lifetime = 90
    got = fetch_token(provider)
    assert (got.status, got.headers["Content-Type"]) == (200, "application/json")
    token = got.document["access_token"]
    assert got.document == {"access_token": token, "expires_in": 90, "token_type": "Bearer"}
    assert bearer(provider, token).status == 200
    assert provider.tokens.fetches == 1


def test_a_token_ends_with_its_lifetime(provider: Provider) -> None:
    provider.tokens.lifetime = 90
    token = fetch_token(provider).document["access_token"]
    provider.tokens.advance(89)
    assert bearer(provider, token).status == 200
    provider.tokens.advance(1)
    got = bearer(provider, token)
    assert (got.status, got.headers["WWW-Authenticate"]) == (401, 'Bearer error="invalid_token"')


def test_all_tokens_can_be_made_bad_at_once(provider: Provider) -> None:
    token = provider.tokens.issue()
    provider.tokens.expire_all()
    assert bearer(provider, token).status == 401
    assert provider.tokens.fetches == 0


def test_the_token_endpoint_refuses(provider: Provider) -> None:
    wrong = fetch_token(provider, secret="guess")
    assert (wrong.status, wrong.document) == (401, {"error": "invalid_client"})
    assert wrong.headers["WWW-Authenticate"].startswith("Basic ")
    assert fetch_token(provider, form={}).document == {"error": "invalid_request"}
    assert fetch_token(provider, form={"grant_type": "password"}).document == {"error": "unsupported_grant_type"}
    assert fetch_token(provider, content_type="application/json").status == 400
    assert Client(provider).send("GET", "/api/oauth/token").status == 405
    assert provider.tokens.fetches == 0


def test_the_api_wants_credentials(provider: Provider) -> None:
    for authorization in (None, "Bearer guess", "Basic Zm9vOmJhcg==", "Digest", "Digest username", ""):
        got = Client(provider).send("GET", connections(), headers={"Authorization": authorization})
        assert (got.status, got.document["errorCode"]) == (401, "NOT_ORG_GROUP_CREATOR")


def test_the_digest_is_that_of_the_rfc() -> None:
    # RFC 7616, section 3.9.1.
    secret = "Mufasa:http-auth@example.org:Circle of Life"
    nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"
    counted = ("00000001", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", "auth")
    found = [response(name, secret, "GET:/dir/index.html", nonce, *counted) for name in ("MD5", "SHA-256")]
    assert found == [
        "8ca523f5e9506fed4657c9700eebdbec",
        "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
    ]


def digest(provider: Provider, **changes: str) -> Got:
    """Answer a fresh challenge by hand, with some members changed."""
    client = Client(provider)
    client.send("GET", connections(), headers={"Authorization": None})
    given = {
        "username": PUBLIC_KEY,
        "realm": provider.digest.realm,
        "nonce": f"nonce-{provider.digest.challenges:08d}",
        "uri": connections(),
        "opaque": provider.digest.opaque,
        "qop": "auth",
        "nc": "00000001",
        "cnonce": "0a4f113b",
        "algorithm": "MD5",
        "private": PRIVATE_KEY,
        **changes,
    }
    secret = ":".join((given["username"], given["realm"], given.pop("private")))
    parts = [secret, f"GET:{given['uri']}"]
    first, second = (hashlib.md5(part.encode(), usedforsecurity=False).hexdigest() for part in parts)
    joined = ":".join((first, given["nonce"], given["nc"], given["cnonce"], given["qop"], second))
    given["response"] = hashlib.md5(joined.encode(), usedforsecurity=False).hexdigest()
    header = "Digest " + ", ".join(f'{name}="{value}"' for name, value in given.items())
    return client.send("GET", connections(), headers={"Authorization": header})


def test_a_digest_made_by_hand_is_accepted(provider: Provider) -> None:
    assert digest(provider).status == 200


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("private", "guess"),
        ("username", "other"),
        ("realm", "other"),
        ("uri", "/other"),
        ("opaque", "other"),
        ("qop", "auth-int"),
        ("nc", "1"),
        ("nc", "00000000"),
        ("cnonce", ""),
        ("algorithm", "SHA-512"),
        ("nonce", "invented"),
    ],
)
def test_a_digest_with_anything_wrong_is_refused(provider: Provider, member: str, value: str) -> None:
    got = digest(provider, **{member: value})
    assert got.status == 401
    assert "stale" not in got.headers["WWW-Authenticate"]


def test_a_nonce_count_is_good_once(provider: Provider) -> None:
    digest(provider)
    # The challenge before each answer issues a new nonce; the first one is still good for higher counts.
    assert digest(provider, nonce="nonce-00000001", nc="00000002").status == 200
    replayed = digest(provider, nonce="nonce-00000001", nc="00000002")
    assert replayed.status == 401
    assert "stale=true" in replayed.headers["WWW-Authenticate"]


@pytest.mark.parametrize("algorithms", [("SHA-256", "MD5"), ("MD5",), ("SHA-256",)])
@pytest.mark.parametrize("qop", [True, False])
def test_httpx2_answers_the_challenge(provider: Provider, algorithms: tuple[str, ...], qop: bool) -> None:
    provider.digest.algorithms, provider.digest.qop = algorithms, qop
    auth = httpx2.DigestAuth(PUBLIC_KEY, PRIVATE_KEY)
    with httpx2.Client(base_url=provider.base_url, auth=auth, headers={"Accept": ACCEPT}) as client:
        assert client.get(connections()).status_code == 200
        assert client.get(connections(), params={"pretty": "true"}).status_code == 200
        provider.digest.expire_nonces()
        assert client.get(connections()).status_code == 200
    # One challenge at first, none for the second request, one for the nonce that had become stale.
    authorized = [request.header("authorization") is not None for request in provider.requests]
    assert authorized == [False, True, True, True, True]
    assert provider.digest.challenges == 2


def run_curl(provider: Provider, tmp_path: Path, user: str, *arguments: str) -> str:
    command = ["curl", "--silent", "--show-error", "--noproxy", "*", "--digest", "--user", user, "--max-time", "10"]
    command += ["--header", f"Accept: {ACCEPT}", "--output", str(tmp_path / "body"), "--write-out", "%{http_code} "]
    return subprocess.run([*command, *arguments], check=True, capture_output=True, text=True, timeout=20).stdout


@curl
@pytest.mark.parametrize("algorithms", [("SHA-256", "MD5"), ("MD5",), ("SHA-256",)])
@pytest.mark.parametrize("qop", [True, False])
def test_curl_answers_the_challenge(provider: Provider, tmp_path: Path, algorithms: tuple[str, ...], qop: bool) -> None:
    provider.digest.algorithms, provider.digest.qop = algorithms, qop
    url = provider.base_url + connections()
    again = ["--next", "--silent", "--noproxy", "*", "--digest", "--user", f"{PUBLIC_KEY}:{PRIVATE_KEY}"]
    again += ["--header", f"Accept: {ACCEPT}", "--output", str(tmp_path / "again"), "--write-out", "%{http_code}"]
    codes = run_curl(provider, tmp_path, f"{PUBLIC_KEY}:{PRIVATE_KEY}", url, *again, f"{url}?pretty=true")
    assert codes == "200 200"
    assert provider.digest.challenges >= 1


@curl
def test_curl_posts_through_the_challenge(provider: Provider, tmp_path: Path) -> None:
    arguments = ["--header", "Content-Type: application/json", "--data", '{"name": "a", "type": "Sample"}']
    url = provider.base_url + connections()
    assert run_curl(provider, tmp_path, f"{PUBLIC_KEY}:{PRIVATE_KEY}", "-X", "POST", *arguments, url) == "200 "
    assert provider.store.stored("a") == {"name": "a", "type": "Sample"}


@curl
def test_curl_with_a_wrong_key_is_refused(provider: Provider, tmp_path: Path) -> None:
    assert run_curl(provider, tmp_path, f"{PUBLIC_KEY}:guess", provider.base_url + connections()) == "401 "
