# Written by specloom; changes belong into the fragment, its overlay or the templates.

from .._runtime.models import ResponseModel


class Link(ResponseModel):
    """A link from a resource to a related one."""

    href: str | None = None
    """Address of the related resource."""

    rel: str | None = None
    """What the linked resource is to this one, for example `self` or `next`."""
