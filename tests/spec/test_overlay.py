"""Each correction of the provider's document says why it is there, and still corrects something."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from specloom.overlay import apply_overlay
from specloom.source import read_document

SPEC = Path(__file__).resolve().parents[2] / "spec" / "atlas-streams"

Json = dict[str, Any]


def load(name: str) -> Json:
    return read_document(SPEC / name).data


ACTIONS: list[Json] = load("overlay.yaml")["actions"]


@pytest.fixture
def corrected() -> Json:
    return apply_overlay(load("fragment.yaml"), read_document(SPEC / "overlay.yaml"))


def test_every_action_changes_something_and_says_why(tmp_path: Path) -> None:
    document = load("fragment.yaml")
    for action in ACTIONS:
        assert len(action["description"].split()) >= 4, action["target"]
        before = copy.deepcopy(document)
        one = tmp_path / "overlay.json"
        one.write_text(json.dumps({**load("overlay.yaml"), "actions": [action]}), encoding="utf-8")
        document = apply_overlay(document, read_document(one))
        assert document != before, f"{action['target']} changes nothing"


def test_every_kind_in_the_mapping_is_a_value_of_the_tag(corrected: Json) -> None:
    connection = corrected["components"]["schemas"]["StreamsConnection"]
    tags = connection["properties"]["type"]["enum"]
    assert sorted(tags) == sorted(connection["discriminator"]["mapping"])
    assert len(set(tags)) == len(tags) == len(connection["oneOf"])


def test_the_tag_is_required_and_the_name_is_not(corrected: Json) -> None:
    assert corrected["components"]["schemas"]["StreamsConnection"]["required"] == ["type"]


def test_the_body_of_a_request_is_writable(corrected: Json) -> None:
    assert corrected["components"]["schemas"]["StreamsConnection"]["readOnly"] is False


def test_every_error_refers_to_the_response_of_its_status(corrected: Json) -> None:
    responses = corrected["components"]["responses"]
    seen = set()
    for item in corrected["paths"].values():
        for operation in item.values():
            for status, response in operation["responses"].items():
                if "$ref" in response:
                    name = response["$ref"].rpartition("/")[2]
                    assert responses[name]["content"]["application/json"]["example"]["error"] == int(status)
                    seen.add(status)
    assert seen == {"400", "401", "403", "404", "409", "429", "500"}


def test_whatever_is_write_only_is_a_secret(corrected: Json) -> None:
    schemas = corrected["components"]["schemas"]
    kafka = schemas["StreamsKafkaAuthentication"]["properties"]
    registry = schemas["ConfluentUserInfoAuthentication"]["allOf"][1]["properties"]
    for fields, known in (
        (kafka, {"clientSecret", "password", "sslKey", "sslKeyPassword"}),
        (registry, {"password"}),
    ):
        secrets = {name for name, field in fields.items() if field.get("writeOnly")}
        assert secrets == known
        assert {name for name, field in fields.items() if field.get("format") == "password"} == secrets


def test_an_error_may_carry_any_parameters_and_no_text(corrected: Json) -> None:
    error = corrected["components"]["schemas"]["ApiError"]["properties"]
    assert error["parameters"]["items"] == {}
    assert error["detail"]["nullable"] is error["reason"]["nullable"] is True


def test_every_schema_is_described(corrected: Json) -> None:
    assert [name for name, schema in corrected["components"]["schemas"].items() if "description" not in schema] == []
