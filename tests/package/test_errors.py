"""Whatever a server answers instead of a success becomes an exception that helps; so does no answer at all."""

import copy
import pickle
from typing import Any

import atlas_streams
import httpx2
import pytest
from atlas_streams import (
    APIConnectionError,
    APIError,
    APIStatusError,
    APITimeoutError,
    BadGatewayError,
    BadRequestError,
    ClientError,
    ConfigurationError,
    ConflictError,
    ErrorDetails,
    InternalServerError,
    MissingCredentialsError,
    NotFoundError,
    RedirectError,
    ServerError,
    TooManyRequestsError,
)

from .support import Api, Wire, sample

DOCUMENT = sample("errors/404")


@pytest.mark.parametrize(
    ("status", "kind"),
    [(302, RedirectError), (418, ClientError), (429, TooManyRequestsError), (502, BadGatewayError), (599, ServerError)],
)
@pytest.mark.parametrize("claimed", [200, 404])
def test_the_http_status_alone_decides(
    api: Api, wire: Wire, status: int, kind: type[APIStatusError], claimed: int
) -> None:
    wire.answers(status, {**DOCUMENT, "error": claimed})
    with pytest.raises(APIError) as caught:
        api.get("name")
    assert type(caught.value) is kind
    assert isinstance(caught.value, APIStatusError)
    assert (caught.value.status_code, caught.value.error_code) == (status, "RESOURCE_NOT_FOUND")


def test_the_body_is_the_documented_error(api: Api, wire: Wire) -> None:
    fields = [{"field": "type", "description": "is unknown"}]
    document = {**sample("errors/400"), "badRequestDetail": {"fields": fields}, "parameters": ["a", 1], "new": 1}
    wire.answers(400, document)
    with pytest.raises(BadRequestError) as caught:
        api.create({"type": "Sample"})
    body = caught.value.body
    assert isinstance(body, ErrorDetails)
    assert body.bad_request_detail is not None
    assert body.bad_request_detail.fields is not None
    assert body.bad_request_detail.fields[0].field == "type"
    assert (body.parameters, body.model_extra) == (["a", 1], {"new": 1})


@pytest.mark.parametrize(
    ("answer", "body", "told"),
    [
        ({"text": "<html>not found</html>"}, None, "text/html, 22 bytes"),
        ({"text": "{", "content_type": "application/json"}, None, "application/json, 1 bytes"),
        ({}, None, "404 Not Found"),
        ({"document": []}, [], "404 Not Found"),
        ({"document": "gone"}, "gone", "404 Not Found"),
        ({"document": {"message": "gone"}}, {"message": "gone"}, "404 Not Found"),
        ({"document": {"error": "x", "errorCode": "GONE"}}, {"error": "x", "errorCode": "GONE"}, "404 Not Found, GONE"),
    ],
)
def test_a_body_that_is_not_the_documented_error(
    api: Api, wire: Wire, answer: dict[str, Any], body: object, told: str
) -> None:
    wire.answers(404, **answer)
    with pytest.raises(NotFoundError) as caught:
        api.get("name")
    assert caught.value.body == body
    assert (caught.value.status_code, caught.value.detail, caught.value.reason) == (404, None, None)
    assert str(caught.value).startswith("get_stream_connection: 404")
    assert told in str(caught.value)
    assert "<html>" not in str(caught.value)


def test_an_error_tells_what_support_asks_for(api: Api, wire: Wire) -> None:
    wire.answers(429, DOCUMENT, x_request_id="r-1", retry_after="7")
    with pytest.raises(TooManyRequestsError, match=r"\(request r-1\)") as caught:
        api.get("name")
    assert (caught.value.request_id, caught.value.retry_after) == ("r-1", 7.0)
    assert caught.value.headers["retry-after"] == "7"


@pytest.mark.parametrize(
    ("failure", "kind"),
    [
        (httpx2.ConnectTimeout, APITimeoutError),
        (httpx2.ReadTimeout, APITimeoutError),
        (httpx2.WriteTimeout, APITimeoutError),
        (httpx2.PoolTimeout, APITimeoutError),
        (httpx2.ConnectError, APIConnectionError),
        (httpx2.ReadError, APIConnectionError),
        (httpx2.RemoteProtocolError, APIConnectionError),
        (httpx2.ProxyError, APIConnectionError),
    ],
)
def test_no_answer_has_a_class_of_its_own(
    api: Api, wire: Wire, failure: type[httpx2.TransportError], kind: type[APIError]
) -> None:
    wire.breaks(failure)
    with pytest.raises(APIConnectionError, match=r"create_stream_connection: .*cloud\.mongodb\.com") as caught:
        api.create({"type": "Sample"})
    assert type(caught.value) is kind
    assert isinstance(caught.value.__cause__, failure)
    assert not isinstance(caught.value, APIStatusError)


# --- the envelope ---------------------------------------------------------------------------------------------------


def test_an_enveloped_object(api: Api, wire: Wire) -> None:
    document = sample("responses/Kafka")
    wire.answers(200, {"status": 200, "content": document})
    connection = api.create({"type": "Kafka"}, envelope=True)
    assert wire.requests[-1].url.query == b"envelope=true"
    assert connection.model_dump(mode="json", by_alias=True, exclude_unset=True) == document


