"""Forms: members as pairs of a URL or as parts, each encoded as its schema and the document's Encoding Object say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from mimetypes import guess_type
from os import PathLike
from pathlib import Path
from typing import IO, TypeAlias, cast
from urllib.parse import unquote

from pydantic import BaseModel

from .files import is_path, readable
from .media_types import encoded, essence, is_json
from .operation import Encoding
from .plain import plain_data
from .styles import (
    DELIMITERS,
    Encode,
    Plain,
    as_is,
    encode,
    encode_reserved,
    write_deep_object,
    write_form,
    write_json,
    write_text,
)

File: TypeAlias = bytes | IO[bytes] | PathLike[str]
FileInput: TypeAlias = File | tuple[str | None, File] | tuple[str | None, File, str]
"""A file in a form: its bytes, an open file or a path, or those with a file name and a content type."""
_Open: TypeAlias = bytes | IO[bytes]
_Part: TypeAlias = _Open | tuple[str | None, _Open] | tuple[str | None, _Open, str]
Part: TypeAlias = _Part | tuple[str | None, _Open, str | None, Mapping[str, str]]
"""A part of a form: a file, or all that there is to say of one, with headers of its own."""

_PLAIN = Encoding()
_BARE_DELIMITERS = {style: unquote(delimiter) for style, delimiter in DELIMITERS.items()}


def url_encoded(members: Mapping[str, object], encoding: Mapping[str, Encoding]) -> bytes:
    """Write a form as `application/x-www-form-urlencoded`.

    A list is written item by item and an object as JSON, unless its encoding says otherwise.
    """
    pairs = [
        pair
        for name, member in members.items()
        if member is not None
        for pair in _pairs(name, cast(Plain, member), encoding.get(name, _PLAIN))
    ]
    return "&".join(pairs).encode("ascii")


def parts(value: object, encoding: Mapping[str, Encoding]) -> list[tuple[str, Part]]:
    """Write a form as parts: a file for each open file or bytes, JSON for each object, else text.

    A list becomes a part for each item, unless its encoding says otherwise.
    """
    return [
        (part_name, part)
        for name, member in _members(value)
        if member is not None
        for part_name, part in _parts(name, member, encoding.get(name, _PLAIN))
    ]


def _pairs(name: str, member: Plain, how: Encoding) -> list[str]:
    encoder = encode_reserved if how.allow_reserved else encode
    if _is_styled(how):
        return _styled(name, member, how, encoder, DELIMITERS)
    if (kind := _first_exact(_listed(how.content_type))) is not None and is_json(kind):
        return [f"{encode(name)}={encode(write_json(member))}"]
    items = member if isinstance(member, list) else [member]
    return [f"{encode(name)}={encode(write_text(item))}" for item in items if item is not None]


def _is_styled(how: Encoding) -> bool:
    return how.style is not None or how.explode is not None or how.allow_reserved


def _styled(name: str, member: Plain, how: Encoding, encoder: Encode, delimiters: Mapping[str, str]) -> list[str]:
    if how.style == "deepObject":
        return write_deep_object(name, member, encoder)
    style = how.style or "form"
    explode = style == "form" if how.explode is None else how.explode
    return write_form(name, member, explode, encoder, delimiters.get(style, ","))


def _members(value: object) -> Iterator[tuple[str, object]]:
    if not isinstance(value, BaseModel):
        yield from cast("Mapping[str, object]", value).items()
        return
    fields = type(value).model_fields
    for name in fields:
        if name in value.model_fields_set:
            yield fields[name].serialization_alias or fields[name].alias or name, getattr(value, name)
    yield from (value.__pydantic_extra__ or {}).items()


def _parts(name: str, member: object, how: Encoding) -> Iterator[tuple[str, Part]]:
    if _is_styled(how):
        for pair in _styled(name, _plain(member), how, as_is, _BARE_DELIMITERS):
            label, _, text = pair.partition("=")
            yield label, (None, text.encode())
        return
    for item in cast("list[object]", member) if isinstance(member, list) else [member]:
        if item is None:
            continue
        part = _part(item, how.content_type)
        yield name, _with_headers(part, how.headers) if how.headers else part


def _part(value: object, content_type: str | None) -> _Part:
    listed = _listed(content_type)
    if isinstance(value, tuple):
        name, content, *given = cast("tuple[str | None, File, str]", value)
        kind = given[0] if given else _type_of_file(name, listed)
        return (name, readable(content), kind) if kind else (name, readable(content))
    if isinstance(value, bytes) or hasattr(value, "read") or is_path(value):
        file = readable(cast(File, value))
        kind = _type_of_file(_file_name(file), listed)
        return (_file_name(file), file, kind) if kind else file
    plain = _plain(value)
    of_json = (each for each in listed if is_json(each) and "*" not in each)
    if isinstance(plain, (dict, list)):
        return (None, write_json(plain).encode(), next(of_json, "application/json"))
    kind = _first_exact(listed)
    if kind and is_json(kind):
        return (None, write_json(plain).encode(), kind)
    text = encoded(write_text(plain), kind)
    return (None, text, kind) if kind else (None, text)


def _type_of_file(name: str | None, listed: Sequence[str]) -> str | None:
    """Which of the content types that the document allows a file has: what its name says, else the first.

    Of a range, such as `image/*`, only the name can say which it is.
    """
    if len(listed) == 1 and "*" not in listed[0]:
        return listed[0]
    guessed = guess_type(name)[0] if name and listed else None
    if guessed is not None:
        for each in listed:
            if fnmatchcase(guessed, essence(each)):
                return guessed if "*" in each else each
    return _first_exact(listed)


def _listed(content_type: str | None) -> list[str]:
    return [each.strip() for each in content_type.split(",")] if content_type else []


def _first_exact(listed: Sequence[str]) -> str | None:
    return next((each for each in listed if "*" not in each), None)


def _with_headers(part: _Part, headers: Mapping[str, str]) -> Part:
    if not isinstance(part, tuple):
        return (_file_name(part), part, None, headers)
    return (part[0], part[1], part[2] if len(part) > 2 else None, headers)


def _file_name(file: _Open) -> str:
    name = getattr(file, "name", None)
    return Path(name).name if isinstance(name, str) and name else "upload"


def _plain(value: object) -> Plain:
    plain: Plain = plain_data(value)
    return plain
