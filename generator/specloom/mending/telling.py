"""How those who mend a document say what they have mended."""

from collections.abc import Callable

from specloom.diagnostics import Pointer

Warn = Callable[[str, str, Pointer, str], None]
"""Takes the code, the message, the place and the hint of a warning."""
