"""`make publish-local`: from the work tree to a user's first call, and nothing of it stays."""

import tempfile
from pathlib import Path

from .rehearsal import rehearse


def test_a_release_from_the_work_tree_to_a_users_first_call() -> None:
    before = set(Path(tempfile.gettempdir()).glob("specloom-rehearsal-*"))
    done = list(rehearse())
    assert [line.split()[0] for line in done] == ["built", "published", "installed", "ran", "ran", "was", "took"]
    assert set(Path(tempfile.gettempdir()).glob("specloom-rehearsal-*")) <= before
