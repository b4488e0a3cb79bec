"""Writes what a run found as Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from . import machine
from .budgets import Verdict, judge, judge_generation, over
from .environments import Environment
from .generation import DOCUMENT, Found, Took
from .scaling import SIZES
from .spread import Spread, ratio
from .warm import Warm

_INTRODUCTION = """\
# What a generated package costs

Written by `make bench`. All numbers are of one run and can't be compared with those of another; the ratios can.
Each is a median, with the middle half of the measurements in brackets. Time is CPU time, measured by turns. Imports
and first calls: {rounds} processes each. Calls and codecs: {processes} processes of 7 alternating blocks each.
"""
_NAMES = {"": "specloom", " opc": "openapi-python-client", " oag": "openapi-generator", " openai": "openai"}
_CIRCUMSTANCES = "## Machine and versions\n"
_SCALING = "## Generation, as documents grow\n"
_GENERATION = "## Generation, from all of Atlas at one date\n"
_CODECS = ("json", "msgspec", "pydantic", "specloom")


@dataclass(frozen=True, slots=True)
class Run:
    """Everything that one run found."""

    rounds: int
    processes: int
    cold: dict[str, list[float]]
    warm: Warm
    generation: Found
    scaling: dict[str, list[Took]]
    environments: dict[str, Environment]
    missing: list[str]


def write(run: Run) -> str:
    """The report."""
    verdicts = judge(run.cold, run.warm.calls["specloom"])
    parts = [
        _INTRODUCTION.format(rounds=run.rounds, processes=run.processes),
        "## Budgets\n",
        table(("what", "budget", "found", ""), [verdict.row() for verdict in verdicts]),
        *(f"Missed: {verdict.what}. {verdict.why}\n" for verdict in verdicts if not verdict.kept),
        *_once(run.cold),
        *_calls(run.warm),
        *_codecs(run.warm),
        *_memory(run.warm.memory),
        *generation(run.generation),
        *scaling(run.scaling),
        *_circumstances(run),
    ]
    return "\n".join(part for part in parts if part).rstrip() + "\n"


def with_part(report: str, part: Sequence[str]) -> str:
    """A report with one part measured anew; one that it doesn't have yet comes before what it was measured on."""
    title = part[0]
    before, found, rest = report.partition(title)
    _, heading, after = rest.partition("\n## ") if found else report.partition(f"\n{_CIRCUMSTANCES}")
    before = before if found else report[: len(report) - len(heading + after)] + "\n"
    return before + "\n".join(part) + heading + after


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown, with a line break after it."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _once(cold: Mapping[str, list[float]]) -> list[str]:
    rows = [
        _cold_row("httpx2 alone, and its first call", cold, "import httpx2", None, "call httpx2"),
        _cold_row("httpx2 and `from pydantic import BaseModel`", cold, "floor", None, None),
    ]
    rows += [
        _cold_row(name, cold, f"import{suffix}", f"client{suffix}", f"call{suffix}") for suffix, name in _NAMES.items()
    ]
    head = (
        "package",
        "import, ms",
        "÷ httpx2",
        "import and construct, ms",
        "÷ httpx2 + BaseModel",
        "first call, ms",
        "all ÷ httpx2 + BaseModel",
    )
    explanation = (
        "The first call is one GET, on a transport that answers at once, after the client was made; what a package "
        "has put off until then is in it, in our case pydantic and the models. A client of openapi-python-client or "
        "openai builds its TLS context when it is made, ours when it first connects (once in a process).\n"
    )
    return ["## Once: import, construct, first call\n", table(head, rows), explanation]


def _cold_row(
    name: str, cold: Mapping[str, list[float]], imported: str, client: str | None, call: str | None
) -> list[str]:
    cells = [name]
    for key, base in ((imported, "import httpx2"), (client, "floor")):
        values = cold.get(key or "")
        cells += [Spread.of(values).show(1), ratio(values, cold[base]).show(2)] if values else ["", ""]
    calls = cold.get(call or "")
    cells.append(Spread.of(calls).show(1) if calls else "")
    made = cold.get(client or "")
    if made and calls:
        return [*cells, ratio([sum(both) for both in zip(made, calls, strict=True)], cold["floor"]).show(2)]
    return [*cells, ""]


def _calls(warm: Warm) -> list[str]:
    rows = []
    for name, groups in warm.calls.items():
        for group, actions in groups.items():
            if "raw" not in actions:
                continue
            rows.append([name, group, _middle(actions["raw"]), _middle(actions["sdk"]), over(actions).show()])
            if "pydantic" in actions:
                alone = ["by hand", group, _middle(actions["raw"]), _middle(actions["pydantic"])]
                rows.append([*alone, over(actions, "pydantic").show()])
            if "pydantic, keeping" in actions:
                keeping = _middle(actions["pydantic, keeping"])
                found = over(actions, "pydantic, keeping").show()
                rows.append(["by hand, keeping unknown fields", group, _middle(actions["raw"]), keeping, found])
    ours = warm.calls["specloom"]["async get"]
    raw, sdk = ([value / 50 for value in ours[f"{way} x 50"]] for way in ("raw", "sdk"))
    rows.append(["specloom", "async get", _middle(raw), _middle(sdk), over({"raw": raw, "sdk": sdk}).show()])
    constructed = [
        [name, Spread.of([value / 1000 for value in groups["construct"]["construct"]]).show(3)]
        for name, groups in warm.calls.items()
    ]
    return [
        "## Every call, over the HTTP client that it uses\n",
        table(("package", "what", "HTTP client and `json`, µs", "package, µs", "over it, µs"), rows),
        "By hand: httpx2 and hand-written pydantic models, a closed union, nothing else. openai calls its own API, "
        "with a list of about as many bytes as our flat one. openapi-generator's client uses urllib3, without a mock "
        "transport: its connections are left out.\n",
        "Construct a client, warm:\n",
        table(("package", "ms"), constructed),
    ]


