"""What a discriminator says: which values of which property lead to which schema.

OpenAPI 3.1, section 4.8.25: a value names a schema explicitly, by `mapping`, or implicitly, by being the name of a
component. A mapping entry overrides only the value that it names, so a schema's own name stays a value for it, unless
the tag property itself lists its values and the name is not among them.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from specloom import names, references
from specloom.diagnostics import Pointer
from specloom.normalise.values import type_of
from specloom.schemas import Schema, as_list, is_union, ref_name

__all__ = [
    "COMPLETE_MAPPING",
    "DEFAULT_MAPPING",
    "INFERRED",
    "Declared",
    "Discriminator",
    "Tag",
    "declared_tags",
    "is_union",
    "mapping_key",
    "read_discriminator",
    "tag_schema",
    "tags_of_variants",
    "typed",
]

Tag = str | int | float | bool | None

_NUMBER = re.compile(r"-?[0-9]+\.[0-9]+")
"""A number with a fraction, as it is written everywhere."""

DEFAULT_MAPPING = "x-default-mapping"
"""Where a normal form keeps what OpenAPI 3.2 calls `defaultMapping`."""
COMPLETE_MAPPING = "x-complete-mapping"
"""Where a normal form says that a mapping lists all values there are, though an alternative allows more.

An alternative of several unions allows what leads to it in any of them, and where another property tells it apart,
whatever it declares.
"""
INFERRED = "x-inferred"
"""Where a normal form says that a discriminator is none of the document's, but follows from its constants."""


@dataclass(frozen=True, slots=True)
class Discriminator:
    """A discriminator as its document has it.

    Attributes:
        property: the name of the tag property.
        mapping: explicit values, each with the name of its component schema.
        default: the component schema for values that nothing else names, if any.
        at: its place.
        is_complete: whether nothing but the mapping says which values there are.
        is_inferred: whether the document had none.

    """

    property: str
    mapping: Mapping[str, str]
    default: str | None
    at: Pointer
    is_complete: bool = False
    is_inferred: bool = False

    def tags_of(self, component: str | None) -> list[str]:
        """The explicit values that lead to a component."""
        return [tag for tag, target in self.mapping.items() if target == component]


def read_discriminator(schema: Schema, at: Pointer) -> Discriminator | None:
    """Read the discriminator of a schema, or None if it has none that says anything."""
    raw = schema.get("discriminator")
    if not isinstance(raw, dict) or not isinstance(raw.get("propertyName"), str):
        return None
    mapping = raw.get("mapping") or {}
    named = {str(tag): name for tag, target in mapping.items() if (name := _name(target))}
    default = _name(raw.get("defaultMapping", raw.get(DEFAULT_MAPPING)))
    is_complete, is_inferred = (raw.get(keyword) is True for keyword in (COMPLETE_MAPPING, INFERRED))
    return Discriminator(raw["propertyName"], named, default, (*at, "discriminator"), is_complete, is_inferred)


def _name(target: object) -> str | None:
    return ref_name({"$ref": references.mapping_ref(target)}) if isinstance(target, str) else None


@dataclass(frozen=True, slots=True)
class Declared:
    """What a variant says of its tag property itself.

    Attributes:
        values: those that it allows, () if it doesn't say.
        types: those that it allows, () if it doesn't say.
        is_partial: whether it allows other values too, as a union does of whose alternatives some don't say.

    """

    values: tuple[Tag, ...] = ()
    types: tuple[str, ...] = ()
    is_partial: bool = False


def declared_tags(schema: Schema, tag_property: str, resolve: Callable[[str], Schema | None]) -> Declared:
    """Read what an object schema says of its tag property.

    Args:
        schema: without composition.
        tag_property: the name of the property.
        resolve: gives a component schema by name, or None.

    """
    declared = schema.get("properties", {}).get(tag_property)
    seen: set[str] = set()
    while (name := ref_name(declared)) and name not in seen:
        seen.add(name)
        declared = resolve(name)
    if not isinstance(declared, dict):
        return Declared()
    types = tuple(as_list(declared.get("type")))
    if "const" in declared:
        return Declared((declared["const"],), types)
    if types == ("null",):
        return Declared((None,), types)
    return Declared(tuple(declared.get("enum", ())), types)


