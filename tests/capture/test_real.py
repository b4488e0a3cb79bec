"""The flagship's fragment, brought up to date with two states of the provider's whole document."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from specloom.build import Inputs, build_package
from specloom.capture import Captured, Fragment, Provenance, Selection, capture
from specloom.config import read_config
from specloom.diagnostics import SpecError
from specloom.overlay import apply_overlay
from specloom.prose import iter_prose
from specloom.source import edit_yaml, read_bundled, read_document
from specloom.workspace import templates_folder

SPEC = Path(__file__).resolve().parents[2] / "spec" / "atlas-streams"
SAME = "atlas-all-dates-2025-10-07"
LATER = "atlas-all-dates-2026-08-21"
NEW_TAGS = {"AzureBlobStorage", "GCPPubSub", "SchemaRegistry"}

Recapture = Callable[[str], Captured]


@pytest.fixture(scope="module")
def recapture(shared_file: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Recapture:
    def run(name: str) -> Captured:
        path = tmp_path_factory.mktemp("upstream") / f"{name}.yaml"
        path.write_bytes(gzip.decompress(shared_file(f"specs/{name}.yaml.gz").read_bytes()))
        existing = Fragment(read_document(SPEC / "fragment.yaml"), (SPEC / "fragment.yaml").read_text(encoding="utf-8"))
        provenance = Provenance(path.name, "0" * 64, "2026-01-02")
        return capture(read_bundled(path).data, Selection(), provenance, existing)

    return run


@pytest.fixture(scope="module")
def later(recapture: Recapture) -> Captured:
    return recapture(LATER)


def without_provenance(text: str) -> list[str]:
    marks = ("# Captured by specloom", "# SHA-256 of", "# Prose of the", "#")
    lines = [line for line in text.splitlines() if not line.startswith(marks[:3])]
    return [
        line for index, line in enumerate(lines) if line != "#" or lines[index + 1 : index + 2] != ["openapi: 3.0.1"]
    ]


@pytest.fixture(scope="module")
def is_of_that_state() -> None:
    """The committed fragment may have been brought to a later state; then the earlier one says nothing about it."""
    if NEW_TAGS & set(
        read_document(SPEC / "fragment.yaml").data["components"]["schemas"]["StreamsConnection"]["discriminator"][
            "mapping"
        ]
    ):
        pytest.skip("the committed fragment is of a later state of the provider's document")


@pytest.mark.usefixtures("is_of_that_state")
def test_the_same_state_changes_nothing(recapture: Recapture) -> None:
    result = recapture(SAME)
    assert without_provenance(result.text) == without_provenance((SPEC / "fragment.yaml").read_text(encoding="utf-8"))
    assert (result.changes, result.missing, result.orphans) == ([], [], [])


def test_a_later_state_brings_three_variants_and_takes_no_word_of_ours(later: Captured) -> None:
    schemas = later.document["components"]["schemas"]
    assert set(schemas["StreamsConnection"]["discriminator"]["mapping"]) >= NEW_TAGS
    assert len(schemas["StreamsConnection"]["oneOf"]) == 10
    assert set(schemas["SchemaRegistryAuthentication"]["discriminator"]["mapping"]) == {"SASL_INHERIT", "USER_INFO"}
    ours = {text for _, text in iter_prose(read_document(SPEC / "fragment.yaml").data)}
    told = {text for _, text in later.orphans}
    assert ours - {text for _, text in iter_prose(later.document)} <= told
    old = (SPEC / "fragment.yaml").read_text(encoding="utf-8").splitlines()
    assert {line for line in old if line.startswith("#")} - set(later.text.splitlines()) <= {
        line for line in old if line.startswith(("# Captured", "# SHA"))
    }


@pytest.mark.usefixtures("is_of_that_state")
def test_a_later_state_is_a_readable_difference(later: Captured) -> None:
    old = (SPEC / "fragment.yaml").read_text(encoding="utf-8").splitlines()
    gone = [line for line in old if line not in set(later.text.splitlines())]
    assert len(gone) <= 6
    changes = [str(change) for change in later.changes]
    for tag in NEW_TAGS:
        assert any(change.startswith("+ StreamsConnection: variant") and f"(tag {tag})" in change for change in changes)
    assert "+ StreamsConnection: property state" in changes
    assert "+ schema SchemaRegistryAuthentication" in changes


@pytest.mark.usefixtures("is_of_that_state")
def test_corrections_that_upstream_has_made_are_told(later: Captured) -> None:
    with pytest.raises(SpecError) as caught:
        apply_overlay(later.document, read_document(SPEC / "overlay.yaml"))
    assert {one.code for one in caught.value.diagnostics} == {"overlay-no-effect"}


def test_a_package_comes_of_it(later: Captured, tmp_path: Path) -> None:
    fragment, overlay = tmp_path / "fragment.yaml", tmp_path / "overlay.yaml"
    fragment.write_text(later.text, encoding="utf-8")
    overlay.write_bytes((SPEC / "overlay.yaml").read_bytes())
    try:
        apply_overlay(later.document, read_document(overlay))
    except SpecError as error:
        done = sorted({int(one.pointer[1]) for one in error.diagnostics}, reverse=True)

        def drop(data: dict[str, list[object]]) -> None:
            for index in done:
                del data["actions"][index]

        edit_yaml(overlay, drop)
    document = apply_overlay(read_bundled(fragment).data, read_document(overlay))
    built = build_package(Inputs(document, read_config(SPEC / "package.yaml"), templates_folder()))
    union = built.document["components"]["schemas"]["StreamsConnection"]
    assert set(union["discriminator"]["mapping"]) >= NEW_TAGS
    assert len(union["discriminator"]["mapping"]) == 10
