"""Applies OpenAPI Overlay documents (1.0, and 1.1 with `copy`): the corrections of an upstream document.

An action that changes nothing is an error. So a correction goes away once upstream has made it, and a misspelt
target is found at once.
"""

from __future__ import annotations

import json
import re
from copy import deepcopy
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from specloom.diagnostics import Diagnostic, Pointer, SpecError, format_pointer
from specloom.jsonpath import Match, QueryError, select
from specloom.references import node_at
from specloom.source import Document
from specloom.typed import validate


class _Object(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _drop_extensions(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        return {key: value for key, value in data.items() if not key.startswith("x-")}


class OverlayInfo(_Object):
    """What an overlay says of itself."""

    title: str
    version: str
    description: str | None = None


class OverlayAction(_Object):
    """One correction."""

    target: str
    description: str = ""
    update: Any = None
    copy_from: str | None = Field(None, alias="copy")
    remove: bool = False


def _check_version(value: str) -> str:
    if not re.fullmatch(r"1\.[01]\.[0-9]+", value):
        raise ValueError(f"Overlay {value} is not known; 1.0.0 and 1.1.0 are")
    return value


class Overlay(_Object):
    """An overlay document."""

    overlay: Annotated[str, AfterValidator(_check_version)]
    info: OverlayInfo
    extends: str | None = None
    actions: Annotated[list[OverlayAction], Field(min_length=1)]

    @property
    def is_first_version(self) -> bool:
        """Whether it is written for 1.0, which knows no `copy` and selects only objects and arrays."""
        return self.overlay.startswith("1.0.")


class _ActionError(Exception):
    def __init__(self, code: str, message: str, hint: str, key: str = "target") -> None:
        self.code = code
        self.message = message
        self.hint = hint
        self.key = key
        super().__init__(message)


def apply_overlay(document: dict[str, Any], overlay: Document) -> dict[str, Any]:
    """Return the document with every action of the overlay applied, in order; the input stays as it is.

    Where the specification leaves room or asks for what nobody wants: an array is extended by another rather
    than given it as one entry (as 1.1 has it), and an entry that is there already is not added again.

    Raises:
        SpecError: for an overlay that isn't one, and for every action that can't be applied or that changes
            nothing (`overlay-no-effect`), at its line.
    """
    parsed = validate(Overlay, overlay)
    result = deepcopy(document)
    found: list[Diagnostic] = []
    for index, action in enumerate(parsed.actions):
        try:
            _apply(result, action, parsed.is_first_version)
        except _ActionError as problem:
            about = f" ({' '.join(action.description.split())})" if action.description.strip() else ""
            pointer = ("actions", index, problem.key)
            found.append(Diagnostic(problem.code, problem.message + about, pointer, problem.hint))
    if found:
        raise SpecError(overlay.place(found))
    return result


def _apply(document: dict[str, Any], action: OverlayAction, is_first_version: bool) -> None:
    has_update = "update" in action.model_fields_set
    if is_first_version and action.copy_from is not None:
        raise _ActionError("overlay-action", "copy is not known in 1.0", "Write overlay: 1.1.0.", "copy")
    if (action.remove, has_update, action.copy_from is not None).count(True) != 1:
        raise _ActionError(
            "overlay-action",
            "an action does one thing: update, remove or copy",
            "Make an action of each, in the order in which they are to happen.",
        )
    matches = _select(action.target, document)
    if not matches:
        raise _no_effect(f"{action.target} selects nothing")
    if is_first_version and not all(isinstance(match.value, dict | list) for match in matches):
        raise _ActionError(
            "overlay-target",
            f"{action.target} selects a single value, which Overlay 1.0 does not allow",
            "Update the object that holds it, or write overlay: 1.1.0.",
        )
    if action.remove:
        _remove(document, matches)
        return
    value = action.update if has_update else _copied(action.copy_from or "", document)
    changes = [_update(document, match, value) for match in matches]
    if not any(changes):
        raise _no_effect(f"{action.target} is already as the action would have it")


def _no_effect(message: str) -> _ActionError:
    hint = "If upstream has fixed it, remove the action; if not, correct its target."
    return _ActionError("overlay-no-effect", message, hint)


def _select(query: str, document: dict[str, Any], key: str = "target") -> list[Match]:
    try:
        return select(query, document)
    except QueryError as error:
        hint = "Write it as RFC 9535 has it, such as $.paths['/pets'].get."
        shown = query if len(query) <= 80 else f"{query[:79]}…"
        raise _ActionError("overlay-query", f"{shown!r} can't be used: {error}", hint, key) from None


def _copied(query: str, document: dict[str, Any]) -> Any:
    matches = _select(query, document, "copy")
    if len(matches) != 1:
        message = f"{query} selects {len(matches) or 'no'} parts; copy needs one"
        raise _ActionError("overlay-action", message, "Make it more exact.", "copy")
    # What is copied is what stands there now, even if the target lies within it.
    return deepcopy(matches[0].value)


def _remove(document: dict[str, Any], matches: list[Match]) -> None:
    # From the last to the first, children before parents, so that no index shifts before it is used.
    for match in sorted(matches, key=lambda one: _order(one.pointer), reverse=True):
        if not match.pointer:
            raise _ActionError("overlay-target", "the whole document can't be removed", "Name a part of it.")
        del node_at(document, match.pointer[:-1])[match.pointer[-1]]


def _order(pointer: Pointer) -> list[tuple[int, str]]:
    return [(token, "") if isinstance(token, int) else (-1, token) for token in pointer]


def _update(document: dict[str, Any], match: Match, value: Any) -> bool:
    """Merge a value into a part of the document, and tell whether that changed anything."""
    target = match.value
    if isinstance(target, list):
        return _extend(target, value if isinstance(value, list) else [value])
    if isinstance(target, dict) and isinstance(value, dict):
        return _merge(target, value, match.pointer)
    if isinstance(target, dict) or isinstance(value, dict | list):
        raise _incompatible(match.pointer, target, value)
    if _same(target, value):
        return False
    node_at(document, match.pointer[:-1])[match.pointer[-1]] = value
    return True


def _merge(target: dict[str, Any], update: dict[str, Any], pointer: Pointer) -> bool:
    changed = False
    for key, value in update.items():
        if key not in target:
            # A copy: the same action may write to several places, and a later one to only one of them.
            target[key] = deepcopy(value)
            changed = True
            continue
        old = target[key]
        if isinstance(old, dict) and isinstance(value, dict):
            changed |= _merge(old, value, (*pointer, key))
        elif isinstance(old, list) and isinstance(value, list):
            changed |= _extend(old, value)
        elif isinstance(old, dict | list) or isinstance(value, dict | list):
            raise _incompatible((*pointer, key), old, value)
        elif not _same(old, value):
            target[key] = value
            changed = True
    return changed


def _extend(target: list[Any], entries: list[Any]) -> bool:
    new = [deepcopy(entry) for entry in entries if not any(_same(entry, old) for old in target)]
    target += new
    return bool(new)


def _same(one: Any, other: Any) -> bool:
    """Compare as JSON does: true is not 1."""
    return bool(one == other) and json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _incompatible(pointer: Pointer, old: Any, new: Any) -> _ActionError:
    kinds = [
        "an object" if isinstance(one, dict) else "an array" if isinstance(one, list) else "a single value"
        for one in (old, new)
    ]
    return _ActionError(
        "overlay-incompatible",
        f"{format_pointer(pointer)} is {kinds[0]}, and {kinds[1]} can't be merged into it",
        "Remove the old one in an action before this.",
        "update",
    )
