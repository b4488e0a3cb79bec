"""One of the two documents of a comparison, in every form that the comparison reads."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from specloom.config import PackageConfig
from specloom.diagnostics import Location, Pointer
from specloom.keeping import Keeper, NameLock
from specloom.naming import Names, python_names
from specloom.normalise import normalise
from specloom.normalise.media_types import MediaTypeRule
from specloom.pausing import collector_paused
from specloom.schemas import Document, component_schemas
from specloom.slicing import slice_document


@dataclass(frozen=True, slots=True)
class Revision:
    """A document at one moment and one API version date.

    Attributes:
        label: it in words: `2024-11-13 of atlas-streams`.
        document: bundled and corrected, before slicing; it holds every date.
        config: what package.yaml says.
        sliced: the document of its date; media types are named as in `document`.
        normal: the normal form.
        names: what everything in the normal form is called in Python.
        locate: tells where a part of `document` stands in its file, or None.
    """

    label: str
    document: Document
    config: PackageConfig
    sliced: Document
    normal: Document
    names: Names
    locate: Callable[[Pointer], Location | None]

    @property
    def dated(self) -> str | None:
        """How media types carry dates, or None if they don't."""
        return self.config.media_types.dated if self.config.media_types else None

    @property
    def given(self) -> Mapping[str, Any]:
        """The component schemas that people named."""
        return component_schemas(self.sliced)


def make_revision(
    label: str,
    document: Document,
    config: PackageConfig,
    locate: Callable[[Pointer], Location | None] = lambda _: None,
    lock: NameLock | None = None,
    given: Collection[str] | None = None,
) -> Revision:
    """Slice and normalise a document. An operation newer than the date is one that isn't there yet.

    Args:
        label: what to call it.
        document: with its overlay applied.
        config: of its package.
        locate: finds the place of a part of the document in its file.
        lock: the names that its package keeps.
        given: the component schemas that people named; by default all that the document has.

    Raises:
        SpecError: the document can't be sliced or normalised.
    """
    with collector_paused():
        return _made(label, document, config, locate, lock, given)


def _made(
    label: str,
    document: Document,
    config: PackageConfig,
    locate: Callable[[Pointer], Location | None],
    lock: NameLock | None,
    given: Collection[str] | None,
) -> Revision:
    dated = config.media_types.dated if config.media_types else None
    sliced = slice_document(document, config.api_version if dated else None, dated).document
    rule = None
    if config.media_types and config.api_version:
        types = config.media_types
        rule = MediaTypeRule(
            types.dated, types.request or types.dated, types.response or types.dated, config.api_version
        )
    extensions = [config.naming.operation_id] if config.naming.operation_id else []
    keeper = Keeper(lock)
    normal = normalise(sliced, rule, extensions, keeper).document
    named = component_schemas(sliced) if given is None else given
    # Whatever gives further names is of no use to a comparison, and holds whole documents.
    names = replace(python_names(normal, config.naming, named, (), keeper), keeper=Keeper())
    return Revision(label, document, config, sliced, normal, names, locate)
