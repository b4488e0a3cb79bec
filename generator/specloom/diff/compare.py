"""Comparing two revisions: the one way in."""

from collections.abc import Mapping

from specloom.diff.entries import Comparison, UnionView
from specloom.diff.fold import fold
from specloom.diff.graph import Graph
from specloom.diff.operations import compare_operations
from specloom.diff.origins import Origins
from specloom.diff.revision import Revision
from specloom.diff.settings import Settings
from specloom.diff.variants import Union, read_union, stated_discriminator
from specloom.diff.versions import compare_versions
from specloom.pausing import collector_paused


def compare(base: Revision, head: Revision, settings: Settings | None = None) -> Comparison:
    """Say what changed between two revisions, and what that does.

    Args:
        base: the older one.
        head: the newer one.
        settings: what to go by; by default open unions, the default policy, and no day.
    """
    with collector_paused():
        return _compared(base, head, settings or Settings())


def _compared(base: Revision, head: Revision, settings: Settings) -> Comparison:
    graph = Graph(base, head)
    findings = compare_operations(base, head, settings, graph)
    findings += graph.findings()
    findings += compare_versions(base, head, settings)
    entries = fold(findings, graph, base, head, settings)
    documents = (base.normal, head.normal)
    return Comparison(base.label, head.label, entries, _views(graph.origins), documents, settings.described())


def _views(origins: tuple[Origins, Origins]) -> list[UnionView]:
    """The discriminated unions of both normal forms, by the names that people know."""
    before, after = (_unions(one) for one in origins)
    return [_view(name, before.get(name), after.get(name)) for name in sorted(before.keys() | after.keys())]


def _unions(origins: Origins) -> Mapping[str, Union]:
    return {
        name: read_union(schema, origins.resolve, origins.spoken)
        for name, schema in origins.schemas.items()
        if stated_discriminator(schema) and origins.spoken(name) == name
    }


def _view(name: str, base: Union | None, head: Union | None) -> UnionView:
    tags: dict[str, tuple[str | None, str | None]] = {}
    for side, union in enumerate((base, head)):
        for tag, variant in union.tags.items() if union else ():
            known = tags.get(tag, (None, None))
            tags[tag] = (variant.name, known[1]) if side == 0 else (known[0], variant.name)
    shown = head or base
    return UnionView(name, shown.tag_property if shown else "", tags)
