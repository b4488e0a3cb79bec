# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated, ClassVar

from pydantic import Field

from .._runtime.models import RequestModel


class AzureConnectionConfigRequest(RequestModel):
    """Which Azure storage account a connection uses, and with whose rights."""

    received_as: ClassVar[str] = "AzureConnectionConfig"

    region: str | None = None
    """Azure region of the storage account. Deprecated: the `region` of the connection takes its place.

    Deprecated.
    """

    service_principal_id: Annotated[str | None, Field(alias="servicePrincipalId")] = None
    """Id of the service principal that Atlas acts as in your Azure tenant."""

    storage_account_name: Annotated[str | None, Field(alias="storageAccountName")] = None
    """Name of the storage account whose blobs the connection reaches."""
