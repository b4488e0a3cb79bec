"""Where generated files may stand: inside the project, under names that every system takes."""

import re
from collections.abc import Iterable, Iterator

from specloom.diagnostics import Diagnostic
from specloom.manifest import MANIFEST
from specloom.names import DEVICES
from specloom.verify.finding import finding

_NAME = re.compile(r"[A-Za-z0-9_.-]+")
_LONGEST = 240  # bytes; the limit of most file systems is 255, and some tools add an ending


def check_paths(paths: Iterable[str]) -> list[Diagnostic]:
    """Refuse paths that lead elsewhere, can't exist on every system, or stand in each other's way."""
    found: list[Diagnostic] = []
    taken: dict[str, str] = {}
    for path in sorted(paths):
        problem = _problem(path)
        if problem:
            found.append(finding("output-path", f"{path!r} can't be written: {problem}", "."))
            continue
        for place in _places(path):
            other = taken.setdefault(place.lower(), place)
            if other != place:
                found.append(finding("output-path", f"{path!r} and {other!r} are one file on some systems", "."))
    folders = {parent for path in paths for parent in list(_places(path))[:-1]}
    both = sorted(folders.intersection(paths))
    return found + [finding("output-path", f"{path!r} would be a file and a folder", ".") for path in both]


def _problem(path: str) -> str:
    names = path.split("/")
    if path == MANIFEST:
        return "it is the manifest's place"
    if any(name in ("", ".", "..") for name in names):
        return "it is not a path inside of the project"
    if not all(_NAME.fullmatch(name) and len(name) <= _LONGEST for name in names):
        return "a name in it is too long or has other characters than letters, digits, _, . and -"
    if any(name.partition(".")[0].lower() in DEVICES or name.endswith(".") for name in names):
        return "a name in it is reserved on Windows"
    return ""


def _places(path: str) -> Iterator[str]:
    """A path and the folders on the way to it, outermost first."""
    end = path.find("/", 1)
    while end != -1:
        yield path[:end]
        end = path.find("/", end + 1)
    yield path
