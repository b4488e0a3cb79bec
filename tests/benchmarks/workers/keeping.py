"""The hand-written models once more, now keeping unknown fields: what that alone costs."""

from __future__ import annotations

import os
import sys
from importlib.util import module_from_spec, spec_from_file_location

from tests.benchmarks.workers import handwritten

_spec = spec_from_file_location("handwritten_keeping", handwritten.__file__)
assert _spec is not None
assert _spec.loader is not None
_module = module_from_spec(_spec)
# Where pydantic looks for the types that its models name.
sys.modules[_spec.name] = _module
os.environ["BENCH_EXTRA"] = "allow"
try:
    _spec.loader.exec_module(_module)
finally:
    del os.environ["BENCH_EXTRA"]

Page: type[handwritten.Page] = _module.Page
