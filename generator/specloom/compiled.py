"""Templates as Jinja compiles them, kept from run to run: compiling takes a fifth of a run on a small document.

They stand beside what else is remembered, outside of any repository: who can write there could have code run.
"""

import contextlib
import os

import jinja2
from jinja2.bccache import Bucket

from specloom.cache import ENDING
from specloom.workspace import user_cache_folder


class _Compiled(jinja2.FileSystemBytecodeCache):
    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except Exception:  # what a damaged file leads to is not known; it counts as none
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        # That it can't be written is no reason to fail.
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)


def compiled_templates(setting: str) -> jinja2.BytecodeCache | None:
    """Find compiled templates; None where there is no place for them.

    Args:
        setting: what their code depends on, beside their own text.
    """
    folder = user_cache_folder()
    return _Compiled(os.fspath(folder), f"template-%s-{setting}{ENDING}") if folder else None
