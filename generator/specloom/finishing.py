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
from specloom.verify import check_imports, check_parts, check_paths
from specloom.verify.affected import affected_modules
from specloom.work import Job, Work

_PORTION = 1_000_000
"""How many characters are formatted and verified at a time, where others can be beside."""
_FINISHED = "finished"
_IMPORTED = "imported"


@dataclass(frozen=True, slots=True)
class Finished:
    """A part of the files, as they stand in the folder now, and what is wrong with them."""

    texts: Mapping[str, str]
    found: Sequence[Diagnostic]


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
    _imported: Future[Finished] | None = None

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
        if self.work.workers:
            self._start()

    def modules_are_there(self) -> None:
        """Begin to import the package, once its modules are found to be harmless, beside what else is to be done."""
        if self.work.workers:
            self._start()
            beside = ThreadPoolExecutor(1)
            self._imported = beside.submit(self._import, self._modules(), list(self._own))
            beside.shutdown(wait=False)

    def result(self) -> dict[str, str]:
        """Wait for all of it: the text of every file, by path.

        Raises:
            FormattingError: a file is not Python: a defect of the toolkit.
            SpecError: with everything that is wrong.
        """
        self._start()
        imported = self._imported.result() if self._imported else self._import(self._modules(), self._own)
        self._texts.update(imported.texts)
        found = [*check_paths(self._keys), *imported.found, *self._taken(self._others)]
        if not self._modules().keys() <= imported.texts.keys():
            raise RuntimeError("a module was added after all modules were there")
        if found:
            raise SpecError(sorted(found, key=lambda each: os.fspath(each.location.file) if each.location else ""))
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

    def _import(self, modules: Mapping[str, str], jobs: Sequence[Job[Finished]]) -> Finished:
        """Wait for the rest of the package, and import what has changed in it."""
        parts = [job.result() for job in jobs]
        texts = {**modules, **{path: text for part in parts for path, text in part.texts.items()}}
        # Only what has been found to be harmless is run.
        if found := [diagnostic for part in parts for diagnostic in part.found]:
            return Finished(texts, found)
        code = {path: text for path, text in texts.items() if self._is_own(path) and path.endswith(".py")}
        hashes = {path: digest(text.encode()) for path, text in code.items()}
        before: Mapping[str, str] = self.work.cache.get(_IMPORTED, self.import_name) or {}
        changed = {path for path in {*hashes, *before} if hashes.get(path) != before.get(path)}
        found = check_imports(self.folder, affected_modules(code, changed), self.import_name)
        if not found:
            self.work.cache.put(_IMPORTED, self.import_name, hashes)
        return Finished(texts, found)


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
