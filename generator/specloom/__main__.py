"""The command `specloom`, also as `python -m specloom`."""

import contextlib
import os
import sys

from specloom.cli import app


def main() -> None:
    """Run a command, and leave at once: taking apart all that was made of a large document takes as long as reading it.

    Raises:
        SystemExit: for what is left to Python, such as an error that nobody has told yet.
    """
    try:
        app(prog_name="specloom")
    except SystemExit as leaving:
        if not isinstance(leaving.code, int):
            raise
        code = leaving.code
    else:
        code = 0
    for stream in (sys.stdout, sys.stderr):
        # There may be none, or nobody who reads it any more.
        with contextlib.suppress(AttributeError, OSError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
