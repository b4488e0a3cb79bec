"""The file of the names that are kept, and the same inside of the manifest of a package that has no folder for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from specloom.diagnostics import SpecError
from specloom.keeping import NameLock
from specloom.source import read_document
from specloom.typed import validate, validate_data
from specloom.yaml_output import dump_yaml

_HEAD = """\
# Written by specloom: what everything in the package is called that its users may import or call. A name that stands
# here stays, whatever comes to the document; what the document calls it now is of no account. To let a name follow
# the document again, remove its line; to choose one, say so under `naming` in package.yaml.
"""


def read_lock(path: Path) -> NameLock | None:
    """Read the names of a package; None where nothing has been generated yet.

    Raises:
        SpecError: the file is no such list.
    """
    return validate(NameLock, read_document(path)) if path.exists() else None


def render_lock(lock: NameLock) -> str:
    """Write the names of a package as a file; the same names give the same text."""
    data = lock.model_dump(exclude_defaults=True)
    return _HEAD + (dump_yaml(data) if data else "{}\n")


def lock_of_manifest(text: bytes) -> NameLock | None:
    """Read the names from the manifest of an output; None where there are none, or what stands there isn't ours."""
    try:
        data: Any = json.loads(text)
        return validate_data(NameLock, data["names"])
    except (ValueError, KeyError, TypeError, SpecError):
        return None