def tags_of_variants(
    mapping: Mapping[str, Collection[str]],
    declared: Mapping[str, Declared],
    original: Mapping[str, str],
    listed: Mapping[str, Collection[Tag]],
) -> dict[str, list[Tag]]:
    """Decide which tags lead to which variant.

    Args:
        mapping: explicit values, each with its variant, or with those that share it.
        declared: for every variant, in order, what it says of its tag property.
        original: the name by which payloads may mean a variant; those that have none are missing.
        listed: for every variant the values that it lists, also where less than these is left to it by a union within.

    Returns:
        For every variant its tags, the one to write first. Empty where no value can lead to it. Where several
        variants have the same tag, only what else they hold can tell them apart.

    """
    explicit: dict[str, list[Tag]] = {name: [] for name in declared}
    for key, named in mapping.items():
        for name in named:
            if name in explicit:
                explicit[name].append(typed(key, declared.values()))
    implicit = {name: original[name] for name, one in declared.items() if _can_be(one, original.get(name))}
    claimed = {key: known for key, named in mapping.items() if (known := [name for name in named if name in explicit])}
    # What a mapping names has its own name too, before what only comes with a union among the alternatives.
    for name, own_name in implicit.items():
        if explicit[name] and name not in claimed.setdefault(own_name, [name]) and own_name not in mapping:
            claimed[own_name].append(name)
    lists = [frozenset(map(mapping_key, values)) for values in listed.values()]
    # Lists of which each has what all are called, and then some, leave each its own name.
    called = {own: name for name, own in implicit.items() if own in map(mapping_key, declared[name].values)}
    result: dict[str, list[Tag]] = {}
    for name, one in declared.items():
        tags = list(explicit[name])
        # A list that all share (from their base) says nothing; any other says what the variant is for.
        keys = frozenset(map(mapping_key, one.values))
        inherited = len(keys) > 1 and len(lists) > 1 and all(keys <= other for other in lists)
        own = [] if inherited else one.values
        if name in called.values():
            own = [tag for tag in own if called.get(mapping_key(tag), name) == name]
        for tag in [*own, *([implicit[name]] if name in implicit else [])]:
            if name in claimed.get(mapping_key(tag), [name]) and mapping_key(tag) not in map(mapping_key, tags):
                tags.append(tag)
        result[name] = tags
    return result | _guessed(result, declared, original)


def _can_be(declared: Declared, name: str | None) -> bool:
    """Whether the name by which payloads may mean a variant is a value that its tag property takes."""
    is_text = not declared.types or "string" in declared.types
    is_open = not declared.values or declared.is_partial
    return name is not None and is_text and (is_open or name in map(mapping_key, declared.values))


def _guessed(
    settled: Mapping[str, list[Tag]], declared: Mapping[str, Declared], original: Mapping[str, str]
) -> dict[str, list[Tag]]:
    """Tags for variants that no value leads to: what their common list spells like their names (`cat` for `Cat`)."""
    taken = {mapping_key(tag) for tags in settled.values() for tag in tags}
    found: dict[str, list[Tag]] = {}
    for name, tags in settled.items():
        if not tags and name in original:
            found[name] = [
                value
                for value in declared[name].values
                if mapping_key(value) not in taken and names.snake(mapping_key(value)) == names.snake(original[name])
            ]
    return found


def typed(tag: str, declared: Iterable[Declared]) -> Tag:
    """A mapping's keys are always strings in the document; give one the type that the payloads use.

    Args:
        tag: the key.
        declared: what variants say of their tag property.

    """
    declared = list(declared)
    for one in declared:
        for value in one.values:
            if mapping_key(value) == tag:
                return value
    types = {name for one in declared for name in one.types}
    if "string" in types:
        return tag
    if types & {"integer", "number"} and tag.lstrip("-").isdecimal():
        return int(tag)
    if "number" in types and _NUMBER.fullmatch(tag):
        return float(tag)
    if "boolean" in types and tag in ("true", "false"):
        return tag == "true"
    return None if "null" in types and tag == "null" else tag


def mapping_key(tag: Tag) -> str:
    """Write a tag as the key of a mapping, which is always a string."""
    if tag is None:
        return "null"
    if isinstance(tag, bool):
        return "true" if tag else "false"
    return str(tag)


def tag_schema(tags: list[Tag], declared: Schema) -> Schema:
    """The schema of a tag property: exactly these tags, with what the document says about it besides."""
    kept: Schema = {key: declared[key] for key in ("description", "title", "deprecated") if key in declared}
    types = list(dict.fromkeys(map(type_of, tags)))
    allowed: Schema = {"const": tags[0]} if len(tags) == 1 else {"enum": list(tags)}
    return {"type": types[0] if len(types) == 1 else types, **allowed, **kept}
