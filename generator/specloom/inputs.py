"""Reads what a package is made from: its document with the overlay applied, and its configuration."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from specloom.config import PackageConfig, read_config
from specloom.diagnostics import Diagnostic, SpecError
from specloom.keeping import NameLock
from specloom.locks import read_lock
from specloom.source import Document, read_bundled, read_document, read_text
from specloom.workspace import Package

if TYPE_CHECKING:
    from specloom.build import Inputs


@dataclass(frozen=True, slots=True)
class Source:
    """What was read, before anything is made of it.

    Attributes:
        fragment: the document as its file has it.
        document: the same with the overlay applied.
        config: what package.yaml says.
        complete: whether every operation is wanted, as in a fragment.
        notes: what was noticed while reading; their places are yet to be found.
        changelog: what users are told about each release, or "".
        lock: the names that are to be kept.
        mending: whether what contradicts itself may be mended, as in a document that isn't one's own.
    """

    fragment: Document
    document: dict[str, Any]
    config: PackageConfig
    complete: bool
    notes: tuple[Diagnostic, ...] = ()
    changelog: str = ""
    lock: NameLock | None = None
    mending: bool = False

    def inputs(self, templates: Path) -> "Inputs":
        """What the stages take."""
        from specloom.build import Inputs  # brings the engines along, which are slow to import

        return Inputs(self.document, self.config, templates, self.complete, self.changelog, self.lock, self.mending)

    def place(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Say where in the fragment each diagnostic belongs: stages know only the place in their document."""
        return self.fragment.place(diagnostics)

    @contextmanager
    def placing(self) -> Iterator[None]:
        """Do the same for the errors of stages that run inside."""
        try:
            yield
        except SpecError as error:
            raise SpecError(self.place(error.diagnostics)) from None


def load(package: Package, api_version: str | None = None, document: Callable[[], Document] | None = None) -> Source:
    """Read a package's files.

    Args:
        package: to read.
        api_version: in place of the one in package.yaml.
        document: gives what `read_document` has made of the fragment, where that has been begun elsewhere.

    Raises:
        SpecError: for all that is wrong with them, as far as it can be told from each alone.
    """
    found: list[Diagnostic] = []
    config: PackageConfig | None = None
    fragment: Document | None = None
    try:
        config = read_config(package.config)
    except SpecError as error:
        found += error.diagnostics
    lock: NameLock | None = None
    try:
        lock = read_lock(package.names)
    except SpecError as error:
        found += error.diagnostics
    try:
        fragment = read_bundled(package.fragment, document)
    except SpecError as error:
        found += error.diagnostics
    if config is None or fragment is None or found:
        raise SpecError(found)
    if api_version is not None:
        config = config.model_copy(update={"api_version": api_version})
    overlay = package.overlay if package.overlay.exists() else None
    changelog = read_text(package.changelog) if package.changelog.exists() else ""
    document_now = corrected(fragment, overlay)
    notes = fragment.notes
    return Source(fragment, document_now, config, complete=True, notes=notes, changelog=changelog, lock=lock)


def load_file(path: Path, overlay: Path | None, config: PackageConfig) -> Source:
    """Read a document that is no package.

    Raises:
        SpecError: for what is wrong with it or with the overlay.
    """
    fragment = read_bundled(path)
    return Source(fragment, corrected(fragment, overlay), config, complete=False, notes=fragment.notes)


def corrected(document: Document, overlay: Path | None) -> dict[str, Any]:
    """Apply an overlay, if there is one."""
    if overlay is None:
        return document.data
    from specloom.overlay import apply_overlay  # brings along JSONPath, which is slow to import

    return apply_overlay(document.data, read_document(overlay))
