"""The harness itself: what Prism lacks is said plainly, and a Prism that fails does not hang a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import prism


def test_what_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = tmp_path / "openapi.yaml"
    monkeypatch.setattr(prism, "COMMAND", tmp_path / "index.js")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert prism.missing(document) == "Node.js is not installed"
    (tmp_path / "node").touch(mode=0o755)
    assert prism.missing(document) == "Prism is not installed; `make test-contract` installs it"
    prism.COMMAND.touch()
    assert prism.missing(document) == f"{document} does not exist; `make generate` writes it"
    document.touch()
    assert prism.missing(document) is None


def fake_node(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    (folder / "node").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "node").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_the_address_is_the_one_it_reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_node(tmp_path, monkeypatch, "echo 'start  Prism is listening on http://127.0.0.1:38417'; exec sleep 60")
    with prism.running(tmp_path / "openapi.yaml") as url:
        assert url == "http://127.0.0.1:38417"


def test_an_end_is_reported_with_what_it_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_node(tmp_path, monkeypatch, "echo 'fatal: no such document' >&2; exit 3")
    with pytest.raises(RuntimeError, match=r"status 3:\nfatal: no such"), prism.running(tmp_path / "openapi.yaml"):
        pass


def test_silence_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prism, "START_SECONDS", 0.2)
    fake_node(tmp_path, monkeypatch, "exec sleep 60")
    with pytest.raises(RuntimeError, match=r"not ready after 0\.2 s"), prism.running(tmp_path / "openapi.yaml"):
        pass
