"""Says once what is the same about many fields, classes or methods."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from specloom.release.note import Note

_FEW = 3
_ABOUT: Final = re.compile(
    r"(?P<lead>The argument )?`(?:(?P<owner>(?:client\.)?\w+)\.)?(?P<member>[^`]+)`(?P<rest> .*)", re.DOTALL
)


class _Shape(NamedTuple):
    """What a note says, apart from what it says it about.

    Attributes:
        lead: what the sentence begins with, before it comes to that.
        owner: the class or resource, or "" for what stands by itself.
        member: of it, such as a field.
        rest: of the sentence.
        instead: what to write, with a pronoun's place left open.
    """

    lead: str
    owner: str
    member: str
    rest: str
    instead: str


def folded(notes: Sequence[Note]) -> list[Note]:
    """Put notes together that say the same: of one field in many classes, then of several fields of a class.

    Args:
        notes: in the order in which they are told. Each stays in the place of the first that says the same.
    """
    return [_short(note) for note in _together(_together(list(notes), _by_member, _in_classes), _by_owner, _each)]


def _together(
    notes: list[Note],
    key: Callable[[Note, _Shape], Hashable],
    join: Callable[[list[tuple[Note, _Shape]]], Note | None],
) -> list[Note]:
    groups: dict[Hashable, list[tuple[Note, _Shape]]] = {}
    for number, note in enumerate(notes):
        shape = _shape(note)
        groups.setdefault(number if shape is None else key(note, shape), []).append(
            (note, shape or _Shape("", "", "", "", ""))
        )
    result: list[Note] = []
    for group in groups.values():
        joined = join(group) if len(group) > 1 else None
        result += [note for note, _ in group] if joined is None else [joined]
    return result


def _shape(note: Note) -> _Shape | None:
    match = _ABOUT.fullmatch(note.text)
    if match is None:
        return None
    # What is sent may have a class of its own, whose field is called the same.
    own = re.compile(rf"`(?:(?:client\.)?\w+\.)?{re.escape(match['member'])}`")
    return _Shape(
        match["lead"] or "", match["owner"] or "", match["member"], match["rest"], own.sub("{}", note.instead)
    )


def _by_member(note: Note, shape: _Shape) -> Hashable:
    alone = "" if shape.owner else note.text
    return shape.member, shape.rest, shape.instead, note.heading, note.verdict, note.reason, alone


def _in_classes(group: list[tuple[Note, _Shape]]) -> Note | None:
    if len(group) <= _FEW:
        return None
    note, shape = group[0]
    methods = dict.fromkeys(method for one, _ in group for method in one.methods)
    text = f"`{shape.member}` of {len(group)} classes{shape.rest}"
    return replace(note, text=text, instead=shape.instead.replace("{}", "it"), methods=tuple(methods))


def _by_owner(note: Note, shape: _Shape) -> Hashable:
    return shape.lead, shape.owner, shape.rest, shape.instead, note.methods, note.heading, note.verdict, note.reason


def _each(group: list[tuple[Note, _Shape]]) -> Note:
    note, shape = group[0]
    *most, last = (f"`{one.member}`" for _, one in group)
    owner = f" of `{shape.owner}`" if shape.owner else ""
    lead = "Each of the arguments" if shape.lead else "Each of"
    text = f"{lead} {', '.join(most)} and {last}{owner}{shape.rest}"
    return replace(note, text=text, instead=shape.instead.replace("{}", "them"))


def _short(note: Note) -> Note:
    """Say "it" of what the sentence before has named."""
    match = _ABOUT.fullmatch(note.text)
    if match is None:
        return note
    name = f"{match['owner']}.{match['member']}" if match["owner"] else match["member"]
    return replace(note, instead=note.instead.replace(f"`{name}`", "it"))
