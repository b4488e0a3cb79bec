"""How long it takes to generate a package from the whole document of one date, with this toolkit and its engines."""

from __future__ import annotations

import gzip
import os
import resource
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from .environments import ROOT, BenchmarkError, run

DOCUMENT = Path("specs") / "atlas-one-date-2025-06-30.yaml.gz"
_MODEL_OPTIONS = ("--output-model-type", "pydantic_v2.BaseModel", "--formatters", "builtin")


@dataclass(slots=True)
class Took:
    """The seconds that a tool took, round by round, and why it failed, if it did."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    failure: str | None = None


def measure(rounds: int) -> dict[str, Took]:
    """Generate with every tool by turns; nothing where the reference documents are absent."""
    shared = Path(os.environ.get("SPECLOOM_SHARED") or ROOT.parent / "shared")
    packed = shared / DOCUMENT
    if not packed.is_file():
        return {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        document = folder / "openapi.yaml"
        document.write_bytes(gzip.decompress(packed.read_bytes()))
        settings = folder / "settings.json"
        # The engine alone, without a formatter; what it writes is not formatted.
        settings.write_text('{"post_hooks": []}')
        found = {name: Took() for name in _commands(document, settings, folder)}
        for number in range(rounds):
            for name, command in _commands(document, settings, folder / str(number)).items():
                _time(found[name], command)
    return found


def _commands(document: Path, settings: Path, output: Path) -> dict[str, tuple[str, ...]]:
    output.mkdir(exist_ok=True)
    python = sys.executable
    client = (python, "-m", "openapi_python_client", "generate", "--path", str(document), "--meta", "none")
    models = (python, "-m", "datamodel_code_generator", "--input", str(document), "--input-file-type", "openapi")
    return {
        "specloom": (python, "-m", "tests.benchmarks.workers.generate", str(document), str(output / "ours")),
        "openapi-python-client": (*client, "--config", str(settings), "--output-path", str(output / "client")),
        "datamodel-code-generator": (*models, *_MODEL_OPTIONS, "--output", str(output / "models.py")),
    }


def _time(took: Took, command: tuple[str, ...]) -> None:
    began, used = time.perf_counter(), _cpu()
    try:
        run(*command)
    except BenchmarkError as error:
        took.failure = str(error)
        return
    took.wall.append(time.perf_counter() - began)
    took.cpu.append(_cpu() - used)


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
