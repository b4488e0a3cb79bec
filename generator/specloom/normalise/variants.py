"""What a discriminated union says: which tags lead to which of its alternatives, and which objects these stand for."""

from collections.abc import Iterable, Iterator, Mapping

from specloom.diagnostics import Diagnostic, Pointer, SpecError
from specloom.normalise.discriminators import (
    Declared,
    Discriminator,
    Tag,
    declared_tags,
    mapping_key,
    read_discriminator,
    tags_of_variants,
    typed,
)
from specloom.schemas import Schema, as_list, is_union, listed_values, ref_name

Settled = dict[str, list[Tag]]
"""By alternative of a union, the tags that lead to it."""


def union_members(schema: Schema) -> list[Schema]:
    """The alternatives of a union."""
    members: list[Schema] = schema.get("oneOf") or schema.get("anyOf") or []
    return members


def inner_first(schemas: Mapping[str, Schema]) -> list[str]:
    """Unions in an order in which each comes after those among its alternatives.

    Raises:
        SpecError: `all-of-cycle` for unions that list each other.

    """
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


class VariantReader:
    """Reads the unions of one set of schemas, inner ones first.

    Attributes:
        schemas: components without composition.
        settled: the tags of the unions that have been settled, which those around them go by.
    """

    def __init__(self, schemas: dict[str, Schema], original: Mapping[str, str]) -> None:
        """Begin.

        Args:
            schemas: components without composition; unions may be replaced by what they come to be.
            original: the name by which payloads may mean a component; those that have none are missing.
        """
        self.schemas = schemas
        self.settled: dict[str, Settled] = {}
        self._original = original
        self._mapped: dict[tuple[str, str], set[str]] = {}
        for schema in schemas.values():
            discriminator = read_discriminator(schema, ())
            if discriminator is not None:
                for leaf, tags in self._mapped_in(discriminator).items():
                    self._mapped.setdefault((leaf, discriminator.property), set()).update(tags)

    def read(self, members: list[str], discriminator: Discriminator) -> Settled:
        """Find the tags of each alternative of a union; [] where none leads to it.

        Args:
            members: the alternatives as they are listed. A union among them that the same property tells apart gives
                way to its own.
            discriminator: of the union.
        """
        if discriminator.is_complete:
            return self.as_written(members, discriminator)
        variants = self._variants(members, discriminator)
        listed = {
            variant: [*said.values, *self._listed(variant, discriminator.property)]
            for variant, said in variants.items()
        }
        return tags_of_variants(self._leading_to(variants, discriminator), variants, self._original, listed)

    def _listed(self, name: str, tag_property: str) -> Iterator[Tag]:
        """All values that the objects of a component list, whatever unions have left of them."""
        for leaf in self.leaves(name):
            yield from self.declared(leaf, tag_property).values

    def _leading_to(self, variants: Mapping[str, Declared], discriminator: Discriminator) -> dict[str, tuple[str, ...]]:
        """What each tag of a mapping leads to; for a union that gave way to its own, those that have it there."""
        result: dict[str, tuple[str, ...]] = {}
        for tag, target in discriminator.mapping.items():
            inner = {} if target in variants else self.settled.get(target) or self._apart(target, discriminator)
            result[tag] = tuple(name for name, tags in inner.items() if tag in map(mapping_key, tags)) or (target,)
        return result

    def _apart(self, union: str, discriminator: Discriminator) -> Settled:
        """What the objects of a union without a discriminator list, as which they stand in the place of it."""
        return {leaf: list(self.declared(leaf, discriminator.property).values) for leaf in self.leaves(union)}

    def as_written(self, members: list[str], discriminator: Discriminator) -> Settled:
        """The tags of each alternative by the mapping alone."""
        result: Settled = {member: [] for member in members}
        said = {leaf: self.declared(leaf, discriminator.property) for member in members for leaf in self.leaves(member)}
        for key, target in discriminator.mapping.items():
            if target in result:
                own = [said[leaf] for leaf in self.leaves(target) if said[leaf] != Declared()]
                result[target].append(typed(key, own or said.values()))
        return result

    def _variants(self, members: list[str], discriminator: Discriminator) -> dict[str, Declared]:
        """The alternatives that a tag leads to, with what they say of it."""
        here = self._mapped_in(discriminator)
        result: dict[str, Declared] = {}

        def add(variant: str, said: Declared) -> None:
            result[variant] = _together([result[variant], said]) if variant in result else said

        for member in members:
            inner = read_discriminator(self.schemas[member], ())
            if inner is not None and inner.property == discriminator.property:
                settled = self.settled[member]
                if inner.default is None:
                    for leaf, tags in settled.items():
                        add(leaf, Declared(tuple(tags)))
                else:
                    add(member, Declared(tuple(tag for tags in settled.values() for tag in tags)))
                continue
            own = {leaf: self._declared_here(leaf, discriminator.property, here) for leaf in self.leaves(member)}
            keys = [mapping_key(value) for one in own.values() for value in one.values]
            are_told_apart = len(keys) == len(set(keys)) and all(one.values for one in own.values())
            named = {tag for tag, target in discriminator.mapping.items() if target == member}
            if inner is None and are_told_apart and named <= set(keys):
                for leaf, one in own.items():
                    add(leaf, one)
            else:
                add(member, _together(own.values()))
        return result

    def _declared_here(self, name: str, tag_property: str, here: Mapping[str, set[str]]) -> Declared:
        """What an alternative says of its tag; if this union maps it, without those that only others map it by."""
        declared = self.declared(name, tag_property)
        elsewhere = self._mapped[name, tag_property] - here[name] if name in here else set()
        return Declared(
            tuple(value for value in declared.values if mapping_key(value) not in elsewhere), declared.types
        )

    def _mapped_in(self, discriminator: Discriminator) -> dict[str, set[str]]:
        """The tags that a mapping has for each object."""
        result: dict[str, set[str]] = {}
        for tag, target in discriminator.mapping.items():
            for leaf in self.leaves(target):
                result.setdefault(leaf, set()).add(tag)
        return result

    def held(self, settled: Settled, discriminator: Discriminator) -> Iterator[tuple[str, list[Tag]]]:
        """The objects that a union holds to tags, each with these as it writes them itself."""
        for variant, tags in settled.items():
            # What takes every other value too can't be held to its own.
            if variant == discriminator.default:
                continue
            leaves = self.leaves(variant, but=discriminator.property)
            for leaf in leaves:
                said = self.declared(leaf, discriminator.property)
                known = {mapping_key(value) for value in said.values}
                own = [tag for tag in tags if mapping_key(tag) in known]
                held = own if len(leaves) > 1 and own else tags
                yield leaf, [typed(mapping_key(tag), [said]) if said.types or tag in own else tag for tag in held]

    def declared(self, name: str, tag_property: str) -> Declared:
        """What a component itself says of a tag property."""
        return declared_tags(self.schemas[name], tag_property, self.schemas.get)

    def leaves(self, name: str, but: str | None = None) -> list[str]:
        """The objects that a component stands for: itself, or the alternatives of the union that it is.

        Args:
            name: of the component.
            but: a property; unions that it tells apart are left out.
        """
        found: dict[str, None] = {}
        waiting = [name]
        for current in waiting:
            schema = self.schemas[current]
            if not is_union(schema):
                found[current] = None
            elif but is None or (inner := read_discriminator(schema, ())) is None or inner.property != but:
                waiting.extend(member for each in union_members(schema) if (member := ref_name(each)))
        return list(found)

    def is_object(self, name: str) -> bool:
        """Whether a component is an object, or a union of nothing but objects."""
        waiting = [name]
        for current in waiting:
            schema = self.schemas[current]
            members = [ref_name(member) for member in union_members(schema)]
            is_open = schema.get("type", "object") == "object" and (members or self.may_be_object(schema))
            if not all(members) or ("properties" not in schema and not is_open):
                return False
            waiting.extend(member for member in members if member)
        return True

    def may_be_object(self, schema: Schema) -> bool:
        """Whether a value that fits a schema may be an object."""
        name = ref_name(schema)
        if name is not None:
            return self.may_be_object(self.schemas[name])
        if members := union_members(schema):
            return any(map(self.may_be_object, members))
        if values := listed_values(schema):
            return any(isinstance(value, dict) for value in values)
        return not schema.get("type") or "object" in as_list(schema["type"])


def _together(alternatives: Iterable[Declared]) -> Declared:
    """What alternatives say between them."""
    listed = list(alternatives)
    values = {mapping_key(value): value for one in listed for value in one.values}
    types = dict.fromkeys(name for one in listed for name in one.types)
    return Declared(tuple(values.values()), tuple(types), not all(one.values for one in listed))
