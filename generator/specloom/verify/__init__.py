"""Verifies a generated project before it replaces the last good one.

Generation encodes every text of a document for the place where it stands. This stage doesn't trust that it did: it
reads the files as they will be read, and refuses whatever the templates would not have written.
"""

from collections.abc import Mapping

from specloom.diagnostics import Diagnostic
from specloom.verify.code import check_code
from specloom.verify.data import check_data
from specloom.verify.imports import Imports, check_imports
from specloom.verify.paths import check_paths

__all__ = ["Imports", "check_imports", "check_parts", "check_paths"]


def check_parts(files: Mapping[str, str], import_name: str, carried: Mapping[str, str]) -> list[Diagnostic]:
    """Check what can be told from each file alone.

    Args:
        files: text by path in the folder of the project.
        import_name: of its package.
        carried: text of the files that it carries as templates have them, by path.
    """
    return [*check_code(files, import_name, carried), *check_data(files)]
