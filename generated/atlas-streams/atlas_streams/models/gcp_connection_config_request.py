# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated, ClassVar

from pydantic import Field

from .._runtime.models import RequestModel


class GCPConnectionConfigRequest(RequestModel):
    """How a connection gets access to a Google Cloud project."""

    received_as: ClassVar[str] = "GCPConnectionConfig"

    service_account_id: Annotated[str | None, Field(alias="serviceAccountId")] = None
    """The Google Cloud service account as which Atlas uses Pub/Sub, by its email address."""
