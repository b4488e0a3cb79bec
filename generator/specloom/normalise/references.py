"""References made plain: every reference to a schema leads to a whole component that is a schema of its own.

A reference into a component (`#/components/schemas/Pet/properties/owner`), or to a schema inside an operation, gets a
component of its own; a component that only refers to another is replaced by that other.
"""

from specloom import names, references
from specloom.diagnostics import Diagnostic, Pointer, SpecError
from specloom.grammar import Kind, kind_at
from specloom.schemas import (
    ANNOTATIONS,
    Document,
    Schema,
    component_schemas,
    map_document,
    map_schemas,
    outermost,
    ref_name,
    ref_to,
    schemas_within,
    with_component_schemas,
)


def plain_references(document: Document) -> Document:
    """Make every reference to a schema one to a component schema that is itself no reference.

    Raises:
        SpecError: `dangling-ref`, `external-ref`, or `ref-cycle` where references only lead to each other; all that
            there are, at once.

    """
    problems = list(_unresolved(document))
    if problems:
        raise SpecError(problems)
    return _without_aliases(_without_deep_references(document))


def _unresolved(document: Document) -> list[Diagnostic]:
    found = []
    for pointer, ref in references.iter_refs(document):
        if pointer[-1] in ("operationRef", "$dynamicRef"):
            continue
        if references.local_pointer(document, ref) is None:
            found.append(references.unresolved(ref, pointer))
    for keyword in ("$dynamicRef", "$dynamicAnchor", "$recursiveRef"):
        for pointer, schema in outermost(document):
            if any(keyword in inner for inner in schemas_within(schema)):
                found.append(
                    Diagnostic(
                        "unsupported-keyword",
                        f"`{keyword}` is not supported",
                        pointer,
                        "write the reference as a plain `$ref`",
                    )
                )
    return found


def _without_deep_references(document: Document) -> Document:
    schemas = component_schemas(document)
    moved: dict[str, str] = {}
    added: dict[str, Schema] = {}

    def change(schema: Schema) -> Schema:
        ref = schema.get("$ref")
        if not isinstance(ref, str) or ref_name(schema) in schemas:
            return schema
        if ref not in moved:
            pointer = references.local_pointer(document, ref) or ()
            if kind_at(pointer) is not Kind.SCHEMA:
                raise SpecError(
                    Diagnostic("not-a-schema", f"{ref!r} is used as a schema but leads to something else", pointer)
                )
            name = names.first_unused([_place_name(pointer)], {*schemas, *added})
            moved[ref] = name
            added[name] = {}
            added[name] = map_schemas(references.node_at(document, pointer), change)
        return {**schema, "$ref": ref_to(moved[ref])}

    result = map_document(document, lambda schema, _: map_schemas(schema, change))
    if not added:
        return document
    return with_component_schemas(result, {**component_schemas(result), **added})


def _place_name(pointer: Pointer) -> str:
    skipped = {"components", "schemas", "properties", "items", "allOf", "oneOf", "anyOf", "paths", "schema", "content"}
    return "".join(names.pascal(str(token)) for token in pointer if token not in skipped) or "Schema"


def _without_aliases(document: Document) -> Document:
    schemas = component_schemas(document)
    aliases = {
        name: target
        for name, schema in schemas.items()
        if (target := ref_name(schema)) is not None and not set(schema) - ANNOTATIONS - {"$ref"}
    }
    if not aliases:
        return document
    final = {name: _follow(name, aliases) for name in aliases}

    def change(schema: Schema) -> Schema:
        name = ref_name(schema)
        if name is not None and name in final:
            schema = {**schema, "$ref": ref_to(final[name])}
        discriminator = schema.get("discriminator")
        if isinstance(discriminator, dict) and isinstance(discriminator.get("mapping"), dict):
            mapping = {
                tag: ref_to(final[mapped]) if (mapped := _mapped(value)) in final else value
                for tag, value in discriminator["mapping"].items()
            }
            schema = {**schema, "discriminator": {**discriminator, "mapping": mapping}}
        return schema

    kept = {name: schema for name, schema in schemas.items() if name not in aliases}
    return map_document(with_component_schemas(document, kept), lambda schema, _: map_schemas(schema, change))


def _mapped(value: object) -> str:
    return ref_name({"$ref": references.mapping_ref(value)}) or "" if isinstance(value, str) else ""


def _follow(name: str, aliases: dict[str, str]) -> str:
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
