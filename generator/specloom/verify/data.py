"""Generated files that are not code: each has to parse, and the one that runs code may hold only what we put there."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from specloom.diagnostics import Diagnostic
from specloom.source.text import TextError
from specloom.source.yaml_text import read_yaml
from specloom.verify.finding import finding

_PROJECT = "pyproject.toml"
_BUILD = {"requires": ["hatchling"], "build-backend": "hatchling.build"}
_PROJECT_KEYS = {
    "project": {
        "classifiers",
        "dependencies",
        "description",
        "license",
        "name",
        "optional-dependencies",
        "readme",
        "requires-python",
        "version",
    },
    "tool": {"hatch", "pytest"},
}
_HATCH_KEYS = {"build.targets.wheel.packages"}


def check_data(files: Mapping[str, str]) -> list[Diagnostic]:
    """Parse every file of a data format, and look through the project's metadata."""
    found: list[Diagnostic] = []
    for path, text in sorted(files.items()):
        try:
            data = _parse(path, text)
        except (ValueError, TextError) as error:
            found.append(finding("output-syntax", f"the generated file can't be read back: {error}", path))
            continue
        if path == _PROJECT:
            found += _check_project(data)
    return found


def _parse(path: str, text: str) -> Any:
    match PurePosixPath(path).suffix:
        case ".json":
            return json.loads(text)
        case ".toml":
            return tomllib.loads(text)
        case ".yaml" | ".yml":
            return read_yaml(text)
    return None


def _check_project(data: dict[str, Any]) -> list[Diagnostic]:
    strange = sorted(data.keys() - _PROJECT_KEYS.keys() - {"build-system"})
    strange += [
        f"{table}.{key}" for table, known in _PROJECT_KEYS.items() for key in sorted(data.get(table, {}).keys() - known)
    ]
    # Hatch runs hooks, plugins and code for the version; a list of what goes into the wheel is all that is needed.
    strange += [f"tool.hatch.{key}" for key in _leaves(data.get("tool", {}).get("hatch", {})) - _HATCH_KEYS]
    if data.get("build-system") != _BUILD:
        strange.append("build-system")
    return [finding("output-refused", f"no template writes this {key}", _PROJECT) for key in strange]


def _leaves(table: dict[str, Any], prefix: str = "") -> set[str]:
    found: set[str] = set()
    for key, value in table.items():
        found |= _leaves(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key}
    return found
