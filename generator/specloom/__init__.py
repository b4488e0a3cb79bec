"""specloom turns a captured OpenAPI fragment into a publishable, strictly typed Python package."""

__version__ = "0.1.0"
