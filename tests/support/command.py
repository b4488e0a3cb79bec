"""Commands of Python, each in a process of its own as from a shell, but without importing everything each time.

A process that has imported what they need stands ready, and each command runs in a copy of it.
"""

from __future__ import annotations

import multiprocessing
import os
import runpy
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

Run = Callable[..., subprocess.CompletedProcess[str]]
"""What a fixture gives that runs the toolkit in a folder of the test."""

_IMPORTED = [
    "httpx2",
    "rich.console",
    "specloom.cli",
    "specloom.build",
    "specloom.diff",
    "specloom.engines.client",
    "specloom.engines.datamodel",
    "specloom.oneshot",
]
"""What takes long to import."""
_READ_BY_PYTHON = ("PYTHON", "LC_", "LANG")
"""How the names of variables begin that decide how Python starts."""


def run_module(
    module: str, *arguments: str | Path, cwd: Path, environment: Mapping[str, str], timeout: float | None = None
) -> subprocess.CompletedProcess[str]:
    """Do what `python -m module` does.

    Args:
        module: its name.
        *arguments: of the command.
        cwd: where it runs.
        environment: variables that it has beside those of this process.
        timeout: seconds that it may take.

    Raises:
        TimeoutExpired: it took longer, and was ended.
    """
    command = [sys.executable, "-m", module, *map(str, arguments)]
    variables = {**os.environ, **environment}
    is_set_up_alike = not any(name.startswith(_READ_BY_PYTHON) for name in environment)
    if not is_set_up_alike or "forkserver" not in multiprocessing.get_all_start_methods():
        return subprocess.run(
            command, cwd=cwd, env=variables, capture_output=True, encoding="utf-8", check=False, timeout=timeout
        )
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_IMPORTED)
    with TemporaryDirectory() as folder:
        streams = [Path(folder, name) for name in ("out", "err")]
        process = context.Process(target=_become, args=(command[2:], cwd, variables, streams))
        process.start()
        process.join(timeout)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(command, timeout or 0)
        out, err = (stream.read_text(encoding="utf-8") for stream in streams)
    return subprocess.CompletedProcess(command, process.exitcode, out, err)


def specloom(
    *arguments: str | Path, cwd: Path, environment: Mapping[str, str], code: int = 0
) -> subprocess.CompletedProcess[str]:
    """Run a command of the toolkit, and make sure that it ends with a code, and that nobody sees a traceback."""
    done = run_module("specloom", *arguments, cwd=cwd, environment={"NO_COLOR": "1", **environment})
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done


def _become(command: list[str], cwd: Path, variables: Mapping[str, str], streams: list[Path]) -> None:
    for number, path in enumerate(streams, 1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8", closefd=False) for number in (1, 2))
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(variables)
    sys.path.insert(0, os.fspath(cwd))
    # The command may have tests of its own.
    for name in [name for name in sys.modules if name.partition(".")[0] == "tests"]:
        del sys.modules[name]
    sys.argv[1:] = command[1:]
    runpy.run_module(command[0], run_name="__main__", alter_sys=True)
