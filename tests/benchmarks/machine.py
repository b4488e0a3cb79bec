"""What was measured on."""

from __future__ import annotations

import os
import platform
from pathlib import Path


def describe() -> dict[str, str]:
    """The machine, by what matters for the numbers."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return {
        "Processor": f"{_find('/proc/cpuinfo', 'model name') or platform.machine()}, {os.cpu_count()} cores",
        "Memory": _find("/proc/meminfo", "MemTotal") or "unknown",
        "System": f"{platform.system()} {platform.release()}",
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        "Load (1, 5, 15 minutes)": load,
    }


def _find(file: str, key: str) -> str | None:
    path = Path(file)
    for line in path.read_text().splitlines() if path.is_file() else ():
        name, _, value = line.partition(":")
        if name.strip() == key:
            return value.strip()
    return None
