"""The components that JSON merge patches are made of: in these, null removes a property (RFC 7396)."""

from specloom.grammar import Kind, walk
from specloom.normalise.media_types import essence
from specloom.references import component_of, iter_refs
from specloom.schemas import Document, component_schemas

_MEDIA_TYPE = "application/merge-patch+json"


def merge_patched(document: Document) -> frozenset[str]:
    """Find the component schemas that stand in merge patches.

    Args:
        document: the normal form.
    """
    schemas = component_schemas(document)
    waiting = [
        content["schema"]
        for place in walk(document)
        if place.kind is Kind.REQUEST_BODY
        for media_type, content in place.node.get("content", {}).items()
        if essence(media_type) == _MEDIA_TYPE and "schema" in content
    ]
    found: set[str] = set()
    while waiting:
        for _, ref in iter_refs(waiting.pop(), ("components", "schemas", "")):
            component = component_of(ref)
            if component is not None and component[2] not in found:
                found.add(str(component[2]))
                waiting.append(schemas[str(component[2])])
    return frozenset(found)
