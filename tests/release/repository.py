"""A repository with one package that has a history."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

from click.testing import Result
from specloom.cli import app as specloom
from specloom.workspace import Package
from typer import Typer
from typer.testing import CliRunner

MAKEFILE = Path(__file__).resolve().parents[2] / "Makefile"


def make(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a target of this repository's Makefile elsewhere, with the environment of this repository."""
    # As a make inside of a make, this one would take over what the outer one was told.
    clean = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    command = ["make", "--no-print-directory", "-f", str(MAKEFILE), f"BIN={_BIN}", "-o", f"{_BIN}/.ready", *arguments]
    return subprocess.run(command, cwd=cwd, env=clean | environment, capture_output=True, text=True, check=False)


_BIN = Path(sys.executable).parent


class Repository:
    """A git repository below a folder, with the package `pets`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.package = Package(root, "pets")
        self.git("init", "-q", "-b", "main")
        self.git("config", "user.email", "pets@example.org")
        self.git("config", "user.name", "Pets")
        (root / ".gitignore").write_text(".specloom/\ndist/\n", encoding="utf-8")

    def git(self, *arguments: str) -> None:
        """Run a git command."""
        subprocess.run(["git", "-C", str(self.root), *arguments], check=True, capture_output=True)

    def commit(self, text: str = "a change", *tags: str) -> None:
        """Commit everything that there is."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", text)
        for tag in tags:
            self.git("tag", tag)

    def run(self, *arguments: str, app: Typer = specloom, code: int = 0, **environment: str) -> Result:
        """Run a command of the toolkit here, in this process: starting one takes longer than most commands."""
        variables = {"NO_COLOR": "1", "COLUMNS": "200"} | environment
        with chdir(self.root):
            done = CliRunner().invoke(app, arguments, env=variables)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code == code, done.output
        return done
