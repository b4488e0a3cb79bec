"""Moments and times of day that are written again as they were given: `.5Z`, `+00:00` or nine digits of a second.

A `datetime` has no more than a count of microseconds and an offset. What another text than the usual one was read from
is held by a subclass that has the text too; calculating with it gives values without one.
"""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue

_CLOCK = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{5}[1-9])?"
_OFFSET = r"(Z|[+-](0[1-9]|1[0-9]|2[0-3]):[0-9]{2}|[+-]00:(0[1-9]|[1-5][0-9]))"
_USUAL = {
    datetime: re.compile(rf"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T{_CLOCK}{_OFFSET}$"),
    time: re.compile(rf"^{_CLOCK}{_OFFSET}?$"),
}
"""Texts that pydantic writes again as they were."""


class ExactDateTime(datetime):
    """A moment, and what it was read from."""

    given: str | int | float | None = None

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        """Keep the text in copies."""
        return _exact, (datetime.combine(self.date(), self.timetz()), self.given)


class ExactTime(time):
    """A time of day, and what it was read from."""

    given: str | int | float | None = None

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        """Keep the text in copies."""
        plain = time(self.hour, self.minute, self.second, self.microsecond, self.tzinfo, fold=self.fold)
        return _exact, (plain, self.given)


def _exact(value: datetime | time, given: str | int | float | None) -> ExactDateTime | ExactTime:
    clock = (value.hour, value.minute, value.second, value.microsecond, value.tzinfo)
    exact: ExactDateTime | ExactTime
    if isinstance(value, datetime):
        exact = ExactDateTime(value.year, value.month, value.day, *clock)
    else:
        exact = ExactTime(*clock)
    exact.given = given
    return exact


def _read(value: Any, handler: core_schema.ValidatorFunctionWrapHandler) -> Any:
    found = handler(value)
    return _exact(found, value) if isinstance(value, (str, int, float)) else found


def _write(value: Any, handler: core_schema.SerializerFunctionWrapHandler) -> Any:
    given = value.given if isinstance(value, (ExactDateTime, ExactTime)) else None
    return handler(value) if given is None else given


class KeptText:
    """Beside `datetime` or `time` in `Annotated`: have the value written as it was read."""

    def __init__(self, format_: str) -> None:
        """Take the format that describes the text, `date-time` or `time`."""
        self._format = format_

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read what is usual without Python, and only the rest with it."""
        plain = handler(source)
        usual = core_schema.chain_schema([core_schema.str_schema(pattern=_USUAL[source].pattern, strict=True), plain])
        other = core_schema.no_info_wrap_validator_function(_read, plain)
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
