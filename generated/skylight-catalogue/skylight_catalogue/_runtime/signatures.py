"""What `help` and completion show of a model: its fields, by the names that they have in Python."""

from __future__ import annotations

import inspect
from inspect import Parameter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import BaseModel


class ModelSignature:
    """The signature of a model, which is built for it, since that is put off until a model is used.

    pydantic's own has the names of the wire, and none for a field whose name on the wire is no identifier.

    Args:
        bases: The module of the classes that models are derived from; those have no signature of their own.

    """

    def __init__(self, bases: str) -> None:
        self._bases = bases

    def __get__(self, instance: object, model: type[BaseModel]) -> inspect.Signature:
        if model.__module__ == self._bases:
            raise AttributeError("__signature__")
        model.model_rebuild()
        itself, *parameters = inspect.signature(model.__init__).parameters.values()
        del itself
        if not any(parameter.kind is Parameter.VAR_KEYWORD for parameter in parameters):
            return inspect.Signature(parameters)
        shown = [
            Parameter(
                name,
                Parameter.KEYWORD_ONLY,
                default=Parameter.empty if field.is_required() else field.get_default(call_default_factory=False),
                annotation=field.rebuild_annotation(),
            )
            for name, field in model.model_fields.items()
        ]
        if model.model_config.get("extra") == "allow":
            shown.append(Parameter(_free("extra_data", model), Parameter.VAR_KEYWORD))
        return inspect.Signature(shown)


def _free(name: str, model: type[BaseModel]) -> str:
    while name in model.model_fields:
        name += "_"
    return name
