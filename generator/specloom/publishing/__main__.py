"""`python -m specloom.publishing`: what `make build` and `make publish` run; it needs the extra `publish`."""

import sys
from importlib.util import find_spec

if __name__ == "__main__":
    missing = [name for name in ("build", "twine", "pypi_simple") if find_spec(name) is None]
    if missing:
        sys.exit(
            f"{', '.join(missing)}: not installed. Install specloom with its extra: pip install 'specloom[publish]'"
        )
    from specloom.publishing.cli import app

    app()
