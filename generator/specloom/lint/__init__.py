"""What is wrong, or looks wrong, in a document, each with its place and with what to do about it."""

from typing import Any

from specloom.diagnostics import Diagnostic
from specloom.lint import bodies, discriminators, operations, references, schemas
from specloom.lint.spec import Finding, Rule, Spec

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
        The findings, rule by rule, in document order. Errors are returned too, not raised.

    """
    spec = Spec(document)
    return [
        Diagnostic(rule.code, finding.message, finding.pointer, finding.hint, rule.severity)
        for rule in RULES
        for finding in dict.fromkeys(rule.check(spec))
    ]
