"""The report as one page that needs nothing else: unions drawn, schemas side by side, facts that can be filtered.

Every text of a document goes through the encoder for HTML. The page forbids itself, by its Content-Security-Policy,
whatever is not its own style and its own script, so that no slip in between could reach the network or run.
"""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from specloom.diff.entries import Comparison, Direction, Entry, Side, Verdict
from specloom.diff.reports import drawing
from specloom.diff.reports.drawing import Drawing, draw_unions
from specloom.diff.reports.report import Report, directions, fingerprint, sentence, shown_at
from specloom.diff.reports.side_by_side import Pair, as_lines, side_by_side, without_prose
from specloom.encode import Code, environment
from specloom.schemas import component_schemas
from specloom.workspace import templates_folder

_SCHEMAS = 120
"""How many schemas are shown side by side at most."""
_OPEN = 3
"""How many facts of one rule are shown open."""
_VALUE_LINES = 60
"""How long a value may be to be shown with its fact; a longer one is shown as a schema."""


@dataclass(frozen=True, slots=True)
class Card:
    """A fact, as the page shows it.

    Attributes:
        number: of the fact, from 1.
        entry: the fact.
        operations: the numbers of its operations, for the filter.
        directions: in which it shows.
        values: both sides of what changed.
        titles: what stands above each side.
        schemas: the numbers of the schemas that it is about, and their names.
        is_open: whether it is shown with all that is known about it.
    """

    number: int
    entry: Entry
    operations: Sequence[int]
    directions: Sequence[Direction]
    values: Sequence[Pair]
    titles: tuple[str, str]
    schemas: Sequence[tuple[int, str]]
    is_open: bool

    @property
    def shown_at(self) -> list[tuple[Direction, list[str]]]:
        """Its operations, by direction."""
        return shown_at(self.entry)

    @property
    def why(self) -> str:
        """Why the verdicts are what they are."""
        return sentence(self.entry.why)

    @property
    def advice(self) -> str:
        """What to do about it."""
        return sentence(self.entry.advice)

    @property
    def state(self) -> str:
        """By what the filter for verdicts knows it."""
        return "accepted" if self.entry.accepted else str(self.entry.verdict)

    @property
    def fingerprint(self) -> str:
        """What it is known by in the other forms of the report."""
        return fingerprint(self.entry)


@dataclass(frozen=True, slots=True)
class SchemaPair:
    """A schema of the normal form, in both versions.

    Attributes:
        number: of the schema on the page, from 1.
        name: in words.
        pairs: the lines.
    """

    number: int
    name: str
    pairs: Sequence[Pair]


def render_html(report: Report) -> str:
    """Write the page."""
    folder = templates_folder() / "report"
    style = _asset((folder / "report.css").read_text(encoding="utf-8"))
    script = _asset((folder / "report.js").read_text(encoding="utf-8"))
    comparison = report.comparison
    operations = sorted({site.operation for entry in comparison.entries for site in entry.sites})
    drawings = draw_unions(comparison)
    schemas, numbers, left_out = _schemas(comparison, drawings)
    shown: dict[str, Any] = {
        "report": report,
        "comparison": comparison,
        "style": style,
        "script": script,
        "style_hash": _source_hash(style),
        "script_hash": _source_hash(script),
        "cards": list(_cards(comparison, operations, numbers)),
        "operations": list(enumerate(operations)),
        "rules": sorted({entry.rule for entry in comparison.entries}),
        "directions": [one for one in Direction if any(one in directions(entry) for entry in comparison.entries)],
        "states": [(name, number) for name, number in report.counts().items() if number],
        "drawings": list(enumerate(drawings, start=1)),
        "draw": {
            name.lower(): getattr(drawing, name)
            for name in ("WIDTH", "TOP", "LEFT", "RIGHT", "BOX_WIDTH", "BOX_HEIGHT", "ROOT")
        },
        "schemas": schemas,
        "left_out": left_out,
    }
    return environment(folder).get_template("report.html.jinja").render(shown)


def _asset(text: str) -> Code:
    """A style or a script of ours, as it stands in the page.

    Raises:
        ValueError: it would end its element.
    """
    if re.search("</|<!--", text):
        raise ValueError("the text would end the element that it stands in")
    return Code(text)


