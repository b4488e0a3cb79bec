"""Unions that name no discriminator, but have one: a property that has other constants in every alternative.

JSON Schema, and so OpenAPI, leaves it to whoever reads a union to find out which alternative a value is. Where a
property that all of them require tells, it is a discriminator in all but name. It is written down, so that an answer
that is newer than the document is known to be that, instead of fitting nothing.
"""

from collections.abc import Mapping

from specloom.normalise.directions import with_what_is_reached
from specloom.normalise.discriminators import INFERRED, Tag, mapping_key, read_discriminator
from specloom.normalise.variants import VariantReader, inner_first, union_members
from specloom.schemas import Schema, Schemas, notes_of, ref_name, ref_to


def with_inferred_discriminators(schemas: Schemas) -> Schemas:
    """Give unions of objects the discriminators that they have without saying so.

    Args:
        schemas: whose discriminated unions are settled, and their alternatives held to their tags.
    """
    components = dict(schemas.components)
    reader = VariantReader(components, {})
    for name in inner_first(components):
        union = components[name]
        if "discriminator" not in union and (found := _told_apart(union, reader)) is not None:
            label, tags = found
            components[name] = {
                **notes_of(union),
                "oneOf": [{"$ref": ref_to(member)} for member in tags],
                "discriminator": {
                    "propertyName": label,
                    "mapping": {mapping_key(tag): ref_to(member) for member, own in tags.items() for tag in own},
                    INFERRED: True,
                },
            }
    # A union that gave way to its alternatives may have been used nowhere else.
    return with_what_is_reached(Schemas(components, schemas.elsewhere))


def _told_apart(union: Schema, reader: VariantReader) -> tuple[str, dict[str, list[Tag]]] | None:
    """The first property that tells the alternatives of a union apart, with its values in each of them."""
    members = [ref_name(member) for member in union_members(union)]
    named = [member for member in members if member and reader.is_object(member)]
    if len(named) < max(2, len(members)):
        return None
    for label in reader.schemas[reader.leaves(named[0])[0]].get("properties", ()):
        tags = {each: _tags(each, label, reader) for member in named for each in _variants(member, label, reader)}
        if _are_distinct(tags):
            return label, tags
    return None


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
