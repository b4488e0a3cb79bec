"""Unions as drawings: the variants of both versions side by side, and what happened to each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from specloom.diff.entries import Comparison, Direction, Entry, UnionView, Verdict
from specloom.diff.reports.report import directions
from specloom.report import printable

WIDTH = 1000
ROW, TOP = 52, 30
BOX_WIDTH, BOX_HEIGHT = 290, 40
LEFT, RIGHT = 90, WIDTH - 90 - BOX_WIDTH
ROOT = 36
"""How far the root of each side is from the edge."""
_FITS = 31
"""How many characters of a tag or of a name fit into a box."""


@dataclass(frozen=True, slots=True)
class Box:
    """A variant in one of the two versions.

    Attributes:
        tag: of the variant.
        schema: what the tag stands for.
    """

    tag: str
    schema: str

    @property
    def short_tag(self) -> str:
        """The tag, as far as it fits."""
        return _cut(self.tag)

    @property
    def short_schema(self) -> str:
        """The schema's name, as far as it fits."""
        return _cut(self.schema)


@dataclass(frozen=True, slots=True)
class Row:
    """What happened to one variant.

    Attributes:
        y: of the boxes' upper edge.
        base: the variant as it was, if it was there.
        head: the variant as it is, if it is there.
        status: `same`, `added`, `removed`, `renamed` or `changed`.
        word: the same for people, with the number of facts.
        verdict: the worst of the facts.
        tags: by which the facts are found.
        anchor: the number of the first fact, or None.
    """

    y: int
    base: Box | None
    head: Box | None
    status: str
    word: str
    verdict: Verdict
    tags: tuple[str, ...]
    anchor: int | None

    @property
    def middle(self) -> int:
        """The height at which lines meet the boxes."""
        return self.y + BOX_HEIGHT // 2


@dataclass(frozen=True, slots=True)
class Drawing:
    """A union, drawn.

    Attributes:
        name: of the union.
        told_by: the discriminator's property.
        rows: a row for each variant.
        facts: how many facts are about it.
        verdict: the worst of them.
        shown: in which directions it travels where facts show.
        whole: the facts that are about the union as a whole, by their number, and their messages.
    """

    name: str
    told_by: str
    rows: Sequence[Row]
    facts: int
    verdict: Verdict
    shown: Sequence[Direction]
    whole: Sequence[tuple[int, str]]

    @property
    def height(self) -> int:
        """The height of the drawing."""
        return TOP + len(self.rows) * ROW

    @property
    def root(self) -> int:
        """The height at which the roots stand."""
        return TOP + (self.height - TOP) // 2 - 6

    def curve(self, row: Row, *, right: bool) -> str:
        """The path from a root to a box."""
        x, edge = (WIDTH - ROOT, RIGHT + BOX_WIDTH) if right else (ROOT, LEFT)
        middle = (x + edge) // 2
        return f"M{x} {self.root}C{middle} {self.root} {middle} {row.middle} {edge} {row.middle}"

    def summary(self) -> str:
        """Say in words what the drawing shows, for those who can't see it."""
        told = [f"{(row.head or row.base or Box('', '')).tag} {row.word}" for row in self.rows if row.status != "same"]
        same = sum(row.status == "same" for row in self.rows)
        return "; ".join([*told, f"{same} unchanged"] if same else told)


def draw_unions(comparison: Comparison) -> list[Drawing]:
    """Draw every union that a fact is about, the worst first."""
    numbered = list(enumerate(comparison.entries, start=1))
    drawings = [_draw(union, numbered) for union in comparison.unions]
    shown = [drawing for drawing in drawings if drawing.facts]
    return sorted(shown, key=lambda drawing: (drawing.verdict.rank, -drawing.facts, drawing.name))


