"""Every alternative of a discriminated union is held to its tags, and requires one wherever it stands.

This comes after requests and responses are apart, since a schema may stand in other unions there than here.
"""

from specloom.normalise.directions import with_what_is_reached
from specloom.normalise.discriminators import (
    COMPLETE_MAPPING,
    Discriminator,
    Tag,
    mapping_key,
    read_discriminator,
    tag_schema,
)
from specloom.normalise.variants import VariantReader, inner_first, union_members
from specloom.schemas import Schema, Schemas, ref_name, schemas_within


def held_to_tags(schemas: Schemas) -> Schemas:
    """Hold the alternatives of all discriminated unions to their tags.

    Args:
        schemas: with the whole mapping of every union.
    """
    unions = {
        name: discriminator
        for name in inner_first(schemas.components)
        if (discriminator := read_discriminator(schemas.components[name], ())) is not None
    }
    if not unions:
        return schemas
    components = dict(schemas.components)
    reader = VariantReader(components, {name: name for name in components})
    tags: dict[tuple[str, str], list[Tag]] = {}
    for name, discriminator in unions.items():
        settled = reader.as_written(_members(components[name]), discriminator)
        reader.settled[name] = settled
        for leaf, own in reader.held(settled, discriminator):
            tags.setdefault((leaf, discriminator.property), []).extend(own)
    alone = Standalone(schemas)
    for (name, tag_property), own in tags.items():
        others = reader.declared(name, tag_property).values if alone.is_tagged_otherwise(name, tag_property) else ()
        required = not alone.is_without_tag(name, tag_property)
        components[name] = _held(name, tag_property, [*own, *others], reader, required=required)
    for name, discriminator in unions.items():
        components[name] = _complete(name, components[name], discriminator, reader)
    held = Schemas(components, schemas.elsewhere)
    # An enum of tags may have been about nothing else.
    was_named = any(ref_name(schemas.components[name].get("properties", {}).get(label)) for name, label in tags)
    return with_what_is_reached(held) if was_named else held


def _members(union: Schema) -> list[str]:
    return [member for schema in union_members(union) if (member := ref_name(schema)) is not None]


def _held(name: str, tag_property: str, tags: list[Tag], reader: VariantReader, *, required: bool) -> Schema:
    """An object that allows nothing but some values as its tag."""
    schema = reader.schemas[name]
    # Declared, the tag keeps its place among the properties; otherwise it comes first.
    properties = {tag_property: {}, **schema.get("properties", {})}
    declared = properties[tag_property]
    target = ref_name(declared)
    described = {**reader.schemas.get(target, {}), **declared} if target else declared
    values: dict[str, Tag] = {}
    for tag in tags:
        values.setdefault(mapping_key(tag), tag)
    # The order of the document, as far as it has one.
    known = [key for value in reader.declared(name, tag_property).values if (key := mapping_key(value)) in values]
    properties[tag_property] = tag_schema([values[key] for key in dict.fromkeys([*known, *values])], described)
    listed = schema.get("required", [])
    if required and tag_property not in listed:
        listed = [tag_property, *listed]
    return {**schema, "type": "object", "properties": properties} | ({"required": listed} if listed else {})


def _complete(name: str, union: Schema, discriminator: Discriminator, reader: VariantReader) -> Schema:
    """A union that says so where nothing but its mapping tells which tags there are."""
    settled = (reader.read(_members(union), discriminator), reader.settled[name])
    read, written = ([(variant, list(map(mapping_key, tags))) for variant, tags in one.items()] for one in settled)
    if discriminator.is_complete or read == written:
        return union
    return {**union, "discriminator": {**union["discriminator"], COMPLETE_MAPPING: True}}


class Standalone:
    """Tells whether an alternative is also used where nothing asks for its tag."""

    def __init__(self, schemas: Schemas) -> None:
        """Find the uses of every component of a document."""
        outside = Schemas({}, schemas.elsewhere).within()
        self.free = {name for schema in outside if (name := ref_name(schema)) is not None}
        self.unions: dict[str, list[tuple[str, str | None]]] = {}
        for name, schema in schemas.components.items():
            discriminator = read_discriminator(schema, ())
            members = union_members(schema)
            for member in members:
                if (target := ref_name(member)) is not None:
                    self.unions.setdefault(target, []).append((name, discriminator.property if discriminator else None))
            listed = set(map(id, members))
            for inner in schemas_within(schema):
                if id(inner) not in listed and (target := ref_name(inner)) is not None:
                    self.free.add(target)

    def is_without_tag(self, name: str, tag_property: str) -> bool:
        """Whether a component may stand somewhere without this tag."""
        waiting = [name]
        for current in waiting:
            if current in self.free:
                return True
            for union, tag in self.unions.get(current, ()):
                if tag != tag_property and union not in waiting:
                    waiting.append(union)
        return False

    def is_tagged_otherwise(self, name: str, tag_property: str) -> bool:
        """Whether a component stands in a union that another property tells apart, and this one not before.

        There, all values that the component declares for this property are allowed.
        """
        others = [union for union, tag in self.unions.get(name, ()) if tag is not None and tag != tag_property]
        return any(self.is_without_tag(union, tag_property) for union in others)
