import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from specloom.examples.patterns import PatternError, matches, matching


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"^([a-f0-9]{24})$", "abcdef0123456789abcdef01"),
        (r"^[A-Z]{2}-\d+$", "AB-456789"),
        (r"^(?:red|green)$", "red"),
        (r"^v?\d\.\d$", "1.3"),
        (r"^(?<year>\d{4})-x$", "1234-x"),
        (r"^(?=a)[a-c]$", "a"),
        (r"^\u0041\x42$", "AB"),
        (r"^[^a-z]$", "1"),
        (r"\$\{x\}", "${x}"),
        (r"^[\s-x]{3}$", "x -"),
        (r"^[!-\d]{1}-$", "0-"),
        (r"^$", ""),
    ],
)
def test_a_text_is_made(pattern: str, text: str) -> None:
    assert matching(pattern) == text


@pytest.mark.parametrize(
    ("pattern", "shortest", "longest"),
    [(r"^[a-z]+$", 10, 12), (r"^[a-z]+$", 0, 2), (r"^[a-z]*$", 3, 3), (r"^a{2,}$", 5, None), ("foo", 12, 12)],
)
def test_lengths_are_kept(pattern: str, shortest: int, longest: int | None) -> None:
    text = matching(pattern, shortest, longest)

    assert re.search(pattern, text)
    assert shortest <= len(text) <= (longest or len(text))


@pytest.mark.parametrize(
    "pattern",
    [r"^(a)\1$", r"^a$b", r"(", r")", r"[", r"[z-a]", r"*", r"(?i)a", r"^[[:alpha:]]$", r"^(?!a)a$", "a\\"],
)
def test_what_is_not_understood_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        matching(pattern)


def test_a_length_that_no_match_has_is_refused() -> None:
    with pytest.raises(PatternError, match="no example is known"):
        matching(r"^[a-z]{3}$", 5)


@given(st.text(st.sampled_from(r"abz019[](){}^$.*+?|\dwsDWS-,:<>=!"), max_size=12))
def test_whatever_is_made_matches(pattern: str) -> None:
    try:
        text = matching(pattern)
    except PatternError:
        return
    assert matches(pattern, text)
