"""How numbers are spelt in a file: `1.10`, of which a number forgets the last digit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from specloom.source.scalars import NotJsonError, resolve

_TOKEN: Final = re.compile(r"(?:&\S+\s+)?([^\s,\]}#]+)")
"""An anchor may stand before it."""


def number_at(lines: Sequence[str], line: int, column: int, key: str | int) -> tuple[int | float, str] | None:
    """Read a number of a YAML or JSON text.

    Args:
        lines: of the text.
        line: where the entry of a collection stands, from 1.
        column: likewise.
        key: of the entry; where that is a name, the entry begins with it.

    Returns:
        The number and how it is spelt; None where there is none.
    """
    text = "\n".join([lines[line - 1][column - 1 :], *lines[line : line + 1]])
    if isinstance(key, str):
        name = re.escape(key)
        opening = re.match(rf"(?:{name}|\"{name}\"|'{name}')\s*:\s*", text)
        if opening is None:
            return None
        text = text[opening.end() :]
    token = _TOKEN.match(text)
    try:
        value = resolve(token[1]) if token else None
    except NotJsonError:
        return None
    if token is None or isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value, token[1]
