"""Schemas of several kinds that a tag tells apart, in the ways that documents say so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .schemas import Schema, Schemas

_TAG_NAMES = ("type", "kind", "@type", "petType", "class", "$type")


def family(schemas: Schemas, names: list[str], *, is_32: bool) -> dict[str, Schema]:
    """A base and its kinds.

    Args:
        schemas: makes what is in them.
        names: of the components: the base, then at least two kinds.
        is_32: whether the document is OpenAPI 3.2.

    Returns:
        The component schemas by name.
    """
    dice = schemas.dice
    base, *kinds = names
    tag = dice.choice(_TAG_NAMES) if dice.happens(0.8) else schemas.names.property()
    style: Callable[[], dict[str, Any]] = dice.choice(
        (lambda: _listed(schemas, base, kinds, tag, is_32), lambda: _listed(schemas, base, kinds, tag, is_32),
         lambda: _inherited(schemas, base, kinds, tag), lambda: _inherited(schemas, base, kinds, tag),
         lambda: _listed_and_inherited(schemas, base, kinds, tag), lambda: _in_steps(schemas, base, kinds, tag),
         lambda: _without_discriminator(schemas, base, kinds, tag), lambda: _nested(schemas, base, kinds, tag))
    )  # fmt: skip
    return style()


def _tags(schemas: Schemas, kinds: list[str]) -> dict[str, str]:
    """A value of the tag for each kind."""
    form = schemas.dice.choice(("{}", "{}-1", "urn:{}", "{}é", '"{}"'))
    if schemas.dice.happens(0.3):
        return {kind: str(number) for number, kind in enumerate(kinds)}
    return {kind: form.format(kind) for kind in kinds}


def _mapping(schemas: Schemas, tags: dict[str, str]) -> dict[str, str]:
    return {tag: schemas.ref(kind)["$ref"] for kind, tag in tags.items()}


def _values(schemas: Schemas, value: str) -> Schema:
    """The schema of a tag that has one value."""
    of_version: list[Schema] = [] if schemas.is_30 else [{"type": "string", "const": value}, {"const": value}]
    return schemas.dice.choice([{"type": "string"}, {"type": "string", "enum": [value]}, *of_version])


def _tagged(schemas: Schemas, tag: str, held: Schema, *, required: bool = True) -> Schema:
    """An object with a tag."""
    found = schemas.object(schemas.dice.randint(1, 2))
    found["properties"][tag] = held
    names = [name for name in found.get("required", []) if name != tag]
    if names := [*names, tag] if required else names:
        found["required"] = names
    else:
        found.pop("required", None)
    return found


def _listed(schemas: Schemas, base: str, kinds: list[str], tag: str, is_32: bool) -> dict[str, Schema]:
    tags = _tags(schemas, kinds)
    choice: Schema = {
        schemas.dice.choice(("oneOf", "oneOf", "anyOf")): [schemas.ref(kind) for kind in kinds],
        "discriminator": {"propertyName": tag, "mapping": _mapping(schemas, tags)},
    }
    found = {kind: _tagged(schemas, tag, _values(schemas, tags[kind])) for kind in kinds}
    if schemas.dice.happens(0.2):
        # Without a mapping the names of the schemas are the values.
        del choice["discriminator"]["mapping"]
        found = {kind: _tagged(schemas, tag, _values(schemas, kind)) for kind in kinds}
    elif is_32 and schemas.dice.happens(0.4):
        choice["discriminator"]["defaultMapping"] = schemas.ref(kinds[-1])["$ref"]
        found[kinds[-1]] = _tagged(schemas, tag, {"type": "string"}, required=False)
    if schemas.dice.happens(0.2):
        choice |= {"type": "object", "properties": {"common": schemas.scalar()}}
    return {base: choice, **found}


def _base(schemas: Schemas, tag: str, held: Schema, more: Schema) -> Schema:
    return {**_tagged(schemas, tag, held), "discriminator": {"propertyName": tag, **more}}


def _inherited(schemas: Schemas, base: str, kinds: list[str], tag: str) -> dict[str, Schema]:
    is_mapped = schemas.dice.happens(0.6)
    tags = _tags(schemas, kinds) if is_mapped else {kind: kind for kind in kinds}
    more = {"mapping": _mapping(schemas, tags)} if is_mapped else {}
    held = schemas.dice.choice(({"type": "string"}, {"type": "string", "enum": [*tags.values()]}))
    return {base: _base(schemas, tag, held, more), **{kind: _heir(schemas, base, tag, tags[kind]) for kind in kinds}}


def _heir(schemas: Schemas, base: str, tag: str, value: str) -> Schema:
    own = schemas.object(1)
    if schemas.dice.happens(0.6):
        own["properties"][tag] = {"type": "string", "enum": [value]}
    else:
        own["properties"].pop(tag, None)
    # What a base allows besides is up to the base.
    own.pop("additionalProperties", None)
    if schemas.dice.happens(0.3):
        return {**own, "allOf": [schemas.ref(base)]}
    return {"allOf": [schemas.ref(base), own]}


def _listed_and_inherited(schemas: Schemas, base: str, kinds: list[str], tag: str) -> dict[str, Schema]:
    found = _inherited(schemas, base, kinds, tag)
    found[base]["oneOf"] = [schemas.ref(kind) for kind in kinds]
    return found


def _in_steps(schemas: Schemas, base: str, kinds: list[str], tag: str) -> dict[str, Schema]:
    """Kinds of a kind."""
    first, *others = kinds
    found = {base: _base(schemas, tag, {"type": "string"}, {}), first: _heir(schemas, base, tag, first)}
    for kind in others:
        held = _heir(schemas, first, tag, kind)
        found[kind] = held
    # A list of one value in the first kind would leave none for its heirs.
    for part in (found[first], *found[first]["allOf"]):
        part.get("properties", {}).pop(tag, None)
    return found


def _without_discriminator(schemas: Schemas, base: str, kinds: list[str], tag: str) -> dict[str, Schema]:
    tags = _tags(schemas, kinds)
    one_value = {kind: {"type": "string", "enum": [value]} for kind, value in tags.items()}
    return {
        base: {schemas.dice.choice(("oneOf", "anyOf")): [schemas.ref(kind) for kind in kinds]},
        **{kind: _tagged(schemas, tag, one_value[kind]) for kind in kinds},
    }


def _nested(schemas: Schemas, base: str, kinds: list[str], tag: str) -> dict[str, Schema]:
    """A choice among kinds of which one is a choice of its own, by the same tag."""
    first, inner, *others = kinds
    if len(others) < 2:
        return _listed(schemas, base, kinds, tag, is_32=False)
    tags = _tags(schemas, others)
    own = first.lower() + "-own"
    found = {kind: _tagged(schemas, tag, _values(schemas, tags[kind])) for kind in others}
    mapping = {own: schemas.ref(first)["$ref"], **dict.fromkeys(tags.values(), schemas.ref(inner)["$ref"])}
    return {
        base: _choice(schemas, [first, inner], tag, mapping),
        first: _tagged(schemas, tag, _values(schemas, own)),
        inner: _choice(schemas, others, tag, _mapping(schemas, tags)),
        **found,
    }


def _choice(schemas: Schemas, kinds: list[str], tag: str, mapping: dict[str, str]) -> Schema:
    return {
        "oneOf": [schemas.ref(kind) for kind in kinds],
        "discriminator": {"propertyName": tag, "mapping": mapping},
    }
