"""Captures into files: reads what is there, writes what comes of it, and asks the overlay whether it still fits."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from specloom.capture import Captured, Fragment, Prose, Provenance, Selection, capture, select_part
from specloom.capture.selection import NAME_EXTENSIONS, operations
from specloom.config import read_config
from specloom.defaults import find_defaults
from specloom.defaults.authentication import find_credentials
from specloom.defaults.page import write_page
from specloom.diagnostics import Diagnostic, Location, Severity, SpecError
from specloom.overlay import apply_overlay
from specloom.slicing import slice_document
from specloom.source import Document, read_bundled, read_document, write_atomically
from specloom.source.document import read_text
from specloom.workspace import Package

FRAGMENT, OVERLAY, CONFIG = "fragment.yaml", "overlay.yaml", "package.yaml"


@dataclass(frozen=True, slots=True)
class Upstream:
    """An upstream document and what to call it.

    Attributes:
        document: bundled.
        source: a name of it.
        date: of today.
    """

    document: Document
    source: str
    date: str

    @property
    def provenance(self) -> Provenance:
        """Where what is captured comes from."""
        files = self.document.files
        content = hashlib.sha256(files[0].read_bytes())
        # Of several files, each by its content alone, so that the digest is the same wherever they stand.
        if len(files) > 1:
            digests = sorted(hashlib.sha256(path.read_bytes()).hexdigest() for path in files)
            content = hashlib.sha256("\n".join(digests).encode())
        return Provenance(self.source, content.hexdigest(), self.date)


def read_upstream(path: Path, source: str | None, date: str, folder: Path | None = None) -> Upstream:
    """Read an upstream document and the files that it refers to, in its own folder or another one around it.

    Raises:
        SpecError: for all that is wrong with it.
    """
    return Upstream(read_bundled(path, folder=folder, forgiving=True), source or path.name, date)


def capture_into(
    folder: Path, upstream: Upstream, selection: Selection, *, prose: Prose | None, only: bool
) -> tuple[Captured, bool, list[Diagnostic]]:
    """Write or update the fragment in a folder.

    Returns:
        What was captured, whether the file changed, and what its overlay has to say, as warnings.

    Raises:
        SpecError: nothing was written.
    """
    path = folder / FRAGMENT
    existing = Fragment(read_document(path), read_text(path)) if path.exists() else None
    if existing is not None and existing.text.lstrip().startswith("{"):
        hint = "Write it as YAML, or capture into another folder."
        message = "the fragment is JSON, and only YAML can be brought up to date"
        raise SpecError(Diagnostic("not-yaml", message, hint=hint, location=Location(path, 1, 1)))
    extensions: Sequence[str] = NAME_EXTENSIONS
    config = folder / CONFIG
    if config.is_file() and (extension := read_config(config).naming.operation_id):
        extensions = tuple(dict.fromkeys((extension, *NAME_EXTENSIONS)))
    document = upstream.document
    try:
        captured = capture(
            document.data, selection, upstream.provenance, existing, prose=prose, only=only, extensions=extensions
        )
    except SpecError as error:
        raise SpecError(document.place(error.diagnostics)) from None
    is_new = existing is None or captured.text != existing.text
    if is_new:
        _write(path, captured.text)
    return captured, is_new, [*document.notes, *document.place(captured.notes), *_overlay_findings(folder, captured)]


def init_package(
    package: Package, upstream: Upstream, selection: Selection, prose: Prose, api_version: str | None
) -> tuple[Captured, list[Diagnostic]]:
    """Write the folder of a new package: a fragment, and a package.yaml with what can be told from it.

    Operations that the API version doesn't have are left out: a fragment is generated whole.

    Returns:
        What was captured, and what was noticed.

    Raises:
        SpecError: the folder is there already, or the document can't be captured; nothing was written.
    """
    if package.spec.exists():
        hint = f"Change what is there, or bring its fragment up to date with specloom capture --into {package.spec}."
        raise SpecError(
            Diagnostic("package-exists", "there is a package of that name", hint=hint, location=Location(package.spec))
        )
    document = upstream.document
    try:
        part, _ = select_part(document.data, selection)
        defaults = find_defaults(part, package.name, api_version)
        settings = defaults.settings
        chosen, dropped = _of_version(part, settings)
        captured = capture(document.data, chosen, upstream.provenance, prose=prose)
        if credentials := find_credentials(captured.document, settings):
            settings["authentication"] = credentials
    except SpecError as error:
        raise SpecError(document.place(error.diagnostics)) from None
    order = (
        "name", "import_name", "client", "api_version", "version", "server", "media_types", "authentication", "naming",
        "pagination", "errors",
    )  # fmt: skip
    package.spec.mkdir(parents=True)
    _write(package.fragment, captured.text)
    _write(package.config, write_page({key: settings[key] for key in order if key in settings}))
    return captured, document.place([*document.notes, *defaults.notes, *dropped, *captured.notes])


def _of_version(part: dict[str, Any], settings: dict[str, Any]) -> tuple[Selection, list[Diagnostic]]:
    """Select the operations that the API version has, and tell of the others."""
    found = operations(part)
    dropped: list[Diagnostic] = []
    if "media_types" in settings:
        sliced = slice_document(part, settings["api_version"], settings["media_types"]["dated"])
        dropped = [note for note in sliced.notes if note.code == "operation-dropped"]
    gone = {note.pointer for note in dropped}
    return Selection(tuple(one.call for one in found if one.pointer not in gone)), dropped


def _overlay_findings(folder: Path, captured: Captured) -> list[Diagnostic]:
    """Say which corrections upstream has made itself, or which have lost their target."""
    overlay = folder / OVERLAY
    if not overlay.is_file():
        return []
    try:
        apply_overlay(captured.document, read_document(overlay))
    except SpecError as error:
        return [replace(one, severity=Severity.WARNING) for one in error.diagnostics]
    return []


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, text.encode())
