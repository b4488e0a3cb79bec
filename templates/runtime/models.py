"""Base classes of all models, and of what unions hold that is newer than the package.

Requests are strict: what the API does not know is refused before anything is sent. Responses are tolerant: what this
package does not know yet is kept, and comes back out. A class that serves both ways is strict when Python constructs
it and tolerant when it is decoded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
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
    InitErrorDetails,
    PydanticCustomError,
    PydanticSerializationError,
    PydanticSerializationUnexpectedValue,
    core_schema,
)

from .depth import DEEP
from .hiding import HIDDEN, NO_PLACE, hiding, without_input
from .json_values import is_object
from .signatures import ModelSignature

SENDING: Mapping[str, Literal[True]] = {"sending": True}
"""The context in which what goes to the server is validated and serialised."""

_BUILDING: Mapping[str, Literal[True]] = {"sending": True}
"""The context in which Python constructs what can be sent."""


def is_sending(info: ValidationInfo | SerializationInfo) -> bool:
    """Tell whether a value is on its way to the server."""
    return info.context is SENDING or info.context is _BUILDING


class Model(BaseModel):
    """What all models have in common: both spellings of a field are accepted, the wire's is written.

    What is refused is told without the values, which may be secrets.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        defer_build=True,
        hide_input_in_errors=True,
        protected_namespaces=(),
        serialize_by_alias=True,
        validate_by_alias=True,
        validate_by_name=True,
    )

    may_lack: ClassVar[tuple[str, ...]] = ()
    """Constants that the API does not ask for, such as a tag that is the default of its property."""

    nullable: ClassVar[tuple[str, ...]] = ()
    """Fields that the API takes null for though they may be left out; others are None only where they are."""

    also_allowed: ClassVar[tuple[str, ...]] = ()
    """Fields of other alternatives of an `anyOf`, which the API takes beside those of this one."""

    if not TYPE_CHECKING:
        __signature__ = ModelSignature(__name__)

        def __init__(self, /, **data: Any) -> None:
            __tracebackhide__ = True
            _construct(self, data)

        # Otherwise pydantic would call this also when it decodes.
        __init__.__pydantic_base_init__ = True

        @classmethod
        def model_rebuild(cls, *, force: bool = False, _parent_namespace_depth: int = 2, **options: Any) -> bool | None:
            """Build the model, which holds others; see `pydantic.BaseModel.model_rebuild`."""
            if cls.__pydantic_complete__ and not force:
                return None
            with DEEP:
                done = super().model_rebuild(
                    force=force, _parent_namespace_depth=_parent_namespace_depth + 1, **options
                )
            cls.__signature__ = vars(Model)["__signature__"]  # pydantic has put its own in this place
            return done

        @classmethod
        def model_validate(cls, *args: Any, **options: Any) -> Self:
            """Validate an object; see `pydantic.BaseModel.model_validate`."""
            return hiding(super().model_validate, *args, **options)

        @classmethod
        def model_validate_json(cls, *args: Any, **options: Any) -> Self:
            """Validate a JSON text; see `pydantic.BaseModel.model_validate_json`."""
            return hiding(super().model_validate_json, *args, **options)

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """Show the fields that are set; of unknown ones only the names, since a server might send a secret back."""
        # A debugger may show a model whose construction has failed, and which has neither.
        given = getattr(self, "__pydantic_fields_set__", ())
        for name in type(self).model_fields:
            if name in given:
                yield name, getattr(self, name)
        if unknown := getattr(self, "__pydantic_extra__", None):
            yield "unknown_fields", sorted(unknown)

    def __str__(self) -> str:
        return repr(self)


def _construct(model: Model, data: dict[str, Any], context: Mapping[str, Any] | None = None) -> None:
    __tracebackhide__ = True
    try:
        model.__pydantic_validator__.validate_python(data, self_instance=model, context=context)
    except ValidationError as error:
        problem = without_input(error)
    else:
        return
    data.clear()  # A traceback may be shown with the variables of its frames.
    raise problem


@cache
def _constants(model: type[BaseModel]) -> frozenset[str]:
    """Fields that have a value of their own, such as the tag of a union."""
    fields = model.model_fields.items()
    return frozenset(name for name, field in fields if field.default is not None and not field.is_required())


def _set_constants(model: Model, context: object) -> None:
    """Have constants sent although nobody set them; plain data that is sent has to hold them, as JSON has to."""
    given = model.__pydantic_fields_set__
    constants = _constants(type(model))
    if context is not SENDING:
        given.update(constants)
    elif missing := constants.difference(given, model.may_lack):
        names = ", ".join(sorted(missing))
        raise PydanticCustomError("missing", "Field required: {names}", {"names": names})


def _refuse_nulls(model: Model, names: Iterable[str]) -> None:
    """Refuse null where the API does not take it. The annotations can't tell: what is left out reads as None."""
    fields = type(model).model_fields
    found = [name for name in names if name in fields and name not in model.nullable and not fields[name].is_required()]
    if found:
        problem = PydanticCustomError("null_forbidden", "The API takes no null here; leave it out instead")
        details = [InitErrorDetails(type=problem, loc=(fields[name].alias or name,), input=HIDDEN) for name in found]
        raise ValidationError.from_exception_data(type(model).__name__, details, hide_input=True)


