"""Comparing two revisions: the one way in."""

from specloom.diff.entries import Comparison
from specloom.diff.revision import Revision
from specloom.diff.settings import Settings


def compare(base: Revision, head: Revision, settings: Settings | None = None) -> Comparison:
    """Say what changed between two revisions, and what that does.

    Args:
        base: the older one.
        head: the newer one.
        settings: what to go by; by default open unions, the default policy, and no day.
    """
    settings = settings or Settings()
    return Comparison(base.label, head.label, (), (), (base.normal, head.normal), settings.described())
