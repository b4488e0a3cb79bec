"""Imports every module of a generated package once, in a process of its own."""

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
folder, *modules = json.load(sys.stdin)
sys.path.insert(0, folder)
warnings.simplefilter("error", UserWarning)
warnings.simplefilter("error", SyntaxWarning)
for name in modules:
    try:
        importlib.import_module(name)
    except BaseException as error:
        file = getattr(error, "filename", None) if isinstance(error, SyntaxError) else None
        place = [file[len(folder) + 1:], error.msg, error.lineno] if file and file.startswith(folder) else []
        print(json.dumps([name, f"{type(error).__name__}: {error}", *place]))
        break
"""


def check_imports(folder: Path, paths: Iterable[str], package: str) -> list[Diagnostic]:
    """Import the modules of a package; the first that can't be imported is reported.

    The process sees neither the user's settings nor the secrets of the environment, and leaves no bytecode.
    """
    modules = sorted(_module(path) for path in paths if path.endswith(".py") and path.startswith(f"{package}/"))
    if not modules:
        return []
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-B", "-X", "utf8", "-c", _SCRIPT],
            input=json.dumps([str(folder.resolve()), *modules]),
            env=kept,
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=_TIMEOUT,
        )
    except subprocess.TimeoutExpired:
        return [finding("output-import", f"importing the package took more than {_TIMEOUT} s", package)]
    if done.returncode != 0:
        message = f"importing the package ended the interpreter with {done.returncode}: {done.stderr.strip()[-500:]}"
        return [finding("output-import", message, package)]
    if done.stdout:
        name, error, *place = json.loads(done.stdout.splitlines()[-1])
        if place:
            path, message, line = place
            return [finding("output-syntax", f"this is not Python: {message}", path, line or 0, 1 if line else 0)]
        return [finding("output-import", f"the module {name} can't be imported: {error}", name.replace(".", "/"))]
    return []


def _module(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
