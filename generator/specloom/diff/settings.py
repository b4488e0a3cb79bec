"""What verdicts depend on besides the two documents."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from specloom.diff.entries import Entry


class Unions(StrEnum):
    """Whether programs that read values cope with variants and values that they don't know."""

    OPEN = "open"
    CLOSED = "closed"


class Policy(StrEnum):
    """By whose rules changes are judged."""

    DEFAULT = "default"
    """By what a request may hold and what a response may hold: see `rules`."""
    MONGODB = "mongodb"
    """As the pipeline of MongoDB Atlas does: unions and enums may grow, may lose tags, and dates need notice."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a comparison is to go by.

    Attributes:
        unions: open, since generated clients have an unknown variant, or closed.
        policy: whose rules.
        today: the day on which sunsets are judged; None if nothing has been sunset yet. Never the clock of the machine.
        adjust: gives each entry the verdicts and the acceptance that the package's own files ask for.
    """

    unions: Unions = Unions.OPEN
    policy: Policy = Policy.DEFAULT
    today: datetime.date | None = None
    adjust: Callable[[Entry], Entry] | None = None

    def described(self) -> dict[str, str]:
        """The settings by name, as reports show them."""
        today = self.today.isoformat() if self.today else "none"
        return {"unions": str(self.unions), "policy": str(self.policy), "today": today}
