"""One subject from beginning to end: generated, type-checked, imported and held to its document."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .subjects import Subject

ROOT = Path(__file__).resolve().parents[2]
NAME = "conformance"


@dataclass
class Row:
    """What was found out about one subject.

    Attributes:
        label: of the subject.
        expected: how many operations there must be.
        counts: what was counted, by what it is.
        type_errors: what mypy --strict found; None where it was not asked.
        warnings: what the toolkit noticed.
        seconds: of processor time, from the document to the formatted and verified package.
        mebibytes: the most memory at once of that process.
        problems: what is wrong.
        unjudged: what could not be judged as published, and why.
    """

    label: str
    expected: int
    counts: dict[str, int] = field(default_factory=dict)
    type_errors: int | None = None
    warnings: int = 0
    seconds: float = 0.0
    mebibytes: float = 0.0
    problems: list[str] = field(default_factory=list)
    unjudged: list[str] = field(default_factory=list)


def measure(subject: Subject, folder: Path, *, types: bool, tests: bool) -> Row:
    """Take a subject the whole way; whatever goes wrong on it is part of the row.

    Args:
        subject: it.
        folder: where it is put.
        types: whether mypy checks the package.
        tests: whether the package's own tests are run, on this machine alone.
    """
    row = Row(subject.label, subject.operations)
    project = folder / "project"
    shutil.rmtree(project, ignore_errors=True)
    command = ["generate", "--from", str(subject.path), "--output", str(project), "--package", NAME, "--format", "json"]
    command += ["--api-version", subject.date] if subject.date else []
    command += ["--path-prefix", subject.prefix] if subject.prefix else []
    code, output, told = _run_measured(row, [sys.executable, "-m", "specloom", *command], folder)
    if code != 0:
        row.problems.append(f"it can't be generated: {(told or output)[-600:]}")
        return row
    row.warnings = sum(one["severity"] == "warning" for one in _diagnostics(told))
    if types:
        row.type_errors = _type_errors(project, folder)
        if row.type_errors:
            row.problems.append(f"mypy --strict finds {row.type_errors} errors")
    if tests and (failed := failing_tests(project)):
        row.problems.append(f"its own tests fail: {failed}")
    _hold_to_normal_form(row, project)
    _hold_to_document(row, project, subject)
    return row


def failing_tests(project: Path) -> str:
    """What a package's own tests say at the end; "" where all of them pass."""
    command = [sys.executable, "-m", "pytest", "-q", "--tb=line", "-p", "no:cacheprovider", "--rootdir", str(project)]
    done = subprocess.run([*command, "tests"], cwd=project, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr)[-600:] if done.returncode else ""


def _hold_to_normal_form(row: Row, project: Path) -> None:
    found = _found(row, "tests.whole_documents.worker", project)
    if found is None:
        return
    row.problems += found.pop("problems")
    if found.pop("wrong") > len(row.problems):
        row.problems.append("and more of the kind")
    row.counts |= found
    if found["operations"] != row.expected:
        row.problems.append(f"{found['operations']} operations, where the document has {row.expected}")


def _hold_to_document(row: Row, project: Path, subject: Subject) -> None:
    found = _found(row, "tests.as_published", project, subject.path, subject.date, subject.prefix)
    if found is not None:
        row.counts |= found["counts"]
        row.problems += found["problems"]
        row.unjudged += found["unjudged"]


def _found(row: Row, module: str, project: Path, *more: str | Path) -> dict[str, Any] | None:
    """What a module finds out in a process of its own; None, and a problem, where it fails."""
    command = [sys.executable, "-m", module, str(project), NAME, *map(str, more)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        row.problems.append(f"{module} fails: {done.stderr[-600:]}")
        return None
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _run_measured(row: Row, command: list[str], folder: Path) -> tuple[int, str, str]:
    """Run the toolkit; its time is that of its processes, so that what else the machine does is of no account."""
    with (folder / "stdout").open("w+") as output, (folder / "stderr").open("w+") as told:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=told)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        row.seconds = usage.ru_utime + usage.ru_stime
        row.mebibytes = usage.ru_maxrss / 1024
        output.seek(0)
        told.seek(0)
        return process.returncode, output.read(), told.read()


def _diagnostics(told: str) -> list[dict[str, Any]]:
    start = told.find("[")
    return json.loads(told[start:]) if start >= 0 else []


def _type_errors(project: Path, folder: Path) -> int:
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--no-error-summary", NAME]
    cache = {"MYPY_CACHE_DIR": str(folder / "mypy")}
    done = subprocess.run(
        command, cwd=project, capture_output=True, text=True, check=False, env={**os.environ, **cache}
    )
    return done.stdout.count(": error:") or int(done.returncode != 0)
