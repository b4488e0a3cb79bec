"""From the text of generated files to files that are formatted and verified: part by part, as they come.

A file that the last run has made of the same text is taken over from there: it has been formatted and verified before.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from specloom.diagnostics import Diagnostic, SpecError
from specloom.formatting import format_files
from specloom.manifest import Output, digest
from specloom.verify import Imports, check_imports, check_parts, check_paths
from specloom.verify.affected import affected_modules
from specloom.work import Job, Work

_PORTION = 600_000
"""How many characters are formatted and verified at a time, where others can be beside."""
_MANY = 200
"""From how many modules on it is worth it to import some while others aren't there yet."""
_FINISHED = "finished"
_IMPORTED = "imported"


@dataclass(frozen=True, slots=True)
class Finished:
    """A part of the files, as they stand in the folder now, and what is wrong with them."""

    texts: Mapping[str, str]
    found: Sequence[Diagnostic]


@dataclass(frozen=True, slots=True)
class Importable:
    """What has been finished of the package.

    Attributes:
        texts: its files.
        found: what is wrong with them; only what has been found to be harmless is imported.
        hashes: of its modules, by path.
        modules: those that have to be imported, by path.
    """

    texts: Mapping[str, str]
    found: Sequence[Diagnostic]
    hashes: Mapping[str, str]
    modules: frozenset[str]


@dataclass(slots=True)
class Finisher:
    """Writes, formats and verifies the files of one package.

    Attributes:
        folder: where they go.
        import_name: of the package.
        carried: text of the files that are copies of templates, by path.
        earlier: the last output.
        work: the means of this run.
    """

    folder: Path
    import_name: str
    carried: Mapping[str, str]
    earlier: Output | None
    work: Work
    _own: list[Job[Finished]] = field(default_factory=list)
    _others: list[Job[Finished]] = field(default_factory=list)
    _texts: dict[str, str] = field(default_factory=dict)
    _keys: dict[str, str] = field(default_factory=dict)
    _waiting: dict[str, str] = field(default_factory=dict)
    _imports: Imports | None = None
    _imported: Future[tuple[Importable, list[Diagnostic]]] | None = None
    _begun: frozenset[str] = frozenset()
    """The modules that are being imported already."""
    # The imports have a process of their own, so a thread is enough to be beside it.
    _beside: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))

    def add(self, files: Mapping[str, str]) -> None:
        """Take files, and begin to work on them where there is someone to do it.

        Raises:
            SpecError: a path is not one that may be written.
        """
        new = {path: text for path, text in files.items() if path not in self._keys}
        if strange := check_paths(new):
            raise SpecError(strange)
        for path, text in new.items():
            self._keys[path] = digest(f"{self.import_name}\n{path}\n{text}".encode())
            known = self.work.cache.get(_FINISHED, self._keys[path])
            if self.earlier and known is not None and self.earlier.listing.files.get(path) == known:
                self._texts[path] = _take_over(self.folder, path, self.earlier).decode()
            else:
                self._waiting[path] = text
        if self.work.workers and sum(map(len, self._waiting.values())) >= _PORTION:
            self._start()

    def begin(self) -> None:
        """Begin to work on all that has been taken, where there is someone to do it."""
        if self.work.workers:
            self._start()

    def modules_are_there(self, below: str = "") -> None:
        """Begin to import the package, once its modules are found to be harmless, beside what else is to be done.

        Args:
            below: the folder in it, such as `models/`, that has been added, with all that it imports; all of the
                package by default.
        """
        # Most of what an earlier run has imported need not be imported again.
        if below and (not self.work.workers or self._known_imports()):
            return
        self._start()
        self._imports = self._imports or Imports(self.folder, self.import_name)
        self._imported = self._beside.submit(self._import, self._modules(), list(self._own), below)

    def result(self) -> dict[str, str]:
        """Wait for all of it: the text of every file, by path.

        Raises:
            FormattingError: a file is not Python: a defect of the toolkit.
            SpecError: with everything that is wrong.
        """
        self._start()
        importable, found = self._imported.result() if self._imported else self._import(self._modules(), self._own)
        self._texts.update(importable.texts)
        found += [*check_paths(self._keys), *importable.found, *self._taken(self._others)]
        if not self._modules().keys() <= importable.texts.keys():
            raise RuntimeError("a module was added after all modules were there")
        if found:
            raise SpecError(sorted(found, key=lambda each: os.fspath(each.location.file) if each.location else ""))
        self.work.cache.put(_IMPORTED, self.import_name, importable.hashes)
        for path, key in self._keys.items():
            self.work.cache.put(_FINISHED, key, digest(self._texts[path].encode()))
        return {path: self._texts[path] for path in sorted(self._texts)}

    def _start(self) -> None:
        for portion in _portions(self._waiting, _PORTION if self.work.workers else None):
            jobs = self._own if any(map(self._is_own, portion)) else self._others
            jobs.append(self.work.start(finish, self.folder, portion, self.import_name, self.carried))
        self._waiting = {}

    def _taken(self, jobs: Sequence[Job[Finished]]) -> list[Diagnostic]:
        found: list[Diagnostic] = []
        for job in jobs:
            part = job.result()
            self._texts.update(part.texts)
            found += part.found
        return found

    def _modules(self) -> dict[str, str]:
        """What has been finished of the package, by path."""
        return {path: text for path, text in self._texts.items() if self._is_own(path)}

    def _is_own(self, path: str) -> bool:
        return path.startswith(f"{self.import_name}/")

    def close(self) -> None:
        """Leave nothing behind that is still at work, also where what was to be finished has failed."""
        self._beside.shutdown(wait=False, cancel_futures=True)
        if self._imports is not None:
            self._imports.stop()

    def _import(
        self, modules: Mapping[str, str], jobs: Sequence[Job[Finished]], below: str = ""
    ) -> tuple[Importable, list[Diagnostic]]:
        """Import what there is of the package, or of a folder in it, once it is found to be harmless."""
        importable = self._finished_modules(modules, jobs)
        if importable.found:
            return importable, []
        if self._imports is None:
            return importable, check_imports(self.folder, importable.modules, self.import_name)
        if not below:
            return importable, self._imports.finish(importable.modules - self._begun)
        begun = frozenset(path for path in importable.modules if path.startswith(f"{self.import_name}/{below}"))
        if len(begun) >= _MANY:
            self._imports.begin(begun)
            self._begun = begun
        return importable, []

    def _known_imports(self) -> Mapping[str, str]:
        """The modules that an earlier run has imported: their hashes, by path."""
        return self.work.cache.get(_IMPORTED, self.import_name) or {}

    def _finished_modules(self, modules: Mapping[str, str], jobs: Sequence[Job[Finished]]) -> Importable:
        """Wait for what there is of the package, and find what has to be imported of it."""
        parts = [job.result() for job in jobs]
        texts = {**modules, **{path: text for part in parts for path, text in part.texts.items()}}
        code = {path: text for path, text in texts.items() if self._is_own(path) and path.endswith(".py")}
        hashes = {path: digest(text.encode()) for path, text in code.items()}
        known = self._known_imports()
        changed = {path for path in {*hashes, *known} if hashes.get(path) != known.get(path)}
        # Where nothing is known, all has to be imported.
        importing = affected_modules(code, changed) if known else code
        found = [diagnostic for part in parts for diagnostic in part.found]
        return Importable(texts, found, hashes, frozenset(importing))


