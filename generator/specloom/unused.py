"""Component schemas that no operation needs: the package has models of them all the same.

Documents describe in them what travels on other ways: events on a queue, payloads of webhooks in OpenAPI 3.0, files.
They are taken along as what the API might send, in a place that is made for them and taken away again. One that is
wrong costs only itself, and the others that lead to it.
"""

from collections.abc import Collection

from specloom.diagnostics import Diagnostic, Severity, SpecError
from specloom.references import component_of, iter_refs, reachable
from specloom.schemas import Document, ref_to

PLACE = "x-specloom-unused"
"""The name of the webhook that refers to schemas which nothing else needs."""
_SHOWN = 3


def unused_schemas(document: Document) -> list[str]:
    """List the component schemas that no operation needs.

    Args:
        document: any, with local references only; it may still be wrong.
    """
    components = document.get("components")
    schemas = components.get("schemas") if isinstance(components, dict) else None
    if not isinstance(schemas, dict) or not isinstance(document.get("webhooks") or {}, dict):
        return []
    needed = reachable(document)
    return [name for name in schemas if isinstance(name, str) and ("components", "schemas", name) not in needed]


def with_schemas(document: Document, names: Collection[str]) -> Document:
    """A document in which something refers to some component schemas."""
    content = {f"application/json;at={at}": {"schema": {"$ref": ref_to(name)}} for at, name in enumerate(names)}
    received = {"post": {"requestBody": {"content": content}, "responses": {"204": {"description": ""}}}}
    return {**document, "webhooks": {**(document.get("webhooks") or {}), PLACE: received}}


def without_place(document: Document) -> Document:
    """Take the place away again; the schemas stay."""
    webhooks = {name: item for name, item in document.get("webhooks", {}).items() if name != PLACE}
    rest = {key: value for key, value in document.items() if key != "webhooks"}
    return {**rest, "webhooks": webhooks} if webhooks else rest


def to_leave_out(document: Document, unused: Collection[str], error: SpecError) -> set[str]:
    """Find what has to be left out since something is wrong with it, or with what it leads to.

    Args:
        document: as it was given.
        unused: the schemas that no operation needs.
        error: what is wrong.

    Returns:
        Some of the unused schemas; none where something else is wrong.
    """
    found = {str(each.pointer[2]) for each in error.diagnostics if each.pointer[:2] == ("components", "schemas")}
    found &= set(unused)
    leads_to = {
        name: {component_of(ref, document) for _, ref in iter_refs(schema, ("components", "schemas", name))}
        for name in unused
        if isinstance(schema := document["components"]["schemas"][name], dict)
    }
    waiting = list(found)
    while waiting:
        wrong = ("components", "schemas", waiting.pop())
        more = {name for name, targets in leads_to.items() if wrong in targets} - found
        found |= more
        waiting += more
    return found


def left_out(names: Collection[str], error: SpecError) -> Diagnostic:
    """Tell why schemas that no operation needs are left out.

    Args:
        names: of the schemas.
        error: what is wrong with them.
    """
    shown = ", ".join(sorted(names)[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
    message = f"no operation needs these schemas, and they are left out: {shown}: {error.diagnostics[0].message}"
    hint = "correct it, or remove schemas that are not meant"
    return Diagnostic("unused-schemas-left-out", message, error.diagnostics[0].pointer, hint, Severity.WARNING)
