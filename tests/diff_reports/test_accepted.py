"""accepted-changes.yaml: what it accepts, what it says about itself, and what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from specloom.diagnostics import Diagnostic, Severity, SpecError
from specloom.diff.accepted import apply_accepted, read_accepted
from specloom.diff.entries import Comparison, Direction, Entry, Site, Verdict
from specloom.diff.reports.report import fingerprint

from tests.diff_reports import samples

RULES = {entry.rule for entry in samples.ENTRIES}
TODAY = "2026-06-30"


def apply(
    text: str, folder: Path, entries: list[Entry] | None = None, today: str | None = TODAY
) -> tuple[list[Entry], list[Diagnostic]]:
    path = folder / "accepted-changes.yaml"
    path.write_text(text, encoding="utf-8")
    changes, document = read_accepted(path, RULES)
    comparison, notices = apply_accepted(
        Comparison("a", "b", samples.ENTRIES if entries is None else entries), changes, document, today
    )
    return list(comparison.entries), notices


def accept(**more: str) -> str:
    lines = {"rule": "union-variant-removed", "reason": "nobody keeps rabbits", "expires": "2026-12-31"} | more
    return "accepted:\n  - " + "\n    ".join(f'{key}: "{value}"' for key, value in lines.items()) + "\n"


@pytest.mark.parametrize(
    ("scope", "is_accepted"),
    [
        ({}, True),
        ({"variant": "Rabbit"}, True),
        ({"variant": "Cat"}, False),
        ({"operation": "*"}, True),
        ({"operation": "* /pets*"}, True),
        ({"operation": "POST /pets"}, False),  # The change shows elsewhere, too.
        ({"operation": "DELETE *"}, False),
        ({"direction": "request"}, False),
        ({"subject": "Pe*"}, True),
        ({"subject": "Cat"}, False),
        ({"rule": "maximum-lowered"}, False),
    ],
)
def test_what_an_entry_covers(scope: dict[str, str], is_accepted: bool, tmp_path: Path) -> None:
    entries, _ = apply(accept(**scope), tmp_path, [samples.ENTRIES[0]])
    assert [entry.accepted for entry in entries] == ["nobody keeps rabbits" if is_accepted else ""]


def test_several_entries_can_cover_a_change_together(tmp_path: Path) -> None:
    text = (
        accept(operation="POST /pets", reason="one") + accept(operation="GET *", reason="other")[len("accepted:\n") :]
    )
    entries, notices = apply(text, tmp_path, [samples.ENTRIES[0]])
    assert entries[0].accepted == "one; other"
    assert notices == []


def test_a_part_is_not_the_whole(tmp_path: Path) -> None:
    _, [notice] = apply(accept(operation="POST /pets"), tmp_path, [samples.ENTRIES[0]])
    assert (notice.code, notice.severity) == ("partly-accepted", Severity.WARNING)
    assert "GET /pets/{id}" in notice.message
    assert notice.location is not None
    assert notice.location.line == 2


def test_what_is_accepted_is_known_again(tmp_path: Path) -> None:
    [before], [after] = [samples.ENTRIES[0]], apply(accept(), tmp_path, [samples.ENTRIES[0]])[0]
    assert fingerprint(before) == fingerprint(after)


def test_it_holds_until_its_last_day(tmp_path: Path) -> None:
    first = [samples.ENTRIES[0]]
    assert apply(accept(expires=TODAY), tmp_path, first)[0][0].accepted
    [entry], [notice] = apply(accept(expires="2026-06-29"), tmp_path, first)
    assert not entry.accepted
    assert (notice.code, notice.severity) == ("expired-acceptance", Severity.WARNING)
    assert "2026-06-29" in notice.message
    # Without a day nothing has expired, and that is said.
    [entry], [notice] = apply(accept(expires="1999-01-01"), tmp_path, first, today=None)
    assert entry.accepted
    assert (notice.code, notice.severity) == ("expiry-not-judged", Severity.NOTE)


def test_what_nothing_is_left_for_is_said(tmp_path: Path) -> None:
    text = accept() + accept(variant="Ghost")[len("accepted:\n") :]
    _, [notice] = apply(text, tmp_path)
    assert notice.code == "unused-acceptance"
    assert notice.location is not None
    assert (notice.location.file.name, notice.location.line) == ("accepted-changes.yaml", 5)


SETTING = """\
severity:
  - {rule: union-variant-added, wire: warning, reason: our readers are closed}
  - {rule: union-variant-added, operation: "GET *", wire: breaking, reason: and those most of all}
