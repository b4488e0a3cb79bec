"""Component schemas that no operation needs: the package has models of them all the same.

Documents describe in them what travels on other ways: events on a queue, payloads of webhooks in OpenAPI 3.0, files.
They are taken along as what the API might send, in a place that is made for them and taken away again.
"""

from specloom.diagnostics import Diagnostic, Severity, SpecError
from specloom.references import reachable
from specloom.schemas import Document, component_schemas, ref_to

_PLACE = "x-specloom-unused"


def with_unused(document: Document) -> Document:
    """A document in which something refers to every component schema.

    Args:
        document: any, with local references only; it may still be wrong.
    """
    components = document.get("components")
    schemas = components.get("schemas") if isinstance(components, dict) else None
    webhooks = document.get("webhooks", {})
    if not isinstance(schemas, dict) or not isinstance(webhooks, dict):
        return document
    needed = reachable(document)
    unused = [name for name in schemas if isinstance(name, str) and ("components", "schemas", name) not in needed]
    if not unused:
        return document
    content = {f"application/json;at={at}": {"schema": {"$ref": ref_to(name)}} for at, name in enumerate(unused)}
    received = {"post": {"requestBody": {"content": content}, "responses": {"204": {"description": ""}}}}
    return {**document, "webhooks": {**webhooks, _PLACE: received}}


def without_place(document: Document) -> Document:
    """Take the place away again; the schemas stay."""
    webhooks = {name: item for name, item in document.get("webhooks", {}).items() if name != _PLACE}
    rest = {key: value for key, value in document.items() if key != "webhooks"}
    return {**rest, "webhooks": webhooks} if webhooks else rest


def left_out(document: Document, error: SpecError) -> list[Diagnostic]:
    """Tell why the schemas that no operation needs are left out: something about them is wrong.

    Args:
        document: as it was given.
        error: what is wrong, with and only with them.
    """
    needed = reachable(document)
    unused = [name for name in component_schemas(document) if ("components", "schemas", name) not in needed]
    message = f"no operation needs {len(unused)} of the schemas, and they are left out: {error.diagnostics[0].message}"
    hint = "correct it, or remove schemas that are not meant"
    return [Diagnostic("unused-schemas-left-out", message, error.diagnostics[0].pointer, hint, Severity.WARNING)]
