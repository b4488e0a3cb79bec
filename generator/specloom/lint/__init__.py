"""What is wrong, or looks wrong, in a document, each with its place and with what to do about it."""

from typing import Any

from specloom.diagnostics import Diagnostic, SpecError
from specloom.lint import bodies, discriminators, operations, references, schemas
from specloom.lint.spec import Finding, Rule, Spec
from specloom.normalise.dialect import supported_version
from specloom.normalise.structure import checked

__all__ = ["RULES", "Finding", "Rule", "Spec", "lint_document"]

RULES: tuple[Rule, ...] = (
    *references.RULES,
    *discriminators.RULES,
    *operations.RULES,
    *bodies.RULES,
    *schemas.RULES,
)
"""Every rule, in the order in which findings are reported."""


def lint_document(document: dict[str, Any]) -> list[Diagnostic]:
    """Apply every rule to a document, which is not changed.

    Returns:
        What stands where it can't stand, then the findings, rule by rule, in document order. Errors are returned too,
        not raised.

    """
    spec = Spec(document)
    found = [
        Diagnostic(rule.code, finding.message, finding.pointer, finding.hint, rule.severity)
        for rule in RULES
        for finding in dict.fromkeys(rule.check(spec))
    ]
    said = {one.pointer for one in found}
    return [one for one in _misplaced(document) if one.pointer not in said] + found


def _misplaced(document: dict[str, Any]) -> list[Diagnostic]:
    """What no package can be generated with, whatever the rules say, and what is left out of every package."""
    try:
        supported_version(document)
        return checked(document)[1]
    except SpecError as error:
        return list(error.diagnostics)
