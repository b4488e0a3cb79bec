"""What changed upstream, as a list that people read."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from specloom.capture.merge import Action, Edit
from specloom.capture.selection import Operation
from specloom.diagnostics import Pointer
from specloom.prose import spot_at
from specloom.references import component_of, node_at

_SIGNS = {Action.ADDED: "+", Action.REMOVED: "-", Action.CHANGED: "~", Action.RENAMED: "~"}
_UNIONS = ("oneOf", "anyOf")
_METHOD_DEPTH = 3
_COMPONENT_DEPTH = 3
_LONG = 60


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    Attributes:
        action: what happened.
        kind: what it happened to: operation, parameter, response, schema, variant, property, value, field and so on.
        subject: the operation or component that it is about.
        name: of the part of it, or "" if it is the subject itself.
        detail: more, such as what it was before.
        pointer: where.
    """

    action: Action
    kind: str
    subject: str
    name: str
    detail: str
    pointer: Pointer

    def __str__(self) -> str:
        what = f"{self.subject}: {self.kind} {self.name}" if self.name else f"{self.kind} {self.subject}"
        return f"{_SIGNS[self.action]} {what}" + (f" ({self.detail})" if self.detail else "")


def describe(
    edits: list[Edit], ours: dict[str, Any], new: dict[str, Any], both: tuple[list[Operation], list[Operation]]
) -> list[Change]:
    """Turn differences into changes.

    Args:
        edits: the differences.
        ours: the fragment before.
        new: the fragment now.
        both: the operations before and now.
    """
    before, now = ({operation.pointer: operation for operation in one} for one in both)
    found: list[Change] = []
    for edit in edits:
        document = ours if edit.action is Action.REMOVED else new
        known = before if edit.action is Action.REMOVED else now
        found += _changes(edit, document, known)
    variants = {(change.subject, change.name) for change in found if change.kind == "variant" and change.detail}
    # The reference in oneOf and the tag in the mapping are two sides of one variant.
    return [
        change
        for change in dict.fromkeys(found)
        if change.kind != "variant" or change.detail or not any(change.subject == subject for subject, _ in variants)
    ]


def _changes(edit: Edit, document: dict[str, Any], known: dict[Pointer, Operation]) -> Iterator[Change]:
    at = edit.pointer
    if at[0] in ("paths", "webhooks"):
        yield from _in_paths(edit, known)
    elif at[0] == "components" and len(at) == 2:
        parts = edit.after if edit.action is Action.ADDED else edit.before
        for name in parts if isinstance(parts, dict) else ():
            yield Change(edit.action, _singular(str(at[1])), str(name), "", "", (*at, name))
    elif at[0] == "components" and len(at) == _COMPONENT_DEPTH:
        detail = f"was {edit.before}" if edit.action is Action.RENAMED else ""
        yield Change(edit.action, _singular(str(at[1])), str(at[2]), "", detail, at)
    elif at[0] == "components":
        yield _part(edit, str(at[2]), at[3:], document)
    else:
        yield _part(edit, "document", at, document)


def _in_paths(edit: Edit, known: dict[Pointer, Operation]) -> Iterator[Change]:
    at = edit.pointer
    depth = _METHOD_DEPTH + (len(at) > 2 and at[2] == "additionalOperations")
    operation = known.get(at[:depth])
    if operation is None:
        if edit.action is Action.RENAMED:
            yield Change(edit.action, "path", str(at[-1]), "", f"was {edit.before}", at)
            return
        inside = [one for pointer, one in known.items() if pointer[: len(at)] == at]
        for one in inside:
            yield Change(edit.action, "operation", one.label, "", one.call, one.pointer)
        if not inside and len(at) > 1:
            yield _part(edit, str(at[1]), at[2:], {})
        return
    if len(at) == depth:
        yield Change(edit.action, "operation", operation.label, "", operation.call, at)
        return
    if len(at) == depth + 1 and edit.after in (operation.id, operation.name) and isinstance(edit.before, str):
        yield Change(Action.RENAMED, "operation", operation.label, "", f"{at[-1]} was {edit.before}", at)
        return
    yield _part(edit, operation.label, at[depth:], {})


def _part(edit: Edit, subject: str, rest: Pointer, document: dict[str, Any]) -> Change:
    """Describe what changed inside of an operation or a component."""
    at, value = edit.pointer, edit.before if edit.action is Action.REMOVED else edit.after
    where = _where(rest[:-1])
    holder = rest[-2] if len(rest) > 1 else ""
    kind, name, detail = "field", _joined(where, str(rest[-1])), ""
    if spot_at(at).what is None and holder in ("enum", "required"):
        kind = "value" if holder == "enum" else "required"
        name, detail = str(value), _of(_where(rest[:-2]))
    elif holder in _UNIONS:
        component = component_of(str(value.get("$ref", ""))) if isinstance(value, dict) else None
        kind, name = "variant", str(component[2]) if component else f"{rest[-1]}"
        tags = [] if component is None else _tags(at, document, name)
        detail = ", ".join(filter(None, [f"tag {', '.join(tags)}" if tags else "", _of(_where(rest[:-2]))]))
    elif rest[-2:-1] == ("mapping",):
        component = component_of(str(value))
        kind, name = "variant", str(component[2]) if component else str(value)
    elif holder == "properties":
        kind, name = "property", _joined(_where(rest[:-2]), str(rest[-1]))
    elif holder == "responses":
        kind = "response"
        name = str(rest[-1])
    elif holder == "parameters":
        kind, name = "parameter", _parameter(value)
    if edit.action is Action.CHANGED:
        detail = ", ".join(filter(None, [detail, f"{_short(edit.before)} -> {_short(edit.after)}"]))
    elif kind == "field" and not isinstance(value, dict):
        detail = _short(value)
    return Change(edit.action, kind, subject, name, detail, at)


def _tags(at: Pointer, document: dict[str, Any], name: str) -> list[str]:
    """Find the tags of a variant."""
    try:
        mapping = node_at(document, at[:-2])["discriminator"]["mapping"]
    except (LookupError, TypeError):
        return []
    targets = {f"#/components/schemas/{name}", name}
    return [str(tag) for tag, target in mapping.items() if target in targets]


def _where(rest: Pointer) -> str:
    """Write a way through a schema as a person would: properties by their names, and nothing of what holds them."""
    words: list[str] = []
    tokens = list(rest)
    while tokens:
        token = tokens.pop(0)
        if token in ("properties", "patternProperties") and tokens:
            words.append(str(tokens.pop(0)))
        elif token in ("allOf", *_UNIONS) and tokens:
            tokens.pop(0)
        elif token == "items":
            words.append("[]")
        else:
            words.append(str(token))
    return ".".join(words).replace(".[]", "[]")


def _joined(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _of(where: str) -> str:
    return f"of {where}" if where else ""


def _parameter(value: Any) -> str:
    if not isinstance(value, dict):
        return str(value)
    component = component_of(str(value.get("$ref", "")))
    return str(component[2]) if component else str(value.get("name"))


def _singular(section: str) -> str:
    words = {"requestBodies": "request body", "securitySchemes": "security scheme", "pathItems": "path item"}
    return words.get(section, section.removesuffix("s"))


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"
