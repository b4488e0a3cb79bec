"""Formats what was generated, with a formatter that looks at nothing but the files it is given."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from ruff import find_ruff_bin  # type: ignore[import-untyped]  # it has no types of its own

LINE_LENGTH = 100
_OPTIONS = (
    "--isolated",
    "--no-cache",
    "--no-respect-gitignore",
    "--quiet",
    "--target-version=py311",
    f"--line-length={LINE_LENGTH}",
)
# Templates import whatever some of their output needs; what a file doesn't use goes.
_RULES = ("--select=I,F401", "--fix")


_FILES = 300


class FormattingError(RuntimeError):
    """The formatter refused what was generated: a defect of the toolkit."""


def format_files(folder: Path, paths: Sequence[str], import_name: str) -> None:
    """Sort imports, drop unused ones, and format Python files and the Python in pages, in place.

    Args:
        folder: of the project.
        paths: of files in it; those of other kinds are passed over.
        import_name: of the package, whose modules may not all be there yet.

    Raises:
        FormattingError: a file is not Python.
    """
    own = f"--config=lint.isort.known-first-party=['{import_name}']"
    known = [path for path in paths if path.endswith((".py", ".md"))]
    # As many at a time as every system takes on a command line.
    for start in range(0, len(known), _FILES):
        some = known[start : start + _FILES]
        if code := [path for path in some if path.endswith(".py")]:
            _run(folder, "check", *_RULES, *_OPTIONS, own, *code)
        _run(folder, "format", *_OPTIONS, *some)


def _run(folder: Path, *arguments: str) -> None:
    # Its settings can also come from the environment.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RUFF_")}
    done = subprocess.run(
        [find_ruff_bin(), *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 0:
        raise FormattingError(f"ruff {arguments[0]}: {(done.stdout + done.stderr).strip()}")
