"""Unions whose alternatives are told apart by a tag, and what they hold that is newer than the package."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    Discriminator,
    GetCoreSchemaHandler,
    SerializationInfo,
    Tag,
    ValidationError,
    ValidationInfo,
    model_serializer,
    model_validator,
)
from pydantic_core import (
    CoreSchema,
    PydanticCustomError,
    PydanticSerializationError,
    PydanticSerializationUnexpectedValue,
    core_schema,
)

from .hiding import NO_PLACE
from .json_values import is_object
from .models import Model, construct, is_sending


class UnknownTag(Enum):
    """The tag of a variant that this version of the package does not know, so that `match` can tell it apart."""

    UNKNOWN = "unknown"


class UnknownVariant(Model):
    """A variant of a union that this version of the package does not know. It can be received but not sent.

    Attributes:
        raw: the object as it was received.

    """

    raw: dict[str, Any]

    tag_property: ClassVar[str]
    known_tags: ClassVar[tuple[Any, ...]]

    if not TYPE_CHECKING:

        def __init__(self, *, raw: dict[str, Any]) -> None:
            construct(self, {**raw})

        __init__.__pydantic_base_init__ = True

    @property
    def tag(self) -> Any:
        """The tag as it was received; None if there was none."""
        return self.raw.get(self.tag_property)

    @model_validator(mode="before")
    @classmethod
    def _hold(cls, data: Any, info: ValidationInfo) -> Any:
        if is_sending(info):
            tag = data.get(cls.tag_property) if is_object(data) else getattr(data, "tag", None)
            problem = {
                "tag": repr(tag) if isinstance(tag, str | int | float) else "missing",
                "property": cls.tag_property,
                "known": ", ".join(map(repr, cls.known_tags)),
            }
            message = "{property} is {tag}, which is none of {known}"
            raise PydanticCustomError("union_tag_invalid", message, problem)
        return {"raw": data} if is_object(data) else data

    @model_serializer(mode="plain")
    def _release(self, info: SerializationInfo) -> dict[str, Any]:
        # In a union pydantic asks its members in turn, whatever the value is: it may have a field of that name.
        if not _is_unknown(self):
            raise PydanticSerializationUnexpectedValue(f"not of the kind {type(self).__name__}")
        if is_sending(info):
            raise PydanticSerializationError(f"{type(self).__name__} can't be sent: its {self.tag_property} is unknown")
        return self.raw

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """Show the tag, and only the names of the rest."""
        yield self.tag_property, self.tag
        yield "fields", sorted(map(str, self.raw))


def _is_unknown(value: object) -> bool:
    return isinstance(value, UnknownVariant)


class _ByTag:
    """Chooses the variant of a union by its tag: pydantic calls it when it builds the union."""

    def __init__(self, tag_property: str, field: str, labels: Mapping[Any, str], otherwise: str) -> None:
        self._tag_property = tag_property
        self._field = field
        self._labels = labels
        self._otherwise = otherwise
        variants = set(labels.values())
        self._untagged = variants.pop() if len(variants) == 1 else otherwise

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        chosen = Discriminator(self._choose).__get_pydantic_core_schema__(source, handler)
        if chosen["type"] != "tagged-union" or not self._is_open(source) or self._untagged != self._otherwise:
            return chosen
        if not self._field or (self._field != self._tag_property and hasattr(Model, self._tag_property)):
            # pydantic-core would look for the tag of a model in what else has its name there.
            return chosen
        # To ask Python, pydantic-core has to make a dictionary of each object first. It finds a known tag itself.
        places: list[list[str | int]] = [[self._tag_property], [self._field]]
        known = core_schema.tagged_union_schema(
            {tag: chosen["choices"][label] for tag, label in self._labels.items()},
            self._field if self._field == self._tag_property else places,
        )
        unknown = core_schema.no_info_wrap_validator_function(self._unknown, chosen["choices"][self._otherwise])
        return core_schema.union_schema([(known, NO_PLACE), (unknown, NO_PLACE)], mode="left_to_right")

    def _is_open(self, source: Any) -> bool:
        """Whether all tags are text, and every other one makes an unknown variant."""
        for variant in get_args(source):
            type_, *metadata = get_args(variant) or (variant,)
            if Tag(self._otherwise) in metadata:
                is_open = isinstance(type_, type) and issubclass(type_, UnknownVariant)
                return is_open and all(isinstance(tag, str) for tag in self._labels)
        return False

    def _unknown(self, value: Any, validate: Callable[[Any], Any]) -> Any:
        """Validate what was not taken for a known variant. What is wrong with it has been said already."""
        if self._choose(value) == self._otherwise:
            with suppress(ValidationError):
                return validate(value)
        raise ValidationError.from_exception_data(self._otherwise, [])

    def _choose(self, value: Any) -> str:
        tag: Any
        if is_object(value):
            is_named = self._tag_property in value or not self._field
            tag = value.get(self._tag_property if is_named else self._field)
        elif _is_unknown(value):
            return self._otherwise
        else:
            tag = getattr(value, self._field, None) if self._field else _held(value, self._tag_property)
        if isinstance(tag, int | float) and not any(
            known == tag and _both_or_neither(known, tag) for known in self._labels
        ):
            return self._otherwise
        try:
            return self._labels.get(tag, self._untagged if tag is None else self._otherwise)
        except TypeError:
            return self._otherwise


def _held(model: object, label: str) -> Any:
    """What a model has under a name on the wire; None if that is nothing."""
    if not isinstance(model, BaseModel):
        return None
    attribute = _attributes(type(model)).get(label)
    return getattr(model, attribute) if attribute else (model.__pydantic_extra__ or {}).get(label)


@cache
def _attributes(model: type[BaseModel]) -> Mapping[str, str]:
    return {field.alias or attribute: attribute for attribute, field in model.model_fields.items()}


def by_tag(tag_property: str, field: str, labels: Mapping[Any, str], otherwise: str) -> object:
    """Choose the variant of a union by its tag.

    A known tag with wrong content is an error and never an unknown variant. Of a union of one variant, what has no tag
    is that one.

    Args:
        tag_property: the name of the tag on the wire.
        field: the name of the field that holds it in a model; "" where that is not the same in all of them.
        labels: the label (`pydantic.Tag`) of the variant for each tag.
        otherwise: the label for every other tag, and for none.

    """
    return _ByTag(tag_property, field, labels, otherwise)


def known_when_sent(*values: object) -> BeforeValidator:
    """Refuse any value but these in what is sent, also true for 1; what is received may hold others."""

    def check(value: Any, info: ValidationInfo) -> Any:
        if is_sending(info) and not any(value == known and _both_or_neither(value, known) for known in values):
            expected = ", ".join(map(repr, values))
            raise PydanticCustomError("literal_error", "Input should be one of {expected}", {"expected": expected})
        return value

    return BeforeValidator(check)


def _both_or_neither(first: object, second: object) -> bool:
    """Whether both values are booleans, or neither is: to Python, true is 1."""
    return isinstance(first, bool) == isinstance(second, bool)
