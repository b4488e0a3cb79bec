"""Everything that a model can express, as strategies of Hypothesis: read from the model, not from the document."""

import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from enum import Enum
from functools import reduce
from operator import or_
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from pydantic import AnyUrl, BaseModel, SecretStr, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

_JSON: SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


class Models:
    """Makes strategies for types of one package."""

    def __init__(self) -> None:
        self._models: dict[type[BaseModel], SearchStrategy[Any]] = {}

    def values(self, type_: Any, limits: tuple[Any, ...] = ()) -> SearchStrategy[Any]:
        """Values that a constructor takes for a type.

        Args:
            type_: an annotation.
            limits: metadata that stands around it.

        """
        type_ = getattr(type_, "__value__", type_)
        origin, arguments = get_origin(type_), get_args(type_)
        if origin is Annotated:
            return self.values(arguments[0], (*_flat(arguments[1:]), *limits)).filter(_taken_by(type_))
        if origin in (Union, UnionType):
            return reduce(or_, (self.values(member, limits) for member in arguments))
        if origin is Literal:
            return st.sampled_from(arguments)
        if origin is list:
            return st.lists(self.values(arguments[0]), **_sizes(limits, most=3))
        if origin is dict:
            return st.dictionaries(self.values(arguments[0]), self.values(arguments[1]), **_sizes(limits, most=3))
        if isinstance(type_, type) and issubclass(type_, BaseModel):
            return self.model(type_)
        if isinstance(type_, type) and issubclass(type_, Enum):
            return st.sampled_from(type_)
        return _PLAIN[type_](_limits(limits))

    def model(self, model: type[BaseModel]) -> SearchStrategy[Any]:
        """Instances of a model."""
        if model not in self._models:
            self._models[model] = st.deferred(lambda: self._instances(model))
        return self._models[model]

    def _instances(self, model: type[BaseModel]) -> SearchStrategy[Any]:
        model.model_rebuild()  # types that are not known before all modules are loaded
        required_names = {name for name, field in model.model_fields.items() if field.is_required()}
        fields = {
            name: self._field(field, may_be_null=name in required_names or name in getattr(model, "nullable", ()))
            for name, field in model.model_fields.items()
        }
        required = {name: fields[name] for name in model.model_fields if name in required_names}
        optional = {name: fields[name] for name in fields.keys() - required.keys()}
        arguments = st.fixed_dictionaries(required, optional=dict(sorted(optional.items())))
        return arguments.map(lambda given: _constructed(model, given)).filter(lambda made: made is not None)

    def _field(self, field: FieldInfo, *, may_be_null: bool) -> SearchStrategy[Any]:
        values = self.values(field.annotation, tuple(field.metadata))
        # What may be left out reads as None where it is, so its annotation allows that in any case.
        return values if may_be_null else values.filter(lambda value: value is not None)


def _constructed(model: type[BaseModel], given: dict[str, Any]) -> BaseModel | None:
    """An instance; None where rules for the whole of it, say how many fields it has, forbid it."""
    try:
        return model(**given)
    except ValidationError:
        return None


def _flat(metadata: tuple[Any, ...]) -> list[Any]:
    return [item for one in metadata for item in (one.metadata if isinstance(one, FieldInfo) else [one])]


def _taken_by(type_: Any) -> Callable[[Any], bool]:
    adapter: TypeAdapter[Any] = TypeAdapter(type_)

    def is_taken(value: Any) -> bool:
        try:
            adapter.validate_python(value)
        except ValidationError:
            return False
        return True

    return is_taken


def _limits(metadata: tuple[Any, ...]) -> dict[str, Any]:
    names = ("ge", "gt", "le", "lt", "multiple_of", "min_length", "max_length", "pattern")
    return {name: value for one in metadata for name in names if (value := getattr(one, name, None)) is not None}


def _sizes(metadata: tuple[Any, ...], most: int) -> dict[str, int]:
    limits = _limits(metadata)
    least = limits.get("min_length", 0)
    return {"min_size": least, "max_size": min(limits.get("max_length", math.inf), max(most, least))}


def _text(limits: dict[str, Any]) -> SearchStrategy[str]:
    least, most = limits.get("min_length", 0), limits.get("max_length")
    if "pattern" in limits:
        fitting = st.from_regex(re.compile(limits["pattern"]))
        return fitting.filter(lambda text: least <= len(text) and (most is None or len(text) <= most))
    return st.text(min_size=least, max_size=most)


def _integers(limits: dict[str, Any]) -> SearchStrategy[int]:
    least = limits.get("ge", limits["gt"] + 1 if "gt" in limits else None)
    most = limits.get("le", limits["lt"] - 1 if "lt" in limits else None)
    step = limits.get("multiple_of")
    if step:
        return st.integers(-1000, 1000).map(lambda number: number * int(step))
    return st.integers(least, most)


def _floats(limits: dict[str, Any]) -> SearchStrategy[float]:
    return st.floats(
        limits.get("ge", limits.get("gt")),
        limits.get("le", limits.get("lt")),
        allow_nan=False,
        allow_infinity=False,
        exclude_min="gt" in limits,
        exclude_max="lt" in limits,
    )


_PLAIN: dict[Any, Callable[[dict[str, Any]], SearchStrategy[Any]]] = {
    str: _text,
    SecretStr: lambda limits: _text(limits).map(SecretStr),
    int: _integers,
    float: _floats,
    bool: lambda _: st.booleans(),
    type(None): lambda _: st.none(),
    date: lambda _: st.dates(),
    time: lambda _: st.times(timezones=st.just(UTC)),
    datetime: lambda _: st.datetimes(timezones=st.just(UTC)),
    UUID: lambda _: st.uuids(),
    AnyUrl: lambda _: st.just("https://api.example.com/x"),
    Any: lambda _: _JSON,
}
