"""What the provider's own pipeline finds between two of its documents, each line covered by an entry of ours."""

import datetime
import gzip
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from specloom.diff.compare import compare
from specloom.diff.entries import Comparison, Direction, Entry, Verdict
from specloom.diff.settings import Policy, Settings

from tests.diff.comparing import revision

DAYS = {"2024-12-05": "2024-11-13", "2025-06-04": "2025-03-12"}
LINES = {"2024-12-05": (162, 40), "2025-06-04": (22, 10)}
"""How many lines the provider has, and how many entries of ours stand for all of them, at most."""
UNIONS = frozenset({"union-variant-added", "union-variant-removed", "union-variant-renamed", "union-tag-renamed"})


@dataclass(frozen=True)
class Line:
    """One finding of the provider."""

    operation: str
    code: str
    text: str
    breaks: bool

    @property
    def direction(self) -> Direction:
        if "request" in self.code:
            return Direction.REQUEST
        return Direction.RESPONSE if "response" in self.code else Direction.NEITHER

    @property
    def quoted(self) -> list[str]:
        """What the text names, each of a list by itself."""
        return [name for group in re.findall(r"'([^']*)'", self.text) for name in group.split(", ")]


@pytest.fixture(scope="module", params=sorted(DAYS))
def pair(request: pytest.FixtureRequest, shared_file: Callable[[str], Path]) -> tuple[str, Comparison, list[Line]]:
    """A pair of documents compared, and the provider's findings on it."""
    day, version = request.param, DAYS[request.param]
    config: dict[str, Any] = {
        "api_version": version,
        "media_types": {"dated": "application/vnd.atlas.{version}+{suffix}", "request": "application/json"},
        "naming": {"operation_id": "x-xgen-operation-id-override"},
    }
    documents = [
        json.loads(gzip.decompress(shared_file(f"specs/diff/case_{day}_{side}_openapi-{version}.json.gz").read_bytes()))
        for side in ("base", "revision")
    ]
    revisions = [revision(document, **config) for document in documents]
    settings = Settings(policy=Policy.MONGODB, today=datetime.date.fromisoformat(day))
    findings = json.loads(shared_file(f"specs/diff/{day}.json").read_text(encoding="utf-8"))["expected"]
    lines = [
        Line(f"{one['method']} {one['path']}", one["code"], one["text"], not one["backwardCompatible"])
        for one in findings
    ]
    return day, compare(revisions[0], revisions[1], settings), lines


UNSENT = frozenset({("POST /api/atlas/v2/groups/{groupId}/streams", "connections")})
"""Properties of requests that are read-only, so that they are never sent, though the provider compares them there."""


def covers(entry: Entry, line: Line) -> bool:
    """Whether an entry says what a line says, of the same operation and direction."""
    directions = {site.direction for site in entry.sites if site.operation == line.operation}
    is_unsent = line.direction is Direction.REQUEST and any(
        (line.operation, name.partition("/")[0]) in UNSENT for name in line.quoted
    )
    if not directions or (line.direction not in directions and not is_unsent):
        return False
    named = line.quoted
    place = named[-1].rstrip("/").rpartition("/")[2] if named else ""
    subject = entry.subject.rpartition(".")[2]
    if line.code == "endpoint-added":
        return entry.rule == "operation-added"
    if line.code == "api-operation-id-removed":
        return entry.rule == "operation-renamed" and entry.base.value == named[0] and entry.head.value == named[1]
    if line.code == "api-sunset-date-too-small":
        return entry.rule == "sunset-too-soon" and entry.head.value == named[0]
    if line.code.endswith("property-added") or line.code == "new-optional-request-property":
        return entry.rule == "property-added" and subject in {name.rpartition("/")[2] for name in named}
    if line.code.endswith("became-required"):
        return entry.rule == "property-became-required" and subject == place
    values = [name for name in named if "/" not in name]
    if "enum-value" in line.code:
        added = line.code.endswith("added")
        held = (entry.head if added else entry.base).value
        if entry.rule == f"enum-value-{'added' if added else 'removed'}":
            return all(value in held["enum"] for value in values if value not in ("type", place))
        return entry.rule in UNIONS and values[0] in held.get("mapping", {})
    held = json.dumps((entry.head if line.code.endswith("added") else entry.base).value)
    if "discriminator-mapping" in line.code:
        return entry.rule in UNIONS and f'"{named[0]}"' in held
    if "one-of" in line.code and named[0].startswith("#/components/schemas/"):
        return entry.rule in UNIONS and f'"{named[0].rpartition("/")[2]}"' in held
    if "one-of" in line.code:
        # Alternatives that do nothing but list values are one list: what was added are the values of the new one.
        return entry.rule == "enum-value-added" and subject == named[-2].rpartition("/")[2]
    raise AssertionError(f"nothing says what {line.code} means")


def test_what_is_taken_for_unsent_is_read_only(pair: tuple[str, Comparison, list[Line]]) -> None:
    _, comparison, _ = pair
    for operation, label in UNSENT:
        method, path = operation.split(" ", 1)
        for document in comparison.documents:
            body = document["paths"][path][method.lower()]["requestBody"]["content"]["application/json"]["schema"]
            name = body["$ref"].rpartition("/")[2]
            schemas = document["components"]["schemas"]
            assert label not in schemas[name]["properties"]
            assert label in schemas[name.removesuffix("Request")]["properties"]


def test_every_line_of_the_provider_is_covered(pair: tuple[str, Comparison, list[Line]]) -> None:
    _, comparison, lines = pair

    missed = [line for line in lines if not any(covers(entry, line) for entry in comparison.entries)]

    assert missed == []


def test_few_entries_stand_for_many_lines(pair: tuple[str, Comparison, list[Line]]) -> None:
    day, comparison, lines = pair
    stands_for = {
        (entry.rule, entry.subject, entry.detail): sum(covers(entry, line) for line in lines)
        for entry in comparison.entries
    }
    total, most = LINES[day]

    assert len(lines) == total
    assert sum(count > 0 for count in stands_for.values()) <= most
    if day == "2024-12-05":
        assert stands_for["union-variant-renamed", "StreamsConnection", "WebAPI -> Https"] == 82


def test_what_breaks_for_the_provider_breaks_for_us(pair: tuple[str, Comparison, list[Line]]) -> None:
    _, comparison, lines = pair
    for line in lines:
        verdicts = [entry.wire for entry in comparison.entries if covers(entry, line)]
        if line.breaks:
            assert Verdict.BREAKING in verdicts, line


def test_what_breaks_for_us_breaks_for_the_provider(pair: tuple[str, Comparison, list[Line]]) -> None:
    _, comparison, lines = pair
    for entry in comparison.entries:
        if entry.wire is Verdict.BREAKING:
            assert any(line.breaks and covers(entry, line) for line in lines), entry.message
