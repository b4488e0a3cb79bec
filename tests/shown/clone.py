"""A clone of this repository as it stands, in which commands run as people type them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_OF_MAKE = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")


class Clone:
    """A repository with one commit on `main`, that `origin` has as well, and the environment of this one.

    Attributes:
        root: its folder.
        remote: the bare repository that `origin` is.
        home: the home folder of whoever types the commands.
    """

    def __init__(self, folder: Path) -> None:
        self.root, self.remote, self.home = (folder / name for name in ("specloom", "remote.git", "home"))
        self.home.mkdir()
        self.root.mkdir()
        self._copy()
        # The environment is ready, and newer than what it was set up from, so that make leaves it alone.
        assert (Path(sys.prefix) / "bin" / ".ready").is_file(), "the environment was not set up by make"
        (self.root / ".venv").symlink_to(sys.prefix, target_is_directory=True)
        for name in ("requirements/dev.txt", "pyproject.toml"):
            os.utime(self.root / name, (1, 1))
        self.git("init", "-q", "-b", "main")
        (self.root / ".git" / "info" / "exclude").write_text(".venv\n", encoding="utf-8")
        self.git("config", "user.email", "maintainer@example.org")
        self.git("config", "user.name", "Maintainer")
        self.commit()
        self.git("init", "-q", "--bare", str(self.remote))
        self.git("remote", "add", "origin", str(self.remote))
        self.git("push", "-q", "origin", "main")

    def _copy(self) -> None:
        """Copy what git knows, and what is not committed yet; no trace of runs comes along."""
        command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\0")
        for name in filter(None, names):
            if (ROOT / name).is_file():
                (self.root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, self.root / name)

    def git(self, *arguments: str) -> str:
        """Run a git command, and give what it prints."""
        return subprocess.run(
            ["git", "-C", str(self.root), *arguments], check=True, capture_output=True, text=True
        ).stdout

    def commit(self) -> None:
        """Commit everything that there is."""
        self.git("add", "--all")
        self.git("commit", "-q", "-m", "a change")

    def changed(self) -> list[str]:
        """List what differs from the last commit."""
        return [line[3:] for line in self.git("status", "--porcelain").splitlines()]

    def restore(self) -> None:
        """Go back to the last commit."""
        self.git("checkout", "-q", "--", ".")
        self.git("clean", "-qfd")

    def run(self, command: str, answer: str = "", **variables: str) -> str:
        """Run a command as it is typed, after `.venv/bin` was put on the path, and give what it prints."""
        # As a make inside of a make, one would take over what the outer one was told.
        kept = {name: value for name, value in os.environ.items() if name not in _OF_MAKE}
        path = f"{self.root / '.venv' / 'bin'}{os.pathsep}{kept['PATH']}"
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=self.root,
            env=kept | {"PATH": path, "NO_COLOR": "1", "COLUMNS": "120"} | variables,
            input=answer,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout

    def at_home(self) -> dict[str, str]:
        """The variables that make `home` the home folder, but for what pip has there."""
        there = {name: os.environ.get(name) or str(Path.home() / default) for name, default in _XDG.items()}
        return {"HOME": str(self.home), **there}


_XDG = {"XDG_CACHE_HOME": ".cache", "XDG_CONFIG_HOME": ".config"}
