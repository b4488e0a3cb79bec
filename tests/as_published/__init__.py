"""Payloads made from a document as it is published, and what a generated package makes of them.

What a document means is read here a second time, from JSON Schema and OpenAPI alone, so that a mistake of the
normal form shows: nothing of `specloom.normalise` is used, and payloads are built from what the author wrote.
`jsonschema` says which of them are valid; each of these has to come through the package and back as it was.
"""
