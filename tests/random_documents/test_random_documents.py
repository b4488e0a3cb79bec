"""Documents of a few seeds, the whole way; `python -m tests.random_documents` tries as many as one likes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from specloom.source.bundle import read_bundled

from tests.random_documents.dice import Dice
from tests.random_documents.documents import random_document
from tests.random_documents.files import ROOT, cut, write
from tests.random_documents.shrink import shrunk
from tests.random_documents.trial import Step, Trial, files_of

_STEPS = {0: {Step.JUDGE, Step.TYPES}, 7: {Step.JUDGE}, 14: {Step.JUDGE, Step.TEST}, 20: {Step.JUDGE}, 12: {Step.JUDGE}}
"""What is done with the documents of which seeds; what takes long, with few of them."""


@pytest.mark.parametrize("seed", _STEPS)
def test_a_document_comes_all_the_way(seed: int, tmp_path: Path) -> None:
    assert Trial(tmp_path / "trial").problems(files_of(seed), frozenset(_STEPS[seed])) == []


def test_the_seeds_tried_here_are_of_every_version_and_of_several_files() -> None:
    tried = [files_of(seed) for seed in _STEPS]
    assert {files[ROOT]["openapi"][:3] for files in tried} == {"3.0", "3.1", "3.2"}
    assert min(map(len, tried)) == 1 < max(map(len, tried))


def test_a_seed_is_a_document() -> None:
    assert random_document(7) == random_document(7) != random_document(8)


@pytest.mark.parametrize("seed", range(5))
def test_a_document_in_several_files_is_the_same_document(seed: int, tmp_path: Path) -> None:
    files = cut(random_document(seed), Dice(seed))
    bundled = read_bundled(write(files, tmp_path)).data
    assert len(files) > 3
    assert bundled["paths"].keys() == random_document(seed)["paths"].keys()
    referred = re.findall(r'"\$ref": "(.)', json.dumps(bundled))
    assert len(referred) > 20
    assert {*referred} == {"#"}


def test_a_problem_of_each_step_is_told(tmp_path: Path) -> None:
    trial = Trial(tmp_path / "trial")
    (problem,) = trial.problems({ROOT: {"openapi": "3.1.0", "info": {}, "paths": []}})
    assert problem.step is Step.GENERATE
    assert "paths" in problem.text


def test_what_is_shrunk_still_fails_and_has_nothing_to_spare() -> None:
    document: dict[str, Any] = {"a": [1, {"b": 2, "c": [3, 4]}, 5], "d": {"e": 4}, "f": 6}

    def fails(held: Any) -> bool:
        return isinstance(held.get("a"), list) and any(
            isinstance(each, dict) and 4 in each.get("c", ()) for each in held["a"]
        )

    assert shrunk(document, fails) == {"a": [{"c": [4]}]}
    assert document["f"] == 6
