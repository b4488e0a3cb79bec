"""Where a fragment comes from: three lines of comment at its top, which a later capture reads and renews."""

import re
from dataclasses import dataclass

from specloom.prose import Prose

_SOURCE = re.compile(r"# Captured by specloom from (?P<source>.*), (?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})\.")
_DIGEST = re.compile(r"# SHA-256 of the source: (?P<digest>[0-9a-f]{64})")
_PROSE = re.compile(r"# Prose of the source: (?P<prose>left out|taken over)\.")
_PROSES = {"left out": Prose.NONE, "taken over": Prose.UPSTREAM}


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a document comes from.

    Attributes:
        source: a name for it: of its file, or a URL.
        digest: SHA-256 of its content.
        date: of the day on which it was captured, such as 2025-03-12.
    """

    source: str
    digest: str
    date: str


def known_prose(head: list[str]) -> Prose | None:
    """Read from the head of a fragment whether it was captured with upstream's prose."""
    return next((_PROSES[match["prose"]] for line in head if (match := _PROSE.fullmatch(line))), None)


def renew(head: list[str], provenance: Provenance, prose: Prose) -> list[str]:
    """Write the lines above the document: our own comments, and where it comes from.

    Args:
        head: the lines as they are.
        provenance: of the document now. The date is renewed only along with the content.
        prose: whether it was captured with upstream's prose.
    """
    lines = _write(provenance, prose)
    matches = [index for index, line in enumerate(head) if _is_ours(line)]
    if matches:
        old = head[matches[0] : matches[-1] + 1]
        is_same = lines[1:] == old[1:] and (match := _SOURCE.fullmatch(old[0])) and match["source"] == provenance.source
        return [*head[: matches[0]], *(old if is_same else lines), *head[matches[-1] + 1 :]]
    end = len(head)
    while end and not head[end - 1].startswith("#"):
        end -= 1
    return [*head[:end], *(["#"] if end else []), *lines, *head[end:]]


def _write(provenance: Provenance, prose: Prose) -> list[str]:
    source = "".join(char if char.isprintable() else " " for char in provenance.source)
    words = next(word for word, value in _PROSES.items() if value is prose)
    return [
        f"# Captured by specloom from {source}, {provenance.date}.",
        f"# SHA-256 of the source: {provenance.digest}",
        f"# Prose of the source: {words}.",
    ]


def _is_ours(line: str) -> bool:
    return any(pattern.fullmatch(line) for pattern in (_SOURCE, _DIGEST, _PROSE))
