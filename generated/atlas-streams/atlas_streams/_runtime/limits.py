"""Limits of values, such as `max_length`, that hold for what is sent: a server may answer beyond them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema


@dataclass(frozen=True)
class _WhenSent:
    """Arguments of `Field`, for a type of what goes both ways."""

    limits: tuple[tuple[str, Any], ...]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        # What is sent is always strict; what comes is decoded so at first, and then again where it does not fit.
        limited = handler.generate_schema(Annotated[source, Field(**dict(self.limits))])
        return core_schema.lax_or_strict_schema(lax_schema=handler(source), strict_schema=limited)


def limited_when_sent(**limits: Any) -> object:
    """Beside a type in `Annotated`: hold a value to limits if it is sent; what is received may be beyond them.

    Args:
        **limits: as `pydantic.Field` takes them.

    """
    return _WhenSent(tuple(limits.items()))
