"""Moments, days, times of day and UUIDs that are written again as they were given: `.5Z`, `+00:00`, or capital letters.

A `datetime` has no more than a count of microseconds and an offset, and a `UUID` no more than a number. What another
text than the usual one was read from is held by a subclass that has the text too; calculating gives values without one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationError, ValidationInfo
from pydantic_core import CoreSchema, SchemaValidator, core_schema

from .models import is_sending

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue

_CLOCK = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{5}[1-9])?"
_OFFSET = r"(Z|[+-](0[1-9]|1[0-9]|2[0-3]):[0-9]{2}|[+-]00:(0[1-9]|[1-5][0-9]))"
_USUAL: dict[type, re.Pattern[str]] = {
    datetime: re.compile(rf"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T{_CLOCK}{_OFFSET}$"),
    date: re.compile("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
    time: re.compile(rf"^{_CLOCK}{_OFFSET}?$"),
    UUID: re.compile("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"),
}
"""Texts that pydantic writes again as they were."""

_FROM_USUAL: dict[type, Callable[[str], Any]] = {
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    time: time.fromisoformat,
}
"""What reads a usual text. Once it is Python's, pydantic would take none where it is strict."""

_PLAIN: dict[type, Callable[[], CoreSchema]] = {
    datetime: core_schema.datetime_schema,
    date: core_schema.date_schema,
    time: core_schema.time_schema,
    UUID: core_schema.uuid_schema,
}
"""What reads anything else."""

_Reader: TypeAlias = Callable[[Any, ValidationInfo], Any]
_ALSO: dict[type, str] = {
    datetime: "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]",
    date: _USUAL[date].pattern,
    time: "^[0-9]{2}:",
    UUID: "",
}
"""Texts that are meant where there is a choice: a day alone is no moment, and midnight no day."""

_LEAP_SECOND = re.compile(r"([0-2][0-9]:[0-5][0-9]):60")
_MIDNIGHT = re.compile(r"(^|[Tt ])24(:00(?::00(?:\.0+)?)?)(?![0-9:.])")

Given: TypeAlias = str | int | float


def is_usual(type_: type, text: str) -> bool:
    """Whether a text is one that pydantic writes again as it was."""
    return _USUAL[type_].fullmatch(text) is not None


class ExactDateTime(datetime):
    """A moment, and what it was read from."""

    given: Given | None = None

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        """Keep the text in copies."""
        return _exact, (datetime.combine(self.date(), self.timetz()), self.given)


class ExactDate(date):
    """A day, and what it was read from."""

    given: Given | None = None

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        """Keep the text in copies."""
        return _exact, (date(self.year, self.month, self.day), self.given)


class ExactTime(time):
    """A time of day, and what it was read from."""

    given: Given | None = None

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        """Keep the text in copies."""
        plain = time(self.hour, self.minute, self.second, self.microsecond, self.tzinfo, fold=self.fold)
        return _exact, (plain, self.given)


class ExactUuid(UUID):
    """A UUID, and what it was read from."""

    given: Given | None = None

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        """Keep the text in copies."""
        return _exact, (UUID(int=self.int), self.given)


EXACT = (ExactDate, ExactDateTime, ExactTime, ExactUuid)
"""What holds the text that it was read from."""
Exact: TypeAlias = ExactDate | ExactDateTime | ExactTime | ExactUuid


def _exact(value: datetime | date | time | UUID, given: Given | None) -> Exact:
    exact: Exact
    if isinstance(value, date) and not isinstance(value, datetime):
        exact = ExactDate(value.year, value.month, value.day)
        exact.given = given
        return exact
    if isinstance(value, UUID):
        exact = ExactUuid(int=value.int)
        object.__setattr__(exact, "given", given)  # A UUID refuses to be changed.
        return exact
    clock = (value.hour, value.minute, value.second, value.microsecond, value.tzinfo)
    if isinstance(value, datetime):
        exact = ExactDateTime(value.year, value.month, value.day, *clock)
    else:
        exact = ExactTime(*clock)
    exact.given = given
    return exact


def _read(value: Any, handler: Callable[[Any], Any]) -> Any:
    found = handler(value)
    return _exact(found, value) if isinstance(value, Given) else found


def _read_received(value: Any, handler: Callable[[Any], Any], info: ValidationInfo) -> Any:
    try:
        return _read(value, handler)
    except ValidationError:
        if not isinstance(value, str) or is_sending(info):
            raise
        return _exact(_read_late(value, handler), value)


def _read_late(text: str, handler: Callable[[Any], Any]) -> Any:
    """Read the last second of a day that has one more, or its end as 24:00: both are the moment after."""
    for pattern, earlier, later in (
        (_LEAP_SECOND, r"\1:59", timedelta(seconds=1)),
        (_MIDNIGHT, r"\g<1>00\2", timedelta(days=1)),
    ):
        if pattern.search(text):
            found = handler(pattern.sub(earlier, text))
            if isinstance(found, datetime):
                return found + later
            return (datetime.combine(date(2000, 1, 1), found) + later).timetz()
    return handler(text)


@cache
def _readers(source: type, received: bool) -> tuple[_Reader, _Reader]:
    """What reads all that pydantic takes, and what reads text of just this kind, for where there is a choice."""
    plain = SchemaValidator(_PLAIN[source]()).validate_python
    also = re.compile(_ALSO[source])

    def read(value: Any, info: ValidationInfo) -> Any:
        return _read_received(value, plain, info) if received else _read(value, plain)

    def read_exactly(value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, str) and also.match(value):
            return read(value, info)
        if isinstance(value, source) and isinstance(value, datetime) == (source is datetime):
            return value
        raise ValueError

    return read, read_exactly


def _write(value: Any, handler: core_schema.SerializerFunctionWrapHandler) -> Any:
    given = value.given if isinstance(value, EXACT) else None
    return handler(value) if given is None else given


class KeptText:
    """Beside `datetime`, `date`, `time` or `UUID` in `Annotated`: have the value written as it was read.

    What is received may be a second or a day too late for Python: `23:59:60` and `24:00` are the moment after.
    """

    def __init__(self, format_: str, *, received: bool = False) -> None:
        """Take the format that describes the text, such as `date-time`, and whether it may be received."""
        self._format = format_
        self._received = received

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read what is usual without Python, and only the rest with it."""
        plain = handler(source)
        text = core_schema.str_schema(pattern=_USUAL[source].pattern, strict=True)
        from_usual = _FROM_USUAL.get(source)
        usual = core_schema.chain_schema(
            [text, core_schema.no_info_plain_validator_function(from_usual) if from_usual else plain]
        )
        read, read_exactly = map(core_schema.with_info_plain_validator_function, _readers(source, self._received))
        other = core_schema.lax_or_strict_schema(lax_schema=read, strict_schema=read_exactly, strict=False)
        return core_schema.union_schema(
            [usual, other],
            mode="left_to_right",
            custom_error_type=f"not_a_{source.__name__}",
            custom_error_message=f"Input should be a valid {source.__name__}",
            serialization=core_schema.wrap_serializer_function_ser_schema(_write, schema=plain, when_used="json"),
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe it as what it is."""
        return {"type": "string", "format": self._format}
