"""Judges one package in a process of its own, and prints what it found as JSON.

python -m tests.as_published PROJECT IMPORT_NAME DOCUMENT [DATE [PREFIX]]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from .judge import Judge, told
from .published import Published

_PROBLEMS = 12
"""How many kinds of problems are told in full."""
_UNJUDGED = 3
"""How many kinds of what could not be judged."""


def main(project: str, import_name: str, document: str, date: str = "", prefix: str = "") -> None:
    sys.path.insert(0, project)
    judge = Judge(Path(project), import_name, Published.read(Path(document)), date, prefix)
    judge.check()
    found = {"problems": told(judge.problems, _PROBLEMS), "unjudged": told(judge.unjudged, _UNJUDGED)}
    print(json.dumps({"counts": judge.counts, **found}))


if __name__ == "__main__":
    main(*sys.argv[1:])