def test_an_object_that_came_without_the_envelope_asked_for(api: Api, wire: Wire) -> None:
    wire.answers(200, sample("responses/Kafka"))
    assert api.get("name", envelope=True).type == "Kafka"


@pytest.mark.parametrize("wrap", [False, True])
def test_an_enveloped_list(api: Api, wire: Wire, wrap: bool) -> None:
    results = {"results": [{"type": "Sample", "name": "s"}], "totalCount": 1}
    wire.answers(200, {"status": 200, "content": results} if wrap else {"status": 200, **results})
    page = api.list(envelope=True)
    assert ([connection.name for connection in api.items(page)], page.total) == (["s"], 1)


@pytest.mark.parametrize("document", [{"status": 202, "content": {}}, {"status": 202}, None])
def test_an_enveloped_deletion(api: Api, wire: Wire, document: object) -> None:
    wire.answers(202, document)
    assert api.delete("name", envelope=True) is None


@pytest.mark.parametrize("http_status", [200, 409])
@pytest.mark.parametrize("wrap", [False, True])
def test_an_enveloped_error_raises(api: Api, wire: Wire, http_status: int, wrap: bool) -> None:
    error = sample("errors/409")
    wire.answers(http_status, {"status": 409, "content": error} if wrap else {"status": 409, **error})
    with pytest.raises(ConflictError) as caught:
        api.create({"type": "Sample"}, envelope=True)
    assert (caught.value.status_code, caught.value.error_code) == (409, "NOT_ORG_GROUP_CREATOR")
    assert caught.value.body.error == 401


def test_an_enveloped_error_of_a_list_and_of_a_deletion_raises(api: Api, wire: Wire) -> None:
    wire.answers(200, {"status": 404, "content": DOCUMENT})
    with pytest.raises(NotFoundError):
        api.list(envelope=True)
    with pytest.raises(NotFoundError):
        api.delete("name", envelope=True)


def test_an_error_stays_one_whatever_its_envelope_says(api: Api, wire: Wire) -> None:
    wire.answers(500, {"status": 200, "content": {"type": "Sample"}})
    with pytest.raises(InternalServerError):
        api.get("name", envelope=True)


def test_a_status_in_the_body_means_nothing_where_no_envelope_was_asked_for(api: Api, wire: Wire) -> None:
    wire.answers(200, {"type": "Sample", "status": 404, "content": {}})
    assert api.get("name").model_extra == {"status": 404, "content": {}}


# --- exceptions as values -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))])
def test_exceptions_can_be_pickled_and_copied(sync: Api, wire: Wire, copied: Any) -> None:
    wire.answers(404, DOCUMENT, x_request_id="r-1")
    with pytest.raises(NotFoundError) as caught:
        sync.get("name")
    error, again = caught.value, copied(caught.value)
    assert type(again) is NotFoundError
    for name in ("args", "status_code", "error_code", "reason", "detail", "body", "request_id"):
        assert getattr(again, name) == getattr(error, name)
    assert (str(again), repr(again)) == (str(error), repr(error))
    assert again.response.json() == DOCUMENT


def test_every_exception_has_the_common_base() -> None:
    exceptions = [
        each
        for name in atlas_streams.__all__
        if isinstance(each := getattr(atlas_streams, name), type)
        if issubclass(each, Exception)
    ]
    assert len(exceptions) > 30
    assert all(issubclass(each, APIError) for each in exceptions)


# --- credentials ----------------------------------------------------------------------------------------------------

VARIABLES = ("MONGODB_ATLAS_CLIENT_ID", "MONGODB_ATLAS_CLIENT_SECRET", "ACCESS_TOKEN", "PUBLIC_KEY", "PRIVATE_KEY")


def test_without_credentials_the_error_names_what_to_set(wire: Wire) -> None:
    with Api("sync", wire) as api, pytest.raises(MissingCredentialsError) as caught:
        api.get("name")
    assert all(variable in str(caught.value) for variable in VARIABLES)
    assert wire.requests == []


@pytest.mark.parametrize("half", ["client_id", "client_secret", "public_key", "private_key"])
def test_half_a_credential_is_refused(half: str) -> None:
    with pytest.raises(ConfigurationError, match=f"^{half} needs "):
        Api("sync", Wire(), **{half: "given"})


def test_the_environment_is_read_at_construction(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCESS_TOKEN", "early")
    with Api("sync", wire) as api:
        monkeypatch.setenv("ACCESS_TOKEN", "late")
        api.get("name")
    assert wire.requests[0].headers["authorization"] == "Bearer early"


def test_an_argument_goes_before_the_environment(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_KEY", "public")
    monkeypatch.setenv("PRIVATE_KEY", "private")
    monkeypatch.setenv("ACCESS_TOKEN", "of the environment")
    with Api("sync", wire, access_token="given") as api:
        api.get("name")
    assert wire.requests[0].headers["authorization"] == "Bearer given"
