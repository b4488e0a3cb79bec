"""The modules of a package are imported before it counts, each once, also where some are while others are written."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest
from specloom import finishing
from specloom.build import carried_files
from specloom.cache import Cache
from specloom.diagnostics import Diagnostic, SpecError
from specloom.finishing import Finisher
from specloom.verify import Imports
from specloom.work import working
from specloom.workspace import templates_folder

from tests.speed.test_processes import several as several

MODELS = {
    "pets/__init__.py": '"""The package."""\n',
    "pets/models/__init__.py": '"""All models."""\n',
    "pets/models/cat.py": "from .tail import Tail\n\nCat = Tail\n",
    "pets/models/tail.py": "from .._runtime.models import ResponseModel\n\n\nclass Tail(ResponseModel):\n    x: int\n",
}
REST = {
    "pets/client.py": '"""The clients."""\n',
    "pets/resources/__init__.py": '"""All resources."""\n',
    "pets/resources/cats.py": "from ..models.cat import Cat\n\nSOME = Cat\n",
}


@pytest.fixture(autouse=True)
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has two models be enough for an import of their own."""
    monkeypatch.setattr(finishing, "_MANY", 2)


def finish(folder: Path, models: dict[str, str], rest: dict[str, str]) -> dict[str, str]:
    carried = carried_files(templates_folder(), "pets")
    with working(1, Cache()) as work, closing(Finisher(folder, "pets", carried, None, work)) as finisher:
        finisher.add({**carried, **models})
        finisher.modules_are_there("models/")
        finisher.add(rest)
        finisher.modules_are_there()
        return finisher.result()


@pytest.mark.usefixtures("several")
def test_each_module_is_imported_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first: set[str] = set()
    second: set[str] = set()

    class Counted(Imports):
        def begin(self, paths: Iterable[str]) -> None:
            first.update(paths)
            super().begin(paths)

        def finish(self, paths: Iterable[str]) -> list[Diagnostic]:
            second.update(paths)
            return super().finish(paths)

    monkeypatch.setattr(finishing, "Imports", Counted)
    made = finish(tmp_path, MODELS, REST)
    assert first == {path for path in MODELS if "/models/" in path}
    assert not first & second
    assert first | second == {path for path in made if path.startswith("pets/") and path.endswith(".py")}


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize("path", ["pets/models/cat.py", "pets/resources/cats.py"])
def test_one_that_can_not_be_imported_is_told(tmp_path: Path, path: str) -> None:
    wrong = {path: "from .missing import Missing\n\nSOME = Missing\n"}
    models, rest = ({name: wrong.get(name, text) for name, text in files.items()} for files in (MODELS, REST))
    with pytest.raises(SpecError) as refused:
        finish(tmp_path, models, rest)
    assert {one.code for one in refused.value.diagnostics} == {"output-import"}
    assert all("missing" in one.message for one in refused.value.diagnostics)


@pytest.mark.usefixtures("several")
@pytest.mark.skipif(sys.platform != "linux", reason="processes are found by way of /proc")
def test_no_import_goes_on_where_the_run_has_failed(tmp_path: Path) -> None:
    carried = carried_files(templates_folder(), "pets")
    with working(1, Cache()) as work, closing(Finisher(tmp_path, "pets", carried, None, work)) as finisher:
        finisher.add({**carried, **MODELS})
        finisher.modules_are_there("models/")
    mine = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    commands = [Path(f"/proc/{child}/cmdline").read_bytes() for child in mine]
    assert not any(str(tmp_path).encode() in command for command in commands)
