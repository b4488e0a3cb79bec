"""Components that only refer to others, replaced by those others."""

from collections.abc import Mapping

from specloom import references
from specloom.diagnostics import Diagnostic, SpecError
from specloom.schemas import Schema, Schemas, map_schemas, ref_name, ref_to, without_notes


def without_aliases(schemas: Schemas) -> Schemas:
    """Replace every component schema that is nothing but a reference by what it refers to.

    The name of one that is an alternative of a union stays a tag of it, unless what it stands for lists its tags.

    Raises:
        SpecError: `ref-cycle` where references only lead to each other.

    """
    aliases = {
        name: target
        for name, schema in schemas.components.items()
        if (target := ref_name(schema)) is not None and set(without_notes(schema)) == {"$ref"}
    }
    if not aliases:
        return schemas
    final = {name: _followed(name, aliases) for name in aliases}
    kept = {name: schema for name, schema in schemas.components.items() if name not in aliases}
    named = Schemas(kept, schemas.elsewhere).changed(
        lambda schema, _: map_schemas(schema, lambda inner: _with_names(inner, final, kept))
    )
    return named.changed(lambda schema, _: map_schemas(schema, lambda inner: _leading(inner, final)))


def _with_names(schema: Schema, final: Mapping[str, str], components: Mapping[str, Schema]) -> Schema:
    """A union whose mapping has the names of aliases, which would be lost with them."""
    discriminator = schema.get("discriminator")
    if discriminator is None:
        return schema
    members = [
        name for keyword in ("oneOf", "anyOf") for member in schema.get(keyword, ()) if (name := ref_name(member))
    ]
    mapping = discriminator.get("mapping", {})
    mapped = {_target(target, final) for target in mapping.values()}
    lost = {
        name: ref_to(name)
        for name in members
        if name in final
        and ref_to(final[name]) not in mapped
        and not _lists_values({"$ref": ref_to(final[name])}, discriminator.get("propertyName", ""), components)
    }
    return {**schema, "discriminator": {**discriminator, "mapping": {**mapping, **lost}}} if lost else schema


def _lists_values(schema: Schema, label: str, components: Mapping[str, Schema], depth: int = 0) -> bool:
    """Whether a schema, or one that it extends, says which values a property may have."""
    schema = _meant(schema, components)
    if {"const", "enum"} & _meant(schema.get("properties", {}).get(label, {}), components).keys():
        return True
    parts = schema.get("allOf", ()) if depth < _DEEPEST else ()
    return any(_lists_values(part, label, components, depth + 1) for part in parts)


def _meant(schema: Schema, components: Mapping[str, Schema]) -> Schema:
    name = ref_name(schema)
    return schema if name is None else components.get(name, {})


_DEEPEST = 8


def _leading(schema: Schema, final: Mapping[str, str]) -> Schema:
    """A schema whose own references lead to what aliases stand for."""
    name = ref_name(schema)
    if name in final:
        schema = {**schema, "$ref": ref_to(final[str(name)])}
    discriminator = schema.get("discriminator")
    if discriminator is None:
        return schema
    changed = dict(discriminator)
    if "mapping" in discriminator:
        changed["mapping"] = {tag: _target(target, final) for tag, target in discriminator["mapping"].items()}
    if "defaultMapping" in discriminator:
        changed["defaultMapping"] = _target(discriminator["defaultMapping"], final)
    return {**schema, "discriminator": changed}


def _target(target: str, final: Mapping[str, str]) -> str:
    name = ref_name({"$ref": references.mapping_ref(target)})
    return ref_to(final[name]) if name is not None and name in final else target


def _followed(name: str, aliases: Mapping[str, str]) -> str:
    seen = [name]
    while (target := aliases.get(seen[-1])) is not None:
        if target in seen:
            raise SpecError(
                Diagnostic(
                    "ref-cycle",
                    "references lead only to each other: " + " -> ".join([*seen, target]),
                    ("components", "schemas", name),
                    "replace one of them by the schema that is meant",
                )
            )
        seen.append(target)
    return seen[-1]
