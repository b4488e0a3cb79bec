"""A package straight from a document, without a folder below `spec`: with defaults for all that package.yaml says."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from specloom.diagnostics import SpecError
from specloom.manifest import MANIFEST, digest, file_digest, known_inputs
from specloom.workspace import STATE, Package, user_cache_folder

if TYPE_CHECKING:
    from specloom.capture.selection import Selection
    from specloom.inputs import Source
    from specloom.source import Document

_FILE = "file "


@dataclass(frozen=True, slots=True)
class Project(Package):
    """A package whose project goes into a folder of the user's choice.

    Attributes:
        root: that folder.
        name: what it is called in messages.
    """

    @property
    def title(self) -> str:
        """The distribution that was made the last time, and where it is."""
        import tomllib

        try:
            made = tomllib.loads((self.root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
            return f"{made['name']} {made['version']} in {self.root.as_posix()}"
        except (OSError, ValueError, LookupError, TypeError):
            return self.name

    @property
    def output(self) -> Path:
        """The folder of the project."""
        return self.root

    @property
    def state(self) -> Path:
        """Not in the output, which is the same for everybody, and not beside it, where nobody expects it."""
        return _cache_folder(self.root) / f"{self._id}.json"

    @property
    def lock(self) -> Path:
        """Held by a run while it works."""
        return _cache_folder(self.root) / f"{self._id}.lock"

    @property
    def _id(self) -> str:
        return digest(os.fsencode(self.root.resolve()))[:32]


@dataclass(slots=True)
class DocumentOrigin:
    """A package that is made from a document alone.

    Attributes:
        path: the document.
        target: where the project goes.
        selection: the operations that are wanted; an empty one means all.
        name: of the distribution; by default from the document's title.
        api_version: the pin; by default the newest date.
        ref_root: the folder that other files of the document may be in; by default its own.
    """

    path: Path
    target: Project
    selection: Selection | None = None
    name: str | None = None
    api_version: str | None = None
    ref_root: Path | None = None
    _files: list[Path] = field(default_factory=list)

    def hashes(self) -> dict[str, str]:
        """Hash the document and every file that it was made of the last time, and what was asked for."""
        before: Mapping[str, str] = known_inputs(self.target) or {}
        known = {name.removeprefix(_FILE) for name in before if name.startswith(_FILE)}
        if os.fspath(self.path) not in known:
            known = set()  # The last run was about another document.
        files = sorted({os.fspath(self.path), *map(os.fspath, self._files), *known})
        asked = repr((self.selection, self.name, self.api_version))
        return {f"{_FILE}{name}": file_digest(Path(name)) for name in files} | {"options": asked}

    @property
    def document(self) -> Path:
        """Where it is."""
        return self.path

    @property
    def is_foreign(self) -> bool:
        """It is."""
        return True

    def read(self, document: Callable[[], Document] | None = None) -> Source:
        """Read the document, cut out what is wanted, and work out the rest.

        Args:
            document: gives what `read_document` has made of it, where that has been begun elsewhere.

        Raises:
            SpecError: for all that is wrong with it.
        """
        from specloom.capture import select_part
        from specloom.config import PackageConfig
        from specloom.defaults import find_defaults
        from specloom.inputs import Source
        from specloom.locks import lock_of_manifest
        from specloom.mending import mend
        from specloom.source import read_bundled

        bundled = read_bundled(self.path, document, self.ref_root, forgiving=True)
        self._files = bundled.files
        try:
            data, mended = mend(bundled.data, bundled.spelling)
            data, notes = select_part(data, self.selection) if self.selection else (data, [])
            defaults = find_defaults(data, self.name, self.api_version, self.path.stem)
        except SpecError as error:
            raise SpecError(bundled.place(error.diagnostics)) from None
        config = PackageConfig.default(**defaults.settings)
        manifest = self.target.output / MANIFEST
        lock = lock_of_manifest(manifest.read_bytes()) if manifest.is_file() else None
        found = (*bundled.notes, *defaults.notes, *mended, *notes)
        return Source(bundled, data, config, complete=False, notes=found, lock=lock, mending=True)

    @property
    def names_in_manifest(self) -> bool:
        """There is no other place for them that goes where the package goes."""
        return True

    def keep(self, lock: str) -> dict[str, str]:
        """They are part of the output."""
        return {}


def _cache_folder(output: Path) -> Path:
    """Find a folder for what is remembered between runs."""
    return user_cache_folder() or output.resolve().parent / STATE
