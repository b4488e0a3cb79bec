"""The environments that are measured: one for each peer, made once and kept in `.specloom/bench`.

Each holds one package and what that package needs, since what else is installed changes how long an import takes.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".specloom" / "bench"

_OURS = ("httpx2==2.16.2", "pydantic==2.14.3", "typing-extensions==4.16.0")
_REQUIREMENTS = {
    "specloom": _OURS,
    # Where what is decoded and encoded by hand stands beside the package.
    "codecs": (*_OURS, "msgspec==0.22.0"),
    "openapi-python-client": ("httpx==0.28.1", "attrs==26.1.0", "python-dateutil==2.9.0.post0"),
    "openapi-generator": (
        "pydantic==2.14.3",
        "typing-extensions==4.16.0",
        "urllib3==2.8.0",
        "python-dateutil==2.9.0.post0",
    ),
    "openai": ("openai==3.54.0", "httpx2==2.16.2", "pydantic==2.14.3"),
}
# The wheel carries the jar; it needs Java.
_GENERATOR = "openapi-generator-cli==7.26.0"
_FORMAT_VERSION = "1"


class BenchmarkError(RuntimeError):
    """Something that is to be measured can't be set up or run."""


@dataclass(frozen=True, slots=True)
class Environment:
    """A virtual environment."""

    name: str
    folder: Path

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / "bin" / "python"

    @property
    def packages(self) -> Path:
        """Where its packages are."""
        (found,) = self.folder.glob("lib/python*/site-packages")
        return found

    def versions(self) -> dict[str, str]:
        """What is installed in it."""
        listed = json.loads(run(str(self.python), "-m", "pip", "list", "--format=json", "--disable-pip-version-check"))
        return {one["name"]: one["version"] for one in listed if one["name"] not in ("pip", "setuptools")}


def prepare(project: Path) -> tuple[dict[str, Environment], list[str]]:
    """Make all environments, or find them made.

    Args:
        project: the generated project, with its normal form.

    Returns:
        The environments by name, and what could not be made, with the reason.
    """
    made: dict[str, Environment] = {}
    missing: list[str] = []
    fill: dict[str, Callable[[Environment], None]] = {
        "specloom": lambda environment: _install(environment, project),
        "codecs": lambda environment: _install(environment, project),
        "openapi-python-client": lambda environment: _write_openapi_python_client(environment, project),
        "openapi-generator": lambda environment: _write_openapi_generator(environment, project),
        "openai": lambda environment: None,
    }
    for name, requirements in _REQUIREMENTS.items():
        key = _key(project, name, *requirements)
        try:
            made[name] = _make(name, requirements, key, fill[name])
        except BenchmarkError as error:
            if name in ("specloom", "codecs"):
                raise
            missing.append(f"{name}: {error}")
    return made, missing


def run(*command: str, cwd: Path = ROOT, environment: Mapping[str, str] | None = None) -> str:
    """Run a command and give its output.

    Args:
        *command: what to run.
        cwd: where.
        environment: of the process; that of this one by default.

    Raises:
        BenchmarkError: it failed.
    """
    try:
        done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False)
    except OSError as error:
        raise BenchmarkError(str(error)) from error
    if done.returncode != 0:
        raise BenchmarkError(f"{' '.join(command[:4])}: {(done.stderr or done.stdout).strip()[-2000:]}")
    return done.stdout


def _key(project: Path, *parts: str) -> str:
    """Changes whenever an environment has to be made anew."""
    files = sorted(path for path in project.rglob("*") if path.suffix in (".py", ".toml", ".yaml"))
    digest = hashlib.sha256("\n".join((_FORMAT_VERSION, sys.version, _GENERATOR, *parts)).encode())
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _make(name: str, requirements: tuple[str, ...], key: str, fill: Callable[[Environment], None]) -> Environment:
    environment = Environment(name, CACHE / name)
    stamp = environment.folder / "made-for"
    if stamp.is_file() and stamp.read_text() == key:
        return environment
    shutil.rmtree(environment.folder, ignore_errors=True)
    run(sys.executable, "-m", "venv", str(environment.folder))
    _pip(environment, *requirements)
    fill(environment)
    run(str(environment.python), "-m", "compileall", "-q", str(environment.packages))
    stamp.write_text(key)
    return environment


def _pip(environment: Environment, *arguments: str) -> None:
    run(str(environment.python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments)


def _install(environment: Environment, project: Path) -> None:
    """Build the wheel of the generated project, and install it as a user would."""
    wheels = environment.folder / "wheels"
    build = ("wheel", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-build-isolation")
    run(sys.executable, "-m", "pip", *build, "--wheel-dir", str(wheels), str(project))
    _pip(environment, "--no-deps", *(str(wheel) for wheel in wheels.iterdir()))


def _write_openapi_python_client(environment: Environment, project: Path) -> None:
    """Let the engine, as the toolkit pins it, write its own client from the normal form."""
    settings = environment.folder / "settings.json"
    settings.write_text('{"post_hooks": []}')
    document, target = str(project / "openapi.yaml"), str(environment.packages / "opc_client")
    options = ("--meta", "none", "--config", str(settings), "--output-path", target)
    run(sys.executable, "-m", "openapi_python_client", "generate", "--path", document, *options)


def _write_openapi_generator(environment: Environment, project: Path) -> None:
    """Let openapi-generator write its Python client from the normal form."""
    tool = _make("openapi-generator-tool", (_GENERATOR,), _GENERATOR, lambda environment: None)
    target = environment.folder / "project"
    options = ("-g", "python", "--package-name", "oag_client", "-o", str(target))
    run(str(tool.folder / "bin" / "openapi-generator-cli"), "generate", "-i", str(project / "openapi.yaml"), *options)
    shutil.copytree(target / "oag_client", environment.packages / "oag_client")
