"""Unions that name no discriminator, but have one: a property that has other constants in every alternative.

JSON Schema, and so OpenAPI, leaves it to whoever reads a union to find out which alternative a value is. Where a
property that all of them require tells, it is a discriminator in all but name. It is written down, so that an answer
that is newer than the document is known to be that, instead of fitting nothing.
"""

from collections.abc import Mapping

from specloom.keeping import Keeper
from specloom.normalise.apart import put_apart
from specloom.normalise.directions import with_what_is_reached
from specloom.normalise.discriminators import INFERRED, Tag, mapping_key, read_discriminator
from specloom.normalise.variants import VariantReader, inner_first, union_members
from specloom.schemas import Schema, Schemas, notes_of, ref_name, ref_to


def with_inferred_discriminators(schemas: Schemas, keeper: Keeper) -> Schemas:
    """Give unions of objects the discriminators that they have without saying so.

    Objects beside alternatives that are none are put into a union of their own, as where a document names a
    discriminator for both.

    Args:
        schemas: whose discriminated unions are settled, and their alternatives held to their tags.
        keeper: gives the names of what is made.
    """
    components = dict(schemas.components)
    reader = VariantReader(components, {})
    for name in inner_first(components):
        union = components[name]
        objects = _objects(union, reader) if "discriminator" not in union else []
        if len(objects) < 2 or (found := _told_apart(objects, reader)) is None:
            continue
        inferred = _discriminated(*found)
        if len(objects) == len(union_members(union)):
            components[name] = notes_of(union) | inferred
        else:
            components[put_apart(name, objects, components, keeper)] = inferred
    # A union that gave way to its alternatives may have been used nowhere else.
    return with_what_is_reached(Schemas(components, schemas.elsewhere))


def _objects(union: Schema, reader: VariantReader) -> list[str]:
    """The objects among the alternatives of a union; none if another alternative may be an object, too."""
    found: list[str] = []
    for member in union_members(union):
        name = ref_name(member)
        if name and reader.is_object(name):
            found.append(name)
        elif reader.may_be_object(member):
            return []
    return found


def _told_apart(objects: list[str], reader: VariantReader) -> tuple[str, dict[str, list[Tag]]] | None:
    """The first property that tells objects apart, with its values in each of them."""
    for label in reader.schemas[reader.leaves(objects[0])[0]].get("properties", ()):
        tags = {each: _tags(each, label, reader) for member in objects for each in _variants(member, label, reader)}
        if _are_distinct(tags):
            return label, tags
    return None


def _discriminated(label: str, tags: Mapping[str, list[Tag]]) -> Schema:
    return {
        "oneOf": [{"$ref": ref_to(member)} for member in tags],
        "discriminator": {
            "propertyName": label,
            "mapping": {mapping_key(tag): ref_to(member) for member, own in tags.items() for tag in own},
            INFERRED: True,
        },
    }


def _variants(member: str, label: str, reader: VariantReader) -> list[str]:
    """An alternative; if it is a union that the same property tells apart, its own alternatives in its place."""
    union = reader.schemas[member]
    inner = read_discriminator(union, ())
    if inner is None or inner.property != label or inner.default is not None:
        return [member]
    return [each for variant in union_members(union) if (each := ref_name(variant))]


def _tags(member: str, label: str, reader: VariantReader) -> list[Tag]:
    """The values that a property has in an alternative; none if it may have others, or be missing."""
    tags: dict[Tag, None] = {}
    for leaf in reader.leaves(member):
        values = reader.declared(leaf, label).values
        if not values or label not in reader.schemas[leaf].get("required", ()):
            return []
        tags.update(dict.fromkeys(values))
    return list(tags)


def _are_distinct(tags: Mapping[str, list[Tag]]) -> bool:
    """Whether every alternative has values, all of them texts or all integers, and none has those of another."""
    every = [tag for own in tags.values() for tag in own]
    is_told = all(tags.values()) and len(set(every)) == len(every)
    return is_told and {type(tag) for tag in every} in ({str}, {int})
