"""Files in and out: reads YAML and JSON as data with places, bundles several files, edits YAML in place."""

from specloom.source.document import Document, read_document

__all__ = ["Document", "read_document"]
