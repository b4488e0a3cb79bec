"""Requests and responses apart: what is read-only is in no request, what is write-only in no response.

A component that is used in both directions and differs between them, in itself or in something it holds, splits: the
response form keeps its name, the request form gets `Request` behind it. One that was only sent before keeps its name
for requests, and its response form gets `Response` behind it. One that doesn't differ is not split.
"""

from collections.abc import Collection, Mapping
from enum import Flag, auto

from specloom.diagnostics import Pointer
from specloom.grammar import METHODS, MORE_METHODS
from specloom.keeping import Keeper
from specloom.normalise.discriminators import DEFAULT_MAPPING, read_discriminator
from specloom.schemas import (
    Document,
    Schema,
    Schemas,
    is_null,
    is_union,
    map_children,
    ref_name,
    ref_to,
    schemas_of,
    schemas_within,
)
from specloom.standing import place_of_request, place_of_response


class Direction(Flag):
    """Which way data goes: to the server, or from it."""

    REQUEST = auto()
    RESPONSE = auto()


BOTH = Direction.REQUEST | Direction.RESPONSE
_FLAGS = ("readOnly", "writeOnly")


_ENDINGS = {
    Direction.REQUEST: ("Request", "RequestBody", "Input"),
    Direction.RESPONSE: ("Response", "ResponseBody", "Output"),
}


def form_names(name: str) -> list[str]:
    """What the forms of a component may be called that are only sent, or only received."""
    return [name + ending for endings in _ENDINGS.values() for ending in endings]


def directions(document: Document) -> dict[str, Direction]:
    """Tell for every component schema that an operation reaches in which directions it is used.

    Args:
        document: without components that no operation needs, other than schemas.

    """
    return _reached(schemas_of(document))


def _reached(schemas: Schemas) -> dict[str, Direction]:
    held: dict[str, list[str]] = {}
    waiting = [(name, direction_at(at)) for at, schema in schemas.elsewhere.items() for name in _held(schema)]
    found: dict[str, Direction] = {}
    for name, direction in waiting:
        known = found.get(name)
        if name in schemas.components and (known is None or direction not in known):
            found[name] = direction if known is None else known | direction
            if name not in held:
                held[name] = _held(schemas.components[name])
            waiting.extend((inner, direction) for inner in held[name])
    return found


def direction_at(at: Pointer) -> Direction:
    """The direction in which goes what a place outside of `components/schemas` describes."""
    received = at[0] == "webhooks" or (at[0] == "components" and at[1] == "callbacks")
    section = str(at[1]) if at[0] == "components" else ""
    position = 4 if section == "callbacks" else 2
    while not section or section == "callbacks":
        section = str(at[position])
        if section == "callbacks":
            # The other side is the client of webhooks and callbacks: what is a request to it comes to us.
            received = True
            position += 3
        elif section in METHODS or section == MORE_METHODS:
            position += 2 if section == MORE_METHODS else 1
            section = ""
    sent = (section in ("parameters", "requestBodies", "requestBody")) is not received
    return Direction.REQUEST if sent else Direction.RESPONSE


def _held(schema: Schema) -> list[str]:
    """The components that a schema refers to, in itself or inside."""
    found: dict[str, None] = {}
    for inner in schemas_within(schema):
        name = ref_name(inner)
        if name is not None:
            found[name] = None
        # What a mapping leads to is among the alternatives; only a default may not be.
        default = inner.get("discriminator", {}).get(DEFAULT_MAPPING) if "discriminator" in inner else None
        if default and (name := ref_name({"$ref": default})):
            found[name] = None
    return list(found)


def split_directions(schemas: Schemas, keeper: Keeper) -> Schemas:
    """Resolve `readOnly` and `writeOnly` into request and response forms of schemas.

    Components that no operation reaches are dropped; the others come in the order of their names.

    Args:
        schemas: of the whole document.
        keeper: gives the names of request forms.
    """
    components = _with_flags_on_properties(schemas.components)
    used = _reached(schemas)
    tags = {
        one: _tag_properties({name: components[name] for name, direction in used.items() if one in direction})
        for one in Direction
    }
    differing = _differing(components, tags)
    forms: dict[Direction, dict[str, str]] = {one: {} for one in Direction}
    taken = set(components)
    for name in sorted(used):
        for direction, form_name in _form_names(name, used[name], name in differing, keeper, taken).items():
            taken.add(form_name)
            # A list of values never differs.
            if used[name] == Direction.REQUEST and form_name == name and "enum" not in components[name]:
                keeper.sent.add(name)
            for one in direction:
                forms[one][name] = form_name
        if (sent := forms[Direction.REQUEST].get(name)) != (received := forms[Direction.RESPONSE].get(name)):
            keeper.answers |= {sent: received} if sent and received else {}
    result: dict[str, Schema] = {}
    for name, direction in used.items():
        for one in direction:
            form = _form(components[name], one, tags[one].get(name, ())) if name in differing else components[name]
            result[forms[one][name]] = _with_forms(form, forms[one])
    elsewhere = {at: _with_forms(schema, forms[direction_at(at)]) for at, schema in schemas.elsewhere.items()}
    # What only a hidden property held is needed no more.
    split = Schemas(result, elsewhere)
    return with_what_is_reached(split) if differing else Schemas(dict(sorted(result.items())), elsewhere)


