"""Parameters on their way to the wire: validated, then written in the style of their place."""

from __future__ import annotations

import re
from types import FunctionType
from typing import Any, Final

from pydantic import ConfigDict, TypeAdapter, ValidationError

from .codec import is_model
from .errors import InvalidArgumentError
from .forms import url_encoded
from .headers import is_header_text
from .hiding import place_of
from .models import SENDING
from .operation import Parameter
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
    write_label,
    write_matrix,
    write_simple,
    write_text,
)

_PLAIN_TYPES: Final = (str, bool, int)
_UNFIT_FOR_COOKIE = re.compile(r"[^\x21-\x7e]|;")
"""What would end a cookie; quotes, backslashes and commas, which RFC 6265 leaves out too, servers read."""


class BoundParameter:
    """One parameter of one operation, ready to validate and write values."""

    __slots__ = ("_adapter", "_plain_type", "_type", "explode", "key", "label", "parameter", "style")

    def __init__(self, parameter: Parameter, operation: str) -> None:
        self.parameter: Parameter = parameter
        self.key: tuple[str, str] = (parameter.place, parameter.name)
        self.label: str = f"{operation}: {parameter.place} parameter {parameter.name!r}"
        self.style: str = parameter.style or ("simple" if parameter.place in ("path", "header") else "form")
        self.explode: bool = (self.style in ("form", "cookie")) if parameter.explode is None else parameter.explode
        # A plain str, bool or int needs no validator, only a look at its class.
        self._type = parameter.type() if isinstance(parameter.type, FunctionType) else parameter.type
        self._plain_type = self._type if self._type in _PLAIN_TYPES else None
        self._adapter: TypeAdapter[Any] | None = None

    def plain(self, value: object) -> Plain:
        """Validate a value and turn it into plain data.

        Raises:
            InvalidArgumentError: The value does not fit the type.

        """
        if type(value) is self._plain_type:
            return value  # type: ignore[return-value]  # one of the plain types, as just seen
        try:
            validated = self._type_adapter().validate_python(value, context=SENDING)
        except ValidationError as error:
            problem = describe(error)
        else:
            if type(validated) is str:
                return validated
            plain: Plain = self._type_adapter().dump_python(
                validated, mode="json", by_alias=True, exclude_unset=True, context=SENDING
            )
            return plain
        raise InvalidArgumentError(f"{self.label}: {problem}")

    def path_text(self, value: object) -> str:
        """Write a value into a path, never with a character that could end its segment."""
        plain = self.plain(value)
        if type(plain) is str and self.style == "simple" and plain.isascii() and plain.isalnum():
            return plain
        if plain in ("", [], [""], {}, None):
            raise InvalidArgumentError(f"{self.label} must not be empty")
        if (document := self._document(plain)) is not None:
            return encode(document)
        if self.style == "simple":
            return write_simple(plain, self.explode, encode)
        if self.style == "label":
            return write_label(plain, self.explode, encode)
        return write_matrix(self.parameter.name, plain, self.explode, encode)

    def query_pairs(self, value: object) -> list[str]:
        """Write a value as `name=value` pairs of a query."""
        return self._pairs(value, encode_reserved if self.parameter.allow_reserved else encode)

    def whole_query(self, value: object) -> str:
        """Write a value as all of a query."""
        plain = self.plain(value)
        if self._is_form and isinstance(plain, dict):
            return url_encoded(plain, {}).decode()
        return encode(self._document(plain) or "")

    def cookie_pairs(self, value: object) -> list[str]:
        """Write a value as `name=value` pairs of a Cookie header."""
        if self.style != "cookie":
            return self._pairs(value, encode)
        pairs = self._pairs(value, as_is)
        for pair in pairs:
            if _UNFIT_FOR_COOKIE.search(pair):
                raise InvalidArgumentError(f"{self.label} must not hold spaces, `;` or characters beyond ASCII")
        return pairs

    def header_text(self, value: object) -> str:
        """Write a value into a header, never with a character that could end it."""
        plain = self.plain(value)
        text = self._document(plain)
        return check_header(self.label, write_simple(plain, self.explode, as_is) if text is None else text)

    def _pairs(self, value: object, encoder: Encode) -> list[str]:
        plain = self.plain(value)
        name = self.parameter.name
        if (document := self._document(plain)) is not None:
            return [f"{encode(name)}={encoder(document)}"]
        if self.style == "deepObject":
            return write_deep_object(name, plain, encoder)
        pairs = write_form(name, plain, self.explode, encoder, DELIMITERS.get(self.style, ","))
        return pairs or ([f"{encode(name)}="] if self.parameter.required else [])

    def _document(self, plain: Plain) -> str | None:
        """The value as a document of its own, for a parameter that is described by a content type."""
        if self.parameter.content_type is None:
            return None
        if "json" in self.parameter.content_type:
            return write_json(plain, ascii_only=True)
        if self._is_form and isinstance(plain, dict):
            return url_encoded(plain, {}).decode()
        return write_text(plain)

    @property
    def _is_form(self) -> bool:
        return self.parameter.content_type == "application/x-www-form-urlencoded"

    def _type_adapter(self) -> TypeAdapter[Any]:
        if self._adapter is None:
            # A model is as strict as its own class says, and takes no other configuration.
            config = (
                None
                if is_model(self._type)
                else ConfigDict(strict=True, hide_input_in_errors=True, allow_inf_nan=False)
            )
            self._adapter = TypeAdapter(self._type, config=config)
        return self._adapter


def check_header(label: str, text: str) -> str:
    """Give the text back if a header can hold it.

    Raises:
        InvalidArgumentError: It holds a line break, another control character, or one beyond ASCII.

    """
    if not is_header_text(text):
        raise InvalidArgumentError(f"{label} must hold printable ASCII characters only")
    return text


def describe(error: ValidationError, limit: int = 3) -> str:
    """What is wrong, by place, without the values that were given."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    texts = [_describe_one(place_of(problem), problem["msg"]) for problem in found[:limit]]
    if len(found) > limit:
        texts.append(f"and {len(found) - limit} more")
    return "; ".join(texts)


def _describe_one(location: tuple[int | str, ...], message: str) -> str:
    place = ".".join(str(step) for step in location)
    return f"{place}: {message}" if place else message
