"""What the command line says: diagnostics and results, for people and for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from specloom.diagnostics import Diagnostic, Severity, format_pointer

if TYPE_CHECKING:
    from specloom.capture import Captured
    from specloom.changes import Change, Summary
    from specloom.generation import Generated

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_LISTED = 8
_PLACES = 50


class Format(StrEnum):
    """How diagnostics and results are written."""

    TEXT = "text"
    JSON = "json"


def show_diagnostics(diagnostics: Sequence[Diagnostic], form: Format, *, to_stdout: bool = False) -> None:
    """Print diagnostics, errors last, where they are seen: to stderr, unless they are the result itself."""
    ordered = sorted(diagnostics, key=lambda one: list(_STYLES).index(one.severity), reverse=True)
    if form is Format.JSON:
        text = json.dumps([_as_json(diagnostic) for diagnostic in ordered], indent=2)
        print(text, file=sys.stdout if to_stdout else sys.stderr)
        return
    if not ordered:
        return
    # Slow to import, and most runs have nothing to say.
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=not to_stdout, highlight=False, soft_wrap=True)
    for diagnostic in ordered:
        line = Text(f"{printable(diagnostic.place)}: " if diagnostic.place else "")
        line.append(f"{diagnostic.severity}[{diagnostic.code}]", style=_STYLES[diagnostic.severity])
        line.append(f": {printable(diagnostic.message)}")
        if diagnostic.hint:
            line.append("".join(f"\n  {printable(part)}" for part in diagnostic.hint.splitlines()), style="dim")
        console.print(line)


def show_result(lines: Iterable[str], data: Any, form: Format) -> None:
    """Print what a command did, to stdout."""
    if form is Format.JSON:
        print(json.dumps(data, indent=2))
        return
    for line in lines:
        print(printable(line))


def printable(text: str) -> str:
    """Text of a document, harmless to a terminal: control characters and the like are shown as escapes."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def generated_lines(result: Generated, *, in_detail: bool) -> list[str]:
    """Say what a run of `generate` did.

    Args:
        result: of the run.
        in_detail: also which operations and models came and went.
    """
    made = result.made
    if made is None:
        return [f"{result.package.title}: up to date"]
    from specloom.changes import compare_files, summarise_document

    now = summarise_document(made.document, made.version)
    pin = f", API version {made.api_version}" if made.api_version else ""
    lines = [
        f"{made.name} {made.version}{pin}: {_count(now.operations, 'operation')}, {_count(now.models, 'model')}, "
        f"{_count(made.files, 'file')} in {_shown(result.package.output)}"
    ]
    if result.causes:
        lines.append(f"  because of changes: {_listed(result.causes)}")
    if made.dropped:
        lines.append(f"  names that nothing has any more: {_listed(made.dropped)}")
    if not result.before:
        return lines
    change = compare_files(result.before, made.files)
    if not change:
        return [*lines, "  nothing in the output changed"]
    parts = (("changed", change.changed), ("added", change.added), ("removed", change.removed))
    lines.append("  files: " + ", ".join(f"{len(paths)} {what}" for what, paths in parts if paths))
    return lines + _summary_lines(_summary_before(result), now, in_detail=in_detail)


def generated_data(result: Generated) -> dict[str, Any]:
    """Say the same for programs."""
    made = result.made
    data: dict[str, Any] = {"package": made.name if made else result.package.name, "changed": False}
    if made is None:
        return data
    from specloom.changes import Change, compare_files, summarise_document

    files = compare_files(result.before, made.files)
    before, now = _summary_before(result), summarise_document(made.document, made.version)
    operations, models = (
        Change.between(before.operations, now.operations),
        Change.between(before.models, now.models),
    )
    return data | {
        "changed": bool(files),
        "version": made.version,
        "api_version": made.api_version,
        "accept": now.accept,
        "causes": result.causes,
        "dropped_names": made.dropped,
        "files": {"added": files.added, "removed": files.removed, "changed": files.changed},
        "operations": {"added": operations.added, "removed": operations.removed},
        "models": {"added": models.added, "removed": models.removed},
    }


def captured_lines(captured: Captured, path: Path, *, was_there: bool, is_new: bool, in_detail: bool) -> list[str]:
    """Say what a capture did.

    Args:
        captured: what came of it.
        path: of the fragment.
        was_there: whether it was an update.
        is_new: whether the file is another now.
        in_detail: also every place that waits for prose.
    """
    done = "written" if not was_there else "brought up to date" if is_new else "up to date already"
    lines = [f"{_shown(path)}: {done}; {_count(range(captured.operations), 'operation')}"]
    if captured.changes:
        lines += ["changed upstream:", *(f"  {change}" for change in captured.changes)]
    if captured.orphans:
        lines.append("gone with what it was about:")
        for pointer, text in captured.orphans:
            words = " ".join(text.split())
            lines.append(f"  {format_pointer(pointer)}: {words}" if pointer else f"  {words}")
    if captured.missing:
        places = [format_pointer(pointer) for pointer in captured.missing]
        shown = places if in_detail or len(places) <= _PLACES else places[:_PLACES]
        lines += [f"prose to write, since upstream has some ({len(places)}):", *(f"  {place}" for place in shown)]
        if len(shown) < len(places):
            lines.append(f"  and {len(places) - len(shown)} more; --verbose lists them all")
    return lines


def captured_data(captured: Captured, path: Path, *, is_new: bool) -> dict[str, Any]:
    """Say the same for programs."""
    return {
        "fragment": path.as_posix(),
        "changed": is_new,
        "operations": captured.operations,
        "changes": [
            {
                "action": str(change.action),
                "kind": change.kind,
                "subject": change.subject,
                "name": change.name or None,
                "detail": change.detail or None,
                "pointer": format_pointer(change.pointer),
            }
            for change in captured.changes
        ],
        "orphans": [{"pointer": format_pointer(pointer), "text": text} for pointer, text in captured.orphans],
        "missing_prose": [format_pointer(pointer) for pointer in captured.missing],
    }


def _summary_before(result: Generated) -> Summary:
    from specloom.changes import summarise

    return result.summary or summarise(result.before)


def _summary_lines(before: Summary, now: Summary, *, in_detail: bool) -> list[str]:
    from specloom.changes import Change

    lines: list[str] = []
    if before.version != now.version:
        lines.append(f"  version: {before.version or 'none'} -> {now.version}")
    accept = Change.between(before.accept, now.accept)
    if accept:
        lines.append(f"  Accept: {_listed(accept.removed) or 'none'} -> {_listed(accept.added) or 'none'}")
    for what, old, new in (
        ("operations", before.operations, now.operations),
        ("models", before.models, now.models),
    ):
        change = Change.between(old, new)
        if change or in_detail:
            lines.append(f"  {what}: {_change(change) or 'the same'}")
    return lines


def _change(change: Change) -> str:
    signed = [(names, sign) for names, sign in ((change.added, "+"), (change.removed, "-")) if names]
    return "; ".join(_listed([f"{sign}{name}" for name in names]) for names, sign in signed)


def _count(things: Sequence[object] | Iterable[object], noun: str) -> str:
    number = len(list(things))
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + more


def _shown(path: Path) -> str:
    return path.as_posix()


def _as_json(diagnostic: Diagnostic) -> dict[str, Any]:
    location = diagnostic.location
    return {
        "code": diagnostic.code,
        "severity": str(diagnostic.severity),
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "pointer": format_pointer(diagnostic.pointer),
        "file": location.file.as_posix() if location else None,
        "line": location.line or None if location else None,
        "column": location.column or None if location else None,
    }
