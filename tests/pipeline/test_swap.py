"""Whatever kills a run, the output is the old one or the new one."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from specloom import swap
from specloom.diagnostics import SpecError
from specloom.swap import staging, swap_in

from tests.pipeline.projects import contents


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "generated" / "pets"
    folder.mkdir(parents=True)
    (folder / "state").write_text("old")
    return folder


def replace(target: Path) -> None:
    with staging(target) as folder:
        (folder / "state").write_text("new")
        swap_in(folder, target)


@pytest.mark.parametrize("can_exchange", [True, False])
def test_a_folder_is_replaced(target: Path, can_exchange: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not can_exchange:
        monkeypatch.setattr(swap, "_exchange", lambda *_: False)
    replace(target)
    assert contents(target.parent) == {"pets/state": "new"}


def test_linux_and_macos_exchange_folders_in_one_step(target: Path) -> None:
    other = target.with_name("other")
    other.mkdir()
    if sys.platform not in ("linux", "darwin"):
        pytest.skip("other systems take two steps")
    assert swap._exchange(other, target)
    assert contents(target.parent) == {"other/state": "old"}


def test_a_new_folder_has_the_usual_rights(tmp_path: Path) -> None:
    ordinary = tmp_path / "ordinary"
    ordinary.mkdir()
    replace(tmp_path / "pets")
    assert (tmp_path / "pets").stat().st_mode == ordinary.stat().st_mode


def test_a_link_to_the_output_stays_a_link(target: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(target)
    replace(link)
    assert link.is_symlink()
    assert contents(target) == {"state": "new"}


def test_a_folder_that_cannot_be_moved_is_a_diagnostic(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swap, "_exchange", lambda *_: False)
    rename = Path.rename

    def refuse(path: Path, to: Path) -> Path:
        if to == target and not path.name.endswith(".old"):
            raise PermissionError(13, "Permission denied")
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(SpecError) as caught:
        replace(target)
    assert [item.code for item in caught.value.diagnostics] == ["unwritable"]
    assert contents(target.parent) == {"pets/state": "old"}


_KILLED = """
import os, signal, sys
from pathlib import Path
from specloom import swap

target, where = Path(sys.argv[1]), sys.argv[2]
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
if where == "between the steps":
    swap._exchange = lambda *_: False
    rename = Path.rename
    def first_only(path, to):
        rename(path, to)
        die()
    Path.rename = first_only
with swap.staging(target) as folder:
    (folder / "state").write_text("new")
    if where == "while writing":
        die()
    swap.swap_in(folder, target)
    if where == "after the swap":
        die()
"""


@pytest.mark.parametrize(
    ("where", "left"), [("while writing", "old"), ("between the steps", None), ("after the swap", "new")]
)
def test_a_killed_run_leaves_one_output_whole_and_the_next_one_cleans_up(
    target: Path, where: str, left: str | None
) -> None:
    done = subprocess.run([sys.executable, "-c", _KILLED, str(target), where], check=False)
    assert done.returncode == -signal.SIGKILL
    if left is not None:
        assert contents(target) == {"state": left}
    assert list(target.parent.glob(".*"))
    with staging(target):
        # Where two steps were needed and only one was taken, the old output is back before anything else is done.
        assert contents(target) == {"state": left or "old"}
    assert contents(target.parent) == {"pets/state": left or "old"}
