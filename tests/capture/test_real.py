"""The flagship's fragment beside two states of the provider's whole document: the one it is of, and an earlier one."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest
from specloom.build import Inputs, build_package
from specloom.capture import Captured, Fragment, Selection, capture
from specloom.capturing import read_upstream
from specloom.config import read_config
from specloom.diagnostics import SpecError
from specloom.overlay import apply_overlay
from specloom.prose import iter_prose
from specloom.source import edit_yaml, read_bundled, read_document
from specloom.workspace import templates_folder

from ..support.packages import load, write

ROOT = Path(__file__).resolve().parents[2]
SPEC = ROOT / "spec" / "atlas-streams"
REFERENCE = ROOT / "tests" / "data" / "reference"
SAME = "atlas-all-dates-2026-08-21"
EARLIER = "atlas-all-dates-2025-10-07"
NAMES = {SAME: "mongodb/mongodb-atlas-cli 6fd452a08a", EARLIER: "mongodb/mongodb-atlas-cli d37299f0c"}
NEW_TAGS = {"AzureBlobStorage", "GCPPubSub", "SchemaRegistry"}

Recapture = Callable[[str, str], Captured]


def committed() -> str:
    return (SPEC / "fragment.yaml").read_text(encoding="utf-8")


def mapping(captured: Captured) -> set[str]:
    return set(captured.document["components"]["schemas"]["StreamsConnection"]["discriminator"]["mapping"])


@pytest.fixture(scope="module")
def recapture(shared_file: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Recapture:
    """Brings the text of a fragment up to date with a state of the provider's document."""
    folder = tmp_path_factory.mktemp("upstream")

    def run(name: str, fragment: str) -> Captured:
        upstream, existing = folder / f"{name}.yaml", folder / "fragment.yaml"
        if not upstream.exists():
            upstream.write_bytes(gzip.decompress(shared_file(f"specs/{name}.yaml.gz").read_bytes()))
        existing.write_text(fragment, encoding="utf-8")
        whole = read_upstream(upstream, NAMES[name], "2026-01-02")
        return capture(whole.document.data, Selection(), whole.provenance, Fragment(read_document(existing), fragment))

    return run


@pytest.fixture(scope="module")
def earlier(recapture: Recapture) -> Captured:
    return recapture(EARLIER, committed())


@pytest.fixture(scope="module")
def again(recapture: Recapture, earlier: Captured) -> Captured:
    return recapture(SAME, earlier.text)


def test_the_committed_fragment_is_what_capture_gives(recapture: Recapture) -> None:
    result = recapture(SAME, committed())
    assert result.text == committed()
    assert (result.changes, result.missing, result.orphans) == ([], [], [])


def test_going_back_takes_three_variants_and_tells_of_every_word_that_goes(earlier: Captured) -> None:
    assert mapping(earlier) == {"AWSKinesisDataStreams", "AWSLambda", "Cluster", "Https", "Kafka", "S3", "Sample"}
    ours = {text for _, text in iter_prose(read_document(SPEC / "fragment.yaml").data)}
    told = {text for _, text in earlier.orphans}
    assert ours - {text for _, text in iter_prose(earlier.document)} <= told
    comments = {line for line in committed().splitlines() if line.startswith("#")}
    renewed = {line for line in comments if line.startswith(("# Captured", "# SHA"))}
    assert comments - set(earlier.text.splitlines()) == renewed


def test_a_later_state_brings_three_variants_as_a_readable_difference(earlier: Captured, again: Captured) -> None:
    assert mapping(again) >= NEW_TAGS
    assert len(again.document["components"]["schemas"]["StreamsConnection"]["oneOf"]) == 10
    gone = [line for line in earlier.text.splitlines() if line not in set(again.text.splitlines())]
    assert len(gone) <= 8
    changes = [str(change) for change in again.changes]
    for tag in NEW_TAGS:
        assert any(change.startswith("+ StreamsConnection: variant") and f"(tag {tag})" in change for change in changes)
    assert "+ StreamsConnection: property state" in changes
    assert "+ schema SchemaRegistryAuthentication" in changes
    missing = {pointer[:3] for pointer in again.missing}
    assert ("components", "schemas", "SchemaRegistryAuthentication") in missing


def test_corrections_that_do_not_fit_the_state_are_told(earlier: Captured) -> None:
    with pytest.raises(SpecError) as caught:
        apply_overlay(earlier.document, read_document(SPEC / "overlay.yaml"))
    assert {one.pointer[:2] for one in caught.value.diagnostics} == {("actions", 4)}
    assert "ConfluentUserInfoAuthentication" in caught.value.diagnostics[0].message


def test_the_earlier_state_gives_a_package_that_the_reference_page_fits(earlier: Captured, tmp_path: Path) -> None:
    fragment, overlay = tmp_path / "fragment.yaml", tmp_path / "overlay.yaml"
    fragment.write_text(earlier.text, encoding="utf-8")
    overlay.write_bytes((SPEC / "overlay.yaml").read_bytes())
    edit_yaml(overlay, lambda data: data["actions"].pop(4))
    document = apply_overlay(read_bundled(fragment).data, read_document(overlay))
    name = "atlas_streams_earlier"
    config = read_config(SPEC / "package.yaml").model_copy(update={"import_name": name})
    built = build_package(Inputs(document, config, templates_folder()))
    package = load(write(built, tmp_path / "project"), name)

    sent: list[Any] = []
    answers: list[Any] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        sent.append(json.loads(request.content))
        return httpx2.Response(200, json=answers.pop())

    tags = sorted(path.stem for path in (REFERENCE / "requests").glob("*.json"))
    assert len(tags) == 7
    with package.AtlasStreams(access_token="token", transport=httpx2.MockTransport(answer)) as client:
        for tag in tags:
            request, response = (
                json.loads((REFERENCE / f"{kind}s" / f"{tag}.json").read_text("utf-8"))
                for kind in ("request", "response")
            )
            # The page's sample of S3 has another text for a type, since an enum forgets that one.
            answers.append({**response, "type": tag})
            connection = client.streams.create_stream_connection("32b6e34b3d91647abb20e7b8", "tenant", request)
            assert sent[-1] == request
            assert type(connection) is getattr(package, f"{tag}Connection")
            assert connection.model_dump(mode="json", by_alias=True, exclude_unset=True) == {**response, "type": tag}
    assert not hasattr(package, "SchemaRegistryConnection")