def _codecs(warm: Warm) -> list[str]:
    parts = ["## Decode and encode each variant\n"]
    for direction in ("decode", "encode"):
        rows = []
        for group, actions in warm.codecs.items():
            if group.startswith(direction):
                times = [_middle(actions[way], 2) for way in _CODECS]
                ratios = [ratio(actions["specloom"], actions[way]).show(2) for way in ("pydantic", "msgspec")]
                rows.append([group, *times, *ratios])
        head = ("µs", "`json`, to and from dicts", "msgspec", "pydantic by hand", "specloom")
        parts.append(table((*head, "÷ pydantic", "÷ msgspec"), rows))
    parts.append(
        "Ours does more than the models by hand: it keeps unknown fields and unknown variants when it decodes, and "
        "when it encodes, it shows secrets only there, and refuses what a model was not made with.\n"
    )
    return parts


def _memory(memory: Mapping[str, list[float]]) -> list[str]:
    base = memory["json"]
    rows = [[way, Spread.of(sizes).show(), ratio(sizes, base).show(2)] for way, sizes in memory.items()]
    head = ("decoded with", "bytes each", "÷ `json`")
    return ["## Memory of 10,000 decoded connections of all variants\n", table(head, rows)]


def generation(found: Found) -> list[str]:
    """The part about generation, with the budgets for it, and how busy the machine was."""
    title = _GENERATION
    if not found.tools:
        return [title, f"Not measured: there is no {DOCUMENT.name} beside the repository.\n"]
    rows = []
    for name, took in found.tools.items():
        seconds = [Spread.of(took.wall).show(2), Spread.of(took.cpu).show(2)] if took.wall else ["", ""]
        memory = f"{took.memory:,.0f}" if took.memory else ""
        rows.append([name, *seconds, memory, "failed: " + took.failure.splitlines()[-1][:200] if took.failure else ""])
    load = machine.describe().get("Load (1, 5, 15 minutes)", "unknown")
    return [
        title,
        table(("what", "budget", "found", ""), [verdict.row() for verdict in judge_generation(found)]),
        table(("tool", "seconds", "of CPU", "MiB", ""), rows),
        f"Load of the machine at the end (1, 5, 15 minutes): {load}. Seconds mean something only where it is below the "
        "number of processors.\n",
        "specloom goes the whole way: normal form, both engines, tests, pages, formatting, verification. The engines "
        "run alone, on the document as it is, and format nothing; the first skips operations, the second gets the "
        "unions wrong. Memory is that of all processes together, in a run of its own.\n",
    ]


def scaling(found: Mapping[str, Sequence[Took]]) -> list[str]:
    """The part about documents that grow."""
    factor = SIZES[-1] / SIZES[0]
    rows = []
    for name, took in found.items():
        failures = [each.failure.splitlines()[-1][:200] for each in took if each.failure]
        if failures:
            rows.append([name, "", "", "", f"failed: {failures[0]}"])
            continue
        verdict = Verdict(name, factor, ratio(took[-1].cpu, took[0].cpu), "", 1)
        cells = verdict.row()
        rows.append([name, *(Spread.of(each.cpu).show(1) for each in took), *cells[2:]])
    head = ("shape of the document", *(f"size {size}, s of CPU" for size in SIZES), "ratio", "")
    explanation = (
        f"Each document is generated from nothing, once at size {SIZES[0]} and once at size {SIZES[-1]}, which is "
        f"{factor:g} times as much of everything: at most {factor:g} times the time is in proportion. What always "
        "takes the same time, such as the start, makes it less. Shapes are described in `tests/benchmarks/shapes.py`.\n"
    )
    return [_SCALING, table(head, rows), explanation]


def _circumstances(run: Run) -> list[str]:
    rows = [[name, value] for name, value in machine.describe().items()]
    versions = [
        [name, ", ".join(f"{package} {version}" for package, version in environment.versions().items())]
        for name, environment in run.environments.items()
    ]
    missing = [f"Not measured: {reason}\n" for reason in run.missing]
    return [_CIRCUMSTANCES, table(("", ""), rows), table(("environment", "holds"), versions), *missing]


def _middle(values: list[float], digits: int = 0) -> str:
    return f"{Spread.of(values).middle:,.{digits}f}"
