"""Base classes of all models.

Requests are strict: what the API does not know is refused before anything is sent. Responses are tolerant: what this
package does not know yet is kept, and comes back out. A class that serves both ways is strict when Python constructs
it and tolerant when it is decoded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    SerializationInfo,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import (
    InitErrorDetails,
    PydanticCustomError,
)

from .depth import DEEP
from .hiding import HIDDEN, hiding, without_input
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

    null_constants: ClassVar[tuple[str, ...]] = ()
    """Constants that are null, which their defaults can't tell from what may be left out."""

    nullable: ClassVar[tuple[str, ...]] = ()
    """Fields that the API takes null for though they may be left out; others are None only where they are."""

    also_allowed: ClassVar[tuple[str, ...]] = ()
    """Fields of other alternatives of an `anyOf`, which the API takes beside those of this one."""

    if not TYPE_CHECKING:
        __signature__ = ModelSignature(__name__)

        def __init__(self, /, **data: Any) -> None:
            __tracebackhide__ = True
            construct(self, data)

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

        def model_dump(self, **options: Any) -> dict[str, Any]:
            """Give what is set, by its names on the wire; see `pydantic.BaseModel.model_dump`.

            `exclude_unset=False` adds every other field, as None.
            """
            return super().model_dump(**{"exclude_unset": True, **options})

        def model_dump_json(self, **options: Any) -> str:
            """Write what is set, as it goes over the wire; see `pydantic.BaseModel.model_dump_json`."""
            return super().model_dump_json(**{"exclude_unset": True, **options})

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Copy the model; unlike pydantic's own method, what is updated is checked as if it were assigned."""
        copied = super().model_copy(deep=deep)
        for name, value in (update or {}).items():
            setattr(copied, name, value)
        return copied

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


def construct(model: Model, data: dict[str, Any], context: Mapping[str, Any] | None = None) -> None:
    """Fill a new model with what Python gave; what is refused is told without the values."""
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
def _constants(model: type[Model]) -> frozenset[str]:
    """Fields that have a value of their own, such as the tag of a union."""
    fields = model.model_fields.items()
    told = (name for name, field in fields if field.default is not None and not field.is_required())
    return frozenset((*told, *model.null_constants))


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
            given = type(received).__name__
            if not cls.received_as:
                raise TypeError(f"no answer holds what {cls.__name__} sends, so it can't be made of {given}")
            raise TypeError(f"{cls.__name__} is made of {cls.received_as}, not {given}")
        fields = cls.model_fields
        labels = {name: fields[name].alias or name if name in fields else name for name in changes}
        return cls(**{**_sent_of(received, cls), **{labels[name]: value for name, value in changes.items()}})

    @model_validator(mode="before")
    @classmethod
    def _take_back(cls, data: Any) -> Any:
        if not isinstance(data, Model) or isinstance(data, cls):
            return data
        if isinstance(data, ResponseModel) and type(data).__name__ == cls.received_as:
            return _sent_of(data, cls)
        names = {"wanted": cls.__name__, "given": type(data).__name__}
        raise PydanticCustomError("model_type", "Input should be a dictionary or {wanted}, and is {given}", names)

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


class ResponseModel(Model):
    """What is only received. Tolerant: unknown fields are kept and come back out."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="allow")

    if not TYPE_CHECKING:

        def __init__(self, /, **data: Any) -> None:
            __tracebackhide__ = True
            construct(self, data)
            self.__pydantic_fields_set__.update(_constants(type(self)))

        __init__.__pydantic_base_init__ = True

        def __setattr__(self, name: str, value: Any) -> None:
            given = {*self.__pydantic_fields_set__}
            super().__setattr__(name, value)
            if name not in type(self).model_fields:
                # Fields that a server sent stay apart from those that it did not, which may be slips.
                self.__pydantic_fields_set__.intersection_update(given)


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
    else:
        # What the server sent besides is newer than the package; what the caller has set is a slip, and is refused.
        fields |= {name: further[name] for name in further.keys() - received.model_fields_set}
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
            construct(self, data, _BUILDING)

        __init__.__pydantic_base_init__ = True

        def __setattr__(self, name: str, value: Any) -> None:
            if name in type(self).model_fields:
                if value is None:
                    _refuse_nulls(self, (name,))
                hiding(self.__pydantic_validator__.validate_assignment, self, name, value, context=_BUILDING)
                return
            is_there = name.startswith("_") or name in self.also_allowed or name in (self.__pydantic_extra__ or {})
            if not self.additional and not is_there:
                raise AttributeError(f"{type(self).__name__} has no field {name!r}", name=name, obj=self)
            super().__setattr__(name, value)

    def model_post_init(self, context: Any, /) -> None:
        """Refuse unknown fields and wrong nulls of what is constructed, and have constants sent that nobody set."""
        if context is not SENDING and context is not _BUILDING:
            return
        if self.__pydantic_extra__ and not self.additional:
            _refuse_unknown(self)
        _refuse_nulls(self, _nulls(self))
        _set_constants(self, context)
