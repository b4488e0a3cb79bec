"""One style, whatever the machine is set up for."""

from __future__ import annotations

from pathlib import Path

import pytest
from specloom.finishing import finish
from specloom.formatting import FormattingError, format_files

UGLY = "from pets import b,a\nimport json\nfrom  typing import Any\nx = 'a'\ny=[a,json]\n"
NICE = 'import json\n\nfrom pets import a\n\nx = "a"\ny = [a, json]\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "venv"
    (folder / "pets").mkdir(parents=True)
    (folder / "pets" / "x.py").write_text(UGLY)
    return folder


def test_imports_are_sorted_and_unused_ones_dropped(project: Path) -> None:
    format_files(project, ["pets/x.py"], "pets")
    assert (project / "pets" / "x.py").read_text() == NICE


def test_what_is_carried_stays_as_it_is(project: Path) -> None:
    texts = {"pets/x.py": UGLY, "pets/_runtime/y.py": UGLY}
    done = finish(project, texts, "pets", {"pets/_runtime/y.py": UGLY})
    assert done.texts == {"pets/x.py": NICE, "pets/_runtime/y.py": UGLY}


def test_no_setting_of_the_machine_counts(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUFF_CONFIG", "nowhere.toml")
    monkeypatch.setenv("RUFF_NO_FIX", "1")
    (project.parent / "ruff.toml").write_text("line-length = 10\n[format]\nquote-style = 'single'\n")
    (project.parent / ".git").mkdir()
    (project.parent / ".gitignore").write_text("*\n")
    (project / "ruff.py").write_text("raise SystemExit('not this one')\n")
    format_files(project, ["pets/x.py"], "pets")
    assert (project / "pets" / "x.py").read_text() == NICE
    assert not list(project.rglob(".ruff_cache"))


def test_exports_are_not_unused(project: Path) -> None:
    text = "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from .x import y as y\n"
    (project / "pets" / "__init__.py").write_text(text)
    format_files(project, ["pets/__init__.py"], "pets")
    assert (project / "pets" / "__init__.py").read_text() == text


def test_what_is_not_python_is_a_defect(project: Path) -> None:
    (project / "pets" / "x.py").write_text("x = (")
    with pytest.raises(FormattingError, match=r"x\.py"):
        format_files(project, ["pets/x.py"], "pets")
