"""Every rule of a comparison, by id."""

from collections.abc import Mapping

from specloom.diff.rule import Rule

RULES: Mapping[str, Rule] = {}
