"""What the command is given to compare: files, packages, packages of the past, each perhaps at a date."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from types import MappingProxyType
from typing import Any, Final

from specloom.config import PackageConfig, read_config
from specloom.config_values import check_api_version
from specloom.defaults import VERSION, find_defaults
from specloom.diagnostics import Diagnostic, Location, Pointer, SpecError
from specloom.diff.revision import Revision, make_revision
from specloom.git import files_at, git
from specloom.inputs import Source, load
from specloom.schemas import component_schemas
from specloom.source import Document, read_bundled
from specloom.versions import is_date
from specloom.workspace import GENERATED, SPEC, Package, all_packages, find_package, find_root

_DOCUMENTS: Final = (".yaml", ".yml", ".json")
_PUBLISHED: Final = "openapi.yaml"
"""The document in the folder of a generated project."""


Place = Callable[[Location], Location]


def _same(location: Location) -> Location:
    return location


@dataclass(frozen=True, slots=True)
class Operand:
    """One side of a comparison, read.

    Attributes:
        revision: the document, in every form that the comparison reads.
        package: the name of its package, or "".
        source: what it was made from; None where there is nothing yet.
        accepted: the file that says what is accepted, if there is one.
        project: the folder of the Python project that was made of it; None if there is none, or it would first have
            to be made.
        place: says where a file of the past would be today.
    """

    revision: Revision
    package: str
    source: Source | None = None
    accepted: Path | None = None
    project: Path | None = None
    place: Place = _same

    def placed(self, diagnostic: Diagnostic) -> Diagnostic:
        """Say of a diagnostic where its file would be today."""
        location = diagnostic.location
        return replace(diagnostic, location=self.place(location)) if location else diagnostic


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an operand says, taken apart.

    Attributes:
        commit: a git revision, or "" for the files as they are.
        place: a file, a package or the folder of a project; "" for the package that is meant anyway.
        date: the API version, or "" for the pin.
    """

    commit: str
    place: str
    date: str


def take_apart(text: str) -> Wanted:
    """Read an operand: `[COMMIT:][FILE|PACKAGE|FOLDER][@DATE]`; whatever is a file by its whole name is that file."""
    if Path(text).exists():
        return Wanted("", text, "")
    rest, at, date = text.rpartition("@")
    if at and _is_version(date) and not (rest and Path(text).suffix in _DOCUMENTS):
        text = rest
    else:
        date = ""
    commit, colon, place = text.partition(":")
    return Wanted(commit, place, date) if colon and commit else Wanted("", text, date)


