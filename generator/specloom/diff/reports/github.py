"""The report as annotations of GitHub Actions: workflow commands that a job prints."""

from specloom.diagnostics import Diagnostic, Severity
from specloom.diff.entries import Entry, Verdict
from specloom.diff.reports.report import Report, place_of, sentence, shortened, shown_at, uri_path
from specloom.encode import one_line

_LEVELS = {
    Verdict.BREAKING: "error",
    Verdict.WARNING: "warning",
    Verdict.COMPATIBLE: "notice",
    Verdict.NONE: "notice",
}
_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render_github(report: Report) -> str:
    """Write an annotation for each fact, worst first, since GitHub shows only the first ten of each level."""
    lines = [_entry(entry) for entry in report.open]
    lines += [annotation(notice) for notice in report.notices]
    summary = f"{report.comparison.base} -> {report.comparison.head}: {report.headline()}"
    lines.append(f"::notice title={_property('specloom diff')}::{_message(one_line(summary))}")
    return "\n".join(lines) + "\n"


def annotation(diagnostic: Diagnostic) -> str:
    """Write a diagnostic as an annotation."""
    properties: dict[str, str | int] = {}
    if diagnostic.location:
        properties["file"] = uri_path(diagnostic.location.file).as_posix()
        if diagnostic.location.line:
            properties |= {"line": diagnostic.location.line, "col": diagnostic.location.column}
    properties["title"] = diagnostic.code
    text = f"{diagnostic.message}. {diagnostic.hint}" if diagnostic.hint else diagnostic.message
    return _command(_SEVERITIES[diagnostic.severity], properties, one_line(text))


def _entry(entry: Entry) -> str:
    properties: dict[str, str | int] = {}
    place = place_of(entry)
    if place:
        properties["file"] = uri_path(place.file).as_posix()
        if place.line:
            properties |= {"line": place.line, "col": place.column}
    properties["title"] = f"{entry.rule} (wire: {entry.wire}, source: {entry.source})"
    shown = "; ".join(f"{direction}: {shortened(operations, 3)}" for direction, operations in shown_at(entry))
    lines = map(sentence, [entry.message, shown, entry.why, entry.advice])
    return _command(_LEVELS[entry.verdict], properties, "\n".join(one_line(line) for line in lines if line))


def _command(level: str, properties: dict[str, str | int], message: str) -> str:
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{level} {listed}::{_message(message)}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(one_line(text)).replace(":", "%3A").replace(",", "%2C")
