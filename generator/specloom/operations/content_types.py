"""Which of its content types a body is sent as, and an answer asked for in."""

from collections.abc import Collection, Iterator, Mapping
from functools import partial
from typing import Any

from specloom.diagnostics import Diagnostic, Pointer, Severity
from specloom.models.patterns import python_pattern
from specloom.models.types import RUNTIME_FORMATS
from specloom.normalise.files import holds_file
from specloom.normalise.media_types import JSON, essence, is_json, is_sequence, is_xml
from specloom.operations.pages import resolved
from specloom.schemas import Schema, as_list, listed_values, without_notes

_BYTES = 4
_OLD_JSON = "text/json"


def sent_as(content: Mapping[str, dict[str, Any]], holders: Collection[str]) -> str:
    """Choose the content type that is sent: JSON before forms before the rest.

    Of equals it is the first, but ranges and the old name of JSON come after them. JSON with a file in it can't be
    sent, so it comes last of all.

    Args:
        content: media types by content type.
        holders: the components that have files in them.
    """

    def rank(media_type: str) -> tuple[int, bool]:
        place = _rank(media_type)
        is_sendable = place != 0 or not holds_file(content[media_type].get("schema", {}), holders)
        return place if is_sendable else _BYTES, media_type.lower() == _OLD_JSON or "*" in media_type

    return min(content, key=rank)


def is_typed(media_type: str) -> bool:
    """Whether a body of a content type has a type of its own; any other is bytes."""
    return _rank(media_type) < _BYTES


def is_text_value(media_type: str, schema: Schema, components: Mapping[str, Schema]) -> bool:
    """Whether a text that is a whole body is one value that is no text in Python: a number, a day, one of a list."""
    if essence(media_type) != "text/plain":
        return False
    kinds = _kinds(schema, components)
    return _VALUE in kinds and kinds <= _OF_TEXT


_VALUE = "value"
_OF_TEXT = frozenset({_VALUE, "string", "null"})


def _kinds(schema: Schema, components: Mapping[str, Schema]) -> set[str]:
    """What a schema takes: types of JSON, or `value` for what Python has a type of its own for."""
    held = resolved(schema, components)
    if members := [*held.get("oneOf", ()), *held.get("anyOf", ())]:
        return set[str]().union(*(_kinds(member, components) for member in members))
    if values := listed_values(held):
        return {"object" if isinstance(value, dict | list) else _VALUE for value in values}
    typed = {"integer", "number", "boolean", *(["string"] if held.get("format") in RUNTIME_FORMATS else [])}
    return {_VALUE if kind in typed else kind for kind in as_list(held.get("type")) or ["anything"]}


def text_rules(media_type: str, schema: Schema, components: Mapping[str, Schema]) -> Schema:
    """What the schema of a text that is a whole body says of it, as rules that the runtime checks."""
    if not media_type.lower().startswith("text/"):
        return {}
    held = resolved(schema, components)
    if as_list(held.get("type", "string")) != ["string"]:
        return {}
    rules: Schema = {key: held[key] for key in ("const", "enum", "minLength", "maxLength") if key in held}
    pattern = python_pattern(held["pattern"]) if "pattern" in held else None
    return {**rules, "pattern": pattern} if pattern is not None else rules


def as_list_of_items(content: dict[str, Any]) -> dict[str, Any]:
    """Have content that is one item after another be a list (OpenAPI 3.2, Media Type Object, `itemSchema`)."""
    if "itemSchema" not in content:
        return content
    return {**content, "schema": {"type": "array", "items": content["itemSchema"]}}


