"""How long it takes to generate a package from the whole document of one date, with this toolkit and its engines.

The toolkit is run as a user runs it, and goes the whole way; its engines write what they make of the document as it is.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .environments import ROOT, BenchmarkError, run

DOCUMENT = Path("specs") / "atlas-one-date-2025-06-30.yaml.gz"
ALL_DATES = Path("specs") / "atlas-all-dates-2026-08-21.yaml.gz"
OURS = ("specloom, cold", "specloom, one schema edited", "specloom, nothing changed")
OF_ALL_DATES = "specloom, cold, from the document of all dates"
_MODEL_OPTIONS = ("--output-model-type", "pydantic_v2.BaseModel", "--formatters", "builtin")
_COMMAND = "from specloom.cli import app; app()"
_DESCRIBED = re.compile(r" +properties:\n +\w+:\n +description: (?![|>'\"])(.*)\n(?= +[a-z]\w*:)")
"""A property whose description stands on one line."""
_EVERY = 0.05
"""Seconds between two looks at how much memory is used."""


@dataclass(slots=True)
class Took:
    """The seconds that a tool took, round by round, the most memory it used, and why it failed, if it did.

    Attributes:
        wall, cpu: seconds; of CPU those of all its processes.
        memory: MiB, of all its processes together, what they share counted once; 0 where that can't be told.
        failure: the last lines of a run that failed.
    """

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    memory: float = 0
    failure: str | None = None


@dataclass(slots=True)
class Found:
    """What was found.

    Attributes:
        tools: by name of a tool and what it did.
        imports: milliseconds of CPU by what was imported, round by round.
    """

    tools: dict[str, Took] = field(default_factory=dict)
    imports: dict[str, list[float]] = field(default_factory=dict)


def measure(rounds: int, imports: int) -> Found:
    """Generate with every tool by turns; nothing where the reference documents are absent.

    Args:
        rounds: how often each tool generates.
        imports: how often the package of the whole API is imported.
    """
    shared = Path(os.environ.get("SPECLOOM_SHARED") or ROOT.parent / "shared")
    if not (shared / DOCUMENT).is_file():
        return Found()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        text = gzip.decompress((shared / DOCUMENT).read_bytes()).decode()
        document = folder / "openapi.yaml"
        document.write_text(text, encoding="utf-8")
        settings = folder / "settings.json"
        # The engine alone, without a formatter; what it writes is not formatted.
        settings.write_text('{"post_hooks": []}')
        found: dict[str, Took] = {}
        for number in range(rounds):
            place = folder / str(number)
            place.mkdir()
            for name, command in _commands(document, settings, place).items():
                if name == OURS[1]:
                    document.write_text(edited(text, number), encoding="utf-8")
                take(found.setdefault(name, Took()), command, place)
            document.write_text(text, encoding="utf-8")
        # Looking at the memory takes time itself, so it is done in a run that is not timed.
        place = folder / "memory"
        place.mkdir()
        for name, command in _commands(document, settings, place).items():
            if name == OURS[1]:
                document.write_text(edited(text, rounds), encoding="utf-8")
            found[name].memory = peak_memory(command, empty_cache(place))
        if (shared / ALL_DATES).is_file():
            document.write_bytes(gzip.decompress((shared / ALL_DATES).read_bytes()))
            place = folder / "all"
            place.mkdir()
            take(found.setdefault(OF_ALL_DATES, Took()), ours(document, place), place)
        return Found(found, _imports(folder / "0" / "ours", imports))


def edited(text: str, number: int) -> str:
    """The document with another description of one property of a component schema."""
    schemas = re.search(r"^ +schemas:\n", text, re.MULTILINE)
    found = schemas and _DESCRIBED.search(text, schemas.end())
    if not found:
        raise BenchmarkError("the document has no property to edit")
    return f"{text[: found.start(1)]}Edited for round {number}.{text[found.end(1) :]}"


def ours(document: Path, place: Path) -> tuple[str, ...]:
    """The command that generates a package as a user does."""
    return (sys.executable, "-c", _COMMAND, "generate", "--from", str(document), "--output", str(place / "ours"))


def _commands(document: Path, settings: Path, place: Path) -> dict[str, tuple[str, ...]]:
    python = sys.executable
    client = (python, "-m", "openapi_python_client", "generate", "--path", str(document), "--meta", "none")
    models = (python, "-m", "datamodel_code_generator", "--input", str(document), "--input-file-type", "openapi")
    return {
        "openapi-python-client": (*client, "--config", str(settings), "--output-path", str(place / "client")),
        "datamodel-code-generator": (*models, *_MODEL_OPTIONS, "--output", str(place / "models.py")),
        **dict.fromkeys(OURS, ours(document, place)),
    }


def empty_cache(place: Path) -> dict[str, str]:
    """A cache of its own, which is empty to begin with."""
    return {**os.environ, "XDG_CACHE_HOME": str(place / "cache")}


def take(took: Took, command: Sequence[str], place: Path) -> None:
    """Run a command with a cache of its own, and note how long it took, or why it failed."""
    began, used = time.perf_counter(), _cpu()
    try:
        run(*command, environment=empty_cache(place))
    except BenchmarkError as error:
        took.failure = str(error)
        return
    took.wall.append(time.perf_counter() - began)
    took.cpu.append(_cpu() - used)


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def peak_memory(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Run a command and look how much memory it and its descendants use together.

    Returns:
        MiB; 0 on a system that doesn't tell.
    """
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    most = 0.0
    while process.poll() is None:
        most = max(most, sum(map(_memory, _descendants(process.pid))))
        time.sleep(_EVERY)
    return most / 1024


def _descendants(process: int) -> set[int]:
    found = {process}
    try:
        for children in Path(f"/proc/{process}/task").glob("*/children"):
            for child in children.read_text().split():
                found |= _descendants(int(child))
    except OSError:  # it has ended meanwhile
        pass
    return found


def _memory(process: int) -> float:
    try:
        told = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    match = re.search(r"^Pss:\s+(\d+) kB", told, re.MULTILINE)
    return float(match[1]) if match else 0


def _imports(project: Path, rounds: int) -> dict[str, list[float]]:
    """Import the package of the whole API, and construct its client."""
    (package,) = (path.parent for path in project.glob("*/client.py"))
    name = package.name
    found = re.search(r"^class (\w+)\(", (package / "client.py").read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        raise BenchmarkError("the package has no client")
    made = f"from {name} import {found[1]}; {found[1]}(base_url='https://api.example.com')"
    programs = {
        "import httpx2": "import httpx2",
        "floor": "import httpx2; from pydantic import BaseModel",
        "import": f"import {name}",
        "client": made,
    }
    times: dict[str, list[float]] = {key: [] for key in programs}
    # The first round brings the files into the memory of the machine.
    for number in range(rounds + 1):
        for key, timed in programs.items():
            program = f"import sys; sys.path.insert(0, {str(project)!r})\nfrom time import process_time\n"
            program += f"began = process_time()\n{timed}\nprint((process_time() - began) * 1000)"
            taken = json.loads(run(sys.executable, "-c", program))
            if number:
                times[key].append(taken)
    return times
