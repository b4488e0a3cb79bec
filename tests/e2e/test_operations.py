"""The five operations over real HTTP, signed in both ways."""

import json
import logging
from pathlib import Path
from typing import Any

import atlas_streams
import pytest
from atlas_streams import (
    BadRequestError,
    ClusterConnectionRequest,
    ConflictError,
    ConfluentSaslInheritAuthentication,
    ConfluentUserInfoAuthentication,
    ConfluentUserInfoAuthenticationRequest,
    ForbiddenError,
    KafkaAuthenticationRequest,
    KafkaConnection,
    KafkaConnectionRequest,
    NotFoundError,
    SampleConnectionRequest,
    SchemaRegistryConnection,
    SchemaRegistryConnectionRequest,
    TokenError,
    UnauthorizedError,
)

from ..package.support import LATER, MEDIA_TYPE, TAGS, Api, sample
from ..server import FORBIDDEN_GROUP_ID, GROUP_ID, TENANT, Provider
from .conftest import Connect

PATH = f"/api/atlas/v2/groups/{GROUP_ID}/streams/{TENANT}/connections"


def test_it_is_the_installed_package_that_is_driven(installed: Path) -> None:
    assert Path(atlas_streams.__file__).is_relative_to(installed)
    (metadata,) = installed.glob("atlas_streams-*.dist-info/METADATA")
    assert f"\nVersion: {atlas_streams.__version__}\n" in metadata.read_text("utf-8")
    assert (installed / "atlas_streams" / "py.typed").is_file()


@pytest.mark.parametrize("credentials", ["account", "key"])
def test_a_connection_from_its_creation_to_its_deletion(connect: Connect, provider: Provider, credentials: str) -> None:
    api = connect(credentials)
    authentication = KafkaAuthenticationRequest(mechanism="PLAIN", username="sam", password="swordfish")
    created = api.create(KafkaConnectionRequest(name="orders", bootstrap_servers="a:1", authentication=authentication))
    assert isinstance(created, KafkaConnection)
    assert (created.name, created.bootstrap_servers) == ("orders", "a:1")
    assert created.authentication is not None
    assert created.authentication.username == "sam"
    assert "swordfish" not in created.model_dump_json()
    assert provider.store.stored("orders")["authentication"]["password"] == "swordfish"

    assert api.get("orders") == created
    assert [connection.name for connection in api.items(api.list())] == ["orders"]

    updated = api.update("orders", KafkaConnectionRequest(config={"group.protocol.type": "consumer"}))
    assert (updated.config, updated.bootstrap_servers) == ({"group.protocol.type": "consumer"}, "a:1")

    assert api.delete("orders") is None
    with pytest.raises(NotFoundError):
        api.get("orders")
    assert provider.unused_faults == 0


@pytest.mark.parametrize("tag", [*TAGS, *LATER])
def test_every_variant(api: Api, provider: Provider, tag: str) -> None:
    body = {"name": tag, **(LATER.get(tag) or sample(f"requests/{tag}"))}
    created = api.create(body)
    assert type(created).__name__ == f"{tag}Connection"
    assert provider.store.stored(tag) == body
    assert api.get(tag) == created


def test_the_union_inside_of_a_variant(api: Api, provider: Provider) -> None:
    authentication = ConfluentUserInfoAuthenticationRequest(username="sam", password="swordfish")
    body = SchemaRegistryConnectionRequest(
        name="schemas",
        schema_registry_urls=["https://registry.example.com"],
        schema_registry_authentication=authentication,
    )
    created = api.create(body)
    assert isinstance(created, SchemaRegistryConnection)
    assert created.schema_registry_authentication == ConfluentUserInfoAuthentication(username="sam")
    assert "swordfish" not in created.model_dump_json()
    assert provider.store.stored("schemas")["schemaRegistryAuthentication"] == {
        "type": "USER_INFO",
        "username": "sam",
        "password": "swordfish",
    }
    body.schema_registry_authentication = ConfluentSaslInheritAuthentication()
    updated = api.update("schemas", body)
    assert updated.schema_registry_authentication == ConfluentSaslInheritAuthentication()


def test_what_goes_over_the_wire(api: Api, provider: Provider) -> None:
    api.create(SampleConnectionRequest(name="sample_stream_solar"), envelope=True, pretty=True)
    token, call = provider.requests
    assert (token.method, token.target, token.body) == ("POST", "/api/oauth/token", b"grant_type=client_credentials")
    assert (token.header("authorization") or "").startswith("Basic ")
    assert (call.method, call.target) == ("POST", f"{PATH}?envelope=true&pretty=true")
    assert call.json() == {"type": "Sample", "name": "sample_stream_solar"}
    assert call.header("accept") == MEDIA_TYPE
    assert call.header("content-type") == "application/json"
    assert call.header("authorization") == "Bearer token-1"
    assert (call.header("user-agent") or "").startswith(f"atlas-streams/{atlas_streams.__version__} Python/")


