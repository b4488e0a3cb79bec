"""Every alternative of a discriminated union gets its tag, and every such union its whole mapping."""

from collections.abc import Collection, Mapping

from specloom.diagnostics import Diagnostic, Pointer, SpecError
from specloom.keeping import Keeper
from specloom.normalise.discriminators import (
    DEFAULT_MAPPING,
    Declared,
    Discriminator,
    Tag,
    declared_tags,
    mapping_key,
    read_discriminator,
    tag_schema,
    tags_of_variants,
)
from specloom.normalise.fields import Findings
from specloom.normalise.sites import spelt
from specloom.schemas import Schema, is_union, notes_of, ref_name, ref_to, schemas_within
from specloom.standing import place_of


def union_members(schema: Schema) -> list[Schema]:
    """The alternatives of a union."""
    members: list[Schema] = schema.get("oneOf") or schema.get("anyOf") or []
    return members


def tagged(
    schemas: Mapping[str, Schema],
    original: Mapping[str, str],
    used: Collection[str],
    found: Findings,
    keeper: Keeper,
) -> dict[str, Schema]:
    """Settle the tags of all discriminated unions.

    Args:
        schemas: component schemas without composition.
        original: the name by which payloads may mean a component; those that have none are missing.
        used: components that operations refer to themselves.
        found: where diagnostics go.
        keeper: gives the names of what is made.

    Raises:
        SpecError: `all-of-cycle` for unions that list each other.

    """
    tagger = _Tagger(schemas, original, found, keeper)
    for name in _inner_first(schemas):
        tagger.union(name)
    tagger.write(used)
    return tagger.schemas


def _inner_first(schemas: Mapping[str, Schema]) -> list[str]:
    """Unions in an order in which each comes after those among its alternatives."""
    inner = {
        name: [member for schema in union_members(union) if (member := ref_name(schema)) and is_union(schemas[member])]
        for name, union in schemas.items()
        if is_union(union)
    }
    done: dict[str, None] = {}
    for start in inner:
        path: list[str] = [start]
        while path:
            name = path[-1]
            waiting = next((member for member in inner[name] if member not in done), None)
            if waiting is None:
                done[path.pop()] = None
            elif waiting in path:
                line = " -> ".join([*path[path.index(waiting) :], waiting])
                hint = "a union may hold itself in a property of an alternative, but not be one of its alternatives"
                at: Pointer = ("components", "schemas", waiting)
                raise SpecError(Diagnostic("all-of-cycle", f"this union is its own alternative: {line}", at, hint))
            else:
                path.append(waiting)
    return list(done)


