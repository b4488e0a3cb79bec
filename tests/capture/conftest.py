from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from specloom.capture import Captured, Fragment, Provenance, Selection, capture
from specloom.source import read_bundled, read_document

from tests.capture.documents import ALL

Capture = Callable[..., Captured]


@pytest.fixture
def captured(tmp_path: Path) -> Capture:
    """Captures from the text of an upstream document, over the text of a fragment if there is one."""

    def run(
        upstream: str, fragment: str | None = None, selection: Selection | None = None, **options: object
    ) -> Captured:
        path = tmp_path / "upstream.yaml"
        path.write_text(upstream, encoding="utf-8")
        existing = None
        if fragment is not None:
            old = tmp_path / "fragment.yaml"
            old.write_text(fragment, encoding="utf-8")
            existing = Fragment(read_document(old), fragment)
        wanted = selection if selection is not None else Selection() if existing else ALL
        provenance = Provenance("upstream.yaml", "0" * 64, "2026-01-02")
        return capture(read_bundled(path).data, wanted, provenance, existing, **options)  # type: ignore[arg-type]  # options of any kind

    return run
