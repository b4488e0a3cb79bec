"""What was found out, as one table in Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .measure import Row

_HEAD = """\
# Whole documents

Written by `make conformance`, from the documents of `../shared/specs`: everything of the provider's Admin API at its
version dates, and documents of other people. A run for some of them leaves the rows of the others as they were; where
there is no number, nobody had asked for it. Each is made into a package as a newcomer would, with
`specloom generate --from`. For every tag of every discriminated union a minimal and a full payload are built from the
schema, checked with `jsonschema`, decoded into the right class and encoded again, in the directions that the union
goes; in requests a wrong tag, every required field left out and a wrong type are mistakes that have to be refused.
Besides, payloads are built from every schema of JSON in the document as published, by a reading that knows nothing of
the normal form (`tests/as_published`): published are those that `jsonschema` finds valid, decoded those that are not
refused, lost those that come back as something else; not judged are places that no valid payload is found for.
The package's own tests are run as well, and what fails of them counts as wrong.
Seconds are processor time, of all processes together; MiB the most memory that the main process had.
"""
_COLUMNS = (
    "document", "operations", "modules", "contents", "unions", "tags", "payloads", "mistakes refused", "published",
    "decoded", "lost", "refused", "not judged", "type errors", "warnings", "seconds", "MiB", "wrong",
)  # fmt: skip
_COUNTS = (
    "modules", "contents", "unions", "tags", "payloads", "mistakes", "published", "decoded", "lost", "refused",
    "unjudged",
)  # fmt: skip
_WRONG = "What is wrong with"
_UNJUDGED = "What is not judged of"


def write(rows: Sequence[Row], before: str = "") -> str:
    """Write the table, and below it whatever is wrong.

    Args:
        rows: what was found out.
        before: a table of an earlier run, whose other rows stay.
    """
    lines = _lines(before)
    told: dict[tuple[str, str], str] = {(heading, label): text for heading, label, text in _TOLD.findall(before)}
    for row in rows:
        lines[row.label] = _line(_cells(row))
        told[_WRONG, row.label] = "".join(f"- {_text(one)}\n" for one in row.problems)
        told[_UNJUDGED, row.label] = "".join(f"- {_text(one)}\n" for one in row.unjudged)
    table = [
        _line(_COLUMNS),
        _line(["---", *["---:"] * (len(_COLUMNS) - 1)]),
        *(lines[label] for label in sorted(lines)),
    ]
    # What is wrong comes first.
    ordered = sorted((heading == _UNJUDGED, label, heading) for (heading, label), text in told.items() if text)
    below = [f"\n## {heading} {label}\n\n{told[heading, label]}" for _, label, heading in ordered]
    return _HEAD + "\n" + "\n".join(table) + "\n" + "".join(below)


_TOLD = re.compile(rf"^## ({_WRONG}|{_UNJUDGED}) (.+)\n\n((?:- .*\n)+)", re.MULTILINE)


def _lines(table: str) -> dict[str, str]:
    """The lines of an earlier table by what they are about, with nothing in columns that it didn't have."""
    found: dict[str, str] = {}
    columns: list[str] = []
    for line in table.split("\n"):
        cells = line.removeprefix("| ").removesuffix(" |").split(" | ")
        if cells[0] == _COLUMNS[0]:
            columns = cells
        elif label := _label_of(line):
            held = dict(zip(columns, cells, strict=True))
            found[label] = _line([held.get(column, "") for column in _COLUMNS])
    return found


def _label_of(line: str) -> str:
    """What a line of the table is about; "" for its head, and for any other line."""
    first = line.split("|")[1].strip() if line.startswith("| ") else ""
    return "" if first in ("", "---", _COLUMNS[0]) else first


def _cells(row: Row) -> list[str]:
    counts = row.counts
    return [
        row.label,
        f"{counts.get('operations', 0)} of {row.expected}",
        *(str(counts.get(key, "")) for key in _COUNTS),
        "" if row.type_errors is None else str(row.type_errors),
        str(row.warnings),
        f"{row.seconds:.1f}",
        f"{row.mebibytes:.0f}",
        str(len(row.problems)),
    ]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _text(problem: str) -> str:
    return " ".join(problem.replace("|", "\\|").split())
