"""What there is to write for the component schemas of a document: classes, enums, unions and aliases."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from specloom.diagnostics import Diagnostic
from specloom.encode import Code
from specloom.normalise.directions import BOTH, Direction
from specloom.schemas import Schema


class Role(StrEnum):
    """Which way a model goes; each has a base class in the runtime."""

    REQUEST = "RequestModel"
    RESPONSE = "ResponseModel"
    SHARED = "SharedModel"


def role_of(direction: Direction) -> Role:
    """The role of what is used in these directions."""
    if direction == BOTH:
        return Role.SHARED
    return Role.REQUEST if direction == Direction.REQUEST else Role.RESPONSE


@dataclass(frozen=True, slots=True)
class ClassPlan:
    """One class to write.

    Attributes:
        name: of the class.
        base: the class of the runtime that it extends.
        schema: an object schema for the engine: references by class name, no text.
        fields: attribute by property.
        docstring: of the class.
        docs: docstring by attribute, or None.
        received_as: literal of the name of the class in which answers have what this one sends, None for none.
        constants: literal by attribute, of what an attribute is unless a caller says otherwise: a tag, or a constant.
        lacking: literal of the tuple of constants that need not be there, None for none.
        null_constants: constants that are null, which no default tells from what may be left out.
        nullable: attributes that may be null though they have a default.
        extra: arguments for `ConfigDict`, None for none.
        additional: whether a class for both directions takes fields that are not listed.
        also_allowed: literal of the names that other alternatives of an `anyOf` list, None for none.
        extra_type: the schema of fields that are not listed, if it says more than "anything".
        rules: literal of what is checked on the whole, None for nothing.

    """

    name: str
    base: str
    schema: Schema
    fields: Mapping[str, str]
    docstring: Code
    docs: Mapping[str, Code | None]
    received_as: Code | None = None
    constants: Mapping[str, Code] = field(default_factory=dict)
    lacking: Code | None = None
    null_constants: tuple[str, ...] = ()
    nullable: tuple[str, ...] = ()
    extra: Code | None = None
    additional: bool = False
    also_allowed: Code | None = None
    extra_type: Schema | None = None
    rules: Code | None = None


@dataclass(frozen=True, slots=True)
class EnumPlan:
    """An alias for a fixed set of values.

    Attributes:
        name: of the alias.
        values: its literals.
        types: the Python types of its values.
        open_name: of a second alias, for what goes both ways: these values when sent, any when received; or "".
        docstring: of the alias.
        check: what refuses other values when they are sent.
        is_checked: whether the alias needs that, since Python takes other JSON values for one of these.

    """

    name: str
    values: tuple[Code, ...]
    types: tuple[Code, ...]
    open_name: str
    docstring: Code
    check: Code
    is_checked: bool = False


@dataclass(frozen=True, slots=True)
class VariantPlan:
    """One alternative of a discriminated union: the key of its type, and the tags that lead to it."""

    key: str
    tags: tuple[Code, ...]
    label: Code


@dataclass(frozen=True, slots=True)
class ValuesPlan:
    """What tells the alternatives of a union without a discriminator apart: a property with other values in each.

    Attributes:
        label: literal of the property.
        attribute: of the models that holds it.
        variants: the alternatives, with those values in the place of tags.

    """

    label: Code
    attribute: Code
    variants: tuple[VariantPlan, ...]


@dataclass(frozen=True, slots=True)
class UnionPlan:
    """An alias for a choice.

    Attributes:
        name: of the alias.
        members: keys of the types of all alternatives.
        docstring: of the alias.
        tag: name and attribute of the tag, "" where that is not the same in all of them; None without a discriminator.
        attribute: of the tag in the class for alternatives that the package does not know, or "".
        variants: the alternatives of a discriminated union.
        unknown: the class for alternatives that the package does not know, "" for a union that is only sent.
        default: the label of the alternative for tags that nothing else names, or "".
        simple: whether pydantic can dispatch on the tag by itself.
        values: what tells alternatives without a discriminator apart, where pydantic would not see it.

    """

    name: str
    members: tuple[str, ...]
    docstring: Code
    tag: tuple[Code, Code] | None = None
    attribute: Code = Code("")  # noqa: RUF009 - it is text
    variants: tuple[VariantPlan, ...] = ()
    unknown: str = ""
    default: str = ""
    simple: bool = False
    values: ValuesPlan | None = None


@dataclass(slots=True)
class ModelPlan:
    """Everything to write for the component schemas of a document.

    Attributes:
        classes, enums, unions: what to write.
        aliases: names for types, with what stands beside the type in `Annotated`; their types are in `types`.
        types: schemas, for the engine, of all types that are written outside of classes, by key.
        shared: those of them that go both ways, so that their limits hold for what is sent only.
        inner: by class, the aliases that are defined just for it.
        needs: by name, the other names that it uses.
        diagnostics: what could not be expressed.

    """

    classes: list[ClassPlan] = field(default_factory=list)
    enums: list[EnumPlan] = field(default_factory=list)
    unions: list[UnionPlan] = field(default_factory=list)
    aliases: dict[str, tuple[Code, ...]] = field(default_factory=dict)
    types: dict[str, Schema] = field(default_factory=dict)
    shared: set[str] = field(default_factory=set)
    inner: dict[str, list[str]] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def add_type(self, key: str, schema: Schema, role: Role) -> None:
        """Have a type written."""
        self.types[key] = schema
        if role is Role.SHARED:
            self.shared.add(key)

    def defined_names(self) -> list[str]:
        """Every name that the modules of the models define."""
        return [
            *(made.name for made in self.classes),
            *(name for enum in self.enums for name in (enum.name, enum.open_name) if name),
            *(name for union in self.unions for name in (union.name, union.tag and union.unknown) if name),
            *self.aliases,
        ]
