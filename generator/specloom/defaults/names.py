"""Names for a package, from the title of its document."""

import keyword
import re
from collections.abc import Collection, Mapping
from typing import Any

from specloom.config import TAKEN_MODULES
from specloom.names import latin

_BOILERPLATE = re.compile(r"\bopen ?api(?: specification)?(?: v?[0-9.]+)?\b|\bspecification\b", re.IGNORECASE)
_UNTITLED = frozenset({"open api definition", "openapi definition", "api documentation"})
"""What frameworks call a document that nobody has given a title."""
_LONGEST = 60


def title_of(document: Mapping[str, Any]) -> str:
    """The title that somebody gave to a document; "" for none."""
    info = document.get("info")
    title = info.get("title") if isinstance(info, dict) else None
    return title if isinstance(title, str) and title.strip().lower() not in _UNTITLED else ""


def package_name(title: str, fallback: str) -> str:
    """Make the name of a distribution: `Swagger Petstore - OpenAPI 3.0` becomes `swagger-petstore`."""
    words = _words(title) or _words(fallback) or ["api"]
    name = "-".join(words).lower()
    while len(name) > _LONGEST and "-" in name:
        name = name.rpartition("-")[0]
    name = name[:_LONGEST]
    return f"{name}-client" if name.replace("-", "_") in TAKEN_MODULES else name


def client_name(title: str, fallback: str, taken: Collection[str]) -> str:
    """Make the name of the client class, in the title's own capitals: `MongoDB Atlas` becomes `MongoDBAtlas`.

    Args:
        title: of the document.
        fallback: for a title that makes none.
        taken: what it can't be called.
    """
    name = "".join(word[:1].upper() + word[1:] for word in _words(title))
    if not name.isidentifier() or keyword.iskeyword(name) or len(name) > _LONGEST:
        name = fallback
    return f"{name}Client" if {name, f"Async{name}"} & {*taken} else name


def _words(text: str) -> list[str]:
    spelt = [char if char.isascii() else latin(char) for char in text]
    plain = "".join(" " if char.startswith(" ") else char for char in spelt)  # None that is no Latin letter.
    return re.findall(r"[A-Za-z0-9]+", _BOILERPLATE.sub(" ", plain)) or re.findall(r"[A-Za-z0-9]+", plain)