def _form_names(
    name: str, used: Direction, differs: bool, keeper: Keeper, taken: Collection[str]
) -> dict[Direction, str]:
    """What the forms of a component are called: one for both directions, or one for each that it is used in."""
    places = {Direction.REQUEST: place_of_request(name), Direction.RESPONSE: place_of_response(name)}
    was_sent = bool(keeper.at("components", places[Direction.RESPONSE])) or name in keeper.lock.sent
    other = Direction.RESPONSE if was_sent else Direction.REQUEST
    is_split = used == BOTH and differs
    # A form that has had a name of its own keeps it, though it has become the only one.
    if not is_split and (used != other or not keeper.at("components", places[other])):
        return {used: name}
    endings = _ENDINGS[other]
    other_name = keeper.claim("components", [name + ending for ending in endings], places[other], taken)
    return {BOTH & ~other: name, other: other_name} if is_split else {other: other_name}


def with_what_is_reached(schemas: Schemas) -> Schemas:
    """Drop components that no operation reaches; the others come in the order of their names."""
    needed = _reached(schemas)
    return Schemas({name: schemas.components[name] for name in sorted(needed)}, schemas.elsewhere)


def _with_flags_on_properties(schemas: Mapping[str, Schema]) -> dict[str, Schema]:
    """Move `readOnly` and `writeOnly` from component schemas to the properties that hold them.

    On a schema that is the body of a request or response the flags say nothing: it is sent, or received, after all.
    """
    flags = {
        name: own for name, schema in schemas.items() if (own := {flag: True for flag in _FLAGS if schema.get(flag)})
    }

    def flags_of(schema: Schema) -> dict[str, bool]:
        members = [member for member in (schema, *schema.get("anyOf", ())) if not is_null(member)]
        found = [flags.get(ref_name(member) or "", {}) for member in members]
        return next((own for own in found if own), {})

    def change(schema: Schema) -> Schema:
        schema = map_children(schema, lambda child, _: change(child))
        properties = schema.get("properties")
        if not properties or not any(flags_of(child) for child in properties.values()):
            return schema
        return {**schema, "properties": {label: {**child, **flags_of(child)} for label, child in properties.items()}}

    if not flags:
        return dict(schemas)
    return {
        name: {key: value for key, value in change(schema).items() if key not in _FLAGS}
        for name, schema in schemas.items()
    }


def _flagged(schema: Schema, direction: Direction, kept: Collection[str]) -> list[str]:
    """The properties of an object that don't go in a direction."""
    flag = "readOnly" if direction is Direction.REQUEST else "writeOnly"
    return [
        label
        for label, child in schema.get("properties", {}).items()
        # One that is flagged for both directions would go in none: nobody means that.
        if child.get(flag) and label not in kept and not all(child.get(other) for other in _FLAGS)
    ]


def _differing(schemas: Mapping[str, Schema], tags: Mapping[Direction, Mapping[str, Collection[str]]]) -> set[str]:
    """Components that are not the same in both directions, because of a property of theirs or of what they hold."""
    holders: dict[str, list[str]] = {}
    found: set[str] = set()
    for name, schema in schemas.items():
        for inner in schemas_within(schema):
            if (held := ref_name(inner)) is not None:
                holders.setdefault(held, []).append(name)
            elif "properties" in inner:
                kept = {one: tags[one].get(name, ()) if inner is schema else () for one in Direction}
                if any(_flagged(inner, direction, kept[direction]) for direction in Direction):
                    found.add(name)
    waiting = list(found)
    for held in waiting:
        for holder in holders.get(held, ()):
            if holder not in found:
                found.add(holder)
                waiting.append(holder)
    return found


def _tag_properties(schemas: Mapping[str, Schema]) -> dict[str, set[str]]:
    """The properties that tell components from their siblings, by component; they belong to both directions."""
    found: dict[str, set[str]] = {}
    for union in schemas.values():
        discriminator = read_discriminator(union, ()) if is_union(union) else None
        if discriminator is not None:
            waiting = list(discriminator.mapping.values())
            for name in waiting:
                found.setdefault(name, set()).add(discriminator.property)
                members = schemas[name].get("oneOf") or schemas[name].get("anyOf") or ()
                waiting.extend(member for schema in members if (member := ref_name(schema)))
    return found


def _form(schema: Schema, direction: Direction, kept: Collection[str]) -> Schema:
    """A schema without the properties that don't go in a direction."""
    schema = map_children(schema, lambda child, _: _form(child, direction, ()))
    gone = _flagged(schema, direction, kept)
    if not gone:
        return schema
    result = {key: value for key, value in schema.items() if key != "required"}
    result["properties"] = {label: child for label, child in schema["properties"].items() if label not in gone}
    required = [label for label in schema.get("required", ()) if label not in gone]
    if required:
        result["required"] = required
    if not result["properties"] and "additionalProperties" not in result:
        # It stays an object that has a name, one that nothing can be in.
        result["additionalProperties"] = False
    return result


def _with_forms(schema: Schema, names: Mapping[str, str]) -> Schema:
    """A schema whose references lead to the forms of one direction."""
    schema = map_children(schema, lambda child, _: _with_forms(child, names))
    name = ref_name(schema)
    if name is not None and names.get(name, name) != name:
        return {**schema, "$ref": ref_to(names[name])}
    discriminator = read_discriminator(schema, ())
    if discriminator is None:
        return schema
    changed = dict(schema["discriminator"])
    mapping = discriminator.mapping.items()
    changed["mapping"] = {tag: ref_to(names.get(target, target)) for tag, target in mapping}
    if discriminator.default is not None:
        changed[DEFAULT_MAPPING] = ref_to(names.get(discriminator.default, discriminator.default))
    return {**schema, "discriminator": changed}
