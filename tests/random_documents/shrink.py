"""A document made smaller for as long as it fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

Path: TypeAlias = tuple[str | int, ...]


def shrunk(document: Any, fails: Callable[[Any], bool]) -> Any:
    """Drop one part of a document after the other, and keep out what isn't needed for it to fail.

    Args:
        document: that fails; it isn't changed.
        fails: whether a document still does, and for the same reason.

    Returns:
        A document of which no part can be dropped by itself.
    """
    is_smaller = True
    while is_smaller:
        is_smaller = False
        waiting = [*_inner(document, ())]
        for path in waiting:  # what stands outside comes first
            if (smaller := _without(document, path)) is not None and fails(smaller):
                document, is_smaller = smaller, True
            elif smaller is not None:
                waiting += _inner(_at(document, path), path)
    return document


def _inner(node: Any, path: Path) -> Iterator[Path]:
    # Of a list the last item comes first, so that the places of the others don't change.
    keys: list[Any] = [*node] if isinstance(node, dict) else [*range(len(node))] if isinstance(node, list) else []
    yield from ((*path, key) for key in (keys if isinstance(node, dict) else reversed(keys)))


def _at(document: Any, path: Path) -> Any:
    for key in path:
        document = document[key]
    return document


def _without(node: Any, path: Path) -> Any:
    """A copy of a node without what is at a path; None if that is gone already."""
    key, *rest = path
    known = node if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    if key not in known:
        return None
    found = node.copy()
    if not rest:
        del found[key]
        return found
    inner = _without(node[key], tuple(rest))
    if inner is None:
        return None
    found[key] = inner
    return found
