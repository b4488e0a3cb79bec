"""`python -m specloom.publishing`: what `make build` and `make publish` run; it needs the extra `publish`."""

from specloom.publishing.cli import app

if __name__ == "__main__":
    app()
