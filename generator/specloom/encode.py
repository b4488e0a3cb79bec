"""Text of a document in generated files: one encoder for each context, and templates that print nothing else.

Whatever comes out of a document is untrusted. An encoder turns it into `Code`, text that is safe in the one context the
encoder is for, and `environment` makes Jinja templates that refuse to print a plain string.
"""

import re
import textwrap
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import tomlkit
from markupsafe import Markup, escape

from specloom.compiled import compiled_templates
from specloom.manifest import digest


class Code(str):
    """Text that may stand in a generated file as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        """Tell Jinja that this needs no escaping."""
        return str(self)


_LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""Everything that any reader of Python, TOML or Markdown takes for the end of a line."""


def lines(text: str) -> list[str]:
    """Split text into lines, without spaces at their ends, nor what `visible_lines` leaves out."""
    return [line.rstrip() for line in visible_lines(text)]


def visible_lines(text: str) -> list[str]:
    """Split text into lines, without characters that are invisible or that change how the rest is shown."""
    return list(map(_visible, _LINE_ENDS.split(text)))


def _visible(line: str) -> str:
    # Most lines are, and asking for the category of every character takes long.
    return line if line.isprintable() else "".join(char for char in line if _is_visible(char))


def _is_visible(char: str) -> bool:
    # Control and format characters (among them those that turn the direction of writing), surrogates, private use.
    return char == "\t" or not unicodedata.category(char).startswith("C")


def one_line(text: str) -> str:
    """Text on one line, with single spaces."""
    if text.isprintable():
        return " ".join(text.split())
    return " ".join(" ".join(lines(text)).split())


def string_literal(value: str) -> Code:
    """A Python string literal, in double quotes, of printable characters."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    if not escaped.isprintable():
        escaped = "".join(char if char.isprintable() else repr(char)[1:-1] for char in escaped)
    return Code(f'"{escaped}"')


def literal(value: Any) -> Code:
    """A Python literal of a JSON value.

    Raises:
        TypeError: for anything that is not one.
    """
    if isinstance(value, str):
        return string_literal(value)
    if value is None or isinstance(value, bool | int | float):
        return Code(repr(value))
    if isinstance(value, list | tuple):
        inner = ", ".join(map(literal, value))
        if isinstance(value, list):
            return Code(f"[{inner}]")
        return Code(f"({inner},)" if len(value) == 1 else f"({inner})")
    if isinstance(value, dict):
        return Code("{" + ", ".join(f"{literal(key)}: {literal(item)}" for key, item in value.items()) + "}")
    raise TypeError(f"not a JSON value: {type(value).__name__}")


def bytes_literal(value: bytes) -> Code:
    """A Python literal of bytes."""
    return Code(repr(value))


@cache
def docstring(text: str, indent: int = 0, width: int = 100) -> Code:
    """A Python docstring, wrapped, with its quotes; what is indented or fenced as code keeps its lines.

    Args:
        text: Markdown, as OpenAPI has it in descriptions.
        indent: how many spaces stand before the docstring.
        width: of the lines, the indentation included.
    """
    body = [docstring_line(line) for line in wrapped(text, width - indent)]
    if not body:
        return Code('""" """')
    body[-1] = _before_quotes(body[-1])
    pad = " " * indent
    if len(body) == 1 and len(body[0]) <= width - indent - 6:
        return Code(f'"""{body[0]}"""')
    return Code(f'"""{body[0]}\n' + "\n".join(pad + line if line else "" for line in body[1:]) + f'\n{pad}"""')


def docstring_line(line: str) -> Code:
    """One line of text inside a docstring."""
    return Code(line.replace("\\", "\\\\").replace('"""', '\\"\\"\\"'))


def _before_quotes(line: Code) -> Code:
    """One encoded line as the last of a docstring: a quote that nothing escapes yet would end it too early."""
    return Code(line[:-1] + '\\"') if re.search(r'(?<!\\)(?:\\\\)*"$', line) else line


_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")
"""How an item of a list begins in Markdown."""


def wrapped(text: str, width: int) -> list[str]:
    """Wrap paragraphs and list items of Markdown; leave code, tables and headings alone."""
    result: list[str] = []
    paragraph: list[str] = []
    fenced = False

    def flush() -> None:
        if paragraph:
            first = paragraph[0]
            whole = " ".join(part.strip() if part is not first else part.rstrip() for part in paragraph)
            paragraph.clear()
            if len(whole) <= width:
                result.append(whole)
                return
            mark = _ITEM.match(first)
            hang = " " * len(mark[0]) if mark else ""
            result.extend(_filled(whole, width, hang))

    for raw in lines(text.expandtabs(4)):
        line = raw.rstrip()
        if line.lstrip().startswith("```"):
            flush()
            fenced = not fenced
            result.append(line)
        elif fenced or line.startswith(("    ", "|", "#")):
            flush()
            result.append(line)
        elif not line:
            flush()
            result.append("")
        else:
            if _ITEM.match(line):
                flush()
            paragraph.append(line)
    flush()
    while result and not result[0]:
        result.pop(0)
    while result and not result[-1]:
        result.pop()
    # One empty line between paragraphs is enough.
    return [line for index, line in enumerate(result) if line or result[index - 1]]


