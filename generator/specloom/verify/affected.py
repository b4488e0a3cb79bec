"""Which modules of a package can be imported otherwise than before, when some of them have changed."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

# Those inside of a function or a condition aren't made when the module is imported.
_IMPORT = re.compile(r"^from (\.+)([\w.]*) import (?:\(([^)]*)\)|([^\n(]*))", re.MULTILINE)


def affected_modules(modules: Mapping[str, str], changed: Collection[str]) -> list[str]:
    """List the modules that have changed, and those that import them, also by way of others.

    Args:
        modules: text by path in the project; the files of one package.
        changed: paths that are new, different or gone.
    """
    importers: dict[str, set[str]] = defaultdict(set)
    for path, text in modules.items():
        for imported in _imported(path, text):
            importers[imported].add(path)
    found: set[str] = set()
    waiting = list(changed)
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += importers[path]
    return sorted(found & modules.keys())


def _imported(path: str, text: str) -> Iterator[str]:
    """The files that a module may import, whether they are there or not."""
    folders = path.split("/")[:-1]
    for dots, module, several, single in _IMPORT.findall(text):
        start = folders[: len(folders) + 1 - len(dots)]
        place = "/".join([*start, *module.split(".")] if module else start)
        yield f"{place}.py"
        yield f"{place}/__init__.py"
        for name in (several or single).split(","):
            yield f"{place}/{name.split()[0]}.py" if name.split() else f"{place}.py"
