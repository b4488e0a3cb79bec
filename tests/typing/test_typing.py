"""What type checkers make of the package: nothing to find in it, nor in correct use of it; every mistake is found."""

import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from ..support.installed import PROJECT

HERE = Path(__file__).parent
PACKAGE, USAGE, MISTAKES = PROJECT / "atlas_streams", HERE / "usage.py", HERE / "mistakes.py"
CHECKED = [str(path) for path in (PACKAGE, USAGE, MISTAKES)]

Found = dict[Path, set[int]]
"""The lines on which there is an error, by file."""


def run(*command: str, folder: Path) -> str:
    """What a tool of this environment says; it finds the package whether that is installed or not."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "MYPYPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout


def marked(*kinds: str) -> Found:
    """The mistakes, by their marks: `# error: ...`, or `# error of pyright: ...`."""
    mark = re.compile(rf"  # ({'|'.join(kinds)}): ")
    lines = MISTAKES.read_text("utf-8").splitlines()
    return {MISTAKES: {number for number, line in enumerate(lines, 1) if mark.search(line)}}


def test_mypy(tmp_path: Path) -> None:
    told = run("mypy", "--strict", "--config-file=", "--no-pretty", *CHECKED, folder=tmp_path)
    found: Found = defaultdict(set)
    for path, line in re.findall(r"(?m)^(.+?):(\d+): error:", told):
        found[tmp_path / path].add(int(line))
    assert {path.resolve(): lines for path, lines in found.items()} == marked("error"), told


def test_basedpyright(tmp_path: Path) -> None:
    # As strict as pyright can be; what basedpyright adds to that is a matter of taste.
    settings = {"typeCheckingMode": "strict", "pythonVersion": "3.11", "include": [*CHECKED, str(PROJECT / "tests")]}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))
    told = run("basedpyright", "--pythonpath", sys.executable, "--outputjson", folder=tmp_path)
    found: Found = defaultdict(set)
    for each in json.loads(told)["generalDiagnostics"]:
        found[Path(each["file"])].add(each["range"]["start"]["line"] + 1)
    assert found == marked("error", "error of pyright"), told


def test_every_public_name_has_a_known_type(tmp_path: Path) -> None:
    options = ("--pythonpath", sys.executable, "--ignoreexternal", "--outputjson")
    told = run("basedpyright", "--verifytypes", "atlas_streams", *options, folder=tmp_path)
    completeness = json.loads(told)["typeCompleteness"]
    assert completeness["completenessScore"] == 1, told
    assert completeness["exportedSymbolCounts"]["withKnownType"] > 500


def test_there_is_something_to_find() -> None:
    assert len(marked("error")[MISTAKES]) > 40
