"""The pages of this repository that people read, and the commands that they show."""

from __future__ import annotations

import re

from .clone import ROOT

PAGES = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "spec/README.md")
COMMAND = r"(?:make|specloom|git|mkdir|cp|echo|\.venv/bin/\w+) [^\n]+"


def page(name: str) -> str:
    """Read a page, or another file of the repository."""
    return (ROOT / name).read_text(encoding="utf-8")


def shown(name: str) -> list[str]:
    """List the commands that a page shows, in their order."""
    return re.findall(rf"^    ({COMMAND})$", page(name), re.MULTILINE)
