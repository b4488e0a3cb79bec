"""What a package was made from and what was made, as hashes: enough to know whether there is anything to do.

Two files say so. The manifest stands in the output, is published with it, and lists what was written, so that files of
a person can be told from ours. The state stands beside, outside of version control, and holds what the output was made
from: it changes with every line of the toolkit, even where not one byte of the output does.
"""

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeGuard

from specloom.workspace import Package, templates_folder

MANIFEST = ".specloom.json"
"""The manifest's name in the output."""

TESTS = "tests"
"""The folder of the output in which files of a person may stand."""

_ABOUT = "Written by specloom: every file that it wrote here, with its SHA-256. Any other file is yours."
_CACHES = frozenset({"__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", ".DS_Store"})
"""What other tools leave in any folder; they make it anew when they need it."""

_OF_TOOLKIT = ("templates/", "toolkit/", "version of ")

_BUILDS = re.compile(r"build|dist|.+\.egg-info")
"""What they leave in the folder of a project; it belongs to the output that it was made from."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A folder of output, as it stands.

    Attributes:
        files: hash by path; a symbolic link has none.
        manifest: hash by path, of what was once written; None without a manifest.
    """

    files: Mapping[str, str]
    manifest: Mapping[str, str] | None

    @property
    def is_intact(self) -> bool:
        """Whether everything that was written is still there, and nothing else but a person's own tests."""
        if self.manifest is None:
            return False
        return not self.edited and not self.missing and not self.unknown

    @property
    def edited(self) -> list[str]:
        """Written files that were changed since."""
        return [path for path, digest in self._written.items() if self.files.get(path, digest) != digest]

    @property
    def missing(self) -> list[str]:
        """Written files that were removed since."""
        return [path for path in self._written if path not in self.files]

    @property
    def unknown(self) -> list[str]:
        """Files that nobody wrote, and that have no place here."""
        return [path for path in self.files if path not in self._written and not _is_in_tests(path)]

    @property
    def own(self) -> list[str]:
        """Files of a person, which stay."""
        return [path for path in self.files if path not in self._written and _is_in_tests(path)]

    @property
    def _written(self) -> Mapping[str, str]:
        return self.manifest or {}


def digest(content: bytes) -> str:
    """Hash a content."""
    return hashlib.sha256(content).hexdigest()


class Output(NamedTuple):
    """A folder of output, with the content of its files by path; links have none."""

    folder: Path
    listing: Listing
    contents: Mapping[str, bytes]


def list_output(folder: Path) -> Listing:
    """List what stands in a folder of output; one that doesn't exist is empty."""
    return read_output(folder).listing


def read_output(folder: Path) -> Output:
    """Read what stands in a folder of output."""
    contents: dict[str, bytes] = {}
    files: dict[str, str] = {}
    for name, path, is_file in _entries(folder):
        if not _BUILDS.fullmatch(name.partition("/")[0]):
            content = _content(path) if is_file else None
            files[name] = "" if content is None else digest(content)
            if content is not None:
                contents[name] = content
    manifest = _read_json(folder / MANIFEST).get("files") if MANIFEST in files else None
    files.pop(MANIFEST, None)
    return Output(folder, Listing(files, manifest if _is_hashes(manifest) else None), contents)


def render_manifest(files: Mapping[str, bytes], names: Mapping[str, Any] | None = None) -> bytes:
    """Write the manifest of an output.

    Args:
        files: content by path.
        names: the names that are to be kept, where no other file lists them.
    """
    hashes = {path: digest(files[path]) for path in sorted(files)}
    return _render_json({"about": _ABOUT, "files": hashes} | ({"names": names} if names is not None else {}))


def hash_folder(package: Package) -> dict[str, str]:
    """Hash the whole folder of a package, since its document may refer to any file there.

    Returns:
        The hashes by a name that is the same on every machine.
    """
    return {f"spec/{name}": file_digest(path) for name, path in _walk(package.spec)}


