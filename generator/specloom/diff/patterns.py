"""Whether one regular expression of ECMA-262 takes all that another takes, where their form says so.

Two expressions are compared part by part: characters, how often a part is repeated, alternatives, and anchors. So a
yes is certain; expressions that say the same in very different ways are not recognized.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

Ranges = tuple[tuple[int, int], ...]
"""Characters, by the first and the last code of each range; in order, with gaps between."""

_LAST: Final = 0x10FFFF
_DIGITS: Final[Ranges] = ((0x30, 0x39),)
_WORD: Final[Ranges] = ((0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A))
_BREAKS: Final[Ranges] = ((0x0A, 0x0A), (0x0D, 0x0D), (0x2028, 0x2029))
_CONTROLS: Final = {"n": 0x0A, "t": 0x09, "r": 0x0D, "f": 0x0C, "v": 0x0B, "0": 0}
_TOKEN: Final = re.compile(
    r"\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|\\[1-9]|\\k<|\\u\{|\\[pP]\{|\\.|\[\^|\(\?[:=!]|\(\?<[=!]?|\{\d+(?:,\d*)?\}|.",
    re.DOTALL,
)
_TIMES: Final = {"*": (0, None), "+": (1, None), "?": (0, 1)}
_MOST: Final = 500
"""From how many characters on an expression is not read: comparing alternatives takes the square of their number."""
_DEEPEST: Final = 30


class _UnknownError(Exception):
    """Something that is not understood."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a sequence: characters, an anchor such as `^`, or a group of alternatives; and how often."""

    inner: Ranges | str | _Choice
    least: int = 1
    most: int | None = 1


_Sequence = tuple[_Part, ...]


@dataclass(frozen=True, slots=True)
class _Choice:
    options: tuple[_Sequence, ...]


def takes_all(wider: str, pattern: str) -> bool:
    """Whether one pattern is sure to match every text that another matches."""
    if wider == pattern:
        return True
    try:
        return _takes_any(_read(wider)) or _holds(_read(wider), _read(pattern))
    except _UnknownError:
        return False


def _takes_any(choice: _Choice) -> bool:
    """Whether every text matches, since nothing has to be in it."""
    return any(all(part.least == 0 for part in option) for option in choice.options)


def _holds(wider: _Choice, choice: _Choice) -> bool:
    return all(any(_follows(other, one) for other in wider.options) for one in choice.options)


def _follows(wider: _Sequence, sequence: _Sequence) -> bool:
    # One that begins or ends anywhere takes what one takes that has to begin or end somewhere.
    if sequence[:1] == (_Part("^"),) and wider[:1] != (_Part("^"),):
        sequence = sequence[1:]
    if sequence[-1:] == (_Part("$"),) and wider[-1:] != (_Part("$"),):
        sequence = sequence[:-1]
    return len(wider) == len(sequence) and all(map(_includes, wider, sequence))


def _includes(wider: _Part, part: _Part) -> bool:
    if wider.least > part.least:
        return False
    if wider.most is not None and (part.most is None or part.most > wider.most):
        return False
    if isinstance(wider.inner, _Choice) or isinstance(part.inner, _Choice):
        choices = [one if isinstance(one, _Choice) else _Choice(((_Part(one),),)) for one in (wider.inner, part.inner)]
        # What is repeated must not gain from standing alone: inside, anchors mean what they say.
        return _within(choices[0], choices[1])
    if isinstance(wider.inner, str) or isinstance(part.inner, str):
        return wider.inner == part.inner
    return all(any(low <= first and last <= high for low, high in wider.inner) for first, last in part.inner)


def _within(wider: _Choice, choice: _Choice) -> bool:
    """As `_holds`, for groups: there, what stands around them says where they begin and end."""
    return all(
        any(len(other) == len(one) and all(map(_includes, other, one)) for other in wider.options)
        for one in choice.options
    )


@cache
def _read(pattern: str) -> _Choice:
    if len(pattern) > _MOST:
        raise _UnknownError
    reader = _Reader(_TOKEN.findall(pattern))
    choice = reader.choice(0)
    if reader.tokens:
        raise _UnknownError
    return choice


