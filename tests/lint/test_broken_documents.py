"""Whatever a document holds in place of what belongs there, it is judged, not stumbled over."""

import copy
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from specloom.diagnostics import Pointer, Severity, SpecError
from specloom.lint import lint_document
from specloom.normalise import normalise
from specloom.slicing import slice_document
from specloom.source import read_document

FRAGMENT = Path(__file__).parents[2] / "spec/atlas-streams/fragment.yaml"
DATED = "application/vnd.atlas.{version}+{suffix}"
RUBBISH: tuple[Any, ...] = (
    None, True, 1, 1.5, "x", "#/components/schemas/Link", [], [None], [1], ["x"], [{}], {}, {"x": None},
    {"x": {}}, {"a": 1}, {"$ref": "#/components/schemas/Link"}, {"$ref": "#/x"}, {"$ref": 1},
)  # fmt: skip


def places(node: Any, pointer: Pointer = ()) -> Iterator[Pointer]:
    yield pointer
    for token, child in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from places(child, (*pointer, token))


@pytest.mark.parametrize("seed", range(10))
def test_a_document_with_rubbish_in_it_is_judged(seed: int) -> None:
    sound = read_document(FRAGMENT).data
    everywhere = [pointer for pointer in places(sound) if pointer]
    chance = random.Random(seed)
    for _ in range(20):
        broken = copy.deepcopy(sound)
        pointer = chance.choice(everywhere)
        holder: Any = broken
        for token in pointer[:-1]:
            holder = holder[token]
        holder[pointer[-1]] = chance.choice(RUBBISH)
        lint_document(broken)
        try:
            sliced = slice_document(broken, "2025-03-12", DATED)
        except SpecError:
            continue
        assert slice_document(sliced.document, "2025-03-12", DATED).document == sliced.document


@pytest.mark.parametrize(
    ("version", "paths", "code", "pointer"),
    [
        ({}, {}, "openapi-version", ()),
        ({"swagger": "2.0"}, {}, "openapi-version", ("swagger",)),
        ({"openapi": "3.1.0"}, {"a": {}}, "path-without-slash", ("paths", "a")),
        ({"openapi": "3.1.0"}, {"/a": {"parameters": {}}}, "wrong-type", ("paths", "/a", "parameters")),
    ],
)
def test_what_no_package_can_be_generated_with_is_an_error_here_too(
    version: dict[str, str], paths: dict[str, Any], code: str, pointer: Pointer
) -> None:
    document = {**version, "info": {"title": "A", "version": "1"}, "paths": paths}
    assert [(one.code, one.pointer, one.severity) for one in lint_document(document)] == [
        (code, pointer, Severity.ERROR)
    ]
    with pytest.raises(SpecError) as caught:
        normalise(document)
    assert [one.code for one in caught.value.diagnostics] == [code]


def test_what_is_left_out_of_every_package_is_told_here_too() -> None:
    schemas = {"Pet": {"type": "object", "title": ["Pet"]}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "A", "version": "1"},
        "paths": {},
        "components": {"schemas": schemas},
    }
    (warning,) = [one for one in normalise(document).diagnostics if one.pointer[-1:] == ("title",)]
    assert warning.severity is Severity.WARNING
    assert warning in lint_document(document)
