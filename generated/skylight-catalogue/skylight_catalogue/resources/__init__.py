# Written by specloom; changes belong into the fragment, its overlay or the templates.
"""The operations of the API, in groups; a client has each of them as an attribute."""
