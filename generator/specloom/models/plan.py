"""What to write for every component schema: a class, or an alias, and which base it has.

What is only sent is strict, what is only received is tolerant, and what goes both ways is a class that is both. The
engine gets schemas that say just that: limits only where they are checked, enums open where they are received.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from specloom import encode, names
from specloom.diagnostics import Diagnostic, Pointer, Severity
from specloom.encode import Code
from specloom.engines.datamodel import ClassPlan, reference, runtime_type
from specloom.models.patterns import check_pattern, python_pattern
from specloom.models.rules import is_literal, rules_of, types_of
from specloom.naming import Names
from specloom.normalise.directions import BOTH, Direction
from specloom.normalise.discriminators import Discriminator, is_union, mapping_key, read_discriminator
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
        attribute: of the tag in the class for alternatives that the package does not know, or "".
        variants: the alternatives of a discriminated union.
        unknown: the class for alternatives that the package does not know, "" for a union that is only sent.
        default: the label of the alternative for tags that nothing else names, or "".
        simple: whether pydantic can dispatch on the tag by itself.

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


@dataclass(slots=True)
class ModelPlan:
    """Everything to write for the component schemas of a document.

    Attributes:
        classes, enums, unions: what to write.
        aliases: names for types, with what stands beside the type in `Annotated`; their types are in `types`.
        types: schemas, for the engine, of all types that are written outside of classes, by key.
        inner: by class, the aliases that are defined just for it.
        needs: by name, the other names that it uses.
        diagnostics: what could not be expressed.

    """

    classes: list[ClassPlan] = field(default_factory=list)
    enums: list[EnumPlan] = field(default_factory=list)
    unions: list[UnionPlan] = field(default_factory=list)
    aliases: dict[str, tuple[Code, ...]] = field(default_factory=dict)
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
_RUNTIME_FORMATS = {"date-time": "DateTime", "date": "Date", "time": "Time", "uuid": "Uuid"}
_OF_UNKNOWN_VARIANTS = frozenset({"known_tags", "raw", "tag", "tag_property"})
"""Attributes of the runtime's class for variants that a package does not know."""
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
        elif len(schema.get("enum", ())) > 1 and all(map(is_literal, schema["enum"])):
            self.enums.append((name, schema))
        elif _is_object(schema):
            self.object(name, schema, role, at)
        else:
            python = self.names.models[name]
            self.plan.types[python] = self.typed(schema, role, at, python)
            self.plan.aliases[python] = tuple(self.metadata(schema, role, at))

    def object(self, name: str, schema: Schema, role: Role, at: Pointer) -> None:
        """Plan a class."""
        python = self.names.models[name]
        attributes = self.names.fields.get(name, {})
        required = [label for label in schema.get("required", ()) if label in attributes]
        properties: dict[str, Schema] = {}
        docs: dict[str, Code | None] = {}
        constants: dict[str, Code] = {}
        tags = self.tags_of(name)
        for label, child in schema.get("properties", {}).items():
            attribute = attributes[label]
            place = (*at, "properties", label)
            properties[label] = self.engine_schema(child, role, place, python + names.pascal(label))
            docs[attribute] = _docstring(self.described(child), 4)
            if label in tags or ("const" in child and label in required):
                constants[attribute] = encode.literal(_first_value(child))
                required = [*required, label] if label not in required else required
        extra, additional, extra_type = self.additional(schema, role, at, python)
        body: Schema = {"type": "object", "properties": properties}
        if required:
            body["required"] = required
        self.plan.classes.append(
            ClassPlan(
                name=python,
                base=role.value,
                schema=body,
                fields=attributes,
                docstring=encode.docstring(schema.get("description") or f"The API's `{name}`.", 4),
                docs=docs,
                constants=constants,
                rules=encode.literal(rules) if (rules := self.rules(schema, role, at)) else None,
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
        patterns = list(schema.get("patternProperties", {}).values())
        if patterns and not isinstance(value, dict):
            # Names that match a pattern are taken; which, is checked by rules.
            value = patterns[0] if value is False and all(each == patterns[0] for each in patterns) else True
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
        types = dict.fromkeys(Code(type(value).__name__) for value in schema["enum"] if value is not None)
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
        exact = all(self.has_just(str(target), discriminator) for target in targets)
        self.plan.unions.append(
            UnionPlan(
                python,
                tuple(keys),
                docstring,
                tag=(
                    encode.literal(discriminator.property),
                    Code(attribute or names.identifier(names.snake(discriminator.property) or "tag")),
                ),
                attribute=Code(attribute if attribute and attribute not in _OF_UNKNOWN_VARIANTS else ""),
                variants=tuple(variants),
                unknown="" if role is Role.REQUEST else self.names.unknown[name],
                default=default,
                simple=role is Role.REQUEST and plain and exact and not default and attribute is not None,
            )
        )

    def has_just(self, target: str, discriminator: Discriminator) -> bool:
        """Whether the tags that an object allows are just those that lead to it in this union."""
        allowed = self.schemas[target].get("properties", {}).get(discriminator.property, {})
        values = [allowed["const"]] if "const" in allowed else allowed.get("enum", [])
        keys = {key for key, name in discriminator.mapping.items() if name == target}
        return {mapping_key(value) for value in values} == keys

    def typed_tags(self, target: str, tag_property: str, mapping: Mapping[str, str]) -> list[Any]:
        """The tags that lead to an alternative, in the type that payloads use."""
        keys = [key for key, name in mapping.items() if name == target]
        values: dict[str, Any] = {}
        for leaf in self.leaves(target):
            declared = self.schemas[leaf].get("properties", {}).get(tag_property, {})
            for value in [declared["const"]] if "const" in declared else declared.get("enum", []):
                values[mapping_key(value)] = value
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
        metadata = self.metadata(schema, role, at)
        made = self.typed(schema, role, at, place)
        return self.named(place, made, metadata) if metadata else made

    def named(self, wanted: str, type_: Schema, metadata: Sequence[Code] = ()) -> Schema:
        """Give a type a name of its own, with what pydantic has to know besides; a reference to it."""
        name = names.unused(wanted, self.taken)
        self.taken.add(name)
        self.plan.types[name] = type_
        self.plan.aliases[name] = tuple(metadata)
        return reference(name)

    def metadata(self, schema: Schema, role: Role, at: Pointer) -> list[Code]:
        """What has to stand beside a type in `Annotated`, for what no type says."""
        rules = self.rules(schema, role, at)
        if role is Role.RESPONSE:
            return []
        if self.runtime_format(schema, role) is not None:
            # Limits are those of the text, and no longer apply to what Python makes of it.
            rules |= {keyword: schema[keyword] for keyword in ("minLength", "maxLength") if keyword in schema}
        if "pattern" in schema and (check_pattern(schema["pattern"]) or self.runtime_format(schema, role) is not None):
            pattern = python_pattern(schema["pattern"])
            if pattern is None:
                self.unchecked("pattern", at, check_pattern(schema["pattern"]))
            else:
                rules["pattern"] = pattern
        if not rules:
            return []
        function = "checked" if role is Role.REQUEST else "checked_when_sent"
        return [Code(f"{function}({encode.literal(rules)})")]

    def typed(self, schema: Schema, role: Role, at: Pointer, place: str) -> Schema:
        """Write what the engine can say of a schema that is no reference."""
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
        if "prefixItems" in schema:
            made = self.fixed(schema, role, at, place)
            return {"anyOf": [made, {"type": "null"}]} if "null" in types else made
        kept = _TYPES if role is Role.RESPONSE else _TYPES | LIMITS
        result = {key: value for key, value in schema.items() if key in kept and key != "format"}
        values = [result["const"]] if "const" in result else result.get("enum", [])
        if not all(map(is_literal, values)) or ("enum" in result and role is Role.RESPONSE):
            result = {key: value for key, value in result.items() if key not in ("const", "enum")}
            result.setdefault("type", types_of(values))
        if "pattern" in result and check_pattern(result["pattern"]):
            del result["pattern"]
        if isinstance(schema.get("items"), dict):
            result["items"] = self.inner(schema["items"], role, (*at, "items"), place + "Item")
        if isinstance(schema.get("additionalProperties"), dict):
            result["additionalProperties"] = self.inner(
                schema["additionalProperties"], role, (*at, "additionalProperties"), place + "Value"
            )
        return result

    def fixed(self, schema: Schema, role: Role, at: Pointer, place: str) -> Schema:
        """A list whose first items have types of their own: a tuple if there are just these, else a list."""
        first = [
            self.inner(item, role, (*at, "prefixItems", index), f"{place}Item")
            for index, item in enumerate(schema["prefixItems"])
        ]
        if _is_tuple(schema):
            made = {"type": "array", "prefixItems": first, "minItems": len(first), "maxItems": len(first)}
            # JSON, and plain data like it, has lists only.
            return made if role is Role.RESPONSE else self.named(place, made, [Code("Field(strict=False)")])
        rest = schema.get("items", {})
        others = [] if _is_never(rest) else [self.inner(rest, role, (*at, "items"), place + "Item")]
        limits = {} if role is Role.RESPONSE else {key: schema[key] for key in LIMITS & set(schema)}
        members = [item for index, item in enumerate([*first, *others]) if item not in [*first, *others][:index]]
        return {"type": "array", "items": {"anyOf": members} if len(members) > 1 else members[0], **limits}

    def inner(self, schema: Schema, role: Role, at: Pointer, place: str) -> Schema:
        """A schema inside a list, a map or a choice: limits on it need a name, since the engine has none for it."""
        made = self.engine_schema(schema, role, at, place)
        return self.named(place, made) if set(made) & LIMITS else made

    def engine_reference(self, target: str, role: Role) -> Schema:
        """Refer to a component; an enum that is received may hold values that nobody knows yet."""
        python = self.names.models[target]
        schema = self.schemas[target]
        values = schema.get("enum", ())
        if len(values) < 2 or role is Role.REQUEST or not all(map(is_literal, values)):
            return reference(python)
        if role is Role.SHARED:
            return reference(self.open_name(python))
        kinds = [kind for kind in as_list(schema.get("type")) if kind != "null"] or types_of(values)
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

    def rules(self, schema: Schema, role: Role, at: Pointer) -> Schema:
        """What of a schema is checked by rules before it is sent, since no type says it."""
        if role is Role.RESPONSE:
            return {}
        if _is_tuple(schema):
            schema = {key: value for key, value in schema.items() if key not in ("prefixItems", "items")}
        return rules_of(schema, self.schemas, lambda keyword, why: self.unchecked(keyword, at, why))

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


def _is_never(schema: object) -> bool:
    return schema is False or schema == {"not": {}}


def _is_tuple(schema: Schema) -> bool:
    """Whether a list has exactly the items that it lists."""
    count = len(schema.get("prefixItems", ()))
    closed = _is_never(schema.get("items")) or schema.get("maxItems") == count
    return count > 0 and closed and schema.get("minItems", 0) >= count


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
