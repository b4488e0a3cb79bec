"""Identifiers: the only module that makes names.

Text of a document becomes words, words become an identifier in the style asked for, and `settle` gives a whole set of
names at once, so that what a thing is called depends on all names around it and never on the order in which they were
met.
"""

import keyword
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import cache

DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)
"""What no file can be called on Windows, whatever its ending, and so no module."""

_FALLBACK = "value"

_WHOLE_WORDS = (
    "2FA", "DynamoDB", "GitHub", "GitLab", "GraphQL", "IPv4", "IPv6", "IaaS", "IoT", "JavaScript", "LinkedIn",
    "MariaDB", "MongoDB", "MySQL", "NoSQL", "OAuth", "OData", "OpenAPI", "OpenID", "PaaS", "PayPal", "PostgreSQL",
    "QoS", "SaaS", "TypeScript", "VoIP", "WiFi", "YouTube", "eBay", "eSIM", "gRPC", "iOS", "iPad", "iPhone", "mTLS",
    "macOS",
)  # fmt: skip
"""Words whose capitals do not begin new ones."""


def _whole_word(word: str) -> str:
    # Camel case writes such a word small where it comes first: `mongoDBVersion`.
    small = rf"|(?<![^\W_]){word[0].lower()}{word[1:]}" if len(word) > 4 else ""
    return f"(?:{word}{small})[0-9]*(?![a-z])"


_WHOLE = re.compile("|".join(map(_whole_word, _WHOLE_WORDS)))
_BEGINNINGS = frozenset(letter for word in _WHOLE_WORDS for letter in (word[0], word[0].lower()))
_COMPONENT = re.compile("[A-Za-z0-9._-]+")
_SIGNS = {"+": "plus ", "-": "minus "}


def words(text: str) -> list[str]:
    """Split text into words: at anything that can't stand in an identifier, and where camel case changes.

    `AWSKinesisDataStreams` is AWS, Kinesis, Data, Streams; `vpcCIDR` is vpc, CIDR; `OAuth2Token` is OAuth2, Token;
    digits stay with the word before. `+1` is plus, 1; text of nothing but symbols is the words of their names.
    """
    return list(_words(text))


@cache
def _words(text: str) -> tuple[str, ...]:
    text = unicodedata.normalize("NFKC", text)
    if text[:1] in _SIGNS and text[1:2].isdigit():
        text = _SIGNS[text[0]] + text[1:]
    found = _split(text)
    if found or not text.strip():
        return tuple(found)
    named = (unicodedata.name(char, "") for char in text)
    return tuple(_split(" ".join(name.lower().replace("-", " ").removesuffix(" sign") for name in named)))


def _split(text: str) -> list[str]:
    found: list[str] = []
    word = ""
    index = 0
    while index < len(text):
        char = text[index]
        whole = _WHOLE.match(text, index) if char in _BEGINNINGS else None
        if whole:
            found += [word] if word else []
            found.append(whole[0])
            word = ""
            index = whole.end()
            continue
        if not (char.isalnum() and ("a" + char).isidentifier()):
            found += [word] if word else []
            word = ""
        else:
            if word and char.isupper():
                following = text[index + 1 : index + 2]
                if not word[-1].isupper() or (following.islower() and not _plural(text, index)):
                    found.append(word)
                    word = ""
            word += char
        index += 1
    return [*found, word] if word else found


def _plural(text: str, index: int) -> bool:
    """Whether the capital at `index` closes an acronym in the plural: the `D` of `IDs`."""
    return text[index + 1 : index + 2] == "s" and not text[index + 2 : index + 3].islower()


def pascal(text: str) -> str:
    """`stream connection` as `StreamConnection`, `ON_CLICK` as `OnClick`; other capitals are kept (`AWSLambda`).

    Numbers stay apart: `version 5.0` is `Version5_0`, for `Version50` is another.
    """
    parts = words(text)
    shouted = len(parts) > 1 and text.upper() == text
    joined = ""
    for word in parts:
        joined += "_" if joined[-1:].isdigit() and word[0].isdigit() else ""
        joined += word[0].upper() + (word[1:].lower() if shouted else word[1:])
    return joined


