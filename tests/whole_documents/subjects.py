"""Which documents there are, at which dates, and how many operations each must have."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from specloom.references import deref
from specloom.source import read_document

METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace"})
_DATED = re.compile(r"application/vnd\.[a-z]+\.(?P<version>[^+]+)\+[a-z]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Subject:
    """A document at one date.

    Attributes:
        name: of the document.
        path: of the document, decompressed.
        date: of the API version; "" for a document without dates.
        operations: how many there are at that date.
        prefix: of the paths that are taken, in whole segments; "" for all.
    """

    name: str
    path: Path
    date: str
    operations: int
    prefix: str = ""

    @property
    def label(self) -> str:
        return f"{self.name} {self.date}".strip()


def subjects(shared: Path, folder: Path) -> Iterator[Subject]:
    """List all subjects, newest date first.

    Args:
        shared: the folder of reference documents.
        folder: where documents are put, decompressed.
    """
    for packed in sorted([*shared.glob("specs/*.gz"), *shared.glob("specs/others/*.gz")]):
        yield from of_document(packed, folder)


def of_document(packed: Path, folder: Path, prefix: str = "") -> Iterator[Subject]:
    """List the subjects of one document, or of those of its paths that begin like this."""
    path = folder / packed.stem
    if not path.exists():
        path.write_bytes(gzip.decompress(packed.read_bytes()))
    found = list(_operations(read_document(path).data, prefix))
    name = path.stem
    dates = sorted({date for versions in found for date in versions if _DATE.fullmatch(date)}, reverse=True)
    if not dates:
        yield Subject(name, path, "", len(found), prefix)
    for date in dates:
        # An operation is there from its oldest date on; one without dates always is.
        known = [versions for versions in found if not versions or any(each <= date for each in _dates(versions))]
        yield Subject(name, path, date, len(known), prefix)


def _dates(versions: set[str]) -> list[str]:
    return [each for each in versions if _DATE.fullmatch(each)]


def _operations(document: dict[str, Any], prefix: str) -> Iterator[set[str]]:
    """The versions of every operation, read from its media types alone."""
    for path, item in document.get("paths", {}).items():
        if prefix and not f"{path}/".startswith(f"{prefix}/"):
            continue
        for method, operation in deref(document, item).items():
            if method not in METHODS:
                continue
            holders = [operation.get("requestBody", {}), *operation.get("responses", {}).values()]
            contents = [deref(document, holder).get("content", {}) for holder in holders]
            yield {match["version"] for content in contents for key in content if (match := _DATED.fullmatch(key))}
