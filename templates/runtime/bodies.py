"""The body of a request: validated, then encoded as its content type asks."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import IO, Any, cast

import httpx2
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import to_json

from .codec import adapter_for, encode_json, validate_sent
from .errors import InvalidArgumentError
from .files import OnceFile, PathFile, is_path, is_text_file
from .forms import Part, parts, url_encoded
from .items import encode_items
from .json_values import is_json_text, is_object, json_list, json_object, json_value
from .media_types import encoded, essence, is_json
from .models import SENDING
from .operation import NOT_GIVEN, Body, Chosen, Operation
from .rules import broken
from .styles import Plain, write_text
from .unions import UnknownVariant

_CHUNK = 64 * 1024


class EncodedBody:
    """A body on its way: bytes, an open file, or the parts of a form."""

    __slots__ = ("content", "content_type", "file", "parts", "start")

    def __init__(
        self,
        content_type: str | None = None,
        content: bytes | None = None,
        file: IO[bytes] | None = None,
        parts: list[tuple[str, Part]] | None = None,
    ) -> None:
        self.content_type: str | None = content_type
        self.content: bytes | None = content
        self.file: IO[bytes] | None = file
        self.start: int = file.tell() if file is not None and file.seekable() else 0
        self.parts: list[tuple[str, Part]] | None = parts

    @property
    def repeatable(self) -> bool:
        """Whether it can be sent more than once."""
        if self.file is not None:
            return self.file.seekable()
        contents = (part[1] if isinstance(part, tuple) else part for _, part in self.parts or ())
        return not any(isinstance(content, OnceFile) for content in contents)

    def build(
        self, http: httpx2.Client | httpx2.AsyncClient, method: str, url: str, headers: Mapping[str, str], timeout: Any
    ) -> httpx2.Request:
        """A request with this body; a repeated one has it from its start again."""
        if self.file is None:
            content: Any = self.content
            return http.build_request(method, url, headers=headers, content=content, files=self.parts, timeout=timeout)
        if self.file.seekable():
            self.file.seek(self.start)
        # From the open file the HTTP client learns the length; what it would make of it only a sync client can send.
        request = http.build_request(method, url, headers=headers, content=self.file, timeout=timeout)
        request.stream = _FileStream(self.file, self.start)
        return request


NO_BODY = EncodedBody()


def encode_body(operation: Operation[Any], value: object, extra: Mapping[str, object] | None = None) -> EncodedBody:
    """Encode what is sent with an operation.

    Args:
        operation: The operation.
        value: A model, plain data, text, bytes or an open file, as the operation describes; None for nothing, or for
            null where that is a body of its own; `NOT_GIVEN` for nothing. It may be `Chosen`, with its content type.
        extra: Members to add to a JSON object.

    Raises:
        InvalidArgumentError: The value is missing, or not of the kind that the content type asks for.
        pydantic.ValidationError: The value does not fit the type.

    """
    body = operation.body
    if isinstance(value, Chosen) and body is not None:
        body, value = _chosen(operation.name, body, value.content_type), value.value
    is_given = value is not NOT_GIVEN
    value = value if is_given else None
    is_null = body is not None and body.null and is_given
    if body is None or (value is None and not body.required and not extra and not is_null):
        if extra:
            raise InvalidArgumentError(f"{operation.name}: extra_body needs a JSON body")
        return NO_BODY
    media_type = essence(body.content_type)
    if value is None and body.required and not (is_json(media_type) and _takes_null(adapter_for(body.type))):
        raise InvalidArgumentError(f"{operation.name}: the body is required")
    if isinstance(value, UnknownVariant):
        raise InvalidArgumentError(
            f"{operation.name}: the body's {value.tag_property} is {value.tag!r}, which this version of the package "
            "does not know, so it can't be sent"
        )
    if is_json(media_type):
        content = encode_json(adapter_for(body.type), {} if value is None and extra else _as_plain(value))
        # A range is no content type.
        json_type = "application/json" if "*" in media_type else body.content_type
        return EncodedBody(json_type, _with_extra(operation.name, content, extra) if extra else content)
    if extra:
        raise InvalidArgumentError(f"{operation.name}: extra_body needs a JSON body")
    if body.items:
        items = json_list(encode_json(adapter_for(body.type), _gathered(value)))
        return EncodedBody(body.content_type, encode_items(media_type, items))
    if media_type == "application/x-www-form-urlencoded":
        members = json_object(encode_json(adapter_for(body.type), value))
        return EncodedBody(body.content_type, url_encoded(members, body.encoding))
    if media_type == "multipart/form-data":
        # The boundary is part of this content type, and the HTTP client chooses it.
        form: object = validate_sent(adapter_for(body.type), value)
        if not isinstance(form, BaseModel) and not is_object(form):
            raise InvalidArgumentError(f"{operation.name}: a form has members by name")
        return EncodedBody(parts=parts(form, body.encoding))
    if body.text:
        held = json_value(encode_json(adapter_for(body.type), value))
        return EncodedBody(body.content_type, encoded(write_text(cast(Plain, held)), body.content_type))
    # A range such as `image/*` is no content type; which one it is, the caller can say.
    content_type = None if "*" in media_type else body.content_type
    if isinstance(value, str):
        if body.rules and (keyword := broken(body.rules, value)):
            raise InvalidArgumentError(f"{operation.name}: the body breaks the rule {keyword}")
        return EncodedBody(content_type, encoded(value, content_type))
    if isinstance(value, (bytes, bytearray)):
        return EncodedBody(content_type, bytes(value))
    if is_path(value):
        return EncodedBody(content_type, file=cast("IO[bytes]", PathFile(value)))
    if hasattr(value, "read") and not is_text_file(value):
        return EncodedBody(content_type, file=cast("IO[bytes]", value))
    raise InvalidArgumentError(f"{operation.name}: the body must be bytes, text, a path or an open binary file")


def _as_plain(value: object) -> object:
    """Any other sequence as a list, and any other mapping as a dictionary, which are what is validated."""
    if _is_other_mapping(value):
        return dict(cast("Mapping[object, object]", value))
    return list(cast("Sequence[object]", value)) if _is_other_sequence(value) else value


def _is_other_mapping(value: object) -> bool:
    return isinstance(value, Mapping) and not isinstance(value, dict)


def _is_other_sequence(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, list | str | bytes | bytearray)


def _chosen(operation: str, body: Body, content_type: str) -> Body:
    """The body in the content type that the caller chose: one that is listed, or one of a range that is.

    Raises:
        InvalidArgumentError: It is none of them.

    """
    wanted = essence(content_type)
    listed = (body, *body.others)
    exact = [one for one in listed if one.content_type == content_type]
    named = exact or [one for one in listed if essence(one.content_type) == wanted]
    if "*" not in wanted and named:
        return named[0]
    for one in listed:
        pattern = essence(one.content_type)
        if "*" in pattern and "*" not in wanted and fnmatchcase(wanted, pattern):
            return replace(one, content_type=content_type)
    known = ", ".join(one.content_type for one in listed)
    raise InvalidArgumentError(f"{operation}: the content type must be one of {known}")


def _gathered(value: object) -> object:
    """All items, from whatever gives them one after another."""
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return list(cast("Iterable[object]", value))
    return value


def _takes_null(adapter: TypeAdapter[Any]) -> bool:
    """Whether null is a value of a type, rather than the lack of one."""
    try:
        return adapter.validate_python(None, context=SENDING) is None
    except ValidationError:
        return False


def _with_extra(operation: str, content: bytes, extra: Mapping[str, object]) -> bytes:
    members = json_object(content)
    if not content.startswith(b"{"):
        raise InvalidArgumentError(f"{operation}: extra_body needs a JSON object as the body")
    result = to_json({**members, **extra})
    if not is_json_text(result):
        raise InvalidArgumentError(f"{operation}: a number in extra_body is infinite or NaN, which JSON can't hold")
    return result


class _FileStream(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """An open file as the body of a request, for either kind of client."""

    def __init__(self, file: IO[bytes], start: int) -> None:
        self._file = file
        self._start = start

    def __iter__(self) -> Iterator[bytes]:
        # A request is sent twice when its credentials have to be renewed.
        if self._file.seekable():
            self._file.seek(self._start)
        while chunk := self._file.read(_CHUNK):
            yield chunk

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self:
            yield chunk
