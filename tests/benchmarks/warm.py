"""What a program pays every time: calls, decoding, encoding, memory. Measured in several processes of each kind."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .environments import Environment, run

Times = dict[str, dict[str, list[float]]]
"""By group and action: microseconds, block by block, of all processes one after the other."""

CALLERS = {
    "specloom": "specloom",
    "openapi-python-client": "openapi_python_client",
    "openapi-generator": "openapi_generator",
    "openai": "openai_client",
}
"""For each environment the script that makes calls in it."""

MEMORY_WAYS = ("json", "msgspec", "pydantic", "specloom")


@dataclass(frozen=True, slots=True)
class Warm:
    """All times and sizes.

    Args:
        calls: the times of calls, by environment.
        codecs: the times of decoding and encoding.
        memory: the bytes of a decoded connection, by way of decoding, process by process.

    """

    calls: dict[str, Times]
    codecs: Times
    memory: dict[str, list[float]]


def measure(environments: Mapping[str, Environment], processes: int) -> Warm:
    """Run every script once in each round."""
    warm = Warm({name: {} for name in CALLERS if name in environments}, {}, {way: [] for way in MEMORY_WAYS})
    for _ in range(processes):
        for name, times in warm.calls.items():
            _add(times, _run(environments[name], CALLERS[name]))
        _add(warm.codecs, _run(environments["codecs"], "codecs"))
        for way, sizes in warm.memory.items():
            sizes.append(_run(environments["codecs"], "memory", way))
    return warm


def _run(environment: Environment, script: str, *arguments: str) -> Any:
    return json.loads(run(str(environment.python), "-m", f"tests.benchmarks.workers.{script}", *arguments))


def _add(times: Times, more: Times) -> None:
    for group, actions in more.items():
        for action, values in actions.items():
            times.setdefault(group, {}).setdefault(action, []).extend(values)
