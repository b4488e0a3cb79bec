"""Valid payloads made into others, each changed in one place in a way that is easily lost or refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from random import Random
from typing import Any, TypeAlias

from jsonschema.exceptions import ValidationError

from .published import Way

Path: TypeAlias = tuple[str | int, ...]
"""Where a value stands in a payload."""
Errors: TypeAlias = Callable[[Any], Iterator[ValidationError]]

NEW_VALUE = "a new value of an enum"
_NEW_NAME = "neverHeardOf"
_NEW_TEXT = "NEVER_HEARD_OF"
_MOST = 3
"""In how many places of a payload each change is made."""
_TRIED = 12
"""In how many places it is tried."""


def changes(payload: Any, way: Way, errors: Errors, random: Random) -> Iterator[tuple[str, Path, Any]]:
    """Change a payload so that it still comes through.

    What is received may hold properties and values of an enum that are newer than the document: readers keep them.

    Args:
        payload: a valid one.
        way: it goes.
        errors: says why a payload is not valid.
        random: decides which places are tried.

    Yields:
        What was done, where, and the payload with it.
    """
    places = list(_places(payload))
    random.shuffle(places)
    for what, candidates in _candidates(places, way).items():
        found = ((path, replaced(payload, path, value)) for path, value in candidates[:_TRIED])
        fitting = ((path, changed) for path, changed in found if _fits(what, path, errors(changed)))
        yield from ((what, path, changed) for path, changed in islice(fitting, _MOST))


def _candidates(places: list[tuple[Path, Any]], way: Way) -> dict[str, list[tuple[Path, Any]]]:
    objects = [(path, held) for path, held in places if isinstance(held, dict)]
    found: dict[str, list[tuple[Path, Any]]] = {
        "null": [(path, None) for path, held in places if path and held is not None],
        "an empty list": [(path, []) for path, held in places if isinstance(held, list) and held],
        "an empty object": [(path, {}) for path, held in objects if held],
    }
    if way is Way.RESPONSE:
        found["a new property"] = [(path, {**held, _NEW_NAME: {"a": [None, 1]}}) for path, held in objects]
        found[NEW_VALUE] = [(path, _NEW_TEXT) for path, held in places if isinstance(held, str)]
    return found


def _fits(what: str, path: Path, errors: Iterator[ValidationError]) -> bool:
    """Whether a change is one that has to come through.

    A new value of an enum does where nothing else is wrong than that the enums of this very place lack it; one of a
    single value is a tag.
    """
    if what != NEW_VALUE:
        return next(errors, None) is None
    found = list(errors)
    return bool(found) and all(
        error.validator == "enum"
        and tuple(error.absolute_path) == path
        and sum(each is not None for each in error.validator_value) > 1
        for error in found
    )


def _places(payload: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    yield path, payload
    for key, held in (
        payload.items() if isinstance(payload, dict) else enumerate(payload) if isinstance(payload, list) else ()
    ):
        yield from _places(held, (*path, key))


def replaced(payload: Any, path: Path, value: Any) -> Any:
    """A copy of a payload with another value in one place."""
    if not path:
        return value
    changed = payload.copy()
    changed[path[0]] = replaced(payload[path[0]], path[1:], value)
    return changed
