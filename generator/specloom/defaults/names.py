"""Names for a package, from the title of its document."""

import re
import unicodedata

# The import package would hide a module of this name, or one that it needs would hide the package.
_TAKEN = frozenset((
    "abc", "ast", "asyncio", "base64", "calendar", "client", "code", "codecs", "collections", "copy", "csv",
    "dataclasses", "datetime", "decimal", "email", "enum", "functools", "hashlib", "html", "http", "httpx2",
    "inspect", "io", "itertools", "json", "locale", "logging", "math", "models", "numbers", "operator", "os",
    "pathlib", "platform", "profile", "pydantic", "pytest", "queue", "random", "re", "resource", "resources",
    "secrets", "select", "signal", "site", "specloom", "ssl", "statistics", "string", "struct", "sys", "test",
    "tests", "text", "threading", "time", "token", "tokenize", "types", "typing", "unicodedata", "urllib",
    "uuid", "warnings", "xml",
))  # fmt: skip
_BOILERPLATE = re.compile(r"\bopen ?api(?: specification)?(?: v?[0-9.]+)?\b|\bspecification\b", re.IGNORECASE)
_LONGEST = 60


def package_name(title: str, fallback: str) -> str:
    """Make the name of a distribution: `Swagger Petstore - OpenAPI 3.0` becomes `swagger-petstore`."""
    words = _words(title) or _words(fallback) or ["api"]
    name = "-".join(words).lower()
    while len(name) > _LONGEST and "-" in name:
        name = name.rpartition("-")[0]
    name = name[:_LONGEST]
    return f"{name}-client" if name.replace("-", "_") in _TAKEN else name


def client_name(title: str, fallback: str) -> str:
    """Make the name of the client class, in the title's own capitals: `MongoDB Atlas` becomes `MongoDBAtlas`."""
    name = "".join(word[:1].upper() + word[1:] for word in _words(title))
    return name if name.isidentifier() and len(name) <= _LONGEST else fallback


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.findall(r"[A-Za-z0-9]+", _BOILERPLATE.sub(" ", plain)) or re.findall(r"[A-Za-z0-9]+", plain)
