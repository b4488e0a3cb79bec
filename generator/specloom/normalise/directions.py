"""Requests and responses apart: what is read-only is in no request, what is write-only in no response.

A component that is used in both directions and differs between them, in itself or in something it holds, splits: the
response form keeps its name, the request form gets `Request` behind it. One that doesn't differ is not split.
"""

from collections.abc import Iterable
from enum import Flag, auto
from typing import Any

from specloom import grammar, names
from specloom.diagnostics import Pointer
from specloom.grammar import Kind
from specloom.normalise.discriminators import DEFAULT_MAPPING, is_union, read_discriminator
from specloom.references import deref
from specloom.schemas import (
    Document,
    Schema,
    component_schemas,
    is_null,
    map_children,
    map_objects,
    ref_name,
    ref_to,
    schemas_within,
    with_component_schemas,
)


class Direction(Flag):
    """Which way data goes: to the server, or from it."""

    REQUEST = auto()
    RESPONSE = auto()


BOTH = Direction.REQUEST | Direction.RESPONSE


def directions(document: Document) -> dict[str, Direction]:
    """Tell for every component schema that an operation reaches in which directions it is used."""
    schemas = component_schemas(document)
    found: dict[str, Direction] = {}
    waiting: list[tuple[str, Direction]] = []

    def use(schema: Schema, direction: Direction) -> None:
        for inner in schemas_within(schema):
            if (name := ref_name(inner)) in schemas:
                waiting.append((str(name), direction))
            # What a mapping leads to is among the alternatives; only a default may not be.
            default = inner.get("discriminator", {}).get(DEFAULT_MAPPING) if "discriminator" in inner else None
            if default and (name := ref_name({"$ref": default})) in schemas:
                waiting.append((str(name), direction))

    def visit(node: dict[str, Any], kind: Kind, direction: Direction) -> None:
        if kind is Kind.SCHEMA:
            use(node, direction)
            return
        if "$ref" in node and kind is not Kind.PATH_ITEM:
            node = deref(document, node)
        if kind in (Kind.PARAMETER, Kind.REQUEST_BODY):
            direction = _turned(Direction.REQUEST, direction)
        elif kind is Kind.RESPONSE:
            direction = _turned(Direction.RESPONSE, direction)
        elif kind is Kind.CALLBACK:
            # The server calls: what it sends comes to us.
            direction = Direction.RESPONSE
        for _, child_kind, child in grammar.children(kind, node):
            visit(child, child_kind, direction)

    for section, direction in (("paths", Direction.REQUEST), ("webhooks", Direction.RESPONSE)):
        for item in document.get(section, {}).values():
            if isinstance(item, dict):
                visit(deref(document, item), Kind.PATH_ITEM, direction)
    while waiting:
        name, direction = waiting.pop()
        known = found.get(name, Direction(0))
        if direction not in known or not known:
            found[name] = known | direction
            use(schemas[name], direction)
    return found


def _turned(direction: Direction, sender: Direction) -> Direction:
    return direction if Direction.REQUEST in sender else BOTH & ~direction


def split_directions(document: Document) -> Document:
    """Resolve `readOnly` and `writeOnly` into request and response forms of schemas.

    Components that no operation reaches are dropped.
    """
    document = _flags_to_properties(document)
    schemas = component_schemas(document)
    used = directions(document)
    differing = _differing(schemas)
    taken = set(schemas)
    request_names: dict[str, str] = {}
    for name in sorted(used):
        if used[name] == BOTH and name in differing:
            wanted = [f"{name}Request", f"{name}RequestBody", f"{name}Input"]
            request_names[name] = names.first_unused(wanted, taken)
            taken.add(request_names[name])
    result: dict[str, Schema] = {}
    tags = _tag_properties(schemas)
    for name, direction in used.items():
        kept = tags.get(name, ())
        if Direction.REQUEST in direction and (name in request_names or direction == Direction.REQUEST):
            form = _form(schemas[name], "readOnly", kept)
            result[request_names.get(name, name)] = _renamed(form, request_names)
        if Direction.RESPONSE in direction:
            hidden = "writeOnly" if name in differing else ""
            result[name] = _form(schemas[name], hidden, kept)
    document = with_component_schemas(document, {name: result[name] for name in sorted(result)})
    return _renamed_in_requests(document, request_names)


