"""Changing a YAML text into one that holds other data, so that whatever stays the same stays to the letter.

A comment belongs to what follows it, or to the line it ends. It moves with that, and goes with it.
"""

import json
from dataclasses import dataclass, field
from itertools import dropwhile, pairwise
from typing import Any

from specloom.capture.align import Renames, align_list
from specloom.capture.merge import pair_keys, same
from specloom.capture.write import Style, is_roomy, scalar, write_block, write_entry, write_flow, write_item
from specloom.diagnostics import Pointer
from specloom.prose import Spot
from specloom.source.edit import indentation
from specloom.source.layout import Entry, Node, read_layout

_LONGEST = 110


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A text and what went.

    Attributes:
        text: the new text.
        comments: those whose subject is gone.
    """

    text: str
    comments: list[str]


def rewrite(text: str, ours: dict[str, Any], new: dict[str, Any], renames: Renames) -> Rewritten:
    """Change a text.

    Args:
        text: the fragment, with plain line feeds.
        ours: what it holds.
        new: what it is to hold.
        renames: by which names in both belong together.
    """
    mapping, sequence, offset = indentation(text)
    writer = _Rewriter(text.split("\n"), Style(mapping, offset, sequence), renames)
    return Rewritten("\n".join(writer.document(read_layout(text), ours, new)), writer.comments)


@dataclass(slots=True)
class _Rewriter:
    lines: list[str]
    style: Style
    renames: Renames
    comments: list[str] = field(default_factory=list)

    def document(self, root: Node, ours: dict[str, Any], new: dict[str, Any]) -> list[str]:
        if same_in_order(ours, new):
            return self.lines
        if not root.is_block:
            return [*write_block(new, 0, self.style, Spot()), ""]
        first = root.entries[0].line
        body = self.block(root, first, ours, new, (), Spot())
        return [*self.lines[:first], *body, *self.lines[self.end(root) :]]

    def end(self, node: Node) -> int:
        """The line behind a node, and behind the comments that belong to its end."""
        line = node.end[0] + 1
        if not node.is_block or not node.entries:
            return line
        line = self.end(node.entries[-1].node)
        column = node.entries[0].column
        ahead = line
        while ahead < len(self.lines):
            content = self.lines[ahead].lstrip(" ")
            if content.startswith("#") and len(self.lines[ahead]) - len(content) >= column:
                line = ahead + 1
            elif content:
                break
            ahead += 1
        return line

    def block(self, node: Node, top: int, ours: Any, new: Any, at: Pointer, spot: Spot) -> list[str]:
        """Write what a mapping or sequence holds.

        Args:
            node: its place in the text.
            top: the first line that belongs to it: comments may stand above the first entry.
            ours: what it holds.
            new: what it is to hold.
            at: where it is.
            spot: what it is.
        """
        pairs = self.pairs(ours, new, at, spot)
        leads, tail = self.leads(node, top, {old for _, _, old in pairs if old is not None})
        known = {entry.key: entry for entry in node.entries}
        column = node.entries[0].column
        is_apart = self.is_apart(node, spot)
        result: list[str] = []
        for key, value, old in pairs:
            below = spot.step(key)
            if old is not None:
                entry = known[old]
                was_first = entry is node.entries[0]
                lead = leads[old]
                body = self.entry(entry, ours[old], value, str(key), (*at, key), below)
            else:
                was_first = False
                lead = [""] if is_apart else []
                body = self.added(key, value, column, below)
            if was_first and result and is_apart and _text(lead) == lead:
                lead = ["", *lead]
            result += [*(lead if result or was_first else _text(lead)), *body]
        return result + tail

    def added(self, key: str | int, value: Any, column: int, spot: Spot) -> list[str]:
        """Write an entry that is new."""
        if isinstance(key, str):
            return write_entry(key, value, column, self.style, spot)
        return write_item(value, column, self.style, spot)

    def leads(self, node: Node, top: int, kept: set[str | int]) -> tuple[dict[str | int, list[str]], list[str]]:
        """Find the empty lines and comments above each entry that stays, and those below the last."""
        leads: dict[str | int, list[str]] = {}
        left: list[str] = []
        for entry in node.entries:
            lead, end = self.lines[top : entry.line], self.end(entry.node)
            if entry.key in kept:
                leads[entry.key] = [*left, *lead]
                left = []
            else:
                left += self.left_over(lead)
                words = _words(entry.node)
                self.comments += [
                    self.lines[line].strip()
                    for line in range(entry.line, end)
                    if line not in words and _is_comment(self.lines[line])
                ]
            top = end
        return leads, [*left, *self.lines[top : self.end(node)]]

    def is_apart(self, node: Node, spot: Spot) -> bool:
        """Whether there are empty lines between the entries."""
        if len(node.entries) < 2:
            return is_roomy(spot)
        gaps = [
            any(not line.strip() for line in self.lines[self.end(one.node) : other.line])
            for one, other in pairwise(node.entries)
        ]
        return 2 * sum(gaps) > len(gaps)

    def pairs(self, ours: Any, new: Any, at: Pointer, spot: Spot) -> list[tuple[str | int, Any, str | int | None]]:
        """List the new entries, each with the key of the old one."""
        if isinstance(new, list):
            return [
                (index, value, old)
                for index, (value, old) in enumerate(zip(new, align_list(ours, new, spot, self.renames), strict=True))
            ]
        section = str(at[1]) if len(at) == 2 and at[0] == "components" else ""
        old_keys = pair_keys(ours, new, spot, section, self.renames)
        return [(key, value, old_keys.get(key)) for key, value in new.items()]

    def entry(self, entry: Entry, ours: Any, new: Any, key: str, at: Pointer, spot: Spot) -> list[str]:
        """Write an entry that was there before."""
        lines = self.lines[entry.line : self.end(entry.node)]
        is_renamed = isinstance(entry.key, str) and entry.key != key
        if not same_in_order(ours, new):
            lines = self.changed(entry, ours, new, at, spot)
        if is_renamed:
            lines = [self.with_key(lines[0], entry, key), *lines[1:]]
        return lines

    def changed(self, entry: Entry, ours: Any, new: Any, at: Pointer, spot: Spot) -> list[str]:
        node = entry.node
        is_container = isinstance(new, dict | list) and bool(new) and type(new) is type(ours)
        if is_container and node.is_block and node.entries:
            first = node.entries[0]
            if first.line > entry.line:
                return [self.lines[entry.line], *self.block(node, entry.line + 1, ours, new, at, spot)]
            # The first entry stands behind the dash.
            body = self.block(node, entry.line, ours, new, at, spot)
            above = next(index for index, line in enumerate(body) if line.strip() and not _is_comment(line))
            self.comments += [line.strip() for line in body[:above] if line.strip()]
            body = body[above:]
            return [self.lines[entry.line][: first.column] + body[0][first.column :], *body[1:]]
        line, column = node.start
        text = self.lines[line]
        is_flow = line == node.end[0] and text[column : column + 1] in ("{", "[") and not node.is_block
        if is_flow and isinstance(new, dict | list) and not node.style:
            written = text[:column] + write_flow(new) + text[node.end[1] :]
            if len(written) <= max(_LONGEST, len(text)):
                return [*self.lines[entry.line : line], written]
        is_single = node.style not in ("|", ">") and line == node.end[0] and column < node.end[1]
        if (
            is_single
            and not isinstance(new, dict | list)
            and not isinstance(ours, dict | list)
            and "\n" not in str(new)
        ):
            written = scalar(new, node.style if isinstance(new, str) else "")
            tail = text[node.end[1] :]
            return [*self.lines[entry.line : line], text[:column] + written + tail]
        return self.added(entry.key, new, entry.column, spot)

    def with_key(self, line: str, entry: Entry, key: str) -> str:
        colon = line.index(":", entry.column + max(0, len(scalar(str(entry.key))) - 1))
        return line[: entry.column] + scalar(key) + line[colon:]

    def left_over(self, lead: list[str]) -> list[str]:
        """What stays of the lines above an entry that goes: comments that an empty line sets apart from it."""
        end = len(lead)
        while end and lead[end - 1].strip():
            end -= 1
        self.comments += [line.strip() for line in lead[end:]]
        kept = lead[:end]
        return kept if any(line.strip() for line in kept) else []


def _words(node: Node) -> set[int]:
    """The lines of text in blocks, in which # begins no comment."""
    if node.style in ("|", ">"):
        return set(range(node.start[0] + 1, node.end[0] + 1))
    return {line for entry in node.entries for line in _words(entry.node)}


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _text(lines: list[str]) -> list[str]:
    """Drop empty lines at the beginning."""
    return list(dropwhile(lambda line: not line.strip(), lines))


def same_in_order(one: Any, other: Any) -> bool:
    """Whether two values are the same, the order of keys included."""
    return same(one, other) and json.dumps(one) == json.dumps(other)
