"""Tests of the package. What specloom wrote says so in its first line; every other file here is yours and stays."""
