"""The documents of the conformance suite as they are published: whatever they allow comes through."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.as_published.judge import Judge, told
from tests.as_published.published import Published
from tests.conformance.topics import Use, topic, topics
from tests.support.packages import generate

_READ_OTHERWISE = {
    "readOnly in a base, and listed with its values in an heir": "the kind of an heir has to be sent",
}
"""Cases that take a reading which OpenAPI doesn't give by itself, and why a payload made without it is none."""
_UNJUDGED = {
    "a choice of what a value lacks",
    "a format that no text of its length has",
    "a template that is completed where it is used",
    "additionalProperties typed, with allOf",
    "contains",
    "one of two properties in what extends a schema",
}
"""Cases with rules that payloads are not made by."""


@pytest.mark.parametrize("name", topics())
def test_what_a_topic_allows_comes_through(name: str, tmp_path: Path) -> None:
    cases = [case for case in topic(name).cases if case.name not in _READ_OTHERWISE]
    document = replace(topic(name), cases=cases).document(Use.BOTH)
    package = generate(document, tmp_path)
    judge = Judge(tmp_path / "project", package.__name__, Published(document))
    judge.check()
    assert told(judge.problems, 20) == []
    assert judge.counts["decoded"] == judge.counts["published"] > 10 * len(cases)
    texts = [text for each in judge.unjudged.values() for text in each]
    unjudged = {found[1] for text in texts for found in re.finditer(r"^POST /(.+?) (?:request|200): ", text)}
    assert unjudged <= _UNJUDGED


def test_the_cases_that_are_named_here_exist() -> None:
    known = {case.name for name in topics() for case in topic(name).cases}
    assert known >= {*_READ_OTHERWISE, *_UNJUDGED}
