"""Finding and following references in an OpenAPI document.

Nothing here recurses, and nothing loops for ever: neither a deep document nor a cyclic one matters.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from specloom.diagnostics import Diagnostic, Pointer, SpecError, format_pointer, parse_pointer
from specloom.grammar import SECTIONS, Kind, children, walk

_NOT_REFERENCES = frozenset({Kind.DOCUMENT, Kind.COMPONENTS, Kind.OPERATION, Kind.ENCODING})
_NOT_IN_NAMES = re.compile("[/#:]")
_MOST_FOLLOWED = 20
"""Through how many references one pointer may lead; those of a cycle lead on for ever."""


def iter_refs(node: dict[str, Any], pointer: Pointer = ()) -> Iterator[tuple[Pointer, str]]:
    """Yield every reference at and below a place, in document order.

    These are `$ref`, `$dynamicRef`, the values of `discriminator.mapping`, its `defaultMapping`, and a link's
    `operationRef`, where they are keywords rather than data or names. A bare schema name in a mapping comes
    as `#/components/schemas/<name>`.

    Args:
        node: a document, or a part of one.
        pointer: where `node` stands in its document; by this a part knows what it is.

    Yields:
        The pointer to the string that holds the reference, and the reference.

    """
    for place in walk(node, pointer):
        for tokens, ref in own_refs(place.kind, place.node):
            yield place.pointer + tokens, ref


def own_refs(kind: Kind, node: dict[str, Any]) -> list[tuple[Pointer, str]]:
    """The references that an object holds itself, as `iter_refs` yields them; pointers start at the object."""
    found: list[tuple[Pointer, str]] = []
    if kind in _NOT_REFERENCES:
        return found
    ref = node.get("$ref")
    if isinstance(ref, str):
        found.append((("$ref",), ref))
    if kind is Kind.SCHEMA:
        dynamic = node.get("$dynamicRef")
        if isinstance(dynamic, str):
            found.append((("$dynamicRef",), dynamic))
        discriminator = node.get("discriminator")
        if isinstance(discriminator, dict):
            mapping = discriminator.get("mapping")
            if isinstance(mapping, dict):
                for tag, target in mapping.items():
                    if isinstance(target, str):
                        found.append((("discriminator", "mapping", tag), mapping_ref(target)))
            default = discriminator.get("defaultMapping")
            if isinstance(default, str):
                found.append((("discriminator", "defaultMapping"), mapping_ref(default)))
    elif kind is Kind.LINK:
        operation = node.get("operationRef")
        if isinstance(operation, str):
            found.append((("operationRef",), operation))
    return found


def mapping_ref(value: str) -> str:
    """Write a value of `discriminator.mapping` as a reference: `Cat` means `#/components/schemas/Cat`.

    `cat.yaml` could be either; it is taken for a file, as the specification's own examples have it.
    """
    is_file = _NOT_IN_NAMES.search(value) or value.endswith((".json", ".yaml", ".yml"))
    return f"#/components/schemas/{value}" if not is_file else value


def plain_fragment(fragment: str) -> str:
    """Write a pointer whose slashes are encoded, as in `#%2Fcomponents%2Fschemas%2FPet`, with slashes.

    A fragment is decoded before it is read as a pointer (RFC 6901, section 6). Elsewhere `%2F` is taken for a part of a
    name, which is what those mean who write it beside slashes.
    """
    is_encoded = fragment[:3].upper() == "%2F"
    return fragment.replace("%2F", "/").replace("%2f", "/") if is_encoded else fragment


def local_pointer(document: dict[str, Any], ref: str) -> Pointer | None:
    """Turn `#/a/b` into the pointer to an existing place of the document, with numbers for list indexes.

    A pointer may lead through an object that is itself a reference; it goes on where that leads. Documents that were
    put together of several hold such pointers.

    Returns:
        None where the reference is not a local JSON pointer or leads nowhere.

    """
    found = _followed(document, ref)
    return None if found is None else found[0]


def _followed(document: dict[str, Any], ref: str) -> tuple[Pointer, Any] | None:
    """As `local_pointer`, with what stands there."""
    if not ref.startswith("#/"):
        return None
    tokens = parse_pointer(ref)
    node: Any = document
    for token in tokens:
        if not isinstance(node, dict) or token not in node:
            break
        node = node[token]
    else:
        return tokens, node
    # Most pointers are that plain; others may need to be read with care.
    node = document
    pointer: list[str | int] = []
    waiting = list(reversed(tokens))
    followed = 0
    while waiting:
        token = str(waiting.pop())
        if isinstance(node, dict):
            # A `$ref` is a URI, so `{` may be written `%7B`; a key that does hold `%` is found as it stands.
            key = token if token in node else unquote(token)
            if key not in node:
                inner = node.get("$ref")
                if not isinstance(inner, str) or not inner.startswith("#/") or followed >= _MOST_FOLLOWED:
                    return None
                followed += 1
                waiting += [token, *reversed(parse_pointer(inner))]
                node, pointer = document, []
                continue
            pointer.append(key)
            node = node[key]
        elif isinstance(node, list):
            if not (token.isascii() and token.isdigit() and str(int(token)) == token and int(token) < len(node)):
                return None
            pointer.append(int(token))
            node = node[int(token)]
        else:
            return None
    return tuple(pointer), node


def node_at(document: dict[str, Any], pointer: Pointer) -> Any:
    """Return what stands at an existing place.

    Raises:
        LookupError: there is no such place.

    """
    node: Any = document
    for token in pointer:
        node = node[token]
    return node


def resolve(document: dict[str, Any], ref: str, at: Pointer = ()) -> Any:
    """Return what a local reference leads to, in one step: if that is a reference again, it comes as it is.

    Args:
        document: the document that holds the reference.
        ref: such as `#/components/schemas/Pet`.
        at: where the reference stands, for the diagnostic.

    Raises:
        SpecError: `dangling-ref` if it leads nowhere, `external-ref` if it leads out of the document.

    """
    found = _followed(document, ref)
    if found is None:
        raise SpecError(unresolved(ref, at))
    return found[1]


def unresolved(ref: str, at: Pointer = ()) -> Diagnostic:
    """Describe a reference for which `local_pointer` finds nothing."""
    if not ref.startswith("#"):
        return Diagnostic(
            "external-ref",
            f"{ref!r} leads out of the document",
            at,
            "bundle the document first, or copy what it refers to into components",
        )
    return Diagnostic("dangling-ref", f"{ref!r} leads nowhere", at, "add what it refers to, or correct the reference")


def deref(document: dict[str, Any], node: Any, at: Pointer = ()) -> Any:
    """Follow `$ref`s from a node until it is no reference any more; a node that is none comes back as it is.

    Raises:
        SpecError: `dangling-ref` or `external-ref`, or `ref-cycle` where references only lead to each other.

    """
    seen: list[str] = []
    while isinstance(node, dict) and isinstance(ref := node.get("$ref"), str):
        if ref in seen:
            raise SpecError(
                Diagnostic(
                    "ref-cycle",
                    "references lead only to each other: " + " -> ".join([*seen[seen.index(ref) :], ref]),
                    at,
                    "replace one of them by what is meant",
                )
            )
        seen.append(ref)
        node = resolve(document, ref, at)
    return node


def component_of(ref: str, document: dict[str, Any] | None = None) -> Pointer | None:
    """Return the component that a reference leads to or into, ("components", section, name), or None.

    Args:
        ref: the reference.
        document: where it stands; a component of it may have a name that holds `%22`, which else stands for a quote.

    """
    if not ref.startswith("#/components/"):
        return None
    tokens = parse_pointer(ref)[:3]
    if len(tokens) < 3 or (document is not None and _find(document, tokens) is not None):
        return tokens if len(tokens) == 3 else None
    return (*tokens[:2], unquote(str(tokens[2])))


def component_name(ref: str) -> str:
    """Return `Pet` for `#/components/schemas/Pet`.

    Raises:
        SpecError: `not-a-component` if the reference is not to a whole component.

    """
    component = component_of(ref)
    if component is None or len(parse_pointer(ref)) != 3:
        raise SpecError(
            Diagnostic(
                "not-a-component",
                f"{ref!r} is not a reference to a component",
                hint="refer to #/components/<section>/<name>",
            )
        )
    return str(component[2])


def component_ref(section: str, name: str) -> str:
    """Write the reference to a component."""
    return format_pointer(("components", section, name))


def heirs(document: dict[str, Any]) -> dict[str, list[str]]:
    """Map each component schema to those that extend it with `allOf`, by name, in document order.

    A base schema with a discriminator but no `oneOf` stands for all of them, though it refers to none.
    """
    found: dict[str, list[str]] = {}
    for name, schema in _mapping(_mapping(document, "components"), "schemas").items():
        parts = schema.get("allOf") if isinstance(schema, dict) else None
        for part in parts if isinstance(parts, list) else ():
            ref = part.get("$ref") if isinstance(part, dict) else None
            base = component_of(ref, document) if isinstance(ref, str) else None
            if base is not None and base[1] == "schemas":
                found.setdefault(str(base[2]), []).append(name)
    return found


def reachable(document: dict[str, Any]) -> set[Pointer]:
    """Find what the operations of a document need.

    Starts at paths and webhooks and follows every reference `iter_refs` knows, mappings too. A base schema
    with a discriminator but no `oneOf` brings its heirs along. Security schemes and tags count by name.
    References that lead nowhere are left to others to report.

    Returns:
        `("components", section, name)` for each component, `("tags", index)` for each declared tag.

    """
    schemas = _mapping(_mapping(document, "components"), "schemas")
    names = {id(schema): name for name, schema in schemas.items()}
    heirs_of: dict[str, list[str]] | None = None
    found: set[Pointer] = set()
    tags: set[str] = set()
    schemes = _schemes(document.get("security"))
    # Two references may lead to one object; the document keeps all objects alive, so their ids are unique.
    seen: set[int] = set()
    outline: dict[str, Any] = {key: document[key] for key in ("paths", "webhooks") if key in document}
    stack = [(Kind.DOCUMENT, outline)]
    followed: set[tuple[Kind, str]] = set()

    def push(pointer: Pointer | None, kind: Kind | None) -> None:
        node = None if pointer is None else _find(document, pointer)
        if kind is not None and isinstance(node, dict):
            stack.append((kind, node))

    def keep(component: Pointer) -> None:
        if component not in found and _find(document, component) is not None:
            found.add(component)
            push(component, SECTIONS.get(str(component[1])))

    while stack:
        kind, node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        stack.extend((child_kind, child) for _, child_kind, child in children(kind, node))
        if kind is Kind.OPERATION:
            used = node.get("tags")
            tags.update(tag for tag in (used if isinstance(used, list) else ()) if isinstance(tag, str))
            schemes |= _schemes(node.get("security"))
        for tokens, ref in own_refs(kind, node):
            # Most references lead where others have led already.
            target = Kind.OPERATION if tokens == ("operationRef",) else kind
            if (target, ref) in followed:
                continue
            followed.add((target, ref))
            component = component_of(ref, document)
            if component is not None:
                # The whole component stays, even if only a part of it is referred to.
                keep(component)
            if component is None or ref.count("/") > 3:
                push(local_pointer(document, ref), target)
        if kind is Kind.SCHEMA and "discriminator" in node and "oneOf" not in node and "anyOf" not in node:
            heirs_of = heirs(document) if heirs_of is None else heirs_of
            line = heirs_of.pop(names.get(id(node), ""), [])
            while line:
                heir = line.pop()
                keep(("components", "schemas", heir))
                line.extend(heirs_of.pop(heir, ()))
    for scheme in schemes:
        keep(("components", "securitySchemes", scheme))
    return found | _declared_tags(document, tags)


def _find(document: dict[str, Any], pointer: Pointer) -> Any:
    try:
        return node_at(document, pointer)
    except (LookupError, TypeError):
        return None


def _schemes(requirements: object) -> set[str]:
    if not isinstance(requirements, list):
        return set()
    return {name for requirement in requirements if isinstance(requirement, dict) for name in requirement}


def _declared_tags(document: dict[str, Any], used: set[str]) -> set[Pointer]:
    """Return the places of the tags in use and, as OpenAPI 3.2 nests them, of their parents."""
    listed = document.get("tags")
    declared = {
        tag["name"]: (index, tag.get("parent"))
        for index, tag in enumerate(listed if isinstance(listed, list) else ())
        if isinstance(tag, dict) and isinstance(tag.get("name"), str)
    }
    found: set[Pointer] = set()
    waiting: list[object] = list(used)
    while waiting:
        index, parent = declared.pop(waiting.pop(), (None, None))
        if index is not None:
            found.add(("tags", index))
            waiting.append(parent)
    return found


def _mapping(node: dict[str, Any], key: str) -> dict[str, Any]:
    value = node.get(key)
    return value if isinstance(value, dict) else {}
