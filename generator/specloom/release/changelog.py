"""CHANGELOG.md of a package, which stands with what the package is made from: read, and given an entry.

Each release has a heading of the second level that begins with its version. People may write in between as they like.
"""

from __future__ import annotations

import re
from typing import Final

_HEADING: Final = re.compile(r"## +\[?v?(?P<version>[0-9][^\s\]]*)\]?(?:\s.*)?")
_TITLE: Final = "# Changes\n"


def entry_of(text: str, version: str) -> str | None:
    """Read what stands below the heading of a version; None if it has none."""
    for heading, lines in _parts(text)[1]:
        if heading == version:
            return "\n".join(lines[1:]).strip("\n") + "\n"
    return None


def with_entry(text: str, entry: str, version: str) -> str:
    """Put an entry above those of earlier releases, in place of one for the same version.

    Args:
        text: of the change log, or "".
        entry: with its heading.
        version: that it is for.
    """
    intro, sections = _parts(text or _TITLE)
    kept = [lines for heading, lines in sections if heading != version]
    blocks = ["\n".join(lines).strip("\n") for lines in (intro, [entry], *kept)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _parts(text: str) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """Split into what stands above the first release, and the releases: version and lines, the heading first."""
    intro: list[str] = []
    sections: list[tuple[str, list[str]]] = []
    is_fenced = False
    for line in text.replace("\r\n", "\n").split("\n"):
        if line.startswith("```"):
            is_fenced = not is_fenced
        match = None if is_fenced else _HEADING.fullmatch(line)
        if match:
            sections.append((match["version"], []))
        (sections[-1][1] if sections else intro).append(line)
    return intro, sections
