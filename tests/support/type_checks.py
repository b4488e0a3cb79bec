"""What a type checker says of programs that use a generated package."""

from pathlib import Path
from types import ModuleType

from tests.support.command import run_module


def mypy(package: ModuleType, program: str, folder: Path) -> list[str]:
    """Run `mypy --strict` on a program.

    Args:
        package: as it was imported; the program imports it by its name.
        program: its text.
        folder: where it is put.

    Returns:
        The lines that it printed, but the last, which only counts.
    """
    file = folder / "program.py"
    file.write_text(program, encoding="utf-8")
    project = Path(str(package.__file__)).parents[1]
    told = run_module("mypy", "--strict", "--config-file=", "--no-pretty", file, cwd=project, environment={})
    assert told.returncode in (0, 1), told.stdout + told.stderr
    return told.stdout.splitlines()[:-1]
