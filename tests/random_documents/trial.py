"""One document from beginning to end: generated as a user does it, judged, tested by its own tests, and typed."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from tests.support.command import run_module

from .dice import Dice
from .documents import random_document
from .files import ROOT, cut, write

_ROOT = Path(__file__).resolve().parents[2]
_SHARE_OF_FILES = 0.2
_MOST = 1500
"""How many characters are told of what a command says."""
_LONGEST = 600
"""Seconds after which a command is given up: judging may take for ever where a document goes round in circles."""


class Step(StrEnum):
    """What is done with a document, in this order."""

    GENERATE = "generate"
    JUDGE = "judge"
    TEST = "test"
    TYPES = "types"


@dataclass(frozen=True)
class Problem:
    """What is wrong.

    Attributes:
        step: in which it shows.
        text: what is told about it.
    """

    step: Step
    text: str

    def __str__(self) -> str:
        return f"{self.step}: {self.text}"


def files_of(seed: int) -> dict[str, Any]:
    """The document of a seed as files, by path; several for some of the seeds."""
    document = random_document(seed)
    dice = Dice(seed)
    return cut(document, dice) if dice.happens(_SHARE_OF_FILES) else {ROOT: document}


@dataclass(frozen=True)
class Trial:
    """What is done with one document.

    Attributes:
        folder: where it is done; all that is in it is overwritten.
        name: of the package, as it is imported.
    """

    folder: Path
    name: str = "random_package"

    @property
    def project(self) -> Path:
        """The folder of the generated project."""
        return self.folder / "project"

    def problems(self, files: dict[str, Any], steps: frozenset[Step] = frozenset(Step)) -> list[Problem]:
        """All that is wrong; nothing else is asked of a document that can't be generated.

        Args:
            files: of the document.
            steps: what is asked after it is generated.
        """
        if found := self._generated(files):
            return found
        asked = {Step.JUDGE: self._judged, Step.TEST: self._tested, Step.TYPES: self._typed}
        return [problem for step, ask in asked.items() if step in steps for problem in ask()]

    def clear(self) -> None:
        """Remove all of it."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _generated(self, files: dict[str, Any]) -> list[Problem]:
        self.clear()
        source = write(files, self.folder / "document")
        arguments = ["--from", str(source), "--output", str(self.project), "--package", self.name]
        done = self._run("specloom", "generate", *arguments, cwd=self.folder)
        return [Problem(Step.GENERATE, _end(done))] if done.returncode else []

    def _judged(self) -> list[Problem]:
        source = self.folder / "document" / ROOT
        done = self._run("tests.as_published", str(self.project), self.name, str(source), cwd=_ROOT)
        if done.returncode:
            return [Problem(Step.JUDGE, _end(done))]
        return [Problem(Step.JUDGE, text) for text in json.loads(done.stdout)["problems"]]

    def _tested(self) -> list[Problem]:
        arguments = ["-q", "-x", "--no-header", "-p", "no:cacheprovider", "--rootdir", str(self.project), "tests"]
        done = self._run("pytest", *arguments, cwd=self.project)
        return [Problem(Step.TEST, _end(done))] if done.returncode else []

    def _typed(self) -> list[Problem]:
        arguments = [
            "--strict",
            "--config-file=",
            "--no-error-summary",
            "--cache-dir",
            str(self.folder.parent / "mypy"),
        ]
        done = self._run("mypy", *arguments, self.name, "tests", cwd=self.project, MYPYPATH=str(self.project))
        return [Problem(Step.TYPES, _end(done))] if done.returncode else []

    def _run(self, module: str, *arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
        environment = {"NO_COLOR": "1", "XDG_CACHE_HOME": str(self.folder.parent / "cache"), **environment}
        try:
            return run_module(module, *arguments, cwd=cwd, environment=environment, timeout=_LONGEST)
        except subprocess.TimeoutExpired:
            return subprocess.CompletedProcess([module, *arguments], 1, "", f"given up after {_LONGEST} seconds")


def _end(done: subprocess.CompletedProcess[str]) -> str:
    return (done.stdout + done.stderr).strip()[-_MOST:]
