"""Whole documents made by chance, and what the toolkit makes of each: generated, imported, judged, tested, typed.

A seed is a document, always the same one, so a failure can be told by its number. Everything in a document is valid
OpenAPI of its version; what no author would think of combining is combined, since somebody has.

    python -m tests.random_documents 100 200 --workers 2
    python -m tests.random_documents 117 --shrink 'is refused' --keep folder
"""
