"""The report for programs: JSON, as `report.schema.json` beside this module describes it."""

import json
from importlib.resources import files
from typing import Any

from specloom import __version__
from specloom.diagnostics import Diagnostic, Location, format_pointer
from specloom.diff.entries import RULES_VERSION, Entry, Side, UnionView
from specloom.diff.reports.report import Report, fingerprint

FORMAT_VERSION = "1"
"""Counts up when a reader of the former version could stumble; new members may come without it."""


def report_schema() -> dict[str, Any]:
    """Read the JSON Schema (draft 2020-12) of the report."""
    text = files("specloom.diff.reports").joinpath("report.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def render_json(report: Report) -> str:
    """Write the report."""
    return json.dumps(report_data(report), indent=2, ensure_ascii=True) + "\n"


def report_data(report: Report) -> dict[str, Any]:
    """The report as JSON values."""
    comparison = report.comparison
    return {
        "format": FORMAT_VERSION,
        "tool": {"name": "specloom", "version": __version__, "rules": RULES_VERSION},
        "package": report.package or None,
        "next_version": report.next_version or None,
        "base": comparison.base,
        "head": comparison.head,
        "policy": dict(comparison.policy),
        "fail_on": str(report.fail_on) if report.fail_on else None,
        "failed": report.failed,
        "worst": str(comparison.worst()),
        "counts": report.counts(),
        "entries": [_entry(entry) for entry in comparison.entries],
        "unions": [_union(union) for union in comparison.unions],
        "notices": [_notice(notice) for notice in report.notices],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "fingerprint": fingerprint(entry),
        "rule": entry.rule,
        "verdict": str(entry.verdict),
        "wire": str(entry.wire),
        "source": str(entry.source),
        "subject": entry.subject,
        "detail": entry.detail or None,
        "union": entry.union or None,
        "tag": entry.tag or None,
        "message": entry.message,
        "why": entry.why,
        "advice": entry.advice,
        "accepted": entry.accepted or None,
        "parts": list(entry.parts),
        "sites": [
            {
                "operation": site.operation,
                "operation_id": site.operation_id or None,
                "direction": str(site.direction),
                "place": site.place or None,
            }
            for site in entry.sites
        ],
        "base": _side(entry.base),
        "head": _side(entry.head),
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "value": side.value,
        "pointer": format_pointer(side.pointer) if side.pointer else None,
        "location": _location(side.location),
    }


def _location(location: Location | None) -> dict[str, Any] | None:
    if location is None:
        return None
    return {"file": location.file.as_posix(), "line": location.line or None, "column": location.column or None}


def _union(union: UnionView) -> dict[str, Any]:
    variants = [{"tag": tag, "base": base, "head": head} for tag, (base, head) in union.variants.items()]
    return {"name": union.name, "property": union.property, "variants": variants}


def _notice(notice: Diagnostic) -> dict[str, Any]:
    return {
        "code": notice.code,
        "severity": str(notice.severity),
        "message": notice.message,
        "hint": notice.hint,
        "location": _location(notice.location),
    }
