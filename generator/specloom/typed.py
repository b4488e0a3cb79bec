"""Reads a document through a pydantic model, and says where in its file it doesn't fit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from specloom.diagnostics import Diagnostic, Pointer, SpecError, format_pointer
from specloom.source import Document

ModelT = TypeVar("ModelT", bound=BaseModel)


def validate(model: type[ModelT], document: Document) -> ModelT:
    """Read a document as a model, strictly: text stays text, and no key is ignored.

    Raises:
        SpecError: `unknown-key`, `missing-key` or `wrong-value`, each at its line, with a hint where one is near.
    """
    try:
        return validate_data(model, document.data)
    except SpecError as error:
        raise SpecError(document.place(error.diagnostics)) from None


def validate_data(model: type[ModelT], data: dict[str, Any]) -> ModelT:
    """Read plain data as a model, as `validate` does, where there is no file to point to."""
    try:
        # By way of JSON, since strict mode then still takes a list for a tuple.
        return model.model_validate_json(json.dumps(data), strict=True)
    except ValidationError as error:
        found = [dict(item) for item in error.errors(include_url=False)]
        # A default that needs another value fails along with that value, and says nothing of its own.
        told = [item for item in found if item["type"] != "default_factory_not_called"]
        raise SpecError(_diagnose(model, data, item) for item in told) from None


def _diagnose(model: type[BaseModel], data: dict[str, Any], error: dict[str, Any]) -> Diagnostic:
    kind, loc = error["type"], error["loc"]
    pointer = _existing(data, loc)
    if kind == "extra_forbidden":
        key = str(loc[-1])
        known = _keys(model, loc[:-1])
        close = get_close_matches(key, known, n=1)
        hint = f"Did you mean {close[0]!r}?" if close else f"Known here: {', '.join(sorted(known))}."
        return Diagnostic("unknown-key", f"there is no key {key!r} here", pointer, hint)
    if kind == "missing":
        holder = format_pointer(pointer) if pointer else "the file"
        return Diagnostic("missing-key", f"{holder} needs the key {str(loc[-1])!r}", pointer, "Add it.")
    message = str(error["ctx"]["error"]) if kind == "value_error" else _lower(error["msg"])
    hint = "Quote it, if text is meant." if kind == "string_type" and _is_scalar(error["input"]) else ""
    where = f"{pointer[-1]}: " if pointer else ""
    return Diagnostic("wrong-value", f"{where}{message}", pointer, hint)


def _existing(data: Any, loc: tuple[str | int, ...]) -> Pointer:
    """Turn pydantic's location into a pointer: what it says about unions and keys is no part of the document."""
    pointer: list[str | int] = []
    for token in loc:
        is_key = isinstance(data, dict) and token in data
        if is_key or (isinstance(data, list) and isinstance(token, int) and token < len(data)):
            data = data[token]
            pointer.append(token)
    return tuple(pointer)


def _keys(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """List the keys that the model at a location knows."""
    models: list[type[BaseModel]] = [model]
    for token in loc:
        fields = [field for one in models if (field := one.model_fields.get(str(token))) is not None]
        if fields:  # An index, a name or a union's tag leads no further into the models.
            models = [found for field in fields for found in _models(field.annotation)]
    return sorted({field.alias or name for one in models for name, field in one.model_fields.items()})


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]


def _is_scalar(value: object) -> bool:
    return isinstance(value, int | float | bool)
