"""What to write for every component schema: a class, or an alias, and which base it has.

What is only sent is strict, what is only received is tolerant, and what goes both ways is a class that is both. The
engine gets schemas that say just that: limits only where they are checked, enums open where they are received.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from specloom import encode, names
from specloom.diagnostics import Pointer
from specloom.encode import Code
from specloom.limits import default_in_words
from specloom.models.patches import merge_patched
from specloom.models.plans import ClassPlan, EnumPlan, ModelPlan, Role, UnionPlan, ValuesPlan, VariantPlan, role_of
from specloom.models.rules import is_literal
from specloom.models.types import TypePlanner, has_lookalikes, known_when_sent, unlisted
from specloom.naming import Names
from specloom.normalise.directions import Direction, form_names
from specloom.normalise.discriminators import Discriminator, is_union, mapping_key, read_discriminator
from specloom.normalise.nulls import split_null, takes_null
from specloom.normalise.tagged_objects import Standalone
from specloom.schemas import Document, Schema, as_list, component_schemas, listed_values, ref_name, schemas_of

_OF_UNKNOWN_VARIANTS = frozenset({"known_tags", "raw", "tag", "tag_property"})
"""Attributes of the runtime's class for variants that a package does not know."""


class Planner(TypePlanner):
    """Turns schemas of a document into plans; also for the types of operations, see `engine_schema`.

    Attributes:
        received: by model that is only sent, the one in which answers have the same.
    """

    def __init__(self, document: Document, names_: Names, used: Mapping[str, Direction]) -> None:
        super().__init__(component_schemas(document), names_)
        self.used = used
        self.enums: list[tuple[str, Schema]] = []
        self.tags: dict[str, set[str]] = {}
        self.patched = merge_patched(document)
        self.standalone = Standalone(schemas_of(document))
        self.companions = _companions(self.schemas, self.leaves)
        self.received = {
            names_.models[name]: names_.models[answer]
            for name, answer in names_.keeper.answers.items()
            if name in self.schemas and answer in self.schemas
        }
        self.untagged = {leaf for name in _untagged(document) for leaf in self.leaves(name)}
        for schema in self.schemas.values():
            discriminator = read_discriminator(schema, ()) if is_union(schema) else None
            for variant in discriminator.mapping.values() if discriminator else ():
                for leaf in self.leaves(variant):
                    self.tags.setdefault(leaf, set()).add(discriminator.property if discriminator else "")

    def plan_components(self) -> None:
        """Plan all component schemas."""
        for name, schema in self.schemas.items():
            self.component(name, schema)

    def component(self, name: str, schema: Schema) -> None:
        """Plan one component schema."""
        role = role_of(self.used.get(name, Direction.RESPONSE))
        at: Pointer = ("components", "schemas", name)
        if is_union(schema):
            self.union(name, schema, role, at)
        elif len(schema.get("enum", ())) > 1 and all(map(is_literal, schema["enum"])):
            self.enums.append((name, schema))
        elif _is_object(schema):
            self.object(name, schema, role, at)
        else:
            python = self.names.models[name]
            self.plan.add_type(python, self.typed(schema, role, at, python), role)
            self.plan.aliases[python] = tuple(self.metadata(schema, role, at))

    def object(self, name: str, schema: Schema, role: Role, at: Pointer) -> None:
        """Plan a class."""
        python = self.names.models[name]
        attributes = self.names.fields.get(name, {})
        required = [label for label in schema.get("required", ()) if label in attributes]
        properties: dict[str, Schema] = {}
        docs: dict[str, Code | None] = {}
        constants: dict[str, Code] = {}
        lacking: set[str] = set()
        tags = self.tags_of(name)
        for label, child in schema.get("properties", {}).items():
            attribute = attributes[label]
            place = (*at, "properties", label)
            is_told = label in tags and not self.standalone.is_without_tag(name, label)
            write = self.engine_schema if is_told else self.held
            if is_told and "const" in child and not has_lookalikes([child["const"]]):
                write = self.typed  # What chooses by a text needs it plain.
            properties[label] = write(child, role, place, python + names.pascal(label))
            docs[attribute] = _docstring(self.described(child), 4)
            values = [child["const"]] if "const" in child else child["enum"] if label in tags else []
            if label in tags and label not in required:
                required = [*required, label]
                lacking.add(attribute)
            elif label in tags and len(values) > 1:
                # What its own name stands for, too, is meant by the other; between others there is a choice.
                values = [value for value in values if name not in {value, *form_names(str(value))}]
            if attribute in lacking or (len(values) == 1 and label in required):
                constants[attribute] = encode.literal(values[0])
        extra, additional, extra_type = self.additional(schema, role, at, python)
        others: set[str] = set()
        if role is not Role.RESPONSE and "additionalProperties" not in schema:
            others = self.companions.get(name, set()) - properties.keys()
            extra = extra or (Code('extra="allow"') if others and role is Role.REQUEST else None)
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
                received_as=encode.literal(self.received[python]) if python in self.received else None,
                constants=constants,
                lacking=encode.literal(tuple(sorted(lacking))) if lacking and role is not Role.RESPONSE else None,
                null_constants=tuple(each for each, value in constants.items() if value == encode.literal(None)),
                nullable=self.nullable(name, constants) if role is not Role.RESPONSE else (),
                rules=encode.literal(rules) if (rules := self.rules(schema, role, at)) else None,
                extra=extra,
                additional=additional,
                also_allowed=encode.literal(tuple(sorted(others))) if others else None,
                extra_type=extra_type,
            )
        )

    def nullable(self, component: str, constants: Collection[str]) -> tuple[str, ...]:
        """The attributes that may be null though they have a default."""
        schema, attributes = self.schemas[component], self.names.fields.get(component, {})
        optional = schema.get("properties", {}).keys() - set(schema.get("required", ()))
        is_patch = component in self.patched
        return tuple(
            attributes[label]
            for label, child in schema.get("properties", {}).items()
            if (label in optional and is_patch)
            or ((label in optional or attributes[label] in constants) and takes_null(child, self.schemas))
        )

    def described(self, schema: Schema) -> Schema:
        """A property, with the gist of what it refers to where it has no description of its own."""
        target = ref_name(split_null(schema)[0])
        if target is None or schema.get("description"):
            return schema
        return {**schema, "description": encode.first_sentence(str(self.schemas[target].get("description") or ""))}

    def additional(
        self, schema: Schema, role: Role, at: Pointer, python: str
    ) -> tuple[Code | None, bool, Schema | None]:
        """What a class takes besides its fields: arguments of its config, whether it takes any, and their schema."""
        value = unlisted(schema)
        if not isinstance(value, dict) and value is not True:
            return None, False, None
        place = (*at, "additionalProperties")
        typed = self.held(value, role, place, python + "Value") if isinstance(value, dict) else {}
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
                known_when_sent(schema["enum"]),
                has_lookalikes(schema["enum"]),
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
            self.plan.add_type(key, self.alternative(schema, keyword, index, role, at, python + label), role)
            keys.append(key)
        discriminator = read_discriminator(schema, at)
        docstring = _docstring(schema, 0) or Code("")
        if discriminator is None:
            order = self.order(schema[keyword])
            ordered = tuple(keys[index] for index in order)
            members = [schema[keyword][index] for index in order]
            values = None if role is Role.REQUEST else self.values_apart(members, ordered)
            self.plan.unions.append(UnionPlan(python, ordered, docstring, values=values))
            return
        targets = [ref_name(member) for member in schema[keyword]]
        variants = []
        for key, target in zip(keys, targets, strict=True):
            tags = self.typed_tags(str(target), discriminator.property, discriminator.mapping)
            label = encode.literal(self.names.models[str(target)])
            variants.append(VariantPlan(key, tuple(map(encode.literal, tags)), label))
        default = self.names.models[discriminator.default] if discriminator.default else ""
        # To pydantic itself, the tag true is the tag 1.
        plain = all(self.has_plain_tag(str(target), discriminator.property) for target in targets) and not any(
            tag.isdecimal() or tag in ("True", "False") for variant in variants for tag in variant.tags
        )
        fields = [self.names.fields.get(leaf, {}) for target in map(str, targets) for leaf in self.leaves(target)]
        attributes = {attribute for each in fields if (attribute := each.get(discriminator.property))}
        attribute = attributes.pop() if len(attributes) == 1 else None
        exact = all(self.has_just(str(target), discriminator) for target in targets)
        self.plan.unions.append(
            UnionPlan(
                python,
                tuple(keys),
                docstring,
                tag=(encode.literal(discriminator.property), Code(attribute or "")),
                attribute=Code(attribute if attribute and attribute not in _OF_UNKNOWN_VARIANTS else ""),
                variants=tuple(variants),
                # Where the document says what everything else is, nothing is unknown.
                unknown="" if role is Role.REQUEST or default else self.names.unknown[name],
                default=default,
                simple=role is Role.REQUEST and plain and exact and not default and attribute is not None,
            )
        )

    def values_apart(self, members: Sequence[Schema], keys: Sequence[str]) -> ValuesPlan | None:
        """Find a property whose values tell objects apart, although unknown values of it are taken as well.

        A constant does so by itself. But where several values are known, any other is taken too, so that each
        alternative would take those of the others.
        """
        targets = [name for member in members if (name := ref_name(member)) is not None]
        if len(targets) < len(members) or any("properties" not in self.schemas[name] for name in targets):
            return None
        for label in self.schemas[targets[0]]["properties"]:
            values = [self.known_values(name, label) for name in targets]
            attributes = {self.names.fields[name].get(label) for name in targets}
            total = sum(map(len, values))
            if all(values) and total > len(targets) and len(set().union(*values)) == total and len(attributes) == 1:
                variants = tuple(
                    VariantPlan(key, tuple(map(encode.literal, known)), encode.literal(self.names.models[name]))
                    for key, name, known in zip(keys, targets, values, strict=True)
                )
                return ValuesPlan(encode.literal(label), Code(attributes.pop()), variants)
        return None

    def known_values(self, name: str, label: str) -> list[str]:
        """The texts that a property of an object may be, as far as the document lists them."""
        child = split_null(self.schemas[name]["properties"].get(label, {}))[0]
        while (target := ref_name(child)) is not None:
            child = split_null(self.schemas[target])[0]
        listed = listed_values(child)
        return [value for value in listed if isinstance(value, str)]

    def has_just(self, target: str, discriminator: Discriminator) -> bool:
        """Whether the tags that an object allows are just those that lead to it in this union."""
        allowed = self.schemas[target].get("properties", {}).get(discriminator.property, {})
        values = listed_values(allowed)
        keys = {key for key, name in discriminator.mapping.items() if name == target}
        return {mapping_key(value) for value in values} == keys

    def has_plain_tag(self, name: str, label: str) -> bool:
        """Whether a component is an object that takes just its own tags, whoever sends them."""
        is_sent = role_of(self.used.get(name, Direction.RESPONSE)) is Role.REQUEST
        is_told = is_sent or not self.standalone.is_without_tag(name, label)
        return "properties" in self.schemas[name] and is_told

    def typed_tags(self, target: str, tag_property: str, mapping: Mapping[str, str]) -> list[Any]:
        """The tags that lead to an alternative, in the type that payloads use."""
        keys = [key for key, name in mapping.items() if name == target]
        values: dict[str, Any] = {}
        for leaf in self.leaves(target):
            declared = self.schemas[leaf].get("properties", {}).get(tag_property, {})
            for value in listed_values(declared):
                values[mapping_key(value)] = value
        return [values.get(key, key) for key in keys]

    def leaves(self, name: str) -> list[str]:
        """The objects that a component stands for."""
        schema = self.schemas[name]
        if not is_union(schema):
            return [name]
        members = [ref_name(m) for keyword in ("oneOf", "anyOf") for m in schema.get(keyword, ())]
        return [leaf for member in members if member for leaf in self.leaves(member)]

    def finish(self) -> ModelPlan:
        """Plan what depends on how everything else refers to it."""
        for name, schema in self.enums:
            self.enum(name, schema)
        return self.plan


