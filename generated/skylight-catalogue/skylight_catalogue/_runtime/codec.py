"""How a value becomes JSON and JSON a value, by its type."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import Any, TypeGuard, TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic_core import CoreSchema, PydanticSerializationError, SchemaSerializer, to_json

from .depth import DEEP
from .hiding import hiding, without_input
from .json_values import BYTE_ORDER_MARK, is_json_text
from .models import SENDING

T = TypeVar("T")


def is_model(type_: object) -> TypeGuard[type[BaseModel]]:
    """Whether a type is a class of models."""
    return isinstance(type_, type) and issubclass(type_, BaseModel)


@cache
def adapter_for(type_: Callable[[], Any]) -> TypeAdapter[Any]:
    """Make the adapter that validates and serialises a type, once for each function that gives it."""
    resolved = type_()
    if is_model(resolved):
        # A model whose validator is not built yet would lend the adapter its own, but not its silence about inputs.
        resolved.model_rebuild()
        return TypeAdapter(resolved)
    # Without a title, an error about one variant of a union would begin with the names of all of them.
    title = getattr(resolved, "__name__", "value")
    config = ConfigDict(
        hide_input_in_errors=True, strict=True, title=title, allow_inf_nan=False, ser_json_inf_nan="constants"
    )
    with DEEP:
        return TypeAdapter(resolved, config=config)


@cache
def _own_models(adapter: TypeAdapter[Any]) -> tuple[frozenset[type], bool]:
    """The models that an adapter takes as they are: a model alone or in a union, with nothing to check around it.

    Returns:
        The models, and whether they have tags, which may be those of another union.

    """
    found: set[type] = set()
    have_tags = False
    definitions: dict[str, CoreSchema] = {}
    waiting: list[Any] = [adapter.core_schema]
    for schema in waiting:
        match schema:
            case {"type": "definitions", "schema": inner, "definitions": defined}:
                definitions |= {each["ref"]: each for each in defined}
                waiting.append(inner)
            case {"type": "definition-ref", "schema_ref": ref}:
                waiting += [definitions.pop(ref)] if ref in definitions else []
            case {"type": "union", "choices": choices}:
                waiting += [each[0] if isinstance(each, tuple) else each for each in choices]
            case {"type": "tagged-union", "choices": choices}:
                waiting += choices.values()
                have_tags = True
            case {"type": "model", "cls": model}:
                found.add(model)
            case _:
                pass
    return frozenset(found), have_tags


def validate_sent(adapter: TypeAdapter[T], value: object) -> T:
    """Validate what is sent.

    Raises:
        pydantic.ValidationError: the value is not what the API takes; the error names the field, and holds no value.

    """
    return hiding(adapter.validate_python, value, context=SENDING)


def encode_json(adapter: TypeAdapter[Any], value: object) -> bytes:
    """Encode what is sent: a model, or plain data that is validated as strictly.

    Raises:
        pydantic.ValidationError: as `validate_sent`.
        pydantic_core.PydanticSerializationError: a model was changed into something that can't be sent.

    """
    models, have_tags = _own_models(adapter)
    # A model was validated when it was made; its own serializer need not look for it in a union.
    valid: Any = value if type(value) in models and not have_tags else validate_sent(adapter, value)
    serializer: SchemaSerializer = valid.__pydantic_serializer__ if type(valid) in models else adapter.serializer
    try:
        content = serializer.to_json(valid, by_alias=True, exclude_unset=True, warnings="error", context=SENDING)
    except PydanticSerializationError:
        # Some list or map in a model was changed since it was validated. The error that pydantic gives shows the
        # value, so have it validated instead.
        content = serializer.to_json(valid, by_alias=True, exclude_unset=True, warnings="none", context=SENDING)
        hiding(adapter.validate_json, content, context=SENDING)
    if (b"NaN" in content or b"Infinity" in content) and not is_json_text(content):
        raise PydanticSerializationError("a number is infinite or NaN, which JSON can't hold")
    return content


def decode_json(adapter: TypeAdapter[T], content: bytes) -> T:
    """Decode what was received.

    Raises:
        pydantic.ValidationError: the content is not JSON, or not of the documented type.

    """
    content = content.removeprefix(BYTE_ORDER_MARK)
    # What is documented to the letter comes first: of a choice, another alternative might take true as 1.
    with suppress(ValidationError):
        return adapter.validate_json(content, strict=True, by_alias=True, by_name=False)
    try:
        return adapter.validate_json(content, strict=False, by_alias=True, by_name=False)
    except ValidationError as error:
        problem = without_input(error)
    raise problem


def decode_text(adapter: TypeAdapter[T], text: str) -> T:
    """Decode one value that was received as text.

    Raises:
        pydantic.ValidationError: the text is not of the documented type.

    """
    plain = text.strip()
    # What is documented to the letter comes first. Nothing at all stands for null; quotes would be part of the text.
    literally = [] if plain.startswith('"') else [plain.encode() or b"null"]
    for content in (*literally, to_json(text)):
        with suppress(ValidationError):
            return adapter.validate_json(content, strict=True, by_alias=True, by_name=False)
    return decode_json(adapter, to_json(plain))
