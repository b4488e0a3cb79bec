"""Verifies a generated project before it replaces the last good one.

Generation encodes every text of a document for the place where it stands. This stage doesn't trust that it did: it
reads the files as they will be read, and refuses whatever the templates would not have written.
"""

from collections.abc import Mapping
from pathlib import Path

from specloom.diagnostics import SpecError
from specloom.verify.code import check_code
from specloom.verify.data import check_data
from specloom.verify.imports import check_imports
from specloom.verify.paths import check_paths

__all__ = ["check_paths", "verify"]


def verify(folder: Path, files: Mapping[str, str], import_name: str, runtime: Mapping[str, str]) -> None:
    """Verify a project.

    Args:
        folder: where its files stand.
        files: text by path in the folder.
        import_name: of its package.
        runtime: text of the modules that it carries as they are: those of its runtime by name, others by path.

    Raises:
        SpecError: with everything that is wrong.
    """
    found = check_paths(files) or [*check_code(files, import_name, runtime), *check_data(files)]
    # Only what has been found to be harmless is run.
    found = found or check_imports(folder, files, import_name)
    if found:
        raise SpecError(found)
