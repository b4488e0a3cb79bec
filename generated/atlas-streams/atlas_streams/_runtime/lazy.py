"""Names of a package that are imported when they are first used (PEP 562)."""

from __future__ import annotations

import sys
from importlib import import_module

# Type checkers know better; to import it takes longer than all the rest.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any


def lazy_module(
    package: str, modules: Mapping[str, str], inside: Sequence[str] = ()
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Make `__getattr__` and `__dir__` for a package.

    Args:
        package: the package's `__name__`.
        modules: for every name the module that defines it, relative to the package.
        inside: modules of the package that are attributes of it, too.

    """

    def get(name: str) -> Any:
        module = modules.get(name)
        if module is None:
            if name in inside:
                return import_module(f".{name}", package)
            raise AttributeError(f"module {package!r} has no attribute {name!r}{_meant(name, (*modules, *inside))}")
        from .depth import DEEP

        with DEEP:
            value = getattr(import_module(module, package), name)
        setattr(sys.modules[package], name, value)
        return value

    return get, lambda: sorted({*modules, *inside})


def _meant(name: str, known: Sequence[str]) -> str:
    """Which name is like one that there isn't; nothing for those that Python itself looks for."""
    if name.startswith("_"):
        return ""
    from difflib import get_close_matches

    close = get_close_matches(name, known, 1)
    return f"; did you mean {close[0]!r}?" if close else ""
