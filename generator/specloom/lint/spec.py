"""What lint rules are made of: the rule, what it finds, and the document as rules like to see it."""

import json
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from specloom.diagnostics import Pointer, Severity
from specloom.grammar import Kind, Place, walk
from specloom.references import local_pointer, node_at

Json = dict[str, Any]


class Finding(NamedTuple):
    """One thing that a rule found; code and severity are the rule's."""

    pointer: Pointer
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        code: stable and kebab-case; also the code of its diagnostics.
        severity: `ERROR` only where nothing right could be generated.
        summary: what it looks for, in one line.
        check: finds it.

    """

    code: str
    severity: Severity
    summary: str
    check: "Callable[[Spec], Iterable[Finding]]"


class Spec:
    """A document, with the questions that rules ask of it; each is answered once."""

    def __init__(self, document: Json) -> None:
        self.document = document

    @cached_property
    def places(self) -> dict[Kind, list[Place]]:
        """Every object of the document by its kind, in document order."""
        found: dict[Kind, list[Place]] = {kind: [] for kind in Kind}
        for place in walk(self.document):
            found[place.kind].append(place)
        return found

    def components(self, section: str) -> dict[str, Json]:
        """The objects in a section of `components`, by name."""
        components = self.document.get("components")
        items = components.get(section) if isinstance(components, dict) else None
        return {name: item for name, item in items.items() if isinstance(item, dict)} if isinstance(items, dict) else {}

    def target(self, pointer: Pointer, node: Json) -> tuple[Pointer, Json] | None:
        """Follow `$ref`s from an object to the one that is meant, and say where it stands.

        Returns:
            The object itself if it is no reference; None if the way leads nowhere or in a circle.

        """
        seen: set[Pointer] = set()
        while isinstance(ref := node.get("$ref"), str):
            found = local_pointer(self.document, ref)
            if found is None or found in seen:
                return None
            seen.add(found)
            pointer, node = found, node_at(self.document, found)
            if not isinstance(node, dict):
                return None
        return pointer, node

    def parts(
        self, pointer: Pointer, schema: Json, through: Iterable[str] = ("allOf",)
    ) -> Iterator[tuple[Pointer, Json]]:
        """Yield a schema and what applies along with it: what it refers to, and what stands in some keywords.

        Args:
            pointer: where the schema stands.
            schema: the schema.
            through: keywords with a schema or a list of them, that apply to the same value.

        """
        waiting = deque([(pointer, schema)])
        seen: set[int] = set()
        while waiting:
            pointer, schema = waiting.popleft()
            if id(schema) in seen:
                continue
            seen.add(id(schema))
            yield pointer, schema
            if isinstance(schema.get("$ref"), str) and (found := self.target(pointer, schema)):
                waiting.append(found)
            for keyword in through:
                value = schema.get(keyword)
                if isinstance(value, dict):
                    waiting.append(((*pointer, keyword), value))
                elif isinstance(value, list):
                    waiting.extend(
                        ((*pointer, keyword, index), item) for index, item in enumerate(value) if isinstance(item, dict)
                    )


def name_of(pointer: Pointer) -> str:
    """Name a place as people do: by the component it is in, else by its path."""
    if len(pointer) >= 3 and pointer[0] == "components":
        return str(pointer[2]) + overlay_path(pointer[3:]).removeprefix("$")
    return overlay_path(pointer)


def overlay_path(pointer: Pointer) -> str:
    """Write a pointer as the JSONPath that an overlay action targets: `$.paths['/pets'].get`."""
    steps = ["$"]
    for token in pointer:
        if isinstance(token, int):
            steps.append(f"[{token}]")
        elif re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", token):
            steps.append(f".{token}")
        else:
            quoted = token.replace("\\", "\\\\").replace("'", "\\'")
            steps.append(f"['{quoted}']")
    return "".join(steps)


def overlay_action(pointer: Pointer, update: Any) -> str:
    """Write the overlay action that would correct something, ready to be copied: JSON is YAML too."""
    return _action(pointer, "update", update)


def overlay_removal(pointer: Pointer) -> str:
    """Write the overlay action that would take something away."""
    return _action(pointer, "remove", True)


def _action(pointer: Pointer, verb: str, value: Any) -> str:
    action = {"target": overlay_path(pointer), verb: value}
    return f"overlay action: {json.dumps(action, ensure_ascii=False)}"
