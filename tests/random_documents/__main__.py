"""`python -m tests.random_documents FROM TO`: many seeds, to find what no test is about yet."""

from __future__ import annotations

import argparse
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from .shrink import shrunk
from .trial import Problem, Step, Trial, files_of


def main() -> int:
    parser = argparse.ArgumentParser(description="Try the documents of some seeds, and tell what is wrong with each.")
    parser.add_argument("first", type=int, help="the first seed")
    parser.add_argument("end", type=int, nargs="?", help="the one after the last; by default only the first is tried")
    parser.add_argument("--steps", default=",".join(Step), help="what is done, by default %(default)s")
    parser.add_argument("--workers", type=int, default=1, help="how many are tried side by side")
    parser.add_argument("--keep", type=Path, help="a folder for what fails, by seed, with the document and the package")
    parser.add_argument(
        "--shrink", metavar="TEXT", help="drop what isn't needed for a problem with this text, and print the rest"
    )
    options = parser.parse_args()
    steps = frozenset(map(Step, options.steps.split(",")))
    seeds = range(options.first, options.end or options.first + 1)
    failed = 0
    with TemporaryDirectory(prefix="specloom-random-") as temporary:
        folder = options.keep or Path(temporary)

        def problems(seed: int) -> tuple[int, list[Problem]]:
            trial = Trial(folder / str(seed))
            found = trial.problems(files_of(seed), steps)
            if not found:
                trial.clear()
            return seed, found

        with ThreadPoolExecutor(options.workers) as pool:
            for seed, found in pool.map(problems, seeds):
                failed += bool(found)
                for problem in found:
                    print(seed, problem, flush=True)
                if options.shrink and any(options.shrink in problem.text for problem in found):
                    small = shrunk(files_of(seed), _Fails(Trial(folder / "shrunk"), found, options.shrink))
                    print(json.dumps(small, indent=1, ensure_ascii=False))
    print(f"{failed} of {len(seeds)} fail", file=sys.stderr)
    return int(failed > 0)


class _Fails:
    """Whether a document has a problem that another one has, too: with the same text, in the same step."""

    def __init__(self, trial: Trial, found: list[Problem], text: str) -> None:
        self._trial = trial
        self._text = text
        self._steps = frozenset(problem.step for problem in found if text in problem.text)

    def __call__(self, files: dict[str, Any]) -> bool:
        found = self._trial.problems(files, self._steps)
        return any(self._text in problem.text and problem.step in self._steps for problem in found)


if __name__ == "__main__":
    sys.exit(main())
