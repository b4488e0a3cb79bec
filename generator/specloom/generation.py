"""From the files of a package under `spec` to its project under `generated`: whole, verified, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, closing
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Protocol

from specloom.diagnostics import Diagnostic, Location, Severity, SpecError
from specloom.manifest import (
    MANIFEST,
    Listing,
    Output,
    basis_of,
    changed_inputs,
    digest,
    file_size,
    hash_folder,
    hash_toolkit,
    is_current,
    read_output,
    remember,
    render_manifest,
)
from specloom.swap import locked, staging, swap_in
from specloom.workspace import Package, templates_folder

if TYPE_CHECKING:
    from specloom.build import Built, Inputs
    from specloom.cache import Cache
    from specloom.changes import Summary
    from specloom.inputs import Source
    from specloom.progress import Tell
    from specloom.source import Document
    from specloom.work import Work

_SHOWN = 5
_SUMMARY = "summary"

Build = Callable[["Inputs"], "Built"]


@dataclass(frozen=True, slots=True)
class Made:
    """A project as it would be written.

    Attributes:
        files: content by path, the manifest included.
        diagnostics: what was noticed, none of it an error.
        document: the normal form.
        name, version: of the distribution.
        api_version: the pin, or None.
        lock: the public names, as a file.
        dropped: names that were kept before, and that nothing has any more.
    """

    files: Mapping[str, bytes]
    diagnostics: list[Diagnostic]
    document: dict[str, Any]
    name: str
    version: str
    api_version: str | None
    lock: str
    dropped: list[str]


@dataclass(frozen=True, slots=True)
class Generated:
    """What a run did.

    Attributes:
        package: the one it was for.
        made: the new project; None if the old one was what the inputs give.
        before: the files that were replaced, by path; links and files of a person left out.
        causes: the inputs that had changed; None if no earlier run is known.
        diagnostics: what was noticed.
        summary: what the files that were replaced are about, where that has been found out already.
    """

    package: Package
    made: Made | None
    before: Mapping[str, bytes]
    causes: list[str] | None
    diagnostics: list[Diagnostic]
    summary: Summary | None = None


class Origin(Protocol):
    """What a package is made from."""

    def hashes(self) -> dict[str, str]:
        """Hash everything of its own that the output depends on, as far as that is known before reading it."""

    @property
    def document(self) -> Path:
        """The file of its document."""

    @property
    def is_foreign(self) -> bool:
        """Whether that is somebody else's, who can't be asked to mend it."""

    def read(self, document: Callable[[], Document]) -> Source:
        """Read it.

        Args:
            document: gives what `read_document` has made of its document.

        Raises:
            SpecError: for all that is wrong with it.
        """

    @property
    def names_in_manifest(self) -> bool:
        """Whether the names that are kept stand in the manifest of the output, for want of another place."""

    def keep(self, lock: str) -> dict[str, str]:
        """Write down the names that are kept.

        Returns:
            The hashes of inputs that this has changed.
        """


@dataclass(frozen=True, slots=True)
class SpecFolder:
    """A package that is made from its folder below `spec`."""

    package: Package

    def hashes(self) -> dict[str, str]:
        """Hash the folder."""
        return hash_folder(self.package)

    @property
    def document(self) -> Path:
        """The fragment."""
        return self.package.fragment

    @property
    def is_foreign(self) -> bool:
        """It is one's own."""
        return False

    def read(self, document: Callable[[], Document]) -> Source:
        """Read the files of the folder."""
        from specloom.inputs import load

        return load(self.package, document=document)

    @property
    def names_in_manifest(self) -> bool:
        """They stand beside the fragment."""
        return False

    def keep(self, lock: str) -> dict[str, str]:
        """Write the file beside the fragment, if it says something else."""
        from specloom.source import write_atomically

        path = self.package.names
        content = lock.encode()
        if not path.exists() or path.read_bytes() != content:
            write_atomically(path, content)
        return {f"spec/{path.name}": digest(content)}


def generate(
    package: Package,
    build: Build | None = None,
    *,
    force: bool = False,
    origin: Origin | None = None,
    tell: Tell | None = None,
) -> Generated:
    """Bring the output of a package up to date.

    Args:
        package: to generate.
        build: makes the files; the toolkit's own by default.
        force: also if nothing seems to have changed.
        origin: what it is made from; its folder below `spec` by default.
        tell: is told of each stage.

    Raises:
        SpecError: there is no new output, and the old one is as it was.
    """
    origin = origin or SpecFolder(package)
    # Hashed before they are read: what changes in between is found the next time.
    inputs = origin.hashes() | hash_toolkit()
    earlier = read_output(package.output)
    if not force and is_current(package, inputs, earlier.listing):
        return Generated(package, None, {}, [], [])
    from specloom.cache import Cache
    from specloom.changes import Summary, summarise, summarise_document, summarised, summary_key

    cache = Cache(package.cache, basis_of(inputs))
    with _working(origin, cache, tell) as work, locked(package.lock), staging(package.output) as folder:
        known = cache.get(_SUMMARY, summary_key(earlier.contents))
        # It takes as long as reading the new one, and goes on beside it.
        reading = None if known else work.start(summarise, summarised(earlier.contents))
        made = make(origin, folder, build, work, earlier)
        _, output, contents = read_output(package.output)
        _check_strangers(package, output, made)
        before = {path: contents[path] for path, digest in output.files.items() if digest}
        for path in output.own:
            _copy(package.output / path, folder / path)
        # Before the output: names that are kept for nothing do no harm, and those that are not are lost.
        kept = origin.keep(made.lock)
        swap_in(folder, package.output)
        # Reading may have led to further files.
        inputs = {name: found for name, found in origin.hashes().items() if name not in kept} | inputs
        causes = changed_inputs(package, inputs)
        remember(package, inputs | kept)
        now = summarise_document(made.document, made.version)
        cache.put(_SUMMARY, summary_key(made.files), asdict(now))
        cache.save()
    own = set(output.own) - made.files.keys()
    return Generated(
        package,
        made,
        {path: content for path, content in before.items() if path not in own},
        causes,
        [*made.diagnostics, *_edited(package, output)],
        reading.result() if reading else Summary(**known),
    )


