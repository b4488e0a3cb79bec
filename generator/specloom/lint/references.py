"""Rules about references and components."""

import difflib
from collections.abc import Iterator

from specloom.diagnostics import Pointer, Severity
from specloom.grammar import SECTIONS, Kind, kind_at
from specloom.lint.spec import Finding, Rule, Spec, name_of, overlay_removal
from specloom.references import component_of, local_pointer, own_refs, reachable


def _dangling(spec: Spec) -> Iterator[Finding]:
    for places in spec.places.values():
        for kind, pointer, node in places:
            for tokens, ref in own_refs(kind, node):
                if ref.startswith("#") and local_pointer(spec.document, ref) is None:
                    yield Finding((*pointer, *tokens), f"{ref!r} leads nowhere", _did_you_mean(spec, ref))


def _external(spec: Spec) -> Iterator[Finding]:
    for places in spec.places.values():
        for kind, pointer, node in places:
            for tokens, ref in own_refs(kind, node):
                if not ref.startswith("#") and tokens != ("operationRef",):
                    yield Finding(
                        (*pointer, *tokens),
                        f"{ref!r} leads out of the document",
                        "bundle the document, or copy what it refers to into components",
                    )


def _did_you_mean(spec: Spec, ref: str) -> str:
    component = component_of(ref)
    names = spec.components(str(component[1])) if component else {}
    close = difflib.get_close_matches(str(component[2]), names, n=1) if component else []
    return f"did you mean {close[0]!r}?" if close else "add what it refers to, or correct the reference"


def _wrong_kind(spec: Spec) -> Iterator[Finding]:
    for places in spec.places.values():
        for kind, pointer, node in places:
            for tokens, ref in own_refs(kind, node):
                target = local_pointer(spec.document, ref)
                expected = Kind.OPERATION if tokens == ("operationRef",) else kind
                found = kind_at(target) if target else None
                if found not in (None, expected):
                    yield Finding(
                        (*pointer, *tokens),
                        f"{ref!r} leads to a {found}, where a {expected} belongs",
                        "refer to something of the right kind",
                    )


def _cycle(spec: Spec) -> Iterator[Finding]:
    leads_to: dict[Pointer, Pointer] = {
        pointer: target
        for places in spec.places.values()
        for _, pointer, node in places
        if isinstance(ref := node.get("$ref"), str) and (target := local_pointer(spec.document, ref))
    }
    done: set[Pointer] = set()
    for start in leads_to:
        chain: dict[Pointer, None] = {}
        here = start
        while here in leads_to and here not in done:
            done.add(here)
            chain[here] = None
            here = leads_to[here]
        if here in chain:
            ring = list(chain)[list(chain).index(here) :]
            names = " -> ".join(name_of(pointer) for pointer in [*ring, here])
            yield Finding(
                (*here, "$ref"), f"references lead only to each other: {names}", "replace one of them by what is meant"
            )


def _allof_cycle(spec: Spec) -> Iterator[Finding]:
    edges: dict[str, list[str]] = {}
    schemas = spec.components("schemas")
    for name, schema in schemas.items():
        parts = schema.get("allOf")
        for part in parts if isinstance(parts, list) else ():
            ref = part.get("$ref") if isinstance(part, dict) else None
            base = component_of(ref, spec.document) if isinstance(ref, str) else None
            if base is not None and base[1] == "schemas" and base[2] in schemas:
                edges.setdefault(name, []).append(str(base[2]))
    # Take away, again and again, what extends nothing (any more): cycles are what is left.
    waiting = [name for name in schemas if not edges.get(name)]
    heirs_of: dict[str, list[str]] = {}
    for name, bases in edges.items():
        for extended in bases:
            heirs_of.setdefault(extended, []).append(name)
    open_bases = {name: len(bases) for name, bases in edges.items()}
    while waiting:
        for heir in heirs_of.get(waiting.pop(), ()):
            open_bases[heir] -= 1
            if not open_bases[heir]:
                waiting.append(heir)
    for name, count in open_bases.items():
        if count and _reaches(edges, name):
            yield Finding(
                ("components", "schemas", name, "allOf"),
                f"{name} extends itself by allOf, by way of {', '.join(edges[name])}",
                "a schema can't contain all of itself: take one allOf entry out",
            )


def _reaches(edges: dict[str, list[str]], name: str) -> bool:
    seen: set[str] = set()
    waiting = list(edges[name])
    while waiting:
        here = waiting.pop()
        if here == name:
            return True
        if here not in seen:
            seen.add(here)
            waiting.extend(edges.get(here, ()))
    return False


def _unused(spec: Spec) -> Iterator[Finding]:
    needed = reachable(spec.document)
    for section in SECTIONS:
        for name in spec.components(section):
            pointer: Pointer = ("components", section, name)
            if pointer not in needed:
                yield Finding(
                    pointer,
                    f"no operation needs {name} of {section}",
                    "it is left out of the slice; " + overlay_removal(pointer),
                )


RULES = (
    Rule("dangling-ref", Severity.ERROR, "a reference that leads nowhere", _dangling),
    Rule("external-ref", Severity.ERROR, "a reference that leads out of the document", _external),
    Rule("wrong-kind-ref", Severity.WARNING, "a reference to something of another kind", _wrong_kind),
    Rule("ref-cycle", Severity.ERROR, "references that lead only to each other", _cycle),
    Rule("allof-cycle", Severity.ERROR, "a schema that extends itself", _allof_cycle),
    Rule("unused-component", Severity.NOTE, "a component that no operation needs", _unused),
)