def choices(
    content: Mapping[str, dict[str, Any]],
    sent: str,
    at: Pointer,
    components: Mapping[str, Schema],
    holders: Collection[str],
) -> tuple[list[str], list[Diagnostic]]:
    """Find what a body may be sent as instead.

    Args:
        content: media types by content type.
        sent: the content type that is sent by default.
        at: the place of `content`.
        components: component schemas, by name.
        holders: those that have files in them.

    Returns:
        The other content types that a caller can choose, and what there is to say about those that nobody can.
    """
    left_out = again_in_other_formats(content, components)
    others, found = [], []
    for media_type in [name for name in content if name != sent]:
        schema = content[media_type].get("schema", {})
        # The same value in another form is no loss to the caller.
        same = partial(_are_same, schema, content[sent].get("schema", {}), components)
        if is_json(media_type) and holds_file(schema, holders):
            message = f"JSON can't hold the file in this body, so it can't be sent as {media_type!r}"
            severity = Severity.NOTE if same() else Severity.WARNING
        elif media_type in left_out and not is_typed(media_type):
            message = f"{media_type!r} is not offered: what it holds is sent as {sent!r}, which the package writes"
            severity = Severity.NOTE
        elif _is_another_name(media_type, sent) and same():
            message = f"{media_type!r} is not offered: it is another name of {sent!r}"
            severity = Severity.NOTE
        else:
            others.append(media_type)
            continue
        hint = "remove the content types that are not meant, with an overlay action"
        found.append(Diagnostic("content-type-unsent", message, (*at, media_type), hint, severity))
    return others, found


def _are_same(one: Schema, other: Schema, components: Mapping[str, Schema]) -> bool:
    return without_notes(resolved(one, components)) == without_notes(resolved(other, components))


def _is_another_name(media_type: str, sent: str) -> bool:
    """Whether a content type adds nothing to JSON: its old name, or a range around it, as .NET lists them."""
    return sent == JSON and media_type.lower() in (_OLD_JSON, "application/*+json", "application/*", "*/*")


def asked_for(
    content: Mapping[str, dict[str, Any]], at: Pointer, components: Mapping[str, Schema]
) -> tuple[dict[str, dict[str, Any]], list[Diagnostic]]:
    """Leave out of what an answer may be what the package doesn't read, where the same can be had as JSON.

    Args:
        content: media types by content type.
        at: its place.
        components: component schemas, by name.

    Returns:
        What is asked for, JSON first: many servers answer with the first that they can. And what there is to say of
        the rest.
    """
    left_out = again_in_other_formats(content, components)
    asked = {name: held for name, held in content.items() if name not in left_out}
    hint = "to get it, call the method with `client.raw` and an Accept among the extra headers"
    found = [
        Diagnostic(
            "content-not-asked-for",
            f"{name!r} is not asked for: what it holds is asked for as JSON, which the package reads",
            (*at, name),
            hint,
            Severity.NOTE,
        )
        for name in content
        if name in left_out
    ]
    return dict(sorted(asked.items(), key=lambda item: not (is_json(item[0]) or is_sequence(item[0])))), found


def again_in_other_formats(content: Mapping[str, dict[str, Any]], components: Mapping[str, Schema]) -> set[str]:
    """Find what holds again what there is as JSON, in a format that the package neither writes nor reads, as XML.

    Many frameworks list each format that they could write, with the schema of the JSON.
    """
    if not any(is_json(name) for name in content):
        return set()
    return {
        name
        for name, held in content.items()
        if not (is_json(name) or is_sequence(name) or "itemSchema" in held)
        and (is_xml(name) or _is_structured(held.get("schema", {}), components))
    }


def _is_structured(schema: Schema, components: Mapping[str, Schema]) -> bool:
    return bool({"object", "array"} & _kinds(schema, components))


def undecoded(
    content: Mapping[str, dict[str, Any]], at: Pointer, components: Mapping[str, Schema], *, answered: bool = False
) -> Iterator[Diagnostic]:
    """Tell of objects and lists in formats that the package doesn't write or read, such as XML.

    Args:
        content: media types by content type, of a body or an answer.
        at: its place.
        components: component schemas, by name.
        answered: whether it is an answer: forms are only written.
    """
    left_out = again_in_other_formats(content, components)
    for media_type in [name for name in content if name not in left_out]:
        structured = _is_structured(content[media_type].get("schema", {}), components)
        if structured and not is_json(media_type) and (answered or not is_typed(media_type)):
            yield Diagnostic(
                "content-not-decoded",
                f"{media_type!r} is taken and given as it is, as bytes or text, though its schema says more",
                (*at, media_type),
                "use another content type where there is one, or write and read this one yourself",
                # Where the same can be had as JSON, hardly anyone will miss it.
                Severity.NOTE if any(map(is_json, content)) else Severity.WARNING,
            )


def _rank(media_type: str) -> int:
    if is_json(media_type):
        return 0
    order = {"multipart/form-data": 1, "application/x-www-form-urlencoded": 2}
    return order.get(essence(media_type), _BYTES)
