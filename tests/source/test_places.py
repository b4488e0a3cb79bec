"""Where each part of a document stands."""

from pathlib import Path

import pytest
from specloom.diagnostics import Diagnostic, Location
from specloom.source import read_document

from tests.source.support import Write

YAML = """\
openapi: 3.1.0
paths:
  /pets:
    get:
      tags: [one, two]
      parameters:
        - name: limit
          in: query
        - &shared
          name: page
shared: *shared
"""
YAML_PLACES = {
    (): (1, 1),
    ("openapi",): (1, 1),
    ("paths",): (2, 1),
    ("paths", "/pets", "get"): (4, 5),
    ("paths", "/pets", "get", "tags", 1): (5, 19),
    ("paths", "/pets", "get", "parameters", 0): (7, 11),
    ("paths", "/pets", "get", "parameters", "0", "in"): (8, 11),
    ("paths", "/pets", "get", "parameters", 1, "name"): (10, 11),
    ("shared",): (11, 1),
    ("shared", "name"): (10, 11),
    # What isn't there is located at what holds it.
    ("paths", "/dogs", "get"): (2, 1),
    ("paths", "/pets", "get", "tags", 7): (5, 7),
    ("openapi", "x"): (1, 1),
    ("none",): (1, 1),
}


@pytest.mark.parametrize("pointer", YAML_PLACES)
def test_parts_of_yaml_are_located(write: Write, pointer: tuple[str | int, ...]) -> None:
    path = write(YAML)
    assert read_document(path).locate(pointer) == Location(path, *YAML_PLACES[pointer])


def test_parts_of_json_are_located(write: Write) -> None:
    path = write('{\r\n\t"a\\"": [1, {"b": null}],\n  "c": "}\\\\"}\n', "openapi.json")
    document = read_document(path)
    assert document.data == {'a"': [1, {"b": None}], "c": "}\\"}
    assert document.locate(('a"', 1, "b")) == Location(path, 2, 14)
    assert document.locate(("c",)) == Location(path, 3, 3)


def test_diagnostics_are_placed_once(write: Write) -> None:
    path = write(YAML)
    kept = Location(Path("elsewhere"), 9, 9)
    placed = read_document(path).place(
        [Diagnostic("x", "y", ("paths",)), Diagnostic("x", "y", ("paths",), location=kept)]
    )
    assert [item.location for item in placed] == [Location(path, 2, 1), kept]
