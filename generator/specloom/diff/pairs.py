"""What is compared with what: pairs of schemas of the two normal forms, and what is found about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from specloom.diagnostics import Pointer
from specloom.diff.entries import Direction, Site, Verdict
from specloom.schemas import Schema

SUBJECT = "\0"
"""Stands in messages for the name of what changed, which is only settled when findings are folded."""

Anchors = tuple[Pointer | None, Pointer | None]
"""A place in the document of each side, as it was read, or None where it has none."""


@dataclass(slots=True, eq=False)
class Pair:
    """A schema of each normal form that mean the same thing, as it travels in one direction.

    Attributes:
        base: of the older document; not a reference.
        head: of the newer one.
        direction: which way values of it go.
        skip: properties that are left out of account, since they hold the tag of a union.
        names: of the components that they are, or "".
        parent: the pair that holds this one.
        steps: how to get here from the parent, on each side, in the document as it was read.
        anchors: where it stands, if it has no parent.
    """

    base: Schema
    head: Schema
    direction: Direction
    skip: frozenset[str]
    names: tuple[str, str]
    parent: "Pair | None"
    steps: tuple[Pointer, Pointer]
    anchors: Anchors = (None, None)


@dataclass(slots=True, eq=False)
class Finding:
    """One difference, in one place.

    Attributes:
        rule: by which it is judged.
        message: one sentence, with `SUBJECT` in it.
        direction: in which it shows.
        pair: where it was found, if in a schema; its sites are those of the pair.
        steps: how to get from the pair to what changed, on each side.
        value: whether it is about the value that stands there, wherever that is declared, rather than about the place.
        detail: which one, where the subject can have several.
        values: what each side has, as JSON.
        subject: its name, where that is not the place.
        sites: where it shows, if not in a schema.
        anchors: where it stands, if not in a schema.
        union: the union it belongs to, or "".
        tag: the variant it belongs to, or "".
        parts: what was folded into it.
        wire: the verdict for the wire, where two schemas decide.
        source: the verdict for source code, where the rule's doesn't hold.
    """

    rule: str
    message: str
    direction: Direction
    pair: Pair | None = None
    steps: tuple[Pointer, Pointer] = ((), ())
    value: bool = False
    detail: str = ""
    values: tuple[Any, Any] = (None, None)
    subject: str = ""
    sites: tuple[Site, ...] = ()
    anchors: Anchors = (None, None)
    union: str = ""
    tag: str = ""
    parts: tuple[str, ...] = ()
    wire: Verdict | None = None
    source: Verdict | None = None


@dataclass(slots=True, eq=False)
class Expansion:
    """What comparing one pair gives: what differs in the pair itself, and the pairs inside."""

    findings: list[Finding] = field(default_factory=list)
    inside: list[Pair] = field(default_factory=list)


def quoted(value: object) -> str:
    """A name of a document in backticks, for messages."""
    return f"`{value}`"


def listed(values: list[str]) -> str:
    """Names in backticks, the last behind `and`."""
    shown = [quoted(value) for value in values]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else ""


def own(mapping: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    """The part of a schema that has these keywords."""
    return {key: mapping[key] for key in keys if key in mapping}
