"""What lint says about real documents: it finds the known mistakes, and is not talkative."""

import gzip
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from specloom.diagnostics import Severity, format_pointer
from specloom.lint import lint_document
from specloom.source import read_document

FRAGMENT = Path(__file__).parents[2] / "spec/atlas-streams/fragment.yaml"
CREATE = "/api/atlas/v2/groups/{groupId}/streams/{tenantName}/connections"
KNOWN_MISTAKES = {
    "tag-enum-missing-mapping-tag": "#/components/schemas/StreamsConnection/properties/type/enum",
    "tag-not-required": "#/components/schemas/StreamsConnection",
    "readonly-request-body": "#/components/schemas/StreamsConnection/readOnly",
    "response-status-mismatch": format_pointer(("paths", CREATE, "post", "responses", "409")),
}


@pytest.fixture
def provider(shared_file: Callable[[str], Path], tmp_path: Path) -> dict[str, Any]:
    copy = tmp_path / "upstream.yaml"
    copy.write_bytes(gzip.decompress(shared_file("specs/atlas-all-dates-2025-10-07.yaml.gz").read_bytes()))
    return read_document(copy).data


def test_the_fragment_has_what_its_overlay_corrects_and_nothing_else() -> None:
    findings = lint_document(read_document(FRAGMENT).data)
    assert {finding.code: format_pointer(finding.pointer) for finding in findings} == KNOWN_MISTAKES
    assert len(findings) == len(KNOWN_MISTAKES)
    assert "'S3'" in next(one.message for one in findings if one.code == "tag-enum-missing-mapping-tag")


def test_the_provider_s_document_has_them_too(provider: dict[str, Any]) -> None:
    findings = lint_document(provider)
    places = {(finding.code, format_pointer(finding.pointer)) for finding in findings}
    assert set(KNOWN_MISTAKES.items()) <= places
    (forgotten,) = (finding for finding in findings if finding.code == "tag-enum-missing-mapping-tag")
    assert "'S3'" in forgotten.message
    # Seen by reading it: the filter for nGram takes only the type of its neighbour, edgeGram.
    assert ("variant-refuses-tag", "#/components/schemas/tokenizernGram/properties/type/enum") in places
    assert not [finding for finding in findings if finding.severity is Severity.ERROR]
    assert len(findings) < 50


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("adyen-balanceplatform", {"tag-not-required": 2, "unused-component": 1}),
        ("camunda", {"tag-not-required": 2, "unused-component": 1}),
        ("ory-kratos", {"undeclared-security-scheme": 1, "unused-component": 44}),
    ],
)
def test_other_documents(shared_file: Callable[[str], Path], name: str, expected: dict[str, int]) -> None:
    spec = json.loads(gzip.decompress(shared_file(f"specs/others/{name}.json.gz").read_bytes()))
    assert Counter(finding.code for finding in lint_document(spec)) == expected
