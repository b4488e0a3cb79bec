from __future__ import annotations

from typing import Any

import pytest

from . import EMPTY_GROUP_ID, FORBIDDEN_GROUP_ID, GROUP_ID, ODD_TENANT, Provider
from .client import Client, Got, connections
from .media import DATES
from .shapes import VARIANTS

RESPONSE_TYPE = "application/vnd.atlas.2023-02-01+json"
LINKS = [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}]
SAMPLE = {"name": "sample", "type": "Sample"}
NETWORKING: dict[str, Any] = {"access": {"type": "VPC", "connectionId": GROUP_ID}}
KAFKA: dict[str, Any] = {
    "name": "kafka",
    "type": "Kafka",
    "authentication": {
        "username": "sam",
        "password": "secret-1",
        "clientSecret": "secret-2",
        "sslKey": "secret-3",
        "sslKeyPassword": "secret-4",
    },
    "bootstrapServers": "localhost:9092",
    "config": {"group.protocol.type": "consumer"},
    "networking": NETWORKING,
    "security": {"protocol": "SSL"},
}


@pytest.fixture
def client(provider: Provider) -> Client:
    return Client(provider)


def refused(got: Got, status: int, code: str, *, error: int | None = None) -> str:
    assert (got.status, got.headers["Content-Type"]) == (status, "application/json")
    assert got.document["errorCode"] == code
    assert got.document["error"] == (error or status)
    detail = got.document["detail"]
    assert isinstance(detail, str)
    return detail


def test_a_connection_lives_from_create_to_delete(client: Client, provider: Provider) -> None:
    created = client.send("POST", connections(), SAMPLE)
    assert (created.status, created.headers["Content-Type"]) == (200, RESPONSE_TYPE)
    assert created.document == {"links": LINKS, **SAMPLE}
    assert client.send("GET", connections("sample")).document == created.document
    deleted = client.send("DELETE", connections("sample"))
    assert (deleted.status, deleted.headers["Content-Type"], deleted.document) == (202, RESPONSE_TYPE, {})
    refused(client.send("GET", connections("sample")), 404, "RESOURCE_NOT_FOUND")
    assert [request.method for request in provider.requests] == ["POST", "GET", "DELETE", "GET"]


def test_a_deletion_may_answer_nothing(client: Client, provider: Provider) -> None:
    provider.store.add(SAMPLE)
    provider.api.delete_body = False
    deleted = client.send("DELETE", connections("sample"))
    assert (deleted.status, deleted.headers["Content-Type"], deleted.body) == (202, None, b"")


def test_responses_have_links_at_every_object_and_no_secrets(client: Client, provider: Provider) -> None:
    created = client.send("POST", connections(), KAFKA)
    assert created.document == {
        "links": LINKS,
        **KAFKA,
        "authentication": {"links": LINKS, "username": "sam"},
        "networking": {"links": LINKS, "access": {"links": LINKS, **NETWORKING["access"]}},
        "security": {"links": LINKS, "protocol": "SSL"},
    }
    assert provider.store.stored("kafka") == KAFKA


NEEDED = {
    "SchemaRegistry": {
        "provider": "CONFLUENT",
        "schemaRegistryAuthentication": {"type": "SASL_INHERIT"},
        "schemaRegistryUrls": ["https://registry.example.com"],
    }
}


