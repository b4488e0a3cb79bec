"""Every rule of a comparison, by id."""

from collections.abc import Mapping

from specloom.diff.rule import Rule
from specloom.diff.rulebook import access, bodies, constraints, operations, unions, values, versions

RULES: Mapping[str, Rule] = {
    rule.id: rule
    for rules in (
        unions.RULES,
        values.RULES,
        constraints.RULES,
        operations.RULES,
        bodies.RULES,
        access.RULES,
        versions.RULES,
    )
    for rule in rules
}
