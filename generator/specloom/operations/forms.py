"""How a form is encoded: its members, and what the schemas of these say of the content types that they have."""

from collections.abc import Mapping
from typing import Any

from specloom.diagnostics import Diagnostic, Pointer, Severity
from specloom.normalise.media_types import essence, is_json
from specloom.operations.pages import resolved
from specloom.schemas import Schema, as_list, listed_values

FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
_STYLES = ("form", "spaceDelimited", "pipeDelimited", "deepObject")


_OF_MEMBERS = frozenset({"properties", "additionalProperties", "patternProperties", "oneOf", "anyOf"})


def as_form(
    media_type: str, content: dict[str, Any], at: Pointer, components: Mapping[str, Schema]
) -> tuple[dict[str, Any], list[Diagnostic]]:
    """Have a form be an object: whatever its schema says, it has members by name.

    Args:
        media_type: the content type.
        content: its Media Type Object.
        at: its place.
        components: component schemas, by name.

    Returns:
        The same, or with a schema of any members; and what there is to say about that.
    """
    schema = resolved(content.get("schema", {}), components)
    is_object = "object" in as_list(schema.get("type")) or _OF_MEMBERS & schema.keys()
    if is_object or essence(media_type) not in FORMS:
        return content, []
    message = f"a form has members by name, which the schema of {media_type!r} doesn't describe"
    hint = "describe an object; as it is, callers may send any members"
    found = [Diagnostic("form-without-members", message, at, hint, Severity.WARNING)] if schema else []
    return {**content, "schema": {"type": "object"}}, found


def encodings(
    media_type: str, content: Mapping[str, Any], at: Pointer, components: Mapping[str, Schema]
) -> tuple[dict[str, dict[str, Any]], list[Diagnostic]]:
    """Read how the members of a form are encoded.

    Args:
        media_type: the content type of the form.
        content: its Media Type Object.
        at: its place.
        components: component schemas, by name.

    Returns:
        Encoding Objects by member, with what the package acts on; and what there is to say about the rest.
    """
    found: list[Diagnostic] = []
    result: dict[str, dict[str, Any]] = {}
    if essence(media_type) not in FORMS:
        return result, found
    properties = resolved(content.get("schema", {}), components).get("properties", {})
    declared: Mapping[str, Any] = content.get("encoding", {})
    if "multipart" in media_type:
        declared = _with_content_types(declared, properties, components)

    def tell(member: str, field: str, message: str) -> None:
        hint = "callers can send the whole body with an HTTP client of their own"
        place = (*at, "encoding", member, field)
        found.append(Diagnostic("encoding-unsupported", message, place, hint, Severity.WARNING))

    for member, encoding in declared.items():
        kept = {key: encoding[key] for key in ("contentType", "style", "explode", "allowReserved") if key in encoding}
        if kept.get("style", "form") not in _STYLES:
            tell(member, "style", f"there is no style {kept.pop('style')!r} for members of a form")
        for field in ("encoding", "prefixEncoding", "itemEncoding"):
            if encoding.get(field):
                tell(member, field, f"`{field}` of {member!r} is not sent")
        headers = {name: _fixed(header, components) for name, header in encoding.get("headers", {}).items()}
        for name, value in headers.items():
            if name.lower() == "content-type":
                continue  # OpenAPI, Encoding Object: described by `contentType`, and to be ignored here.
            if value is None or "multipart" not in media_type:
                tell(
                    member, "headers", f"the header {name!r} of {member!r} is not sent: nothing says which value it has"
                )
            else:
                kept.setdefault("headers", {})[name] = value
        media_types = str(kept.get("contentType", "application/json")).split(",")
        data = {"object", "array"} & {*as_list(resolved(properties.get(member, {}), components).get("type"))}
        if data == {"object"} and "style" not in kept and not any(map(is_json, media_types)):
            tell(member, "contentType", f"{member!r} is sent as JSON, since nothing here writes {kept['contentType']}")
            del kept["contentType"]
        if kept:
            result[member] = kept
    return result, found


_SETTLED = frozenset({"contentType", "style", "explode", "allowReserved"})


def _with_content_types(
    encoding: Mapping[str, Any], properties: Mapping[str, Schema], components: Mapping[str, Schema]
) -> dict[str, Any]:
    """Encoding Objects by member, with the content types that the schemas of members have for what these hold."""
    result = dict(encoding)
    for member, schema in properties.items():
        held = resolved(schema, components)
        held = resolved(held.get("items", {}), components) if "array" in as_list(held.get("type")) else held
        media_type = held.get("contentMediaType", "application/octet-stream")
        own = encoding.get(member, {})
        # JSON in a text is a text: as a part of its own it would be what it says.
        is_said = media_type != "application/octet-stream" and not is_json(media_type)
        if is_said and "contentEncoding" not in held and not _SETTLED & own.keys():
            result[member] = {**own, "contentType": media_type}
    return result


def _fixed(header: Mapping[str, Any], components: Mapping[str, Schema]) -> str | None:
    """The one value that a header has, or has by default."""
    schema = resolved(header.get("schema", {}), components)
    values = listed_values(schema)
    value = schema.get("default", values[0] if len(values) == 1 else None)
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str | int | float) else None
