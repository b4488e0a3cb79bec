"""Slips of whoever wrote a document, with one plain reading: a name for a schema, one thing for a list of one.

Each is read as it is meant, where a document is mended; elsewhere it is an error.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from specloom import grammar
from specloom.diagnostics import Pointer
from specloom.grammar import Kind, Shape
from specloom.mending.telling import Warn
from specloom.normalise.fields import TYPES
from specloom.schemas import ref_to

OF_SCHEMAS = frozenset(
    {
        "type", "format", "items", "enum", "default", "pattern", "minimum", "maximum", "exclusiveMinimum",
        "exclusiveMaximum", "minLength", "maxLength", "minItems", "maxItems", "uniqueItems", "multipleOf", "nullable",
    }
)  # fmt: skip
"""What stood in a parameter or a header itself in Swagger 2."""
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "apiKey": ("name", "in"),
    "http": ("scheme",),
    "oauth2": ("flows",),
    "openIdConnect": (),
    "mutualTLS": (),
}
"""What security schemes of a type can't do without."""
_SCHEMES: Mapping[str, dict[str, str]] = {
    **{name.lower(): {"type": name} for name in _NEEDED},
    "basic": {"type": "http", "scheme": "basic"},
    "bearer": {"type": "http", "scheme": "bearer"},
}
"""What types of security schemes mean, in whatever capitals, that of Swagger 2 among them."""
_LISTS_OF_VALUES = frozenset({"required", "enum"})


def without_slips(
    node: dict[str, Any], kind: Kind, at: Pointer, schemas: Collection[str], warn: Warn
) -> dict[str, Any]:
    """Read what stands in an object as it is meant.

    Args:
        node: the object; it stays as it is.
        kind: of it.
        at: its place.
        schemas: the names of the component schemas.
        warn: is told of each slip.
    """
    if "$ref" in node and kind is not Kind.SCHEMA:
        return node
    if kind in (Kind.REQUEST_BODY, Kind.RESPONSE):
        node = _with_content(node, kind, at, warn)
    if kind in (Kind.PARAMETER, Kind.HEADER):
        node = _with_schema(node, kind, at, warn)
    if kind is Kind.OPERATION:
        node = _without_empty_body(node, at, warn)
    known = grammar.fields(kind)
    read: dict[str, Any] = {}
    for key, value in node.items():
        if kind is Kind.SCHEMA and key in _LISTS_OF_VALUES and isinstance(value, str):
            warn("wrong-type", f"`{key}` has to be a list, not {value!r}", (*at, key), "it is taken for a list of one")
            read[key] = [value]
            continue
        shape, child_kind = known.get(key, (Shape.ONE, None))
        if child_kind is None or (shape is Shape.ONE and type(value) is dict):
            continue
        meant = value
        if shape is Shape.LIST and isinstance(value, dict) and _is_one(value, child_kind):
            warn("wrong-type", f"`{key}` has to be a list, not an object", (*at, key), "it is taken for a list of one")
            meant = [value]
        if child_kind is Kind.SCHEMA:
            meant = _spelt_out(meant, shape, (*at, key), schemas, warn)
        if meant is not value:
            read[key] = meant
    return {**node, **read} if read else node


def with_lists(node: dict[str, Any], at: Pointer, warn: Warn) -> dict[str, Any]:
    """Read what a document or a part of it says of security and of servers as the lists that they should be.

    Args:
        node: the document, a path item or an operation; it stays as it is.
        at: its place.
        warn: is told of each slip.
    """
    security, servers = node.get("security"), node.get("servers")
    read: dict[str, Any] = {}
    if isinstance(security, dict) and all(isinstance(scopes, list) for scopes in security.values()):
        warn(
            "wrong-type", "`security` has to be a list, not an object", (*at, "security"), "it is taken for one of one"
        )
        read["security"] = [security] if security else []
    elif isinstance(security, list) and _has_text(security):
        hint = "each is taken for a requirement without scopes"
        warn("wrong-type", "`security` has names in place of objects", (*at, "security"), hint)
        read["security"] = [{each: []} if isinstance(each, str) else each for each in security]
    listed = [servers] if isinstance(servers, dict | str) else servers
    if isinstance(listed, list):
        meant = [{"url": each} if isinstance(each, str) else each for each in listed]
        if meant != servers:
            hint = "a text is taken for the URL of a server, and one thing for a list of one"
            warn("wrong-type", "`servers` has to be a list of objects", (*at, "servers"), hint)
            read["servers"] = meant
    return {**node, **read} if read else node


def sound_schemes(schemes: dict[str, Any], at: Pointer, warn: Warn) -> dict[str, Any]:
    """Leave out security schemes that don't say where a credential goes: nobody could send it.

    Args:
        schemes: by name; they stay as they are.
        at: their place.
        warn: is told of each slip.
    """
    read = {name: _sound_scheme(scheme, (*at, name), warn) for name, scheme in schemes.items()}
    return {name: scheme for name, scheme in read.items() if scheme is not None}