def finish(folder: Path, files: Mapping[str, str], import_name: str, carried: Mapping[str, str]) -> Finished:
    """Write, format and verify a part of the files.

    Args:
        folder: where they go.
        files: text by path in it.
        import_name: of the package.
        carried: text of the files that are copies of templates, by path.

    Raises:
        FormattingError: a file is not Python: a defect of the toolkit.
    """
    for path, text in files.items():
        _write(folder / path, text.encode())
    format_files(folder, [path for path in files if path not in carried], import_name)
    texts = {path: (folder / path).read_bytes().decode() for path in files}
    return Finished(texts, check_parts(texts, import_name, carried))


def _portions(files: Mapping[str, str], size: int | None) -> Iterator[dict[str, str]]:
    portion: dict[str, str] = {}
    length = 0
    for path, text in files.items():
        portion[path] = text
        length += len(text)
        if size is not None and length >= size:
            yield portion
            portion, length = {}, 0
    if portion:
        yield portion


def _take_over(folder: Path, path: str, earlier: Output) -> bytes:
    """Have a file of an earlier output in a folder: the same file where the system can, since that writes nothing.

    Returns:
        Its content.
    """
    target, content = folder / path, earlier.contents[path]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.hardlink_to(earlier.folder / path)
        if target.read_bytes() == content:
            return content
        target.unlink()  # Somebody has written to it meanwhile.
    except OSError:
        pass
    _write(target, content)
    return content


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
