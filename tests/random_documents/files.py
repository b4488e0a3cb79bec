"""Documents cut into several files, as authors do: what stood in one place is referred to in another."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

from specloom.yaml_output import dump_yaml

from .dice import Dice

_FOLDERS = ("", "schemas/", "my parts/", "données/", "a/b/")
_ENDINGS = (".json", ".yaml")
ROOT = "openapi.json"


def cut(document: dict[str, Any], dice: Dice) -> dict[str, Any]:
    """Put some components, path items and webhooks of a document into files of their own, or all into one.

    Args:
        document: whole; it isn't changed.
        dice: decides which.

    Returns:
        What the files hold, by path; that of the document itself is `ROOT`.
    """
    places = {
        f"#/components/{section}/{name}"
        for section, held in document["components"].items()
        for name in held
        if section not in ("securitySchemes",) and dice.happens(0.5)
    }
    places |= {f"#/paths/{_escaped(path)}" for path in document["paths"] if dice.happens(0.4)}
    where = {}
    for number, place in enumerate(sorted(places)):
        if dice.happens(0.3):
            where[place] = ("common.yaml", f"#/held/{number}")
        else:
            where[place] = (f"{dice.choice(_FOLDERS)}part {number}{dice.choice(_ENDINGS)}", "")
    files: dict[str, Any] = {ROOT: None}
    held: dict[str, Any] = {}
    root = _copied(document, "#", where, ROOT, held)
    files[ROOT] = root
    for place, content in held.items():
        path, pointer = where[place]
        if pointer:
            files.setdefault(path, {"held": {}})["held"][pointer.rpartition("/")[2]] = content
        else:
            files[path] = content
    return files


def write(files: dict[str, Any], folder: Path) -> Path:
    """Write the files of a document into a folder.

    Returns:
        The file of the document itself.
    """
    for name, held in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(held, indent=1, ensure_ascii=False) if name.endswith(".json") else dump_yaml(held)
        path.write_text(text, encoding="utf-8")
    return folder / ROOT


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _copied(node: Any, place: str, where: dict[str, tuple[str, str]], home: str, held: dict[str, Any]) -> Any:
    """A copy of a node for the file that is its home; what has a home of its own goes to `held`."""
    if place in where and place not in held:
        held[place] = None
        held[place] = _copied(node, place, where, where[place][0], held)
        return {"$ref": _reference(home, *where[place])}
    if isinstance(node, list):
        return [_copied(each, f"{place}/{index}", where, home, held) for index, each in enumerate(node)]
    if not isinstance(node, dict):
        return node
    found: dict[str, Any] = {}
    for key, each in node.items():
        if key == "$ref" and isinstance(each, str) and each.startswith("#"):
            found[key] = _reference(home, *_moved(each, where))
        elif key == "mapping" and isinstance(each, dict):
            found[key] = {tag: _reference(home, *_moved(target, where)) for tag, target in each.items()}
        elif key == "defaultMapping" and isinstance(each, str):
            found[key] = _reference(home, *_moved(each, where))
        else:
            found[key] = _copied(each, f"{place}/{_escaped(key)}", where, home, held)
    return found


def _moved(ref: str, where: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """Where a reference leads to now: what it leads to, or something around it, may have moved."""
    outer, rest = ref, ""
    while outer not in where and "/" in outer:
        outer, _, last = outer.rpartition("/")
        rest = f"/{last}{rest}"
    path, pointer = where.get(outer, (ROOT, outer))
    return path, f"{pointer or '#'}{rest}" if rest else pointer


def _reference(home: str, path: str, pointer: str) -> str:
    relative = "" if path == home else quote(os.path.relpath(path, Path(home).parent))
    return relative + pointer or "#"
