"""A repository with one package that has a history."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from specloom.workspace import Package


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

    def run(
        self, *arguments: str, module: str = "specloom.cli", code: int = 0, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a command of the toolkit here, as from a shell."""
        done = subprocess.run(
            [sys.executable, "-c", f"from {module} import app; app()", *arguments],
            cwd=self.root,
            env=os.environ | {"NO_COLOR": "1", "COLUMNS": "200"} | environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done
