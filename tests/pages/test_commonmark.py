"""What a document says in CommonMark is shown as such, and can do nothing else."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from specloom.commonmark import commonmark, commonmark_cell


@pytest.mark.parametrize(
    ("text", "blocks", "cell"),
    [
        ("Plain.\n\nTwice.", "Plain.\n\nTwice.", "Plain. Twice."),
        ("a **b** *c* `d|e`", "a **b** *c* `d|e`", r"a **b** *c* `d\|e`"),
        ("Either:\n- a\n- b\n  more\n", "Either:\n\n- a\n- b more", "Either: • a • b more"),
        ("3. c\n4. d\n   - e", "3. c\n4. d\n\n   - e", "• c • d • e"),
        ("# Title #\ntext", "**Title**\n\ntext", "Title text"),
        ("> a\n> b\n\nc", "> a b\n\nc", "a b c"),
        ("```python\nimport os\n\nos._exit(1)\n```", "`import os`\\\n`os._exit(1)`", "`import os os._exit(1)`"),
        ("|a|b|\n|-|-|\n|`c`|d|", "| a | b |\n| --- | --- |\n| `c` | d |", "a, b; `c`, d"),
        ("[web](https://a.example/b_(c)|)", "[web](https://a.example/b_%28c%29%7C)", None),
        ("<https://a.example>", "[https://a.example](https://a.example)", None),
        ("[own](#tag/Pets) [file](pets.md) [odd](data:text/html,x)", "own file \\[odd\\](data:text/html,x)", None),
        ("[a](javascript:b)", r"\[a\](javascript:b)", None),
        ("<b onclick=x>a</b>", r"\<b onclick=x\>a\</b\>", None),
        ("![alt](https://a.example/b.png)", "alt", None),
        (r"\- a", r"\- a", "- a"),
        ("\\  \na", r"\\ a", None),
        # With the marks of emphasis, another would be read.
        ("# ***|**", r"**\*\|**", r"\***\|**"),
        ("**- *_**", r"\*- \_", None),
        ("a &amp; b &lt;", "a &amp; b \\<", None),
        ("a \u202e b\u2028c", "a b c", None),
        ("", "", ""),
    ],
)
def test_what_is_written(text: str, blocks: str, cell: str | None) -> None:
    assert commonmark(text) == blocks
    assert commonmark_cell(text) == (blocks if cell is None else cell)


def flat(tokens: list[Token] | None) -> list[Token]:
    return [each for token in tokens or [] for each in [token, *flat(token.children)]]


def shown(tokens: list[Token]) -> str:
    """The characters that a reader sees."""
    leaves = {"text", "code_inline", "code_block", "fence"}
    return "".join("".join(token.content.split()) for token in tokens if token.type in leaves)


PIECES = [
    *(
        "*",
        "**",
        "_",
        "`",
        "```",
        "~~~",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "- ",
        "1. ",
        "> ",
        "# ",
        "|",
        "---",
        "===",
        "\\",
        "!",
    ),
    *("[", "](", ")", "<b>", "</b>", "<!--", "-->", "&lt;", "a", "b c", "é"),
    *("https://a.example", "javascript:b", "<https://b.example>"),
]
READER = MarkdownIt("commonmark").enable("table")


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_it_can_only_look_like_something(text: str) -> None:
    said = flat(MarkdownIt("commonmark", {"html": False}).enable("table").parse(text))
    for written in (commonmark(text), commonmark_cell(text)):
        tokens = flat(READER.parse(written))
        assert not {"html_block", "html_inline", "fence", "code_block", "heading_open", "image"} & {
            token.type for token in tokens
        }
        links: list[Any] = [token.attrs["href"] for token in tokens if token.type == "link_open"]
        assert all(link.startswith("https://") for link in links)
    assert shown(flat(READER.parse(commonmark(text)))) == shown(said)
