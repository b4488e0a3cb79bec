"""What an earlier run has written about a part of a document, for as long as that part is the same.

A part is what something is written about, such as an operation, and all components that it leads to. So a run after
an edit writes what the edit has changed, and looks the rest up.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from graphlib import TopologicalSorter
from typing import TypeVar

from specloom.cache import Cache
from specloom.manifest import digest
from specloom.models.layout import strongly_connected

T = TypeVar("T")

_REFERENCE = re.compile(r"#/components/schemas/([A-Za-z0-9._-]+)")
"""In a normal form, which has no other names."""


class Recall:
    """Looks up what was written about parts of one document, and has the rest written."""

    def __init__(
        self, cache: Cache, setting: object, prints: Mapping[str, str], misses: Callable[[], int] = int
    ) -> None:
        """Begin a run.

        Args:
            cache: results of earlier runs.
            setting: what everything depends on, beside the parts themselves; its `repr` tells it.
            prints: by component, a hash of it and of all that it leads to.
            misses: grows when something is missing on the way, which has to be said again on the next run.
        """
        self._cache = cache
        self._setting = digest(repr(setting).encode(errors="backslashreplace"))
        self._prints = prints
        self._misses = misses
        self._told: dict[int, tuple[object, str, list[str]]] = {}
        """Parts by their identity, with their keys and the components that they lead to; each part is kept, so that no
        other gets its identity."""

    def __call__(self, section: str, about: object, write: Callable[[], T], besides: object = None) -> T:
        """Have something written, unless it is known.

        Args:
            section: what is written, such as `tests`.
            about: what it is written about; its `repr` tells it, with references as they stand in the document.
            write: writes it: text, or lists of text.
            besides: what else it depends on; its `repr` tells it.
        """
        _, key, _ = self._tell(about)
        if besides is not None:
            key = digest(f"{key} {besides!r}".encode(errors="backslashreplace"))
        found: T | None = self._cache.get(section, key)
        if found is not None:
            return found
        before = self._misses()
        written = write()
        if self._misses() == before:
            self._cache.put(section, key, written)
        return written

    def led_to(self, about: object) -> list[str]:
        """The components that a part leads to by itself, sorted by their names."""
        return self._tell(about)[2]

    def _tell(self, about: object) -> tuple[object, str, list[str]]:
        if id(about) not in self._told:
            text = repr(about)
            led_to = sorted(set(_REFERENCE.findall(text)) & self._prints.keys())
            parts = [self._setting, *(self._prints[name] for name in led_to), text]
            self._told[id(about)] = about, digest("\n".join(parts).encode(errors="backslashreplace")), led_to
        return self._told[id(about)]


def needs_of(texts: Mapping[str, str]) -> dict[str, list[str]]:
    """The components that each component names, from the JSON of each."""
    return {name: [each for each in _REFERENCE.findall(text) if each in texts] for name, text in texts.items()}


def prints_of(
    texts: Mapping[str, str], needs: Mapping[str, Sequence[str]], known: Mapping[str, object]
) -> dict[str, str]:
    """Hash each component together with all that it leads to.

    Args:
        texts: the components, as JSON.
        needs: the components that each of them names.
        known: what else is known of each, that what is written about it depends on; its `repr` tells it.
    """
    groups = strongly_connected(needs)
    group_of = {name: group[0] for group in groups for name in group}
    members = {group[0]: group for group in groups}
    above = {first: {group_of[need] for name in group for need in needs[name]} for first, group in members.items()}
    result: dict[str, str] = {}
    whole: dict[str, str] = {}
    for first in TopologicalSorter({first: found - {first} for first, found in above.items()}).static_order():
        own = [f"{name}\n{texts[name]}\n{known.get(name)!r}" for name in members[first]]
        led_to = sorted(whole[other] for other in above[first] - {first})
        whole[first] = digest("\n".join([*own, *led_to]).encode(errors="backslashreplace"))
        result |= {name: f"{name} {whole[first]}" for name in members[first]}
    return result