class _Tagger:
    def __init__(
        self, schemas: Mapping[str, Schema], original: Mapping[str, str], found: Findings, keeper: Keeper
    ) -> None:
        self.schemas = dict(schemas)
        self.original = original
        self.found = found
        self.keeper = keeper
        self.tags: dict[tuple[str, str], list[Tag]] = {}
        self.mapped = self.all_mapped()

    def all_mapped(self) -> dict[tuple[str, str], set[str]]:
        """For every alternative and tag property, the tags that a mapping of any union has for it."""
        result: dict[tuple[str, str], set[str]] = {}
        for schema in self.schemas.values():
            discriminator = read_discriminator(schema, ())
            if discriminator is not None:
                for tag, target in discriminator.mapping.items():
                    for leaf in self.leaves(target):
                        result.setdefault((leaf, discriminator.property), set()).add(tag)
        return result

    def union(self, name: str) -> None:
        """Settle the alternatives and tags of one union."""
        schema = self.schemas[name]
        at: Pointer = ("components", "schemas", name)
        discriminator = read_discriminator(schema, at)
        if discriminator is None:
            return
        members = [ref_name(member) for member in union_members(schema)]
        if not all(member and self.is_object(member) for member in members):
            self.without_discriminator(name, "discriminator-without-objects", "not all of its alternatives are objects")
            return
        declared = self.variants([member for member in members if member], discriminator)
        settled = tags_of_variants(discriminator.mapping, declared, self.original)
        if not any(settled.values()) and discriminator.default is None:
            self.without_discriminator(
                name, "discriminator-without-tags", f"no {discriminator.property!r} tells them apart"
            )
            return
        for variant, tags in settled.items():
            if not tags and variant != discriminator.default:
                self.note_unreachable(name, variant, discriminator)
                tags.append(self.original.get(variant, variant))
        settled = self.grouped(name, settled)
        mapping: dict[str, str] = {}
        for variant, tags in settled.items():
            mapping |= {mapping_key(tag): ref_to(variant) for tag in tags}
            # What takes every other value too can't be held to its own.
            if variant != discriminator.default:
                self.give(variant, discriminator.property, tags)
        self.schemas[name] = {
            **notes_of(schema),
            "oneOf": [{"$ref": ref_to(variant)} for variant in settled],
            "discriminator": {
                "propertyName": discriminator.property,
                "mapping": mapping,
                **({DEFAULT_MAPPING: ref_to(discriminator.default)} if discriminator.default else {}),
            },
        }

    def variants(self, members: list[str], discriminator: Discriminator) -> dict[str, Declared]:
        """The alternatives that a tag leads to: of a union among the members itself, or its own alternatives."""
        result: dict[str, Declared] = {}
        for member in members:
            inner = read_discriminator(self.schemas[member], ())
            if inner is not None and inner.property == discriminator.property and inner.default is None:
                for leaf in dict.fromkeys(inner.mapping.values()):
                    known = self.tags.get((leaf, inner.property))
                    result[leaf] = Declared(tuple(known)) if known else self.declared(leaf, inner.property)
                continue
            here = {tag for tag, target in discriminator.mapping.items() if target == member}
            own = {leaf: self.declared_here(leaf, discriminator.property, here) for leaf in self.leaves(member)}
            keys = [mapping_key(value) for one in own.values() for value in one.values]
            apart = len(keys) == len(set(keys)) and all(one.values for one in own.values())
            if inner is None and apart and here <= set(keys):
                result |= own
            else:
                result[member] = Declared(
                    tuple(dict.fromkeys(value for one in own.values() for value in one.values))
                    if all(one.values for one in own.values())
                    else (),
                    tuple(dict.fromkeys(name for one in own.values() for name in one.types)),
                )
        return result

    def declared_here(self, name: str, tag_property: str, here: set[str]) -> Declared:
        """What an alternative says of its tag, without those that it has only in other unions."""
        declared = self.declared(name, tag_property)
        elsewhere = self.mapped.get((name, tag_property), set()) - here
        return Declared(
            tuple(value for value in declared.values if mapping_key(value) not in elsewhere), declared.types
        )

    def grouped(self, union: str, settled: dict[str, list[Tag]]) -> dict[str, list[Tag]]:
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
        result: dict[str, list[Tag]] = {}
        made: dict[tuple[str, ...], str] = {}
        for variant, tags in settled.items():
            own = [tag for tag in tags if len(owners[mapping_key(tag)]) == 1]
            if own:
                result[variant] = own
            for group, keys in groups.items():
                if variant in group and group not in made:
                    wanted = [union + spelt(keys[0]), f"{union}{spelt(keys[0])}Union"]
                    place = place_of(("components", "schemas", union))
                    made[group] = self.keeper.claim("components", wanted, place, self.schemas)
                    self.schemas[made[group]] = {"oneOf": [{"$ref": ref_to(member)} for member in group]}
                    result[made[group]] = [tag for tag in tags if mapping_key(tag) in keys]
        return result

    def give(self, variant: str, tag_property: str, tags: list[Tag]) -> None:
        """Hold a variant to its tags; a union among the variants hands them to its own alternatives."""
        leaves = self.leaves(variant)
        for leaf in leaves:
            declared = set(map(mapping_key, self.declared(leaf, tag_property).values)) if len(leaves) > 1 else set()
            fitting = [tag for tag in tags if mapping_key(tag) in declared] or tags
            known = self.tags.setdefault((leaf, tag_property), [])
            known.extend(tag for tag in fitting if mapping_key(tag) not in map(mapping_key, known))

    def declared(self, name: str, tag_property: str) -> Declared:
        return declared_tags(self.schemas[name], tag_property, self.schemas.get)

    def leaves(self, name: str) -> list[str]:
        """The objects that a component stands for: itself, or the alternatives of the union that it is."""
        found: dict[str, None] = {}
        waiting = [name]
        for current in waiting:
            if is_union(self.schemas[current]):
                waiting.extend(
                    member for schema in union_members(self.schemas[current]) if (member := ref_name(schema))
                )
            else:
                found[current] = None
        return list(found)

    def is_object(self, name: str) -> bool:
        """Whether a component is an object, or a union of nothing but objects."""
        waiting = [name]
        for current in waiting:
            schema = self.schemas[current]
            members = [ref_name(member) for member in union_members(schema)]
            if not all(members) or (
                not members and "properties" not in schema and schema.get("type", "object") != "object"
            ):
                return False
            waiting.extend(member for member in members if member)
        return True

    def write(self, used: Collection[str]) -> None:
        """Write the tags into the alternatives."""
        alone = _Standalone(self.schemas, used)
        for (name, tag_property), tags in self.tags.items():
            schema = self.schemas[name]
            declared = schema.get("properties", {}).get(tag_property, {})
            target = ref_name(declared)
            described = {**self.schemas.get(target, {}), **declared} if target else declared
            # Declared, the tag keeps its place among the properties; otherwise it comes first.
            properties = {tag_property: {}, **schema.get("properties", {})}
            others = (
                declared_tags(schema, tag_property, self.schemas.get).values
                if alone.tagged_otherwise(name, tag_property)
                else ()
            )
            more = [value for value in others if mapping_key(value) not in map(mapping_key, tags)]
            properties[tag_property] = tag_schema([*tags, *more], described)
            required = schema.get("required", [])
            if tag_property not in required and not alone.without_tag(name, tag_property):
                required = [tag_property, *required]
            self.schemas[name] = {**schema, "type": "object", "properties": properties} | (
                {"required": required} if required else {}
            )

    def without_discriminator(self, name: str, code: str, why: str) -> None:
        message = f"{name} has a discriminator, but {why}"
        self.found.warn(code, message, ("components", "schemas", name), "the discriminator is left out of account")
        self.schemas[name] = {key: value for key, value in self.schemas[name].items() if key != "discriminator"}

    def note_unreachable(self, union: str, variant: str, discriminator: Discriminator) -> None:
        self.found.warn(
            "variant-without-tag",
            f"no value of {discriminator.property!r} leads to {variant}, one of the alternatives of {union}",
            discriminator.at[:-1],
            "add it to the mapping; until then its name is taken as its tag",
        )


