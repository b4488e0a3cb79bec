"""What YAML 1.2 allows and the C parser takes for an error, spelt as that understands it.

Two kinds are known from documents that other parsers read: a comment after tabs on a line of its own, and a colon
without a space before a bracket in brackets, `{sizes:[1, 2]}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

_COMMENT: Final = re.compile(r"[ \t]*\t[ \t]*(?:#.*)?")
_MOST: Final = 200
"""How many places are spelt anew; each takes another look at the whole text."""


def spelt_for_parser(text: str, find_error: Callable[[str], Any]) -> str:
    """Spell a text anew where the parser fails at what is right, as often as it does.

    Args:
        text: the document.
        find_error: gives the first error of the parser on a text, or None.

    Returns:
        The text, of as many lines as before. Whatever else is wrong with it still is.
    """
    for _ in range(_MOST):
        error = find_error(text)
        mark = getattr(error, "problem_mark", None)
        if mark is None:
            break
        lines = text.split("\n")
        line = lines[mark.line] if mark.line < len(lines) else ""
        before, after = line[: mark.column], line[mark.column :]
        if _COMMENT.fullmatch(line.rstrip("\r")):
            lines[mark.line] = ""
        elif "unexpected ':'" in str(error.problem) and after[:2] in (":[", ":{"):
            lines[mark.line] = f"{before}: {after[1:]}"
        else:
            break
        text = "\n".join(lines)
    return text
