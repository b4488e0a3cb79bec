"""Servers that can answer the first example of a package, on this machine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from ..catalogue.server import KEY, Catalogue
from ..catalogue.server import serve as serve_catalogue
from ..server import CLIENT_ID, CLIENT_SECRET, GROUP_ID
from ..server.serving import serve as serve_streams

Verdict = Callable[[str], bool]


@dataclass(frozen=True)
class Stage:
    """Where an example runs.

    Attributes:
        page: that shows it first, by its path in the repository.
        client: the class that it makes a client of.
        variables: with credentials that the server knows.
        serve: serves for the time of a block; gives the address, and whether what the example printed is true.
    """

    page: str
    client: str
    variables: Mapping[str, str]
    serve: Callable[[], AbstractContextManager[tuple[str, Verdict]]]


@contextmanager
def _streams() -> Iterator[tuple[str, Verdict]]:
    with serve_streams() as host:
        connections = host.provider.store.groups[GROUP_ID]["my-instance"] = {}
        yield (
            host.base_url,
            lambda said: connections["orders"]["bootstrapServers"] == "broker:9092" and "name='orders'" in said,
        )


@contextmanager
def _catalogue() -> Iterator[tuple[str, Verdict]]:
    catalogue = Catalogue()
    with serve_catalogue(catalogue) as address:
        kinds = [one["kind"] for one in catalogue.objects]
        yield address, lambda said: re.findall(r"^\w+\(kind='(\w+)'", said, re.MULTILINE) == kinds


STAGES = {
    "atlas-streams": Stage(
        "README.md",
        "AtlasStreams",
        {"MONGODB_ATLAS_CLIENT_ID": CLIENT_ID, "MONGODB_ATLAS_CLIENT_SECRET": CLIENT_SECRET},
        _streams,
    ),
    "skylight-catalogue": Stage(
        "generated/skylight-catalogue/README.md", "SkylightCatalogue", {"SKYLIGHT_CATALOGUE_KEY": KEY}, _catalogue
    ),
}
"""By the name of the package."""