def _companions(schemas: Mapping[str, Schema], leaves: Callable[[str], list[str]]) -> dict[str, set[str]]:
    """The properties that may stand in an object beside its own, since a value may be several alternatives at once.

    JSON Schema 2020-12, core, 10.2.1.2: what `anyOf` asks for is that at least one alternative is met.
    """
    found: dict[str, set[str]] = {}
    for schema in schemas.values():
        members = [leaves(name) for member in schema.get("anyOf", ()) if (name := ref_name(member)) is not None]
        if len(members) < 2 or "discriminator" in schema:
            continue
        listed = [{label for leaf in group for label in schemas[leaf].get("properties", ())} for group in members]
        for index, group in enumerate(members):
            beside = set().union(*listed[:index], *listed[index + 1 :])
            for leaf in group:
                found.setdefault(leaf, set()).update(beside)
    return found


def _untagged(document: Document) -> set[str]:
    """The components among which no tag chooses: what is constant in them tells them apart."""
    found: set[str] = set()
    schemas = component_schemas(document)
    waiting: list[Any] = [document]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            for keyword in ("oneOf", "anyOf") if "discriminator" not in node else ():
                members = [name for member in as_list(node.get(keyword)) if (name := ref_name(member)) is not None]
                # One alternative beside null has nobody to be told from.
                if len(members) > 1:
                    found |= _told_apart(members, schemas)
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
    return found


def _told_apart(names_: Collection[str], schemas: Mapping[str, Schema]) -> set[str]:
    """Objects that what is constant in them tells apart: also in the objects that all of them hold in one property."""
    found: set[str] = set()
    waiting = [set(names_)]
    while waiting:
        group = waiting.pop()
        if group <= found:
            continue
        found |= group
        declared = [schemas[name].get("properties", {}) for name in group]
        for label in set.intersection(*map(set, declared)):
            held = {name for child in declared if (name := ref_name(child[label])) is not None}
            if len(held) == len(group):
                waiting.append(held)
    return found


def _is_object(schema: Schema) -> bool:
    return bool(schema.get("properties")) or (
        schema.get("type") == "object" and schema.get("additionalProperties") is False
    )


def _docstring(schema: Schema, indent: int) -> Code | None:
    parts = [str(schema.get("description") or "").strip()]
    if schema.get("deprecated") is True:
        parts.append("Deprecated.")
    parts.append(default_in_words(schema))
    text = "\n\n".join(part for part in parts if part)
    return encode.docstring(text, indent) if text else None
