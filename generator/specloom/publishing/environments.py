"""Fresh environments, in which distributions are tried as their users have them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from specloom.diagnostics import Diagnostic, Location, SpecError

_TAIL = 40
_PURELIB = "import sysconfig; print(sysconfig.get_path('purelib'))"


class Environment:
    """A virtual environment without anything of the one that runs this.

    Programs run in it apart from the repository: isolated from variables and folders that Python would look into.
    """

    def __init__(self, folder: Path, *, borrow: Path | None = None) -> None:
        """Make one.

        Args:
            folder: where; it must not exist.
            borrow: a folder of installed distributions that it shall see besides its own, in place of installing
                the same once more; what is installed editable there is not seen.
        """
        venv.create(folder, with_pip=False)
        self.folder = folder.resolve()
        binaries = self.folder / ("Scripts" if os.name == "nt" else "bin")
        self.python = binaries / ("python.exe" if os.name == "nt" else "python")
        if borrow is not None:
            place = self.run("-c", _PURELIB, code="run-failed").strip()
            (Path(place) / "borrowed.pth").write_text(f"{borrow}\n", encoding="utf-8")

    def install(self, *requirements: str, options: Sequence[str] = ()) -> list[dict[str, Any]]:
        """Install distributions, with the index that pip is configured for on this machine.

        Args:
            requirements: names, or files.
            options: of pip.

        Returns:
            What was installed: the entries of pip's installation report.

        Raises:
            SpecError: `install-failed`, with what pip says.
        """
        command = [sys.executable, "-m", "pip", "--python", str(self.python), "--disable-pip-version-check"]
        command += ["install", "--quiet", "--no-input", "--no-compile", "--report", "-", *options, *requirements]
        done = subprocess.run(command, capture_output=True, text=True, env=self._variables({}), check=False)
        if done.returncode:
            raise self._failed("install-failed", f"pip can't install {' '.join(requirements)}", done)
        return list(json.loads(done.stdout)["install"])

    def run(
        self, *arguments: str, cwd: Path | None = None, variables: Mapping[str, str] | None = None, code: str
    ) -> str:
        """Run Python with some arguments and give what it prints.

        Args:
            arguments: of Python.
            cwd: where; by default in the environment itself.
            variables: of the process, besides those of this one.
            code: of the diagnostic if it fails.

        Raises:
            SpecError: it fails; with the end of what it says.
        """
        return self._run([str(self.python), "-I", *arguments], cwd, variables, code)

    def run_script(self, name: str, *arguments: str, cwd: Path | None = None, code: str) -> str:
        """Do the same with a program that a distribution has installed."""
        return self._run([str(self.python.with_name(name)), *arguments], cwd, None, code)

    def _run(self, command: Sequence[str], cwd: Path | None, variables: Mapping[str, str] | None, code: str) -> str:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            cwd=cwd or self.folder,
            env=self._variables(variables or {}),
            check=False,
        )
        if done.returncode:
            shown = " ".join([Path(command[0]).name, *command[1:]])
            raise self._failed(code, f"{shown[:200]} ended with {done.returncode}", done)
        return done.stdout

    def _variables(self, more: Mapping[str, str]) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        kept.pop("VIRTUAL_ENV", None)
        return {**kept, **more}

    def _failed(self, code: str, message: str, done: subprocess.CompletedProcess[str]) -> SpecError:
        said = [*done.stdout.splitlines(), *done.stderr.splitlines()][-_TAIL:]
        return SpecError(Diagnostic(code, message, hint="\n".join(said), location=Location(self.folder)))
