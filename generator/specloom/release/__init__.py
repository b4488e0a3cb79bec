"""Releases: the next version out of what has changed, and what users of the package are told about it."""
