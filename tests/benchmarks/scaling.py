"""How the time of generation grows with a document, for many shapes of documents: at most in proportion."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from .generation import Took, ours, take
from .shapes import SHAPES

SIZES = (200, 800)
"""How large each document is, and how large in comparison."""


def measure(rounds: int, names: Iterable[str] = tuple(SHAPES), sizes: Sequence[int] = SIZES) -> dict[str, list[Took]]:
    """Generate from documents of every shape, each time from nothing.

    Args:
        rounds: how often; sizes take turns.
        names: of the shapes.
        sizes: of the documents.

    Returns:
        What each size took, by shape.
    """
    found = {name: [Took() for _ in sizes] for name in names}
    with tempfile.TemporaryDirectory() as temporary:
        for name, took in found.items():
            for number in range(rounds):
                for size, each in zip(sizes, took, strict=True):
                    place = Path(temporary) / f"{name} {size} {number}"
                    place.mkdir()
                    document = place / "openapi.json"
                    document.write_text(json.dumps(SHAPES[name](size)), encoding="utf-8")
                    take(each, ours(document, place), place)
    return found
