"""What is repeated, how often, and after how long, on a clock that does not wait."""

from __future__ import annotations

import asyncio
from email.utils import formatdate
from typing import Any

import httpx2
import pytest
from runtime.effects import Clock
from runtime.errors import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    ServiceUnavailableError,
    TooManyRequestsError,
)
from runtime.operation import Body
from runtime.retries import RetryPolicy
from runtime_support import FakeClock, Wire, operation

BODY = Body("application/json", lambda: dict[str, int])
IDEMPOTENT = ("GET", "HEAD", "OPTIONS", "PUT", "DELETE")
OTHERS = ("POST", "PATCH")


def attempts(caller: Any, method: str, *answers: Any, **options: Any) -> tuple[int, list[float], Exception | None]:
    """How many requests were sent, the waits between them, and how it ended."""
    wire = Wire(*answers)
    api = caller(wire, **options)
    error = None
    try:
        api.call(operation(method))
    except (APIStatusError, APIConnectionError) as caught:
        error = caught
    return len(wire.requests), api.clock.slept, error


@pytest.mark.parametrize("method", IDEMPOTENT)
@pytest.mark.parametrize("failure", [500, 502, 503, 504, httpx2.ReadError, httpx2.ReadTimeout, httpx2.ConnectError])
def test_idempotent_methods_are_repeated(caller: Any, method: str, failure: Any) -> None:
    assert attempts(caller, method, failure, failure, {}) == (3, [0.5, 1.0], None)


@pytest.mark.parametrize("method", OTHERS)
@pytest.mark.parametrize(
    "failure", [500, 502, 503, 504, httpx2.ReadError, httpx2.ReadTimeout, httpx2.WriteError, httpx2.RemoteProtocolError]
)
def test_what_may_have_taken_effect_is_not_repeated(caller: Any, method: str, failure: Any) -> None:
    sent, slept, error = attempts(caller, method, failure, {})
    assert (sent, slept) == (1, [])
    assert error is not None


@pytest.mark.parametrize("method", OTHERS)
@pytest.mark.parametrize(
    "failure",
    [
        httpx2.ConnectError,
        httpx2.ConnectTimeout,
        httpx2.PoolTimeout,
        429,
        httpx2.Response(503, headers={"retry-after": "1"}),
    ],
)
def test_what_cannot_have_taken_effect_is_repeated(caller: Any, method: str, failure: Any) -> None:
    sent, slept, error = attempts(caller, method, failure, {})
    assert (sent, len(slept), error) == (2, 1, None)


@pytest.mark.parametrize("failure", [400, 401, 403, 404, 408, 409, 422, 501, httpx2.UnsupportedProtocol])
def test_what_would_fail_again_is_not_repeated(caller: Any, failure: Any) -> None:
    assert attempts(caller, "GET", failure, {})[0] == 1


@pytest.mark.parametrize(("limit", "sent"), [(0, 1), (1, 2), (2, 3), (4, 5)])
def test_the_number_of_repetitions(caller: Any, limit: int, sent: int) -> None:
    assert attempts(caller, "GET", 503, max_retries=limit)[0] == sent


def test_the_last_error_is_raised(caller: Any) -> None:
    assert isinstance(attempts(caller, "GET", 429, 429, 503)[2], ServiceUnavailableError)
    assert isinstance(attempts(caller, "GET", httpx2.ReadTimeout)[2], APITimeoutError)


def test_waits_grow_to_a_cap(caller: Any) -> None:
    policy = RetryPolicy(first_delay=1.0, max_delay=5.0, budget=1000.0)
    assert attempts(caller, "GET", 503, max_retries=5, retry_policy=policy)[1] == [1.0, 2.0, 4.0, 5.0, 5.0]


def test_jitter_is_full() -> None:
    class Dice(FakeClock):
        def random(self) -> float:
            return 0.25

    assert RetryPolicy().delay(2, 0.0, None, Dice()) == 0.25
    assert 0.0 <= (RetryPolicy().delay(1, 0.0, None, Clock()) or 0.0) <= 0.5


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("asked", "waited"),
    [("7", 7.0), ("0", 0.0), (formatdate(1_700_000_000 + 1000 + 9, usegmt=True), 9.0), ("86400", 30.0), ("soon", 0.5)],
)
def test_the_server_may_ask_for_a_wait(caller: Any, status: int, asked: str, waited: float) -> None:
    failure = httpx2.Response(status, headers={"retry-after": asked})
    assert attempts(caller, "POST", failure, {}) == (2, [waited], None)


def test_a_wait_asked_for_with_another_status_is_not_kept(caller: Any) -> None:
    assert attempts(caller, "GET", httpx2.Response(500, headers={"retry-after": "20"}), {})[1] == [0.5]


def test_the_time_budget_ends_it(caller: Any) -> None:
    failure = httpx2.Response(429, headers={"retry-after": "25"})
    sent, slept, error = attempts(caller, "GET", failure, max_retries=10)
    assert (sent, slept) == (3, [25.0, 25.0])
    assert isinstance(error, TooManyRequestsError)
    assert error.retry_after == 25.0


def test_slow_attempts_use_the_budget_up(caller: Any) -> None:
    clock = FakeClock()

    def slow(request: httpx2.Request) -> httpx2.Response:
        clock.time += 40
        raise httpx2.ReadTimeout("slow", request=request)

    assert attempts(caller, "GET", slow, clock=clock, max_retries=10)[0] == 2


def test_retries_per_call_and_per_copy(caller: Any) -> None:
    wire = Wire(503)
    api = caller(wire)
    with pytest.raises(ServiceUnavailableError):
        api.get("a", options={"max_retries": 1})
    assert len(wire.requests) == 2
    with pytest.raises(ServiceUnavailableError):
        api.finish(api.resource(api.client.with_options(max_retries=0)).get("a"))
    assert len(wire.requests) == 3


def test_the_body_is_sent_again(caller: Any) -> None:
    wire = Wire(503, {})
    caller(wire).call(operation("PUT", body=BODY), {"a": 1})
    assert [request.content for request in wire.requests] == [b'{"a":1}', b'{"a":1}']


def test_the_clock_that_waits() -> None:
    clock = Clock()
    began = clock.monotonic()
    clock.sleep(0.01)
    asyncio.run(clock.asleep(0.01))
    assert clock.monotonic() - began >= 0.02
    assert clock.now() > 1_700_000_000
