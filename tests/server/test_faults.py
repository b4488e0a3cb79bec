from __future__ import annotations

import gzip
import http.client
import time

import httpx2
import pytest

from . import PRIVATE_KEY, PUBLIC_KEY, Provider, faults
from .client import ACCEPT, Client, connections
from .serving import serve

S3 = {"name": "s3", "type": "S3", "aws": {"roleArn": "arn"}}
CLUSTER = {"name": "cluster", "type": "Cluster"}


@pytest.fixture
def client(provider: Provider) -> Client:
    provider.store.add(S3)
    return Client(provider)


def test_stopping_does_not_wait_for_a_slow_answer_nobody_reads() -> None:
    with serve() as host:
        host.provider.script(faults.slow(600))
        with pytest.raises(TimeoutError):
            Client(host.provider, timeout=0.05).send("GET", connections())
        begun = time.monotonic()
    assert time.monotonic() - begun < 60


def test_faults_are_used_up_in_order(client: Client, provider: Provider) -> None:
    provider.script(faults.server_error(), faults.none(), faults.unavailable())
    assert [client.send("GET", connections()).status for _ in range(4)] == [500, 200, 503, 200]
    assert provider.unused_faults == 0


def test_the_challenge_of_a_digest_takes_no_fault_of_the_api(provider: Provider) -> None:
    provider.script(faults.server_error())
    auth = httpx2.DigestAuth(PUBLIC_KEY, PRIVATE_KEY)
    response = httpx2.get(provider.base_url + connections(), auth=auth, headers={"Accept": ACCEPT})
    assert response.status_code == 500


def test_faults_before_anything_and_of_the_token_endpoint(client: Client, provider: Provider) -> None:
    provider.script(faults.html_error(), at="any")
    provider.script(faults.unavailable(1), at="token")
    assert client.send("GET", connections(), headers={"Authorization": None}).status == 502
    assert client.send("GET", connections()).status == 200
    assert client.send("POST", "/api/oauth/token").status == 503


def test_slow_headers(client: Client, provider: Provider) -> None:
    provider.script(faults.slow(0.2))
    begun = time.monotonic()
    assert client.send("GET", connections()).status == 200
    assert time.monotonic() - begun >= 0.2


def test_a_client_that_loses_patience_has_still_done_its_work(client: Client, provider: Provider) -> None:
    provider.script(faults.slow(600))
    client.timeout = 0.05
    with pytest.raises(TimeoutError):
        client.send("POST", connections(), CLUSTER)
    assert provider.store.stored("cluster") == CLUSTER


def test_a_body_that_stops_half_way(client: Client, provider: Provider) -> None:
    provider.script(faults.slow_body(600), faults.slow_body(0.1))
    client.timeout = 0.05
    with pytest.raises(TimeoutError):
        client.send("GET", connections())
    client.timeout = 5
    assert client.send("GET", connections()).document["totalCount"] == 1


@pytest.mark.parametrize("work_done", [False, True])
def test_a_connection_closed_before_the_headers(client: Client, provider: Provider, work_done: bool) -> None:
    provider.script(faults.drop(work_done=work_done))
    with pytest.raises(http.client.RemoteDisconnected):
        client.send("POST", connections(), CLUSTER)
    assert len(provider.store.groups["32b6e34b3d91647abb20e7b8"]["tenant"]) == 1 + work_done


def test_a_connection_reset_before_the_headers(client: Client, provider: Provider) -> None:
    provider.script(faults.drop(reset=True))
    with pytest.raises(ConnectionResetError):
        client.send("GET", connections())


def test_a_connection_closed_in_the_body(client: Client, provider: Provider) -> None:
    provider.script(faults.drop_mid_body())
    with pytest.raises(http.client.IncompleteRead) as caught:
        client.send("GET", connections())
    assert caught.value.partial


def test_a_connection_reset_in_the_body(client: Client, provider: Provider) -> None:
    provider.script(faults.drop_mid_body(reset=True))
    with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
        client.send("GET", connections())


def test_a_kept_connection_serves_on_after_a_fault(provider: Provider) -> None:
    provider.script(faults.server_error(), faults.slow(0.01))
    headers = {"Accept": ACCEPT, "Authorization": f"Bearer {provider.tokens.issue()}"}
    with httpx2.Client(base_url=provider.base_url, headers=headers) as client:
        assert [client.get(connections()).status_code for _ in range(3)] == [500, 200, 200]


def test_an_expired_token(client: Client, provider: Provider) -> None:
    provider.script(faults.expired_token())
    first, second = (client.send("GET", connections()) for _ in range(2))
    assert (first.status, second.status) == (401, 200)
    assert "invalid_token" in first.headers["WWW-Authenticate"]


