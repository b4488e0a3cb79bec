"""A long run says how far it is: with a bar on a terminal, with lines elsewhere."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from specloom import progress as progress_module
from specloom.generation import SpecFolder, make
from specloom.progress import Stage, progress
from specloom.work import Work

from tests.pipeline.projects import make_package


class Terminal(io.StringIO):
    """Takes what is shown, as a terminal would."""

    def isatty(self) -> bool:
        return True


def test_a_short_run_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("pets") as tell:
        for stage in Stage:
            tell(stage)
    assert capsys.readouterr() == ("", "")


def test_a_long_one_has_a_line_for_each_stage(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress_module, "_PATIENCE", 0.0)
    with progress("pets") as tell:
        tell(Stage.READING)
        tell(Stage.TYPES)
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == ["pets: reading the document, after 0 s", "pets: writing types, after 0 s"]


def test_a_terminal_has_a_bar_that_goes_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with progress("pets [1]") as tell:
        tell(Stage.READING)
        tell(Stage.VERIFYING)
    shown = terminal.getvalue()
    assert "pets [1]: reading the document" in shown
    assert "pets [1]: formatting and verifying" in shown
    assert shown.endswith(("\x1b[2K", "\x1b[?25h"))


def test_nothing_is_shown_before_there_is_something_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress("pets"):
        pass
    assert terminal.getvalue() == ""


def test_a_run_tells_all_stages_in_order(tmp_path: Path) -> None:
    told: list[Stage] = []
    folder = tmp_path / "folder"
    folder.mkdir()
    make(SpecFolder(make_package(tmp_path / "repository")), folder, work=Work(tell=told.append))
    assert told == list(Stage)