def _refuse_unknown(model: Model) -> None:
    """Refuse fields that neither the model nor an alternative beside it has."""
    if unknown := (model.__pydantic_extra__ or {}).keys() - set(model.also_allowed):
        names = ", ".join(map(repr, sorted(unknown)))
        raise PydanticCustomError("extra_forbidden", "Extra inputs are not permitted: {names}", {"names": names})


def _nulls(model: Model) -> list[str]:
    values = model.__dict__
    return [name for name in model.__pydantic_fields_set__ if values.get(name, model) is None]


class RequestModel(Model):
    """What is only sent. Strict: unknown fields and wrong types are refused, also when a field is assigned.

    What was received can be sent back: of a model that answers have in the place of this one, it takes what this one
    has. The rest, which is read-only or newer than this package, stays behind.
    """

    # JSON has no NaN and no infinity. Where anything at all may stand they can't be refused, but told when written.
    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", strict=True, validate_assignment=True, allow_inf_nan=False, ser_json_inf_nan="constants"
    )

    received_as: ClassVar[str] = ""
    """The name of the class in which answers have what this one sends."""

    @classmethod
    def model_from(cls, received: ResponseModel, /, **changes: Any) -> Self:
        """Make what can be sent of what was received.

        Args:
            received: a model that answers have in the place of this one.
            **changes: fields to set besides, or instead; those that only requests have, for example.

        Raises:
            pydantic.ValidationError: a field that requests need is missing, or a value is not one that they take.

        """
        if type(received).__name__ != cls.received_as:
            raise TypeError(f"{cls.__name__} is made of {cls.received_as or 'nothing'}, not {type(received).__name__}")
        fields = cls.model_fields
        labels = {name: fields[name].alias or name if name in fields else name for name in changes}
        return cls(**{**_sent_of(received, cls), **{labels[name]: value for name, value in changes.items()}})

    @model_validator(mode="before")
    @classmethod
    def _take_back(cls, data: Any) -> Any:
        is_received = isinstance(data, ResponseModel) and type(data).__name__ == cls.received_as
        return _sent_of(data, cls) if is_received else data

    def model_post_init(self, context: Any, /) -> None:
        """Refuse null where the API does not take it, and have constants sent although nobody set them."""
        if self.also_allowed:
            _refuse_unknown(self)
        _refuse_nulls(self, _nulls(self))
        _set_constants(self, context)

    if not TYPE_CHECKING:

        def __setattr__(self, name: str, value: Any) -> None:
            if value is None:
                _refuse_nulls(self, (name,))
            if self.also_allowed and name not in type(self).model_fields and name not in self.also_allowed:
                raise AttributeError(f"{type(self).__name__} has no field {name!r}")
            hiding(super().__setattr__, name, value)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Copy the model; unlike pydantic's own method, what is updated is validated."""
        copied = super().model_copy(deep=deep)
        for name, value in (update or {}).items():
            setattr(copied, name, value)
        return copied


class ResponseModel(Model):
    """What is only received. Tolerant: unknown fields are kept and come back out."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="allow")


def _sent_of(received: ResponseModel, model: type[RequestModel]) -> dict[str, Any]:
    """What a model takes of one that was received, by the names on the wire; null only where it takes that."""
    labels = {field.alias or name: name for name, field in type(received).model_fields.items()}
    given = received.model_fields_set | _constants(type(received))
    fields: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        label = field.alias or name
        if (found := labels.get(label)) in given:
            value = getattr(received, found)
            if value is not None or name in model.nullable or field.is_required():
                fields[label] = value
    further = received.model_extra or {}
    if model.model_config.get("extra") == "allow":
        fields |= {name: further[name] for name in further if not model.also_allowed or name in model.also_allowed}
    return fields


class SharedModel(Model):
    """What is sent and received: strict when it is constructed, tolerant when it is decoded."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="allow", strict=True, allow_inf_nan=False, ser_json_inf_nan="constants"
    )

    additional: ClassVar[bool] = False
    """Whether the API takes fields that are not listed."""

    if not TYPE_CHECKING:

        def __init__(self, /, **data: Any) -> None:
            __tracebackhide__ = True
            _construct(self, data, _BUILDING)

        __init__.__pydantic_base_init__ = True

    def model_post_init(self, context: Any, /) -> None:
        """Refuse unknown fields and wrong nulls of what is constructed, and have constants sent that nobody set."""
        if context is not SENDING and context is not _BUILDING:
            return
        if self.__pydantic_extra__ and not self.additional:
            _refuse_unknown(self)
        _refuse_nulls(self, _nulls(self))
        _set_constants(self, context)


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
    known_tags: ClassVar[tuple[object, ...]]

    if not TYPE_CHECKING:

        def __init__(self, *, raw: dict[str, Any]) -> None:
            _construct(self, {**raw})

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
                "tag": repr(tag) if isinstance(tag, str | int) else "missing",
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
