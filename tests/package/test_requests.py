"""Requests are strict: what the API does not take is refused before anything is sent, by name."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from atlas_streams import (
    ClusterConnectionRequest,
    DbRoleRequest,
    InvalidArgumentError,
    KafkaAuthenticationRequest,
    KafkaConnection,
    KafkaConnectionRequest,
    NetworkingAccessRequest,
    S3ConnectionRequest,
    SampleConnectionRequest,
)
from pydantic import SecretStr, ValidationError

from .support import GROUP_ID, Api, Wire

SECRET = "hunter2"


@pytest.mark.parametrize(
    ("model", "members", "field"),
    [
        (KafkaConnectionRequest, {"bootstrap_server": SECRET}, "bootstrap_server"),
        (KafkaConnectionRequest, {"bootstrapserver": SECRET}, "bootstrapserver"),
        (KafkaConnectionRequest, {"url": SECRET}, "url"),
        (KafkaConnectionRequest, {"links": []}, "links"),
        (KafkaConnectionRequest, {"name": 5}, "name"),
        (KafkaConnectionRequest, {"name": b"orders"}, "name"),
        (KafkaConnectionRequest, {"config": {"a": 1}}, "config.a"),
        (KafkaConnectionRequest, {"type": "S3"}, "type"),
        (KafkaAuthenticationRequest, {"password": [SECRET]}, "password"),
        (KafkaAuthenticationRequest, {"pasword": SECRET}, "pasword"),
        (NetworkingAccessRequest, {"connection_id": SECRET}, "connection_id"),
        (NetworkingAccessRequest, {"connectionId": SECRET}, "connectionId"),
        (NetworkingAccessRequest, {"type": "PIGEON"}, "type"),
        (DbRoleRequest, {"type": "BUILTIN"}, "type"),
    ],
)
def test_a_model_refuses_to_be_built_wrong(model: Callable[..., Any], members: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        model(**members)
    assert f"\n{field}\n" in str(caught.value)
    assert SECRET not in str(caught.value) + repr(caught.value)


@pytest.mark.parametrize(
    ("tag", "members", "place"),
    [
        ("Kafka", {"bootstrapServer": SECRET}, "Kafka.bootstrapServer"),
        ("Kafka", {"clusterName": SECRET}, "Kafka.clusterName"),
        ("Kafka", {"links": []}, "Kafka.links"),
        ("Kafka", {"authentication": {"pasword": SECRET}}, "Kafka.authentication.pasword"),
        ("Kafka", {"authentication": {"password": [SECRET]}}, "Kafka.authentication.password"),
        ("Kafka", {"authentication": {"links": []}}, "Kafka.authentication.links"),
        ("Kafka", {"networking": {"access": {"links": []}}}, "Kafka.networking.access.links"),
        ("S3", {"aws": {"roleArn": 5}}, "S3.aws.roleArn"),
        ("S3", {"networking": {"access": {"type": "PIGEON"}}}, "S3.networking.access.type"),
        ("S3", {"networking": {"access": {"tgwRouteId": "x"}}}, "S3.networking.access.tgwRouteId"),
        ("Https", {"headers": {"Accept": None}}, "Https.headers.Accept"),
        ("Cluster", {"dbRoleToExecute": "admin"}, "Cluster.dbRoleToExecute"),
    ],
)
def test_a_dict_is_judged_as_the_variant_of_its_tag(
    api: Api, wire: Wire, tag: str, members: dict[str, Any], place: str
) -> None:
    for call in (api.create, partial(api.update, "name")):
        with pytest.raises(ValidationError) as caught:
            call({"type": tag, **members})
        # One problem, at its place in this variant: nothing about the six others.
        assert [".".join(map(str, problem["loc"])) for problem in caught.value.errors()] == [place]
        assert f"\n{place}\n" in str(caught.value)
        assert SECRET not in str(caught.value)
    assert wire.requests == []


@pytest.mark.parametrize("body", [{}, {"type": None}, {"type": "kafka"}, {"type": ["S3"]}, {"name": "x"}, [], "Kafka"])
def test_a_dict_needs_a_known_tag(api: Api, wire: Wire, body: object) -> None:
    with pytest.raises(ValidationError) as caught:
        api.create(body)
    assert len(caught.value.errors()) == 1
    if isinstance(body, dict):
        assert "'type'" in str(caught.value)
    assert wire.requests == []


def test_a_body_is_needed(api: Api, wire: Wire) -> None:
    with pytest.raises(InvalidArgumentError, match="create_stream_connection: the body is required"):
        api.create(None)
    assert wire.requests == []


def test_what_was_received_can_be_changed_and_sent_back(api: Api, wire: Wire) -> None:
    access = {"type": "VPC", "connectionId": GROUP_ID}
    kafka = {"type": "Kafka", "name": "orders", "bootstrapServers": "a:1", "networking": {"access": access}}
    wire.answers(
        200, {**kafka, "id": "7", "links": [{"href": "https://x"}], "state": "READY", "region": None, "new": 1}
    )
    connection = api.get("orders")
    assert isinstance(connection, KafkaConnection)
    connection.bootstrap_servers = "b:2"
    api.update("orders", connection)
    assert wire.sent == {**kafka, "bootstrapServers": "b:2"}


def test_a_request_can_be_made_of_what_was_received(api: Api, wire: Wire) -> None:
    wire.answers(200, {"type": "Kafka", "id": "7", "authentication": {"mechanism": "PLAIN", "username": "sam"}})
    request = KafkaConnectionRequest.model_from(api.get("orders"), bootstrap_servers="b:2")
    assert request.authentication is not None
    request.authentication.password = SecretStr("swordfish")
    api.update("orders", request)
    signed = {"mechanism": "PLAIN", "username": "sam", "password": "swordfish"}
    assert wire.sent == {"type": "Kafka", "authentication": signed, "bootstrapServers": "b:2"}


def test_what_was_received_is_checked_when_it_is_sent_back(api: Api, wire: Wire) -> None:
    wire.answers(200, {"type": "Kafka"})
    connection = api.get("orders")
    connection.bootstrap_servers = 5
    with pytest.raises(ValidationError, match=r"Kafka\.bootstrapServers"):
        api.update("orders", connection)
    with pytest.raises(TypeError, match="S3ConnectionRequest is made of S3Connection, not KafkaConnection"):
        S3ConnectionRequest.model_from(connection)
    assert len(wire.requests) == 1


@pytest.mark.parametrize("group", ["", "xyz", GROUP_ID.upper(), GROUP_ID + "\n", GROUP_ID + "0", "../admin", 5, None])
def test_a_bad_group_id_is_refused(api: Api, wire: Wire, group: object) -> None:
    with pytest.raises(InvalidArgumentError, match="get_stream_connection: path parameter 'groupId'"):
        api.get("name", group=group)
    assert wire.requests == []


@pytest.mark.parametrize("name", ["", ".", "..", None, 5])
def test_a_name_that_is_no_path_segment_is_refused(api: Api, wire: Wire, name: Any) -> None:
    with pytest.raises(InvalidArgumentError, match="get_stream_connection"):
        api.get(name)
    assert wire.requests == []


def test_a_name_stays_inside_its_segment(api: Api, wire: Wire) -> None:
    api.get("../a/b?c#d%2F ü")
    assert wire.requests[-1].url.raw_path.endswith(b"/connections/..%2Fa%2Fb%3Fc%23d%252F%20%C3%BC")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"items_per_page": 0}, "itemsPerPage"),
        ({"items_per_page": 501}, "itemsPerPage"),
        ({"page_num": "1"}, "pageNum"),
        ({"pretty": "yes"}, "pretty"),
    ],
)
def test_a_bad_query_parameter_is_refused(api: Api, wire: Wire, query: dict[str, Any], name: str) -> None:
    with pytest.raises(InvalidArgumentError, match=f"list_stream_connections: query parameter '{name}'"):
        api.list(**query)
    assert wire.requests == []


def test_query_parameters_are_spelled_as_the_api_does(api: Api, wire: Wire) -> None:
    wire.answers(200, {"results": []})
    api.list(envelope=False, items_per_page=5, page_num=2, pretty=True)
    assert wire.requests[-1].url.query == b"envelope=false&itemsPerPage=5&pageNum=2&pretty=true"


def test_an_assigned_field_is_checked(sync: Api, wire: Wire) -> None:
    body = KafkaConnectionRequest()
    for field, value in {"bootstrap_server": SECRET, "name": [SECRET]}.items():
        with pytest.raises(ValidationError, match=f"\n{field}\n") as caught:
            setattr(body, field, value)
        assert SECRET not in str(caught.value)
    body.name = "orders"
    sync.create(body)
    assert wire.sent == {"type": "Kafka", "name": "orders"}


def test_a_copy_with_changes_is_checked(sync: Api, wire: Wire) -> None:
    body = KafkaConnectionRequest(name="orders")
    for update in ({"nme": "x"}, {"name": 5}):
        with pytest.raises(ValidationError):
            body.model_copy(update=update)
    sync.create(body.model_copy(update={"bootstrap_servers": "b:1"}))
    assert wire.sent == {"type": "Kafka", "name": "orders", "bootstrapServers": "b:1"}
    assert body.bootstrap_servers is None


def test_what_was_changed_behind_the_models_back_is_checked_when_sent(sync: Api, wire: Wire) -> None:
    body = KafkaConnectionRequest(config={"debug": "all"})
    assert body.config is not None
    body.config["sasl.password"] = [SECRET]  # type: ignore[assignment]  # the mistake
    with pytest.raises(ValidationError, match=r"Kafka\.config\.`sasl\.password`") as caught:
        sync.create(body)
    assert SECRET not in str(caught.value)
    with pytest.raises(ValidationError, match=r"Kafka\.name"):
        sync.create(KafkaConnectionRequest.model_construct(name=5))
    assert wire.requests == []


# --- absent, null and set -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "document"),
    [
        (ClusterConnectionRequest(), {"type": "Cluster"}),
        (ClusterConnectionRequest(cluster_group_id=None), {"type": "Cluster", "clusterGroupId": None}),
        (ClusterConnectionRequest(cluster_group_id="g"), {"type": "Cluster", "clusterGroupId": "g"}),
        (KafkaConnectionRequest(config={}), {"type": "Kafka", "config": {}}),
        (SampleConnectionRequest(name=""), {"type": "Sample", "name": ""}),
    ],
)
def test_absent_null_and_set_are_three_things(api: Api, wire: Wire, model: object, document: dict[str, Any]) -> None:
    api.create(model)
    assert wire.sent == document
    api.create(document)
    assert wire.sent == document


def test_null_is_refused_where_the_api_takes_none(sync: Api, wire: Wire) -> None:
    authentication: Any = {"password": None}
    with pytest.raises(ValidationError, match=r"Kafka\.authentication\.password\n.*takes no null"):
        sync.create({"type": "Kafka", "authentication": authentication})
    with pytest.raises(ValidationError, match=r"^1 validation error.*\npassword\n"):
        KafkaAuthenticationRequest(password=None)
    body = ClusterConnectionRequest(cluster_name="c")
    with pytest.raises(ValidationError, match=r"\nclusterName\n"):
        body.cluster_name = None
    assert body.cluster_name == "c"
    assert wire.requests == []
    # What the provider's document does not know can still be sent.
    sync.create(body, options={"extra_body": {"clusterName": None}})
    assert wire.sent == {"type": "Cluster", "clusterName": None}


def test_null_can_be_assigned(sync: Api, wire: Wire) -> None:
    body = ClusterConnectionRequest(cluster_name="c")
    body.cluster_group_id = None
    sync.create(body)
    assert wire.sent == {"type": "Cluster", "clusterName": "c", "clusterGroupId": None}


# --- names ----------------------------------------------------------------------------------------------------------


def test_both_spellings_of_a_field_are_taken_and_the_wires_is_sent(api: Api, wire: Wire) -> None:
    sent = {"type": "Kafka", "bootstrapServers": "b:1", "authentication": {"sslKey": SECRET}}
    python = {"type": "Kafka", "bootstrap_servers": "b:1", "authentication": {"ssl_key": SECRET}}
    for body in (sent, python, *map(KafkaConnectionRequest.model_validate, (sent, python))):
        api.create(body)
        assert wire.sent == sent


def test_a_field_in_both_spellings_is_refused(sync: Api, wire: Wire) -> None:
    with pytest.raises(ValidationError, match=r"Kafka\.bootstrap_servers"):
        sync.create({"type": "Kafka", "bootstrap_servers": "a", "bootstrapServers": "b"})
    assert wire.requests == []


def test_keys_that_are_data_stay_as_they_are(api: Api, wire: Wire) -> None:
    config = {"group.protocol.type": "consumer", "bootstrap_servers": "x", "a b": "", "ü": "ü"}
    api.create(KafkaConnectionRequest(config=config))
    assert wire.sent["config"] == config


def test_models_and_dicts_can_be_mixed(api: Api, wire: Wire) -> None:
    sent = {"type": "Kafka", "authentication": {"username": "u", "password": SECRET}}
    api.create(KafkaConnectionRequest.model_validate(sent))
    assert wire.sent == sent
    api.create({"type": "Kafka", "authentication": KafkaAuthenticationRequest(username="u", password=SECRET)})
    assert wire.sent == sent


def test_a_body_can_carry_what_the_package_does_not_know_if_that_is_asked_for(api: Api, wire: Wire) -> None:
    api.create(SampleConnectionRequest(name="s"), options={"extra_body": {"region": "eu"}})
    assert wire.sent == {"type": "Sample", "name": "s", "region": "eu"}
