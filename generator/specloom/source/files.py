"""The files that a document refers to: found in one folder and below, and read once each; nothing is ever fetched."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import unquote

from specloom.diagnostics import Diagnostic, Pointer, SpecError, format_pointer, parse_pointer
from specloom.grammar import Kind
from specloom.references import local_pointer, node_at, plain_fragment
from specloom.source.document import Document, read_part
from specloom.source.identifiers import anchored, files_below, outermost_resources, settle_identifiers

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")
_SUFFIXES: Final = (".json", ".yaml", ".yml")


class Target(NamedTuple):
    """What a reference means: a part of a file."""

    file: Path
    pointer: Pointer


class UnusableError(Exception):
    """A reference that can't be followed."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        self.code = code
        self.message = message
        self.hint = hint
        super().__init__(message)


class Files:
    """The files of a bundle.

    Attributes:
        root: the document that all begins with.
        folder: the one that all others are in.
        forgiving: how they are read, see `read_document`.
        diagnostics: what is wrong with those that can't be read.
        slips: by file and reference, what is wrong with one that was followed nonetheless, and what it was taken for.
    """

    def __init__(self, root: Document, folder: Path, *, forgiving: bool = False) -> None:
        self.root = root
        self.forgiving = forgiving
        self.folder = folder.resolve()
        self.diagnostics: list[Diagnostic] = []
        self.slips: dict[tuple[Path, str], tuple[str, str]] = {}
        self._root_file = root.path.resolve()
        self._documents: dict[Path, Document | None] = {self._root_file: root}
        self._by_uri: dict[str, Target | None] = {}
        self._resources: dict[Path, Mapping[str, Pointer]] = {}

    @property
    def notes(self) -> list[Diagnostic]:
        """What was noticed in those that could be read."""
        return [note for document in self._documents.values() if document for note in document.notes]

    def in_root(self, target: Target) -> bool:
        """Whether a reference means a part of the document that all begins with."""
        return target.file == self._root_file

    def document(self, target: Target) -> Document:
        """The file that a part is in."""
        document = self._documents[target.file]
        assert document is not None
        return document

    def node(self, target: Target) -> Any:
        """The part itself."""
        return node_at(self.document(target).data, target.pointer)

    def target(self, ref: str, document: Document) -> Target:
        """Find what a reference means, in the file that it stands in.

        Raises:
            UnusableError: it can't be followed.
        """
        name, _, fragment = ref.partition("#")
        fragment = plain_fragment(fragment)
        if _SCHEME.match(name):
            whole = self._identified(name)
            if whole is None:
                raise UnusableError(
                    "remote-ref",
                    f"{ref!r} leads to the network or to another scheme, and nothing is ever fetched",
                    "Save the file beside the document and refer to it by its path, or have it say this as its `$id`.",
                )
        else:
            whole = Target(self.file(name, ref, document) if name else document.path.resolve(), ())
        data = self._load(whole.file, ref).data
        if not fragment:
            return whole
        if fragment.startswith("/"):
            pointer = local_pointer(data, format_pointer((*whole.pointer, *parse_pointer(fragment))))
        else:
            inside = anchored(node_at(data, whole.pointer), fragment)
            pointer = None if inside is None else (*whole.pointer, *inside)
            if pointer is None and self.forgiving:
                pointer = local_pointer(data, format_pointer((*whole.pointer, *parse_pointer(f"/{fragment}"))))
                if pointer is not None:
                    told = f"{ref!r} is no pointer", f"it is taken for '{name}#/{fragment}'"
                    self.slips[document.path, ref] = told
        if pointer is None:
            raise UnusableError(
                "dangling-ref", f"{ref!r} leads nowhere", "Add what it refers to, or correct the reference."
            )
        return Target(whole.file, pointer)

    def _identified(self, uri: str) -> Target | None:
        """Find what says a URI as its `$id`, or as its `$self`, in the files of the folder."""
        if uri not in self._by_uri:
            said = (self._said(uri, file) for file in files_below(self.folder, _SUFFIXES))
            self._by_uri[uri] = next(filter(None, said), None)
        return self._by_uri[uri]

    def _said(self, uri: str, file: Path) -> Target | None:
        if uri.encode() not in file.read_bytes():
            return None
        self._load(file, uri)
        pointer = self._resources.get(file.resolve(), {}).get(uri)
        return None if pointer is None else Target(file.resolve(), pointer)

    def file(self, name: str, ref: str, document: Document) -> Path:
        """Find the file of a name, as a reference says it in some document.

        Raises:
            UnusableError: there is none, or not where files may be.
        """
        file, is_there = self._found(document.path.parent.resolve(), name)
        if self.forgiving and not is_there and document is not self.root:
            beside_root, is_there = self._found(self._root_file.parent, name)
            if is_there:
                file = beside_root
                told = (
                    f"{ref!r} refers to a file that does not exist",
                    "it is taken for the one beside the first document",
                )
                self.slips[document.path, ref] = told
        if not file.is_relative_to(self.folder) and file != self._root_file:
            raise UnusableError(
                "ref-outside",
                f"{ref!r} leads out of {self.folder.name!r}, the folder that files may be in",
                "Move the file there, or name a folder that holds both with --ref-root.",
            )
        if not is_there:
            raise UnusableError("dangling-ref", f"{ref!r} refers to a file that does not exist", "Check the path.")
        return file

    def _found(self, folder: Path, name: str) -> tuple[Path, bool]:
        """The file of a name, and whether there is one."""
        try:
            file = (folder / unquote(name)).resolve()
            return file, file.is_file()
        except (OSError, ValueError):
            return self.folder, False

    def _load(self, file: Path, ref: str) -> Document:
        if file not in self._documents:
            shown = self.root.path.parent / os.path.relpath(file, self.root.path.parent.resolve())
            try:
                self._documents[file] = loaded = read_part(shown, forgiving=self.forgiving)
            except SpecError as error:
                self._documents[file] = None
                self.diagnostics += error.diagnostics
            else:
                self._resources[file] = _settled(loaded.data)
        document = self._documents[file]
        if document is None:
            raise UnusableError("broken-ref", f"{ref!r} refers to a file that can't be read", "See there.")
        return document

    def check(self, target: Target, kind: Kind) -> None:
        """See that a part can be of a kind.

        Raises:
            UnusableError: it can't.
        """
        node = self.node(target)
        if not isinstance(node, dict) and not (kind is Kind.SCHEMA and isinstance(node, bool)):
            raise UnusableError(
                "wrong-ref",
                f"{format_pointer(target.pointer)} of {target.file.name} is not a {kind}",
                "Correct the reference.",
            )


def _settled(data: object) -> Mapping[str, Pointer]:
    """Settle the identifiers of a file: a document, a schema, or anything with schemas in it."""
    if not isinstance(data, dict):
        return {}
    if "openapi" in data:
        return settle_identifiers(data)
    starts = [()] if "$schema" in data else outermost_resources(data)
    return settle_identifiers(data, Kind.SCHEMA, starts)
