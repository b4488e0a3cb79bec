"""Test stubs: the tests that come with a package, which run as they are and show a maintainer where to add more."""
