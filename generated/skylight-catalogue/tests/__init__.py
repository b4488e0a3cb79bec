# Written by specloom, and rewritten whenever the package is; your own tests belong into other files of this folder.
"""Tests of the package."""

import pytest

# Has a failed assertion say what it compared there, too.
pytest.register_assert_rewrite(f"{__name__}.support")
