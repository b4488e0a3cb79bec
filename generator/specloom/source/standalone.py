"""Whether a document has anything to bundle: a reference to another file or an `$id`, or one where OpenAPI has none."""

from __future__ import annotations

from typing import Any, Final, TypeGuard

from specloom.grammar import Kind, Shape, children, fields
from specloom.references import own_refs, plain_fragment

_TEXTS: Final = {
    Kind.DOCUMENT: ("info", "tags", "servers", "security"),
    Kind.PATH_ITEM: ("summary", "description", "servers"),
    Kind.OPERATION: ("summary", "description", "tags", "servers", "security"),
}


def stands_alone(data: dict[str, Any]) -> bool:
    """Whether a document has nothing to bundle, as most have, which is faster told than done."""
    waiting = [(Kind.DOCUMENT, data)]
    while waiting:
        kind, node = waiting.pop()
        if any(not ref.startswith("#") or ref[1:] != plain_fragment(ref[1:]) for _, ref in own_refs(kind, node)):
            return False
        if (kind is Kind.OPERATION and "$ref" in node) or (kind is Kind.SCHEMA and "$id" in node):
            return False
        if "security" in node and any(map(is_uri, names_of_schemes(node["security"]))):
            return False
        known = fields(kind)
        for key, value in node.items():
            if not isinstance(value, dict | list):
                continue
            if key in known:
                if is_ref(value) and is_map(key, known[key][0]):
                    return False
            elif key in texts(kind) and _holds_ref(value):
                return False
        waiting += [(child_kind, child) for _, child_kind, child in children(kind, node)]
    return True


def names_of_schemes(requirements: object) -> list[str]:
    """The names in the security requirements of a document or an operation."""
    alternatives = requirements if isinstance(requirements, list) else []
    return [str(name) for each in alternatives if isinstance(each, dict) for name in each]


def is_uri(name: str) -> bool:
    """Whether what a security requirement names can only be a URI (OpenAPI 3.2, Security Requirement Object)."""
    return "/" in name or "#" in name


def is_map(key: str, shape: Shape) -> bool:
    """Whether a field holds objects by name."""
    return (key == "components" and shape is Shape.ONE) or shape in (Shape.MAP, Shape.PATTERN)


def is_ref(value: object) -> TypeGuard[dict[str, str]]:
    """Whether a value is nothing but a reference."""
    return isinstance(value, dict) and len(value) == 1 and isinstance(value.get("$ref"), str)


def texts(kind: Kind) -> tuple[str, ...]:
    """The fields of an object that hold no other objects of OpenAPI's grammar, such as texts, and may be elsewhere."""
    return _TEXTS.get(kind, ("summary", "description"))


def _holds_ref(value: object) -> bool:
    if isinstance(value, list):
        return any(map(_holds_ref, value))
    return isinstance(value, dict) and (is_ref(value) or any(map(_holds_ref, value.values())))
