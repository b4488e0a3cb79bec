"""Whether a document holds several API versions, told apart by dates in its media types."""

import re
from collections import Counter
from typing import Any

from specloom.grammar import Kind, children

_DATED = re.compile(
    r"(?P<head>[A-Za-z]+/[^;,\s]*?(?:\s*;\s*[A-Za-z-]+=)?)(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})(?P<tail>\+[A-Za-z0-9.+_-]+)?"
)


def find_dated(document: dict[str, Any]) -> str | None:
    """Find how media types carry a date, such as `application/vnd.example.{version}+{suffix}`.

    Returns:
        The pattern that most of them follow; None if none has a date.
    """
    found: Counter[str] = Counter()
    waiting = [(Kind.DOCUMENT, document)]
    while waiting:
        kind, node = waiting.pop()
        waiting += [(inner, child) for _, inner, child in children(kind, node) if inner is not Kind.SCHEMA]
        content = node.get("content")
        for media_type in content if isinstance(content, dict) else ():
            match = _DATED.fullmatch(media_type)
            if match is not None and not set("{}") & set(media_type):
                found[f"{match['head']}{{version}}{'+{suffix}' if match['tail'] else ''}"] += 1
    # Of several that are as frequent, the first by name, so that nothing depends on the order of the document.
    return min(found, key=lambda template: (-found[template], template), default=None)