def _draw(union: UnionView, numbered: Sequence[tuple[int, Entry]]) -> Drawing:
    owners: dict[str, str] = {}
    for tag, names in union.variants.items():
        for name in names:
            if name and name != union.name:
                owners.setdefault(name, tag)
    about = [
        (number, entry if entry.union == union.name else replace(entry, tag=owners[owner]))
        for number, entry in numbered
        if (owner := _owner(entry, owners)) or entry.union == union.name
    ]
    rows = list(_rows(union, about))
    tagged = {tag for row in rows for tag in row.tags}
    whole = [(number, entry.message) for number, entry in about if entry.tag not in tagged]
    worst = _worst(about)
    shown = dict.fromkeys(direction for _, entry in about for direction in directions(entry))
    return Drawing(union.name, union.property, rows, len(about), worst, list(shown), whole)


def _owner(entry: Entry, owners: Mapping[str, str]) -> str:
    """The schema of a variant that a fact is about, or that holds what it is about; "" if there is none."""
    parts = entry.subject.split(".")
    names = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((name for name in names if name in owners), "")


def _rows(union: UnionView, about: Sequence[tuple[int, Entry]]) -> Iterator[Row]:
    renamed = _renamed(union, about)
    gone = set(renamed.values())
    told = {entry.tag for _, entry in about}
    spelled = {names for tag, names in union.variants.items() if tag not in names}
    # A schema's own name is a tag, too; where it has another one, and nothing happened to this, it says nothing new.
    tags = [
        tag
        for tag, names in union.variants.items()
        if tag not in gone and not (tag in names and names in spelled and tag not in told)
    ]
    for index, tag in enumerate(tags):
        before = renamed.get(tag, tag)
        old, new = union.variants[before][0], union.variants[tag][1]
        names = tuple(dict.fromkeys((before, tag)))
        facts = [(number, entry) for number, entry in about if entry.tag in names]
        status, word = _status(tag, before, old, new, len(facts))
        yield Row(
            TOP + index * ROW,
            None if old is None else Box(before, old),
            None if new is None else Box(tag, new),
            status,
            word,
            _worst(facts),
            names,
            facts[0][0] if facts else None,
        )


def _worst(facts: Sequence[tuple[int, Entry]]) -> Verdict:
    """The worst verdict of what was not accepted."""
    open_ = [entry.verdict for _, entry in facts if not entry.accepted]
    return min(open_, key=lambda verdict: verdict.rank, default=Verdict.NONE)


def _status(tag: str, before: str, old: str | None, new: str | None, facts: int) -> tuple[str, str]:
    count = f"{facts} change{'s' * (facts != 1)}"
    if old is None:
        return "added", "added"
    if new is None:
        return "removed", "removed"
    if tag != before:
        return "renamed", "renamed" if facts < 2 else f"renamed, {count}"
    return ("changed", count) if facts else ("same", "same")


def _renamed(union: UnionView, about: Sequence[tuple[int, Entry]]) -> dict[str, str]:
    """Find the former tag of each tag that was renamed."""
    lost = [tag for tag, (old, new) in union.variants.items() if old is not None and new is None]
    found = [tag for tag, (old, new) in union.variants.items() if old is None and new is not None]
    pairs: dict[str, str] = {}
    for _, entry in about:
        named = {entry.tag, entry.detail, *_texts(entry.base.value), *_texts(entry.head.value)}
        before, after = [tag for tag in lost if tag in named], [tag for tag in found if tag in named]
        if len(before) == len(after) == 1 and before[0] not in pairs.values():
            pairs.setdefault(after[0], before[0])
    return pairs


def _texts(value: object, depth: int = 3) -> list[str]:
    """The texts that a side of an entry names, keys included."""
    if isinstance(value, str):
        return [value]
    if not isinstance(value, dict | list) or not depth:
        return []
    parts = [*value, *value.values()] if isinstance(value, dict) else value
    return [text for part in parts for text in _texts(part, depth - 1)]


def _cut(text: str) -> str:
    text = printable(text)
    return text if len(text) <= _FITS else f"{text[: _FITS - 1]}…"
