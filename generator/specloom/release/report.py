"""What the commands around a release say, for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from specloom.encode import markdown
from specloom.release.consequence import Consequence
from specloom.release.note import Note
from specloom.release.notes import render_notes
from specloom.release.plan import Plan

_CHANGES: Final = {
    Consequence.BREAKING: "breaking changes",
    Consequence.ADDITION: "additions",
    Consequence.REPAIR: "repairs",
}


def plan_lines(plan: Plan) -> list[str]:
    """Say what a release would be."""
    name = plan.package.name
    if plan.last is None:
        head = f"{name}: {plan.written}, the first release"
    elif not plan.is_new:
        return [f"{name}: nothing has changed since {plan.last.tag}"]
    else:
        changes = _CHANGES[plan.change] if plan.change else ""
        head = f"{name}: {plan.last.version} -> {plan.written}, for {changes} since {plan.last.tag}"
    entry = [f"    {line}".rstrip() for line in plan.entry.rstrip("\n").split("\n")]
    return [head, f"  in {plan.package.changelog.as_posix()}:", "", *entry, ""]


def written_lines(plan: Plan) -> list[str]:
    """Say what was written, and what is next."""
    return [
        f"{plan.package.name}: wrote the version, the change log and what is generated from them",
        f"  next: commit, and git tag {plan.tag}",
    ]


def plan_data(plan: Plan) -> dict[str, Any]:
    """Say the same for programs."""
    return {
        "package": plan.package.name,
        "last": str(plan.last.version) if plan.last else None,
        "change": str(plan.change) if plan.change else None,
        "version": str(plan.written),
        "tag": plan.tag,
        "is_new": plan.is_new,
        "entry": plan.entry,
        "notes": notes_data(plan.notes),
    }


def notes_lines(base: str, head: str, notes: Sequence[Note]) -> list[str]:
    """Write upgrade notes as a page."""
    text = render_notes(notes, level=2) or "Nothing changes for programs that use the package.\n"
    return [f"# From {markdown(base)} to {markdown(head)}", "", *text.rstrip("\n").split("\n")]


def notes_data(notes: Sequence[Note]) -> list[dict[str, Any]]:
    """Say the same for programs."""
    return [
        {
            "verdict": str(note.verdict),
            "text": note.text,
            "instead": note.instead or None,
            "reason": note.reason or None,
            "methods": list(note.methods),
        }
        for note in notes
    ]
