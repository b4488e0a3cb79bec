"""Example values for schemas of the normal form: the least that is valid, and everything at once.

What the document gives as an example comes first, where it fits its own schema. What is made up is the same on every
run, and differs from field to field, so that a test sees when two fields change places.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from specloom import names
from specloom.diagnostics import Diagnostic, Pointer, Severity
from specloom.examples.fits import excluded, fits
from specloom.examples.patterns import PatternError, matching
from specloom.examples.scalars import COMMON_TEXTS, number, plain_text
from specloom.grammar import walk
from specloom.models.patterns import is_checked
from specloom.models.rules import RULES
from specloom.normalise.discriminators import is_union, read_discriminator
from specloom.normalise.files import holds_file, is_file
from specloom.schemas import Document, Schema, as_list, component_schemas, is_null, ref_name, ref_to

_DEEP = 4
"""How many objects inside of each other get their optional fields."""
_WIDE = 300
"""How many optional fields an example has, with those of the objects inside: where there are more, the outermost."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One of the things that a schema allows: the name of its component, "" for what has none, and its schema."""

    name: str
    schema: Schema


_RULES = RULES - {"uniqueItems", "prefixItems"}
"""What an example may break although all its parts fit."""


class _UnknownError(Exception):
    """No value is known that fits, or there is none: a schema requires itself.

    Args:
        why: for the diagnostic.
        told: whether there is a diagnostic already.
    """

    def __init__(self, why: str, *, told: bool = False) -> None:
        super().__init__(why)
        self.told = told


