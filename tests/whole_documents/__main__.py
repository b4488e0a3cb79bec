"""`python -m tests.whole_documents`: what `make conformance` runs."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from . import table
from .measure import ROOT, Row, measure
from .subjects import subjects

RESULT = Path(__file__).parent / "TABLE.md"


def main() -> int:
    parser = argparse.ArgumentParser(description="Hold whole documents to what they say, and write TABLE.md.")
    parser.add_argument("--only", default="", help="subjects whose label holds this; the other rows of TABLE.md stay")
    parser.add_argument("--no-types", action="store_true", help="don't run mypy --strict, the slowest part")
    parser.add_argument("--no-tests", action="store_true", help="don't run the packages' own tests")
    parser.add_argument("--newest", action="store_true", help="each document at its newest date only")
    options = parser.parse_args()
    shared = Path(os.environ.get("SPECLOOM_SHARED") or ROOT.parent / "shared")
    if not shared.is_dir():
        print(f"there are no reference documents at {shared}; SPECLOOM_SHARED can name another folder", file=sys.stderr)
        return 1
    rows: list[Row] = []
    seen: set[str] = set()
    with TemporaryDirectory(prefix="specloom-conformance-") as name:
        folder = Path(name)
        for subject in subjects(shared, folder):
            if options.only not in subject.label or (options.newest and subject.name in seen):
                continue
            seen.add(subject.name)
            row = measure(subject, folder, types=not options.no_types, tests=not options.no_tests)
            rows.append(row)
            print(f"{subject.label}: {'; '.join(row.problems[:3]) or 'all right'}", file=sys.stderr, flush=True)
    text = table.write(rows)
    print(text)
    before = RESULT.read_text(encoding="utf-8") if options.only and RESULT.exists() else ""
    RESULT.write_text(table.write(rows, before), encoding="utf-8")
    return int(any(row.problems for row in rows))


if __name__ == "__main__":
    sys.exit(main())
