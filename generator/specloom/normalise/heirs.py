"""Heirs that have heirs of their own: where one is used by itself, it may be any of these.

A base with a discriminator stands for all that extend it. So does what extends it, being told apart by the same
property; it only doesn't say so itself.
"""

from collections.abc import Mapping

from specloom import grammar
from specloom.grammar import Kind
from specloom.normalise.discriminators import read_discriminator
from specloom.normalise.library import bases
from specloom.schemas import Schema, Schemas, ref_name, ref_to, schemas_within

_PARTS = frozenset({"allOf", "oneOf", "anyOf"})


def with_inherited_discriminators(schemas: Schemas) -> Schemas:
    """Give heirs that have heirs, and are used as more than a part of others, the discriminator of their base."""
    extended = {name: list(bases(schema)) for name, schema in schemas.components.items()}
    has_heirs = {base for named in extended.values() for base in named}
    own = {name: found for name, schema in schemas.components.items() if (found := _own_discriminator(schema))}
    wanted = [name for name in schemas.components if name in has_heirs and name not in own and extended[name]]
    if not own or not wanted:
        return schemas
    used = _used_by_themselves(schemas)
    changed = dict(schemas.components)
    for name in wanted:
        line = _closure(name, extended)
        base = next((each for each in line if each in own), None)
        if base is None or name not in used:
            continue
        family = {name, *(each for each in extended if name in _closure(each, extended))}
        inherited = _narrowed(own[base], family, name)
        if inherited is not None:
            changed[name] = {**changed[name], "discriminator": inherited}
    return Schemas(changed, schemas.elsewhere)


def _own_discriminator(schema: Schema) -> Schema | None:
    if "discriminator" in schema:
        found: Schema = schema["discriminator"]
        return found
    parts = (part for part in schema.get("allOf", ()) if "$ref" not in part)
    return next(filter(None, map(_own_discriminator, parts)), None)


def _closure(name: str, extended: Mapping[str, list[str]]) -> list[str]:
    """All that a component extends, the nearest first."""
    found: dict[str, None] = {}
    waiting = list(extended.get(name, ()))
    for current in waiting:
        if current not in found and current != name:
            found[current] = None
            waiting += extended.get(current, ())
    return list(found)


def _narrowed(raw: Schema, family: set[str], name: str) -> Schema | None:
    """A discriminator for one branch of a family."""
    discriminator = read_discriminator({"discriminator": raw}, ())
    if discriminator is None:
        return None
    mapping = {tag: ref_to(target) for tag, target in discriminator.mapping.items() if target in family}
    if ref_to(name) not in mapping.values():
        mapping = {name: ref_to(name), **mapping}
    return {"propertyName": discriminator.property, "mapping": mapping}


def _used_by_themselves(schemas: Schemas) -> set[str]:
    """The components that are referred to otherwise than as a part or an alternative of others."""
    found = {name for schema in schemas.elsewhere.values() if (name := ref_name(schema)) is not None}
    for schema in (*schemas.components.values(), *schemas.elsewhere.values()):
        for within in schemas_within(schema):
            for tokens, _, child in grammar.children(Kind.SCHEMA, within):
                name = ref_name(child)
                if name is not None and tokens[0] not in _PARTS:
                    found.add(name)
    return found