class _Standalone:
    """Tells whether an alternative is also used where nothing asks for its tag."""

    def __init__(self, schemas: Mapping[str, Schema], used: Collection[str]) -> None:
        self.free = set(used)
        self.unions: dict[str, list[tuple[str, str | None]]] = {}
        for name, schema in schemas.items():
            discriminator = read_discriminator(schema, ())
            members = union_members(schema)
            for member in members:
                if (target := ref_name(member)) is not None:
                    self.unions.setdefault(target, []).append((name, discriminator.property if discriminator else None))
            listed = set(map(id, members))
            for inner in schemas_within(schema):
                if id(inner) not in listed and (target := ref_name(inner)) is not None:
                    self.free.add(target)

    def without_tag(self, name: str, tag_property: str) -> bool:
        """Whether a component may stand somewhere without this tag."""
        waiting = [name]
        for current in waiting:
            if current in self.free:
                return True
            for union, tag in self.unions.get(current, ()):
                if tag != tag_property and union not in waiting:
                    waiting.append(union)
        return False

    def tagged_otherwise(self, name: str, tag_property: str) -> bool:
        """Whether a component stands in a union that another property tells apart, and this one not before.

        There, all values that the component declares for this property are allowed.
        """
        others = [union for union, tag in self.unions.get(name, ()) if tag is not None and tag != tag_property]
        return any(self.without_tag(union, tag_property) for union in others)
