"""Edits a YAML file in place, so that only what the edit changes differs afterwards."""

from __future__ import annotations

import io
import os
import re
import tempfile
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Final

from specloom.diagnostics import Diagnostic, Location, SpecError
from specloom.source.document import read_document, read_text
from specloom.source.text import TextError
from specloom.source.yaml_text import read_yaml

if TYPE_CHECKING:
    from ruamel.yaml.comments import CommentedMap

_LINE: Final = re.compile(r"(?P<indent> *)(?P<dashes>(?:- +)*)(?P<rest>[^ #].*)?")


def edit_yaml(path: Path, edit: Callable[[CommentedMap], None]) -> None:
    """Change a YAML file; comments, order, quotes, line widths, line ends and file mode survive.

    The file is replaced as a whole or, if anything goes wrong, not at all.

    Args:
        path: the file. Where it is a symbolic link, the file it leads to is changed.
        edit: changes the mapping that the file holds.

    Raises:
        SpecError: if the file can't be read as a YAML mapping.
    """
    read_document(path)
    text = read_text(path)
    if text.lstrip().startswith("{"):
        raise SpecError(
            Diagnostic(
                "not-yaml",
                "the file holds JSON, and only YAML can be edited in place",
                hint="Write it as YAML, or edit it by hand.",
                location=Location(path, 1, 1),
            )
        )
    unified = text.replace("\r\n", "\n")
    edited = _edit_text(unified, edit)
    if edited == unified:
        return
    if "\r\n" in text:
        edited = edited.replace("\n", "\r\n")
    target = path.resolve()
    mark = b"\xef\xbb\xbf" if target.read_bytes().startswith(b"\xef\xbb\xbf") else b""
    write_atomically(target, mark + edited.encode())


def write_atomically(path: Path, content: bytes) -> None:
    """Replace a file's content, keeping its mode, or write a new one; nobody ever reads half of it.

    What is there and no file, such as a pipe, is written to.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    except OSError as error:
        error.filename = str(path)  # Nobody has asked for the other one.
        raise
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_umask())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    """What new files of this process may not be."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _edit_text(text: str, edit: Callable[[CommentedMap], None]) -> str:
    """Apply an edit to a text.

    The library keeps comments but writes long texts, blank lines and the like its own way. So it writes the
    file twice, before the edit and after, and only the lines that differ go into the text.
    """
    # The round-trip classes take longer to import than most commands to run.
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 1 << 20
    mapping, sequence, offset = indentation(text)
    yaml.indent(mapping=mapping, sequence=sequence, offset=offset)
    data = yaml.load(text)

    def dump() -> str:
        stream = io.StringIO()
        yaml.dump(data, stream)
        return stream.getvalue()

    before = dump()
    edit(data)
    after = dump()
    if before == after:
        return text
    merged = _carry_over(text.splitlines(True), before.splitlines(True), after.splitlines(True))
    return merged if _same_data(merged, after) else after


def _carry_over(text: list[str], before: list[str], after: list[str]) -> str:
    """Make in `text` the changes that lead from `before` to `after`: a three-way merge, line by line.

    Where a changed line isn't written in `text` as it is in `before`, the whole stretch comes from `after`.
    """
    # As many lines in place of others are taken for the same lines, written another way.
    in_text = _pairs(before, text, ("equal", "replace"))
    in_after = _pairs(before, after, ("equal",))
    result: list[str] = []
    done = (0, 0, 0)
    ends = (len(before), len(text), len(after))
    shared = [(line, in_text[line], in_after[line]) for line in in_text if line in in_after]
    for sync in (*shared, ends):
        ours, theirs, mine = (
            lines[start:end] for lines, start, end in zip((before, text, after), done, sync, strict=True)
        )
        if ours == mine:
            result += theirs
        elif ours:
            result += mine
        else:
            result += theirs + mine
        result += text[sync[1] : sync[1] + 1]
        done = (sync[0] + 1, sync[1] + 1, sync[2] + 1)
    return "".join(result)


def _pairs(before: list[str], other: list[str], kinds: tuple[str, ...]) -> dict[int, int]:
    """Find which line of `before` is which of the other."""
    changes = SequenceMatcher(None, before, other, autojunk=False).get_opcodes()
    return {
        start + step: there + step
        for kind, start, end, there, there_end in changes
        if kind in kinds and end - start == there_end - there
        for step in range(end - start)
    }


def _same_data(one: str, other: str) -> bool:
    try:
        return bool(read_yaml(one) == read_yaml(other))
    except TextError:
        return False


def indentation(text: str) -> tuple[int, int, int]:
    """Find how a text indents: mappings, list entries' content, and the dash within that."""
    mapping: int | None = None
    sequence: tuple[int, int] | None = None
    above: tuple[int, str] | None = None  # the indentation and the last character of the line above
    for line in text.split("\n"):
        match = _LINE.fullmatch(line)
        if match is None or not match["rest"]:
            continue
        indent, dashes = len(match["indent"]), match["dashes"]
        if above is not None and above[1] == ":" and indent >= above[0]:
            if dashes and sequence is None:
                offset = indent - above[0]
                sequence = (offset + len(dashes), offset)
            elif not dashes and mapping is None and indent > above[0]:
                mapping = indent - above[0]
        if mapping is not None and sequence is not None:
            break
        above = (indent + len(dashes), match["rest"].rstrip()[-1])
    mapping = mapping or 2
    return (mapping, *(sequence or (mapping, 0)))
