"""The fragment has the provider's structure to the letter, and none of the provider's prose."""

import gzip
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from specloom.prose import is_prose

SPEC = Path(__file__).resolve().parents[2] / "spec" / "atlas-streams"
UPSTREAM = "specs/atlas-all-dates-2026-08-21.yaml.gz"
CONNECTIONS = "/api/atlas/v2/groups/{groupId}/streams/{tenantName}/connections"
PATHS = [CONNECTIONS, CONNECTIONS + "/{connectionName}"]

# Links and pages of the provider's website, which no operation refers to.
NOT_CAPTURED = {"x-externalLinks", "x-topics"}
# A run of this many words can't be chance, nor a list of enum values.
COPIED_WORDS = 6

Json = dict[str, Any]
Leaves = dict[str, str]


class DatesAsText(SafeConstructor):
    """Leaves an unquoted date the text it is. A class of its own, since constructors register for their whole class."""


DatesAsText.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: node.value)


def load(text: str) -> Json:
    """YAML as JSON data."""
    yaml = YAML(typ="safe")
    yaml.Constructor = DatesAsText
    data: Json = yaml.load(text)
    return data


def leaves(node: Any, trail: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every value that is not a filled object or array, with its place. Types and the order of arrays show."""
    if isinstance(node, dict) and node:
        for key, value in node.items():
            yield from leaves(value, (*trail, key))
    elif isinstance(node, list) and node:
        for index, value in enumerate(node):
            yield from leaves(value, (*trail, str(index)))
    else:
        yield trail, node


def structure(document: Json) -> Leaves:
    """The document with each piece of prose replaced by the fact that there is one, as {place: JSON}."""
    return {
        json.dumps(trail): "prose" if isinstance(value, str) and is_prose(trail) else json.dumps(value)
        for trail, value in leaves(document)
    }


def prose(document: Json) -> list[str]:
    return [value for trail, value in leaves(document) if isinstance(value, str) and is_prose(trail)]


def differences(ours: Leaves, theirs: Leaves) -> list[str]:
    return [
        f"{place}: ours {ours.get(place)}, theirs {theirs.get(place)}"
        for place in sorted({*ours, *theirs})
        if ours.get(place) != theirs.get(place)
    ]


def reached(document: Json) -> Json:
    """The components that the document's paths and security reach, in the shape of its `components`.

    Any text that begins like a reference counts as one; so nothing is missed, whatever keyword holds it.
    """
    wanted = [value for _, value in leaves(document["paths"]) if isinstance(value, str)]
    wanted += [f"#/components/securitySchemes/{name}" for need in document["security"] for name in need]
    found: Json = {}
    while wanted:
        match = re.fullmatch(r"#/components/(\w+)/([\w.-]+)", wanted.pop())
        if match is None or match[2] in found.get(match[1], {}):
            continue
        component = document["components"][match[1]][match[2]]
        found.setdefault(match[1], {})[match[2]] = component
        wanted += [value for _, value in leaves(component) if isinstance(value, str)]
    return found


def cut(document: Json) -> Json:
    """The part of the provider's document that the fragment captures."""
    cut = {key: value for key, value in document.items() if key not in NOT_CAPTURED}
    cut["paths"] = {path: document["paths"][path] for path in PATHS}
    used = {tag for item in cut["paths"].values() for operation in item.values() for tag in operation["tags"]}
    cut["tags"] = [tag for tag in document["tags"] if tag["name"] in used]
    cut["components"] = reached(cut)
    return cut


def runs(texts: list[str]) -> set[tuple[str, ...]]:
    """Every run of words that is too long to be shared by chance; addresses are facts and don't count."""
    found = set()
    for text in texts:
        words = re.findall(r"[\w-]+", re.sub(r"https?://\S+", " ", text).lower())
        found |= {tuple(words[at : at + COPIED_WORDS]) for at in range(len(words) - COPIED_WORDS + 1)}
    return found


@pytest.fixture(scope="module")
def fragment() -> Json:
    return load((SPEC / "fragment.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def upstream(shared_file: Callable[[str], Path]) -> Json:
    return cut(load(gzip.decompress(shared_file(UPSTREAM).read_bytes()).decode()))


def test_structure_is_the_providers(fragment: Json, upstream: Json) -> None:
    assert differences(structure(fragment), structure(upstream)) == []


def test_prose_is_our_own(fragment: Json, upstream: Json) -> None:
    assert runs(prose(fragment)) & runs(prose(upstream)) == set()
    assert set(prose(fragment)) & set(prose(upstream)) == set()


def test_no_prose_is_blank(fragment: Json) -> None:
    assert all(text.strip() for text in prose(fragment))


def test_holds_what_its_operations_reach_and_no_more(fragment: Json) -> None:
    assert list(fragment["paths"]) == PATHS
    assert structure(reached(fragment)) == structure(fragment["components"])


def test_names_are_not_taken_for_prose() -> None:
    schema = {"properties": {"description": {"type": "string", "description": "Why."}}}
    place = '["components", "schemas", "Reason", "properties", "description"'
    assert structure({"components": {"schemas": {"Reason": schema}}}) == {
        f'{place}, "type"]': '"string"',
        f'{place}, "description"]': "prose",
    }


@pytest.mark.parametrize("name", ["fragment.yaml", "overlay.yaml", "package.yaml"])
def test_every_date_is_quoted(name: str) -> None:
    """An unquoted date is a date object to most YAML libraries, and then no longer the text it was."""
    data = YAML(typ="safe").load((SPEC / name).read_text(encoding="utf-8"))
    strange = [trail for trail, value in leaves(data) if not isinstance(value, str | int | float | bool | dict | list)]
    assert strange == []
    assert all(isinstance(key, str) for trail, _ in leaves(data) for key in trail)
