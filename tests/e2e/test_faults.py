"""What goes wrong between the package and a real server."""

import time
from functools import partial

import pytest
from atlas_streams import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    BadGatewayError,
    InternalServerError,
    InvalidResponseError,
    KafkaConnection,
    RedirectError,
    ResponseTooLargeError,
    RetryPolicy,
    S3Connection,
    SampleConnectionRequest,
    ServiceUnavailableError,
    TooManyRequestsError,
    UnauthorizedError,
    UnknownStreamsConnection,
)
from atlas_streams._runtime.effects import Clock

from ..package.support import Api
from ..server import CLIENT_SECRET, GROUP_ID, PRIVATE_KEY, TENANT, Provider, faults
from .conftest import Connect

SAMPLE = {"name": "a", "type": "Sample"}
BODY = SampleConnectionRequest(name="a")
PATH = f"/api/atlas/v2/groups/{GROUP_ID}/streams/{TENANT}/connections"


# --- time and connections -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", [faults.slow(600), faults.slow_body(600)])
def test_a_slow_answer(connect: Connect, provider: Provider, fault: faults.Fault) -> None:
    api = connect(max_retries=0)
    api.list()
    provider.script(fault)
    began = time.monotonic()
    with pytest.raises(APITimeoutError, match="create_stream_connection: the server did not answer in time"):
        api.create(BODY, options={"timeout": 1.0})
    assert time.monotonic() - began < 60
    # The server did its work, so the call was not repeated behind the caller's back.
    assert "a" in provider.store.groups[GROUP_ID][TENANT]


def test_the_timeout_of_one_call(api: Api, provider: Provider) -> None:
    api.list()
    provider.script(faults.slow(600))
    with pytest.raises(APITimeoutError):
        api.get("a", options={"timeout": 0.1, "max_retries": 0})


@pytest.mark.parametrize("reset", [False, True])
@pytest.mark.parametrize("work_done", [False, True])
def test_a_dropped_connection(api: Api, provider: Provider, reset: bool, work_done: bool) -> None:
    provider.script(faults.drop(reset=reset, work_done=work_done))
    with pytest.raises(APIConnectionError, match=r"create_stream_connection: the connection to .+:\d+ failed"):
        api.create(BODY)
    # Whether a POST took effect is not known, so it is sent once.
    assert len(provider.api_requests) == 1


@pytest.mark.parametrize("fault", [faults.drop(), faults.drop(reset=True), faults.drop_mid_body()])
def test_what_is_only_read_is_tried_again(api: Api, provider: Provider, fault: faults.Fault) -> None:
    provider.store.add(SAMPLE)
    provider.script(fault, fault)
    assert api.get("a").name == "a"
    assert len(provider.api_requests) == 3
    provider.script(fault, fault, fault)
    with pytest.raises(APIConnectionError):
        api.get("a")
    assert len(provider.api_requests) == 6


def test_nobody_listens(connect: Connect) -> None:
    with pytest.raises(APIConnectionError) as caught:
        connect(base_url="http://127.0.0.1:9", max_retries=0).get("a")
    assert not isinstance(caught.value, APITimeoutError)


# --- answers of all kinds -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [502, 504, 400])
def test_an_html_error_page(connect: Connect, provider: Provider, status: int) -> None:
    provider.script(faults.html_error(status))
    with pytest.raises(APIStatusError, match="text/html") as caught:
        connect(max_retries=0).get("a")
    assert (caught.value.status_code, caught.value.body) == (status, None)
    assert "Bad Gateway</h1>" not in str(caught.value)


def test_an_html_page_with_a_good_status(api: Api, provider: Provider) -> None:
    provider.script(faults.html_error(200))
    with pytest.raises(InvalidResponseError, match="is text/html"):
        api.get("a")


@pytest.mark.parametrize("fault", [faults.invalid_json(), faults.wrong_content_type()])
def test_an_answer_that_is_not_what_it_should_be(api: Api, provider: Provider, fault: faults.Fault) -> None:
    provider.script(fault)
    with pytest.raises(InvalidResponseError):
        api.create(BODY)


@pytest.mark.parametrize("envelope", [None, True])
def test_an_unknown_variant(api: Api, provider: Provider, envelope: bool | None) -> None:
    provider.store.add(SAMPLE)
    provider.script(faults.unknown_variant(), faults.unknown_variant())
    connection = api.get("a", envelope=envelope)
    assert isinstance(connection, UnknownStreamsConnection)
    assert (connection.tag, connection.raw["entanglement"]["pairs"]) == ("Quantum", [{"a": 1, "b": [None, 2.5]}])
    assert [each.tag for each in api.items(api.list(envelope=envelope))] == ["Quantum"]


def test_unknown_values_and_fields(api: Api, provider: Provider) -> None:
    provider.store.add({"name": "s3", "type": "S3", "aws": {"roleArn": "arn"}})
    provider.script(faults.unknown_enum(), faults.extra_fields())
    first, second = api.get("s3"), api.get("s3")
    assert isinstance(first, S3Connection)
    assert first.model_dump(mode="json", exclude_unset=True)["networking"]["access"]["type"] == "CARRIER_PIGEON"
    assert second.aws.model_extra == {"addedLater": {"deep": [1, {"null": None}]}}


def test_a_compressed_answer(api: Api, provider: Provider) -> None:
    provider.store.add({"name": "k", "type": "Kafka", "config": {"debug": "all"}})
    provider.script(faults.gzipped())
    connection = api.get("k")
    assert isinstance(connection, KafkaConnection)
    assert connection.config == {"debug": "all"}


