"""Objects that a forked process has to start afresh: locks that another thread may hold, open connections."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

T = TypeVar("T")

_watched: WeakKeyDictionary[Any, Callable[[Any], None]] = WeakKeyDictionary()


def renew_after_fork(instance: T, renew: Callable[[T], None]) -> None:
    """Call `renew(instance)` in every process that is forked from this one, as long as the instance lives."""
    _watched[instance] = renew


def _renew_all() -> None:
    for instance, renew in list(_watched.items()):
        renew(instance)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew_all)
