"""The rules of a comparison, written down: for people, for programs, and for a page of documentation."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from specloom.diff.entries import RULES_VERSION
from specloom.diff.reports.report import sentence
from specloom.diff.rule import Example, Judged, Part, Rule
from specloom.encode import code_span, prose
from specloom.yaml_output import dump_yaml


def rules_text(rules: Iterable[Rule]) -> str:
    """List the rules for people."""
    listed = list(rules)
    lines = [f"Rule set {RULES_VERSION}: {len(listed)} rules"]
    for rule in listed:
        lines += ["", rule.id, f"  {rule.says}", f"  {sentence(rule.why)}"]
        lines += [f"  {where}: {_judged(judged)}" for where, judged in _judgements(rule)]
        if rule.advice:
            lines.append(f"  To do: {rule.advice}")
        if rule.example:
            before, after = _example(rule.example)
            for title, text in (("before", before), ("after", after)):
                lines.append(f"  {title}:")
                lines += [f"    {line}" for line in text.splitlines()]
    return "\n".join(lines) + "\n"


def rules_markdown(rules: Iterable[Rule]) -> str:
    """List the rules as a page."""
    listed = list(rules)
    blocks = [f"# Rules of `specloom diff`, version {RULES_VERSION}"]
    for rule in listed:
        blocks += [f"## {code_span(rule.id)}", f"{prose(rule.says)} {prose(sentence(rule.why))}"]
        blocks.append("\n".join(f"- {where}: {_judged(judged)}" for where, judged in _judgements(rule)))
        if rule.advice:
            blocks.append(f"To do: {prose(rule.advice)}")
        if rule.example:
            before, after = _example(rule.example)
            blocks.append(f"```yaml\n# before\n{before}\n# after\n{after}\n```")
    return "\n\n".join(block for block in blocks if block) + "\n"


def rules_json(rules: Iterable[Rule]) -> str:
    """List the rules for programs."""
    data = {"rules_version": RULES_VERSION, "rules": [_data(rule) for rule in rules]}
    return json.dumps(data, indent=2) + "\n"


def _data(rule: Rule) -> dict[str, Any]:
    example = rule.example
    return {
        "id": rule.id,
        "says": rule.says,
        "why": rule.why,
        "advice": rule.advice,
        "verdicts": {
            where: {
                "wire": str(judged.wire),
                "source": str(judged.source),
                "wire_if_closed": str(judged.closed or judged.wire),
                "wire_mongodb": str(judged.mongodb or judged.wire),
            }
            for where, judged in _judgements(rule)
        },
        "by_comparison": rule.compared,
        "example": example and {"of": str(example.part), "base": example.base, "head": example.head},
    }


def _judgements(rule: Rule) -> Iterator[tuple[str, Judged]]:
    for where, judged in (("request", rule.request), ("response", rule.response), ("elsewhere", rule.neither)):
        if judged is not None:
            yield where, judged


def _judged(judged: Judged) -> str:
    text = f"wire {judged.wire}, source {judged.source}"
    if judged.closed is not None:
        text += f"; closed unions: wire {judged.closed}"
    if judged.mongodb is not None:
        text += f"; policy mongodb: wire {judged.mongodb}"
    return text


def _example(example: Example) -> tuple[str, str]:
    before, after = (
        dump_yaml(dict(side)).rstrip("\n") if side else f"# no {example.part}" for side in (example.base, example.head)
    )
    return (before, after) if example.part is not Part.OPERATION else (before or "# nothing", after or "# nothing")