@pytest.mark.parametrize("qop", [True, False])
@pytest.mark.parametrize("algorithm", ["MD5", "SHA-256"])
def test_digest_answers_one_challenge_for_many_calls(
    connect: Connect, provider: Provider, algorithm: str, qop: bool
) -> None:
    provider.digest.algorithms, provider.digest.qop = (algorithm,), qop
    api = connect("key")
    for name in ("a", "b", "c"):
        api.create(SampleConnectionRequest(name=name))
    assert provider.digest.challenges == 1
    provider.digest.expire_nonces()
    assert api.get("a").name == "a"
    assert provider.digest.challenges == 2
    assert provider.tokens.fetches == 0


def test_a_ready_token(connect: Connect, provider: Provider) -> None:
    api = connect("none", access_token=provider.tokens.issue())
    assert api.items(api.list()) == []
    assert provider.tokens.fetches == 0


@pytest.mark.parametrize("credentials", [{"access_token": "wrong"}, {"public_key": "public", "private_key": "wrong"}])
def test_wrong_credentials(connect: Connect, credentials: dict[str, str]) -> None:
    with pytest.raises(UnauthorizedError) as caught:
        connect("none", **credentials).list()
    assert caught.value.error_code == "NOT_ORG_GROUP_CREATOR"


@pytest.mark.parametrize("wrong", ["client_id", "client_secret"])
def test_a_wrong_service_account(connect: Connect, provider: Provider, wrong: str) -> None:
    api = connect(**{wrong: "wrong"})
    with pytest.raises(TokenError, match="/api/oauth/token gave no access token: status 401, invalid"):
        api.list()
    assert provider.api_requests == []


@pytest.mark.parametrize("envelope", [None, True])
@pytest.mark.parametrize("hides", [True, False])
def test_errors_with_and_without_an_envelope(api: Api, provider: Provider, envelope: bool | None, hides: bool) -> None:
    provider.api.envelope_hides_status = hides
    api.create(SampleConnectionRequest(name="a"), envelope=envelope)
    with pytest.raises(ConflictError) as conflict:
        api.create(SampleConnectionRequest(name="a"), envelope=envelope)
    assert (conflict.value.status_code, conflict.value.body.error) == (409, 401)
    with pytest.raises(NotFoundError):
        api.get("b", envelope=envelope)
    with pytest.raises(NotFoundError):
        api.delete("b", envelope=envelope)
    with pytest.raises(ForbiddenError):
        api.get("a", group=FORBIDDEN_GROUP_ID, envelope=envelope)
    with pytest.raises(BadRequestError) as refused:
        api.update("a", ClusterConnectionRequest(), envelope=envelope)
    assert refused.value.body.bad_request_detail.fields[0].field == "type"
    assert api.get("a", envelope=envelope).name == "a"


# --- pages ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("envelope", [None, True])
def test_a_list_across_pages(api: Api, provider: Provider, envelope: bool | None) -> None:
    names = [f"connection {number}" for number in range(7)]
    for name in names:
        provider.store.add({"name": name, "type": "Sample"})
    page = api.list(items_per_page=3, envelope=envelope)
    assert (len(page.items), page.total) == (3, 7)
    assert len(provider.api_requests) == 1
    assert [connection.name for connection in api.items(page)] == names
    assert [request.query["pageNum"] for request in provider.api_requests[1:]] == [["2"], ["3"]]
    assert api.finish(page.next_page()).items[0].name == "connection 3"
    last = api.list(items_per_page=3, page_num=3, envelope=envelope)
    assert [connection.name for connection in last.items] == names[6:]
    assert api.finish(last.next_page()) is None


def test_a_list_of_nothing(api: Api, provider: Provider) -> None:
    assert api.items(api.list()) == []
    assert len(provider.api_requests) == 1


# --- raw access and the log -----------------------------------------------------------------------------------------


def test_raw_access(api: Api, provider: Provider) -> None:
    provider.store.add({"name": "a", "type": "Sample"})
    raw = api.finish(api.client.raw(api.client.streams.get_stream_connection, GROUP_ID, TENANT, "a"))
    # The server answers with the newest version of the operation, which is older than the pinned one.
    assert (raw.status_code, raw.headers["content-type"]) == (200, "application/vnd.atlas.2023-02-01+json")
    assert json.loads(raw.content)["name"] == "a"
    assert raw.parse() == api.get("a")


@pytest.mark.parametrize("credentials", ["account", "key"])
def test_the_log_of_a_call_tells_no_secret(
    connect: Connect, provider: Provider, caplog: pytest.LogCaptureFixture, credentials: str
) -> None:
    caplog.set_level(logging.DEBUG)
    authentication: dict[str, Any] = {"username": "sam", "password": "the pass phrase"}
    connect(credentials).create({"type": "Kafka", "name": "orders", "authentication": authentication})
    assert "atlas_streams" in {record.name for record in caplog.records}
    assert f"POST {provider.base_url}{PATH}: 200" in caplog.text
    signed = [header for request in provider.requests if (header := request.header("authorization"))]
    for secret in ("the pass phrase", "swordfish", "token-1", *(header.partition(" ")[2] for header in signed)):
        assert secret not in caplog.text