@pytest.mark.parametrize("tag", VARIANTS)
def test_every_variant_is_accepted(client: Client, tag: str) -> None:
    assert client.send("POST", connections(), {"name": "x", "type": tag, **NEEDED.get(tag, {})}).status == 200


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({"name": "x", "type": "Quantum"}, "type must be one of"),
        ({"name": "x"}, "type is missing"),
        ({"name": "x", "type": 7}, "type must be one of"),
        ({"name": "x", "type": "SchemaRegistry", **NEEDED["SchemaRegistry"], "provider": None}, "provider is missing"),
        (
            {"name": "x", "type": "SchemaRegistry", **NEEDED["SchemaRegistry"], "schemaRegistryUrls": ["a", "a"]},
            "schemaRegistryUrls must hold 10 different strings at most",
        ),
        (
            {
                "name": "x",
                "type": "SchemaRegistry",
                **NEEDED["SchemaRegistry"],
                "schemaRegistryAuthentication": {"type": "MTLS"},
            },
            "schemaRegistryAuthentication.type must be one of USER_INFO, SASL_INHERIT",
        ),
        ({"type": "Sample"}, "name is missing"),
        ({"name": "", "type": "Sample"}, "name is missing"),
        ({"name": 1, "type": "Sample"}, "name must be a string"),
        ({**KAFKA, "config": {"a": 1}}, "config.a must be a string"),
        ({**KAFKA, "config": {"a": None}}, "config.a must be a string"),
        ({**KAFKA, "bootstrapServer": "a"}, "bootstrapServer is unknown"),
        ({**KAFKA, "security": "SSL"}, "security must be an object"),
        ({**KAFKA, "security": {"links": LINKS}}, "security.links is read-only"),
        ({**KAFKA, "networking": {"access": {"type": "VPN"}}}, "networking.access.type must be one of PUBLIC"),
        ({**KAFKA, "networking": {"access": {"tgwRouteId": "A"}}}, "networking.access.tgwRouteId must match"),
        ({**SAMPLE, "url": "a"}, "url is unknown"),
        ([], "The body must be an object"),
        (b"{", "The body is not JSON"),
        (b"", "The body is not JSON"),
    ],
)
def test_a_wrong_body_is_refused_by_place(client: Client, provider: Provider, body: Any, detail: str) -> None:
    assert detail in refused(client.send("POST", connections(), body), 400, "VALIDATION_ERROR")
    assert provider.store.list(GROUP_ID, "tenant") == []


def test_a_refused_field_is_also_named_apart(client: Client) -> None:
    got = client.send("POST", connections(), {**SAMPLE, "name": 1})
    fields = [{"field": "name", "description": "must be a string"}]
    assert got.document["badRequestDetail"] == {"fields": fields}


def test_a_duplicate_is_a_conflict_that_claims_to_be_a_401(client: Client, provider: Provider) -> None:
    provider.store.add(SAMPLE)
    refused(client.send("POST", connections(), SAMPLE), 409, "NOT_ORG_GROUP_CREATOR", error=401)


def test_null_stands_for_absent_and_removes_on_update(client: Client, provider: Provider) -> None:
    body = {"name": "c", "type": "Cluster", "clusterName": "one", "clusterGroupId": None}
    assert "clusterGroupId" not in client.send("POST", connections(), body).document
    patch = {"type": "Cluster", "clusterGroupId": GROUP_ID, "clusterName": None}
    updated = client.send("PATCH", connections("c"), patch).document
    assert updated == {"links": LINKS, "name": "c", "type": "Cluster", "clusterGroupId": GROUP_ID}


def test_an_update_keeps_what_it_does_not_name(client: Client, provider: Provider) -> None:
    provider.store.add(KAFKA)
    patch = {"type": "Kafka", "authentication": {"username": "kim"}, "config": {"debug": "all"}}
    updated = client.send("PATCH", connections("kafka"), patch)
    assert updated.status == 200
    stored = provider.store.stored("kafka")
    assert stored["authentication"] == {**KAFKA["authentication"], "username": "kim"}
    assert stored["config"] == {"debug": "all"}
    assert stored["security"] == KAFKA["security"]


@pytest.mark.parametrize("patch", [{"type": "S3"}, {"type": "Kafka", "name": "other"}])
def test_an_update_changes_neither_type_nor_name(client: Client, provider: Provider, patch: object) -> None:
    provider.store.add(KAFKA)
    refused(client.send("PATCH", connections("kafka"), patch), 400, "VALIDATION_ERROR")


def test_pages(client: Client, provider: Provider) -> None:
    for number in range(5):
        provider.store.add({"name": f"c{number}", "type": "Sample"})
    names, rels = [], []
    for page in (1, 2, 3, 4):
        document = client.send("GET", f"{connections()}?itemsPerPage=2&pageNum={page}").document
        assert document["totalCount"] == 5
        names.append([connection["name"] for connection in document["results"]])
        rels.append([link["rel"] for link in document["links"]])
    assert names == [["c0", "c1"], ["c2", "c3"], ["c4"], []]
    assert rels == [["self", "next"], ["self", "previous", "next"], ["self", "previous"], ["self", "previous"]]


@pytest.mark.parametrize(
    "query", ["pageNum=0", "pageNum=x", "itemsPerPage=501", "itemsPerPage=0", "pretty=yes", "pageSize=1"]
)
def test_a_wrong_query_is_refused(client: Client, query: str) -> None:
    refused(client.send("GET", f"{connections()}?{query}"), 400, "VALIDATION_ERROR")


