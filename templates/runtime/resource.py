"""The base of the groups of methods that a client offers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

from .answers import decode
from .core import Core, merge_options
from .effects import Flow, arun, run
from .errors import InvalidResponseError
from .flow import exchange, prepare
from .media_types import essence
from .operation import Items, Operation
from .options import RequestOptions
from .pagination import AsyncPage, Page, fetch_page, first_page
from .plan import Arguments, plan_of
from .raw import RawResponse, raw_wanted
from .reading import head_of
from .streaming import AsyncStreamedItems, AsyncStreamedResponse, ItemSource, StreamedItems, StreamedResponse

if TYPE_CHECKING:
    import httpx2

    from .client import AsyncClient, SyncClient

T = TypeVar("T")


class Resource:
    """A group of methods that block."""

    def __init__(self, client: SyncClient) -> None:
        self._core = client.core

    def _call(
        self,
        operation: Operation[T],
        arguments: Arguments,
        body: object = None,
        options: RequestOptions | None = None,
    ) -> T:
        """Call an operation and decode its answer."""
        return run(_call(self._core, operation, arguments, body, options), self._core.connection)

    def _page(
        self,
        operation: Operation[Any],
        arguments: Arguments,
        body: object = None,
        options: RequestOptions | None = None,
    ) -> Page[Any]:
        """Call an operation that lists, and give its page."""
        request = first_page(self._core, operation, arguments, body, options)
        return run(fetch_page(request, Page[Any]), self._core.connection)

    def _stream(
        self,
        operation: Operation[Any],
        arguments: Arguments,
        body: object = None,
        options: RequestOptions | None = None,
    ) -> StreamedResponse:
        """Call an operation and leave its answer to be read piece by piece."""
        response = run(_open(self._core, operation, arguments, body, options), self._core.connection)
        if isinstance(response, RawResponse):
            return cast(StreamedResponse, response)
        return StreamedResponse(response, operation.name)

    def _items(
        self,
        operation: Operation[Any],
        arguments: Arguments,
        body: object = None,
        options: RequestOptions | None = None,
    ) -> StreamedItems[Any]:
        """Call an operation and leave the items of its answer to be iterated over."""
        response = run(_open(self._core, operation, arguments, body, options), self._core.connection)
        if isinstance(response, RawResponse):
            return cast("StreamedItems[Any]", response)
        try:
            return StreamedItems(response, operation.name, _source(self._core, operation, response))
        except InvalidResponseError:
            response.close()
            raise

    def _either(
        self,
        operation: Operation[T],
        arguments: Arguments,
        body: object = None,
        options: RequestOptions | None = None,
        stream: bool | None = None,
    ) -> T | StreamedItems[Any]:
        """Call an operation and leave the items of its answer to be iterated over, or decode what has none."""
        if stream is not None:
            asking = _asking(options, stream)
            call = self._items if stream else self._call
            return call(operation, arguments, body, asking)
        found: T | _Left = run(_either(self._core, operation, arguments, body, options), self._core.connection)
        if not isinstance(found, _Left):
            return found
        return StreamedItems(found.response, operation.name, _source(self._core, operation, found.response))


class AsyncResource:
    """A group of methods that await."""

    def __init__(self, client: AsyncClient) -> None:
        self._core = client.core

    async def _call(
        self,
        operation: Operation[T],
        arguments: Arguments,
        body: object = None,
        options: RequestOptions | None = None,
    ) -> T:
        """Call an operation and decode its answer."""
        return await arun(_call(self._core, operation, arguments, body, options), self._core.connection)

    async def _page(
        self,
        operation: Operation[Any],
        arguments: Arguments,
        body: object = None,
        options: RequestOptions | None = None,
    ) -> AsyncPage[Any]:
        """Call an operation that lists, and give its page."""
        request = first_page(self._core, operation, arguments, body, options)
        return await arun(fetch_page(request, AsyncPage[Any]), self._core.connection)

    async def _stream(
        self,
        operation: Operation[Any],
        arguments: Arguments,
        body: object = None,
        options: RequestOptions | None = None,
    ) -> AsyncStreamedResponse:
        """Call an operation and leave its answer to be read piece by piece."""
        response = await arun(_open(self._core, operation, arguments, body, options), self._core.connection)
        if isinstance(response, RawResponse):
            return cast(AsyncStreamedResponse, response)
        return AsyncStreamedResponse(response, operation.name)

    async def _items(
        self,
        operation: Operation[Any],
        arguments: Arguments,
        body: object = None,
        options: RequestOptions | None = None,
    ) -> AsyncStreamedItems[Any]:
        """Call an operation and leave the items of its answer to be iterated over."""
        response = await arun(_open(self._core, operation, arguments, body, options), self._core.connection)
        if isinstance(response, RawResponse):
            return cast("AsyncStreamedItems[Any]", response)
        try:
            return AsyncStreamedItems(response, operation.name, _source(self._core, operation, response))
        except InvalidResponseError:
            await response.aclose()
            raise

    async def _either(
        self,
        operation: Operation[T],
        arguments: Arguments,
        body: object = None,
        options: RequestOptions | None = None,
        stream: bool | None = None,
    ) -> T | AsyncStreamedItems[Any]:
        """Call an operation and leave the items of its answer to be iterated over, or decode what has none."""
        if stream is not None:
            asking = _asking(options, stream)
            call = self._items if stream else self._call
            return await call(operation, arguments, body, asking)
        found: T | _Left = await arun(_either(self._core, operation, arguments, body, options), self._core.connection)
        if not isinstance(found, _Left):
            return found
        return AsyncStreamedItems(found.response, operation.name, _source(self._core, operation, found.response))


def _asking(options: RequestOptions | None, stream: bool) -> RequestOptions:
    """Options that have the body ask for one item after another, or not."""
    asked: RequestOptions = {"extra_body": {"stream": stream}}
    return merge_options(options, asked) if options else asked


def _call(
    core: Core, operation: Operation[T], arguments: Arguments, body: object, options: RequestOptions | None
) -> Flow[T]:
    raw = raw_wanted()
    call = prepare(core, operation, arguments, body, options)
    answer = yield from exchange(core, call)
    if raw:
        return cast(T, RawResponse(answer.response, partial(decode, call.plan, answer)))
    result: T = decode(call.plan, answer)
    return result


def _open(
    core: Core, operation: Operation[Any], arguments: Arguments, body: object, options: RequestOptions | None
) -> Flow[httpx2.Response | RawResponse[Any]]:
    """Get an answer whose body is still to come; for raw access, one that is read, since that shows its bytes."""
    raw = raw_wanted()
    call = prepare(core, operation, arguments, body, options, streamed="never" if raw else "always")
    answer = yield from exchange(core, call)
    return RawResponse(answer.response, partial(decode, call.plan, answer)) if raw else answer.response


def _either(
    core: Core, operation: Operation[Any], arguments: Arguments, body: object, options: RequestOptions | None
) -> Flow[Any]:
    """Get an answer whose body is still to come (`_Left`) where it is one of items, and any other decoded."""
    raw = raw_wanted()
    call = prepare(core, operation, arguments, body, options, streamed="never" if raw else "items")
    answer = yield from exchange(core, call)
    if raw:
        return RawResponse(answer.response, partial(decode, call.plan, answer))
    if call.leaves(answer.response):
        return _Left(answer.response)
    return decode(call.plan, answer)


@dataclass(slots=True)
class _Left:
    """An answer whose body is still to come."""

    response: httpx2.Response


def _source(core: Core, operation: Operation[Any], response: httpx2.Response) -> ItemSource:
    """What makes items of an answer.

    Raises:
        InvalidResponseError: It is of another content type.

    """
    given = response.headers.get("content-type", "")
    content = plan_of(operation).success_content(response.status_code, given)
    if isinstance(content, Items):
        return ItemSource(content, response, operation.name, core.max_response_bytes)
    problem = f"the answer is {essence(given) or 'without a content type'}, not one item after another"
    raise InvalidResponseError(f"{operation.name}: {problem}", response=head_of(response))
