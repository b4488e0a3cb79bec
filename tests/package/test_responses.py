"""Responses are tolerant: what this version of the package does not know is kept, and comes back out."""

import copy
import json
import pickle
from functools import partial
from typing import Any, assert_never

import pytest
from atlas_streams import (
    InvalidArgumentError,
    InvalidResponseError,
    KafkaConnection,
    SampleConnection,
    StreamsConnection,
    StreamsConnectionPage,
    UnknownStreamsConnection,
    UnknownTag,
)
from pydantic import ValidationError

from .support import Api, Wire, sample

QUANTUM = {"type": "Quantum", "name": "q", "pairs": [{"a": None, "b": 2.5}], "links": []}


def dump(model: Any) -> Any:
    return model.model_dump(mode="json", by_alias=True, exclude_unset=True)


def test_unknown_fields_are_kept_at_every_level(api: Api, wire: Wire) -> None:
    document = sample("responses/Kafka")
    for place in (document, document["authentication"], document["networking"]["access"], document["links"][0]):
        place["addedLater"] = {"deep": [1, {"null": None}]}
    wire.answers(200, document)
    connection = api.get("name")
    assert isinstance(connection, KafkaConnection)
    assert connection.model_extra == {"addedLater": {"deep": [1, {"null": None}]}}
    assert dump(connection) == document
    assert json.loads(connection.model_dump_json(exclude_unset=True)) == document


def test_null_and_absent_stay_apart(api: Api, wire: Wire) -> None:
    wire.answers(200, {"type": "Kafka", "name": None, "authentication": {}})
    assert dump(api.get("name")) == {"type": "Kafka", "name": None, "authentication": {}}


@pytest.mark.parametrize("document", [QUANTUM, {"name": "no tag"}, {}, {"type": None}, {"type": 7}, {"type": ["S3"]}])
def test_an_unknown_type_is_held_raw(api: Api, wire: Wire, document: dict[str, Any]) -> None:
    wire.answers(200, document)
    connection = api.get("name")
    assert type(connection) is UnknownStreamsConnection
    assert connection.raw == document
    assert connection.tag == document.get("type")
    assert connection.type is UnknownTag.UNKNOWN
    assert dump(connection) == document
    assert json.loads(connection.model_dump_json()) == document


def test_an_unknown_type_in_a_list_keeps_its_place(api: Api, wire: Wire) -> None:
    document = {"results": [{"type": "Sample"}, QUANTUM, {"type": "S3"}], "totalCount": 3, "new": True}
    wire.answers(200, document)
    page = api.list()
    assert [connection.type for connection in page.items] == ["Sample", UnknownTag.UNKNOWN, "S3"]
    assert isinstance(page.body, StreamsConnectionPage)
    assert dump(page.body) == document


def test_an_unknown_type_cannot_be_sent(api: Api, wire: Wire) -> None:
    wire.answers(200, QUANTUM)
    unknown = api.get("name")
    for send in (api.create, partial(api.update, "name")):
        with pytest.raises(InvalidArgumentError, match=r"'Quantum'.* can't be sent"):
            send(unknown)
    with pytest.raises(ValidationError, match="'Quantum'"):
        api.update("name", unknown.raw)
    assert len(wire.requests) == 1


@pytest.mark.parametrize(
    "document",
    [
        {"type": "Cluster", "dbRoleToExecute": {"type": "CARRIER_PIGEON"}},
        {"type": "Kafka", "networking": {"access": {"type": "CARRIER_PIGEON"}}},
        {"type": "S3", "networking": {"access": {"type": "CARRIER_PIGEON", "connectionId": "of no known pattern"}}},
    ],
)
def test_an_unknown_value_of_an_enum_is_kept(api: Api, wire: Wire, document: dict[str, Any]) -> None:
    wire.answers(200, document)
    assert dump(api.get("name")) == document
    with pytest.raises(ValidationError):
        api.update("name", document)