def _source_hash(text: str) -> Code:
    """How a Content-Security-Policy names an inline style or script (CSP level 3, section 2.3.1)."""
    return Code("sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode())


def _cards(comparison: Comparison, operations: Sequence[str], numbers: Mapping[str, tuple[int, str]]) -> Iterator[Card]:
    opened: Counter[str] = Counter()
    indexes = {operation: index for index, operation in enumerate(operations)}
    for number, entry in enumerate(comparison.entries, start=1):
        base, head = as_lines(entry.base.value), as_lines(entry.head.value)
        values = side_by_side(base, head) if base != head and max(len(base), len(head)) <= _VALUE_LINES else []
        is_loud = not entry.accepted and entry.verdict.rank <= Verdict.WARNING.rank
        opened[entry.rule] += is_loud
        yield Card(
            number,
            entry,
            sorted({indexes[site.operation] for site in entry.sites}),
            directions(entry),
            values,
            (_title(entry.base, entry.head, comparison.base), _title(entry.head, entry.base, comparison.head)),
            sorted({numbers[name] for name in _names(comparison, entry) if name in numbers}),
            # The tenth fact of a kind is told by its first line.
            is_loud and opened[entry.rule] <= _OPEN,
        )


def _title(side: Side, other: Side, document: str) -> str:
    """Say above one side of a fact where it is from."""
    if side.location:
        return str(side.location)
    return document if side.value is not None or other.value is None else f"{document}: none"


def _schemas(
    comparison: Comparison, drawings: Sequence[Drawing]
) -> tuple[list[SchemaPair], dict[str, tuple[int, str]], int]:
    """Pair the schemas that facts are about.

    Returns:
        The pairs, the number and the title of each by the schemas' names, and how many were left out.
    """
    base, head = _components(comparison)
    variants = [(row.base.schema, row.head.schema) for union in drawings for row in union.rows if row.base and row.head]
    renamed = {new: old for old, new in variants if old != new and old not in head and new not in base}
    told = dict.fromkeys(name for entry in comparison.entries for name in _names(comparison, entry))
    pairs: list[SchemaPair] = []
    numbers: dict[str, tuple[int, str]] = {}
    left_out = 0
    for name in told:
        if name in renamed.values():  # It is shown with its new name.
            continue
        before = renamed.get(name, name)
        old, new = base.get(before), head.get(name)
        if without_prose(old) == without_prose(new):
            continue
        if len(pairs) == _SCHEMAS:
            left_out += 1
            continue
        lines = side_by_side(as_lines(old), as_lines(new))
        title = name if before == name else f"{before} → {name}"
        pairs.append(SchemaPair(len(pairs) + 1, title, lines))
        numbers |= dict.fromkeys((before, name), (len(pairs), title))
    return pairs, numbers, left_out


def _names(comparison: Comparison, entry: Entry) -> list[str]:
    """List the component schemas that a fact is about, in either version."""
    known = _components(comparison)
    found = {entry.union: None, **dict.fromkeys(_prefixes(entry.subject))}
    for union in comparison.unions:
        if union.name == entry.union and entry.tag in union.variants:
            found |= dict.fromkeys(name for name in union.variants[entry.tag] if name)
    for side in (entry.base, entry.head):
        if side.pointer[:2] == ("components", "schemas") and len(side.pointer) > 2:
            found[str(side.pointer[2])] = None
    if Direction.REQUEST in directions(entry):
        found |= {f"{name}Request": None for name in list(found) if name}
    return [name for name in found if any(name in schemas for schemas in known)]


def _components(comparison: Comparison) -> list[dict[str, Any]]:
    """The component schemas of both versions."""
    return [component_schemas(dict(document)) for document in comparison.documents]


def _prefixes(subject: str) -> list[str]:
    """The names that a subject may begin with: `Pet.owner.name` gives itself, `Pet.owner` and `Pet`."""
    parts = re.split(r"(?=[.\[])", subject)
    return ["".join(parts[:length]) for length in range(len(parts), 0, -1)]
