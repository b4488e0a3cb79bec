"""A median with its quartiles: what is known of something that was measured several times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle of several measurements, and the range that holds the middle half of them."""

    middle: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """The spread of some values, at least one."""
        if len(values) == 1:
            return cls(values[0], values[0], values[0])
        low, _, high = quantiles(values, n=4, method="inclusive")
        return cls(median(values), low, high)

    def show(self, digits: int = 0) -> str:
        """As text: `12 (11-14)`."""
        return f"{self.middle:,.{digits}f} ({self.low:,.{digits}f}–{self.high:,.{digits}f})"


def ratio(values: Sequence[float], bases: Sequence[float]) -> Spread:
    """How many times its base each value is; a value and its base were measured one after the other."""
    return Spread.of([value / base for value, base in zip(values, bases, strict=True)])


def excess(values: Sequence[float], bases: Sequence[float]) -> Spread:
    """How much each value is above its base."""
    return Spread.of([value - base for value, base in zip(values, bases, strict=True)])