def make_aside(package: Package, build: Build | None = None) -> Made:
    """Make a project without touching the one that is there, and without anything that an earlier run has left.

    Raises:
        SpecError: the inputs don't give one.
    """
    from specloom.cache import Cache

    origin = SpecFolder(package)
    with _working(origin, Cache()) as work, TemporaryDirectory(prefix="specloom-") as folder:
        return make(origin, Path(folder), build, work)


def make(
    origin: Origin,
    folder: Path,
    build: Build | None = None,
    work: Work | None = None,
    earlier: Output | None = None,
) -> Made:
    """Make a project in an empty folder, formatted and verified.

    Args:
        origin: what it is made from.
        folder: where it goes.
        build: makes the files; the toolkit's own by default.
        work: the means of this run; by default this process, and nothing known from earlier ones.
        earlier: the last output.

    Raises:
        SpecError: the inputs don't give one.
    """
    from specloom.engines.calls import prepare_resources, prepare_types, write_part, write_types
    from specloom.progress import Stage
    from specloom.source import read_document
    from specloom.work import Work

    work = work or Work()
    work.tell(Stage.READING)
    # Beside importing the rest, which takes about as long.
    reading = work.start(read_document, origin.document, forgiving=origin.is_foreign)
    # A cache that knows something leaves little to do for the engines.
    if work.cache.is_empty:
        work.get_ready(write_types, prepare_types)
        work.get_ready(write_part, prepare_resources)
    # Slow to import, and not needed to find that nothing changed.
    from specloom.build import build_package, carried_files
    from specloom.finishing import Finisher
    from specloom.locks import render_lock

    source = origin.read(reading.result)
    templates = templates_folder()
    import_name = source.config.import_name
    inputs = source.inputs(templates)
    with closing(Finisher(folder, import_name, carried_files(templates, import_name), earlier, work)) as finisher:
        with source.placing():
            built = build_package(inputs, work, finisher) if build is None else build(inputs)
        finisher.add(built.files)
        work.tell(Stage.VERIFYING)
        # Finding the places reads the document once more, while others are still at work.
        diagnostics = source.place([*source.notes, *built.diagnostics])
        files = {path: text.encode() for path, text in finisher.result().items()}
    names = built.lock.model_dump(exclude_defaults=True) if origin.names_in_manifest else None
    files[MANIFEST] = render_manifest(files, names)
    (folder / MANIFEST).write_bytes(files[MANIFEST])
    config = built.config
    lock = render_lock(built.lock)
    return Made(
        files,
        diagnostics,
        built.document,
        config.name,
        config.distribution_version,
        config.api_version,
        lock,
        built.dropped,
    )


def _working(origin: Origin, cache: Cache, tell: Tell | None = None) -> AbstractContextManager[Work]:
    from specloom.progress import Stage
    from specloom.work import working

    return working(file_size(origin.document), cache, tell or Stage)


def _check_strangers(package: Package, output: Listing, made: Made) -> None:
    """Refuse to remove or replace what a person wrote.

    Raises:
        SpecError: `unknown-file` or `file-in-the-way`.
    """
    found: list[Diagnostic] = []
    unknown = [path for path in output.unknown if not _is_same(package, path, made)]
    if unknown:
        shown = ", ".join(unknown[:_SHOWN]) + (f" and {len(unknown) - _SHOWN} more" if len(unknown) > _SHOWN else "")
        message = f"specloom did not write these files, and will not remove them: {shown}"
        hint = "Move them out of the way: your own files may stand below tests, and nowhere else here."
        if output.manifest is None:
            hint = f"{MANIFEST} is missing, which lists what was generated. If all of it was, remove the whole folder."
        found.append(_about(package, "", "unknown-file", message, hint))
    folders = {parent.as_posix() for path in made.files for parent in Path(path).parents}
    for path in output.own:
        blocked = any(parent.as_posix() in made.files for parent in Path(path).parents)
        if blocked or path in folders or (path in made.files and not _is_same(package, path, made)):
            message = "this file of yours is where a generated one has to go"
            found.append(_about(package, path, "file-in-the-way", message, "Give it another name."))
    if found:
        raise SpecError(found)


def _is_same(package: Package, path: str, made: Made) -> bool:
    # What is not to be made is not read: it may be large, or a link to a folder.
    return path in made.files and made.files[path] == (package.output / path).read_bytes()


def _edited(package: Package, output: Listing) -> list[Diagnostic]:
    hint = "Changes belong into the fragment, its overlay or the templates; version control has yours."
    return [
        _about(package, path, "edited-by-hand", "changes made by hand were overwritten", hint, Severity.WARNING)
        for path in output.edited
    ]


def _about(
    package: Package, path: str, code: str, message: str, hint: str, severity: Severity = Severity.ERROR
) -> Diagnostic:
    return Diagnostic(code, message, hint=hint, severity=severity, location=Location(package.output / path))


def _copy(source: Path, target: Path) -> None:
    """Carry a file of a person over, unless the same one has been generated."""
    import shutil

    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target, follow_symlinks=False)
