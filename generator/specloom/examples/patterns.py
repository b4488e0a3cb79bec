"""Texts that match a regular expression, for the common kinds of expressions: the ones that documents are full of.

Literals, character classes, groups, alternatives and quantifiers are understood; look-around is passed over, references
back are refused. Nothing is guessed: every text is matched against its pattern before it is given out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pydantic_core import SchemaError, SchemaValidator, ValidationError, core_schema

from specloom.models.patterns import python_pattern, rust_pattern

_DIGITS = "1234567890"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_WORD = _LETTERS + _DIGITS + _LETTERS.upper() + "_"
_ANY = _LETTERS + _DIGITS + _LETTERS.upper() + "-_.:/ "
_PRINTABLE = _ANY + "".join(chr(code) for code in range(33, 127) if chr(code) not in _ANY)
_CLASSES = {"d": _DIGITS, "w": _WORD, "s": " "}
_NO_ENDS = ("d", "w", "s", "D", "W", "S", "p")
"""The escapes that stand for many characters, and so for no end of a range."""
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "0": "\0"}
_OFTEN = 6
"""How often a part is written that may be repeated without end."""
_TRIES = 64
"""How often a text is made longer to reach a length that is asked for."""
_MOST_STEPS = 20_000
"""How much is written for one text: a pattern may repeat what repeats, and so be long without end."""


class PatternError(ValueError):
    """No text is known that matches."""


def matching(pattern: str, shortest: int = 0, longest: int | None = None) -> str:
    """Make a text that matches a pattern.

    Args:
        pattern: searched for anywhere in the text, as JSON Schema has it.
        shortest: the least number of characters.
        longest: the greatest number of characters.

    Raises:
        PatternError: the pattern is not understood, or no text of that length is found.
    """
    parsed = _Parser(pattern).parse()
    for often in (_OFTEN, 1):
        for more in range(_TRIES):
            writer = _Writer(often, more)
            text = writer.write(parsed)
            if len(text) < shortest and not pattern.endswith("$"):
                text = text.ljust(shortest, "x")
            fits = shortest <= len(text) and (longest is None or len(text) <= longest)
            if fits and matches(pattern, text):
                return text
            if not writer.grew or (longest is not None and len(text) > longest):
                break
    raise PatternError(f"no example is known for the pattern {pattern!r}")


def matches(pattern: str, text: str) -> bool:
    """Whether a text matches, as the package will judge it."""
    validator = _validator(pattern)
    if validator is None:
        written = python_pattern(pattern)
        return written is not None and re.search(written, text) is not None
    try:
        validator.validate_python(text)
    except ValidationError:
        return False
    return True


@cache
def _validator(pattern: str) -> SchemaValidator | None:
    """The package's judge of a pattern; None for one that has to be left to Python."""
    try:
        return SchemaValidator(core_schema.str_schema(pattern=rust_pattern(pattern)))
    except SchemaError:
        return None


@dataclass(frozen=True, slots=True)
class _Characters:
    """One of these characters."""

    allowed: str


@dataclass(frozen=True, slots=True)
class _Repeat:
    inner: "_Node"
    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class _Sequence:
    parts: "tuple[_Node, ...]"


@dataclass(frozen=True, slots=True)
class _Choice:
    options: "tuple[_Node, ...]"


_Node = _Characters | _Repeat | _Sequence | _Choice


class _Writer:
    """Writes one text: the fewest repetitions, and so many more in the places that allow them."""

    def __init__(self, often: int, more: int) -> None:
        self.often = often
        self.more = more
        self.grew = False
        self.count = 0
        self.steps = 0

    def write(self, node: _Node) -> str:
        self.steps += 1
        if self.steps > _MOST_STEPS:
            raise PatternError("an example of the pattern would be very long")
        match node:
            case _Characters(allowed):
                self.count += 1
                # One character after the other of a class looks less like a mistake than the same one again.
                return allowed[(self.count - 1) % min(len(allowed), 36)]
            case _Sequence(parts):
                return "".join(map(self.write, parts))
            case _Choice(options):
                return self.write(options[0])
            case _Repeat(inner, least, most):
                # What is optional is left out; what repeats shows that it does.
                wanted = max(least, self.often if most is None and least else least) + self.more
                times = wanted if most is None else min(wanted, most)
                self.grew = self.grew or most is None or times < most
                return "".join(self.write(inner) for _ in range(times))


