"""Types of fields that JSON has no type of its own for."""

from __future__ import annotations

from datetime import date, datetime, time
from os import PathLike as PathLike
from typing import IO, TYPE_CHECKING, Annotated, Any, TypeAlias, TypeGuard
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, SecretStr, Tag, ValidationInfo
from pydantic_core import PydanticCustomError

from .files import is_path, is_text_file
from .models import is_sending
from .times import KeptText, is_usual


def _reveal(value: SecretStr) -> str:
    return value.get_secret_value()


if TYPE_CHECKING:
    Secret: TypeAlias = SecretStr | str
else:
    Secret = Annotated[SecretStr, PlainSerializer(_reveal, return_type=str, when_used="json")]
"""A secret: given as text, held as `SecretStr`, shown as asterisks, and clear in JSON only."""


def _text_or(type_: type, *, received: bool = False) -> BeforeValidator:
    """Refuse numbers, which pydantic would take for seconds since 1970; they may be received."""

    def check(value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, str | type_) or (received and not is_sending(info)):
            return value
        raise PydanticCustomError("time_type", "Input should be a {type} or text", {"type": type_.__name__})

    return BeforeValidator(check)


def _no_number(value: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise PydanticCustomError("bool_type", "Input should be a valid boolean")
    return value


def _day(value: Any) -> Any:
    if isinstance(value, datetime) or (isinstance(value, str) and not is_usual(date, value)):
        raise PydanticCustomError("not_a_date", "Input should be a valid date")
    return value


def _day_when_sent(value: Any, info: ValidationInfo) -> Any:
    return _day(value) if is_sending(info) else value


def _aware(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise PydanticCustomError("timezone_aware", "Input should have timezone info")
    return value


def _aware_when_sent(value: datetime, info: ValidationInfo) -> datetime:
    return _aware(value) if is_sending(info) else value


# A tag is how a place in an error calls an alternative, instead of all that pydantic does to read it.

StrictBool: TypeAlias = Annotated[bool, BeforeValidator(_no_number), Tag("bool")]
"""A truth value that was received where a number may be, too, so that no number is taken for it."""

DateTime: TypeAlias = Annotated[datetime, KeptText("date-time", received=True), Tag("date-time")]
"""A moment that was received."""

Date: TypeAlias = Annotated[date, KeptText("date", received=True), Tag("date")]
"""A day that was received."""

Time: TypeAlias = Annotated[time, KeptText("time", received=True), Tag("time")]
"""A time of day that was received."""

Uuid: TypeAlias = Annotated[UUID, KeptText("uuid"), Tag("uuid")]
"""A UUID that was received."""

StrictDateTime: TypeAlias = Annotated[
    datetime, Field(strict=False), KeptText("date-time"), AfterValidator(_aware), _text_or(datetime), Tag("date-time")
]
"""A moment that is sent: aware of its time zone, as RFC 3339 demands."""

SharedDateTime: TypeAlias = Annotated[
    datetime,
    Field(strict=False),
    KeptText("date-time", received=True),
    AfterValidator(_aware_when_sent),
    _text_or(datetime, received=True),
    Tag("date-time"),
]
"""A moment of a class that goes both ways: as strict as one that is sent when it is, else as one that is received."""

StrictDate: TypeAlias = Annotated[date, Field(strict=False), BeforeValidator(_day), _text_or(date), Tag("date")]
"""A day that is sent: a moment is none, not even midnight."""

SharedDate: TypeAlias = Annotated[
    date,
    Field(strict=False),
    KeptText("date", received=True),
    BeforeValidator(_day_when_sent),
    _text_or(date, received=True),
    Tag("date"),
]
"""A day of a class that goes both ways: as strict as one that is sent when it is, else as one that is received."""

StrictTime: TypeAlias = Annotated[time, Field(strict=False), KeptText("time"), _text_or(time), Tag("time")]
"""A time of day that is sent."""

StrictUuid: TypeAlias = Annotated[UUID, Field(strict=False), KeptText("uuid"), Tag("uuid")]
"""A UUID that is sent."""


def _is_tuple(value: object) -> TypeGuard[tuple[Any, ...]]:
    return isinstance(value, tuple)


def _upload(value: Any) -> Any:
    parts = value if _is_tuple(value) else (None, value)
    content = parts[1] if len(parts) in (2, 3) else None
    if isinstance(content, bytes) or is_path(content) or (hasattr(content, "read") and not is_text_file(content)):
        return value
    message = "Input should be bytes, a path, an open binary file, or a tuple of its name and one of these"
    raise PydanticCustomError("upload_type", message)


ListOf = list
"""A list, in a class that has a method of that name."""

if TYPE_CHECKING:
    _File: TypeAlias = bytes | IO[bytes] | PathLike[str]
    Upload: TypeAlias = _File | tuple[str | None, _File] | tuple[str | None, _File, str]
else:
    Upload = Annotated[Any, AfterValidator(_upload)]
"""A file that is sent: its bytes, an open file or a path, or one of these with a file name and a content type."""
