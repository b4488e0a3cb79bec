"""Circles of component schemas that say nothing: each is the next, extends it, or has it for an alternative.

A base that lists its heirs, which extend it, is no such circle: it lists one way and extends the other.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from specloom.diagnostics import Diagnostic, Pointer, Severity
from specloom.references import node_at
from specloom.schemas import Document, Schema, component_schemas, ref_name, with_component_schemas

_WAYS = (("allOf",), ("oneOf", "anyOf"))


def without_circles(document: Document) -> tuple[Document, list[Diagnostic]]:
    """Leave out the last step of every such circle.

    Returns:
        A copy, and a warning for each.
    """
    schemas = component_schemas(document)
    closing = _closing_parts(schemas)
    if not closing:
        return document, []
    changed = {name: deepcopy(schemas[name]) for name in schemas if any(place[0] == name for place in closing)}
    # The last part of a list first, so that the places of the others stay what they are.
    for place in sorted(closing, reverse=True):
        _remove(changed, place)
    found = []
    for place, names in closing.items():
        message = f"each of these schemas is the next, extends it or chooses it: {' -> '.join(names)}"
        hint = "the last step is left out; write what is meant"
        at = ("components", "schemas", *place)
        found.append(Diagnostic("circle-of-schemas", message, at, hint, Severity.WARNING))
    return with_component_schemas(document, {**schemas, **changed}), found


def _remove(schemas: dict[str, Any], place: Pointer) -> None:
    """Take a reference away, and with it what had nothing else in it."""
    del node_at(schemas, place)["$ref"]
    while len(place) > 1 and not node_at(schemas, place):
        holder, keyword = node_at(schemas, place[:-2]), str(place[-2])
        del holder[keyword][place[-1]]
        if holder[keyword]:
            return
        del holder[keyword]
        place = place[:-2]


def _closing_parts(schemas: Mapping[str, Schema]) -> dict[Pointer, list[str]]:
    """Find the references that close a circle.

    Args:
        schemas: the components of a document, which may be wrong.

    Returns:
        The place of each part in its component, which its name begins, with the names of the components on the circle.
    """
    found: dict[Pointer, list[str]] = {}
    for keywords in _WAYS:
        parts = {name: list(_parts(schema, keywords, (name,))) for name, schema in schemas.items()}
        done: set[str] = set()
        for start in schemas:
            way: list[tuple[str, Iterator[tuple[Pointer, str]]]] = [(start, iter(parts[start]))]
            while way and start not in done:
                place, target = next(way[-1][1], ((), ""))
                names = [name for name, _ in way]
                if not place:
                    done.add(way.pop()[0])
                elif target in names:
                    found.setdefault(place, [*names[names.index(target) :], target])
                elif target in parts and target not in done:
                    way.append((target, iter(parts[target])))
    return found


def _parts(schema: object, keywords: tuple[str, ...], at: Pointer) -> Iterator[tuple[Pointer, str]]:
    """The components that a schema is, extends or chooses from, each with the place of the reference."""
    waiting = [(schema, at)]
    while waiting:
        part, place = waiting.pop()
        if not isinstance(part, dict):
            continue
        if (name := ref_name(part)) is not None:
            yield place, name
        for keyword in keywords:
            listed = part.get(keyword)
            if isinstance(listed, list):
                waiting += [(each, (*place, keyword, index)) for index, each in enumerate(listed)][::-1]
