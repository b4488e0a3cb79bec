"""What a discriminator says: which values of which property lead to which schema.

OpenAPI 3.1, section 4.8.25: a value names a schema explicitly, by `mapping`, or implicitly, by being the name of a
component. A mapping entry overrides only the value that it names, so a schema's own name stays a value for it, unless
the tag property itself lists its values and the name is not among them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from specloom import references
from specloom.diagnostics import Pointer
from specloom.schemas import Document, Schema, component_schemas, ref_name

Tag = str | int | float | bool | None

DEFAULT_MAPPING = "x-default-mapping"
"""Where a normal form keeps what OpenAPI 3.2 calls `defaultMapping`."""


@dataclass(frozen=True, slots=True)
class Discriminator:
    """A discriminator as its document has it.

    Attributes:
        property: the name of the tag property.
        mapping: explicit values, each with the name of its component schema.
        default: the component schema for values that nothing else names, if any.
        at: its place.

    """

    property: str
    mapping: Mapping[str, str]
    default: str | None
    at: Pointer


def read_discriminator(schema: Schema, at: Pointer) -> Discriminator | None:
    """Read the discriminator of a schema, or None if it has none that says anything."""
    raw = schema.get("discriminator")
    if not isinstance(raw, dict) or not isinstance(raw.get("propertyName"), str):
        return None
    mapping = raw.get("mapping") or {}
    named = {str(tag): name for tag, target in mapping.items() if (name := _name(target))}
    default = _name(raw.get("defaultMapping", raw.get(DEFAULT_MAPPING)))
    return Discriminator(raw["propertyName"], named, default, (*at, "discriminator"))


def _name(target: object) -> str | None:
    return ref_name({"$ref": references.mapping_ref(target)}) if isinstance(target, str) else None


@dataclass
class Family:
    """How the component schemas of a document extend and list each other.

    Attributes:
        document: the document.
        heirs: by component, those that extend it directly with `allOf`.

    """

    document: Document
    heirs: Mapping[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.heirs = references.heirs(self.document)
        self._schemas = component_schemas(self.document)

    def descendants(self, name: str) -> list[str]:
        """Every component that extends one, directly or not, nearest first, in document order."""
        found: dict[str, None] = {}
        waiting = list(self.heirs.get(name, ()))
        while waiting:
            current = waiting.pop(0)
            if current not in found and current != name:
                found[current] = None
                waiting.extend(self.heirs.get(current, ()))
        return list(found)

    def listed(self, name: str) -> Iterator[str]:
        """The components that a schema lists as its alternatives: in `oneOf`, `anyOf` and `mapping`; nested too."""
        seen: set[str] = set()
        waiting = [name]
        while waiting:
            current = waiting.pop()
            if current in seen:
                continue
            seen.add(current)
            if current != name:
                yield current
            schema = self._schemas.get(current, {})
            if not is_union(schema):
                continue
            waiting.extend(members(schema))
            discriminator = read_discriminator(schema, ())
            if discriminator is not None:
                waiting.extend(target for target in discriminator.mapping.values() if target in self._schemas)

    def is_base(self, name: str, child: str) -> bool:
        """Whether `child`, which extends `name`, means its properties only, not the choice that `name` offers."""
        schema = self._schemas.get(name, {})
        if not is_union(schema):
            return "discriminator" in schema
        listed = set(self.listed(name))
        return child in listed or any(descendant in listed for descendant in self.descendants(child))

    def tag_places(self) -> frozenset[tuple[str, str]]:
        """Where tag properties are declared: (component, property) for unions, their variants and all their bases."""
        bases: dict[str, list[str]] = {}
        for base, heirs in self.heirs.items():
            for heir in heirs:
                bases.setdefault(heir, []).append(base)
        found: set[tuple[str, str]] = set()
        for name, schema in self._schemas.items():
            discriminator = read_discriminator(schema, ())
            if discriminator is None:
                continue
            waiting = [name, *self.listed(name), *self.descendants(name)]
            seen: set[str] = set()
            while waiting:
                current = waiting.pop()
                if current not in seen:
                    seen.add(current)
                    found.add((current, discriminator.property))
                    waiting.extend(bases.get(current, ()))
        return frozenset(found)


def is_union(schema: Schema) -> bool:
    """Whether a schema offers alternatives of its own."""
    return bool(schema.get("oneOf") or schema.get("anyOf"))


def members(schema: Schema) -> list[str]:
    """The components among the alternatives of a union."""
    return [name for keyword in ("oneOf", "anyOf") for m in schema.get(keyword, ()) if (name := ref_name(m))]


def declared_tags(schema: Schema, tag_property: str, schemas: Mapping[str, Schema]) -> list[Tag]:
    """The values that a flat object schema allows its tag property, [] if it doesn't say."""
    declared = schema.get("properties", {}).get(tag_property)
    seen: set[str] = set()
    while (name := ref_name(declared)) and name not in seen:
        seen.add(name)
        declared = schemas.get(name)
    if not isinstance(declared, dict):
        return []
    if "const" in declared:
        return [declared["const"]]
    return list(declared.get("enum", ()))


