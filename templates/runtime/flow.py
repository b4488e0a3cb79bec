"""One call from start to end: built, signed, sent, judged, repeated if that is safe, and judged for good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import httpx2

from .answers import Answer, error_for, unwrap
from .auth import Scheme, sign_and_send
from .bodies import EncodedBody, encode_body
from .core import Core, merge_options, override, server_of
from .effects import Flow, Sleep
from .errors import ClosedClientError, InvalidArgumentError, InvalidResponseError, TokenError
from .logs import log_answer, log_failure
from .oauth import HOME, PURPOSE
from .operation import Envelope, Items, Operation
from .options import RequestOptions, unfit_option, unknown_option
from .plan import Arguments, Plan, plan_of
from .reading import Read, head_of
from .redirects import follow_redirects
from .retries import asked_delay, may_repeat_after_error, may_repeat_after_status
from .transport_errors import connection_error

Streamed: TypeAlias = Literal["never", "items", "always"]
"""Which successes are left to be read piece by piece: none, those of one item after another, or all."""


@dataclass(slots=True)
class Call:
    """A call whose arguments are settled."""

    plan: Plan
    url: str
    headers: Mapping[str, str]
    body: EncodedBody
    schemes: tuple[Scheme, ...]
    envelope: Envelope | None
    timeout: Any
    max_retries: int
    home: str = ""
    streamed: Streamed = "never"

    @property
    def method(self) -> str:
        """The HTTP method."""
        return self.plan.operation.method

    def leaves(self, response: httpx2.Response) -> bool:
        """Whether the body of an answer is left to be read by whoever called."""
        if self.streamed == "never" or not self.plan.is_success(response.status_code):
            return False
        content_type = response.headers.get("content-type", "")
        return self.streamed == "always" or isinstance(
            self.plan.success_content(response.status_code, content_type), Items
        )

    def describe(self, problem: str) -> str:
        """A problem with the call, as a message."""
        return f"{self.plan.operation.name}: {problem}"


def prepare(
    core: Core,
    operation: Operation[Any],
    arguments: Arguments,
    body: object,
    options: RequestOptions | None,
    *,
    streamed: Streamed = "never",
    path: str | None = None,
) -> Call:
    """Settle a call: validate its arguments and encode them.

    Args:
        core: The client.
        operation: What is called.
        arguments: Of the call.
        body: Of the call.
        options: Of the call, over those of the client.
        streamed: Which successes are left to be read.
        path: In place of the operation's, ready to be sent.

    Raises:
        InvalidArgumentError: A parameter is missing or does not fit its type, or an option is of no use.
        ConfigurationError: No server is known.
        MissingCredentialsError: The operation needs credentials, and none are set.
        pydantic.ValidationError: The body does not fit its type.

    """
    settings = core.options
    if options:
        if problem := unknown_option(options, RequestOptions.__optional_keys__) or unfit_option(options):
            raise InvalidArgumentError(f"{operation.name}: {problem}")
        settings = merge_options(settings, options)
    plan = plan_of(operation)
    server = server_of(core, operation)
    target = server + (plan.path(arguments) if path is None else path)
    query = plan.query_string(arguments, settings.get("extra_query"))
    encoded = encode_body(operation, body, settings.get("extra_body"))
    envelope = operation.envelope
    return Call(
        plan=plan,
        # A path of a document may have a query of its own.
        url=f"{target}{'&' if '?' in target else '?'}{query}" if query else target,
        headers=_headers(core, plan, arguments, encoded, settings),
        body=encoded,
        schemes=() if core.connection.signs_itself else core.credentials.select(operation.name, operation.security),
        envelope=envelope if envelope and arguments.get(envelope.parameter) else None,
        timeout=settings.get("timeout", httpx2.USE_CLIENT_DEFAULT),
        max_retries=settings.get("max_retries", 0) if encoded.repeatable else 0,
        home="" if server is core.base_url else core.base_url,
        streamed=streamed,
    )


def exchange(core: Core, call: Call) -> Flow[Answer]:
    """Send a call, repeat it where that is safe, and give back its success.

    Raises:
        APIStatusError: The server answered with an error.
        APIConnectionError: No complete answer arrived.
        InvalidResponseError: The answer is too large or cannot be decompressed.
        ClosedClientError: The client is closed, or was while the call was running.

    """
    core.connection.http()
    clock = core.clock
    began = clock.monotonic()
    attempt = 0
    while True:
        attempt += 1
        started = clock.monotonic()
        failure: Exception
        try:
            answer = yield from _attempt(core, call)
        except Exception as error:
            log_failure(call.method, call.url, error, clock.monotonic() - started, attempt)
            if core.connection.closed:
                raise ClosedClientError(call.describe("the client was closed while the call was running")) from error
            failure, repeat, asked = _judge_error(core, call, error)
        else:
            log_answer(call.method, call.url, answer.status, clock.monotonic() - started, attempt)
            if call.plan.is_success(answer.status):
                return answer
            failure = error_for(call.plan, answer, core.package)
            repeat = may_repeat_after_status(call.method, answer.status, answer.response.headers)
            asked = asked_delay(answer.status, answer.response.headers.get("retry-after"), clock)
        delay = None
        if repeat and attempt <= call.max_retries:
            delay = core.policy.delay(attempt, clock.monotonic() - began, asked, clock)
        if delay is None:
            raise failure
        yield Sleep(delay, clock)


def _attempt(core: Core, call: Call) -> Flow[Answer]:
    """Send a call once: with its credentials, and through redirects if they are to be followed."""
    http = core.connection.http()
    own_auth = core.connection.signs_itself
    request = call.body.build(http, call.method, call.url, call.headers, call.timeout)
    if call.home:
        request.extensions[HOME] = call.home
    request.method = call.method  # The HTTP client writes methods in capitals; to HTTP they are case-sensitive.
    response = yield from sign_and_send(request, call.schemes, own_auth=own_auth)
    if core.follow_redirects and response.has_redirect_location:
        response = yield from follow_redirects(request, response, call.schemes, own_auth=own_auth)
    if call.leaves(response):
        return Answer(response, response.status_code, b"")
    try:
        response = yield Read(response, core.max_response_bytes)
    except httpx2.DecodingError as error:
        raise InvalidResponseError(
            call.describe("the answer cannot be decompressed"), response=head_of(response)
        ) from error
    return unwrap(response, call.envelope)


def _judge_error(core: Core, call: Call, error: Exception) -> tuple[Exception, bool, float | None]:
    """What to raise for an error, whether the call may be repeated, and the wait that the server asks for."""
    if isinstance(error, TokenError):
        repeat = may_repeat_after_status("GET", error.status_code, httpx2.Headers())
        return error, repeat, asked_delay(error.status_code, error.retry_after_header, core.clock)
    if not isinstance(error, httpx2.TransportError):
        return error, False, None
    while_calling = PURPOSE not in error.request.extensions
    repeat = may_repeat_after_error(call.method, error, while_calling=while_calling)
    return connection_error(call.plan.operation.name, error), repeat, None


def _headers(
    core: Core, plan: Plan, arguments: Arguments, body: EncodedBody, settings: RequestOptions
) -> Mapping[str, str]:
    """The headers of a call: what the document asks for, the client's, the call's, each over the one before."""
    headers = core.headers_of.get((plan, body.content_type))
    if headers is None:
        documented = {"Accept": plan.accept} if plan.accept else {}
        if body.content_type is not None:
            documented["Content-Type"] = body.content_type
        headers = override(documented, core.headers)
        if core.connection.custom is None:
            headers = {name: value for name, value in headers.items() if name not in core.headers}
        # The HTTP client copies its own kind of headers faster than it reads others.
        headers = core.headers_of[plan, body.content_type] = httpx2.Headers(headers)
    headers = override(headers, plan.headers(arguments))
    return override(headers, settings.get("extra_headers", {}))