class _Reader:
    """Reads an expression by recursive descent."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens[::-1]

    def choice(self, depth: int) -> _Choice:
        if depth > _DEEPEST:
            raise _UnknownError
        options = [self.sequence(depth)]
        while self.tokens and self.tokens[-1] == "|":
            self.tokens.pop()
            options.append(self.sequence(depth))
        return _Choice(tuple(options))

    def sequence(self, depth: int) -> _Sequence:
        parts: list[_Part] = []
        while self.tokens and self.tokens[-1] not in ("|", ")"):
            inner = self.inner(self.tokens.pop(), depth)
            least, most = self.times()
            if isinstance(inner, _Choice) and len(inner.options) == 1 and least == most == 1:
                parts += inner.options[0]
            else:
                parts.append(_Part(inner, least, most))
        return tuple(parts)

    def times(self) -> tuple[int, int | None]:
        token = self.tokens[-1] if self.tokens else ""
        if token in _TIMES:
            found: tuple[int, int | None] = _TIMES[token]
        elif token.startswith("{") and len(token) > 1:
            least, comma, most = token[1:-1].partition(",")
            found = int(least), (int(most) if most else None) if comma else int(least)
        else:
            return 1, 1
        self.tokens.pop()
        if self.tokens and self.tokens[-1] == "?":
            self.tokens.pop()  # As few as possible, which matters to where a match ends, not to whether there is one.
        return found

    def inner(self, token: str, depth: int) -> Ranges | str | _Choice:
        if token in ("(", "(?:"):
            choice = self.choice(depth + 1)
            if not self.tokens or self.tokens.pop() != ")":
                raise _UnknownError
            return choice
        if token in ("[", "[^"):
            return self.characters(negated=token == "[^")
        if token in ("^", "$", "\\b", "\\B", "\\s", "\\S"):
            return token
        if token == ".":
            return _others(_BREAKS)
        if token.startswith(("(?", "{", "*", "+")) or token == "?":
            raise _UnknownError
        return _character(token)

    def characters(self, negated: bool) -> Ranges:
        """The characters of a class, up to its end."""
        found: list[tuple[int, int]] = []
        while True:
            token = self._next()
            if token == "]":
                break
            # Inside of a class, what else has a meaning stands for itself.
            held = _character(token) if len(token) == 1 or token.startswith("\\") else self._each(token)
            if len(self.tokens) > 1 and self.tokens[-1] == "-" and self.tokens[-2] != "]" and len(held) == 1:
                self.tokens.pop()
                last = _character(self._next())
                if held[0][0] != held[0][1] or len(last) != 1 or last[0][0] != last[0][1] or last < held:
                    raise _UnknownError
                held = ((held[0][0], last[0][1]),)
            found += held
        joined = _joined(found)
        return _others(joined) if negated else joined

    def _next(self) -> str:
        if not self.tokens:
            raise _UnknownError
        return self.tokens.pop()

    def _each(self, token: str) -> Ranges:
        return tuple((ord(character), ord(character)) for character in token)


def _character(token: str) -> Ranges:
    if len(token) == 1:
        return ((ord(token), ord(token)),)
    name = token[1]
    if name in "dDwW" and len(token) == 2:
        ranges = _DIGITS if name in "dD" else _WORD
        return ranges if name.islower() else _others(ranges)
    if name in "ux" and token[2:] and token[2] != "{":
        code = int(token[2:], 16)
    elif name in _CONTROLS and len(token) == 2:
        code = _CONTROLS[name]
    elif len(token) == 2 and not name.isalnum():
        code = ord(name)
    else:
        raise _UnknownError
    return ((code, code),)


def _joined(ranges: list[tuple[int, int]]) -> Ranges:
    result: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if result and first <= result[-1][1] + 1:
            result[-1] = (result[-1][0], max(result[-1][1], last))
        else:
            result.append((first, last))
    return tuple(result)


def _others(ranges: Ranges) -> Ranges:
    """All other characters."""
    edges = [-1, *(edge for first, last in ranges for edge in (first - 1, last)), _LAST]
    bounds = [(edges[index] + 1, edges[index + 1]) for index in range(0, len(edges), 2)]
    return tuple((first, last) for first, last in bounds if first <= last)
