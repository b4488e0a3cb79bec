"""Which lines of a YAML text hold which part of its data, for edits that leave all other lines alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from specloom.source.yaml_events import YamlEvents


@dataclass(slots=True)
class Node:
    """A value in a YAML text. Lines count from 0, columns in characters.

    Attributes:
        start: line and column of its first character; of a block mapping, of its first key.
        end: line and column behind its last one; of a block mapping or sequence, only the line counts.
        is_block: a mapping or sequence in block style, whose entries have lines of their own.
        style: of a scalar, as YAML writes it: "", ', ", | or >.
        entries: of a block mapping or sequence.
    """

    start: tuple[int, int]
    end: tuple[int, int]
    is_block: bool = False
    style: str = ""
    entries: list[Entry] = field(default_factory=list)


@dataclass(slots=True)
class Entry:
    """An entry of a mapping or sequence in block style.

    Attributes:
        key: its key, or its index.
        line: where its key or its dash is.
        column: likewise.
        node: its value.
    """

    key: str | int
    line: int
    column: int
    node: Node


def read_layout(text: str) -> Node:
    """Find the lines of every part of a text that `read_yaml` has accepted."""
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._events = YamlEvents(text)

    def read(self) -> Node:
        events = self._events
        while (event := events.next()) is not None:
            if type(event) in events.nodes:
                return self._node(event)
        raise AssertionError("a text that was read as a document has a node")

    # Documents nest only as deep as `read_yaml` lets them.
    def _node(self, event: Any) -> Node:
        events = self._events
        start = (event.start_mark.line, event.start_mark.column)
        end = (event.end_mark.line, event.end_mark.column)
        kind = type(event)
        if kind is events.alias:
            return Node(start, end)
        if kind is events.scalar:
            return Node(start, self._scalar_end(event) if event.style in ("|", ">") else end, style=event.style or "")
        node = Node(start, end, is_block=not event.flow_style)
        if kind is events.mapping_start:
            self._mapping(node)
        else:
            self._sequence(node)
        if node.is_block and node.entries:
            node.end = (node.entries[-1].node.end[0], 0)
        return node

    def _mapping(self, node: Node) -> None:
        events = self._events
        while type(event := events.next()) is not events.mapping_end:
            mark = event.start_mark
            value = self._node(events.next())
            node.entries.append(Entry(events.text(event), mark.line, mark.column, value))
            if self._lines[mark.line][: mark.column].rstrip().endswith("?"):
                node.is_block = False  # A key on lines of its own; nobody writes that.
        node.end = (event.end_mark.line, event.end_mark.column)

    def _sequence(self, node: Node) -> None:
        events = self._events
        column = node.start[1]
        while type(event := events.next()) is not events.sequence_end:
            line = event.start_mark.line
            while node.is_block and self._lines[line][column : column + 1] != "-":
                line -= 1
            node.entries.append(Entry(len(node.entries), line, column, self._node(event)))
        node.end = (event.end_mark.line, event.end_mark.column)

    def _scalar_end(self, event: Any) -> tuple[int, int]:
        first, last = event.start_mark.line, event.end_mark.line
        if (
            event.end_mark.column == 0
            or last >= len(self._lines)
            or self._lines[last][: event.end_mark.column].isspace()
        ):
            last -= 1
        keeps_blanks = "+" in self._lines[first][event.start_mark.column :].split("#")[0]
        while last > first and not keeps_blanks and not self._lines[last].strip():
            last -= 1
        return last, len(self._lines[last])
