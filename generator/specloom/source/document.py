"""A document of the outside world, as plain data that knows where in its file each part stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from specloom.diagnostics import Diagnostic, Location, Pointer, Severity, SpecError
from specloom.source.json_text import read_json
from specloom.source.numbers import number_at
from specloom.source.places import FindPlace, JsonPlaces
from specloom.source.text import TextError, line_and_column
from specloom.source.yaml_text import read_yaml_with_places

_OTHER_ENCODINGS: Final = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


class Document:
    """One document: what it says, and where it says it.

    Attributes:
        data: the document as plain `dict`, `list`, `str`, `int`, `float`, `bool` and None; every key is a
            string, written as in the file. No two places share a container.
        path: the file it was read from.
        find_place: finds the place of a part of that file.
        notes: what was noticed while it was put together.
    """

    def __init__(
        self,
        data: dict[str, Any],
        path: Path,
        find_place: FindPlace,
        origins: Mapping[Pointer, tuple[Document, Pointer]] | None = None,
        notes: Iterable[Diagnostic] = (),
    ) -> None:
        """Made by `read_document` and `read_bundled`.

        Args:
            data: the document.
            path: its file.
            find_place: finds the place of a part of its file.
            origins: the parts that came from other files: where they stand here, and where they stood there.
            notes: what was noticed while it was put together.
        """
        self.data = data
        self.path = path
        self.find_place = find_place
        self.notes = tuple(notes)
        self._origins = dict(origins or {})

    @property
    def files(self) -> list[Path]:
        """Every file that it was read from, its own first."""
        others = {document.path for document, _ in self._origins.values()}
        return [self.path, *sorted(others - {self.path})]

    def locate(self, pointer: Pointer) -> Location:
        """Say where a part of the document stands in its file: an entry of a mapping is where its key is.

        A part that doesn't exist is located at its nearest ancestor that does.
        """
        for length in range(len(pointer), 0, -1):
            origin = self._origins.get(pointer[:length])
            if origin is not None:
                document, start = origin
                return document.locate(start + pointer[length:])
        return Location(self.path, *self.find_place(pointer))

    def spelling(self, pointer: Pointer, value: float) -> str | None:
        """Say how a number is spelt in its file: `1.10`, `1e3`; None where that can't be told.

        Args:
            pointer: to the number.
            value: the number that stands there.
        """
        for length in range(len(pointer), 0, -1):
            origin = self._origins.get(pointer[:length])
            if origin is not None:
                document, start = origin
                return document.spelling(start + pointer[length:], value)
        found = number_at(self._lines, *self.find_place(pointer), pointer[-1]) if pointer else None
        # What was put there, by an alias or from elsewhere, is spelt somewhere else.
        return found[1] if found is not None and found[0] == value else None

    @cached_property
    def _lines(self) -> Sequence[str]:
        return read_text(self.path).split("\n")

    def place(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Fill in the location of every diagnostic that has none yet."""
        return [
            item if item.location is not None else replace(item, location=self.locate(item.pointer))
            for item in diagnostics
        ]


def read_document(path: Path, *, forgiving: bool = False) -> Document:
    """Read a YAML or JSON file, whichever it holds, as plain data.

    YAML is read as 1.2 (`on`, `014` and `2025-03-12` are text), and only as far as JSON goes.

    Args:
        path: of the file.
        forgiving: whether slips with one plain reading are read, with a warning, as in a document that isn't one's own:
            equal keys, of which the last counts where that loses nothing but a text, and merge keys of YAML 1.1.

    Raises:
        SpecError: with file, line and column of what is wrong.
    """
    document = read_part(path, forgiving=forgiving)
    if not isinstance(document.data, dict):
        kind = {list: "a list", str: "a text", type(None): "nothing"}.get(type(document.data), "a single value")
        raise SpecError(
            Diagnostic(
                "not-a-mapping",
                f"the file holds {kind}, not a mapping of keys",
                hint="An OpenAPI document has keys such as openapi, info and paths.",
                location=Location(path, 1, 1),
            )
        )
    return document


def read_part(path: Path, *, forgiving: bool = False) -> Document:
    """Read a file as `read_document` does, that may hold any value: a part of a document, which only others make one.

    Raises:
        SpecError: with file, line and column of what is wrong.
    """
    text = read_text(path)
    slips: list[TextError] | None = [] if forgiving else None
    try:
        data, find_place = _parse(text, path, slips)
    except TextError as problem:
        raise SpecError(_diagnose(problem, path)) from None
    notes = [replace(_diagnose(slip, path), severity=Severity.WARNING) for slip in slips or ()]
    return Document(data, path, find_place, notes=notes)


def read_text(path: Path) -> str:
    """Read a file as UTF-8, with or without a byte order mark.

    Raises:
        SpecError: where there is no such file, or it is not UTF-8.
    """
    content = _read_bytes(path)
    encoding = next((name for mark, name in _OTHER_ENCODINGS if content.startswith(mark)), "")
    try:
        if not encoding:
            return content.decode("utf-8-sig")
        line, column = 1, 1
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", errors="replace")
        line, column = line_and_column(before, len(before))
    raise SpecError(
        Diagnostic(
            "not-utf-8",
            f"the file is in {encoding}, not in UTF-8" if encoding else "the file is not in UTF-8",
            hint="Save it as UTF-8.",
            location=Location(path, line, column),
        )
    )


def _read_bytes(path: Path) -> bytes:
    try:
        # Anything but an ordinary file (a pipe, a device) might never end.
        if path.is_file():
            return path.read_bytes()
        problem = "it is not an ordinary file" if path.exists() else "there is no such file"
    except (OSError, ValueError) as error:
        problem = getattr(error, "strerror", None) or str(error)
    hint = "Check the path."
    if path.parts[:1] in (("http:",), ("https:",)):
        hint = "This takes no address: save what is there as a file, or begin with specloom capture, which fetches it."
    raise SpecError(
        Diagnostic(
            "unreadable-file",
            f"the file can't be read: {problem}",
            hint=hint,
            location=Location(path),
        )
    )


def _parse(text: str, path: Path, slips: list[TextError] | None) -> tuple[Any, FindPlace]:
    if text.lstrip().startswith("{"):
        try:
            return read_json(text, slips), JsonPlaces(text)
        except TextError as problem:
            # YAML has braces too, so this may be YAML; but not in a file that says it is JSON.
            if problem.code != "json-syntax" or path.suffix == ".json":
                raise
            as_json = problem
        try:
            return read_yaml_with_places(text, slips)
        except TextError as as_yaml:
            is_neither = as_yaml.code == "yaml-syntax" and path.suffix not in (".yaml", ".yml")
            raise (as_json if is_neither else as_yaml) from None
    return read_yaml_with_places(text, slips)


def _diagnose(problem: TextError, path: Path) -> Diagnostic:
    location = Location(path, problem.line, problem.column)
    return Diagnostic(problem.code, problem.message, hint=problem.hint, location=location)
