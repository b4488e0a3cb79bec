"""The examples of a document, each made once: of every schema the least that fits it, everything at once, and nulls.

Schemas that no example is known for are told of, with their place.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from specloom.diagnostics import Diagnostic, Pointer, Severity
from specloom.examples.fits import fits
from specloom.examples.making import Maker, UnknownError, allows_null, is_secret, resolved
from specloom.grammar import Kind, walk
from specloom.models.rules import RULES
from specloom.normalise.discriminators import is_union, mapping_key, read_discriminator
from specloom.normalise.files import file_holders, holds_file, is_file
from specloom.schemas import Document, Schema, component_schemas, is_null, ref_name, ref_to


@dataclass(frozen=True, slots=True)
class Variant:
    """One of the things that a schema allows: the name of its component, "" for what has none, and its schema."""

    name: str
    schema: Schema
    """Its own; where that allows tags that lead elsewhere from where it is an alternative, without them."""

    @property
    def reference(self) -> Schema:
        """What stands for it elsewhere."""
        return {"$ref": ref_to(self.name)} if self.name else self.schema


@dataclass(slots=True)
class Examples:
    """The examples of one document.

    Attributes:
        document: the normal form.
        diagnostics: schemas for which nothing is known that fits.
        schemas: the components.
        tags: by component, the tag that leads to it, for each property that holds one.
        misses: how many times nothing was known, also where that is no news.
    """

    document: Document
    diagnostics: list[Diagnostic] = field(default_factory=list)
    schemas: dict[str, Schema] = field(init=False)
    tags: dict[str, dict[str, str]] = field(init=False)
    misses: int = 0
    _maker: Maker = field(init=False)
    _component_of: dict[int, str] = field(init=False)
    """By identity of their schemas, the components that tags lead to."""
    _file_holders: set[str] | None = None
    """The components that have files in them; found once that is asked."""
    _made_before: dict[tuple[str | int, str, bool], tuple[Schema, Any]] = field(default_factory=dict)
    """Examples by component, or by identity of the schema, which is kept so that no other gets this identity."""
    _places: dict[int, Pointer] = field(default_factory=dict)
    """Of all objects of the document, by identity; found once something has to be said of one."""
    _alike: dict[str, Pointer] = field(default_factory=dict)
    """Of all schemas, by what they say; likewise."""
    _known: dict[int, tuple[Schema, bool]] = field(default_factory=dict)
    """Whether anything is, likewise by identity."""
    _variants: dict[str | int, tuple[Schema, list[Variant], int]] = field(default_factory=dict)
    """What schemas may be, by component or likewise, with how many of it nothing is known of."""

    def __post_init__(self) -> None:
        self.schemas = component_schemas(self.document)
        self.tags = _tags(self.schemas)
        self._component_of = {id(self.schemas[name]): name for name in self.tags if name in self.schemas}
        self._maker = Maker(self.schemas, self.tags, self._tell)

    def minimal(self, schema: Schema, name: str = "value") -> Any:
        """The least that fits: required fields only.

        Args:
            schema: of the normal form.
            name: of the field or parameter, which made-up texts tell.
        """
        return self._example(schema, name, full=False)

    def full(self, schema: Schema, name: str = "value") -> Any:
        """Everything at once: all fields, to a limit of depth."""
        return self._example(schema, name, full=True)

    def nulls(self, schema: Schema) -> Any:
        """The least that fits, and null wherever a field may be null; the same as `minimal` where none may."""
        value = self.minimal(schema)
        properties = self.resolved(schema).get("properties", {})
        if not isinstance(value, dict):
            return value
        empty = {label: None for label, child in properties.items() if self.allows_null(child)}
        if not empty or RULES.isdisjoint(self.resolved(schema)) or fits(schema, value | empty, self.schemas):
            return value | empty
        for label in empty:
            # A rule of the whole may want a field to have a value in the end.
            if fits(schema, value | {label: None}, self.schemas):
                value = value | {label: None}
        return value

    def payloads(self, schema: Schema) -> dict[str, Any]:
        """All examples of a schema that differ: `full`, and `minimal` and `nulls` where they say something else."""
        found = {"full": self.full(schema), "minimal": self.minimal(schema), "nulls": self.nulls(schema)}
        kept: dict[str, Any] = {}
        for label, value in found.items():
            if value not in kept.values():
                kept[label] = value
        return kept

    def variants(self, schema: Schema) -> list[Variant]:
        """Everything that a schema may be: the alternatives of a union, also of one inside another, else itself.

        Those that no example is known for are left out.
        """
        key = ref_name(schema) or id(schema)
        if key in self._variants:
            _, known, unknown = self._variants[key]
            self.misses += unknown
            return known
        found: dict[str, Variant] = {}
        for variant in self._alternatives(schema, "", frozenset(), {}):
            found.setdefault(variant.name or repr(variant.schema), variant)
        known = [variant for variant in found.values() if self.knows(variant.schema, variant.name or "value")]
        self._variants[key] = schema, known, len(found) - len(known)
        return known

    def _alternatives(
        self, schema: Schema, name: str, seen: frozenset[str], tags: Mapping[str, Collection[str]]
    ) -> Iterator[Variant]:
        target = ref_name(schema)
        if target is not None:
            if target not in seen:
                yield from self._alternatives(self.schemas[target], target, seen | {target}, tags)
            return
        members = schema.get("oneOf") or schema.get("anyOf")
        if not members:
            yield Variant(name, self._led_to(schema, name, tags))
            return
        discriminator = read_discriminator(schema, ())
        for member in members:
            leading = discriminator.tags_of(ref_name(member)) if discriminator else []
            more = {discriminator.property: leading} if discriminator and leading else {}
            if not is_null(member):
                yield from self._alternatives(member, "", seen, {**more, **tags})

    def _led_to(self, schema: Schema, name: str, tags: Mapping[str, Collection[str]]) -> Schema:
        """An alternative with no other tags than lead to it, if its example would have another."""
        if all(self.tags.get(name, {}).get(label) in (None, *leading) for label, leading in tags.items()):
            return schema
        properties, required = dict(schema.get("properties", {})), dict.fromkeys(schema.get("required", ()))
        elsewhere = {label: [tag] for label, tag in self.tags[name].items()}
        for label, leading in (elsewhere | dict(tags)).items():
            allowed = self.resolved(properties.get(label, {}))
            found = [each for each in allowed.get("enum", [allowed.get("const")]) if mapping_key(each) in leading]
            if found:
                properties[label], required[label] = {"enum": found}, None
        return {**schema, "properties": properties, "required": list(required)}

    def is_told_apart(self, schema: Schema) -> bool:
        """Whether it is certain which alternative a value is: by tags, not by what fields it happens to have."""
        schema = self.resolved(schema)
        members = [member for member in schema.get("oneOf") or schema.get("anyOf") or () if not is_null(member)]
        if len(members) > 1 and read_discriminator(schema, ()) is None:
            return False
        return all(self.is_told_apart(member) for member in members)

    def resolved(self, schema: Schema) -> Schema:
        """What a schema is, through references."""
        return resolved(schema, self.schemas)

    def allows_null(self, schema: Schema) -> bool:
        """Whether a value may be null."""
        return allows_null(schema, self.schemas)

    def is_secret(self, schema: Schema) -> bool:
        """Whether a value is one that must not be shown."""
        return is_secret(schema, self.schemas)

    def is_file(self, schema: Schema) -> bool:
        """Whether a value is a file, which is sent as bytes and never stands in JSON."""
        return is_file(self.resolved(schema))

    def holds_file(self, schema: Schema) -> bool:
        """Whether a schema is a file, or has one somewhere in it."""
        if self._file_holders is None:
            self._file_holders = file_holders(self.schemas)
        return holds_file(schema, self._file_holders)

    def knows(self, schema: Schema, name: str = "value") -> bool:
        """Whether any example is known; where none is, that is a diagnostic."""
        target = ref_name(schema)
        about = schema if target is None else self.schemas[target]
        if id(about) not in self._known:
            try:
                self._maker.whole(schema, name, full=False)
                self._known[id(about)] = about, True
            except UnknownError as error:
                self._tell(schema, name, error)
                self._known[id(about)] = about, False
        is_known = self._known[id(about)][1]
        self.misses += not is_known
        return is_known

    def _example(self, schema: Schema, name: str, *, full: bool) -> Any:
        """An example; None where none is known, see `knows`."""
        key = (ref_name(schema) or id(schema), name, full)
        if key in self._made_before:
            return self._made_before[key][1]
        before = self.misses
        try:
            value = self._maker.whole(schema, name, full=full)
        except UnknownError as error:
            if full:
                # Everything at once may be too much: what one field needs may forbid another.
                return self.minimal(schema, name) if self.knows(schema, name) else None
            self._tell(schema, name, error)
            return None
        if id(schema) in self._component_of:
            value = self._maker.tagged(self._component_of[id(schema)], value)
        if self.misses == before:
            self._made_before[key] = schema, value
        return value

    def _tell(self, schema: Schema, name: str, error: UnknownError) -> None:
        self.misses += 1
        if error.told:
            return
        error.told = True
        target = ref_name(schema)
        at: Pointer = ("components", "schemas", target) if target is not None else ()
        found = Diagnostic(
            "no-example",
            f"no example is known for {target or name!r}: {error}",
            at or self._place_of(schema),
            "give it an `example` that fits; tests and samples leave out what needs one",
            Severity.WARNING,
        )
        # A schema without its notes, or otherwise put together anew, has no place; what is said of it has been said.
        is_said = not found.pointer and any(found.message == each.message for each in self.diagnostics)
        if not is_said and found not in self.diagnostics:
            self.diagnostics.append(found)

    def _place_of(self, schema: Schema) -> Pointer:
        """Where a schema stands in the document."""
        if not self._places:
            for place in walk(self.document):
                self._places.setdefault(id(place.node), place.pointer)
        if id(schema) in self._places:
            return self._places[id(schema)]
        # What a parameter holds may have been put together anew, and is found by what it says.
        if not self._alike:
            for place in walk(self.document):
                if place.kind is Kind.SCHEMA:
                    self._alike.setdefault(repr(place.node), place.pointer)
        return self._alike.get(repr(schema), ())


def _tags(schemas: Mapping[str, Schema]) -> dict[str, dict[str, str]]:
    """By component, a tag for each property that holds one: the first that leads there in all unions, or in one."""
    listed: dict[str, dict[str, list[list[str]]]] = {}
    for union in schemas.values():
        discriminator = read_discriminator(union, ()) if is_union(union) else None
        if discriminator is not None:
            for target in dict.fromkeys(discriminator.mapping.values()):
                tags = discriminator.tags_of(target)
                for component in _leaves(target, schemas):
                    listed.setdefault(component, {}).setdefault(discriminator.property, []).append(tags)
    return {
        target: {label: next(filter(_in_all(tags), tags[0]), tags[0][0]) for label, tags in by_property.items()}
        for target, by_property in listed.items()
    }


def _leaves(name: str, schemas: Mapping[str, Schema], within: tuple[str, ...] = ()) -> Iterator[str]:
    """A component, or the components that are its alternatives if it is a union."""
    schema = schemas.get(name, {})
    if not is_union(schema):
        yield name
        return
    for member in schema.get("oneOf") or schema.get("anyOf") or ():
        target = ref_name(member)
        if target is not None and target not in within:
            yield from _leaves(target, schemas, (*within, target))


def _in_all(lists: list[list[str]]) -> Callable[[str], bool]:
    return lambda tag: all(tag in listed for listed in lists)
