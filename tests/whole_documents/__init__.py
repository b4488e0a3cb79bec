"""Whole documents of other people, at every API version date: generated, and held to what their unions say.

`make conformance` does it for all of them, which takes a while, and writes TABLE.md; one date is a test like any other.
"""
