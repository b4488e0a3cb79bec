"""Keeps Python's cycle collector from going through large documents again and again: a fifth of a run, for nothing."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the collector: what is made of documents is plain data, which it looks through in vain."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            # Makes old objects of all that are there: else the next of its many small rounds is about all of them.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
