"""Identifiers: the only module that makes names.

Text of a document becomes words, words become an identifier in the style asked for, and a `Scope` settles a whole set
of names at once, so that what a thing is called depends on all names around it and never on the order in which they
were met.
"""

import builtins
import keyword
import unicodedata
from collections.abc import Collection, Iterable, Mapping

_FALLBACK = "value"


def words(text: str) -> list[str]:
    """Split text into words: at anything that can't stand in an identifier, and where camel case changes.

    `AWSKinesisDataStreams` is AWS, Kinesis, Data, Streams; `vpcCIDR` is vpc, CIDR; digits stay with the word before.
    """
    text = unicodedata.normalize("NFKC", text)
    found: list[str] = []
    word = ""
    for index, char in enumerate(text):
        if not (char.isalnum() and ("a" + char).isidentifier()):
            if word:
                found.append(word)
            word = ""
            continue
        if word and char.isupper():
            following = text[index + 1] if index + 1 < len(text) else ""
            if not word[-1].isupper() or (following.islower() and len(word) > 0 and not _plural(text, index)):
                found.append(word)
                word = ""
        word += char
    if word:
        found.append(word)
    return found


def _plural(text: str, index: int) -> bool:
    """Whether the capital at `index` closes an acronym in the plural: the `D` of `IDs`."""
    return text[index + 1 : index + 2] == "s" and not text[index + 2 : index + 3].islower()


def pascal(text: str) -> str:
    """`stream connection` as `StreamConnection`; capitals inside words are kept (`AWSLambda`)."""
    return "".join(word[0].upper() + word[1:] for word in words(text))


def snake(text: str) -> str:
    """`bootstrapServers` as `bootstrap_servers`, `vpcCIDR` as `vpc_cidr`."""
    return "_".join(word.lower() for word in words(text))


def kebab(text: str) -> str:
    """`StreamConnections` as `stream-connections`."""
    return "-".join(word.lower() for word in words(text))


def identifier(text: str, reserved: Collection[str] = ()) -> str:
    """Make text that is almost an identifier into one: no leading digit or underscore, not a reserved word."""
    name = text.strip("_") or _FALLBACK
    if not name[0].isidentifier():
        name = f"{_FALLBACK}_{name}" if name[0].islower() or name[0].isdigit() else name
    if not name.isidentifier():
        name = _FALLBACK
    if keyword.iskeyword(name) or name in reserved:
        name += "_"
    return name


def class_name(text: str, reserved: Collection[str] = ()) -> str:
    """A name for a class or a type alias."""
    name = pascal(text)
    if not name or not name[0].isidentifier():
        name = "Model" + name
    return name + "_" if keyword.iskeyword(name) or name in reserved else name


def settle(
    wanted: Mapping[str, str], taken: Collection[str] = (), fixed: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Give every key its own name.

    Args:
        wanted: the name that each key would like.
        taken: names that no key may have.
        fixed: names that are given and not negotiable (overrides, earlier releases), by key.

    Returns:
        A name for each key of `wanted`. Who wants a name that several want gets it only if its own text is that name
        (`pet_id` before `petId`); the others, in the order of their keys, get a number behind it.

    """
    fixed = dict(fixed or {})
    names = {key: fixed[key] for key in wanted if key in fixed}
    used = {*taken, *names.values()}
    rest = [key for key in wanted if key not in names]
    for key in sorted(rest, key=lambda key: (key != wanted[key], key)):
        name = unused(wanted[key], used)
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


BUILTINS = frozenset(name for name in dir(builtins) if name.islower() and not name.startswith("_"))
"""Names that would hide a function or a type that generated code uses, where they stand in the same scope."""
