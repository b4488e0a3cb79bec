"""What a document says in CommonMark, written anew as Markdown that can look like something and do nothing.

OpenAPI 3.1, 4.7: descriptions may use CommonMark. Kept are paragraphs, lists, quotes, tables, emphasis, code, and links
to the web; everything else is the text that it holds. HTML is text, and so are pictures.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from specloom.encode import Code, code_span, markdown, visible_lines

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

_MARKUP = re.compile(r"[\\`*_\[\]<>#|&~]|^\s*(?:[-+]|\d+[.)])\s|^\s*[-=]+\s*$|^(?: {4}|\t)", re.MULTILINE)
"""What any markup has in it."""
_BLANK = re.compile(r"\n\s*\n")
_SCHEMES = frozenset({"http", "https", "mailto"})
_IN_LINKS = "/:?#@!$&'*+,;=~%-._"
"""What a URL may hold that is no markup."""
_EMPHASIS = {"strong": "**", "em": "*"}
_NO_EMPHASIS = dict.fromkeys(_EMPHASIS, "")
_LIKE_LISTS = re.compile(r"^(\d*)([-=.)])")
"""How a paragraph may begin that would be an item of a list, or a line below a heading."""
_BULLET = "\N{BULLET}"


def commonmark(text: str) -> Code:
    """A description, as blocks of a Markdown document with an empty line between them; "" for an empty one."""
    sound = "\n".join(visible_lines(text)).strip("\n")
    if not _MARKUP.search(sound):
        return Code("\n\n".join(markdown(block) for block in _BLANK.split(sound)))
    return Code("\n\n".join(filter(None, _blocks(_tree(sound).children))))


@cache
def commonmark_cell(text: str) -> Code:
    """A description, on one line of a Markdown table."""
    sound = "\n".join(visible_lines(text)).strip("\n")
    if not _MARKUP.search(sound):
        return markdown(sound)
    return Code(" ".join(_flat(_tree(sound).children)))


def _tree(text: str) -> "SyntaxTreeNode":
    from markdown_it.tree import SyntaxTreeNode

    return SyntaxTreeNode(_parser().parse(text))


@cache
def _parser() -> "MarkdownIt":
    # Imported where it is used, since most runs look up what they have written before.
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _blocks(nodes: Iterable["SyntaxTreeNode"]) -> Iterator[str]:
    """The blocks of a document or of an item, each of one or more lines."""
    for node in nodes:
        match node.type:
            case "bullet_list":
                yield "\n".join(_item(item.children, "- ") for item in node.children)
            case "ordered_list":
                start = int(node.attrs.get("start", 1))
                yield "\n".join(_item(item.children, f"{start + at}. ") for at, item in enumerate(node.children))
            case "blockquote":
                inner = "\n\n".join(_blocks(node.children))
                yield "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
            case "table":
                rows = [row.children for part in node.children for row in part.children]
                head, *body = [f"| {' | '.join(_inline(cell.children, cell=True) for cell in row)} |" for row in rows]
                yield "\n".join([head, f"|{' --- |' * len(rows[0])}", *body])
            case "code_block" | "fence":
                # A fence would be a program of ours, and be run by the tests.
                yield "\\\n".join(code_span(line) for line in node.content.split("\n") if line.strip())
            case "heading":
                # Emphasis in what is strong already would have its marks side by side with others.
                title = _one_line(_spans(node.children, _NO_EMPHASIS, cell=False))
                yield f"**{title}**" if title else ""
            case "hr":
                pass
            case _:
                yield _LIKE_LISTS.sub(r"\1\\\2", _inline(node.children))


def _item(blocks: Iterable["SyntaxTreeNode"], mark: str) -> str:
    inner = "\n\n".join(_blocks(blocks)).replace("\n", "\n" + " " * len(mark))
    return re.sub(r"^ +$", "", f"{mark}{inner}", flags=re.MULTILINE)


def _flat(nodes: Iterable["SyntaxTreeNode"]) -> Iterator[str]:
    """The same on one line, part by part."""
    for node in nodes:
        match node.type:
            case "bullet_list" | "ordered_list":
                for item in node.children:
                    yield " ".join([_BULLET, *_flat(item.children)])
            case "table":
                rows = [row.children for part in node.children for row in part.children]
                yield "; ".join(", ".join(_inline(cell.children, cell=True) for cell in row) for row in rows)
            case "code_block" | "fence":
                yield code_span(node.content, cell=True)
            case "heading" | "paragraph" | "inline":
                yield _inline(node.children, cell=True)
            case _:
                yield from _flat(node.children)


def _inline(nodes: Sequence["SyntaxTreeNode"], *, cell: bool = False) -> str:
    """What stands inside of a block, on one line."""
    marks = _EMPHASIS if _is_read_again(nodes) else _NO_EMPHASIS
    return _one_line(_spans(nodes, marks, cell=cell))


def _one_line(texts: Iterable[str]) -> str:
    return " ".join("".join(texts).split())


def _is_read_again(nodes: Sequence["SyntaxTreeNode"]) -> bool:
    """Whether marks of emphasis are read as such when they are written anew: beside others, they may be text."""
    if not any(node.type in _EMPHASIS for top in nodes for node in top.walk()):
        return True
    from markdown_it.tree import SyntaxTreeNode

    written = _one_line(_spans(nodes, _EMPHASIS, cell=False))
    return _one_line(_said(SyntaxTreeNode(_parser().parseInline(written)).children)) == _one_line(_said(nodes))


def _said(nodes: Iterable["SyntaxTreeNode"]) -> Iterator[str]:
    """What is left without all markup."""
    for node in nodes:
        match node.type:
            case "text" | "image" | "code_inline":
                yield node.content
            case "softbreak" | "hardbreak":
                yield " "
            case _:
                yield from _said(node.children)


def _spans(nodes: Iterable["SyntaxTreeNode"], marks: Mapping[str, str], *, cell: bool) -> Iterator[str]:
    for node in nodes:
        match node.type:
            case "text" | "image":
                shown = _text(node.content)
                # It would make a picture of a link.
                is_mark = shown.endswith("!") and node.next_sibling is not None and node.next_sibling.type == "link"
                yield f"{shown[:-1]}\\!" if is_mark else shown
            case "softbreak" | "hardbreak":
                yield " "
            case "code_inline":
                yield code_span(node.content, cell)
            case "strong" | "em":
                mark = marks[node.type]
                yield f"{mark}{''.join(_spans(node.children, marks, cell=cell))}{mark}"
            case "link":
                shown = "".join(_spans(node.children, marks, cell=cell))
                target = _target(str(node.attrs.get("href", "")))
                yield f"[{shown}]({target})" if target and shown.strip() else shown
            case _:
                yield "".join(_spans(node.children, marks, cell=cell))


def _text(text: str) -> str:
    """Text that means itself, with the spaces around it."""
    before, after = text[:1].isspace(), text[-1:].isspace()
    return " " * before + markdown(text) + " " * after if text.strip() else " " * bool(text)


def _target(link: str) -> str:
    """Where a link leads, if that is the web; what it leads to in the document's own pages is not ours."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    is_whole = parts.scheme.lower() in _SCHEMES and (parts.netloc or parts.scheme.lower() == "mailto")
    return quote(link, safe=_IN_LINKS) if is_whole else ""