def _flags_to_properties(document: Document) -> Document:
    """Move `readOnly` and `writeOnly` from component schemas to the properties that hold them.

    On a schema that is the body of a request or response the flags say nothing: it is sent, or received, after all.
    """
    schemas = component_schemas(document)
    flags = {
        name: {flag: True for flag in ("readOnly", "writeOnly") if schema.get(flag) is True}
        for name, schema in schemas.items()
    }

    def flags_of(schema: Schema, seen: frozenset[str] = frozenset()) -> dict[str, bool]:
        name = ref_name(schema)
        if name is not None and name in flags and name not in seen:
            return flags[name]
        members = [member for member in schema.get("anyOf", ()) if not is_null(member)]
        return flags_of(members[0], seen) if len(members) == 1 else {}

    def change(schema: Schema) -> Schema:
        schema = map_children(schema, lambda child, _: change(child))
        if isinstance(schema.get("properties"), dict):
            properties = {
                label: {**child, **flags_of(child)} if isinstance(child, dict) else child
                for label, child in schema["properties"].items()
            }
            schema = {**schema, "properties": properties}
        return schema

    changed = {
        name: {key: value for key, value in change(schema).items() if key not in ("readOnly", "writeOnly")}
        for name, schema in schemas.items()
    }
    return with_component_schemas(document, changed)


def _differing(schemas: dict[str, Schema]) -> set[str]:
    """Components that are not the same in both directions, because of a property of theirs or of what they hold."""
    found = {
        name
        for name, schema in schemas.items()
        if any(
            isinstance(child, dict) and (child.get("readOnly") is True or child.get("writeOnly") is True)
            for inner in schemas_within(schema)
            for child in inner.get("properties", {}).values()
        )
    }
    holders: dict[str, set[str]] = {}
    for name, schema in schemas.items():
        for inner in schemas_within(schema):
            if (held := ref_name(inner)) is not None:
                holders.setdefault(held, set()).add(name)
    waiting = list(found)
    while waiting:
        for holder in holders.get(waiting.pop(), ()):
            if holder not in found:
                found.add(holder)
                waiting.append(holder)
    return found


def _tag_properties(schemas: dict[str, Schema]) -> dict[str, set[str]]:
    """The properties that tell components from their siblings, by component; they belong to both directions."""
    found: dict[str, set[str]] = {}
    for union in schemas.values():
        discriminator = read_discriminator(union, ()) if is_union(union) else None
        if discriminator is not None:
            for name in discriminator.mapping.values():
                found.setdefault(name, set()).add(discriminator.property)
    return found


def _form(schema: Schema, hidden: str, kept: Iterable[str]) -> Schema:
    """A schema without the properties that carry a flag."""
    if not hidden:
        return schema
    schema = map_children(schema, lambda child, _: _form(child, hidden, ()))
    properties = schema.get("properties")
    if not isinstance(properties, dict):
        return schema
    gone = {
        label
        for label, child in properties.items()
        if isinstance(child, dict) and child.get(hidden) is True and label not in kept
    }
    if not gone:
        return schema
    result = {**schema, "properties": {label: child for label, child in properties.items() if label not in gone}}
    required = [label for label in schema.get("required", ()) if label not in gone]
    result.pop("required", None)
    return {**result, **({"required": required} if required else {})}


def _renamed(schema: Schema, new_names: dict[str, str]) -> Schema:
    """A schema whose references lead to the request forms."""
    schema = map_children(schema, lambda child, _: _renamed(child, new_names))
    name = ref_name(schema)
    if name in new_names:
        return {**schema, "$ref": ref_to(new_names[str(name)])}
    discriminator = read_discriminator(schema, ())
    if discriminator is None:
        return schema
    changed = dict(schema["discriminator"])
    changed["mapping"] = {tag: ref_to(new_names.get(target, target)) for tag, target in discriminator.mapping.items()}
    if discriminator.default is not None:
        changed[DEFAULT_MAPPING] = ref_to(new_names.get(discriminator.default, discriminator.default))
    return {**schema, "discriminator": changed}


def _renamed_in_requests(document: Document, new_names: dict[str, str]) -> Document:
    def visit(node: dict[str, Any], kind: Kind, tokens: Pointer, direction: Direction) -> dict[str, Any]:
        if kind is Kind.SCHEMA:
            return _renamed(node, new_names) if Direction.REQUEST in direction else node
        if kind in (Kind.PARAMETER, Kind.REQUEST_BODY):
            direction = Direction.REQUEST
        elif kind in (Kind.RESPONSE, Kind.HEADER, Kind.CALLBACK):
            direction = Direction.RESPONSE
        return map_objects(node, kind, lambda child, kind, tokens: visit(child, kind, tokens, direction))

    schemas = component_schemas(document)
    changed = visit(with_component_schemas(document, {}), Kind.DOCUMENT, (), Direction.RESPONSE)
    return with_component_schemas(changed, schemas)
