"""What sets the inline alternatives of a union apart, as words for their names."""

from collections.abc import Sequence

from specloom import names
from specloom.schemas import Schema, as_list, listed_values, ref_name

_MANY = 3
"""Up to how many values or properties are put together in one name."""


def labels(members: Sequence[Schema]) -> list[str]:
    """A word for each alternative: its title, its tag, what it alone extends, requires or has, or its kind."""
    return [_label(member, [other for other in members if other is not member]) for member in members]


def kind_label(schema: Schema) -> str:
    """A word for the kind of thing that a schema is."""
    if "enum" in schema:
        return "Enum"
    if "oneOf" in schema or "anyOf" in schema:
        return "Union"
    types = as_list(schema.get("type"))
    return names.pascal(types[0]) if len(types) == 1 else "Object"


def difference(owner: str, name: str) -> str:
    """What the name of an alternative says that the name of its union doesn't.

    `Cat` for `PetCat` or `CatPet` in `Pet`; the whole name where that says too little.
    """
    known, own = names.words(owner), names.words(name)
    start = 0
    while start < min(len(known), len(own)) and known[start].lower() == own[start].lower():
        start += 1
    end = 0
    while end < min(len(known), len(own)) - start and known[-1 - end].lower() == own[-1 - end].lower():
        end += 1
    return "".join(word[0].upper() + word[1:] for word in own[start : len(own) - end]) or names.pascal(name)


def _label(schema: Schema, others: Sequence[Schema]) -> str:
    title = schema.get("title")
    if title and names.words(title) and all(other.get("title") != title for other in others):
        return names.spelt(title)
    extended = _extended(schema) - {name for other in others for name in _extended(other)}
    if extended:
        return names.pascal(min(extended))
    for label, values in _values(schema).items():
        if not values & {value for other in others for value in _values(other).get(label, ())}:
            return "Or".join(sorted(names.spelt(value) for value in values))
    for own in (_required, _properties):
        distinct = [label for label in own(schema) if not any(label in own(other) for other in others)]
        if distinct:
            return "With" + "And".join(names.spelt(label) for label in distinct[:_MANY])
    return kind_label(schema)


def _extended(schema: Schema) -> set[str]:
    return {name for part in schema.get("allOf", ()) if (name := ref_name(part)) is not None}


def _all(schema: Schema) -> list[Schema]:
    return [schema, *(part for part in schema.get("allOf", ()) if "$ref" not in part)]


def _values(schema: Schema) -> dict[str, set[str]]:
    """The few texts that each property allows, where it allows no more."""
    found: dict[str, set[str]] = {}
    for part in _all(schema):
        for label, child in part.get("properties", {}).items():
            values = listed_values(child)
            if 0 < len(values) <= _MANY and all(isinstance(value, str) and names.words(value) for value in values):
                found[label] = set(values)
    return found


def _required(schema: Schema) -> list[str]:
    return [label for part in _all(schema) for label in part.get("required", ())]


def _properties(schema: Schema) -> list[str]:
    return [label for part in _all(schema) for label in part.get("properties", {})]
