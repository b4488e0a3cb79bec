"""What one change means to a user of the package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from specloom.diff.entries import Verdict

HEADINGS: Final = ("Breaking", "May need attention", "Deprecated", "New")
"""The sections of notes, in order."""


@dataclass(frozen=True, slots=True)
class Note:
    """What one change means to a user of the package.

    Attributes:
        text: a sentence; names of Python are in backticks.
        instead: what to write instead, a sentence, or "".
        methods: of the client, where it shows.
        verdict: what it does to programs that don't change.
        heading: the section that it belongs to, one of `HEADINGS`.
        reason: why it is taken on purpose, or "".
    """

    text: str
    instead: str
    methods: tuple[str, ...]
    verdict: Verdict
    heading: str
    reason: str = ""
