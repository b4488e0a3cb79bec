"""Files in and out: reads YAML and JSON as data with places, bundles several files, edits YAML in place."""

from specloom.source.bundle import read_bundled
from specloom.source.document import Document, read_document, read_text
from specloom.source.edit import edit_yaml, write_atomically

__all__ = ["Document", "edit_yaml", "read_bundled", "read_document", "read_text", "write_atomically"]
