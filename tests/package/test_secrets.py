"""Secrets are clear on the wire and nowhere else."""

import copy
import logging
import pickle
import traceback
from collections.abc import Callable

import httpx2
import pytest
from atlas_streams import (
    APIError,
    APIStatusError,
    ConfluentSaslInheritAuthentication,
    KafkaAuthentication,
    KafkaAuthenticationRequest,
    KafkaConnectionRequest,
)
from pydantic import ValidationError

from .support import Api, Wire

# In pieces, since a traceback shows lines of this file.
PASSWORD, KEY, PASSPHRASE, CLIENT_SECRET = SECRETS = tuple("swordfish-" + end for end in ("a", "b", "c", "d"))
TOKEN = "swordfish-" + "token"


def authentication() -> KafkaAuthenticationRequest:
    return KafkaAuthenticationRequest(
        username="sam", password=PASSWORD, ssl_key=KEY, ssl_key_password=PASSPHRASE, client_secret=CLIENT_SECRET
    )


def body() -> KafkaConnectionRequest:
    return KafkaConnectionRequest(name="orders", authentication=authentication())


def test_on_the_wire_they_are_clear(api: Api, wire: Wire) -> None:
    api.create(body())
    assert wire.sent["authentication"] == {
        "username": "sam",
        "password": PASSWORD,
        "sslKey": KEY,
        "sslKeyPassword": PASSPHRASE,
        "clientSecret": CLIENT_SECRET,
    }


def test_a_model_does_not_show_them() -> None:
    model = body()
    shown = [repr(model), str(model), f"{model}", f"{model.authentication!r:>9}", "{}".format({"a": [model]})]
    shown += [repr(model.model_dump()), repr(vars(model)), str(list(model)), str(ValueError(model))]
    shown += [repr(copy.deepcopy(model)), repr(pickle.loads(pickle.dumps(model)))]
    for text in shown:
        assert "swordfish" not in text
        assert "orders" in text or "sam" in text


def test_they_can_be_read_on_purpose() -> None:
    password = authentication().password
    assert password is not None
    assert not isinstance(password, str)
    assert password.get_secret_value() == PASSWORD
    assert authentication().model_dump(mode="json", exclude_unset=True)["password"] == PASSWORD


def test_models_can_be_pickled_and_copied_without_loss(sync: Api, wire: Wire) -> None:
    for each in (pickle.loads(pickle.dumps(body())), copy.deepcopy(body()), body().model_copy()):
        assert each == body()
        sync.create(each)
        assert wire.sent["authentication"]["password"] == PASSWORD


def everything_shown(error: BaseException) -> str:
    """All that printing or logging an exception could show, of what it has in its chain too."""
    texts = [str(error), repr(error), str(error.args), *traceback.format_exception(error)]
    if isinstance(error, ValidationError):
        texts += [repr(error.errors()), error.json()]
    return "".join(texts)


@pytest.mark.parametrize("status", [400, 401, 409, 500, 502])
def test_an_error_of_the_server_does_not_show_them(wire: Wire, status: int) -> None:
    wire.answers(status, {"error": status, "errorCode": "NO", "detail": "no"})
    with Api("sync", wire, access_token=TOKEN) as api, pytest.raises(APIStatusError) as caught:
        api.create(body())
    assert wire.requests[0].headers["authorization"] == f"Bearer {TOKEN}"
    assert "swordfish" not in everything_shown(caught.value)
    again = pickle.dumps(caught.value)
    assert b"swordfish" not in again
    assert "swordfish" not in everything_shown(pickle.loads(again))


@pytest.mark.parametrize("failure", [httpx2.ConnectError, httpx2.ReadTimeout, httpx2.RemoteProtocolError])
def test_a_broken_connection_does_not_show_them(wire: Wire, failure: type[httpx2.TransportError]) -> None:
    wire.breaks(failure)
    with Api("sync", wire, access_token=TOKEN) as api, pytest.raises(APIError) as caught:
        api.create(body())
    assert "swordfish" not in everything_shown(caught.value)
    assert b"swordfish" not in pickle.dumps(caught.value)


