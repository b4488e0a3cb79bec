"""Imports every module of a generated package once, in a process of its own, which takes them as they come."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from specloom.diagnostics import Diagnostic
from specloom.verify.finding import finding

_TIMEOUT = 300  # seconds; the largest known package takes five
_SCRIPT = """
import gc, importlib, json, sys, warnings
gc.disable()
folder = sys.argv[1]
sys.path.insert(0, folder)
warnings.simplefilter("error", UserWarning)
warnings.simplefilter("error", SyntaxWarning)
for name in (name for line in sys.stdin for name in json.loads(line)):
    try:
        importlib.import_module(name)
    except BaseException as error:
        file = getattr(error, "filename", None) if isinstance(error, SyntaxError) else None
        place = [file[len(folder) + 1:], error.msg, error.lineno] if file and file.startswith(folder) else []
        print(json.dumps([name, f"{type(error).__name__}: {error}", *place]))
        break
"""


class Imports:
    """The modules of a package being imported: a part of them while others aren't there yet, and then the rest."""

    def __init__(self, folder: Path, package: str) -> None:
        """Start the process, which sees neither the user's settings nor the secrets of the environment.

        Args:
            folder: of the project.
            package: in it.
        """
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
        self._package = package
        self._process = subprocess.Popen(
            # It leaves no bytecode.
            [sys.executable, "-I", "-B", "-X", "utf8", "-c", _SCRIPT, os.fspath(folder.resolve())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=kept,
            cwd=folder,
            encoding="utf-8",
        )

    def begin(self, paths: Iterable[str]) -> None:
        """Have modules imported that need none of those that aren't there yet."""
        stdin = self._process.stdin
        # One that has ended will say why.
        with contextlib.suppress(BrokenPipeError):
            if stdin is not None:
                stdin.write(self._line(paths))
                stdin.flush()

    def finish(self, paths: Iterable[str]) -> list[Diagnostic]:
        """Have the rest imported, and wait for all; the first that can't be imported is reported."""
        package = self._package
        try:
            stdout, stderr = self._process.communicate(self._line(paths), timeout=_TIMEOUT)
        except subprocess.TimeoutExpired:
            self.stop()
            return [finding("output-import", f"importing the package took more than {_TIMEOUT} s", package)]
        if (ended := self._process.returncode) != 0:
            message = f"importing the package ended the interpreter with {ended}: {stderr.strip()[-500:]}"
            return [finding("output-import", message, package)]
        if stdout:
            name, error, *place = json.loads(stdout.splitlines()[-1])
            if place:
                path, message, line = place
                return [finding("output-syntax", f"this is not Python: {message}", path, line or 0, 1 if line else 0)]
            return [finding("output-import", f"the module {name} can't be imported: {error}", name.replace(".", "/"))]
        return []

    def stop(self) -> None:
        """End the process, if it hasn't ended."""
        with contextlib.suppress(BrokenPipeError), self._process:
            self._process.kill()

    def _line(self, paths: Iterable[str]) -> str:
        own = (path for path in paths if path.endswith(".py") and path.startswith(f"{self._package}/"))
        return json.dumps(sorted(map(_module, own))) + "\n"


def check_imports(folder: Path, paths: Iterable[str], package: str) -> list[Diagnostic]:
    """Import modules of a package, all of which are there."""
    return Imports(folder, package).finish(paths)


def _module(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
