"""Times actions that do the same in different ways: in blocks, by turns, so that all of them meet the same noise."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Mapping
from time import process_time

_BLOCK_SECONDS = 0.03
_BLOCKS = 7


def print_times(groups: Mapping[str, Mapping[str, Callable[[], object]]]) -> None:
    """Print as JSON how many microseconds each action takes, block by block.

    Args:
        groups: what is compared with each other: for each group its actions by name.
    """
    print(json.dumps({group: _alternate(actions) for group, actions in groups.items()}))


def without_collection(action: Callable[[], object]) -> Callable[[], object]:
    """The action with the garbage collector off: what the difference is, collections cost."""

    def act() -> None:
        gc.disable()
        try:
            action()
        finally:
            gc.enable()

    return act


def _alternate(actions: Mapping[str, Callable[[], object]]) -> dict[str, list[float]]:
    for action in actions.values():
        _time(action, 20)
    counts = {name: max(1, int(_BLOCK_SECONDS / _time(action, 20))) for name, action in actions.items()}
    found: dict[str, list[float]] = {name: [] for name in actions}
    for _ in range(_BLOCKS):
        for name, action in actions.items():
            found[name].append(_time(action, counts[name]) * 1e6)
    return found


def _time(action: Callable[[], object], count: int) -> float:
    """The seconds of one time."""
    began = process_time()
    for _ in range(count):
        action()
    return (process_time() - began) / count
