"""What was found out, as one table in Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .measure import Row

_HEAD = """\
# Whole documents

Written by `make conformance`, from the documents of `../shared/specs`: everything of the provider's Admin API at its
version dates, and documents of other people. A run for some of them leaves the rows of the others as they were; where
there is no number of type errors, nobody asked for it. Each is made into a package as a newcomer would, with
`specloom generate --from`. For every tag of every discriminated union a minimal and a full payload are built from the
schema, checked with `jsonschema`, decoded into the right class and encoded again, in the directions that the union
goes; in requests a wrong tag, every required field left out and a wrong type are mistakes that have to be refused.
Seconds are processor time, of all processes together; MiB the most memory that the main process had.
"""
_COLUMNS = (
    "document", "operations", "modules", "contents", "unions", "tags", "payloads", "mistakes refused", "type errors",
    "warnings", "seconds", "MiB", "wrong",
)  # fmt: skip


def write(rows: Sequence[Row], before: str = "") -> str:
    """Write the table, and below it whatever is wrong.

    Args:
        rows: what was found out.
        before: a table of an earlier run, whose other rows stay.
    """
    lines = {label: line for line in before.split("\n") if (label := _label_of(line))}
    wrong: dict[str, str] = dict(_WRONG.findall(before))
    for row in rows:
        lines[row.label] = _line(_cells(row))
        wrong[row.label] = "".join(f"- {_text(one)}\n" for one in row.problems)
    table = [
        _line(_COLUMNS),
        _line(["---", *["---:"] * (len(_COLUMNS) - 1)]),
        *(lines[label] for label in sorted(lines)),
    ]
    told = [f"\n## What is wrong with {label}\n\n{wrong[label]}" for label in sorted(wrong) if wrong[label]]
    return _HEAD + "\n" + "\n".join(table) + "\n" + "".join(told)


_WRONG = re.compile(r"^## What is wrong with (.+)\n\n((?:- .*\n)+)", re.MULTILINE)


def _label_of(line: str) -> str:
    """What a line of the table is about; "" for its head, and for any other line."""
    first = line.split("|")[1].strip() if line.startswith("| ") else ""
    return "" if first in ("", "---", _COLUMNS[0]) else first


def _cells(row: Row) -> list[str]:
    counts = row.counts
    return [
        row.label,
        f"{counts.get('operations', 0)} of {row.expected}",
        *(str(counts.get(key, "")) for key in ("modules", "contents", "unions", "tags", "payloads", "mistakes")),
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
