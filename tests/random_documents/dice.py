"""What decides: chance, but the same for the same seed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice(Random):
    """Chance, in the words of what is drawn here."""

    def happens(self, share: float) -> bool:
        """Whether something happens that does so in this share of cases."""
        return self.random() < share

    def some(self, of: Sequence[T], least: int = 1, most: int | None = None) -> list[T]:
        """Several different ones, at most as many as there are."""
        most = len(of) if most is None else min(most, len(of))
        return self.sample(of, self.randint(min(least, most), most))

    def call(self, *makers: Callable[[], T]) -> T:
        """What one of the makers makes."""
        return self.choice(makers)()

    def weighted(self, makers: dict[Callable[[], T], int]) -> T:
        """What one of the makers makes, each as often as its weight."""
        (maker,) = self.choices(list(makers), list(makers.values()))
        return maker()
