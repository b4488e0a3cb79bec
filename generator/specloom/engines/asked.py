"""What the engine that writes types is asked for, and what it gives back."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from specloom.encode import Code
from specloom.schemas import Schema, ref_name, ref_to
from specloom.type_expressions import unparsed


class Form(StrEnum):
    """What types are written for."""

    MODELS = "models"
    DICTS = "dicts"


@dataclass(frozen=True, slots=True)
class AskedType:
    """A type to write.

    Attributes:
        schema: for the engine: references by Python name, no text.
        required: whether it is of something that has to be there; of what hasn't, it allows None.
    """

    schema: Schema
    required: bool = True


@dataclass(frozen=True, slots=True)
class WrittenType:
    """A type as the engine writes it.

    Attributes:
        hint: the type.
        limits: arguments of pydantic's `Field` that have to stand beside it, such as `ge=1`; "" for none.
        when_sent: whether the limits hold for what is sent only.
    """

    hint: Code
    limits: Code = Code("")  # noqa: RUF009 - it is text
    when_sent: bool = False

    @property
    def code(self) -> Code:
        """The type with its limits, as one expression."""
        function = "limited_when_sent" if self.when_sent else "Field"
        return Code(f"Annotated[{self.hint}, {function}({self.limits})]") if self.limits else self.hint

    def aliased(self, label: Code) -> Code:
        """The same as a field that has another name on the wire.

        Args:
            label: that name, as a literal.
        """
        if self.limits and self.when_sent:
            return Code(f"Annotated[{self.hint}, Field(alias={label}), limited_when_sent({self.limits})]")
        limits = f", {self.limits}" if self.limits else ""
        return Code(f"Annotated[{self.hint}, Field(alias={label}{limits})]")

    def renamed(self, names: Mapping[str, str]) -> "WrittenType":
        """The same with other names in the place of those that stand for them.

        Args:
            names: the others, by what stands for them.
        """
        if not names:
            return self
        if self.hint in names and not self.limits:
            return replace(self, hint=Code(names[self.hint]))
        tree = ast.parse(self.hint, mode="eval")
        for node in ast.walk(tree):
            if isinstance(node, ast.Name):
                node.id = names.get(node.id, node.id)
        return replace(self, hint=unparsed(tree))


def reference(name: str) -> Schema:
    """A reference to a class or alias by its Python name."""
    return {"$ref": ref_to(name)}


def runtime_type(name: str) -> Schema:
    """A schema for a type that the runtime defines."""
    return {"customTypePath": f"runtime.types.{name}"}


def with_stand_ins(asked: AskedType) -> tuple[AskedType, dict[str, str]]:
    """Put names that mean nothing into the place of those of classes and aliases.

    What the engine writes depends on names in nothing but these names, so it need write a type such as a list of some
    class only once.

    Returns:
        The type with them, and the names that they stand for.
    """
    if len(asked.schema) == 1 and (only := ref_name(asked.schema)) is not None:
        return AskedType(_ANY_CLASS, asked.required), {_ANY_NAME: only}
    stand_ins: dict[str, str] = {}

    def replaced(value: Any) -> Any:
        if isinstance(value, dict):
            name = ref_name(value)
            if name is not None:
                value = value | {"$ref": ref_to(stand_ins.setdefault(name, _stand_in(len(stand_ins))))}
            return {key: replaced(part) if isinstance(part, dict | list) else part for key, part in value.items()}
        return [replaced(part) if isinstance(part, dict | list) else part for part in value]

    schema = replaced(asked.schema)
    return AskedType(schema, asked.required), {stand_in: name for name, stand_in in stand_ins.items()}


def _stand_in(number: int) -> str:
    return f"StandIn{number}"


_ANY_NAME = _stand_in(0)
_ANY_CLASS: Schema = {"$ref": ref_to(_ANY_NAME)}


def referenced(value: Any) -> Iterator[str]:
    """The names of all components that schemas refer to."""
    waiting = [value]
    while waiting:
        current = waiting.pop()
        if isinstance(current, dict):
            if (name := ref_name(current)) is not None:
                yield name
            waiting.extend(current.values())
        elif isinstance(current, list):
            waiting.extend(current)
