"""What parameters and forms look like on the wire, as OpenAPI's styles have it.

Written apart from the runtime on purpose: generated tests compare one with the other.
"""

import ast
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from specloom.normalise.events import ITEM, JSON
from specloom.normalise.media_types import is_events, is_json
from specloom.operations.views import ParameterView

_RESERVED = ":/?@!$'()*,;="
_FORM = "application/x-www-form-urlencoded"
_DELIMITERS = {"form": ",", "spaceDelimited": "%20", "pipeDelimited": "%7C"}


@dataclass(frozen=True, slots=True)
class Given:
    """A parameter and the plain value that it is given."""

    parameter: ParameterView
    value: Any


def path(template: str, given: Iterable[Given]) -> str:
    """Write a path, with its variables replaced."""
    for each in given:
        if each.parameter.place == "path":
            template = template.replace(f"{{{each.parameter.name}}}", _in_path(each))
    return template


def target(path: str, query: str) -> str:
    """Put a path, which may have a query of its own, and a query together."""
    return f"{path}{'&' if '?' in path else '?'}{query}" if query else path


def query(given: Iterable[Given]) -> str:
    """Write a query, without its question mark."""
    pairs = [pair for each in given if each.parameter.place == "query" for pair in _pairs(each)]
    return "&".join([*pairs, *(_whole_query(each) for each in given if each.parameter.place == "querystring")])


def headers(given: Sequence[Given]) -> dict[str, str]:
    """Write the headers that parameters become, by their names in small letters; cookies are one of them."""
    found = {each.parameter.name.lower(): _in_header(each) for each in given if each.parameter.place == "header"}
    cookies = [pair for each in given if each.parameter.place == "cookie" for pair in _pairs(each)]
    return found | ({"cookie": "; ".join(cookies)} if cookies else {})


def can_be_sent(given: Given) -> bool:
    """Whether the place of a parameter can hold a value.

    A header takes printable ASCII characters only (RFC 9110, 5.5), and a path with nothing in it is another path.
    """
    if given.parameter.place == "header":
        written = _in_header(given)
        return written.isascii() and written.isprintable()
    return given.parameter.place != "path" or given.value not in ("", [], [""], {}, None)


Encodings = Mapping[str, Mapping[str, Any]]
"""Encoding Objects, by member of a form."""


def url_encoded(fields: dict[str, Any], encodings: Encodings) -> list[tuple[str, str]]:
    """Write the fields of a form in a URL's manner as pairs: one for each item of a list, objects as JSON."""
    found: list[tuple[str, str]] = []
    for name, value in fields.items():
        encoding = encodings.get(name, {})
        if not _STYLE_FIELDS & encoding.keys() and _is_json(encoding):
            found.append((name, _json(value)))
        else:
            found += _field(name, value, encoding)
    return found


def multipart(fields: dict[str, Any], encodings: Encodings) -> list[tuple[str, str]]:
    """Write the fields of a form in parts as pairs: one for each item of a list, objects as JSON."""
    found: list[tuple[str, str]] = []
    for name, value in fields.items():
        encoding = encodings.get(name, {})
        pairs = _field(name, value, encoding)
        if not _STYLE_FIELDS & encoding.keys() and _is_json(encoding):
            items = value if isinstance(value, list) else [value]
            pairs = [(name, _json(item)) for item in items if item is not None]
        found += pairs
    return found


_STYLE_FIELDS = {"style", "explode", "allowReserved"}


def _is_json(encoding: Mapping[str, Any]) -> bool:
    """Whether a text is written as JSON: of several possible content types, the first that is no range counts."""
    possible = [each for each in encoding.get("contentType", "").split(",") if "*" not in each]
    return is_json(possible[0]) if possible else False


def _field(name: str, value: Any, encoding: Mapping[str, Any]) -> list[tuple[str, str]]:
    if value is None:
        return []
    if not _STYLE_FIELDS & encoding.keys():
        items = value if isinstance(value, list) else [value]
        written = [_json(item) if isinstance(item, dict | list) else text(item) for item in items if item is not None]
        return [(name, item) for item in written]
    style = encoding.get("style", "form")
    plain = _Style(style, encoding.get("explode", style == "form"), True, "", encodes=False)
    if style == "deepObject":
        return [_parted(pair) for pair in _deep(name, value, plain)]
    if plain.explode and isinstance(value, dict):
        return [(member, text(item)) for member, item in value.items()]
    if plain.explode and isinstance(value, list):
        return [(name, text(item)) for item in value]
    if value in ([], {}):
        return []
    return [(name, _joined(value, False, unquote(_DELIMITERS.get(style, ",")), str))]


def _parted(pair: str) -> tuple[str, str]:
    name, _, value = pair.partition("=")
    return name, value


def as_items(media_type: str, values: list[Any], data: str = "") -> list[Any]:
    """Those of values that can be items of a media type: an event has data, and no more than an event's fields.

    Args:
        media_type: of the content.
        values: any.
        data: what becomes of the data of events, as in `normalise.events`.
    """
    if not is_events(media_type) or data == ITEM:
        return values
    held = (str, dict, list) if data == JSON else (str,)
    events = [value for value in values if isinstance(value, dict) and isinstance(value.get("data"), held)]
    types = {"data": held, "event": (str,), "id": (str,), "retry": (int,)}
    return [{key: item for key, item in one.items() if type(item) in types.get(key, ())} for one in events]


