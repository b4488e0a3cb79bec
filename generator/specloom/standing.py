"""Places that outlive changes of a document: pointers without what shifts or has a date, and whether one still leads
to something.
"""

from collections.abc import Iterator
from typing import Any

from specloom.diagnostics import Pointer, format_pointer, parse_pointer
from specloom.references import local_pointer, node_at
from specloom.schemas import ref_name, without_notes

_COMPONENTS = "#/components/schemas/"
"""What places in component schemas leave out."""
_REQUEST = " (request form)"
_RESPONSE = " (response form)"
_RENAMED = " (its own name is kept for another)"
_BOUND = " (bound form)"


def place_of(at: Pointer) -> str:
    """A place without positions in lists and without media types: what stands there has a name to be told by."""
    kept: list[str | int] = []
    before: str | int = ""
    for index, token in enumerate(at):
        is_media_type = before == "content" and at[index - 2] != "properties"
        if not isinstance(token, int) and not is_media_type:
            kept.append(token)
        before = token
    return format_pointer(tuple(kept)).removeprefix(_COMPONENTS)


def place_of_request(name: str) -> str:
    """The place of the request form of a component schema."""
    return place_of(("components", "schemas", name)) + _REQUEST


def place_of_response(name: str) -> str:
    """The place of the response form of a component schema."""
    return place_of(("components", "schemas", name)) + _RESPONSE


def place_of_renamed(name: str) -> str:
    """The place of a component schema of the document that has to be called otherwise."""
    return place_of(("components", "schemas", name)) + _RENAMED


def place_of_bound(at: Pointer) -> str:
    """The place of a copy of a schema, in which dynamic references mean something."""
    return place_of(at) + _BOUND


def pointer_of(place: str) -> Pointer:
    """The pointer that a place was written from, as far as the place still says it."""
    bare = _bare(place)
    return parse_pointer(bare if bare.startswith("#") else _COMPONENTS + bare)


def _bare(place: str) -> str:
    return place.removesuffix(_REQUEST).removesuffix(_RESPONSE).removesuffix(_RENAMED).removesuffix(_BOUND)


def stands(document: dict[str, Any], place: str) -> bool:
    """Whether there is something at a place that has no name of its own: no reference, but a schema.

    Args:
        document: an OpenAPI document.
        place: written by one of the functions above.
    """
    above: list[Any] = []
    nodes: list[Any] = [document]
    before = ""
    for token in pointer_of(place):
        # What all operations of a path share stands beside them.
        starts = [*nodes, *above] if token == "parameters" else nodes
        above = nodes
        nodes = [node[token] for start in starts for node in _parts(document, start, ()) if token in node]
        if token == "content" and before != "properties":
            nodes = [held for node in nodes if isinstance(node, dict) for held in node.values()]
        before = str(token)
    if _bare(place) != place:
        return bool(nodes)
    return any(_is_inline(node) for start in nodes for node in _objects(start))


def _is_inline(node: dict[str, Any]) -> bool:
    return without_notes(node).keys() != {"$ref"} or ref_name(node) is None


def _objects(node: Any) -> Iterator[dict[str, Any]]:
    """An object, or those that a list holds: places don't say which."""
    for item in node if isinstance(node, list) else (node,):
        if isinstance(item, dict):
            yield item


def _parts(document: dict[str, Any], start: Any, seen: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """What a node holds itself, and what it does by way of references and of what it extends."""
    for node in _objects(start):
        yield node
        for part in (*_objects(node.get("allOf", [])), *([node] if "$ref" in node else [])):
            ref = part.get("$ref")
            if not isinstance(ref, str):
                yield from _parts(document, part, seen)
            elif ref not in seen and (target := local_pointer(document, ref)) is not None:
                yield from _parts(document, node_at(document, target), (*seen, ref))
