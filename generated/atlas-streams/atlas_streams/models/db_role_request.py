# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import ClassVar

from .._runtime.models import RequestModel
from .db_role_type import DbRoleType


class DbRoleRequest(RequestModel):
    """The database role with whose rights stream processors work on an Atlas cluster."""

    received_as: ClassVar[str] = "DbRole"

    role: str | None = None
    """Name of the role, for example `readWriteAnyDatabase`."""

    type: DbRoleType | None = None
    """Whether Atlas provides the role (`BUILT_IN`) or the project defined it (`CUSTOM`)."""