def items(media_type: str, values: list[Any], data: str = "") -> bytes:
    """Write items one after another."""
    if is_events(media_type):
        return "".join(_event({"data": _json(each)} if data == ITEM else each, data) for each in values).encode()
    before = "\x1e" if media_type.partition(";")[0].endswith("json-seq") else ""
    return "".join(f"{before}{_json(value)}\n" for value in values).encode()


def _event(fields: dict[str, Any], data: str) -> str:
    if data == JSON and isinstance(fields["data"], dict | list):
        fields = {**fields, "data": _json(fields["data"])}
    lines = [f"{key}: {line}\n" for key, item in fields.items() for line in str(item).split("\n")]
    return "".join([*lines, "\n"])


def text(value: Any) -> str:
    """Write a single value."""
    if value is None:
        return "null"
    if isinstance(value, list | dict):
        return _json(value)
    return str(value).lower() if isinstance(value, bool) else str(_short(value))


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    explode: bool
    reserved: bool
    content_type: str
    encodes: bool = True

    def encoded(self, value: str) -> str:
        if not self.encodes:
            return value
        return quote(value, safe="-._~" + (_RESERVED if self.reserved else ""))


def _style(parameter: ParameterView) -> _Style:
    arguments = dict(argument.split("=", 1) for argument in parameter.style)
    found = {name: ast.literal_eval(value) for name, value in arguments.items()}
    style = found.get("style", "simple" if parameter.place in ("path", "header") else "form")
    return _Style(
        style,
        found.get("explode", style in ("form", "cookie")),
        found.get("allow_reserved", False),
        found.get("content_type", ""),
        encodes=style != "cookie",
    )


def _in_path(each: Given) -> str:
    style, value, name = _style(each.parameter), each.value, each.parameter.name
    if style.content_type:
        return style.encoded(_document(value) if "json" in style.content_type else text(value))
    if style.name == "simple":
        return _joined(value, style.explode, ",", style.encoded)
    if style.name == "label":
        return "." + _joined(value, style.explode, "." if style.explode else ",", style.encoded)
    if not style.explode or not isinstance(value, dict | list):
        return f";{style.encoded(name)}={_joined(value, False, ',', style.encoded)}"
    members = value.items() if isinstance(value, dict) else [(name, item) for item in value]
    return "".join(f";{style.encoded(key)}={style.encoded(text(item))}" for key, item in members)


def _in_header(each: Given) -> str:
    style = _style(each.parameter)
    if style.content_type:
        return _document(each.value) if "json" in style.content_type else text(each.value)
    return _joined(each.value, style.explode, ",", str)


def _whole_query(each: Given) -> str:
    style = _style(each.parameter)
    return _content(style, each.value) if style.content_type == _FORM else style.encoded(_content(style, each.value))


def _content(style: "_Style", value: Any) -> str:
    """A value as a document of its own."""
    if style.content_type == _FORM and isinstance(value, dict):
        return "&".join(f"{quote(name, safe='')}={quote(item, safe='')}" for name, item in url_encoded(value, {}))
    return _document(value) if "json" in style.content_type else text(value)


def _pairs(each: Given) -> list[str]:
    style, value, name = _style(each.parameter), each.value, each.parameter.name
    if style.content_type:
        written = _content(style, value)
        return [f"{quote(name, safe='-._~')}={style.encoded(written)}"]
    if style.name == "deepObject":
        return _deep(name, value, style)
    key = style.encoded(name) if style.reserved else quote(name, safe="-._~")
    if isinstance(value, list):
        # Null in a list has no form in a URL.
        value = [item for item in value if item is not None]
    if value in ([], {}):
        return [f"{key}="] if each.parameter.required else []
    if style.explode and isinstance(value, dict):
        return [f"{style.encoded(member)}={style.encoded(text(item))}" for member, item in value.items()]
    if style.explode and isinstance(value, list):
        return [f"{key}={style.encoded(text(item))}" for item in value]
    return [f"{key}={_joined(value, False, _DELIMITERS.get(style.name, ','), style.encoded)}"]


def _deep(name: str, value: Any, style: _Style) -> list[str]:
    if isinstance(value, dict):
        return [pair for key, item in value.items() for pair in _deep(f"{name}[{key}]", item, style)]
    items = value if isinstance(value, list) else [value]
    return [f"{style.encoded(name)}={style.encoded(text(item))}" for item in items]


def _joined(value: Any, explode: bool, delimiter: str, encoded: Callable[[str], str]) -> str:
    if isinstance(value, list):
        return delimiter.join(encoded(text(item)) for item in value)
    if isinstance(value, dict):
        between = "=" if explode else delimiter
        return delimiter.join(f"{encoded(key)}{between}{encoded(text(item))}" for key, item in value.items())
    return encoded(text(value))


def _document(value: Any) -> str:
    return _json(value, ascii_only=True)


def _json(value: Any, *, ascii_only: bool = False) -> str:
    return json.dumps(_short(value), separators=(",", ":"), ensure_ascii=ascii_only)


def _short(value: Any) -> Any:
    """A value of JSON, in which numbers have no fraction where they need none."""
    if isinstance(value, list):
        return [_short(item) for item in value]
    if isinstance(value, dict):
        return {key: _short(item) for key, item in value.items()}
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e16 else value
