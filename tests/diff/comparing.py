"""What the tests of comparisons share: two documents in, entries out."""

import datetime
from typing import Any

from specloom.config import PackageConfig
from specloom.diff.compare import compare
from specloom.diff.entries import Comparison, Direction, Entry, Verdict
from specloom.diff.revision import Revision, make_revision
from specloom.diff.settings import Policy, Settings, Unions

Json = dict[str, Any]


def revision(document: Json, **config: Any) -> Revision:
    """A revision of a document, with what package.yaml says besides the name."""
    version = {} if "api_version" in config else {"version": "1"}
    return make_revision("things", document, PackageConfig.default("things", **version, **config))


def compared(base: Json, head: Json, config: Json | None = None, today: str = "", **settings: str) -> Comparison:
    """Compare two documents."""
    day = datetime.date.fromisoformat(today) if today else None
    chosen = Settings(Unions(settings.get("unions", "open")), Policy(settings.get("policy", "default")), day)
    return compare(revision(base, **(config or {})), revision(head, **(config or {})), chosen)


def of_rule(comparison: Comparison, rule: str) -> list[Entry]:
    """The entries of one rule."""
    return [entry for entry in comparison.entries if entry.rule == rule]


def wire(entry: Entry, direction: Direction) -> Verdict | None:
    """The verdict for the wire in one direction."""
    return dict(entry.directions).get(direction)


def things(*, request: bool = True, response: bool = True, **schemas: Json) -> Json:
    """A document whose `POST /things` takes and returns the first of some component schemas."""
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{next(iter(schemas))}"}}}
    operation: Json = {"operationId": "makeThing", "responses": {"200": {"description": "Done."}}}
    if request:
        operation["requestBody"] = {"required": True, "content": content}
    if response:
        operation["responses"]["200"]["content"] = content
    return document({"/things": {"post": operation}}, **schemas)


def document(paths: Json, **schemas: Json) -> Json:
    """A document with these paths and component schemas."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas},
    }
