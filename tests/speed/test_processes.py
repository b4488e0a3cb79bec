"""Work in several processes gives what work in one gives: the same files, the same errors."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from specloom import work as work_module
from specloom.cache import Cache
from specloom.diagnostics import Diagnostic, SpecError
from specloom.engines import EngineError
from specloom.generation import SpecFolder, make
from specloom.work import Work, working

from tests.pipeline.projects import contents, make_package
from tests.stubs.documents import EVERYTHING


def doubled(number: int) -> int:
    return number * 2


_REMEMBERED: list[str] = []


def remember(text: str) -> None:
    _REMEMBERED.append(text)


def remembered() -> list[str]:
    return _REMEMBERED


def also_remembered() -> list[str]:
    return _REMEMBERED


def refused(message: str) -> None:
    raise SpecError([Diagnostic("some-code", message, ("paths", "/pets"), "some hint")])


def defective() -> None:
    raise EngineError("the engine warned")


def ended() -> None:
    os._exit(3)


@pytest.fixture(params=["fork", "spawn"])
def several(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Has work be done in two processes, started in one way or the other."""
    import multiprocessing

    if request.param not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this system has no {request.param}")
    monkeypatch.setattr(work_module, "_processors", lambda: 2)
    monkeypatch.setattr(work_module, "_LARGE", 0)
    monkeypatch.setattr(work_module, "_context", lambda: multiprocessing.get_context(request.param))


@pytest.mark.usefixtures("several")
def test_what_is_asked_for_is_done_elsewhere() -> None:
    with working(1, Cache()) as work:
        assert work.workers == 2
        assert [job.result() for job in [work.start(doubled, number) for number in range(5)]] == [0, 2, 4, 6, 8]
        assert work.start(os.getpid).result() != os.getpid()


@pytest.mark.usefixtures("several")
def test_errors_come_back_as_they_are() -> None:
    with working(1, Cache()) as work:
        with pytest.raises(SpecError) as caught:
            work.start(refused, "no").result()
        assert list(caught.value.diagnostics) == [Diagnostic("some-code", "no", ("paths", "/pets"), "some hint")]
        with pytest.raises(EngineError, match="the engine warned"):
            work.start(defective).result()


@pytest.mark.usefixtures("several")
def test_a_process_gets_ready_for_one_call() -> None:
    with working(1, Cache()) as work:
        work.get_ready(remembered, partial(remember, "ready"))
        others = [work.start(also_remembered) for _ in range(20)]
        assert all(job.result() == [] for job in others)
        assert work.start(remembered).result() == ["ready"]


@pytest.mark.usefixtures("several")
def test_errors_of_that_come_back_too() -> None:
    with working(1, Cache()) as work:
        work.get_ready(refused, partial(remember, "ready"))
        work.get_ready(doubled, defective)
        with pytest.raises(SpecError, match="no"):
            work.start(refused, "no").result()
        with pytest.raises(EngineError, match="the engine warned"):
            work.start(doubled, 1).result()


@pytest.mark.usefixtures("several")
def test_nobody_waits_for_a_call_that_does_not_come() -> None:
    with working(1, Cache()) as work:
        work.get_ready(doubled, partial(remember, "ready"))
        assert work.start(os.getpid).result() != os.getpid()


@pytest.mark.usefixtures("several")
def test_a_process_that_is_lost_before_its_call_is_a_diagnostic() -> None:
    with working(1, Cache()) as work:
        work.get_ready(doubled, ended)
        with pytest.raises(SpecError) as caught:
            work.start(doubled, 1).result()
        assert [each.code for each in caught.value.diagnostics] == ["worker-lost"]


@pytest.mark.usefixtures("several")
def test_a_lost_process_is_a_diagnostic() -> None:
    with working(1, Cache()) as work:
        with pytest.raises(SpecError) as caught:
            work.start(ended).result()
        assert [each.code for each in caught.value.diagnostics] == ["worker-lost"]


def test_a_small_document_is_worked_on_alone() -> None:
    with working(1000, Cache()) as work:
        assert work.workers == 0
        assert work.start(os.getpid).result() == os.getpid()


def test_errors_come_back_there_too() -> None:
    job = Work().start(refused, "no")
    with pytest.raises(SpecError):
        job.result()


@pytest.mark.usefixtures("several")
def test_the_files_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # So small that this is cut into several pieces.
    monkeypatch.setattr("specloom.finishing._PORTION", 20_000)
    package = make_package(tmp_path / "repository", fragment=json.dumps(EVERYTHING))
    origin = SpecFolder(package)
    alone, together = tmp_path / "alone", tmp_path / "together"
    alone.mkdir()
    together.mkdir()
    made = make(origin, alone)
    with working(1, Cache()) as work:
        also = make(origin, together, work=work)
    assert made.files == also.files
    assert made.diagnostics == also.diagnostics
    assert contents(alone) == contents(together)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are found by way of /proc")
def test_none_outlives_a_killed_run() -> None:
    code = (
        "import specloom.work as w, time, os\n"
        "from specloom.cache import Cache\n"
        "w._processors = lambda: 2\n"
        "with w.working(10**9, Cache()) as work:\n"
        "    print(work.start(os.getpid).result(), flush=True)\n"
        "    time.sleep(60)\n"
    )
    run = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, encoding="utf-8")
    assert run.stdout is not None
    worker = int(run.stdout.readline())
    run.send_signal(signal.SIGKILL)
    run.wait()
    for _ in range(300):
        if not Path(f"/proc/{worker}/stat").exists() or " Z " in Path(f"/proc/{worker}/stat").read_text():
            break
        time.sleep(0.1)
    else:
        pytest.fail("the process that helped is still there")
    run.stdout.close()