def spelt(label: str) -> str:
    """A label as part of a name: `STATUS` as `Status`; what could be an abbreviation (`AWS`) stays in capitals."""
    text = pascal(label)
    return text.capitalize() if text.isalpha() and text.isupper() and len(text) > 3 else text


def snake(text: str) -> str:
    """`bootstrapServers` as `bootstrap_servers`, `vpcCIDR` as `vpc_cidr`."""
    return "_".join(word.lower() for word in words(text))


def kebab(text: str) -> str:
    """`StreamConnections` as `stream-connections`."""
    return "-".join(word.lower() for word in words(text))


def identifier(text: str, reserved: Collection[str] = ()) -> str:
    """Make text that is almost an identifier into one: no leading digit or underscore, not a reserved word."""
    name = text.strip("_") or _FALLBACK
    if not name.isidentifier():
        name = f"{_FALLBACK}_{name}"
    if not name.isidentifier():
        name = _FALLBACK
    return name + "_" if keyword.iskeyword(name) or name in reserved else name


def class_name(text: str, reserved: Collection[str] = ()) -> str:
    """A name for a class or a type alias."""
    name = pascal(text)
    if not name or not name[0].isidentifier():
        name = "Model" + name
    return name + "_" if keyword.iskeyword(name) or name in reserved else name


def component_name(text: str) -> str:
    """A name that OpenAPI allows for a component: itself if it is one, else spelt with Latin letters and digits."""
    if _COMPONENT.fullmatch(text):
        return text
    return pascal(latin(text)) or "Model"


def latin(text: str) -> str:
    """Text with Latin letters and digits only; letters of other scripts are spelt by their numbers."""
    return text if text.isascii() else "".join(map(_latin, unicodedata.normalize("NFKD", text)))


_UNDECOMPOSED = {
    "Æ": "AE", "æ": "ae", "Đ": "D", "đ": "d", "Ð": "D", "ð": "d", "ı": "i", "Ł": "L", "ł": "l", "Œ": "OE", "œ": "oe",
    "Ø": "O", "ø": "o", "Þ": "Th", "þ": "th",
}  # fmt: skip
"""Letters of Latin scripts that Unicode takes for letters of their own, not for others with a mark."""


def _latin(char: str) -> str:
    if unicodedata.combining(char):
        return ""
    if char in _UNDECOMPOSED:
        return _UNDECOMPOSED[char]
    if char.casefold().isascii():
        return char if char.isascii() else char.casefold()
    return f" u{ord(char):x}" if char.isalnum() else " "


def settle(
    wanted: Mapping[str, str],
    taken: Collection[str] = (),
    fixed: Mapping[str, str] | None = None,
    endings: Iterable[str] = (),
    texts: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Give every key its own name.

    Args:
        wanted: the name that each key would like.
        taken: names that no key may have.
        fixed: names that are given and not negotiable (overrides, earlier releases), by key.
        endings: words to put behind a name that is not free, before numbers.
        texts: what is called so, by key, where that is not the key itself.

    Returns:
        A name for each key of `wanted`. Who wants a name that several want gets it only if its own text is that name
        (`pet_id` before `petId`); the others, in the order of their keys, get a word or a number behind it.

    """
    fixed = dict(fixed or {})
    names = {key: fixed[key] for key in wanted if key in fixed}
    used = {*taken, *names.values()}
    rest = [key for key in wanted if key not in names]
    texts = texts or {}
    for key in sorted(rest, key=lambda key: (texts.get(key, key) != wanted[key], key)):
        name = first_unused([wanted[key], *(wanted[key] + ending for ending in endings)], used)
        names[key] = name
        used.add(name)
    return {key: names[key] for key in wanted}


def unused(name: str, taken: Collection[str]) -> str:
    """The name itself if it is free, else the name with the first free number behind it, from 2 on."""
    if name not in taken:
        return name
    number = 2
    separator = "_" if name[-1:].isdigit() or name.islower() else ""
    while (candidate := f"{name}{separator}{number}") in taken:
        number += 1
    return candidate


def first_unused(candidates: Iterable[str], taken: Collection[str]) -> str:
    """The first candidate that is free; if none is, the last one with a number behind it."""
    name = _FALLBACK
    for name in candidates:
        if name not in taken:
            return name
    return unused(name, taken)
