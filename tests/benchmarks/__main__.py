"""Runs the benchmark: `python -m tests.benchmarks`."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from . import cold, generation, report, scaling, warm
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
    parser.add_argument("--scaling", action="store_true", help="measure only how it grows, and replace that part")
    options = parser.parse_args()
    rounds, processes, generations, scalings = (2, 1, 1, 1) if options.quick else (21, 5, 3, 2)
    if options.generation or options.scaling:
        text = options.output.read_text(encoding="utf-8")
        if options.generation:
            text = report.with_part(text, report.generation(generation.measure(generations, rounds)))
        if options.scaling:
            text = report.with_part(text, report.scaling(scaling.measure(scalings)))
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
        scaling=scaling.measure(scalings),
        environments=environments,
        missing=missing,
    )
    options.output.write_text(report.write(run), encoding="utf-8")
    print(f"wrote {options.output}")


if __name__ == "__main__":
    main()
