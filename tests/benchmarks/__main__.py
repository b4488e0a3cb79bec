"""Runs the benchmark: `python -m tests.benchmarks`."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from . import cold, generation, report, warm
from .environments import ROOT, prepare

_HERE = Path(__file__).parent


def main() -> None:
    """Measure everything and write the report."""
    # Bytecode is kept, as it is for users: whoever wants none of it would have everything compiled each time.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Measure a generated package.")
    parser.add_argument("--project", type=Path, default=ROOT / "generated" / "atlas-streams")
    parser.add_argument("--output", type=Path, default=_HERE / "RESULTS.md")
    parser.add_argument("--quick", action="store_true", help="one process of each kind, to see that it works")
    parser.add_argument("--generation", action="store_true", help="measure generation only, and replace that part")
    options = parser.parse_args()
    rounds, processes, generations = (2, 1, 1) if options.quick else (21, 5, 3)
    if options.generation:
        found = generation.measure(generations, rounds)
        text = report.with_generation(options.output.read_text(encoding="utf-8"), found)
        options.output.write_text(text, encoding="utf-8")
        print(f"wrote {options.output}")
        return
    environments, missing = prepare(options.project.resolve())
    run = report.Run(
        rounds=rounds,
        processes=processes,
        cold=cold.measure(environments, rounds),
        warm=warm.measure(environments, processes),
        generation=generation.measure(generations, rounds),
        environments=environments,
        missing=missing,
    )
    options.output.write_text(report.write(run), encoding="utf-8")
    print(f"wrote {options.output}")


if __name__ == "__main__":
    main()