class Reader:
    """Reads operands of one command.

    Attributes:
        workplace: a folder for what is not in the working tree.

    Args:
        root: the repository's folder that holds `spec`; found from the working directory if None.
        package: the name of the package that is meant where an operand names none.
        dated: how media types of files carry dates; found in the document if None.
        workplace: an empty folder for what is not in the working tree.
    """

    def __init__(self, root: Path | None, package: str | None, dated: str | None, workplace: Path) -> None:
        self._given_root = root
        self._name = package
        self._dated = dated
        self.workplace = workplace

    def read(self, text: str) -> Operand:
        """Read an operand.

        Raises:
            SpecError: there is no such thing, or it can't be read, sliced or normalised.
        """
        wanted = take_apart(text)
        if wanted.commit:
            return self._of_commit(wanted)
        path = Path(wanted.place)
        if self._is_project(wanted):
            return self._project(path, wanted, wanted.place)
        if wanted.place and (path.is_file() or (path.suffix in _DOCUMENTS and not path.is_dir())):
            return self._file(path, wanted.place, wanted.date)
        root = self._root()
        package = find_package(root, wanted.place) if wanted.place else self._meant(root)
        return self._package(package, package.name, wanted.date)

    def package(self, text: str) -> str:
        """The name of the package that an operand is of, which may be gone; "" if it is of none.

        Raises:
            SpecError: it is of some package, but it can't be told which.
        """
        wanted = take_apart(text)
        path = Path(wanted.place)
        is_document = path.suffix in _DOCUMENTS and not path.is_dir()
        if is_document or self._is_project(wanted) or (not wanted.commit and path.is_file()):
            return ""
        return self._package_name(self._root(), wanted)

    def gone(self, older: Operand) -> Operand:
        """A package of the past where there is no such package any more."""
        return _absent(older.package, older.package, older.revision.config, older.revision.document)

    def is_here(self, name: str) -> bool:
        """Whether there is a package in the working tree."""
        return Package(self._root(), name).spec.is_dir()

    def size(self, text: str) -> int:
        """About how many bytes the document of an operand has; 0 where there is none today."""
        place = take_apart(text).place
        path = Path(place)
        if path.is_dir():
            path /= _PUBLISHED
        elif path.suffix not in _DOCUMENTS:
            try:
                root = self._root()
                path = (find_package(root, place) if place else self._meant(root)).fragment
            except SpecError:
                return 0  # Said where it is read.
        return path.stat().st_size if path.is_file() else 0

    def _of_commit(self, wanted: Wanted) -> Operand:
        if Path(wanted.place).suffix in _DOCUMENTS:
            return self._file_of_commit(wanted)
        root = self._root()
        commit = _resolve(root, wanted.commit)
        name = self._package_name(root, wanted)
        label = f"{name} at {_short(wanted.commit, commit)}"
        files = files_at(root, commit, f"{SPEC}/{name}", f"{GENERATED}/{name}")
        if self._is_project(wanted) and f"{GENERATED}/{name}/{_PUBLISHED}" not in files:
            raise _no_file(wanted.commit, root, f"{GENERATED}/{name}/{_PUBLISHED}")
        if f"{SPEC}/{name}/{Package(root, name).config.name}" not in files and not self._is_project(wanted):
            package = find_package(root, name)
            return _absent(package.name, label, read_config(package.config))
        folder = self._folder()
        _write(files, folder)
        package = Package(folder, name)
        with _placed(folder, root, wanted.commit) as place:
            if self._is_project(wanted):
                return self._project(package.output, wanted, f"{GENERATED}/{label}", place)
            return self._package(package, label, wanted.date, place)

    def _file_of_commit(self, wanted: Wanted) -> Operand:
        top = Path(git(Path(), "rev-parse", "--show-toplevel").rstrip("\n"))
        commit = _resolve(top, wanted.commit)
        prefix = git(Path(), "rev-parse", "--show-prefix").rstrip("\n") if wanted.place.startswith("./") else ""
        name = posixpath.normpath(prefix + wanted.place)
        # A document may refer to any other one in and below its folder, and to none outside.
        near = (path for path in (name.rpartition("/")[0],) if path)
        is_inside = not name.startswith(("/", "../"))
        files = files_at(top, commit, *near) if is_inside else {}
        documents = {path: content for path, content in files.items() if path.endswith(_DOCUMENTS)}
        if name not in documents:
            raise _no_file(wanted.commit, top, name)
        folder = self._folder()
        _write(documents, folder)
        with _placed(folder, top, wanted.commit) as place:
            return self._file(folder / name, f"{name} at {_short(wanted.commit, commit)}", wanted.date, place)

    def _package(self, package: Package, label: str, date: str, place: Place = _same) -> Operand:
        source = load(package, date or None)
        _check_date(source, date)
        accepted = package.accepted
        # What was committed was made for the pin, and for no other date.
        is_pinned = not date or read_config(package.config).api_version == date
        return Operand(
            _revision(_at(label, date), source, place),
            package.name,
            source,
            accepted if accepted.is_file() else None,
            package.output if is_pinned and package.output.is_dir() else None,
            place,
        )

    def _file(self, path: Path, label: str, date: str, place: Place = _same) -> Operand:
        document = read_bundled(path)
        try:
            settings = find_defaults(document.data, None, None if self._dated else date or None, path.stem).settings
        except SpecError as error:
            raise SpecError(document.place(error.diagnostics)) from None
        if self._dated:
            settings |= {"media_types": {"dated": self._dated}, "api_version": date or settings.get("api_version")}
            settings["version"] = {} if is_date(settings["api_version"] or "") else VERSION
        source = Source(document, document.data, PackageConfig.default(**settings), complete=False)
        return Operand(_revision(_at(label, date), source, place), "", source, place=place)

    def _project(self, folder: Path, wanted: Wanted, label: str, place: Place = _same) -> Operand:
        if wanted.date:
            message = "a project was made for one date, so there is no other one in it"
            hint = "Compare packages, or documents that hold all dates."
            raise SpecError(Diagnostic("no-other-date", message, hint=hint, location=Location(folder)))
        document = read_bundled(folder / _PUBLISHED)
        config = PackageConfig.default(folder.resolve().name, version=VERSION)
        given = None
        package = Package(folder.resolve().parent.parent, folder.resolve().name)
        if package.config.is_file() and package.fragment.is_file():
            # It is for one date, in the media types of the wire, and called as its package asks for.
            config = config.model_copy(update={"naming": read_config(package.config).naming})
            given = component_schemas(read_bundled(package.fragment).data)
        source = Source(document, document.data, config, complete=False)
        with source.placing():
            revision = make_revision(label, document.data, config, _Locate(document, place), given=given)
        return Operand(revision, "", source, project=folder, place=place)

    def _is_project(self, wanted: Wanted) -> bool:
        """Whether the folder of a generated project is meant."""
        if wanted.commit:
            return wanted.place.startswith(f"{GENERATED}/")
        return Path(wanted.place, _PUBLISHED).is_file() if wanted.place else False

    def _package_name(self, root: Path, wanted: Wanted) -> str:
        if not wanted.place:
            return self._meant(root).name
        if not wanted.commit:
            return find_package(root, wanted.place).name
        name = wanted.place.rstrip("/")
        return name.removeprefix(f"{SPEC}/").removeprefix(f"{GENERATED}/")

    def _root(self) -> Path:
        return self._given_root or find_root()

    def _meant(self, root: Path) -> Package:
        if self._name is not None:
            return find_package(root, self._name)
        packages = all_packages(root)
        if len(packages) > 1:
            message = "there are several packages, so say which one is meant"
            hint = f"--package {packages[0].name}, or one of {', '.join(one.name for one in packages[1:])}."
            raise SpecError(Diagnostic("which-package", message, hint=hint, location=Location(root / SPEC)))
        return packages[0]

    def _folder(self) -> Path:
        return Path(mkdtemp(dir=self.workplace))