def _filled(text: str, width: int, hang: str) -> list[str]:
    """Lines of a text, all but the first with an indent."""
    words = text.split(" ")
    if not all(map(str.strip, words)):
        return textwrap.wrap(text, width, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False)
    # The same for words with one space between them, in a third of the time.
    result: list[str] = []
    line = words[0]
    for word in words[1:]:
        if len(line) + 1 + len(word) <= width:
            line = f"{line} {word}"
        else:
            result.append(line)
            line = hang + word
    return [*result, line]


@cache
def first_sentence(text: str) -> str:
    """The first sentence of a description, on one line."""
    paragraph = one_line("\n".join(wrapped(text, 10_000))[:2000].split("\n\n")[0])
    found = re.match(r"(.+?[.!?])(?:\s+[A-Z`*\[]|$)", paragraph)
    return found[1] if found else paragraph


_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#+|~])")
"""What is markup on its own; parentheses and exclamation marks are only beside a bracket."""


def markdown(text: str) -> Code:
    """Text on one line of a Markdown document, where it means itself: no markup, no HTML, no links."""
    return _escaped(one_line(text))


def _escaped(line: str) -> Code:
    return Code(_MARKDOWN.sub(r"\\\1", line).replace("&", "&amp;"))


@cache
def code_span(text: str, cell: bool = False) -> Code:
    """Text on one line of a Markdown document, set as code.

    Args:
        text: what is shown as it is.
        cell: whether it stands in a table.
    """
    content = one_line(text)
    if not content:
        return Code("")
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", content)), default=0))
    pad = " " if content.startswith("`") or content.endswith("`") else ""
    # In a table, a bar ends its cell even inside of code, unless it is escaped.
    return Code(f"{fence}{pad}{content.replace('|', chr(92) + '|') if cell else content}{pad}{fence}")


@cache
def prose(text: str, cell: bool = False) -> Code:
    """Text on one line of a Markdown document, where nothing but `code` is markup.

    Args:
        text: Markdown.
        cell: whether it stands in a table.
    """
    parts = re.split(r"(?<!`)`([^`]+)`(?!`)", one_line(text))
    return Code("".join(code_span(part, cell) if index % 2 else _escaped(part) for index, part in enumerate(parts)))


def html(text: str) -> Code:
    """Text in an HTML page, in an element or in a quoted attribute; what nobody could see is shown as an escape."""
    shown = "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
    return Code(escape(shown))


def toml(value: str) -> Code:
    """A TOML string."""
    return Code(tomlkit.item(one_line(value)).as_string())


def code(value: StrEnum) -> Code:
    """A member of one of our own enums, as it is written in code."""
    return Code(value.value)


def env_name(value: str) -> Code:
    """Name an environment variable.

    Raises:
        ValueError: the text can't be one.
    """
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", value):
        raise ValueError(f"{value!r} can't name an environment variable")
    return Code(value)


ENCODERS: dict[str, Callable[..., Code]] = {
    "code": code,
    "code_span": code_span,
    "docline": lambda text: _before_quotes(docstring_line(one_line(text))),
    "env": env_name,
    "docstring": docstring,
    "html": html,
    "literal": literal,
    "markdown": markdown,
    "prose": prose,
    "quoted": string_literal,
    "toml": toml,
}
"""The encoders by the names of their filters in templates."""


def environment(folder: Path, filters: dict[str, Callable[..., Code]] | None = None) -> jinja2.Environment:
    """Make a Jinja environment whose templates print encoded text only.

    A template prints `Code` and numbers; a plain string raises `TypeError`, an undefined name `UndefinedError`.
    """
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        finalize=only_code,
        # With it, what a macro gives is told from plain text; `only_code` sees to it that nothing is escaped.
        autoescape=True,
        bytecode_cache=compiled(),
    )
    made.filters.update({**ENCODERS, **(filters or {})})
    return made


def compiled(reader: str = "") -> jinja2.BytecodeCache | None:
    """Find what is compiled of templates already.

    Args:
        reader: name and version of what sets up their environment, where that is not this module.
    """
    return compiled_templates(_way_of_reading(reader))


@cache
def _way_of_reading(reader: str) -> str:
    """A hash of all that decides what a template is compiled to: its reader, this module, and the compiler."""
    parts = (jinja2.__version__.encode(), reader.encode(), Path(__file__).read_bytes())
    return digest(b"\n".join(parts))[:16]


def only_code(value: Any) -> Any:
    """Refuse to print a value that no encoder has seen."""
    if isinstance(value, Code | Markup | jinja2.Undefined) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise TypeError(f"a template prints {type(value).__name__} {value!r:.60} without an encoder")