@dataclass(slots=True)
class Examples:
    """Makes examples for one document.

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
    _left: int = 0
    """How many optional fields objects inside of the current example may still have."""
    _made_before: dict[tuple[str | int, str, bool], tuple[Schema, Any]] = field(default_factory=dict)
    """Examples by component, or by identity of the schema, which is kept so that no other gets this identity."""
    _places: dict[int, Pointer] = field(default_factory=dict)
    """Of all objects of the document, by identity; found once something has to be said of one."""
    _known: dict[int, tuple[Schema, bool]] = field(default_factory=dict)
    """Whether anything is, likewise by identity."""
    _fitting: dict[int, tuple[Schema, list[Any]]] = field(default_factory=dict)
    """What was found to fit a schema, by its identity; the schema is kept, so that no other gets this identity."""

    def __post_init__(self) -> None:
        self.schemas = component_schemas(self.document)
        self.tags = _tags(self.schemas)

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
        return value | {label: None for label, child in properties.items() if self.allows_null(child)}

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
        found: dict[str, Variant] = {}
        for variant in self._alternatives(schema, "", frozenset()):
            found.setdefault(variant.name or repr(variant.schema), variant)
        return [variant for variant in found.values() if self.knows(variant.schema, variant.name or "value")]

    def _alternatives(self, schema: Schema, name: str, seen: frozenset[str]) -> Iterator[Variant]:
        target = ref_name(schema)
        if target is not None:
            if target not in seen:
                yield from self._alternatives(self.schemas[target], target, seen | {target})
            return
        members = schema.get("oneOf") or schema.get("anyOf")
        if not members:
            yield Variant(name, schema)
            return
        for member in members:
            if not is_null(member):
                yield from self._alternatives(member, "", seen)

    def is_told_apart(self, schema: Schema) -> bool:
        """Whether it is certain which alternative a value is: by tags, not by what fields it happens to have."""
        schema = self.resolved(schema)
        members = [member for member in schema.get("oneOf") or schema.get("anyOf") or () if not is_null(member)]
        if len(members) > 1 and read_discriminator(schema, ()) is None:
            return False
        return all(self.is_told_apart(member) for member in members)

    def resolved(self, schema: Schema) -> Schema:
        """What a schema is, through references."""
        seen: set[str] = set()
        while (name := ref_name(schema)) is not None and name not in seen:
            seen.add(name)
            schema = self.schemas[name]
        return schema

    def allows_null(self, schema: Schema) -> bool:
        """Whether a value may be null."""
        schema = self.resolved(schema)
        members = [*schema.get("oneOf", ()), *schema.get("anyOf", ())]
        return "null" in as_list(schema.get("type")) or any(is_null(member) for member in members)

    def is_secret(self, schema: Schema) -> bool:
        """Whether a value is one that must not be shown."""
        schema = self.resolved(schema)
        secret = schema.get("format") == "password" or schema.get("writeOnly") is True
        return secret and "string" in as_list(schema.get("type")) and not self.is_file(schema)

    def is_file(self, schema: Schema) -> bool:
        """Whether a value is a file, which is sent as bytes and never stands in JSON."""
        schema = self.resolved(schema)
        return is_file(schema) and "string" in as_list(schema.get("type"))

    def holds_file(self, schema: Schema) -> bool:
        """Whether a schema is a file, or has one somewhere in it."""
        return holds_file(schema, self.schemas)

    def knows(self, schema: Schema, name: str = "value") -> bool:
        """Whether any example is known; where none is, that is a diagnostic."""
        target = ref_name(schema)
        about = schema if target is None else self.schemas[target]
        if id(about) not in self._known:
            self._left = 0
            try:
                self._value(schema, name, False, ())
                self._known[id(about)] = about, True
            except _UnknownError as error:
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
        before, self._left = self.misses, _WIDE
        try:
            value = self._value(schema, name, full, ())
        except _UnknownError as error:
            self._tell(schema, name, error)
            return None
        if self.misses == before:
            self._made_before[key] = schema, value
        return value

    def _value(self, schema: Schema, name: str, full: bool, within: tuple[str, ...]) -> Any:
        target = ref_name(schema)
        if target is not None:
            if target in within:
                raise _UnknownError(f"it can't end: {target} requires itself")
            value = self._value(self.schemas[target], name, full, (*within, target))
            return self._tagged(target, value)
        if "const" in schema:
            return schema["const"]
        if id(schema) not in self._fitting:
            self._fitting[id(schema)] = schema, self._given(schema)
        _, given = self._fitting[id(schema)]
        if given:
            return given[0]
        value = self._made(schema, name, full, within)
        if _RULES.isdisjoint(schema) or fits(schema, value, self.schemas):
            return value
        for other in self._otherwise(schema, name, full, within):
            if fits(schema, other, self.schemas):
                return other
        if schema.get("not") in ({}, True):
            raise _UnknownError("nothing is allowed there")
        raise self._unknown(
            schema, name, "none that keeps " + ", ".join(f"`{rule}`" for rule in schema if rule in RULES)
        )

    def _made(self, schema: Schema, name: str, full: bool, within: tuple[str, ...]) -> Any:
        """A value, whatever rules it may break."""
        if schema.get("enum"):
            return next((value for value in schema["enum"] if value is not None), None)
        members = [member for member in schema.get("oneOf") or schema.get("anyOf") or () if not is_null(member)]
        if members:
            return self._first_possible(members, name, full, within)
        match self._kind(schema):
            case "object":
                return self._object(schema, name, full, within)
            case "array":
                return self._list(schema, name, full, within)
            case "string":
                return self._text(schema, name)
            case "integer" | "number" as kind:
                return number(schema, name, whole=kind == "integer")
            case "boolean":
                return True
            case "null":
                return None
        return f"example-{names.kebab(name)}"

    def _otherwise(self, schema: Schema, name: str, full: bool, within: tuple[str, ...]) -> Iterator[Any]:
        """Values that may keep a rule that the obvious one breaks."""
        yield from schema.get("enum", ())
        match self._kind(schema):
            case "object":
                yield self._obeying(schema, self._object(schema, name, True, within), full=full)
                yield self._object(schema, name, True, within)
            case "array":
                if "contains" in schema and not isinstance(schema["contains"], bool):
                    items = [self._value(schema["contains"], name, full, within)] * schema.get("minContains", 1)
                    more = schema.get("minItems", 0) - len(items)
                    yield items
                    yield items + [self._value(schema.get("items", {}), name, full, within) for _ in range(more)]
                yield self._list(schema, name, False, within)
            case "":
                yield from (1, True, {}, [], None)

    def _obeying(self, schema: Schema, fields: dict[str, Any], *, full: bool) -> dict[str, Any]:
        """As many of some fields as keep the rules of their object together; or as few as do."""
        chosen = {label for label in fields if label in schema.get("required", ())}
        is_valid = False
        for label in (None, *fields):
            if is_valid and not full:
                break
            more = chosen if label is None else {*chosen, label}
            if fits(schema, {each: fields[each] for each in fields if each in more}, self.schemas):
                chosen, is_valid = more, True
        return {each: fields[each] for each in fields if each in chosen}

    def _tagged(self, component: str, value: Any) -> Any:
        """An example of a component with a tag that leads to it, where it allows several and not all of them do."""
        for label, tag in self.tags.get(component, {}).items():
            if isinstance(value, dict) and label in value:
                allowed = self.resolved(self.resolved({"$ref": ref_to(component)}).get("properties", {}).get(label, {}))
                found = [each for each in allowed.get("enum", ()) if str(each) == tag]
                value = {**value, label: found[0]} if found else value
        return value

    def _kind(self, schema: Schema) -> str:
        kinds = [kind for kind in as_list(schema.get("type")) if kind != "null"]
        if kinds:
            return str(kinds[0])
        if as_list(schema.get("type")):
            return "null"
        if "properties" in schema or "additionalProperties" in schema:
            return "object"
        return "array" if "items" in schema or "prefixItems" in schema else ""

    def _given(self, schema: Schema) -> list[Any]:
        """What the document has for an example, where it fits."""
        if is_union(schema) or "properties" in schema or self.is_secret(schema):
            # An object is put together from its own fields, so that it has all of them, or the fewest. A secret is
            # made up, so that no other field has the same value and a test can look for it.
            return []
        listed = schema.get("examples")
        found = [*([schema["example"]] if "example" in schema else []), *(listed if isinstance(listed, list) else [])]
        if isinstance(schema.get("default"), str | int | float | bool):
            found.append(schema["default"])
        return [value for value in found if value not in ("", None) and fits(schema, value, self.schemas)]

    def _first_possible(self, members: Sequence[Schema], name: str, full: bool, within: tuple[str, ...]) -> Any:
        why = _UnknownError("nothing is known that fits")
        for member in members:
            try:
                return self._value(member, name, full, within)
            except _UnknownError as error:
                why = error
        raise why

    def _object(self, schema: Schema, name: str, full: bool, within: tuple[str, ...]) -> dict[str, Any]:
        required = schema.get("required", ())
        properties = schema.get("properties", {})
        fewest = schema.get("minProperties", 0)
        is_full = full and len(within) <= _DEEP and (len(within) <= 1 or self._left > 0)
        optional = len(properties) if is_full else fewest - len(required)
        result: dict[str, Any] = {}
        for label, child in properties.items():
            if label in required:
                result[label] = self._or_null(child, label, full, within)
            elif optional > 0 and not excluded(schema, {*required, *result, label}):
                try:
                    result[label] = self._value(child, label, full, within)
                    optional -= 1
                    self._left -= 1
                except _UnknownError:
                    continue
        more = schema.get("additionalProperties")
        if isinstance(more, dict) and (full or len(result) < fewest):
            for number in range(1, max(1, fewest - len(result)) + 1):
                key = self._key(schema.get("propertyNames", {}), name, number)
                try:
                    result.setdefault(key, self._value(more, _singular(name), full, within))
                except _UnknownError:
                    break
        return result

    def _key(self, schema: Schema, name: str, number: int) -> str:
        """A name for a property that is not listed: the first, the second and so on."""
        schema = self.resolved(schema)
        listed = [key for key in (schema.get("const"), *schema.get("enum", ())) if isinstance(key, str)]
        if listed:
            return listed[(number - 1) % len(listed)]
        return self._text(schema, f"{name} key {number}" if number > 1 else "key")

    def _or_null(self, schema: Schema, name: str, full: bool, within: tuple[str, ...]) -> Any:
        """A value that has to be there; null, where that ends what would have no end."""
        try:
            return self._value(schema, name, full, within)
        except _UnknownError:
            if self.allows_null(schema):
                return None
            raise

    def _list(self, schema: Schema, name: str, full: bool, within: tuple[str, ...]) -> list[Any]:
        first = [self._value(child, name, full, within) for child in schema.get("prefixItems", ())]
        wanted = max(schema.get("minItems", 0), 1 if full and schema.get("maxItems", 1) else 0)
        items = schema.get("items", {})
        result = first
        for at in range(len(first), wanted):
            try:
                item = self._value(items, _singular(name), full, within)
            except _UnknownError:
                if at >= schema.get("minItems", 0):
                    break
                raise
            if schema.get("uniqueItems") and item in result:
                item = self._another(items, name, at, result)
            result.append(item)
        return result

    def _another(self, schema: Schema, name: str, at: int, taken: list[Any]) -> Any:
        """One more item of a list that holds nothing twice."""
        resolved = self.resolved(schema)
        candidates = [*resolved.get("enum", ()), *self._given(resolved)]
        if "enum" not in resolved and self._kind(resolved) == "string":
            candidates += [f"{self._text(resolved, name)}{at}", f"{self._text(resolved, name)[:-1]}{at}"]
        elif "enum" not in resolved and self._kind(resolved) in ("integer", "number"):
            start = number(resolved, name, whole=self._kind(resolved) == "integer")
            step = resolved.get("multipleOf", 1)
            candidates += [start + step * at, start - step * at]
        for candidate in candidates:
            if candidate not in taken and fits(schema, candidate, self.schemas):
                return candidate
        raise self._unknown(schema, name, "no two different items are known")

    def _text(self, schema: Schema, name: str) -> str:
        own = plain_text(schema, name, secret=self.is_secret(schema))
        if "pattern" not in schema:
            return own
        for candidate in (own, *COMMON_TEXTS):
            if fits(schema, candidate, self.schemas):
                return candidate
        try:
            return matching(schema["pattern"], schema.get("minLength", 0), schema.get("maxLength"))
        except PatternError as error:
            if not is_checked(schema["pattern"]):
                return own
            raise self._unknown(schema, name, str(error)) from None

    def _unknown(self, schema: Schema, name: str, why: str) -> _UnknownError:
        """The error for a schema that nothing is known to fit, which has been told."""
        error = _UnknownError(why)
        self._tell(schema, name, error)
        return error

    def _tell(self, schema: Schema, name: str, error: _UnknownError) -> None:
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
        if found not in self.diagnostics:
            self.diagnostics.append(found)

    def _place_of(self, schema: Schema) -> Pointer:
        """Where a schema stands in the document."""
        if not self._places:
            self._places = {id(place.node): place.pointer for place in reversed(list(walk(self.document)))}
        return self._places.get(id(schema), ())


def _tags(schemas: Mapping[str, Schema]) -> dict[str, dict[str, str]]:
    """By component, a tag for each property that holds one: it leads there in all unions, if any tag does."""
    listed: dict[str, dict[str, list[set[str]]]] = {}
    for union in schemas.values():
        discriminator = read_discriminator(union, ()) if is_union(union) else None
        if discriminator is not None:
            for target in dict.fromkeys(discriminator.mapping.values()):
                tags = {tag for tag, named in discriminator.mapping.items() if named == target}
                listed.setdefault(target, {}).setdefault(discriminator.property, []).append(tags)
    return {
        target: {label: min(set.intersection(*tags) or tags[0]) for label, tags in by_property.items()}
        for target, by_property in listed.items()
    }


def _singular(name: str) -> str:
    return name[:-1] if name.endswith("s") and not name.endswith("ss") and len(name) > 3 else name
