# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated

from pydantic import Field

from .._runtime.models import ResponseModel
from .link import Link
from .streams_connection import StreamsConnection


class StreamsConnectionPage(ResponseModel):
    """One page of the connections of a stream instance."""

    links: list[Link] | None = None
    """Links to this page and to its neighbours."""

    results: list[StreamsConnection]
    """The connections on this page."""

    total_count: Annotated[int | None, Field(alias="totalCount")] = None
    """How many connections there are on all pages together, roughly. It may be absent."""