"""


def test_a_verdict_can_be_set_for_some_operations(tmp_path: Path) -> None:
    entries, notices = apply(SETTING, tmp_path, [samples.ENTRIES[4]])
    assert notices == []
    assert [(entry.wire, [site.operation for site in entry.sites]) for entry in entries] == [
        (Verdict.BREAKING, ["GET /pets/{id}", "GET /pets"]),
        (Verdict.WARNING, ["POST /pets", "POST /pets"]),
    ]
    assert "and those most of all" in entries[0].why
    assert {entry.source for entry in entries} == {Verdict.COMPATIBLE}
    assert fingerprint(entries[0]) != fingerprint(entries[1])


def test_a_verdict_is_set_before_anything_is_accepted_and_the_order_follows(tmp_path: Path) -> None:
    text = SETTING + accept(rule="union-variant-added", operation="GET *")
    entries, _ = apply(text, tmp_path, [samples.ENTRIES[3], samples.ENTRIES[4]])
    assert [(entry.verdict, bool(entry.accepted)) for entry in entries] == [
        (Verdict.BREAKING, True),
        (Verdict.WARNING, False),
        (Verdict.WARNING, False),
    ]


def test_a_direction_narrows(tmp_path: Path) -> None:
    text = "severity:\n  - {rule: union-variant-removed, direction: response, source: none, reason: unread}\n"
    entries, _ = apply(text, tmp_path, [samples.ENTRIES[0]])
    assert [(entry.source, len(entry.sites)) for entry in entries] == [(Verdict.BREAKING, 1), (Verdict.NONE, 2)]


def test_a_fact_without_places_is_known_by_its_subject(tmp_path: Path) -> None:
    gone = replace(samples.ENTRIES[0], subject="POST /pets", sites=(), tag="")
    assert apply(accept(operation="POST *"), tmp_path, [gone])[0][0].accepted
    assert not apply(accept(operation="GET *"), tmp_path, [gone])[0][0].accepted


@pytest.mark.parametrize(
    ("text", "code", "line", "said"),
    [
        (accept(reason=" "), "wrong-value", 3, "can't be empty"),
        (accept(expires="soon"), "wrong-value", 4, "2026-06-30"),
        (accept(expires="2026-02-30"), "wrong-value", 4, "calendar"),
        ("accepted:\n  - rule: union-variant-removed\n    reason: x\n", "missing-key", 2, "'expires'"),
        ("accepted:\n  - rule: union-variant-removed\n    expires: 2026-12-31\n", "missing-key", 2, "'reason'"),
        (accept(operatoin="*"), "unknown-key", 5, "'operatoin'"),
        (accept(rule="union-variant-remove"), "unknown-rule", 2, "union-variant-remove"),
        (accept(direction="up"), "wrong-value", 5, "'request'"),
        ("severity:\n  - {rule: maximum-lowered, reason: x}\n", "wrong-value", 2, "wire"),
        ("severity:\n  - {rule: maximum-lowered, reason: x, wire: fatal}\n", "wrong-value", 2, "'breaking'"),
        ("excepted: []\n", "unknown-key", 1, "'excepted'"),
    ],
)
def test_what_is_wrong_with_it_is_said_at_its_line(text: str, code: str, line: int, said: str, tmp_path: Path) -> None:
    with pytest.raises(SpecError) as error:
        apply(text, tmp_path)
    [diagnostic] = error.value.diagnostics
    assert diagnostic.location is not None
    assert (diagnostic.code, diagnostic.location.line) == (code, line)
    assert said in diagnostic.message


def test_a_day_needs_no_quotes(tmp_path: Path) -> None:
    text = "accepted:\n  - {rule: union-variant-removed, reason: x, expires: 2026-12-31}\n"
    assert apply(text, tmp_path, [samples.ENTRIES[0]])[0][0].accepted == "x"


def test_globs_are_no_patterns_of_paths(tmp_path: Path) -> None:
    """A path template may hold what globs of files give a meaning to."""
    site = Site("GET /pets/[id]", "get", Direction.RESPONSE)
    entry = replace(samples.ENTRIES[0], sites=(site,))
    assert apply(accept(operation="GET /pets/[id]"), tmp_path, [entry])[0][0].accepted
    assert not apply(accept(operation="GET /pets/?id?"), tmp_path, [entry])[0][0].accepted
