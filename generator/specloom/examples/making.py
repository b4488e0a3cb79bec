"""Making up values: the least that fits a schema of the normal form, or everything at once.

What the document gives as an example comes first, where it fits its own schema. What is made up is the same on every
run, and differs from field to field, so that a test sees when two fields change places.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from specloom import names
from specloom.examples.fits import excluded, fits, is_decoded
from specloom.examples.patterns import PatternError, matching
from specloom.examples.scalars import COMMON_TEXTS, number, plain_text
from specloom.models.patterns import is_checked
from specloom.models.rules import RULES
from specloom.normalise.discriminators import Declared, is_union, mapping_key, read_discriminator, typed
from specloom.normalise.files import is_file
from specloom.schemas import Schema, as_list, is_null, ref_name, ref_to

WIDE = 300
"""How many optional fields an example has, with those of the objects inside: where there are more, the outermost."""
LARGE = 5_000
"""How many values an example has at most, and a text in it characters: one that has to have more is nothing to read."""
_DEEP = 4
"""How many objects inside of each other get their optional fields."""
_RULES = RULES - {"uniqueItems", "prefixItems"}
"""What an example may break although all its parts fit."""
_NO_TEXT = Declared(types=("integer", "boolean", "null"))
"""Of a tag that a mapping can only write as a text."""
_OF_TEXTS = frozenset({"minLength", "maxLength", "pattern"})
"""What a text may break where nothing says that it has to be one."""


class UnknownError(Exception):
    """No value is known that fits, or there is none: a schema requires itself.

    Args:
        why: for the diagnostic.
        told: whether there is a diagnostic already.
    """

    def __init__(self, why: str, *, told: bool = False) -> None:
        super().__init__(why)
        self.told = told


@dataclass(slots=True)
class Maker:
    """Makes values for the schemas of one document.

    Attributes:
        schemas: the components.
        tags: by component, the tag that leads to it, for each property that holds one.
        tell: called for a schema that nothing is known to fit, with the name of what it is for and the error.
        left: how many optional fields objects inside of the current example may still have.
        room: how many values it may still have.
    """

    schemas: Mapping[str, Schema]
    tags: Mapping[str, Mapping[str, str]]
    tell: Callable[[Schema, str, UnknownError], None]
    left: int = 0
    room: int = LARGE
    _fitting: dict[int, tuple[Schema, list[Any]]] = field(default_factory=dict)
    """What was found to fit a schema, by its identity; the schema is kept, so that no other gets this identity."""
    _texts: dict[tuple[str, str], str] = field(default_factory=dict)
    """Texts by what their schema says, and the name that they tell."""

    def whole(self, schema: Schema, name: str, full: bool) -> Any:
        """Make a value that is no part of another one; see `value`."""
        self.left, self.room = WIDE if full else 0, LARGE
        return self.value(schema, name, full)

    def value(self, schema: Schema, name: str, full: bool, within: tuple[str, ...] = ()) -> Any:
        """Make a value.

        Args:
            schema: of the normal form.
            name: of the field or parameter, which made-up texts tell.
            full: whether it has everything, or only what has to be there.
            within: the components that it is a part of.

        Raises:
            UnknownError: where none is known.
        """
        self.room -= 1
        if self.room < 0:
            raise UnknownError(f"it would hold more than {LARGE:,} values")
        target = ref_name(schema)
        if target is not None:
            if target in within:
                raise UnknownError(f"it can't end: {target} requires itself")
            value = self.value(self.schemas[target], name, full, (*within, target))
            return self.tagged(target, value)
        if "const" in schema:
            return schema["const"]
        if id(schema) not in self._fitting:
            self._fitting[id(schema)] = schema, self._given(schema)
        _, given = self._fitting[id(schema)]
        if given:
            return given[0]
        value = self._made(schema, name, full, within)
        is_free = _RULES.isdisjoint(schema) and (kind_of(schema) or _OF_TEXTS.isdisjoint(schema))
        if is_free or fits(schema, value, self.schemas):
            return value
        for other in self._otherwise(schema, name, full, within):
            if fits(schema, other, self.schemas):
                return other
        if schema.get("not") in ({}, True):
            raise UnknownError("nothing is allowed there")
        raise self._unknown(
            schema, name, "none that keeps " + ", ".join(f"`{rule}`" for rule in schema if rule in RULES)
        )

    def _made(self, schema: Schema, name: str, full: bool, within: tuple[str, ...]) -> Any:
        """A value, whatever rules it may break."""
        if schema.get("enum"):
            return next((value for value in schema["enum"] if value is not None), None)
        members = [member for member in schema.get("oneOf") or schema.get("anyOf") or () if not is_null(member)]
        if members:
            return self._first_possible(schema, members, name, full, within)
        match kind_of(schema):
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
        return f"example-{names.kebab(name)}" if _OF_TEXTS.isdisjoint(schema) else self._text(schema, name)

    def _otherwise(self, schema: Schema, name: str, full: bool, within: tuple[str, ...]) -> Iterator[Any]:
        """Values that may keep a rule that the obvious one breaks."""
        yield from schema.get("enum", ())
        match kind_of(schema):
            case "object":
                yield self._obeying(schema, self._object(schema, name, True, within), full=full)
                yield self._object(schema, name, True, within)
            case "array":
                if "contains" in schema and not isinstance(schema["contains"], bool):
                    number = schema.get("minContains", 1)
                    items = [self.value(schema["contains"], name, full, within) for _ in range(number)]
                    more = schema.get("minItems", 0) - len(items)
                    yield items
                    yield items + [self.value(schema.get("items", {}), name, full, within) for _ in range(more)]
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

    def tagged(self, component: str, value: Any) -> Any:
        """An example of a component with a tag that leads to it: it may allow others, and by itself do without."""
        schema = self._resolved({"$ref": ref_to(component)})
        added: dict[str, Any] = {}
        for label, tag in self.tags.get(component, {}).items():
            if not isinstance(value, dict):
                return value
            allowed = self._resolved(schema.get("properties", {}).get(label, {}))
            found = [each for each in allowed.get("enum", [allowed.get("const")]) if mapping_key(each) == tag]
            if found and label in value:
                value = {**value, label: found[0]}
            elif found and fits(schema, {label: found[0], **added, **value}, self.schemas):
                added[label] = found[0]
        # Models write their fields in the order of the schema.
        return (
            {label: added[label] for label in schema.get("properties", ()) if label in added} | value
            if added
            else value
        )

    def _given(self, schema: Schema) -> list[Any]:
        """What the document has for an example, where it fits."""
        if is_union(schema) or "properties" in schema or is_secret(schema, self.schemas):
            # An object is put together from its own fields, so that it has all of them, or the fewest. A secret is
            # made up, so that no other field has the same value and a test can look for it.
            return []
        listed = schema.get("examples")
        found = [*([schema["example"]] if "example" in schema else []), *(listed if isinstance(listed, list) else [])]
        if isinstance(schema.get("default"), str | int | float | bool):
            found.append(schema["default"])
        return [value for value in found if value not in ("", None) and fits(schema, value, self.schemas)]

    def _first_possible(
        self, union: Schema, members: Sequence[Schema], name: str, full: bool, within: tuple[str, ...]
    ) -> Any:
        why = UnknownError("nothing is known that fits")
        for member in members:
            try:
                return self._led(union, member, self.value(member, name, full, within))
            except UnknownError as error:
                why = error
        raise why

    def _led(self, union: Schema, member: Schema, value: Any) -> Any:
        """An example of an alternative with a tag that leads to it in this union: others may have other tags for it."""
        discriminator = read_discriminator(union, ())
        if discriminator is None or not isinstance(value, dict):
            return value
        label, tags = discriminator.property, discriminator.tags_of(ref_name(member))
        if not tags or label not in value or mapping_key(value[label]) in tags:
            return value
        for tag in tags:
            for written in (tag, typed(tag, [_NO_TEXT])):
                if fits(member, {**value, label: written}, self.schemas):
                    return {**value, label: written}
        return value

    def _object(self, schema: Schema, name: str, full: bool, within: tuple[str, ...]) -> dict[str, Any]:
        required = schema.get("required", ())
        properties = schema.get("properties", {})
        fewest = schema.get("minProperties", 0)
        is_full = full and len(within) <= _DEEP and (len(within) <= 1 or self.left > 0)
        optional = len(properties) if is_full else fewest - len(required)
        result: dict[str, Any] = {}
        for label, child in properties.items():
            if label in required:
                result[label] = self._or_null(child, label, full, within)
            elif optional > 0 and not excluded(schema, {*required, *result, label}):
                try:
                    result[label] = self.value(child, label, full, within)
                    optional -= 1
                    self.left -= 1
                except UnknownError:
                    continue
        more = schema.get("additionalProperties")
        if isinstance(more, dict) and (full or len(result) < fewest):
            for number in range(1, max(1, fewest - len(result)) + 1):
                key = self._key(schema.get("propertyNames", {}), name, number)
                try:
                    result.setdefault(key, self.value(more, _singular(name), full, within))
                except UnknownError:
                    break
        return result

    def _key(self, schema: Schema, name: str, number: int) -> str:
        """A name for a property that is not listed: the first, the second and so on."""
        schema = self._resolved(schema)
        listed = [key for key in (schema.get("const"), *schema.get("enum", ())) if isinstance(key, str)]
        if listed:
            return listed[(number - 1) % len(listed)]
        return self._text(schema, f"{name} key {number}" if number > 1 else "key")

    def _or_null(self, schema: Schema, name: str, full: bool, within: tuple[str, ...]) -> Any:
        """A value that has to be there; null, where that ends what would have no end."""
        try:
            return self.value(schema, name, full, within)
        except UnknownError:
            if allows_null(schema, self.schemas):
                return None
            raise

    def _list(self, schema: Schema, name: str, full: bool, within: tuple[str, ...]) -> list[Any]:
        first: list[Any] = []
        for at, child in enumerate(schema.get("prefixItems", ())):
            item = self.value(child, name, full, within)
            first.append(self._another(child, name, at, first) if schema.get("uniqueItems") and item in first else item)
        wanted = max(schema.get("minItems", 0), 1 if full and schema.get("maxItems", 1) else 0)
        if wanted > schema.get("maxItems", wanted):
            raise UnknownError("no list is as long as it has to be")
        items = schema.get("items", {})
        result = first
        for at in range(len(first), wanted):
            try:
                item = self.value(items, _singular(name), full, within)
            except UnknownError:
                if at >= schema.get("minItems", 0):
                    break
                raise
            if schema.get("uniqueItems") and item in result:
                item = self._another(items, name, at, result)
            result.append(item)
        return result

    def _another(self, schema: Schema, name: str, at: int, taken: list[Any]) -> Any:
        """One more item of a list that holds nothing twice."""
        resolved = self._resolved(schema)
        candidates = [*resolved.get("enum", ()), *self._given(resolved)]
        if kind_of(resolved) == "boolean":
            candidates += [True, False]
        if "enum" not in resolved and kind_of(resolved) == "string":
            candidates += [f"{self._text(resolved, name)}{at}", f"{self._text(resolved, name)[:-1]}{at}"]
        elif "enum" not in resolved and kind_of(resolved) in ("integer", "number"):
            start = number(resolved, name, whole=kind_of(resolved) == "integer")
            step = resolved.get("multipleOf", 1)
            candidates += [start + step * at, start - step * at]
        for candidate in candidates:
            if candidate not in taken and fits(schema, candidate, self.schemas):
                return candidate
        raise self._unknown(schema, name, "no two different items are known")

    def _text(self, schema: Schema, name: str) -> str:
        # The same few schemas stand in the parameters of most operations.
        key = repr(schema), name
        if key not in self._texts:
            self._texts[key] = self._made_text(schema, name)
        return self._texts[key]

    def _made_text(self, schema: Schema, name: str) -> str:
        if schema.get("minLength", 0) > LARGE:
            raise self._unknown(schema, name, f"it would have more than {LARGE:,} characters")
        own = plain_text(schema, name, secret=is_secret(schema, self.schemas))
        if "pattern" not in schema:
            return own
        for candidate in (own, *COMMON_TEXTS):
            if fits(schema, candidate, self.schemas):
                return candidate
        try:
            made = matching(schema["pattern"], schema.get("minLength", 0), schema.get("maxLength"))
            # A pattern may say how a text of a format begins, and not that it is one.
            for candidate in (made, made + own[len(made) :]):
                if fits(schema, candidate, self.schemas):
                    return candidate
            if is_decoded(schema):
                raise self._unknown(schema, name, "none that keeps `pattern` and `format`")
            return made
        except PatternError as error:
            if not is_checked(schema["pattern"]):
                return own
            raise self._unknown(schema, name, str(error)) from None

    def _unknown(self, schema: Schema, name: str, why: str) -> UnknownError:
        """The error for a schema that nothing is known to fit, which has been told."""
        error = UnknownError(why)
        self.tell(schema, name, error)
        return error

    def _resolved(self, schema: Schema) -> Schema:
        return resolved(schema, self.schemas)


def resolved(schema: Schema, schemas: Mapping[str, Schema]) -> Schema:
    """What a schema is, through references."""
    seen: set[str] = set()
    while (name := ref_name(schema)) is not None and name not in seen:
        seen.add(name)
        schema = schemas[name]
    return schema


def allows_null(schema: Schema, schemas: Mapping[str, Schema]) -> bool:
    """Whether a value may be null."""
    schema = resolved(schema, schemas)
    members = [*schema.get("oneOf", ()), *schema.get("anyOf", ())]
    return "null" in as_list(schema.get("type")) or any(is_null(member) for member in members)


def is_secret(schema: Schema, schemas: Mapping[str, Schema]) -> bool:
    """Whether a value is one that must not be shown; one that a document lists is known to everybody."""
    schema = resolved(schema, schemas)
    if {"enum", "const"} & schema.keys():
        return False
    secret = schema.get("format") == "password" or schema.get("writeOnly") is True
    return secret and "string" in as_list(schema.get("type")) and not is_file(schema)


def kind_of(schema: Schema) -> str:
    """The type that a value of a schema gets: the first that is not null; "" where there is none to tell."""
    kinds = [kind for kind in as_list(schema.get("type")) if kind != "null"]
    if kinds:
        return str(kinds[0])
    if as_list(schema.get("type")):
        return "null"
    if "properties" in schema or "additionalProperties" in schema:
        return "object"
    if is_file(schema):
        return "string"
    return "array" if "items" in schema or "prefixItems" in schema else ""


def _singular(name: str) -> str:
    return name[:-1] if name.endswith("s") and not name.endswith("ss") and len(name) > 3 else name