def test_a_known_type_is_never_taken_for_another(api: Api, wire: Wire) -> None:
    # A Kafka connection with the fields of an HTTPS one is a Kafka connection with unknown fields.
    wire.answers(200, {"type": "Kafka", "url": "https://x", "headers": {}})
    connection = api.get("name")
    assert isinstance(connection, KafkaConnection)
    assert connection.model_extra == {"url": "https://x", "headers": {}}


@pytest.mark.parametrize(
    ("document", "place"),
    [
        ({"type": "Kafka", "name": ["hunter2"]}, r"Kafka\.name"),
        ({"type": "Kafka", "authentication": {"scope": {"hunter2": 1}}}, r"Kafka\.authentication\.scope"),
        ([], "object"),
        (None, "is empty"),
    ],
)
def test_what_is_not_documented_is_an_error_that_shows_no_value(
    api: Api, wire: Wire, document: object, place: str
) -> None:
    wire.answers(200, document)
    with pytest.raises(InvalidResponseError, match=place) as caught:
        api.get("name")
    assert "hunter2" not in str(caught.value) + repr(caught.value)
    assert caught.value.__cause__ is caught.value.__context__ is None


@pytest.mark.parametrize("text", ["<html>hunter2</html>", '{"type": "Kafka", "name": "hunter2'])
def test_a_success_that_is_no_json_is_an_error(api: Api, wire: Wire, text: str) -> None:
    kind = "text/html" if text.startswith("<") else "application/json"
    wire.answers(200, text=text, content_type=kind)
    with pytest.raises(InvalidResponseError, match=r"text/html|Invalid JSON") as caught:
        api.get("name")
    assert "hunter2" not in str(caught.value)
    assert caught.value.response.text == text


def test_a_deletion_gives_nothing(api: Api, wire: Wire) -> None:
    for document in (None, dict[str, Any]()):
        wire.answers(202, document)
        assert api.delete("name") is None
    assert wire.requests[-1].method == "DELETE"
    assert wire.requests[-1].content == b""
    assert "content-type" not in wire.requests[-1].headers


@pytest.mark.parametrize("kind", ["application/json", "application/vnd.atlas.2023-02-01+json; charset=utf-8"])
def test_an_answer_in_another_json_type_is_read(api: Api, wire: Wire, kind: str) -> None:
    wire.answers(200, {"type": "Sample", "name": "s"}, content_type=kind)
    assert api.get("s") == SampleConnection(name="s")


def name_of(connection: StreamsConnection) -> str:
    match connection.type:
        case "Kafka":
            return f"Kafka at {connection.bootstrap_servers}"
        case "Cluster":
            return f"cluster {connection.cluster_name}"
        case "SchemaRegistry":
            return f"registry of {connection.provider}"
        case "Sample" | "Https" | "AWSLambda" | "S3" | "AWSKinesisDataStreams" | "AzureBlobStorage" | "GCPPubSub":
            return str(connection.name)
        case UnknownTag.UNKNOWN:
            return f"unknown {connection.tag}"
    assert_never(connection)


def test_match_tells_the_variants_apart(api: Api, wire: Wire) -> None:
    documents = [
        {"type": "Kafka", "bootstrapServers": "b:1"},
        {"type": "Cluster", "clusterName": "c"},
        {"type": "S3", "name": "s"},
        QUANTUM,
    ]
    wire.answers(200, {"results": documents})
    assert list(map(name_of, api.list().items)) == ["Kafka at b:1", "cluster c", "s", "unknown Quantum"]


@pytest.mark.parametrize("document", [sample("responses/Kafka"), {"type": "Sample", "new": [1]}, QUANTUM])
def test_models_can_be_pickled_and_copied(sync: Api, wire: Wire, document: dict[str, Any]) -> None:
    wire.answers(200, document)
    connection = sync.get("name")
    copies = [pickle.loads(pickle.dumps(connection)), copy.copy(connection), copy.deepcopy(connection)]
    for each in [*copies, connection.model_copy(deep=True)]:
        assert type(each) is type(connection)
        assert each == connection
        assert dump(each) == document
    assert copies[-1].model_dump() is not connection.model_dump()