def test_a_gzip_bomb_is_refused_before_it_fills_the_memory(connect: Connect, provider: Provider) -> None:
    provider.script(faults.gzip_bomb())
    with pytest.raises(ResponseTooLargeError, match="more than 1,000,000 bytes"):
        connect(max_response_bytes=1_000_000).list()
    assert len(provider.api_requests) == 1


# --- retries --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", [faults.rate_limited(0.05), faults.unavailable(0.05)])
def test_the_wait_that_a_server_asks_for_is_kept(api: Api, provider: Provider, fault: faults.Fault) -> None:
    provider.script(fault, fault)
    began = time.monotonic()
    assert api.create(BODY).name == "a"
    assert time.monotonic() - began >= 0.1
    assert len(provider.api_requests) == 3


@pytest.mark.parametrize(
    ("fault", "kind"),
    [(faults.rate_limited(0.01), TooManyRequestsError), (faults.unavailable(0.01), ServiceUnavailableError)],
)
def test_patience_ends(api: Api, provider: Provider, fault: faults.Fault, kind: type[APIStatusError]) -> None:
    provider.script(*[fault] * 3)
    with pytest.raises(kind) as caught:
        api.list()
    assert caught.value.retry_after == 0.01
    assert len(provider.api_requests) == 3


def test_a_server_cannot_keep_a_caller_waiting_for_long(connect: Connect, provider: Provider) -> None:
    api = connect(retry_policy=RetryPolicy(max_retry_after=0.05))
    provider.script(faults.rate_limited(3600))
    began = time.monotonic()
    assert api.create(BODY).name == "a"
    assert time.monotonic() - began < 60


@pytest.mark.parametrize(
    ("fault", "kind"), [(faults.server_error(), InternalServerError), (faults.html_error(), BadGatewayError)]
)
def test_a_server_error_is_tried_again_only_where_nothing_is_changed(
    api: Api, provider: Provider, fault: faults.Fault, kind: type[APIStatusError]
) -> None:
    provider.store.add(SAMPLE)
    provider.script(fault)
    assert api.get("a").name == "a"
    provider.script(fault)
    with pytest.raises(kind):
        api.update("a", BODY)
    assert len(provider.api_requests) == 3


# --- tokens ---------------------------------------------------------------------------------------------------------


def test_a_token_is_fetched_once_and_reused(api: Api, provider: Provider) -> None:
    for name in "abc":
        api.create(SampleConnectionRequest(name=name))
    assert provider.tokens.fetches == 1


def test_an_expired_token_is_renewed_once(api: Api, provider: Provider) -> None:
    api.create(BODY)
    provider.tokens.expire_all()
    assert api.get("a").name == "a"
    assert provider.tokens.fetches == 2
    assert [request.header("authorization") for request in provider.api_requests] == [
        "Bearer token-1",
        "Bearer token-1",
        "Bearer token-2",
    ]


class Later(Clock):
    """A clock that can be put forward."""

    skipped = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self.skipped


def test_a_token_is_renewed_before_it_ends(connect: Connect, provider: Provider) -> None:
    clock = Later()
    api = connect(clock=clock)
    api.create(BODY)
    clock.skipped = 3500
    api.get("a")
    assert provider.tokens.fetches == 1
    clock.skipped = 3590
    api.get("a")
    assert provider.tokens.fetches == 2
    assert [request.header("authorization") for request in provider.api_requests][-2:] == [
        "Bearer token-1",
        "Bearer token-2",
    ]


@pytest.mark.parametrize("credentials", ["account", "key"])
def test_a_server_that_always_answers_401_is_given_up(connect: Connect, provider: Provider, credentials: str) -> None:
    provider.script(*[faults.expired_token()] * 9)
    with pytest.raises(UnauthorizedError):
        connect(credentials).get("a")
    assert len(provider.api_requests) <= 2
    assert provider.tokens.fetches <= 2


@pytest.mark.parametrize("fault", [faults.unavailable(0.01), faults.drop(), faults.html_error(503)])
def test_a_token_endpoint_that_fails_for_a_moment(api: Api, provider: Provider, fault: faults.Fault) -> None:
    provider.script(fault, at="token")
    assert api.create(BODY).name == "a"
    assert provider.tokens.fetches == 1


# --- redirects ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("credentials", ["account", "key"])
@pytest.mark.parametrize("follow", [False, True])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_another_host_never_gets_credentials(
    connect: Connect, provider: Provider, elsewhere: Provider, credentials: str, follow: bool, status: int
) -> None:
    api = connect(credentials, follow_redirects=follow)
    for call in (partial(api.get, "a"), partial(api.create, {"type": "Kafka", "authentication": {"password": "pass"}})):
        provider.script(faults.redirect(elsewhere.base_url + PATH, status))
        with pytest.raises(APIStatusError) as caught:
            call()
        # Where a bare GET will do, the other host is asked, and lets nobody in without credentials.
        asked = follow and (call.func == api.get or status in (301, 302, 303))
        assert type(caught.value) is (UnauthorizedError if asked else RedirectError)
    assert elsewhere.tokens.fetches == 0
    for request in elsewhere.requests:
        assert follow
        assert request.header("authorization") is None
        assert request.body == b""
        assert CLIENT_SECRET not in str(request)
        assert PRIVATE_KEY not in str(request)


def test_a_redirect_on_the_same_host_is_followed_if_wished(connect: Connect, provider: Provider) -> None:
    provider.store.add(SAMPLE)
    provider.script(faults.redirect(f"{PATH}/a"), faults.none())
    assert connect(follow_redirects=True).get("b").name == "a"
    provider.script(faults.redirect(f"{PATH}/a"))
    with pytest.raises(RedirectError, match=f"which points to {PATH}/a"):
        connect().get("b")
