# Written by specloom; changes belong into the fragment, its overlay or the templates.

from .._runtime.models import ResponseModel
from .db_role_type import DbRoleType
from .link import Link


class DbRole(ResponseModel):
    """The database role with whose rights stream processors work on an Atlas cluster."""

    links: list[Link] | None = None
    """Links to related resources. The server adds them; a request leaves them out."""

    role: str | None = None
    """Name of the role, for example `readWriteAnyDatabase`."""

    type: DbRoleType | str | None = None
    """Whether Atlas provides the role (`BUILT_IN`) or the project defined it (`CUSTOM`)."""