def hash_toolkit() -> dict[str, str]:
    """Hash what every output depends on: the templates, the toolkit, and the versions of all that it is built on.

    Returns:
        The hashes by a name that is the same on every machine.
    """
    templates = templates_folder()
    toolkit = Path(__file__).parent
    inputs = {f"templates/{name}": file_digest(path) for name, path in _walk(templates)}
    inputs |= {
        f"toolkit/{name}": file_digest(path)
        for name, path in _walk(toolkit)
        if name.endswith(".py") and not path.is_relative_to(templates)
    }
    return inputs | {f"version of {name}": version for name, version in _versions().items()}


def basis_of(inputs: Mapping[str, str]) -> str:
    """Hash what every output depends on, of inputs that hold it: the toolkit, its templates, what they are built on."""
    found = {name: value for name, value in inputs.items() if name.startswith(_OF_TOOLKIT)}
    return digest(json.dumps([sys.version, found], sort_keys=True).encode())


def changed_inputs(package: Package, inputs: Mapping[str, str]) -> list[str] | None:
    """Name the inputs that differ from those of the last run; None if there was none."""
    before = known_inputs(package)
    if before is None:
        return None
    return sorted(name for name in {*before, *inputs} if before.get(name) != inputs.get(name))


def known_inputs(package: Package) -> Mapping[str, str] | None:
    """Read what the last run used; None if there was none."""
    inputs = _read_json(package.state).get("inputs")
    return inputs if _is_hashes(inputs) else None


def is_current(package: Package, inputs: Mapping[str, str], output: Listing) -> bool:
    """Tell whether the output is what the inputs give, without making it."""
    if not output.is_intact or changed_inputs(package, inputs) != []:
        return False
    return _read_json(package.state).get("output") == file_digest(package.output / MANIFEST)


def remember(package: Package, inputs: Mapping[str, str]) -> None:
    """Write down what the output was made from; the folder for it exists since the lock was taken."""
    from specloom.source import write_atomically

    state = {"inputs": dict(inputs), "output": file_digest(package.output / MANIFEST)}
    write_atomically(package.state, _render_json(state))


def _is_in_tests(path: str) -> bool:
    return path.startswith(f"{TESTS}/")


def _is_hashes(value: Any) -> TypeGuard[dict[str, str]]:
    return isinstance(value, dict) and all(isinstance(entry, str) for entry in value.values())


def _walk(folder: Path) -> Iterator[tuple[str, Path]]:
    """List the files of a folder, as POSIX paths in it; links are not followed, and caches of tools left out."""
    return ((name, Path(path)) for name, path, _ in _entries(folder))


def _entries(folder: Path) -> Iterator[tuple[str, str, bool]]:
    """The same with the path on this machine, and whether it is a file rather than a link or something else."""
    pending = [("", os.fspath(folder))]
    while pending:
        prefix, place = pending.pop()
        try:
            entries = sorted(os.scandir(place), key=lambda entry: entry.name)
        except (FileNotFoundError, NotADirectoryError):
            continue
        for entry in entries:
            if entry.name in _CACHES:
                continue
            if entry.is_dir(follow_symlinks=False):
                pending.append((f"{prefix}{entry.name}/", entry.path))
            else:
                yield prefix + entry.name, entry.path, entry.is_file(follow_symlinks=False)


def _content(path: str) -> bytes | None:
    """The content of a file; None if it has gone meanwhile."""
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - a thousand times over, it is the faster way
            return file.read()
    except FileNotFoundError:
        return None


def file_digest(path: Path) -> str:
    """Hash a file; "" for one that isn't there."""
    try:
        return digest(path.read_bytes()) if path.is_file() else ""
    except FileNotFoundError:
        return ""


def file_size(path: Path) -> int:
    """How many bytes a file has; 0 for one that isn't there."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _versions() -> dict[str, str]:
    """List the versions of all that the toolkit declares to depend on."""
    from importlib.metadata import PackageNotFoundError, requires, version

    names = {match[0] for line in requires("specloom") or () if (match := re.match(r"[A-Za-z0-9._-]+", line))}
    found = {"specloom": version("specloom")}
    for name in sorted(names):
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # one of an extra that is not installed
            continue
    return found


def _read_json(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def _render_json(data: Mapping[str, Any]) -> bytes:
    return (json.dumps(data, indent=2, ensure_ascii=True) + "\n").encode()
