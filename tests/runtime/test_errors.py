"""Errors: a class for each status, what they carry, and what they never show."""

from __future__ import annotations

import copy
import pickle
from dataclasses import replace
from typing import Any

import httpx2
import pytest
from runtime import errors, failures, status_errors
from runtime.errors import APIError, APIStatusError, ClientError, InvalidResponseError, RedirectError, ServerError
from runtime.headers import RateLimit, retry_after
from runtime.operation import Json
from runtime.status_errors import class_for_status
from runtime_support import GET, ID, Problem, Thing, Wire

BY_NAME = {
    400: "BadRequestError",
    401: "UnauthorizedError",
    402: "PaymentRequiredError",
    403: "ForbiddenError",
    404: "NotFoundError",
    405: "MethodNotAllowedError",
    406: "NotAcceptableError",
    408: "RequestTimeoutError",
    409: "ConflictError",
    410: "GoneError",
    412: "PreconditionFailedError",
    413: "PayloadTooLargeError",
    415: "UnsupportedMediaTypeError",
    422: "UnprocessableEntityError",
    423: "LockedError",
    429: "TooManyRequestsError",
    500: "InternalServerError",
    501: "NotImplementedServerError",
    502: "BadGatewayError",
    503: "ServiceUnavailableError",
    504: "GatewayTimeoutError",
}


def answer(status: int, **members: Any) -> httpx2.Response:
    return httpx2.Response(status, **members)


@pytest.mark.parametrize(("status", "name"), BY_NAME.items())
def test_a_class_for_each_status(caller: Any, status: int, name: str) -> None:
    with pytest.raises(getattr(errors, name)) as caught:
        caller(Wire(status), max_retries=0).get("a")
    assert type(caught.value).__name__ == name
    assert caught.value.status_code == status
    assert isinstance(caught.value, ClientError if status < 500 else ServerError)


@pytest.mark.parametrize(
    ("status", "kind"), [(302, RedirectError), (418, ClientError), (599, ServerError), (700, APIStatusError)]
)
def test_groups_for_other_statuses(status: int, kind: type[APIStatusError]) -> None:
    assert class_for_status(status) is kind


def test_the_catalogue_is_complete() -> None:
    defined = {
        name
        for module in (failures, status_errors)
        for name, value in vars(module).items()
        if isinstance(value, type) and issubclass(value, APIError)
    }
    assert defined == set(errors.__all__)


def test_what_an_error_carries(caller: Any) -> None:
    wire = Wire(
        answer(
            404,
            json={"error": 404, "errorCode": "RESOURCE_NOT_FOUND", "reason": "Not Found", "detail": "No such thing."},
            headers={"x-request-id": "r-1", "RateLimit-Limit": "100, 100;w=60", "RateLimit-Remaining": "7"},
        )
    )
    with pytest.raises(errors.NotFoundError) as caught:
        caller(wire).get("a")
    error = caught.value
    assert (error.error_code, error.reason, error.detail) == ("RESOURCE_NOT_FOUND", "Not Found", "No such thing.")
    assert error.has_code("OTHER", "RESOURCE_NOT_FOUND")
    assert not error.has_code("OTHER")
    assert isinstance(error.body, Problem)
    assert error.request_id == "r-1"
    assert error.rate_limit == RateLimit(limit=100, remaining=7, reset=None)
    assert error.retry_after is None
    assert error.headers["x-request-id"] == "r-1"
    assert error.response.json()["error"] == 404
    assert str(error) == "get_thing: 404 Not Found, RESOURCE_NOT_FOUND: No such thing. (request r-1)"
    assert repr(error) == (
        "NotFoundError(status_code=404, error_code='RESOURCE_NOT_FOUND', reason='Not Found', detail='No such thing.')"
    )


def test_the_status_decides_and_not_the_body(caller: Any) -> None:
    with pytest.raises(errors.ConflictError) as caught:
        caller(Wire(answer(409, json={"error": 401, "reason": "Unauthorized"}))).get("a")
    assert caught.value.body == {"error": 401, "reason": "Unauthorized"}


@pytest.mark.parametrize(
    ("content", "content_type", "body", "message"),
    [
        (b"<html>secret</html>", "text/html", None, "get_thing: 400 Bad Request (the answer is text/html, 19 bytes)"),
        (b"", "application/json", None, "get_thing: 400 Bad Request"),
        (b"{", "application/json", None, "get_thing: 400 Bad Request (the answer is application/json, 1 bytes)"),
        (b'["secret"]', "application/json", ["secret"], "get_thing: 400 Bad Request"),
        (b'{"detail": {"secret": 1}}', "application/json", {"detail": {"secret": 1}}, "get_thing: 400 Bad Request"),
    ],
)
def test_bodies_that_are_no_documented_error(
    caller: Any, content: bytes, content_type: str, body: object, message: str
) -> None:
    wire = Wire(answer(400, content=content, headers={"content-type": content_type}))
    with pytest.raises(errors.BadRequestError) as caught:
        caller(wire).get("a")
    assert str(caught.value) == message
    assert caught.value.body == body
    assert "secret" not in repr(caught.value)


