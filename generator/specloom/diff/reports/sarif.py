"""The report as SARIF 2.1.0, for code scanning."""

import json
import re
from typing import Any
from urllib.parse import quote

from specloom import __version__
from specloom.diagnostics import Diagnostic, Location, Severity
from specloom.diff.entries import RULES_VERSION, Entry, Verdict
from specloom.diff.reports.report import Report, fingerprint, place_of, sentence, shortened, shown_at, uri_path
from specloom.encode import one_line

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_LEVELS = {
    Verdict.BREAKING: "error",
    Verdict.WARNING: "warning",
    Verdict.COMPATIBLE: "note",
    Verdict.NONE: "none",
}
_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def render_sarif(report: Report) -> str:
    """Write the report: a result for each fact, suppressed where it was accepted."""
    return json.dumps(sarif_log(report), indent=2, ensure_ascii=True) + "\n"


def sarif_log(report: Report) -> dict[str, Any]:
    """The report as a SARIF log (section 3.13)."""
    entries = report.comparison.entries
    rules = sorted({entry.rule for entry in entries})
    indexes = {rule: index for index, rule in enumerate(rules)}
    driver = {
        "name": "specloom diff",
        "version": __version__,
        "semanticVersion": __version__,
        "properties": {"rules": RULES_VERSION},
        "rules": [_rule(rule, report.rules.get(rule, "")) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "automationDetails": {"id": f"specloom-diff/{_token(report.package)}"},
        "originalUriBaseIds": {"ROOT": {"description": {"text": "The folder in which the command ran."}}},
        "properties": {
            "base": report.comparison.base,
            "head": report.comparison.head,
            "policy": dict(report.comparison.policy),
        },
        "results": [_result(entry, indexes[entry.rule]) for entry in entries],
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [_notification(notice) for notice in report.notices],
            }
        ],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: str, says: str) -> dict[str, Any]:
    words = rule.replace("-", " ")
    described: dict[str, Any] = {"id": rule, "shortDescription": {"text": says or words}}
    return described


def _result(entry: Entry, index: int) -> dict[str, Any]:
    shown = "; ".join(f"{direction}: {shortened(operations, 5)}" for direction, operations in shown_at(entry))
    text = map(sentence, [entry.message, shown and f"Shows in {shown}", entry.why, entry.advice])
    result: dict[str, Any] = {
        "ruleId": entry.rule,
        "ruleIndex": index,
        "level": _LEVELS[entry.verdict],
        "kind": "informational" if entry.verdict is Verdict.NONE else "fail",
        "message": {"text": "\n".join(one_line(line) for line in text if line)},
        "partialFingerprints": {"specloomChange/v1": fingerprint(entry)},
        "properties": {"wire": str(entry.wire), "source": str(entry.source), "subject": entry.subject},
    }
    logical = dict.fromkeys([entry.subject, *(site.operation for site in entry.sites)])
    location: dict[str, Any] = {"logicalLocations": [{"fullyQualifiedName": name} for name in logical]}
    if place := place_of(entry):
        location["physicalLocation"] = _physical(place)
    result["locations"] = [location]
    if entry.base.location and entry.head.location:
        related = {"physicalLocation": _physical(Location(entry.base.location.file))}
        line = f" line {entry.base.location.line}" if entry.base.location.line else ""
        # The older document isn't the file that stands there now, so a region would point at other lines.
        result["relatedLocations"] = [related | {"id": 0, "message": {"text": f"In the older version:{line}"}}]
    if entry.accepted:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": one_line(entry.accepted)}]
    return result


def _notification(notice: Diagnostic) -> dict[str, Any]:
    text = f"{notice.message}. {notice.hint}" if notice.hint else notice.message
    notification: dict[str, Any] = {
        "descriptor": {"id": notice.code},
        "level": _SEVERITIES[notice.severity],
        "message": {"text": one_line(text)},
    }
    if notice.location:
        notification["locations"] = [{"physicalLocation": _physical(notice.location)}]
    return notification


def _physical(place: Location) -> dict[str, Any]:
    path = uri_path(place.file)
    if path.is_absolute():
        artifact = {"uri": f"file://{_quoted(path.as_posix())}"}
    else:
        artifact = {"uri": _quoted(path.as_posix()), "uriBaseId": "ROOT"}
    physical: dict[str, Any] = {"artifactLocation": artifact}
    if place.line:
        physical["region"] = {"startLine": place.line, "startColumn": place.column or 1}
    return physical


def _quoted(path: str) -> str:
    return quote(path, errors="surrogatepass")


def _token(text: str) -> str:
    return re.sub("[^A-Za-z0-9._-]", "-", text) or "documents"
