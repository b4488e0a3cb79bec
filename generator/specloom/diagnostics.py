"""What the toolkit has to say about a document: values that stages return and only the command line prints.

A stage never prints and never exits. It returns `Diagnostic`s beside its result, or, where there is no result to
return, raises `SpecError` with them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

Pointer = tuple[str | int, ...]
"""A place in a document: the keys and indexes from its root, as JSON Pointer (RFC 6901) has them, unescaped."""


class Severity(StrEnum):
    """How much a diagnostic matters: an error stops the run, a warning is the reader's to judge."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, order=True, slots=True)
class Location:
    """A place in a file. `line` and `column` count from 1; both are 0 where only the file is known."""

    file: Path
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else str(self.file)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    Attributes:
        code: stable and kebab-case, such as `dangling-ref`; tests, docs and filters refer to it.
        message: one sentence that says what is wrong, with the names involved.
        pointer: where, in the document that the stage was given.
        hint: what to do about it, or "".
        severity: `ERROR` unless said otherwise.
        location: file, line and column; added by whoever knows the file (see `Document.place`).
    """

    code: str
    message: str
    pointer: Pointer = ()
    hint: str = ""
    severity: Severity = Severity.ERROR
    location: Location | None = None

    @property
    def place(self) -> str:
        """Where, as text: in a file, else in the document, else "" for what is about neither."""
        return str(self.location) if self.location else format_pointer(self.pointer) if self.pointer else ""

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        hint = f"\n  {self.hint}" if self.hint else ""
        return f"{where}{self.severity}[{self.code}]: {self.message}{hint}"


class SpecError(Exception):
    """Raised when a stage can't give a result.

    Attributes:
        diagnostics: at least one, of severity `ERROR`.
    """

    def __init__(self, diagnostics: Diagnostic | Iterable[Diagnostic]) -> None:
        self.diagnostics = (diagnostics,) if isinstance(diagnostics, Diagnostic) else tuple(diagnostics)
        super().__init__("\n".join(map(str, self.diagnostics)))

    def __reduce__(self) -> tuple[type["SpecError"], tuple[tuple[Diagnostic, ...]]]:
        return SpecError, (self.diagnostics,)


def format_pointer(pointer: Pointer) -> str:
    """Write a pointer as a URI fragment (RFC 6901, section 6, without percent-encoding): `#/paths/~1pets/get`."""
    return "#" + "".join("/" + str(token).replace("~", "~0").replace("/", "~1") for token in pointer)


def parse_pointer(text: str) -> Pointer:
    """Read `#/components/schemas/Pet` or `/components/schemas/Pet`; every token comes back as a string."""
    body = text.removeprefix("#")
    tokens = body.split("/")[1:]
    return tuple(token.replace("~1", "/").replace("~0", "~") for token in tokens) if "~" in body else tuple(tokens)
