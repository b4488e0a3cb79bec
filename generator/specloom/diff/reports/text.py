"""The report for a terminal: in colour, grouped by consequence, short."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.text import Text

from specloom.diagnostics import Severity
from specloom.diff.entries import Direction, Entry, Verdict
from specloom.diff.reports.report import Report, sentence, shortened, shown_at
from specloom.report import printable

_STYLES = {
    Verdict.BREAKING: "bold red",
    Verdict.WARNING: "yellow",
    Verdict.COMPATIBLE: "green",
    Verdict.NONE: "dim",
}
_TITLES = {
    Verdict.BREAKING: "Breaking",
    Verdict.WARNING: "Warnings",
    Verdict.COMPATIBLE: "Compatible",
    Verdict.NONE: "Without effect",
}
_NOTICES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_OPERATIONS = 3
_FEW = 3
"""How many facts of one kind are told one by one."""
_BRIEF = 12


def text_lines(report: Report, *, verbose: bool = False) -> Iterator[Text]:
    """Write the report, line by line.

    Args:
        report: to write.
        verbose: also every compatible change, with all that is known about it.
    """
    comparison = report.comparison
    yield Text(f"{printable(comparison.base)} -> {printable(comparison.head)}", style="bold")
    yield Text(f"{report.headline()} ({printable(report.settings())})")
    if report.next_version:
        yield Text(f"next version: {report.next_version}")
    for verdict in Verdict:
        entries = report.of(verdict)
        if not entries:
            continue
        yield Text()
        yield Text(_TITLES[verdict], style=_STYLES[verdict])
        if verdict.rank <= Verdict.WARNING.rank or verbose:
            yield from _alike(entries, verbose=verbose)
            continue
        for entry in entries[:_BRIEF]:
            yield _first_line(entry)
        if len(entries) > _BRIEF:
            yield Text(f"  and {len(entries) - _BRIEF} more; --verbose lists them all", style="dim")
    if report.accepted:
        yield Text()
        yield Text("Accepted", style="cyan")
        for entry in report.accepted:
            yield _first_line(entry)
            yield Text(f"    because: {printable(entry.accepted)}", style="dim")
    if report.notices:
        yield Text()
    for notice in report.notices:
        line = Text(f"{printable(str(notice.location or ''))}: ")
        line.append(f"{notice.severity}[{notice.code}]", style=_NOTICES[notice.severity])
        line.append(f": {printable(notice.message)}")
        yield line
        if notice.hint:
            yield Text(f"  {printable(notice.hint)}", style="dim")


def render_text(report: Report, *, verbose: bool = False) -> str:
    """Write the report without colours."""
    return "\n".join(line.plain for line in text_lines(report, verbose=verbose)) + "\n"


def _alike(entries: Sequence[Entry], *, verbose: bool) -> Iterator[Text]:
    """Write facts with all that is known about them; of many of one kind, what they have in common only once."""
    for _, group in groupby(entries, key=lambda entry: (entry.rule, entry.wire, entry.source, entry.why)):
        kind = list(group)
        if verbose or len(kind) <= _FEW:
            for entry in kind:
                yield from _whole(entry, verbose=verbose)
            continue
        first = kind[0]
        yield Text(f"  {len(kind)} times ").append(printable(first.rule), style=_STYLES[first.verdict])
        yield _levels(first)
        for entry in kind[:_BRIEF]:
            place = entry.head.location or entry.base.location
            line = Text(f"    - {printable(entry.message)}")
            yield line.append(f" ({printable(str(place))})", style="dim") if place else line
        if len(kind) > _BRIEF:
            yield Text(f"    and {len(kind) - _BRIEF} more; --verbose lists them all", style="dim")
        yield from _reasons(first)


def _first_line(entry: Entry) -> Text:
    line = Text("  ")
    line.append(printable(entry.rule), style=_STYLES[entry.verdict])
    return line.append(f": {printable(entry.message)}")


def _whole(entry: Entry, *, verbose: bool) -> Iterator[Text]:
    yield _first_line(entry)
    yield _levels(entry)
    for direction, operations in shown_at(entry):
        where = "in" if direction is Direction.NEITHER else f"{direction} of"
        listed = shortened(operations, len(operations) if verbose else _OPERATIONS)
        yield Text(f"    {where} {printable(listed)}")
    places = [str(side.location) if side.location else "" for side in (entry.base, entry.head)]
    if any(places):
        yield Text(f"    {printable(places[0] or 'not there')} -> {printable(places[1] or 'gone')}", style="dim")
    yield from _reasons(entry)


def _levels(entry: Entry) -> Text:
    line = Text("    wire: ")
    line.append(str(entry.wire), style=_STYLES[entry.wire])
    return line.append(", source: ").append(str(entry.source), style=_STYLES[entry.source])


def _reasons(entry: Entry) -> Iterator[Text]:
    if entry.why:
        yield Text(f"    {printable(sentence(entry.why))}", style="dim")
    if entry.advice:
        yield Text(f"    To do: {printable(sentence(entry.advice))}")
