"""What a finding does, by its rule, its direction and the settings."""

from specloom.diff.entries import Direction, Verdict
from specloom.diff.pairs import Finding
from specloom.diff.rule import Judged
from specloom.diff.rules import RULES
from specloom.diff.settings import Policy, Settings, Unions


def judged(finding: Finding) -> Judged:
    """What the rule of a finding says about its direction."""
    rule = RULES[finding.rule]
    by_direction = {Direction.REQUEST: rule.request, Direction.RESPONSE: rule.response, Direction.NEITHER: rule.neither}
    found = by_direction[finding.direction]
    if found is None:
        raise RuntimeError(f"the rule {rule.id} says nothing about {finding.direction}")
    return found


def wire_verdict(finding: Finding, settings: Settings) -> Verdict:
    """What a finding does to programs that talk to the API."""
    said = judged(finding)
    if settings.policy is Policy.MONGODB and said.mongodb is not None:
        return said.mongodb
    if finding.wire is not None:
        return finding.wire
    return said.closed if settings.unions is Unions.CLOSED and said.closed is not None else said.wire


def source_verdict(finding: Finding) -> Verdict:
    """What a finding does to Python code."""
    return finding.source if finding.source is not None else judged(finding).source


def is_harmful(finding: Finding) -> bool:
    """Whether a value of before is no longer taken, or a value is received that programs don't reckon with."""
    verdict = finding.wire or judged(finding).closed or judged(finding).wire
    return verdict in (Verdict.BREAKING, Verdict.WARNING) and finding.rule not in ("default-changed",)
