# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Literal

from .._runtime.models import SharedModel
from .spectroscopy_lines_value import SpectroscopyLinesValue


class Spectroscopy(SharedModel):
    """Which lines there were in its light."""

    method: Literal["spectroscopy"] = "spectroscopy"
    """How it was measured."""

    lines: dict[str, SpectroscopyLinesValue]
    """How deep each line is, by its wavelength in nanometres."""