def test_an_error_body_that_does_not_fit_its_type_is_given_as_it_came(caller: Any) -> None:
    with pytest.raises(errors.NotFoundError) as caught:
        caller(Wire(answer(404, json={"error": "none", "detail": "d"}))).get("a")
    assert caught.value.body == {"error": "none", "detail": "d"}
    assert caught.value.detail == "d"


def test_an_undocumented_status_comes_with_what_all_others_do(caller: Any) -> None:
    problem = (Json("application/json", lambda: Problem),)
    one = replace(GET, errors={"404": problem, "409": problem})
    with pytest.raises(errors.ForbiddenError) as caught:
        caller(Wire(answer(403, json={"error": 403}))).call(one, groupId=ID, name="a")
    assert caught.value.body == Problem(error=403)
    several = replace(GET, errors={"404": problem, "409": (Json("application/json", lambda: Thing),)})
    with pytest.raises(errors.ForbiddenError) as caught:
        caller(Wire(answer(403, json={"error": 403}))).call(several, groupId=ID, name="a")
    assert caught.value.body == {"error": 403}


def test_a_redirect_is_an_error_that_says_where_to(caller: Any) -> None:
    wire = Wire(answer(302, headers={"location": "https://evil.test/x?token=1"}))
    with pytest.raises(RedirectError, match=r"302 Found, which points to https://evil\.test/x$"):
        caller(wire).get("a")
    assert len(wire.requests) == 1


@pytest.mark.parametrize("again", [lambda error: pickle.loads(pickle.dumps(error)), copy.copy])
def test_errors_travel_without_the_request(caller: Any, again: Any) -> None:
    with pytest.raises(errors.NotFoundError) as caught:
        caller(Wire(404)).get("a")
    error = again(caught.value)
    assert type(error) is errors.NotFoundError
    assert str(error) == str(caught.value)
    assert error.body == caught.value.body
    assert error.response.content == caught.value.response.content
    with pytest.raises(RuntimeError, match="request instance has not been set"):
        error.response.request  # noqa: B018  # asking is the test


def test_pickles_hold_no_credential(caller: Any) -> None:
    for wire in (Wire(404), Wire(answer(200, content=b"<html>"))):
        with pytest.raises(APIError) as caught:
            caller(wire).get("a")
        assert caught.value.response.request.headers["authorization"] == "Bearer T0"  # type: ignore[attr-defined]  # both kinds have it
        assert b"T0" not in pickle.dumps(caught.value)


def test_every_error_pickles() -> None:
    response = answer(400, json={})
    for name in errors.__all__:
        kind = getattr(errors, name)
        if issubclass(kind, APIStatusError):
            error = kind("m", status_code=400, response=response)
        elif issubclass(kind, InvalidResponseError):
            error = kind("m", response=response)
        elif kind is errors.TokenError:
            error = kind("m", response=response, error_code="c", detail=None)
        else:
            error = kind("m")
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again)) == (kind, "m")


def test_the_usual_base_classes() -> None:
    assert issubclass(errors.InvalidArgumentError, ValueError)
    assert issubclass(errors.MissingCredentialsError, ValueError)
    assert issubclass(errors.APITimeoutError, errors.APIConnectionError)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("3", 3.0),
        ("1.5", 1.5),
        ("-3", 0.0),
        ("nan", None),
        ("inf", None),
        ("soon", None),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 37.0),
        ("Sun, 06 Nov 1994 08:48:00 GMT", 0.0),
        ("Sun, 99 Nov 1994 08:48:00 GMT", None),
    ],
)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, now=784111740.0) == seconds


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, None),
        ({"x-ratelimit-limit": "10", "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1.5"}, RateLimit(10, 0, 1.5)),
        ({"ratelimit-remaining": "junk"}, None),
    ],
)
def test_rate_limits(headers: dict[str, str], expected: RateLimit | None) -> None:
    assert RateLimit.find(headers) == expected


def test_an_answer_that_is_none_has_its_request_id(caller: Any) -> None:
    with pytest.raises(InvalidResponseError) as caught:
        caller(Wire(answer(200, content=b"<html>", headers={"x-request-id": "r-2"}))).get("a")
    assert caught.value.request_id == "r-2"
