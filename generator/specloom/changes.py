"""What differs between two projects: for people in a few lines, and as a diff of the files."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from specloom import grammar
from specloom.manifest import MANIFEST, digest
from specloom.source.text import TextError
from specloom.source.yaml_text import read_yaml

_PROJECT, _DOCUMENT = "pyproject.toml", "openapi.yaml"
_DIFF_LINES = 40
_DIFF_FILES = 12


@dataclass(frozen=True, slots=True)
class Change:
    """How one set became another; both sorted."""

    added: list[str]
    removed: list[str]

    @classmethod
    def between(cls, before: Collection[str], after: Collection[str]) -> Change:
        """Compare two sets."""
        return cls(sorted(set(after) - set(before)), sorted(set(before) - set(after)))

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a project is about, read from its files.

    Attributes:
        version: of the distribution, or "".
        operations: their ids.
        models: names of component schemas.
        accept: the media types of successful answers.
    """

    version: str
    operations: list[str]
    models: list[str]
    accept: list[str]


def summarised(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a project that say what it is about."""
    return {path: files[path] for path in (_PROJECT, _DOCUMENT) if path in files}


def summary_key(files: Mapping[str, bytes]) -> str:
    """Hash the files of a project that say what it is about."""
    return digest(repr(summarised(files)).encode())


def summarise(files: Mapping[str, bytes]) -> Summary:
    """Read what a project is about; one that a person broke is about nothing."""
    try:
        project = tomllib.loads(files.get(_PROJECT, b"").decode())
        document = read_yaml(files.get(_DOCUMENT, b"{}").decode())
        return summarise_document(document, str(project.get("project", {}).get("version", "")))
    except (ValueError, TextError, AttributeError, TypeError):
        return Summary("", [], [], [])


def summarise_document(document: Mapping[str, Any], version: str) -> Summary:
    """Read what a document in normal form is about."""
    operations = list(_operations(document))
    accept = {
        media_type
        for operation in operations
        for status, response in operation.get("responses", {}).items()
        if status.startswith("2")
        for media_type in _resolved(document, response).get("content", {})
    }
    return Summary(
        version,
        sorted(str(operation.get("operationId", "")) for operation in operations),
        sorted(document.get("components", {}).get("schemas", {})),
        sorted(accept),
    )


@dataclass(frozen=True, slots=True)
class FileChange:
    """How the files of one project became those of another."""

    added: list[str]
    removed: list[str]
    changed: list[str]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def compare_files(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> FileChange:
    """Compare the files of two projects; the manifest follows from the others and is left out."""
    change = Change.between(before.keys() - {MANIFEST}, after.keys() - {MANIFEST})
    both = sorted((before.keys() & after.keys()) - {MANIFEST})
    return FileChange(change.added, change.removed, [path for path in both if before[path] != after[path]])


def diff(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Iterator[str]:
    """Write the differences between two projects as unified diffs, shortened to what a person reads."""
    change = compare_files(before, after)
    for path in change.removed:
        yield f"- {path}: there, but not what the inputs give"
    for path in change.added:
        yield f"+ {path}: missing"
    for path in change.changed[:_DIFF_FILES]:
        old, new = (files[path].decode(errors="replace").splitlines() for files in (before, after))
        lines = list(difflib.unified_diff(old, new, f"{path} (there)", f"{path} (from the inputs)", lineterm="", n=2))
        yield from lines[:_DIFF_LINES]
        if len(lines) > _DIFF_LINES:
            yield f"... {len(lines) - _DIFF_LINES} more lines differ in {path}"
    if left := change.changed[_DIFF_FILES:]:
        yield f"... {len(left)} more files differ: {', '.join(left[:10])}{', ...' if len(left) > 10 else ''}"


def _operations(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for item in document.get("paths", {}).values():
        yield from (operation for _, _, operation in grammar.operations(item))


def _resolved(document: Mapping[str, Any], response: dict[str, Any]) -> dict[str, Any]:
    name = str(response.get("$ref", "")).rpartition("/")[2]
    found = document.get("components", {}).get("responses", {}).get(name, response)
    return found if isinstance(found, dict) else {}
