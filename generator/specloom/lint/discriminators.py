"""Rules about `discriminator`: the union, its variants, and the tag that tells them apart."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from specloom.diagnostics import Pointer, Severity
from specloom.grammar import Kind
from specloom.lint.spec import Finding, Json, Rule, Spec, name_of, overlay_action
from specloom.references import heirs, local_pointer, mapping_ref, node_at


class _Variant(NamedTuple):
    """One variant of a union: the schema that is meant, and the tags that lead to it."""

    pointer: Pointer
    schema: Json
    tags: tuple[str, ...]


class _Union(NamedTuple):
    """A schema with a discriminator."""

    pointer: Pointer
    schema: Json
    tag: str
    listed: dict[Pointer, Pointer]
    """What its `oneOf` or `anyOf` lists: each target, and the place of the entry that refers to it."""
    mapping: dict[str, Pointer]
    """What its mapping leads to, so far as it leads anywhere."""
    variants: list[_Variant]

    @property
    def name(self) -> str:
        return name_of(self.pointer)


def _discriminated(spec: Spec) -> Iterator[tuple[Pointer, Json, Json]]:
    for _, pointer, schema in spec.places[Kind.SCHEMA]:
        discriminator = schema.get("discriminator")
        if isinstance(discriminator, dict):
            yield pointer, schema, discriminator


def _unions(spec: Spec) -> Iterator[_Union]:
    lines = heirs(spec.document)
    for pointer, schema, discriminator in _discriminated(spec):
        tag = discriminator.get("propertyName")
        if not isinstance(tag, str):
            continue
        listed: dict[Pointer, Pointer] = {}
        for keyword in ("oneOf", "anyOf"):
            entries = schema.get(keyword)
            for index, entry in enumerate(entries if isinstance(entries, list) else ()):
                if isinstance(entry, dict) and isinstance(entry.get("$ref"), str):
                    target = local_pointer(spec.document, entry["$ref"])
                    if target:
                        listed.setdefault(target, (*pointer, keyword, index))
        mapping: dict[str, Pointer] = {}
        for value, ref in _mapping(discriminator).items():
            target = local_pointer(spec.document, mapping_ref(ref))
            if target:
                mapping[value] = target
        targets = [*listed, *mapping.values()]
        if "oneOf" not in schema and "anyOf" not in schema and len(pointer) == 3:
            targets += _line(lines, str(pointer[2]))
        yield _Union(pointer, schema, tag, listed, mapping, _variants(spec, dict.fromkeys(targets), mapping))


def _line(lines: dict[str, list[str]], base: str) -> list[Pointer]:
    """Return everything that extends a component schema, directly or not."""
    found: dict[str, None] = {}
    waiting = [base]
    while waiting:
        for heir in lines.get(waiting.pop(), ()):
            if heir not in found and heir != base:
                found[heir] = None
                waiting.append(heir)
    return [("components", "schemas", heir) for heir in found]


def _variants(spec: Spec, targets: dict[Pointer, None], mapping: dict[str, Pointer]) -> list[_Variant]:
    found = []
    for target in targets:
        node = node_at(spec.document, target)
        meant = spec.target(target, node) if isinstance(node, dict) else None
        if meant is not None:
            tags = tuple(value for value, mapped in mapping.items() if mapped == target)
            found.append(_Variant(*meant, tags or (str(target[-1]),)))
    return found


def _mapping(discriminator: Json) -> dict[str, str]:
    mapping = discriminator.get("mapping")
    return {k: v for k, v in mapping.items() if isinstance(v, str)} if isinstance(mapping, dict) else {}


def _declarations(spec: Spec, pointer: Pointer, schema: Json, tag: str) -> Iterator[tuple[Pointer, Json]]:
    """Yield where a schema, or what it extends, declares the property of the tag."""
    for at, part in spec.parts(pointer, schema):
        properties = part.get("properties")
        declared = properties.get(tag) if isinstance(properties, dict) else None
        if isinstance(declared, dict):
            yield from spec.parts((*at, "properties", tag), declared)


def _allowed(schema: Json) -> tuple[str, list[Any]] | None:
    """Return the keyword that limits a schema to certain values, and the values."""
    if isinstance(schema.get("enum"), list):
        return "enum", schema["enum"]
    return ("const", [schema["const"]]) if "const" in schema else None


def _requires(spec: Spec, pointer: Pointer, schema: Json, tag: str) -> bool:
    parts = (part.get("required") for _, part in spec.parts(pointer, schema))
    return any(isinstance(required, list) and tag in required for required in parts)


def _without_property_name(spec: Spec) -> Iterator[Finding]:
    for pointer, _, discriminator in _discriminated(spec):
        if not isinstance(discriminator.get("propertyName"), str):
            yield Finding(
                (*pointer, "discriminator"),
                f"the discriminator of {name_of(pointer)} does not say which property holds the tag",
                overlay_action((*pointer, "discriminator"), {"propertyName": "type"}) + ", with the property's name",
            )


def _without_variants(spec: Spec) -> Iterator[Finding]:
    for union in _unions(spec):
        lists = any(isinstance(union.schema.get(keyword), list) for keyword in ("oneOf", "anyOf"))
        if not union.variants and not lists and not _mapping(union.schema["discriminator"]):
            yield Finding(
                (*union.pointer, "discriminator"),
                f"{union.name} has a discriminator, but nothing to tell apart",
                "list its variants in oneOf, or remove the discriminator",
            )


def _mapping_not_in_oneof(spec: Spec) -> Iterator[Finding]:
    for union in _unions(spec):
        if not union.listed:
            continue
        keyword = "oneOf" if "oneOf" in union.schema else "anyOf"
        for value, target in union.mapping.items():
            if target not in union.listed:
                ref = _ref(union, value)
                yield Finding(
                    (*union.pointer, "discriminator", "mapping", value),
                    f"{union.name} maps the tag {value!r} to {name_of(target)}, which its {keyword} does not list",
                    overlay_action((*union.pointer, keyword), {"$ref": ref}),
                )


def _oneof_not_in_mapping(spec: Spec) -> Iterator[Finding]:
    for union in _unions(spec):
        for target, entry in union.listed.items():
            if union.mapping and target not in union.mapping.values():
                name = str(target[-1])
                update = {name: f"#/components/schemas/{name}"}
                yield Finding(
                    entry,
                    f"{union.name} lists {name}, but maps no tag to it, so its tag is {name!r}",
                    overlay_action((*union.pointer, "discriminator", "mapping"), update) + ", with its real tag",
                )


def _inline_variant(spec: Spec) -> Iterator[Finding]:
    for union in _unions(spec):
        for keyword in ("oneOf", "anyOf"):
            entries = union.schema.get(keyword)
            for index, entry in enumerate(entries if isinstance(entries, list) else ()):
                # `{type: null}` beside the variants only says that the whole may be null.
                if isinstance(entry, dict) and "$ref" not in entry and entry.get("type") != "null":
                    yield Finding(
                        (*union.pointer, keyword, index),
                        f"variant {index} of {union.name} has no name, so no tag can lead to it",
                        "move it to components/schemas and refer to it",
                    )


def _tag_enum_missing_mapping_tag(spec: Spec) -> Iterator[Finding]:
    for union in _unions(spec):
        for pointer, declared in _declarations(spec, union.pointer, union.schema, union.tag):
            limit = _allowed(declared)
            for value in union.mapping if limit else ():
                if limit and value not in limit[1]:
                    yield Finding(
                        (*pointer, limit[0]),
                        f"{union.name} maps the tag {value!r}, but the {limit[0]} of {union.tag!r} leaves it out",
                        overlay_action((*pointer, limit[0]), value)
                        if limit[0] == "enum"
                        else "replace const by an enum of all tags",
                    )


def _tag_enum_value_without_mapping(spec: Spec) -> Iterator[Finding]:
    for union in _unions(spec):
        # A schema's own name stays a tag of it, whatever the mapping adds.
        tags = {tag for variant in union.variants for tag in (*variant.tags, str(variant.pointer[-1]))}
        tags |= set(_mapping(union.schema["discriminator"]))
        if not union.variants or "defaultMapping" in union.schema["discriminator"]:
            continue
        for pointer, declared in _declarations(spec, union.pointer, union.schema, union.tag):
            keyword, values = _allowed(declared) or ("enum", [])
            for index, value in enumerate(values):
                if isinstance(value, str) and value not in tags:
                    yield Finding(
                        (*pointer, keyword, index) if keyword == "enum" else (*pointer, keyword),
                        f"{union.name} allows the tag {value!r}, but no variant has it",
                        "map it to the schema that is meant, or take it out",
                    )


def _variant_refuses_tag(spec: Spec) -> Iterator[Finding]:
    for union in _unions(spec):
        seen = {pointer for pointer, _ in _declarations(spec, union.pointer, union.schema, union.tag)}
        for variant in union.variants:
            for pointer, declared in _declarations(spec, variant.pointer, variant.schema, union.tag):
                keyword, values = _allowed(declared) or ("", [])
                missing = [tag for tag in variant.tags if tag not in values]
                if keyword and pointer not in seen and missing:
                    yield Finding(
                        (*pointer, keyword),
                        f"the tag {missing[0]!r} of {union.name} leads to {name_of(variant.pointer)}, "
                        f"which allows only {', '.join(map(repr, values))}",
                        "correct the mapping of the union, or the values of the variant",
                    )


def _tag_not_required(spec: Spec) -> Iterator[Finding]:
    for union in _unions(spec):
        if "defaultMapping" in union.schema["discriminator"] or _requires(spec, union.pointer, union.schema, union.tag):
            continue
        lax = [
            variant.pointer
            for variant in union.variants
            if not _is_union(variant) and not _requires(spec, variant.pointer, variant.schema, union.tag)
        ]
        if lax:
            everywhere = len(lax) == len(union.variants)
            whose = "neither it nor any variant" if everywhere else "not every variant"
            some = "" if everywhere else f": {', '.join(map(name_of, lax))} does not"
            yield Finding(
                union.pointer,
                f"{union.name} is told apart by {union.tag!r}, which {whose} requires{some}",
                overlay_action(union.pointer if everywhere else lax[0], {"required": [union.tag]}),
            )


def _tag_property_missing(spec: Spec) -> Iterator[Finding]:
    for union in _unions(spec):
        if any(True for _ in _declarations(spec, union.pointer, union.schema, union.tag)):
            continue
        for variant in union.variants:
            if not _is_union(variant) and not any(
                True for _ in _declarations(spec, variant.pointer, variant.schema, union.tag)
            ):
                yield Finding(
                    variant.pointer,
                    f"{name_of(variant.pointer)} is a variant of {union.name}, but has no property {union.tag!r}",
                    overlay_action(variant.pointer, {"properties": {union.tag: {"type": "string"}}}),
                )


def _mapping_target_not_object(spec: Spec) -> Iterator[Finding]:
    for union in _unions(spec):
        for variant in union.variants:
            types = [part["type"] for _, part in spec.parts(variant.pointer, variant.schema) if "type" in part]
            wrong = [one for one in types if "object" not in (one if isinstance(one, list) else [one])]
            if wrong:
                yield Finding(
                    (*variant.pointer, "type"),
                    f"{name_of(variant.pointer)} is a variant of {union.name}, but a {wrong[0]} has no property "
                    f"{union.tag!r} to tell it by",
                    "make it an object, or take it out of the union",
                )


def _is_union(variant: _Variant) -> bool:
    return "oneOf" in variant.schema or "anyOf" in variant.schema


def _ref(union: _Union, value: str) -> str:
    return mapping_ref(_mapping(union.schema["discriminator"])[value])


RULES = (
    Rule(
        "discriminator-without-property",
        Severity.ERROR,
        "a discriminator that names no property",
        _without_property_name,
    ),
    Rule(
        "discriminator-without-variants",
        Severity.WARNING,
        "a discriminator with nothing to tell apart",
        _without_variants,
    ),
    Rule(
        "mapping-not-in-oneof",
        Severity.WARNING,
        "a mapping to a schema that oneOf does not list",
        _mapping_not_in_oneof,
    ),
    Rule("oneof-not-in-mapping", Severity.WARNING, "a variant that no tag is mapped to", _oneof_not_in_mapping),
    Rule("inline-variant", Severity.WARNING, "a variant without a name", _inline_variant),
    Rule(
        "tag-enum-missing-mapping-tag",
        Severity.WARNING,
        "a tag that is mapped, but not among the values of its property",
        _tag_enum_missing_mapping_tag,
    ),
    Rule(
        "tag-enum-value-without-mapping",
        Severity.WARNING,
        "a value of the tag that leads to no variant",
        _tag_enum_value_without_mapping,
    ),
    Rule(
        "variant-refuses-tag",
        Severity.WARNING,
        "a variant that doesn't allow the tag that leads to it",
        _variant_refuses_tag,
    ),
    Rule("tag-not-required", Severity.WARNING, "a tag that may be left out", _tag_not_required),
    Rule("tag-property-missing", Severity.WARNING, "a variant that does not declare the tag", _tag_property_missing),
    Rule("mapping-target-not-object", Severity.ERROR, "a variant that is no object", _mapping_target_not_object),
)