@pytest.mark.parametrize(
    ("target", "status"),
    [
        (connections(group="G" * 24), 400),
        (connections(group="%FF"), 400),
        (connections(group=FORBIDDEN_GROUP_ID), 403),
        (connections(group="f" * 24), 404),
        (connections(group=EMPTY_GROUP_ID), 404),
        (connections("absent"), 404),
        (connections(tenant=""), 404),
        (connections() + "/", 404),
        (connections("a") + "/b", 404),
        ("/", 404),
    ],
)
def test_places_that_can_not_be_had(client: Client, target: str, status: int) -> None:
    got = client.send("GET", target)
    assert (got.status, got.document["error"]) == (status, status)


def test_path_parameters_are_decoded_one_by_one(client: Client, provider: Provider) -> None:
    name = "ein/zwei ../%2F?ü"
    client.send("POST", connections(tenant=ODD_TENANT), {**SAMPLE, "name": name})
    assert client.send("GET", connections(name, tenant=ODD_TENANT)).document["name"] == name
    assert provider.requests[-1].path.endswith("/ein%2Fzwei%20..%2F%252F%3F%C3%BC")


@pytest.mark.parametrize(("method", "allow"), [("PUT", "GET, POST"), ("DELETE", "GET, POST")])
def test_other_methods_are_not_allowed(client: Client, method: str, allow: str) -> None:
    got = client.send(method, connections())
    refused(got, 405, "METHOD_NOT_ALLOWED")
    assert got.headers["Allow"] == allow


@pytest.mark.parametrize("date", DATES[1:])
def test_every_known_date_is_answered_by_the_newest_version_before_it(client: Client, date: str) -> None:
    got = client.send("GET", connections(), headers={"Accept": f"application/vnd.atlas.{date}+json"})
    assert (got.status, got.headers["Content-Type"]) == (200, RESPONSE_TYPE)


@pytest.mark.parametrize(
    "accept",
    [
        None,
        "*/*",
        "application/json",
        "application/vnd.atlas.2023-01-01+json",  # before the resource's first version
        "application/vnd.atlas.2025-03-13+json",
        "application/vnd.atlas.preview+json",
        "application/vnd.atlas.2025-03-12+csv",
    ],
)
def test_accept_must_name_a_known_date(client: Client, accept: str | None) -> None:
    refused(client.send("GET", connections(), headers={"Accept": accept}), 406, "INVALID_VERSION_DATE")


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/json; charset=utf-8", 200),
        ("application/vnd.atlas.2025-03-12+json", 200),
        ("application/vnd.atlas.1999-01-01+json", 415),
        ("text/plain", 415),
        (None, 415),
    ],
)
def test_a_body_must_be_declared_as_json(client: Client, content_type: str | None, status: int) -> None:
    assert client.send("POST", connections(), SAMPLE, headers={"Content-Type": content_type}).status == status


def test_an_envelope_around_each_form(client: Client, provider: Provider) -> None:
    created = client.send("POST", connections() + "?envelope=true", SAMPLE)
    assert created.document == {"status": 200, "content": {"links": LINKS, **SAMPLE}}
    listed = client.send("GET", connections() + "?envelope=true").document
    assert (listed["status"], listed["totalCount"], "content" in listed) == (200, 1, False)
    deleted = client.send("DELETE", connections("sample") + "?envelope=true").document
    assert deleted == {"status": 202, "content": {}}


@pytest.mark.parametrize("hidden", [False, True])
def test_an_error_in_an_envelope(client: Client, provider: Provider, hidden: bool) -> None:
    provider.api.envelope_hides_status = hidden
    got = client.send("GET", connections("absent") + "?envelope=true")
    assert got.status == (200 if hidden else 404)
    assert (got.document["status"], got.document["content"]["errorCode"]) == (404, "RESOURCE_NOT_FOUND")


def test_pretty_changes_the_bytes_and_not_the_document(client: Client, provider: Provider) -> None:
    provider.store.add(SAMPLE)
    plain, pretty = (client.send("GET", connections("sample") + query) for query in ("", "?pretty=true"))
    assert plain.document == pretty.document
    assert b"\n" in pretty.body
    assert b"\n" not in plain.body
