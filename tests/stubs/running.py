"""The tests of a generated package, run as its maintainers do."""

from pathlib import Path

from tests.support.command import run_module


def run_tests(project: Path, *arguments: str, **variables: str) -> tuple[int, str]:
    done = run_module("pytest", "-q", "-p", "no:cacheprovider", *arguments, cwd=project, environment=variables)
    return done.returncode, done.stdout + done.stderr


def check_tests(folder: Path) -> None:
    """The tests of a package pass, and are typed."""
    status, output = run_tests(folder)
    assert status == 0, output
    done = run_module("mypy", "--strict", "--no-error-summary", "tests", cwd=folder, environment={})
    assert done.stdout + done.stderr == ""
