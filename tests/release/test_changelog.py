"""CHANGELOG.md: entries go in above those that are there, and are found again."""

from hypothesis import given
from hypothesis import strategies as st
from specloom.release.changelog import entry_of, with_entry

LOG = """\
# Changes

Everything that users have to know.

## 1.1.0 - 2026-02-01

- New.

```
## 1.0.0 is only shown here
```

## [1.0.0] - 2026-01-01

- First.
"""


def test_a_new_entry_stands_above_the_others() -> None:
    text = with_entry(LOG, "## 2.0.0 - 2026-03-01\n\n- Gone.\n", "2.0.0")
    assert text == LOG.replace("## 1.1.0", "## 2.0.0 - 2026-03-01\n\n- Gone.\n\n## 1.1.0")


def test_an_entry_for_the_same_version_is_replaced() -> None:
    text = with_entry(LOG, "## 1.1.0 - 2026-03-01\n\n- Other.\n", "1.1.0")
    assert entry_of(text, "1.1.0") == "- Other.\n"
    assert text.count("## 1.1.0") == 1
    assert entry_of(text, "1.0.0") == "- First.\n"


def test_the_first_entry_begins_the_page() -> None:
    assert (
        with_entry("", "## 1.0.0 - 2026-01-01\n\n- First.\n", "1.0.0")
        == "# Changes\n\n## 1.0.0 - 2026-01-01\n\n- First.\n"
    )


def test_an_entry_is_found_by_its_version_alone() -> None:
    assert entry_of(LOG, "1.1.0") == "- New.\n\n```\n## 1.0.0 is only shown here\n```\n"
    assert entry_of(LOG, "1.1") is None
    assert entry_of("", "1.0.0") is None


@given(st.lists(st.integers(0, 5), max_size=8))
def test_each_release_is_there_once_and_the_last_written_is_first(releases: list[int]) -> None:
    text = ""
    for number, major in enumerate(releases):
        text = with_entry(text, f"## {major}.0.0\n\n- Number {number}.\n", f"{major}.0.0")
    for major in range(6):
        written = [number for number, one in enumerate(releases) if one == major]
        assert entry_of(text, f"{major}.0.0") == (f"- Number {written[-1]}.\n" if written else None)
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    assert len(headings) == len(set(releases))
    assert headings[:1] == [f"## {major}.0.0" for major in releases[-1:]]
