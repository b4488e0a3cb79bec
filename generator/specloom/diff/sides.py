"""Reads the two sides of a comparison, in two processes side by side where that is faster."""

from typing import Final

from specloom.cache import Cache
from specloom.diagnostics import SpecError
from specloom.diff.operands import Operand, Reader
from specloom.work import working

_LARGE: Final = 500_000
"""From how many bytes on two documents are worth a process."""


def read_sides(reader: Reader, older: str, newer: str) -> tuple[Operand, Operand]:
    """Read two operands.

    Raises:
        SpecError: as `Reader.read` does; where neither can be read, for the older one.
    """
    size = min(reader.size(older), reader.size(newer))
    if size < _LARGE:
        return reader.read(older), reader.read(newer)
    with working(size, Cache(), most=1) as work:
        job = work.start(reader.read, older)
        try:
            other = reader.read(newer)
        except SpecError:
            job.result()
            raise
        return job.result(), other
