"""Documents as YAML that every reader, 1.1 or 1.2, reads the same."""

import importlib
import io
from functools import lru_cache
from typing import Any

from yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)
from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

_WIDTH = 110
_CORE = "tag:yaml.org,2002:"
_RESOLVER: Any = Resolver()


def dump_yaml(document: dict[str, Any]) -> str:
    """Write a document as YAML: shared parts out where they stand, keys in their order, text in its best style."""
    stream = io.BytesIO()
    emitter = importlib.import_module("yaml._yaml").CEmitter(stream, width=_WIDTH, allow_unicode=True)
    # Straight to the parser's counterpart in C: the library's own tree of nodes takes four times as long.
    emitter.emit(StreamStartEvent(encoding="utf-8"))
    emitter.emit(DocumentStartEvent(explicit=False))
    _emit(document, emitter)
    emitter.emit(DocumentEndEvent(explicit=False))
    emitter.emit(StreamEndEvent())
    return stream.getvalue().decode()


def _emit(value: Any, emitter: Any) -> None:
    if isinstance(value, str):
        emitter.emit(_text(value))
    elif isinstance(value, dict):
        emitter.emit(MappingStartEvent(None, f"{_CORE}map", True, flow_style=False))
        for key, item in value.items():
            emitter.emit(_text(key))
            _emit(item, emitter)
        emitter.emit(MappingEndEvent())
    elif isinstance(value, list):
        emitter.emit(SequenceStartEvent(None, f"{_CORE}seq", True, flow_style=False))
        for item in value:
            _emit(item, emitter)
        emitter.emit(SequenceEndEvent())
    else:
        emitter.emit(_other(value))


@lru_cache(maxsize=10_000)
def _text(text: str) -> Any:
    """Text: several lines as a block, what a reader might take for something else in quotes."""
    is_plain = _RESOLVER.resolve(ScalarNode, text, (True, False)) == f"{_CORE}str"
    return ScalarEvent(None, f"{_CORE}str", (is_plain, True), text, style=_style(text))


def _other(value: Any) -> Any:
    if value is None:
        kind, text = "null", "null"
    elif isinstance(value, bool):
        kind, text = "bool", str(value).lower()
    elif isinstance(value, int):
        kind, text = "int", str(value)
    elif isinstance(value, float):
        kind, text = "float", repr(value).lower()
    else:
        raise TypeError(f"not a JSON value: {type(value).__name__}")
    is_plain = _RESOLVER.resolve(ScalarNode, text, (True, False)) == f"{_CORE}{kind}"
    return ScalarEvent(None, f"{_CORE}{kind}", (is_plain, False), text)


_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "~", ""})


def _style(text: str) -> str | None:
    lines = text.split("\n")
    if len(lines) > 1 and not text[0].isspace() and all(line.isprintable() and line == line.rstrip() for line in lines):
        return "|"
    # A number, a date or a word that YAML 1.1 reads as a boolean would come back as something else.
    return '"' if text.lower() in _WORDS or text[0] in "0123456789+-.=<" or not text.isprintable() else None