def tags_of_variants(
    discriminator: Discriminator, declared: Mapping[str, list[Tag]], unnamed: Iterable[str] = ()
) -> dict[str, list[Tag]]:
    """Decide which tags lead to which variant.

    Args:
        discriminator: the discriminator.
        declared: for every variant, in order, the values that its own tag property allows.
        unnamed: variants whose names the toolkit made up, so that no payload can mean them.

    Returns:
        For every variant its tags, the one to write first. Empty where no value can lead to it.

    """
    explicit: dict[str, list[Tag]] = {name: [] for name in declared}
    for key, name in discriminator.mapping.items():
        if name in explicit:
            explicit[name].append(_typed(key, declared))
    claimed = {mapping_key(tag): name for name, tags in explicit.items() for tag in tags}
    times: dict[str, int] = {}
    for values in declared.values():
        for key in {mapping_key(value) for value in values}:
            times[key] = times.get(key, 0) + 1
    unnamed = set(unnamed)
    result: dict[str, list[Tag]] = {}
    for name, values in declared.items():
        tags = list(explicit[name])
        # A value that only this variant allows is its own; a list that all share (from their base) says nothing.
        own = [value for value in values if times[mapping_key(value)] == 1 or len(values) == 1]
        implicit: list[Tag] = [] if name in unnamed or (values and name not in values) else [name]
        for tag in [*own, *implicit]:
            if claimed.get(mapping_key(tag), name) == name and mapping_key(tag) not in map(mapping_key, tags):
                tags.append(tag)
        result[name] = tags
    return result


def _typed(tag: str, declared: Mapping[str, list[Tag]]) -> Tag:
    """A mapping's keys are always strings in the document; give one the type that the payloads use."""
    for values in declared.values():
        for value in values:
            if not isinstance(value, str) and mapping_key(value) == tag:
                return value
    return tag


def mapping_key(tag: Tag) -> str:
    """Write a tag as the key of a mapping, which is always a string."""
    if tag is None:
        return "null"
    if isinstance(tag, bool):
        return "true" if tag else "false"
    return str(tag)


def tag_schema(tags: list[Tag], declared: Schema) -> Schema:
    """The schema of a tag property: exactly these tags, with what the document says about it besides."""
    kept = {key: value for key, value in declared.items() if key in ("description", "title", "deprecated", "example")}
    types = {_type(tag) for tag in tags}
    typed: Schema = {"type": types.pop() if len(types) == 1 else sorted(types)}
    return {**typed, **({"const": tags[0]} if len(tags) == 1 else {"enum": list(tags)}), **kept}


def _type(tag: Any) -> str:
    if tag is None:
        return "null"
    if isinstance(tag, bool):
        return "boolean"
    if isinstance(tag, int):
        return "integer"
    return "number" if isinstance(tag, float) else "string"
