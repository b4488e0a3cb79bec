"""Python for example values: the models of a package, constructed as a person would write it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from specloom.encode import Code, literal
from specloom.examples.fits import fits
from specloom.examples.layout import Expression, Group
from specloom.examples.values import Examples
from specloom.models.plans import ClassPlan
from specloom.models.types import is_tuple
from specloom.naming import Names
from specloom.normalise.discriminators import read_discriminator
from specloom.schemas import Schema, as_list, is_null, ref_name

FORMATS: Mapping[str, tuple[str, str]] = {
    "date-time": ("datetime", "datetime.datetime.fromisoformat"),
    "date": ("datetime", "datetime.date.fromisoformat"),
    "time": ("datetime", "datetime.time.fromisoformat"),
    "uuid": ("uuid", "uuid.UUID"),
}
"""Formats of text that Python has types for: the module of each, and what makes a value of it."""


@dataclass(slots=True)
class Writer:
    """Writes values as Python, and remembers what that Python has to import.

    Attributes:
        examples: of the same document.
        names: what everything is called.
        classes: the models that are classes, by component schema.
        qualify: how a model is named where the Python stands.
        models: the models that were named.
        modules: of the standard library, that were used.
    """

    examples: Examples
    names: Names
    classes: Mapping[str, ClassPlan]
    qualify: Callable[[str], str] = str
    models: set[str] = field(default_factory=set)
    modules: set[str] = field(default_factory=set)

    def write(self, schema: Schema, value: Any) -> Expression:
        """Write a value of a schema.

        Args:
            schema: of the normal form.
            value: plain data that fits.
        """
        if value is None:
            return literal(None)
        schemas = self.examples.schemas
        name = ref_name(schema)
        if name is not None:
            if name in self.classes and isinstance(value, dict):
                return self._instance(name, value)
            return self.write(schemas[name], value)
        members = schema.get("oneOf") or schema.get("anyOf")
        if members:
            return self.write(self._chosen(schema, members, value, schemas), value)
        match value:
            case list():
                first = schema.get("prefixItems", [])
                rest = schema.get("items", {})
                items = [(first[index] if index < len(first) else rest, item) for index, item in enumerate(value)]
                inside = [("", self.write(child, item)) for child, item in items]
                if not is_tuple(schema):
                    return Group("[", inside, "]")
                return Group("(", inside, ",)" if len(inside) == 1 else ")")
            case dict():
                properties, more = schema.get("properties", {}), schema.get("additionalProperties")
                rest = more if isinstance(more, dict) else {}
                written = [
                    (f"{literal(key)}: ", self.write(properties.get(key, rest), item)) for key, item in value.items()
                ]
                return Group("{", written, "}")
            case str():
                return self._text(schema, value)
        return literal(value)

    def _instance(self, name: str, value: dict[str, Any]) -> Expression:
        """Construct a model; what it sets by itself, such as its tag, is left to it."""
        plan = self.classes[name]
        properties = self.examples.schemas[name].get("properties", {})
        self.models.add(plan.name)
        arguments: list[tuple[str, Expression]] = []
        others: dict[str, Any] = {}
        for label, item in value.items():
            attribute = plan.fields.get(label)
            if attribute is None:
                others[label] = item
            elif plan.constants.get(attribute) != literal(item):
                arguments.append((f"{attribute}=", self._argument(properties[label], item)))
        if others:
            more = self.examples.schemas[name].get("additionalProperties")
            written = self.write({"additionalProperties": more}, others)
            if len(arguments) < len(plan.fields):
                # Type checkers hold what comes by `**` to the fields that are left.
                self.modules.add("typing")
                written = Group("dict[str, typing.Any](", [("", written)], ")")
            arguments.append(("**", written))
        return Group(f"{self.qualify(plan.name)}(", arguments, ")")

    def _argument(self, schema: Schema, value: Any) -> Expression:
        """Write the value of a field, whose type tells type checkers what the items of a list are meant to be.

        Where it has several types of lists to choose from, mypy takes the items for what they are: `[1]` is a
        `list[int]`, and so neither a `list[float]` nor a `list[str]`. It is the same with maps.
        """
        written = self.write(schema, value)
        if not value or not isinstance(value, list | dict):
            return written
        children = [child for member in self._alternatives(schema) if (child := self._held(member, value)) is not None]
        if len(children) < 2 or all(self._is_exact(child) for child in children):
            return written
        self.modules.add("typing")
        return Group(f"{'list[' if isinstance(value, list) else 'dict[str, '}typing.Any](", [("", written)], ")")

    def _alternatives(self, schema: Schema, within: tuple[str, ...] = ()) -> list[Schema]:
        """What a value may be, through references and alternatives of alternatives; models are left out."""
        name = ref_name(schema)
        if name is not None:
            known = name in self.classes or name in within
            return [] if known else self._alternatives(self.examples.schemas[name], (*within, name))
        members = schema.get("oneOf") or schema.get("anyOf")
        return [one for member in members for one in self._alternatives(member, within)] if members else [schema]

    def _held(self, schema: Schema, value: list[Any] | dict[str, Any]) -> Schema | None:
        """What each item is of a list, or each value of a map; None for what is of another type than the value."""
        kind, keyword = ("array", "items") if isinstance(value, list) else ("object", "additionalProperties")
        held = schema.get(keyword)
        if kind not in as_list(schema.get("type")) or is_tuple(schema):
            return None
        return held if isinstance(held, dict) else {}

    def _is_exact(self, schema: Schema) -> bool:
        """Whether a value has the very type that a schema gives it, whatever is expected of it."""
        if ref_name(schema) in self.classes:
            return True
        if {"enum", "const", "oneOf", "anyOf"} & schema.keys() or self.examples.is_secret(schema):
            return False
        return as_list(schema.get("type")) in (["string"], ["integer"], ["boolean"])

    def _chosen(self, schema: Schema, members: Iterable[Schema], value: Any, schemas: Mapping[str, Schema]) -> Schema:
        """The alternative that a value is: by its tag if there is one, else the first that it fits.

        One whose class would add a constant to the value comes after those that add nothing.
        """
        discriminator = read_discriminator(schema, ())
        if discriminator is not None and isinstance(value, dict):
            tag = value.get(discriminator.property)
            target = discriminator.mapping.get(str(tag).lower() if isinstance(tag, bool) else str(tag))
            for member in members:
                if target is not None and ref_name(member) == target:
                    return member
        possible = [member for member in members if not is_null(member)]
        adding: list[Schema] = []
        for member in possible:
            if fits(member, value, schemas):
                if not self._adds(member, value):
                    return member
                adding.append(member)
        return [*adding, *possible][0]

    def _adds(self, member: Schema, value: Any) -> bool:
        """Whether the class of an alternative sets a constant that an object does not have."""
        plan = self.classes.get(ref_name(member) or "")
        if plan is None or not isinstance(value, dict):
            return False
        return any(attribute in plan.constants and label not in value for label, attribute in plan.fields.items())

    def _text(self, schema: Schema, value: str) -> Expression:
        if self.examples.is_file(schema):
            return Code(repr(value.encode()))
        module, function = FORMATS.get(str(schema.get("format")), ("", ""))
        is_text = "string" in as_list(schema.get("type")) and not {"enum", "const"} & schema.keys()
        if not module or not is_text or self.examples.is_secret(schema):
            return literal(value)
        self.modules.add(module)
        return Code(f"{function}({literal(value)})")