class _Parser:
    """Reads an expression by recursive descent."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def parse(self) -> _Node:
        node = self.choice()
        if self.at < len(self.pattern):
            raise self.refusal("an unmatched )")
        return node

    def choice(self) -> _Node:
        options = [self.sequence()]
        while self.take("|"):
            options.append(self.sequence())
        return options[0] if len(options) == 1 else _Choice(tuple(options))

    def sequence(self) -> _Node:
        parts: list[_Node] = []
        while self.at < len(self.pattern) and self.peek() not in "|)":
            part = self.atom()
            if part is not None:
                parts.append(self.quantified(part))
        return _Sequence(tuple(parts))

    def atom(self) -> _Node | None:
        char = self.next()
        if char in "^$":
            return None
        if char == "(":
            return self.group()
        if char == "[":
            return self.character_class()
        if char == ".":
            return _Characters(_ANY)
        if char == "\\":
            escaped = self.escape()
            return None if escaped is None else _Characters(escaped)
        if char in "*+?":
            raise self.refusal(f"{char} after nothing")
        return _Characters(char)

    def group(self) -> _Node:
        kind = re.compile(r"\?(?:(?P<around><?[=!])|:|P?<[A-Za-z_]\w*>)").match(self.pattern, self.at)
        if kind:
            self.at = kind.end()
        elif self.peek() == "?":
            raise self.refusal("flags")
        node = self.choice()
        if not self.take(")"):
            raise self.refusal("a group without end")
        return _Sequence(()) if kind and kind["around"] else node

    def quantified(self, node: _Node) -> _Node:
        counted = re.compile(r"\{(\d+)(,(\d*))?\}").match(self.pattern, self.at)
        if counted:
            self.at = counted.end()
            least = int(counted[1])
            most = least if counted[2] is None else int(counted[3]) if counted[3] else None
            node = _Repeat(node, least, most)
        elif self.take("*"):
            node = _Repeat(node, 0, None)
        elif self.take("+"):
            node = _Repeat(node, 1, None)
        elif self.take("?"):
            node = _Repeat(node, 0, 1)
        else:
            return node
        if not self.take("?"):
            self.take("+")
        return node

    def escape(self) -> str | None:
        """What an escape stands for; None for one that stands for no character."""
        char = self.next()
        if char in "bBAzZ":
            return None
        if char.lower() in _CLASSES:
            inside = _CLASSES[char.lower()]
            return inside if char.islower() else _without(inside + (" \t\r\n" if char == "S" else ""))
        if char == "p" and (named := re.compile(r"\{\w+\}").match(self.pattern, self.at)):
            self.at = named.end()
            return _WORD
        if char in "xu":
            digits = re.compile(r"[0-9A-Fa-f]{2}" if char == "x" else r"[0-9A-Fa-f]{4}").match(self.pattern, self.at)
            if digits:
                self.at = digits.end()
                return chr(int(digits[0], 16))
        if char.isalnum() and char not in _ESCAPES:
            raise self.refusal(f"\\{char}")
        return _ESCAPES.get(char, char)

    def character_class(self) -> _Node:
        negated = self.take("^")
        found: list[str] = []
        first = True
        while first or not self.take("]"):
            first = False
            char = self.next()
            if char == "[" and self.take(":"):
                raise self.refusal("a class by name")
            is_class = char == "\\" and self.peek() in _NO_ENDS
            chars = self.escape() or "" if char == "\\" else char
            is_range = (
                len(chars) == 1
                and not is_class
                and self.peek() == "-"
                and self.pattern[self.at + 1 : self.at + 2] not in ("]", "")
            )
            if is_range:
                self.at += 1
                end = self.next()
                is_class = end == "\\" and self.peek() in _NO_ENDS
                end = self.escape() or "" if end == "\\" else end
                if is_class:
                    chars = f"{chars}-{end}"  # It ends no range, and so the dash stands for itself.
                elif len(end) != 1 or end < chars:
                    raise self.refusal("a range of characters")
                else:
                    chars = "".join(map(chr, range(ord(chars), min(ord(end), ord(chars) + 255) + 1)))
            found.append(chars)
        allowed = "".join(found)
        allowed = _without(allowed) if negated else _friendly_first(allowed)
        if not allowed:
            raise self.refusal("a class that holds no known character")
        return _Characters(allowed)

    def peek(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def next(self) -> str:
        if self.at >= len(self.pattern):
            raise self.refusal("an end")
        self.at += 1
        return self.pattern[self.at - 1]

    def take(self, char: str) -> bool:
        taken = self.peek() == char
        self.at += taken
        return taken

    def refusal(self, what: str) -> PatternError:
        return PatternError(f"the pattern {self.pattern!r} has {what} at {self.at}")


def _without(excluded: str) -> str:
    return "".join(char for char in _PRINTABLE if char not in excluded)


def _friendly_first(allowed: str) -> str:
    """Letters and digits before the rest, in an order that reads well."""
    return "".join(dict.fromkeys(_ordered(allowed)))


def _ordered(allowed: str) -> Iterator[str]:
    letters = [char for char in allowed if char.isascii() and char.isalpha()]
    yield from sorted(letters, key=lambda char: (char.isupper() and any(map(str.islower, letters)), char))
    yield from sorted(char for char in allowed if char.isascii() and char.isdigit())
    yield from allowed