def test_a_refused_body_does_not_show_them(sync: Api) -> None:
    misplaced = [
        {"type": "Kafka", "authentication": {"pasword": PASSWORD}},
        {"type": "Kafka", "authentication": {"password": [PASSWORD]}},
        {"type": "Kafka", "authentication": {"password": {"value": PASSWORD}}},
        {"type": "Kafka", "authentication": PASSWORD},
        {"authentication": {"password": PASSWORD}},
        {"type": "Kafka", "networking": {"access": {"connectionId": PASSWORD}}},
        PASSWORD,
    ]
    for document in misplaced:
        with pytest.raises(ValueError, match="validation error") as caught:
            sync.create(document)
        assert "swordfish" not in everything_shown(caught.value)
        assert "swordfish" not in everything_shown(pickle.loads(pickle.dumps(caught.value)))


REFUSED: list[Callable[[], object]] = [
    lambda: KafkaAuthenticationRequest(password=PASSWORD, pasword=PASSWORD),  # type: ignore[call-arg]
    lambda: KafkaAuthenticationRequest(username=[PASSWORD]),  # type: ignore[arg-type]
    lambda: KafkaAuthenticationRequest.model_validate({"pasword": PASSWORD}),
    lambda: KafkaAuthenticationRequest.model_validate_json(f'{{"username": ["{PASSWORD}"]}}'),
    lambda: setattr(authentication(), "username", [PASSWORD]),
    lambda: authentication().model_copy(update={"pasword": PASSWORD}),
    lambda: KafkaAuthentication(username=[PASSWORD]),  # type: ignore[arg-type]
    lambda: ConfluentSaslInheritAuthentication(password=PASSWORD),  # type: ignore[call-arg]
]


@pytest.mark.parametrize("refused", REFUSED)
def test_a_refused_model_does_not_show_them(refused: Callable[[], object]) -> None:
    with pytest.raises(ValidationError) as caught:
        refused()
    assert "swordfish" not in everything_shown(caught.value)
    assert all(problem["input"] == "(hidden)" for problem in caught.value.errors())
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_variables_of_a_constructor_do_not_show_them() -> None:
    with pytest.raises(ValidationError) as caught:
        KafkaAuthenticationRequest(password=PASSWORD, pasword=PASSWORD)  # type: ignore[call-arg]
    shown = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    assert "swordfish" not in "".join(shown.format())


@pytest.mark.parametrize("status", [200, 400])
def test_the_log_does_not_show_them(wire: Wire, caplog: pytest.LogCaptureFixture, status: int) -> None:
    caplog.set_level(logging.DEBUG)
    wire.answers(status, {"type": "Kafka"})
    with Api("sync", wire, access_token=TOKEN) as api:
        try:
            api.create(body())
        except APIStatusError:
            logging.exception("it failed with %s", body())
    assert "atlas_streams" in {record.name for record in caplog.records}
    assert "swordfish" not in caplog.text


def test_a_client_does_not_show_them() -> None:
    for credentials in (
        {"access_token": TOKEN},
        {"client_id": "id", "client_secret": CLIENT_SECRET},
        {"public_key": "public", "private_key": PASSWORD},
    ):
        with Api("sync", Wire(), **credentials) as api:
            assert "swordfish" not in repr(api.client) + str(api.client) + repr(api.client.streams)


def test_a_secret_that_a_server_sends_back_is_not_shown(sync: Api, wire: Wire) -> None:
    wire.answers(200, {"type": "Kafka", "authentication": {"password": PASSWORD}})
    connection = sync.get("orders")
    assert "swordfish" not in repr(connection) + str(connection)
    wire.answers(200, {"type": "Quantum", "password": PASSWORD})
    assert "swordfish" not in repr(sync.get("orders"))
