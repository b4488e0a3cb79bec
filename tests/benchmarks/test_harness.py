"""The harness itself; no time is judged here."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from specloom.diagnostics import Severity
from specloom.normalise import normalise

from tests.benchmarks import machine, report, scaling
from tests.benchmarks.budgets import judge
from tests.benchmarks.cold import TARGETS
from tests.benchmarks.environments import ROOT, BenchmarkError, run
from tests.benchmarks.generation import OURS, Found, Took, edited, peak_memory
from tests.benchmarks.shapes import SHAPES
from tests.benchmarks.spread import Spread, excess, ratio
from tests.benchmarks.warm import CALLERS, MEMORY_WAYS, Warm
from tests.benchmarks.workers import blocks, samples

_TIMES = {"raw": [100.0, 100.0], "pydantic": [120.0, 120.0], "sdk": [150.0, 150.0]}


def a_run(sdk: float = 150.0) -> report.Run:
    times = {**_TIMES, "pydantic, keeping": [130.0, 130.0], "sdk": [sdk, sdk]}
    times |= {f"{way}, no collection": values for way, values in times.items()}
    calls = dict.fromkeys(("get", "list", "flat list"), times)
    ours = {**calls, "async get": {"raw x 50": [5000.0], "sdk x 50": [6000.0]}, "construct": {"construct": [60.0]}}
    peers = {**calls, "construct": {"construct": [20_000.0]}}
    codecs = {
        f"{way} Kafka": {name: [2.0] for name in ("json", "msgspec", "pydantic", "specloom")}
        for way in ("decode", "encode")
    }
    return report.Run(
        rounds=2,
        processes=1,
        cold={target.name: [20.0, 10.0] for target in TARGETS},
        warm=Warm(
            {name: ours if name == "specloom" else peers for name in CALLERS},
            codecs,
            {way: [500.0] for way in MEMORY_WAYS},
        ),
        generation=Found(
            {
                OURS[0]: Took([6.0], [2.0], 500.0),
                OURS[2]: Took([0.2], [0.2], 50.0),
                "another": Took(failure="first\nno such document"),
            },
            {"import httpx2": [100.0], "floor": [200.0], "import": [20.0], "client": [300.0]},
        ),
        scaling={
            "wide": [Took([], [1.0, 1.0]), Took([], [2.0, 3.0])],
            "deep": [Took([], [1.0, 1.0]), Took([], [8.0, 8.0])],
            "odd": [Took([], [1.0]), Took(failure="first\nno end")],
        },
        environments={},
        missing=["openapi-generator: no Java"],
    )


def test_a_spread_is_a_median_with_its_quartiles() -> None:
    assert Spread.of([5.0, 1.0, 2.0, 3.0, 4.0]) == Spread(3.0, 2.0, 4.0)
    assert Spread.of([1.0]) == Spread(1.0, 1.0, 1.0)
    assert Spread(1234.5, 1000.0, 2000.0).show() == "1,234 (1,000–2,000)"


def test_each_value_meets_its_own_base() -> None:
    assert ratio([10.0, 40.0], [10.0, 20.0]) == Spread(1.5, 1.25, 1.75)
    assert excess([10.0, 40.0], [10.0, 20.0]) == Spread(10.0, 5.0, 15.0)


def test_the_report_tells_what_was_found_missed_and_not_measured() -> None:
    text = report.write(a_run())
    assert "| one GET, over httpx2 and `json` | ≤ 60 µs | 50 (50–50) µs | kept |" in text
    assert "failed: no such document" in text
    assert "Not measured: openapi-generator: no Java" in text
    tables = re.findall(r"(?:^\|.*\|\n)+", text, re.MULTILINE)
    assert all(len({line.count("|") for line in found.splitlines()}) == 1 for found in tables)


def test_generation_is_held_to_its_budgets() -> None:
    text = report.write(a_run())
    assert "| specloom, cold: from the document to a verified package | ≤ 5 s | 6.0 (6.0–6.0) s | **missed**" in text
    assert "nothing changed: from the document to a verified package | ≤ 0.3 s | 0.2 (0.2–0.2) s | kept |" in text
    assert "together | ≤ 600 MiB | 500 (500–500) MiB | kept |" in text
    assert "| import the package of the whole API ÷ `import httpx2` | ≤ 0.3 | 0.20 (0.20–0.20) | kept |" in text


def test_one_part_is_measured_anew() -> None:
    before = report.write(a_run())
    after = report.with_part(before, report.generation(Found({OURS[0]: Took([4.0], [7.0], 400.0)}, {})))
    assert "| 4.0 (4.0–4.0) s | kept |" in after
    assert "failed: no such document" not in after
    assert after.partition("## Generation")[0] == before.partition("## Generation")[0]
    assert after.partition("## Generation, as")[2] == before.partition("## Generation, as")[2]


def test_a_part_that_is_new_has_its_place() -> None:
    run = a_run()
    whole = report.write(run)
    part = "\n".join(report.scaling(run.scaling))
    without = whole.replace(f"{part}\n", "")
    assert without != whole
    assert report.with_part(without, report.scaling(run.scaling)) == whole
    assert report.with_part(whole, report.scaling(run.scaling)) == whole


def test_growth_is_held_against_proportion() -> None:
    text = report.write(a_run())
    assert "| wide | 1.0 (1.0–1.0) | 2.5 (2.2–2.8) | 2.5 (2.2–2.8) | kept |" in text
    assert "| deep | 1.0 (1.0–1.0) | 8.0 (8.0–8.0) | 8.0 (8.0–8.0) | **missed**, 2.0 times the budget |" in text
    assert "| odd |  |  |  | failed: no end |" in text


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_is_a_document_that_grows(name: str) -> None:
    small, large = (SHAPES[name](size) for size in (64, 256))
    assert 3 < len(json.dumps(large)) / len(json.dumps(small)) < 5
    assert not [each for each in normalise(small).diagnostics if each.severity is not Severity.NOTE]


def test_growth_is_measured_at_each_size() -> None:
    (took,) = scaling.measure(1, ["one long enum"], [2, 4]).values()
    assert [(each.failure, len(each.cpu)) for each in took] == [(None, 1), (None, 1)]


def test_one_property_is_edited_and_nothing_else() -> None:
    text = "components:\n  schemas:\n    Pet:\n      properties:\n        name:\n          description: A name.\n"
    text += "          type: string\n"
    assert edited(text, 7) == text.replace("A name.", "Edited for round 7.")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how much memory processes share")
def test_memory_is_that_of_all_processes() -> None:
    large = "data = bytearray(200_000_000); import time; time.sleep(2)"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {large!r}])"
    assert 190 < peak_memory([sys.executable, "-c", code], {}) < 300


def test_a_missed_budget_says_by_how_much_and_why() -> None:
    missed = a_run(sdk=500.0)
    assert [verdict.kept for verdict in judge(missed.cold, missed.warm.calls["specloom"])][-3:] == [False] * 3
    text = report.write(missed)
    assert "**missed**, 2.0 times the budget" in text
    assert "models written by hand" in text


def test_actions_are_timed_by_turns(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "_BLOCK_SECONDS", 1e-6)
    order: list[str] = []
    blocks.print_times({"group": {"a": lambda: order.append("a"), "b": lambda: order.append("b")}})
    found = json.loads(capsys.readouterr().out)["group"]
    assert len(found["a"]) == len(found["b"]) == 7
    assert re.fullmatch("a+b+" * 9, "".join(order))


def test_samples_cover_all_variants() -> None:
    assert set(samples.RECEIVED) == set(samples.SENT)
    assert {connection["type"] for connection in samples.mixed(10)} == set(samples.RECEIVED)
    assert len(json.loads(samples.page(samples.flat(3)))["results"]) == 3


def test_a_command_that_fails_says_so() -> None:
    with pytest.raises(BenchmarkError, match="no luck"):
        run(sys.executable, "-c", "raise SystemExit('no luck')")
    with pytest.raises(BenchmarkError):
        run("/no/such/command")


def test_every_script_is_there() -> None:
    scripts = {path.stem for path in (Path(__file__).parent / "workers").glob("*.py")}
    assert {*CALLERS.values(), "codecs", "memory"} <= scripts


def test_the_machine_is_described() -> None:
    assert all(machine.describe().values())


def test_it_explains_itself() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", "--help"], cwd=ROOT, capture_output=True, check=True
    )
    assert b"--project" in done.stdout
