"""The tests of a generated package, run as its maintainers do."""

import os
import subprocess
import sys
from pathlib import Path


def run_tests(project: Path, *arguments: str, **variables: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(
        command, cwd=project, env={**os.environ, **variables}, capture_output=True, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout + done.stderr


def check_tests(folder: Path) -> None:
    """The tests of a package pass, and are typed."""
    status, output = run_tests(folder)
    assert status == 0, output
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "tests"]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout + done.stderr == ""
