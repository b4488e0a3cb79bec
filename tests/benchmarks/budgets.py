"""The budgets of a generated package, and whether a run kept them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .generation import OURS, Found
from .spread import Spread, excess, ratio
from .warm import Times


@dataclass(frozen=True, slots=True)
class Verdict:
    """A budget, what was measured for it, and what there is to say where it was missed."""

    what: str
    budget: float
    found: Spread
    unit: str
    digits: int
    why: str = ""

    @property
    def kept(self) -> bool:
        """Whether the median is within the budget."""
        return self.found.middle <= self.budget

    def row(self) -> list[str]:
        """The verdict as cells of a table."""
        share = self.found.middle / self.budget
        verdict = "kept" if self.kept else f"**missed**, {share:.1f} times the budget"
        unit = f" {self.unit}" if self.unit else ""
        return [self.what, f"≤ {self.budget:g}{unit}", f"{self.found.show(self.digits)}{unit}", verdict]


def judge(cold: Mapping[str, list[float]], calls: Times) -> list[Verdict]:
    """Hold a run against all budgets."""
    construct = Spread.of([value / 1000 for value in calls["construct"]["construct"]])
    return [
        Verdict("`import atlas_streams` ÷ `import httpx2`", 0.3, ratio(cold["import"], cold["import httpx2"]), "", 2),
        Verdict(
            "import and construct a client ÷ (`import httpx2` + `from pydantic import BaseModel`)",
            1.3,
            ratio(cold["client"], cold["floor"]),
            "",
            2,
        ),
        Verdict("construct a client, warm", 1, construct, "ms", 3),
        Verdict("one GET, over httpx2 and `json`", 60, over(calls["get"]), "µs", 0),
        Verdict("a list of 100 flat objects (9 kB), likewise", 200, over(calls["flat list"]), "µs", 0),
        Verdict(
            "a list of 100 connections of all variants (26 kB), likewise",
            200,
            over(calls["list"]),
            "µs",
            0,
            _why_the_list(calls),
        ),
    ]


def judge_generation(found: Found) -> list[Verdict]:
    """Hold the generation of the package of a whole API, and its import, against their budgets."""
    verdicts = [
        Verdict(f"{name}: from the document to a verified package", budget, Spread.of(found.tools[name].wall), "s", 1)
        for name, budget in zip(OURS, (5, 1.5, 0.3), strict=True)
        if name in found.tools and found.tools[name].wall
    ]
    memory = max((found.tools[name].memory for name in OURS if name in found.tools), default=0)
    if memory:
        what = "specloom: the most memory of all its processes together"
        verdicts.append(Verdict(what, 600, Spread.of([memory]), "MiB", 0))
    if found.imports:
        imports = found.imports
        both = "import and construct a client of the whole API ÷ (`import httpx2` + `from pydantic import BaseModel`)"
        verdicts += [
            Verdict(
                "import the package of the whole API ÷ `import httpx2`",
                0.3,
                ratio(imports["import"], imports["import httpx2"]),
                "",
                2,
            ),
            Verdict(both, 1.3, ratio(imports["client"], imports["floor"]), "", 2),
        ]
    return verdicts


def _why_the_list(calls: Times) -> str:
    """What the run itself shows of the causes: each is a way that was measured, none is inferred."""
    times = calls["list"]

    def middle(way: str) -> str:
        return f"{over(times, way).middle:,.0f}"

    def calm(way: str) -> str:
        return f"{excess(times[f'{way}, no collection'], times['raw, no collection']).middle:,.0f}"

    return (
        "These 100 connections hold some 270 objects more, and each becomes a model. On the same bytes, models written "
        f"by hand for a closed union, with nothing around them, take {middle('pydantic')} µs over httpx2 and `json`; "
        f"the same models, keeping unknown fields, {middle('pydantic, keeping')}; the package {middle('sdk')}. "
        f"With Python's garbage collector off, the three take {calm('pydantic')}, {calm('pydantic, keeping')} and "
        f"{calm('sdk')} µs. A model that keeps unknown fields has one more dictionary, and more objects are collected "
        "more often."
    )


def over(actions: Mapping[str, list[float]], action: str = "sdk") -> Spread:
    """How much longer a call takes than the bare HTTP client."""
    return excess(actions[action], actions["raw"])
