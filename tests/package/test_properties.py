"""Whatever a request model can express arrives as JSON that fits the published schema, and decodes back equal."""

import json
from functools import cache
from typing import Any, get_args

import pytest
from atlas_streams import StreamsConnectionRequest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel, TypeAdapter
from specloom.source import read_document

from ..support.installed import PROJECT
from ..support.strategies import Models
from .support import Api, Wire

VARIANTS = get_args(get_args(StreamsConnectionRequest.__value__)[0])
REQUESTS: TypeAdapter[Any] = TypeAdapter(StreamsConnectionRequest)
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def schema() -> Draft202012Validator:
    """The schema of a body, as the package publishes it."""
    components = read_document(PROJECT / "openapi.yaml").data["components"]
    return Draft202012Validator({"$ref": "#/components/schemas/StreamsConnectionRequest", "components": components})


@cache
def server() -> tuple[Wire, Api]:
    wire = Wire()
    return wire, Api("sync", wire, access_token="token-0")


def sent(body: object) -> bytes:
    """What arrives when a body is sent."""
    wire, api = server()
    api.create(body)
    return wire.requests.pop().content


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.__name__)
def test_what_is_set_arrives_and_fits(variant: type[BaseModel]) -> None:
    @given(model=Models().model(variant))
    @SETTINGS
    def hold(model: BaseModel) -> None:
        arrived = sent(model)
        assert list(schema().iter_errors(json.loads(arrived))) == []
        assert REQUESTS.validate_json(arrived) == model
        assert REQUESTS.validate_json(arrived).model_fields_set == model.model_fields_set
        # Plain data says the same.
        assert sent(json.loads(arrived)) == arrived

    hold()


@given(
    data=st.dictionaries(
        st.sampled_from(["name", "type", "url", "headers", "aws", "config", "nonsense"]),
        st.sampled_from(["a", "Kafka", "Https", 1, None, {}, {"a": "b"}, {"roleArn": 1}, []]),
    )
)
@settings(max_examples=300, deadline=None)
def test_plain_data_goes_out_if_it_fits(data: dict[str, Any]) -> None:
    """The package lets through what the schema does, and no field it does not know."""
    fits = schema().is_valid(data) and not unknown_fields(data)
    try:
        arrived = sent(data)
    except ValueError:
        assert not fits
    else:
        assert fits
        assert json.loads(arrived) == data


def unknown_fields(data: dict[str, Any]) -> set[str]:
    schemas = schema().schema["components"]["schemas"]
    reference = schemas["StreamsConnectionRequest"]["discriminator"]["mapping"][data["type"]]
    known: dict[str, Any] = schemas[reference.rpartition("/")[2]]["properties"]
    return {*data} - {*known}
