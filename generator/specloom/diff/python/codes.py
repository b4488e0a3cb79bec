"""Exceptions for error codes: one that comes or goes does so because the code does, which the documents tell."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from specloom.diff.entries import Entry
from specloom.diff.python.changes import Change
from specloom.error_codes import MODULE

_RULES = {"python-name-added": "enum-value-added", "python-name-removed": "enum-value-removed"}
_CODE = re.compile(r"The error `(.+?)`, documented with ")


def with_exceptions(entries: Sequence[Entry], changes: Iterable[Change]) -> tuple[list[Entry], list[Change]]:
    """Let the entries about codes say what becomes of their exceptions.

    Args:
        entries: of the comparison of documents.
        changes: of the interfaces.

    Returns:
        The entries, and the changes that none of them tells now.
    """
    result, rest = list(entries), list[Change]()
    for change in changes:
        code, rule = _code(change), _RULES.get(change.rule)
        found = [at for at, entry in enumerate(result) if code and entry.rule == rule and code in _values(entry)]
        for at in found:
            result[at] = _joined(result[at], change)
        if not found:
            rest.append(change)
    return result, rest


def _joined(entry: Entry, change: Change) -> Entry:
    worse = min(entry.source, change.verdict, key=lambda verdict: verdict.rank)
    return replace(entry, source=worse, why=f"{entry.why}; in Python, {change.message}")


def _code(change: Change) -> str:
    """The code of the exception that a change is about, or ""."""
    part = change.head or change.base
    if part is None or MODULE not in part.found.path.split(".") or part.found.docstring is None:
        return ""
    match = _CODE.match(" ".join(part.found.docstring.value.split()))
    return match[1] if match else ""


def _values(entry: Entry) -> list[str]:
    value = entry.head.value if entry.rule == "enum-value-added" else entry.base.value
    listed = value.get("enum") if isinstance(value, dict) else None
    return [str(one) for one in listed] if isinstance(listed, list) else []
