"""Parts of small documents, and what is said of one."""

from pathlib import Path
from typing import Any

from tests.support.packages import build

NOTHING: dict[str, Any] = {"responses": {"204": {"description": "Nothing."}}}


def ref(name: str) -> dict[str, Any]:
    """A reference to a component schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def answer(schema: dict[str, Any], media_type: str = "application/json") -> dict[str, Any]:
    """The responses of an operation that answers with one thing."""
    return {"200": {"description": "It.", "content": {media_type: {"schema": schema}}}}


def warnings(source: dict[str, Any], folder: Path) -> list[str]:
    """The codes of what is said of a document that becomes a package."""
    return [str(one.code) for one in build(source, folder).diagnostics]