def test_an_html_page(client: Client, provider: Provider) -> None:
    provider.script(faults.html_error())
    got = client.send("GET", connections())
    assert (got.status, got.headers["Content-Type"]) == (502, "text/html; charset=utf-8")
    assert got.body.startswith(b"<!DOCTYPE html>")


@pytest.mark.parametrize("target", [connections("s3"), connections("s3") + "?envelope=true", connections()])
def test_an_unknown_variant(client: Client, provider: Provider, target: str) -> None:
    provider.script(faults.unknown_variant())
    document = client.send("GET", target).document
    connection = document.get("results", [document.get("content", document)])[0]
    assert (connection["name"], connection["type"]) == ("s3", "Quantum")
    assert connection["entanglement"]["pairs"] == [{"a": 1, "b": [None, 2.5]}]
    assert "aws" not in connection


def test_an_unknown_enum_value(client: Client, provider: Provider) -> None:
    provider.store.add(CLUSTER)
    provider.script(faults.unknown_enum())
    s3, cluster = client.send("GET", connections()).document["results"]
    assert s3["networking"]["access"]["type"] == "CARRIER_PIGEON"
    assert cluster["dbRoleToExecute"]["type"] == "CARRIER_PIGEON"


def test_extra_fields_at_every_object_but_data(client: Client, provider: Provider) -> None:
    provider.store.add({"name": "k", "type": "Kafka", "config": {"a.b": "c"}, "security": {}})
    provider.script(faults.extra_fields())
    document = client.send("GET", connections("k")).document
    assert document["addedLater"] == document["security"]["addedLater"] == {"deep": [1, {"null": None}]}
    assert document["config"] == {"a.b": "c"}


def test_a_script_that_can_not_apply_fails_loudly() -> None:
    with serve() as host:
        host.provider.store.add({"name": "sample", "type": "Sample"})
        host.provider.script(faults.unknown_enum())
        assert Client(host.provider).send("GET", connections("sample")).status == 500
        assert "no enum" in str(host.provider.failures[0])


@pytest.mark.parametrize("when", [None, 2, "Fri, 01 Jan 2100 00:00:00 GMT"])
def test_when_to_try_again(client: Client, provider: Provider, when: int | str | None) -> None:
    provider.script(faults.rate_limited(when), faults.unavailable(when))
    for status in (429, 503):
        got = client.send("GET", connections())
        assert (got.status, got.document["error"]) == (status, status)
        assert got.headers["Retry-After"] == (None if when is None else str(when))


def test_a_compressed_body(client: Client, provider: Provider) -> None:
    provider.script(faults.gzipped())
    got = client.send("GET", connections("s3"))
    assert got.headers["Content-Encoding"] == "gzip"
    assert b'"name":"s3"' in gzip.decompress(got.body)


def test_a_bomb_is_small_on_the_wire(client: Client, provider: Provider) -> None:
    provider.script(faults.gzip_bomb(8 * 2**20))
    got = client.send("GET", connections())
    assert len(got.body) < 20_000
    assert gzip.decompress(got.body) == b" " * (8 * 2**20)


def test_a_redirect_to_another_host(client: Client, provider: Provider, elsewhere: Provider) -> None:
    provider.script(faults.redirect(elsewhere.base_url + connections()))
    got = client.send("GET", connections())
    assert (got.status, got.headers["Location"]) == (307, elsewhere.base_url + connections())
    assert elsewhere.base_url != provider.base_url
    assert Client(elsewhere).send("GET", connections()).status == 200
    assert (len(provider.requests), len(elsewhere.requests)) == (1, 1)


def test_json_cut_short(client: Client, provider: Provider) -> None:
    provider.script(faults.invalid_json())
    got = client.send("GET", connections())
    assert got.status == 200
    with pytest.raises(ValueError, match=r"Expecting|Unterminated"):
        _ = got.document


def test_a_wrong_content_type(client: Client, provider: Provider) -> None:
    provider.script(faults.wrong_content_type())
    got = client.send("GET", connections("s3"))
    assert (got.status, got.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert got.document["name"] == "s3"


def test_the_log_keeps_requests_as_sent(client: Client, provider: Provider) -> None:
    client.send("POST", connections() + "?envelope=true&pretty=false", CLUSTER, headers={"X-Trace": "ä"})
    (request,) = provider.requests
    assert (request.method, request.target) == ("POST", connections() + "?envelope=true&pretty=false")
    assert (request.header("X-TRACE"), request.header("absent")) == ("ä", None)
    assert request.json() == CLUSTER
    assert request.query == {"envelope": ["true"], "pretty": ["false"]}