@contextmanager
def reading(root: Path | None, package: str | None, dated: str | None) -> Iterator[Reader]:
    """Give a reader whose folders are gone afterwards."""
    with TemporaryDirectory(prefix="specloom-") as folder:
        yield Reader(root, package, dated, Path(folder).resolve())


def _absent(name: str, label: str, config: PackageConfig, other: Mapping[str, Any] = MappingProxyType({})) -> Operand:
    """A package where it isn't there yet, or no more: one without operations, at the servers of the other side."""
    document: dict[str, Any] = {"openapi": "3.1.0", "info": {"title": name, "version": "0"}, "paths": {}}
    document |= {key: value for key, value in other.items() if key == "servers"}
    return Operand(make_revision(f"{label}, where it does not exist", document, config), name)


def _no_file(commit: str, top: Path, name: str) -> SpecError:
    hint = "Paths begin at the top of the repository, or with ./ at this folder."
    return SpecError(
        Diagnostic("no-file-then", f"{commit} has no file {name}", hint=hint, location=Location(top / name))
    )


def _is_version(text: str) -> bool:
    try:
        return bool(check_api_version(text))
    except ValueError:
        return False


def _at(label: str, date: str) -> str:
    return f"{date} of {label}" if date else label


def _revision(label: str, source: Source, place: Place) -> Revision:
    with source.placing():
        return make_revision(label, source.document, source.config, _Locate(source.fragment, place), source.lock)


@dataclass(frozen=True, slots=True)
class _Locate:
    """Says where a part of a document stands, or would stand today."""

    document: Document
    place: Place

    def __call__(self, pointer: Pointer) -> Location:
        return self.place(self.document.locate(pointer))


def _check_date(source: Source, date: str) -> None:
    if date and source.config.media_types is None:
        message = f"the package says of no media type how it carries a date, so there is none of {date}"
        hint = "package.yaml says it in media_types.dated."
        raise SpecError(Diagnostic("no-versions", message, hint=hint, location=Location(source.fragment.path)))


def _resolve(root: Path, commit: str) -> str:
    git(root, "rev-parse", "--git-dir")  # Says so where there is no repository at all.
    try:
        return git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}").strip()
    except SpecError as error:
        if error.diagnostics[0].code != "git-failed":
            raise
        message = f"git knows no revision {commit!r} here"
        hint = "Fetch it first, or give an existing file, a package, or @ and a date."
        raise SpecError(Diagnostic("unknown-revision", message, hint=hint, location=Location(root))) from None


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@dataclass(frozen=True, slots=True)
class _Today:
    """Says where a file of the past, which is in some folder for now, would be today."""

    folder: Path
    root: Path

    def __call__(self, location: Location) -> Location:
        if not location.file.is_relative_to(self.folder):
            return location
        return Location(self.root / location.file.relative_to(self.folder), location.line, location.column)


@contextmanager
def _placed(folder: Path, root: Path, commit: str) -> Iterator[Place]:
    """Say where files of the past would be today; in errors, also of which past they are."""
    today = _Today(folder, root)
    try:
        yield today
    except SpecError as error:
        raise SpecError(
            replace(
                one,
                location=one.location
                and Location(Path(f"{commit}:{today(one.location).file}"), one.location.line, one.location.column),
            )
            for one in error.diagnostics
        ) from None


def _short(commit: str, identity: str) -> str:
    return f"{commit} ({identity[:9]})" if not re.fullmatch("[0-9a-f]{7,40}", commit) else identity[:9]
