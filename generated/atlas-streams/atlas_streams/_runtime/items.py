"""Content that is one item after another: JSON Lines, JSON text sequences and server-sent events.

Bytes come in pieces that know nothing of items, so each format is a decoder that takes pieces and gives the items that
are complete, as JSON.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal, Protocol, TypeAlias

from pydantic_core import from_json, to_json

from .json_values import is_object

EventData: TypeAlias = Literal["text", "json", "item"]
"""What the data of an event is: text, text or a value in JSON, or the JSON of the whole item."""


class Decoder(Protocol):
    """Takes pieces of a body, and gives the JSON of its items."""

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """The items that a piece completes."""
        ...

    def end(self) -> Iterator[bytes]:
        """The items that only the end of the body completes."""
        ...

    @property
    def waiting(self) -> int:
        """How many bytes wait for the rest of their item."""
        ...


class _Separated:
    """Items with a byte between them, or before them."""

    def __init__(self, separator: bytes) -> None:
        self._separator = separator
        self._pieces: list[bytes] = []
        self.waiting = 0

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        first, *rest = chunk.split(self._separator)
        self._hold(first)
        for piece in rest:
            yield from self.end()
            self._hold(piece)

    def _hold(self, piece: bytes) -> None:
        self._pieces.append(piece)
        self.waiting += len(piece)

    def end(self) -> Iterator[bytes]:
        item = b"".join(self._pieces).strip()
        self._pieces.clear()
        self.waiting = 0
        if item:
            yield item


class ReadEvent(bytes):
    """The JSON of an event whose data is a value.

    Attributes:
        unread: the same, with its data as the text that it was.

    """

    unread: bytes

    def __new__(cls, item: bytes, unread: bytes) -> ReadEvent:
        """Take both."""
        event = super().__new__(cls, item)
        event.unread = unread
        return event


class _Events:
    """Server-sent events (WHATWG HTML, 9.2.6): each is an object of its fields, as OpenAPI 3.2 describes it.

    Where its data is the item, what is no item is left out: no data at all, and the `[DONE]` that ends many streams.
    """

    def __init__(self, data: EventData) -> None:
        self._kind = data
        self._pieces: list[bytes] = []  # of a line that goes on
        self._unended = 0
        self._ended_by_return = False
        self._began = False
        self._fields: dict[str, str | int] = {}
        self._data: list[str] = []
        self._held = 0

    @property
    def waiting(self) -> int:
        return self._unended + self._held

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        if self._ended_by_return and chunk.startswith(b"\n"):
            chunk = chunk[1:]
        self._ended_by_return = chunk.endswith(b"\r") if chunk else self._ended_by_return
        first, *rest = _LINE_END.split(chunk)
        self._hold(first)
        for piece in rest:
            line = b"".join(self._pieces)
            self._pieces.clear()
            self._unended = 0
            yield from self._take(line)
            self._hold(piece)

    def _hold(self, piece: bytes) -> None:
        self._pieces.append(piece)
        self._unended += len(piece)

    def end(self) -> Iterator[bytes]:
        """What no blank line completes is no event."""
        return iter(())

    def _take(self, line: bytes) -> Iterator[bytes]:
        text = line.decode("utf-8", "replace")
        if not self._began:
            text, self._began = text.removeprefix("\ufeff"), True
        if not text:
            yield from self._dispatch()
            return
        name, _, value = text.partition(":")
        value = value.removeprefix(" ")
        self._held += len(line)
        match name:
            case "data":
                self._data.append(value)
            case "event":
                self._fields[name] = value
            case "id" if "\0" not in value:
                self._fields[name] = value
            case "retry" if value.isascii() and value.isdecimal():
                self._fields[name] = int(value)
            case _:
                pass  # A comment, or a field of a later standard.

    def _dispatch(self) -> Iterator[bytes]:
        fields, data = self._fields, "\n".join(self._data) if self._data else None
        self._fields, self._data, self._held = {}, [], 0
        if data is None:
            return
        if self._kind != "item":
            unread = to_json({**fields, "data": data})
            value = _value(data) if self._kind == "json" else data
            yield unread if value is data else ReadEvent(to_json({**fields, "data": value}), unread)
        elif data.strip() not in ("", "[DONE]"):
            yield data.encode()


def _value(text: str) -> Any:
    """The object or list that a text is the JSON of, or else the text."""
    if not text.lstrip().startswith(("{", "[")):
        return text
    try:
        return from_json(text, allow_inf_nan=False)
    except ValueError:
        return text


_LINE_END = re.compile(b"\r\n|\r|\n")
_TEXT_LINE_END = re.compile("\r\n|\r|\n")


def encode_items(media_type: str, items: Iterable[object]) -> bytes:
    """Write items one after another.

    Args:
        media_type: Without parameters.
        items: Plain data; an event is an object of its fields.

    """
    if media_type == "text/event-stream":
        return b"".join(map(_event, items))
    before = b"\x1e" if media_type.endswith("json-seq") else b""
    return b"".join(before + to_json(item) + b"\n" for item in items)


def _event(item: object) -> bytes:
    fields = item if is_object(item) else {"data": item}
    lines: list[str] = []
    for name, value in fields.items():
        text = value if isinstance(value, str) else to_json(value).decode()
        lines += [f"{name}: {line}\n" for line in _TEXT_LINE_END.split(text)]
    return "".join([*lines, "\n"]).encode()


def decoder_for(media_type: str, data: EventData = "text") -> Decoder:
    """A decoder for a media type, without parameters, and for what the data of events is."""
    if media_type == "text/event-stream":
        return _Events(data)
    return _Separated(b"\x1e" if media_type.endswith("json-seq") else b"\n")
