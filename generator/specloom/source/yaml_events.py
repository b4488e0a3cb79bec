"""The C parser of YAML (libyaml): its events over one text, and what it says of a text that it can't read."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from operator import attrgetter
from types import ModuleType
from typing import Any, Final, NoReturn

from specloom.source.text import TextError

# libyaml still ends a line at these, as YAML 1.1 did; in 1.2 they are ordinary characters. They travel
# through it as private-use characters, and only in a text that has them.
_FORMER_BREAKS: Final = "\x85\u2028\u2029"

_HINTS: Final = (
    ("cannot start any token", "Indent with spaces, not tabs, and quote text that begins with @, ` or %."),
    ("mapping values are not allowed", "Quote text that has a colon and a space in it."),
    ("did not find expected key", "Check the indentation: this line is not as deep as its neighbours."),
    ("did not find expected '-' indicator", "Check the indentation of this list."),
    (
        "could not find expected ':'",
        "A key needs a colon after it; text over several lines needs quotes or |.",
    ),
    ("unexpected ':'", "Quote text that has a colon in it and stands in brackets."),
    ("unexpected end of stream", "A quote or a bracket is not closed."),
    ("expected node content", "A bracket is not closed, or a comma is missing or too many."),
)


class YamlEvents:
    """The parser's events over one text.

    `get` returns the next event, or None after the last, and raises `error`; `next` raises that as a `TextError`.
    `text` returns what a scalar event says.
    """

    def __init__(self, text: str) -> None:
        library = _library()
        self.scalar = library.ScalarEvent
        self.alias = library.AliasEvent
        self.mapping_start = library.MappingStartEvent
        self.mapping_end = library.MappingEndEvent
        self.sequence_start = library.SequenceStartEvent
        self.sequence_end = library.SequenceEndEvent
        self.document_start = library.DocumentStartEvent
        self.nodes = frozenset((self.scalar, self.alias, self.mapping_start, self.sequence_start))
        self.error = library.YAMLError
        self.text: Callable[[Any], str] = attrgetter("value")
        if any(character in text for character in _FORMER_BREAKS):
            stand_ins = _unused_characters(text, len(_FORMER_BREAKS))
            back = {ord(theirs): ord(ours) for theirs, ours in zip(stand_ins, _FORMER_BREAKS, strict=True)}
            self.text = lambda event: event.value.translate(back)
            text = text.translate({ours: theirs for theirs, ours in back.items()})
        self.get: Callable[[], Any] = library.CParser(text).get_event

    def next(self) -> Any:
        """Return the next event, or None after the last."""
        try:
            return self.get()
        except self.error as error:
            raise_syntax(error)


def first_error(text: str) -> Any:
    """Find what the parser says of a text that it can't read; None where it can."""
    events = YamlEvents(text)
    try:
        while events.get() is not None:
            pass
    except events.error as error:
        return error
    return None


def raise_syntax(error: Any) -> NoReturn:
    """Say what the parser said.

    Raises:
        TextError: `yaml-syntax`.
    """
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or str(error).partition("\n")[0]
    context = getattr(error, "context", None)
    hint = next((hint for words, hint in _HINTS if words in problem), "Check the YAML around this place.")
    message = f"this is not YAML: {problem}" + (f" ({context})" if context else "")
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    raise TextError("yaml-syntax", message, hint, line, column) from None


def _library() -> ModuleType:
    """Import the C parser.

    PyYAML can be installed without it; its Python parser takes ten times as long, and knows YAML 1.1 only.
    """
    try:
        return importlib.import_module("yaml._yaml")
    except ImportError as error:
        raise TextError(
            "yaml-parser-missing",
            "PyYAML is installed without its C parser",
            "Install a wheel of PyYAML, or libyaml before PyYAML is built.",
            0,
            0,
        ) from error


def _unused_characters(text: str, count: int) -> list[str]:
    used = set(text)
    private = (chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in used)
    return [character for character, _ in zip(private, range(count), strict=False)]
