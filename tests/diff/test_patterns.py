"""A pattern takes all that another takes only if it does."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from specloom.diff.patterns import takes_all
from specloom.diff.rulebook.examples import schemas

from tests.diff.comparing import compared

SAME = [
    (r"^\d+$", "^[0-9]{1,}$"),
    (r"^\w*$", "^[A-Z_a-z0-9]{0,}$"),
    ("^(?:ab)?$", "^(ab){0,1}$"),
    ("^(abc)$", "^abc$"),
    (r"^\x61[\u0062]\-$", "^ab-$"),
    ("^[a-cb-f]$", "^[a-f]$"),
    (r"^[^\d]$", r"^\D$"),
    ("^(a|b)$", "^(b|a)$"),
    ("a+?", "a+"),
]
WIDER = [
    ("a", "^a"),
    ("a$", "^a$"),
    ("^[a-z]{1,10}$", "^[a-f]{2,5}$"),
    ("^(a|b|c)$", "^(c|a)$"),
    ("^[a-z-]+$", "^[a-z]+$"),
    ("^.+$", "^[^/\n\r\u2028\u2029]+$"),
    ("^a?b$", "^ab$"),
    ("a|b", "^b"),
    (r"^(x[0-9]){0,3}\s$", r"^(x1){2}\s$"),
]
UNSURE = [
    ("^a", "^b"),
    ("^a$", "^ab$"),
    ("^(?!a)b", "^(?!c)b"),
    (r"^(a|b)\1$", r"^(a)\1$"),
    (r"^[\s]$", r"^[ ]$"),
    ("(^a|b)", "(a|b)"),
    ("^[a", "^[ab"),
    ("^a{2", "^a{1"),
    ("(" * 40 + "a" + ")" * 40, "(" * 40 + "b" + ")" * 40),
    ("a" * 600, "b" * 600),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_in_other_words_is_no_change(one: str, other: str) -> None:
    assert told(one, other) == told(other, one) == set()


@pytest.mark.parametrize(("wide", "narrow"), WIDER)
def test_less_and_more_are_told_apart(wide: str, narrow: str) -> None:
    assert told(wide, narrow) == {"pattern-narrowed"}
    assert told(narrow, wide) == {"pattern-widened"}


@pytest.mark.parametrize(("one", "other"), UNSURE)
def test_what_can_not_be_told_is_something_else(one: str, other: str) -> None:
    assert not takes_all(one, other)
    assert not takes_all(other, one)


def told(base: str, head: str) -> set[str]:
    pair = ({"Code": {"type": "string", "pattern": pattern}} for pattern in (base, head))
    return {entry.rule for entry in compared(*schemas(*pair).documents()).entries}


TEXTS = ["".join(letters) for length in range(6) for letters in itertools.product("ab", repeat=length)]
pieces = st.sampled_from(["a", "b", "[ab]", "[^a]", ".", "^", "$", r"\b", r"\w", "[a-b]"])
patterns = st.recursive(
    pieces,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map("".join)
        | st.lists(inner, min_size=1, max_size=3).map(lambda parts: "(" + "|".join(parts) + ")")
        | st.builds(lambda part, times: f"(?:{part}){times}", inner, st.sampled_from(["", "?", "*", "+", "{1,2}"]))
    ),
    max_leaves=5,
)


@given(patterns, patterns)
def test_a_pattern_that_takes_all_matches_all(wider: str, pattern: str) -> None:
    if takes_all(wider, pattern):
        for text in TEXTS:
            assert not re.search(pattern, text) or re.search(wider, text), text