def _sound_scheme(scheme: Any, at: Pointer, warn: Warn) -> Any:
    """Read one of them; None where it is to be left out."""
    if not isinstance(scheme, dict) or "$ref" in scheme:
        return scheme
    given = str(scheme.get("type"))
    if given not in _NEEDED:
        meant = _SCHEMES.get(given.lower())
        hint = "the scheme is left out" if meant is None else f"it is taken for {meant['type']}"
        warn("security-type", f"there is no security scheme of type {scheme.get('type')!r}", at, hint)
        if meant is None:
            return None
        scheme = {**scheme, **meant}
    missing = [field for field in _NEEDED[scheme["type"]] if not scheme.get(field)]
    if missing:
        message = f"`{missing[0]}` is missing from a security scheme of type {scheme['type']}"
        warn("missing-field", message, at, "the scheme is left out; add what is missing")
    return None if missing else scheme


def _with_content(node: dict[str, Any], kind: Kind, at: Pointer, warn: Warn) -> dict[str, Any]:
    """Take media types beside an empty `content` for what it holds: they should stand in it.

    The same for a schema that stands there, as Swagger 2 has it: it is one of JSON, which nearly all are.
    """
    if isinstance(node.get("schema"), dict) and not node.get("content"):
        hint = "it is taken for the schema of application/json; put it below `content`"
        warn("unknown-field", f"`schema` means nothing in {kind.with_article}", (*at, "schema"), hint)
        content = {"application/json": {"schema": node["schema"]}}
        return {key: value for key, value in node.items() if key != "schema"} | {"content": content}
    beside = {key: value for key, value in node.items() if "/" in key and not key.startswith("x-")}
    if node.get("content") or not beside or not all(isinstance(value, dict | None) for value in beside.values()):
        return node
    message = f"`{next(iter(beside))}` stands beside the `content` of {kind.with_article}, not in it"
    warn("unknown-field", message, (*at, next(iter(beside))), "it is taken for a media type of the content")
    return {key: value for key, value in node.items() if key not in beside} | {
        "content": {key: value or {} for key, value in beside.items()}
    }


def _with_schema(node: dict[str, Any], kind: Kind, at: Pointer, warn: Warn) -> dict[str, Any]:
    """Take a `type` beside a missing schema, and what belongs to it, for the schema, as Swagger 2 has it."""
    if "type" not in node or "schema" in node or "content" in node:
        return node
    schema = {key: node[key] for key in node if key in OF_SCHEMAS}
    hint = "it is taken for a schema, with what belongs to it; put them below `schema`"
    warn("unknown-field", f"`type` means nothing in {kind.with_article}", (*at, "type"), hint)
    return {key: value for key, value in node.items() if key not in schema} | {"schema": schema}


def _without_empty_body(node: dict[str, Any], at: Pointer, warn: Warn) -> dict[str, Any]:
    """Leave out a body of which nothing is said but that there is one: it can't be sent."""
    body = node.get("requestBody")
    if (
        not isinstance(body, dict)
        or "$ref" in body
        or body.get("content") is not None
        or any("/" in key or key == "schema" for key in body)
    ):
        return node
    hint = "there is none to send; say what it holds"
    warn("missing-field", "`content` is missing from a request body", (*at, "requestBody"), hint)
    return {key: value for key, value in node.items() if key != "requestBody"}


def _is_one(value: dict[str, Any], kind: Kind) -> bool:
    """Whether an object is what a list should hold, and not a map of such."""
    return "$ref" in value or (kind is Kind.SCHEMA and ("type" in value or "properties" in value))


def _spelt_out(value: Any, shape: Shape, at: Pointer, schemas: Collection[str], warn: Warn) -> Any:
    """Write the schemas that are only named, by their type or as a component, as such."""

    def spelt(child: Any, place: Pointer) -> Any:
        if not isinstance(child, str):
            return child
        if child.lower() in ("true", "false"):
            warn(
                "wrong-type",
                f"`{place[-1]}` has to be a schema, not {child!r}",
                place,
                f"it is taken for {child.lower()}",
            )
            return child.lower() == "true"
        schema: dict[str, Any] = {"$ref": ref_to(child)} if child in schemas else {}
        if child.lower() in TYPES:
            schema = {"type": child.lower()}
        meant = f"it is taken for {schema}" if schema else "any value is allowed"
        field = at[-1] if isinstance(place[-1], int) else place[-1]
        warn("wrong-type", f"`{field}` has to be a schema, not {child!r}", place, meant)
        return schema

    if isinstance(value, list) and (shape is Shape.LIST or at[-1] == "items"):
        return [spelt(child, (*at, index)) for index, child in enumerate(value)] if _has_text(value) else value
    if isinstance(value, dict) and shape in (Shape.MAP, Shape.PATTERN):
        named = _has_text(value.values())
        return {key: spelt(child, (*at, key)) for key, child in value.items()} if named else value
    return spelt(value, at) if shape is Shape.ONE else value


def _has_text(values: Iterable[Any]) -> bool:
    return any(type(value) is str for value in values)
