"""Every discriminated union gets its whole mapping: all values that lead to an alternative, and to which."""

from collections.abc import Mapping
from dataclasses import replace

from specloom import names
from specloom.diagnostics import Pointer
from specloom.keeping import Keeper
from specloom.normalise.apart import put_apart
from specloom.normalise.discriminators import (
    COMPLETE_MAPPING,
    DEFAULT_MAPPING,
    INFERRED,
    Discriminator,
    mapping_key,
    read_discriminator,
)
from specloom.normalise.fields import Findings
from specloom.normalise.variants import Settled, VariantReader, inner_first, union_members
from specloom.schemas import Schema, notes_of, ref_name, ref_to
from specloom.standing import place_of


def tagged(
    schemas: Mapping[str, Schema], original: Mapping[str, str], found: Findings, keeper: Keeper
) -> dict[str, Schema]:
    """Settle the tags of all discriminated unions; what their alternatives say stays for `held_to_tags`.

    Args:
        schemas: component schemas without composition.
        original: the name by which payloads may mean a component; those that have none are missing.
        found: where diagnostics go.
        keeper: gives the names of what is made.

    Raises:
        SpecError: `all-of-cycle` for unions that list each other.

    """
    tagger = _Tagger(schemas, original, found, keeper)
    for name in inner_first(schemas):
        tagger.union(name)
    return tagger.schemas


class _Tagger:
    def __init__(
        self, schemas: Mapping[str, Schema], original: Mapping[str, str], found: Findings, keeper: Keeper
    ) -> None:
        self.schemas = dict(schemas)
        self.original = original
        self.found = found
        self.keeper = keeper
        self.reader = VariantReader(self.schemas, original)

    def union(self, name: str) -> None:
        """Settle the alternatives and tags of one union."""
        schema = self.schemas[name]
        at: Pointer = ("components", "schemas", name)
        discriminator = read_discriminator(schema, at)
        if discriminator is None:
            return
        members = [ref_name(member) for member in union_members(schema)]
        objects = [member for member in members if member and self.reader.is_object(member)]
        if not objects:
            self.without_discriminator(name, "discriminator-without-objects", "none of its alternatives is an object")
            return
        if len(objects) < len(members):
            self.objects_apart(name, objects)
            return
        settled = self.reader.read([member for member in members if member], discriminator)
        if discriminator.default not in settled:
            # A union that this property tells apart as well has given way to its alternatives: it takes nothing more.
            discriminator = replace(discriminator, default=None)
        if not any(settled.values()) and discriminator.default is None:
            self.without_discriminator(
                name, "discriminator-without-tags", f"no {discriminator.property!r} tells them apart"
            )
            return
        told_apart = {(type(tag), tag) for tags in settled.values() for tag in tags}
        if len(told_apart) > min(len({tag for _, tag in told_apart}), len({mapping_key(tag) for _, tag in told_apart})):
            # Neither the keys of a mapping nor Python tell 2 from "2", or true from 1; schemas do.
            self.without_discriminator(name, "discriminator-with-like-tags", "some of its values differ in type alone")
            return
        taken = {mapping_key(tag) for tags in settled.values() for tag in tags}
        for variant in [variant for variant, tags in settled.items() if not tags and variant != discriminator.default]:
            own_name = self.original.get(variant, variant)
            # By itself it has one of the values that it lists, which a tag of its own would forbid.
            is_left_out = own_name in taken or bool(self.reader.declared(variant, discriminator.property).values)
            self.note_unreachable(name, variant, discriminator, is_left_out=is_left_out)
            if is_left_out:
                del settled[variant]
            else:
                settled[variant].append(own_name)
        settled = self.grouped(name, settled, discriminator.default)
        self.reader.settled[name] = settled
        for leaf, _ in self.reader.held(settled, discriminator):
            # An object that says nothing else would not keep its name.
            if not self.schemas[leaf].get("properties"):
                self.schemas[leaf] = {
                    **self.schemas[leaf],
                    "type": "object",
                    "properties": {discriminator.property: {}},
                }
        written: Schema = {
            "propertyName": discriminator.property,
            "mapping": {mapping_key(tag): ref_to(variant) for variant, tags in settled.items() for tag in tags},
        }
        if discriminator.default:
            written[DEFAULT_MAPPING] = ref_to(discriminator.default)
        if discriminator.is_complete:
            written[COMPLETE_MAPPING] = True
        if discriminator.is_inferred:
            written[INFERRED] = True
        listed = [{"$ref": ref_to(variant)} for variant in settled]
        self.schemas[name] = {**notes_of(schema), "oneOf": listed, "discriminator": written}

    def objects_apart(self, name: str, objects: list[str]) -> None:
        """Put the objects of a union, which its discriminator is about, into one of their own."""
        schema = self.schemas[name]
        others = {ref_name(member) for member in union_members(schema)} - {*objects}
        discriminator = read_discriminator(schema, ())
        written: Schema = {
            **schema["discriminator"],
            "mapping": {
                tag: ref_to(target)
                for tag, target in (discriminator.mapping if discriminator else {}).items()
                if target not in others
            },
        }
        self.schemas[name] = {key: value for key, value in schema.items() if key != "discriminator"}
        made = put_apart(name, objects, self.schemas, self.keeper)
        self.schemas[made] = {"oneOf": [{"$ref": ref_to(member)} for member in objects], "discriminator": written}
        self.union(made)

    def grouped(self, union: str, settled: Settled, default: str | None) -> Settled:
        """Put variants that share a tag into a union of their own, without a discriminator."""
        owners: dict[str, list[str]] = {}
        for variant, tags in settled.items():
            for tag in tags:
                owners.setdefault(mapping_key(tag), []).append(variant)
        groups: dict[tuple[str, ...], list[str]] = {}
        for key, variants in owners.items():
            if len(variants) > 1:
                groups.setdefault(tuple(variants), []).append(key)
        if not groups:
            return settled
        result: Settled = {}
        made: dict[tuple[str, ...], str] = {}
        for variant, tags in settled.items():
            own = [tag for tag in tags if len(owners[mapping_key(tag)]) == 1]
            if own or variant == default:
                result[variant] = own
            for group, keys in groups.items():
                if variant in group and group not in made:
                    wanted = [union + names.spelt(keys[0]), f"{union}{names.spelt(keys[0])}Union"]
                    place = place_of(("components", "schemas", union))
                    made[group] = self.keeper.claim("components", wanted, place, self.schemas)
                    self.schemas[made[group]] = {"oneOf": [{"$ref": ref_to(member)} for member in group]}
                    result[made[group]] = [tag for tag in tags if mapping_key(tag) in keys]
        return result

    def without_discriminator(self, name: str, code: str, why: str) -> None:
        message = f"{name} has a discriminator, but {why}"
        self.found.warn(code, message, ("components", "schemas", name), "the discriminator is left out of account")
        self.schemas[name] = {key: value for key, value in self.schemas[name].items() if key != "discriminator"}

    def note_unreachable(self, union: str, variant: str, discriminator: Discriminator, *, is_left_out: bool) -> None:
        until_then = (
            "it is left out, since its name can't lead to it" if is_left_out else "its name is taken as its tag"
        )
        self.found.warn(
            "variant-without-tag",
            f"no value of {discriminator.property!r} leads to {variant}, one of the alternatives of {union}",
            discriminator.at[:-1],
            f"add it to the mapping; until then {until_then}",
        )
