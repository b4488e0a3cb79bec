"""What to write for every component schema: a class, or an alias, and which base it has.

What is only sent is strict, what is only received is tolerant, and what goes both ways is a class that is both. The
engine gets schemas that say just that: limits only where they are checked, enums open where they are received.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from specloom import encode, names
from specloom.diagnostics import Diagnostic, Pointer, Severity
from specloom.encode import Code
from specloom.engines.datamodel import ClassPlan, reference, runtime_type
from specloom.models.patterns import check_pattern
from specloom.naming import Names
from specloom.normalise.directions import BOTH, Direction
from specloom.normalise.discriminators import is_union, read_discriminator
from specloom.schemas import Document, Schema, as_list, component_schemas, ref_name


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
class EnumPlan:
    """An alias for a fixed set of values.

    Attributes:
        name: of the alias.
        values: its literals.
        types: the Python types of its values.
        open_name: of a second alias, for what goes both ways: these values when sent, any when received; or "".
        docstring: of the alias.

    """

    name: str
    values: tuple[Code, ...]
    types: tuple[Code, ...]
    open_name: str
    docstring: Code


@dataclass(frozen=True, slots=True)
class VariantPlan:
    """One alternative of a discriminated union: the key of its type, and the tags that lead to it."""

    key: str
    tags: tuple[Code, ...]
    label: Code


@dataclass(frozen=True, slots=True)
class UnionPlan:
    """An alias for a choice.

    Attributes:
        name: of the alias.
        members: keys of the types of all alternatives.
        docstring: of the alias.
        tag: name and attribute of the tag, None without a discriminator.
        variants: the alternatives of a discriminated union.
        unknown: the class for alternatives that the package does not know, "" for a union that is only sent.
        default: the label of the alternative for tags that nothing else names, or "".
        simple: whether pydantic can dispatch on the tag by itself.

    """

    name: str
    members: tuple[str, ...]
    docstring: Code
    tag: tuple[Code, Code] | None = None
    variants: tuple[VariantPlan, ...] = ()
    unknown: str = ""
    default: str = ""
    simple: bool = False


@dataclass(slots=True)
class ModelPlan:
    """Everything to write for the component schemas of a document.

    Attributes:
        classes, enums, unions: what to write.
        aliases: other names for types, by name: keys into `types`.
        types: schemas, for the engine, of all types that are written outside of classes, by key.
        inner: by class, the aliases that are defined just for it.
        needs: by name, the other names that it uses.
        diagnostics: what could not be expressed.

    """

    classes: list[ClassPlan] = field(default_factory=list)
    enums: list[EnumPlan] = field(default_factory=list)
    unions: list[UnionPlan] = field(default_factory=list)
    aliases: dict[str, str] = field(default_factory=dict)
    types: dict[str, Schema] = field(default_factory=dict)
    inner: dict[str, list[str]] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)


LIMITS = frozenset(
    {
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "minLength",
        "maxLength",
        "pattern",
        "minItems",
        "maxItems",
    }
)
_TYPES = frozenset({"type", "const", "enum", "format"})
_UNCHECKED = frozenset(
    {
        "not",
        "if",
        "then",
        "else",
        "contains",
        "minContains",
        "maxContains",
        "propertyNames",
        "dependentRequired",
        "dependentSchemas",
        "patternProperties",
        "unevaluatedItems",
        "prefixItems",
        "minProperties",
        "maxProperties",
    }
)
_RUNTIME_FORMATS = {"date-time": "DateTime", "date": "Date", "time": "Time", "uuid": "Uuid"}
_PYTHON_TYPES = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}


def plan_models(document: Document, names_: Names, used: Mapping[str, Direction]) -> ModelPlan:
    """Plan the models of a document in normal form.

    Args:
        document: the normal form.
        names_: what everything is called.
        used: the directions of every component.

    """
    planner = Planner(document, names_, used)
    for name, schema in component_schemas(document).items():
        planner.component(name, schema)
    return planner.plan


class Planner:
    """Turns schemas of a document into plans; also for the types of operations, see `engine_schema`."""

    def __init__(self, document: Document, names_: Names, used: Mapping[str, Direction]) -> None:
        self.schemas = component_schemas(document)
        self.names = names_
        self.used = used
        self.plan = ModelPlan()
        self.taken = {*names_.models.values(), *names_.unknown.values()}
        self.enums: list[tuple[str, Schema]] = []
        self.tags: dict[str, set[str]] = {}
        for schema in self.schemas.values():
            discriminator = read_discriminator(schema, ()) if is_union(schema) else None
            for variant in discriminator.mapping.values() if discriminator else ():
                for leaf in self.leaves(variant):
                    self.tags.setdefault(leaf, set()).add(discriminator.property if discriminator else "")
        self.open_names: dict[str, str] = {}

    def plan_components(self) -> None:
        """Plan all component schemas."""
        for name, schema in self.schemas.items():
            self.component(name, schema)

    def component(self, name: str, schema: Schema) -> None:
        """Plan one component schema."""
        role = role_of(self.used[name])
        at: Pointer = ("components", "schemas", name)
        if is_union(schema):
            self.union(name, schema, role, at)
        elif len(schema.get("enum", ())) > 1:
            self.enums.append((name, schema))
        elif _is_object(schema):
            self.object(name, schema, role, at)
        else:
            python = self.names.models[name]
            self.plan.types[python] = self.engine_schema(schema, role, at, python)
            self.plan.aliases[python] = python

    def object(self, name: str, schema: Schema, role: Role, at: Pointer) -> None:
        """Plan a class."""
        python = self.names.models[name]
        attributes = self.names.fields.get(name, {})
        required = [label for label in schema.get("required", ()) if label in attributes]
        properties: dict[str, Schema] = {}
        docs: dict[str, Code | None] = {}
        constants: dict[str, Code] = {}
        unique: set[str] = set()
        tags = self.tags_of(name)
        for label, child in schema.get("properties", {}).items():
            attribute = attributes[label]
            place = (*at, "properties", label)
            properties[label] = self.engine_schema(child, role, place, python + names.pascal(label))
            docs[attribute] = _docstring(self.described(child), 4)
            if label in tags or ("const" in child and label in required):
                constants[attribute] = encode.literal(_first_value(child))
                required = [*required, label] if label not in required else required
            if child.get("uniqueItems") and role is not Role.RESPONSE:
                unique.add(attribute)
        extra, additional, extra_type = self.additional(schema, role, at, python)
        body: Schema = {"type": "object", "properties": properties}
        if required:
            body["required"] = required
        self.check(schema, role, at)
        self.plan.classes.append(
            ClassPlan(
                name=python,
                base=role.value,
                schema=body,
                fields=attributes,
                docstring=encode.docstring(schema.get("description") or f"The API's `{name}`.", 4),
                docs=docs,
                constants=constants,
                unique=frozenset(unique),
                extra=extra,
                additional=additional,
                extra_type=extra_type,
            )
        )

    def described(self, schema: Schema) -> Schema:
        """A property, with the gist of what it refers to where it has no description of its own."""
        target = ref_name(schema)
        if target is None or schema.get("description"):
            return schema
        return {**schema, "description": encode.first_sentence(str(self.schemas[target].get("description") or ""))}

    def additional(
        self, schema: Schema, role: Role, at: Pointer, python: str
    ) -> tuple[Code | None, bool, Schema | None]:
        """What a class takes besides its fields: arguments of its config, whether it takes any, and their schema."""
        value = schema.get("additionalProperties")
        if not isinstance(value, dict) and value is not True:
            return None, False, None
        place = (*at, "additionalProperties")
        typed = self.engine_schema(value, role, place, python + "Value") if isinstance(value, dict) else {}
        # What is received keeps unknown fields anyway.
        config = Code('extra="allow"') if typed or role is not Role.RESPONSE else None
        return config, role is Role.SHARED, typed or None

    def tags_of(self, name: str) -> set[str]:
        """The tag properties of a component, as an alternative of unions."""
        declared = self.schemas[name].get("properties", {})
        return {label for label in self.tags.get(name, ()) if {"const", "enum"} & set(declared.get(label, ()))}

    def enum(self, name: str, schema: Schema) -> None:
        """Plan an alias of literals."""
        python = self.names.models[name]
        types = dict.fromkeys(Code(type(value).__name__) for value in schema["enum"])
        self.plan.enums.append(
            EnumPlan(
                python,
                tuple(encode.literal(value) for value in schema["enum"]),
                tuple(types),
                self.open_names.get(python, ""),
                _docstring(schema, 0) or Code(""),
            )
        )

    def union(self, name: str, schema: Schema, role: Role, at: Pointer) -> None:
        """Plan an alias of alternatives."""
        python = self.names.models[name]
        keyword = "oneOf" if schema.get("oneOf") else "anyOf"
        keys = []
        for index, member in enumerate(schema[keyword]):
            key = f"{python}/{index}"
            label = names.pascal(str(as_list(member.get("type"))[:1] or "")) if not ref_name(member) else ""
            self.plan.types[key] = self.engine_schema(member, role, (*at, keyword, index), python + label)
            keys.append(key)
        discriminator = read_discriminator(schema, at)
        docstring = _docstring(schema, 0) or Code("")
        if discriminator is None:
            self.plan.unions.append(UnionPlan(python, tuple(keys), docstring))
            return
        targets = [ref_name(member) for member in schema[keyword]]
        variants = []
        for key, target in zip(keys, targets, strict=True):
            tags = self.typed_tags(str(target), discriminator.property, discriminator.mapping)
            label = encode.literal(self.names.models[str(target)])
            variants.append(VariantPlan(key, tuple(map(encode.literal, tags)), label))
        default = self.names.models[discriminator.default] if discriminator.default else ""
        plain = all("properties" in self.schemas[str(target)] for target in targets)
        attributes = {
            self.names.fields[leaf].get(discriminator.property)
            for leaf in map(str, targets)
            if leaf in self.names.fields
        }
        attribute = attributes.pop() if len(attributes) == 1 else None
        self.plan.unions.append(
            UnionPlan(
                python,
                tuple(keys),
                docstring,
                tag=(
                    encode.literal(discriminator.property),
                    Code(attribute or names.identifier(names.snake(discriminator.property) or "tag")),
                ),
                variants=tuple(variants),
                unknown="" if role is Role.REQUEST else self.names.unknown[name],
                default=default,
                simple=role is Role.REQUEST and plain and not default and attribute is not None,
            )
        )

    def typed_tags(self, target: str, tag_property: str, mapping: Mapping[str, str]) -> list[Any]:
        """The tags that lead to an alternative, in the type that payloads use."""
        keys = [key for key, name in mapping.items() if name == target]
        values: dict[str, Any] = {}
        for leaf in self.leaves(target):
            declared = self.schemas[leaf].get("properties", {}).get(tag_property, {})
            for value in [declared["const"]] if "const" in declared else declared.get("enum", []):
                values["null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)] = (
                    value
                )
        return [values.get(key, key) for key in keys]

    def leaves(self, name: str) -> list[str]:
        """The objects that a component stands for."""
        schema = self.schemas[name]
        if not is_union(schema):
            return [name]
        members = [ref_name(m) for keyword in ("oneOf", "anyOf") for m in schema.get(keyword, ())]
        return [leaf for member in members if member for leaf in self.leaves(member)]

    def engine_schema(self, schema: Schema, role: Role, at: Pointer, place: str) -> Schema:
        """Write a schema for the engine.

        Args:
            schema: a schema of the normal form, inside a component or an operation.
            role: of what holds it.
            at: its place.
            place: a Python name for its place, for aliases that have to be made.

        """
        target = ref_name(schema)
        if target is not None:
            return self.engine_reference(target, role)
        self.check(schema, role, at)
        for keyword in ("oneOf", "anyOf"):
            if keyword in schema:
                members = [
                    self.inner(member, role, (*at, keyword, index), place)
                    for index, member in enumerate(schema[keyword])
                ]
                return {"anyOf": members}
        types = as_list(schema.get("type"))
        if "const" not in schema and len(set(types) - {"null"}) == 1 and (named := self.runtime_format(schema, role)):
            return {"anyOf": [named, {"type": "null"}]} if "null" in types else named
        kept = _TYPES if role is Role.RESPONSE else _TYPES | LIMITS
        result = {key: value for key, value in schema.items() if key in kept}
        result.pop("format", None)
        if isinstance(result.get("enum"), list) and (
            role is Role.RESPONSE or not all(isinstance(value, str | int) for value in result["enum"])
        ):
            del result["enum"]
        if "const" in result and role is Role.RESPONSE and not isinstance(result["const"], str | int):
            del result["const"]
        if "pattern" in result:
            self.pattern(result, at)
        if isinstance(schema.get("items"), dict):
            result["items"] = self.inner(schema["items"], role, (*at, "items"), place + "Item")
        if isinstance(schema.get("additionalProperties"), dict):
            result["additionalProperties"] = self.inner(
                schema["additionalProperties"], role, (*at, "additionalProperties"), place + "Value"
            )
        return result

    def inner(self, schema: Schema, role: Role, at: Pointer, place: str) -> Schema:
        """A schema inside a list, a map or a choice: limits on it need a name, since the engine has none for it."""
        made = self.engine_schema(schema, role, at, place)
        if not set(made) & LIMITS:
            return made
        name = names.unused(place, self.taken)
        self.taken.add(name)
        self.plan.types[name] = made
        self.plan.aliases[name] = name
        return reference(name)

    def engine_reference(self, target: str, role: Role) -> Schema:
        """Refer to a component; an enum that is received may hold values that nobody knows yet."""
        python = self.names.models[target]
        schema = self.schemas[target]
        if len(schema.get("enum", ())) < 2 or role is Role.REQUEST:
            return reference(python)
        if role is Role.SHARED:
            return reference(self.open_name(python))
        kinds = [kind for kind in as_list(schema.get("type")) if kind != "null"] or ["string"]
        return {"anyOf": [reference(python), *({"type": kind} for kind in kinds)]}

    def open_name(self, python: str) -> str:
        """The alias of an enum for what goes both ways: these values when sent, any when received."""
        if python not in self.open_names:
            self.open_names[python] = names.unused(f"Open{python}", self.taken)
            self.taken.add(self.open_names[python])
        return self.open_names[python]

    def finish(self) -> ModelPlan:
        """Plan what depends on how everything else refers to it."""
        for name, schema in self.enums:
            self.enum(name, schema)
        return self.plan

    def runtime_format(self, schema: Schema, role: Role) -> Schema | None:
        """The runtime's type for a string of a format, if it has one."""
        if "string" not in as_list(schema.get("type")):
            return None
        if role is not Role.RESPONSE and (schema.get("format") == "password" or schema.get("writeOnly") is True):
            return runtime_type("Secret")
        if role is not Role.RESPONSE and _is_file(schema):
            return runtime_type("Upload")
        name = _RUNTIME_FORMATS.get(str(schema.get("format")))
        if name is None or "enum" in schema:
            return None
        return runtime_type(name if role is Role.RESPONSE else f"Strict{name}")

    def pattern(self, schema: Schema, at: Pointer) -> None:
        """Leave out a pattern that Python's side can't check, and say so."""
        problem = check_pattern(schema["pattern"])
        if problem:
            del schema["pattern"]
            self.unchecked("pattern", at, problem)

    def check(self, schema: Schema, role: Role, at: Pointer) -> None:
        """Say what of a schema is not checked before it is sent."""
        if role is not Role.RESPONSE:
            for keyword in sorted(_UNCHECKED & set(schema)):
                self.unchecked(keyword, at)

    def unchecked(self, keyword: str, at: Pointer, why: str = "") -> None:
        """Say that the package leaves a keyword to the server."""
        self.plan.diagnostics.append(
            Diagnostic(
                "unchecked-keyword",
                f"`{keyword}` is left to the server to check" + (f": {why}" if why else ""),
                (*at, keyword),
                "values that break it are sent all the same",
                Severity.WARNING,
            )
        )


def _is_file(schema: Schema) -> bool:
    """Whether a string stands for the bytes of a file: in OpenAPI 3.0 by its format, in 3.1 by its content."""
    binary = schema.get("contentMediaType") == "application/octet-stream" and "contentEncoding" not in schema
    return schema.get("format") == "binary" or binary


def _is_object(schema: Schema) -> bool:
    return bool(schema.get("properties")) or (
        schema.get("type") == "object" and schema.get("additionalProperties") is False
    )


def _first_value(schema: Schema) -> Any:
    return schema["const"] if "const" in schema else schema["enum"][0]


def _docstring(schema: Schema, indent: int) -> Code | None:
    parts = [str(schema.get("description") or "").strip()]
    if schema.get("deprecated") is True:
        parts.append("Deprecated.")
    if "default" in schema and isinstance(schema["default"], str | int | float | bool):
        parts.append(f"The API's default is `{encode.one_line(str(encode.literal(schema['default'])))}`.")
    text = "\n\n".join(part for part in parts if part)
    return encode.docstring(text, indent) if text else None
