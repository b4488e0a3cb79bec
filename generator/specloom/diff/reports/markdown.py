"""The report as Markdown, for a comment on a pull request."""

import re
from collections.abc import Iterator

from specloom.diagnostics import Location
from specloom.diff.entries import Direction, Entry, Verdict
from specloom.diff.reports.report import Report, sentence, shortened, shown_at
from specloom.encode import code_span, one_line, prose

LONGEST = 60_000
"""How many characters a report may have, so that forges take it as a comment."""

_TITLES = {
    Verdict.BREAKING: "🔴 Breaking",
    Verdict.WARNING: "🟡 Warnings",
    Verdict.COMPATIBLE: "🟢 Compatible",
    Verdict.NONE: "⚪ Without effect",
}
_SIGNS = {verdict: title.split()[0] for verdict, title in _TITLES.items()}
_OPERATIONS = 4


def marker(package: str) -> str:
    """The hidden line by which the comment of an earlier run is found again."""
    return f"<!-- specloom diff {re.sub('[^A-Za-z0-9._-]', '', package)} -->"


def render_markdown(report: Report, longest: int = LONGEST) -> str:
    """Write the report.

    Args:
        report: to write.
        longest: how many characters it may have; what is left out is counted.
    """
    comparison = report.comparison
    name = f" of {code_span(report.package)}" if report.package else ""
    blocks = [
        marker(report.package),
        f"### What the change{name} breaks: {report.headline()}",
        f"{code_span(comparison.base)} → {code_span(comparison.head)} ({_text(report.settings())})",
        *([f"Next version: {code_span(report.next_version)}"] if report.next_version else []),
    ]
    # Written one by one, as far as there is room.
    sections: list[tuple[str, int, Iterator[str], bool]] = []
    for verdict in Verdict:
        entries = report.of(verdict)
        if entries:
            folded = verdict.rank > Verdict.WARNING.rank
            sections.append((_TITLES[verdict], len(entries), map(_item, entries), folded))
    if report.accepted:
        taken = (f"{_line(entry)}  \n  Because: {_text(entry.accepted)}" for entry in report.accepted)
        sections.append(("☑️ Accepted", len(report.accepted), taken, True))
    if report.notices:
        noticed = (
            f"- **{notice.severity}** {_place(notice.location)}: {_text(notice.message)}. {_text(notice.hint)}"
            for notice in report.notices
        )
        sections.append(("Notices", len(report.notices), noticed, False))
    if not sections:
        blocks.append("Nothing that a user of the package could notice.")
    left = longest - sum(len(block) + 2 for block in blocks)
    for title, count, items, folded in sections:
        kept: list[str] = []
        for item in items:
            left -= len(item) + 1
            if left < 400:  # for what closes a section, and for the titles of those that follow
                break
            kept.append(item)
        if len(kept) < count:
            kept.append(f"- and {count - len(kept)} more, which the whole report has")
        body = "\n".join(kept)
        opened = f"<details><summary>{title} ({count})</summary>\n\n{body}\n\n</details>"
        blocks.append(opened if folded else f"#### {title} ({count})\n\n{body}")
    return "\n\n".join(blocks) + "\n"


def _item(entry: Entry) -> str:
    if entry.verdict.rank > Verdict.WARNING.rank:
        return _line(entry)
    lines = [_line(entry)]
    lines.append(f"wire {_SIGNS[entry.wire]} {entry.wire}, source {_SIGNS[entry.source]} {entry.source}")
    for direction, operations in shown_at(entry):
        spans = [code_span(operation) for operation in operations]
        where = "in" if direction is Direction.NEITHER else f"{direction} of"
        lines.append(f"{where} {shortened(spans, _OPERATIONS)}")
    places = [_place(side.location) for side in (entry.base, entry.head) if side.location]
    if places:
        lines.append(" → ".join(places))
    if entry.why:
        lines.append(_text(sentence(entry.why)))
    if entry.advice:
        lines.append(f"**To do:** {_text(sentence(entry.advice))}")
    return "  \n  ".join(lines)


def _line(entry: Entry) -> str:
    return f"- {_text(entry.message)} ({code_span(entry.rule)})"


def _place(location: Location | None) -> str:
    return str(code_span(str(location))) if location else ""


def _text(text: str) -> str:
    """Prose in which nothing but `code` is markup, nobody is called, and nothing becomes a link by itself."""
    parts = re.split(r"(`+[^`]+`+)", str(prose(one_line(text))))
    return "".join(part if part.startswith("`") else _inert(part) for part in parts)


def _inert(text: str) -> str:
    text = re.sub(r"@(?=\w)", "@<!-- -->", text)
    return re.sub(r"(?i)(\bwww|\bhttps?|\bftp|\bmailto)(?=[.:])", r"\1<!-- -->", text)
