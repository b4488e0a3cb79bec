"""What an answer means: unwrapped, classified by status, decoded into its type or made an exception."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import httpx2
from pydantic import ValidationError
from pydantic_core import to_json

from .codec import adapter_for, decode_json, decode_text
from .errors import APIStatusError, InvalidResponseError
from .headers import find_request_id
from .items import ReadEvent, decoder_for
from .json_values import is_list, is_object, json_object, json_value
from .media_types import essence, is_json
from .operation import Binary, Content, Empty, Envelope, Items, Json, Operation, Text
from .package import Package
from .parameters import describe
from .plan import Plan, documented, pick
from .reading import head_of
from .status_errors import class_for_code, class_for_status


class Answer:
    """An answer with its envelope taken off."""

    __slots__ = ("content", "response", "status")

    def __init__(self, response: httpx2.Response, status: int, content: bytes) -> None:
        self.response: httpx2.Response = response
        self.status: int = status
        self.content: bytes = content

    @property
    def media_type(self) -> str:
        """The media type, without parameters."""
        return essence(self.content_type)

    @property
    def content_type(self) -> str:
        """The Content-Type header."""
        content_type: str = self.response.headers.get("content-type", "")
        return content_type


def unwrap(response: httpx2.Response, envelope: Envelope | None) -> Answer:
    """Take the envelope off, if the call asked for one.

    Two forms exist: an object with the status and the content, and a list's own object with the status
    added. An answer that came in neither is left as it is. An error stays one, whatever its envelope says.
    """
    plain = Answer(response, response.status_code, response.content)
    if envelope is None or not is_json(plain.media_type):
        return plain
    wrapped = json_object(response.content)
    status = wrapped.get(envelope.status)
    if type(status) is not int or not 100 <= status <= 599:
        return plain
    if not plain.response.is_success:
        status = plain.status
    if wrapped.keys() <= {envelope.status, envelope.content}:
        content = to_json(wrapped[envelope.content]) if envelope.content in wrapped else b""
        return Answer(response, status, content)
    return Answer(response, status, response.content)


def decode(plan: Plan, answer: Answer) -> Any:
    """Decode a success.

    Returns:
        What the operation documents: a value of its type, text, bytes, or None where there is no body.

    Raises:
        InvalidResponseError: The answer is not what is documented.

    """
    content = plan.success_content(answer.status, answer.content_type)
    if isinstance(content, Items):
        return _decode_items(plan, content, answer)
    if isinstance(content, Json) and answer.content:
        try:
            return decode_json(adapter_for(content.type), answer.content)
        except ValidationError as error:
            problem = f"does not fit its type: {describe(error)}"
    elif _may_be_nothing(plan, answer):
        return None
    elif isinstance(content, Binary):
        return answer.content
    elif isinstance(content, Text):
        try:
            return _read_text(content, answer)
        except ValidationError as error:
            problem = f"does not fit its type: {describe(error)}"
    elif not answer.content:
        problem = "is empty"
    else:
        known = ", ".join(content.media_type for content in plan.success(answer.status) if content.media_type)
        problem = f"is {answer.media_type or 'without a content type'}, not {known}"
    # Outside of the except clause, so that no traceback shows the values that pydantic saw.
    raise InvalidResponseError(
        f"{plan.operation.name}: the answer, status {answer.status}, {problem}", response=answer.response
    )


def _decode_items(plan: Plan, content: Items, answer: Answer) -> list[Any]:
    decoder = decoder_for(essence(content.media_type), content.data)
    return [
        decode_item(plan.operation.name, content, item, answer.response)
        for found in (decoder.feed(answer.content), decoder.end())
        for item in found
    ]


def decode_item(label: str, content: Items, item: bytes, response: httpx2.Response) -> Any:
    """Decode one item of an answer of many.

    Raises:
        InvalidResponseError: It does not fit its type.

    """
    adapter = adapter_for(content.type)
    try:
        return decode_json(adapter, item)
    except ValidationError as error:
        problem = f"an item of the answer does not fit its type: {describe(error)}"
    if isinstance(item, ReadEvent):
        # Of several kinds of events, the data of some may be any text.
        with suppress(ValidationError):
            return decode_json(adapter, item.unread)
    raise InvalidResponseError(f"{label}: {problem}", response=head_of(response))


def _may_be_nothing(plan: Plan, answer: Answer) -> bool:
    """Whether nothing is documented, or nothing came and that is documented, or nothing is said of what comes."""
    contents = plan.success(answer.status)
    if plan.operation.method == "HEAD" or all(isinstance(content, Empty) for content in contents):
        return True
    return not answer.content and any(map(_says_nothing, contents))


def _says_nothing(content: Content) -> bool:
    return isinstance(content, Empty) or (isinstance(content, Json) and content.type() is Any)


def error_for(plan: Plan, answer: Answer, package: Package) -> APIStatusError:
    """The exception for an answer that is not a success."""
    fields = package.errors
    raw = json_value(answer.content) if is_json(answer.media_type) or not answer.media_type else None
    code, reason, detail = (_text(raw, path) for path in (fields.code, fields.reason, fields.detail))
    of_code = package.error_classes().get(code) if code else None
    kind = class_for_code(of_code, answer.status) if of_code else class_for_status(answer.status)
    return kind(
        _message(plan, answer, raw is not None, code, reason, detail),
        status_code=answer.status,
        response=answer.response,
        error_code=code,
        reason=reason,
        detail=detail,
        body=_error_body(plan, answer, raw),
    )


_NO_CODES = ("about:blank",)
"""What RFC 9457, section 4.2.1, has for errors that mean no more than their status."""


def _message(
    plan: Plan, answer: Answer, is_json: bool, code: str | None, reason: str | None, detail: str | None
) -> str:
    message = f"{plan.operation.name}: {answer.status} {reason or _phrase(answer.status)}"
    if code and code not in _NO_CODES and code != str(answer.status):
        message += f", {code}"
    if detail:
        message += f": {detail}"
    location = answer.response.headers.get("location")
    if 300 <= answer.status < 400 and location:
        message += f", which points to {location.partition('?')[0]}"
    elif answer.content and not is_json:
        message += f" (the answer is {answer.media_type or 'of no content type'}, {len(answer.content):,} bytes)"
    request_id = find_request_id(answer.response.headers)
    return f"{message} (request {request_id})" if request_id else message


def _phrase(status: int) -> str:
    return httpx2.codes.get_reason_phrase(status) or "Unknown Status"


def _error_body(plan: Plan, answer: Answer, raw: object) -> Any:
    """The documented error object, list of items, or text; what came in its place where it does not fit."""
    operation = plan.operation
    own = documented(operation.errors, answer.status)
    content = pick(own or _usual_error(operation), answer.content_type)
    if isinstance(content, Items) and answer.content:
        try:
            return _decode_items(plan, content, answer)
        except InvalidResponseError:
            return answer.response.text
    if isinstance(content, Text) and own and answer.content:
        with suppress(ValidationError):
            return _read_text(content, answer)
        return answer.response.text
    if isinstance(content, Json) and raw is not None:
        try:
            return decode_json(adapter_for(content.type), answer.content)
        except ValidationError:
            return raw
    return raw


def _read_text(content: Text, answer: Answer) -> Any:
    text = answer.response.text
    if content.type is not None:
        return decode_text(adapter_for(content.type), text)
    # Where any media type may come, some servers write a text as JSON, and others only say so.
    found = json_value(answer.content) if is_json(answer.media_type) else None
    return found if isinstance(found, str) else text


def _usual_error(operation: Operation[Any]) -> tuple[Content, ...]:
    """What is documented for any status, or else the one thing that comes with all that are documented."""
    every = operation.responses.get("default")
    if every is not None:
        return every
    listed = set(operation.errors.values())
    return listed.pop() if len(listed) == 1 else ()


def _text(body: object, paths: str | tuple[str, ...]) -> str | None:
    """The text at the first of some dotted paths into the body that leads to one; a number counts as text."""
    for path in (paths,) if isinstance(paths, str) else paths:
        found = _at(body, path)
        if isinstance(found, (str, int)) and not isinstance(found, bool):
            return str(found)
    return None


def _at(body: object, path: str) -> object:
    for step in path.split("."):
        if is_list(body):
            body = body[int(step)] if step.isdecimal() and int(step) < len(body) else None
        else:
            body = body.get(step) if is_object(body) else None
    return body
