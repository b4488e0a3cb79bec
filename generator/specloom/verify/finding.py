"""How this stage says what it found."""

from pathlib import Path

from specloom.diagnostics import Diagnostic, Location

HINT = "Nothing was changed. This is a defect of specloom: please report it, with the document if you can."


def finding(code: str, message: str, path: str, line: int = 0, column: int = 0) -> Diagnostic:
    """Make a diagnostic about a generated file, which the reader will not find on disk."""
    return Diagnostic(code, message, hint=HINT, location=Location(Path(path), line, column))
