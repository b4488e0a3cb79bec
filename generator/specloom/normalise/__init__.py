"""Normalising: from a slice to its normal form, which every later stage builds on.

The normal form is OpenAPI 3.1 without `allOf`, cycles of composition or unnamed unions: each discriminated union is a
named `oneOf` of concrete objects with the tag of each as a required constant; every inline object and enum has a name;
read-only and write-only are resolved into request and response schemas where they differ. Normalising it again changes
nothing.
"""

from collections.abc import Collection
from dataclasses import dataclass

from specloom.diagnostics import Diagnostic
from specloom.normalise.compose import compose
from specloom.normalise.directions import split_directions
from specloom.normalise.discriminators import DEFAULT_MAPPING, Family
from specloom.normalise.hoist import hoist
from specloom.normalise.media_types import MediaTypeRule, wire_media_types
from specloom.normalise.operations import uniform_operations
from specloom.normalise.references import plain_references
from specloom.normalise.simplify import simplify
from specloom.normalise.upgrade import upgrade
from specloom.references import reachable
from specloom.schemas import Document, component_schemas

_ROUNDS = 10
"""Naming what composition brings to light can bring more composition to light; documents settle in two or three."""


@dataclass(frozen=True, slots=True)
class NormalForm:
    """A document in normal form, and what was noticed on the way."""

    document: Document
    diagnostics: list[Diagnostic]


def normalise(
    document: Document, media_types: MediaTypeRule | None = None, keep_extensions: Collection[str] = ()
) -> NormalForm:
    """Bring a document of one API version date to its normal form.

    Args:
        document: OpenAPI 3.0 to 3.2 with local references only.
        media_types: how media types become those of the wire; None leaves them as they are.
        keep_extensions: extensions that later stages need, such as the one that names methods.

    Raises:
        SpecError: for whatever can't be brought to the form; nothing is left out in silence.

    """
    document = upgrade(document, {*keep_extensions, DEFAULT_MAPPING})
    document = plain_references(document)
    document = uniform_operations(document)
    document = wire_media_types(document, media_types)
    diagnostics: list[Diagnostic] = []
    given = frozenset(component_schemas(document))
    for _ in range(_ROUNDS):
        before = document
        document = hoist(document, Family(document).tag_places())
        made_up = frozenset(component_schemas(document)) - given
        document, found = compose(document, Family(document), made_up)
        diagnostics += (diagnostic for diagnostic in found if diagnostic not in diagnostics)
        if document == before:
            break
    document = simplify(document)
    document = split_directions(document)
    return NormalForm(_pruned(document), diagnostics)


def _pruned(document: Document) -> Document:
    """Drop what no operation needs, and put components in the order of their names."""
    kept = reachable(document)
    components = {
        section: {name: held[name] for name in sorted(held) if ("components", section, name) in kept}
        for section, held in document.get("components", {}).items()
    }
    result = {**document, "components": {section: held for section, held in components.items() if held}}
    if "tags" in document:
        result["tags"] = [tag for index, tag in enumerate(document["tags"]) if ("tags", index) in kept]
    return result
