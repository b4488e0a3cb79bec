"""The runtime is copied into packages and is none itself: here it is imported as the package `runtime`."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "templates" / "runtime"

if "runtime" not in sys.modules:
    spec = importlib.util.spec_from_file_location(
        "runtime", FOLDER / "__init__.py", submodule_search_locations=[str(FOLDER)]
    )
    assert spec is not None
    assert spec.loader is not None
    sys.modules["runtime"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules["runtime"])
