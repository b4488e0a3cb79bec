"""Nothing gets through that the templates would not have written."""

from __future__ import annotations

from pathlib import Path

import pytest
from specloom.diagnostics import Diagnostic
from specloom.verify import check_imports, check_parts, check_paths

MODEL = '''
from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from pydantic import ConfigDict, Field
from typing_extensions import TypeAliasType

from .._runtime.models import ResponseModel

if TYPE_CHECKING:
    from .dog import Dog


class Pet(ResponseModel):
    """A pet: `eval("1")`, __import__('os')."""

    model_config = ConfigDict(extra="forbid")
    name: Annotated[str, Field(pattern=r"^[a-z]$")]
    """What to call it."""
    open: bool | None = None
    kind: Literal["__import__('os')"] = "__import__('os')"
    dog: "Dog | None" = None


Pets = TypeAliasType("Pets", Annotated[list["Pet"], Field(min_length=1)])
'''
CLIENT = '''
from __future__ import annotations

from typing import Any


class Client:
    """A client."""

    def get(self, id: str, *, filter: str | None = None, **options: Any) -> dict[str, Any]:
        """Get something."""
        return super()._call({"id": id, "filter": filter}, lambda: Client, **options)

    async def close(self) -> None:
        """Close it."""
        await self._close()

    def open(self) -> None:
        """Open it."""
'''
TEST = """
import json

import pytest

import pets


@pytest.mark.parametrize("name", ["a", "b"])
def test_name(name: str) -> None:
    with pytest.raises(ValueError, match=name) as caught:
        pets.Pet(name=name)
    assert [json.dumps(part) for part in caught.value.args] == [f"{name}"]
"""
MODELS = {"pets/_runtime/models.py": "from pydantic import BaseModel\n\nclass ResponseModel(BaseModel):\n    pass\n"}
RUNTIME = {
    "pets/_runtime/core.py": "import sys\nfrom pathlib import Path as Path\n\nclass Core:\n    version = sys.version\n"
}


def verify(folder: Path, files: dict[str, str], carried: dict[str, str]) -> list[Diagnostic]:
    """What a run would refuse of files that stand in a folder already."""
    found = check_paths(files) or check_parts(files, "pets", carried)
    return found or check_imports(folder, files, "pets")


def refusals(tmp_path: Path, files: dict[str, str], runtime: dict[str, str] | None = None) -> list[str]:
    """Verify files as a project, and list what is refused."""
    files = {"pets/__init__.py": "", **files}
    for path, text in files.items():
        try:
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text, encoding="utf-8")
        except OSError:
            continue
    found = verify(tmp_path, files, runtime or {})
    return [f"{item.location}: {item.code}: {item.message}" for item in found]


def codes(found: list[str]) -> list[str]:
    return [line.split(": ")[1] for line in found]


def test_what_templates_write_passes(tmp_path: Path) -> None:
    files = {
        "pets/models/__init__.py": "",
        **MODELS,
        "pets/models/dog.py": MODEL.replace("Pet", "Hound").replace('"Dog | None"', "int | None"),
        "pets/models/pet.py": MODEL,
        "pets/client.py": CLIENT,
        "tests/test_pets.py": TEST,
        "pyproject.toml": '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n',
        "openapi.yaml": "openapi: 3.1.0\n",
        "tests/data/pet.json": "{}",
        "README.md": "# Anything, `code` too\n",
    }
    assert refusals(tmp_path, files, MODELS) == []


def test_a_union_may_have_thousands_of_alternatives(tmp_path: Path) -> None:
    """Each is another level of the tree: the checks look at all of them, and need not recurse."""
    head = "from typing_extensions import TypeAliasType\n"
    many = " | ".join(["int"] * 2000)
    good = f"{head}X = TypeAliasType('X', {many})\nY = TypeAliasType('Y', \"{many}\")\n"
    assert refusals(tmp_path, {"pets/models/pet.py": good}) == []
    for bad in (f"X = print('x') | {many}", f"X = {many} | print('x')", f"X: \"{many} | print('x')\" = 1"):
        assert codes(refusals(tmp_path, {"pets/models/pet.py": bad + "\n"})) == ["output-refused"]


@pytest.mark.parametrize(
    "code",
    [
        "__import__('os').system('x')",
        "print('x')",
        "import os",
        "import os.path as typing",
        "from os import path",
        "from typing import *",
        "from typing import sys",
        "from datetime import sys",
        "from ... import above",
        "x = open('f')",
        "x = eval",
        "x = [eval]",
        "x = {'a': lambda: exec('')}",
        "x = ().__class__",
        "x = int.__subclasses__()",
        "x = __builtins__",
        "__builtins__: int = 1",
        "x: \"__import__('os')\" = None",
        "x: 'int | (int + str)' = None",
        "x: \"list[__import__('os')]\" = None",
        "from typing_extensions import TypeAliasType\nX = TypeAliasType('X', \"print('x')\")",
        "from typing import Annotated\nX = Annotated[\"print('x')\", 1]",
        "from typing_extensions import TypeAliasType\nX = TypeAliasType('X', value=\"print('x')\")",
        "from typing import TypedDict\nX = TypedDict('X', {'a-b': \"print('x')\"})",
        "from collections.abc import Sequence\nX = Sequence[\"print('x')\"]",
        "from pydantic import ImportString",
        "from pydantic import TypeAdapter",
        "from typing import get_type_hints",
        "import collections.abc\nx = collections._sys",
        "import typing\nx = typing.sys",
        "import typing\nx = typing",
        "from .other import typing",
        "from .. import _runtime",
        "from .. import models\nx = models._runtime",
        "from .._runtime.core import sys",
        "from .._runtime.missing import Core",
        "from .._runtime import core\nx = core.sys",
        "from .._runtime import core\nx = [core]",
        "class A(print('x')):\n    pass",
        "class A(metaclass=print):\n    pass",
        "@print\nclass A:\n    pass",
        "class A:\n    print('x')",
        "class A:\n    open: str\n    b = open",
        "class A:\n    x = [print(y) for y in ()]",
        "if 1:\n    pass",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import os",
        "if (x := 1):\n    pass",
        "for x in ():\n    pass",
        "while True:\n    pass",
        "try:\n    pass\nexcept ImportError:\n    pass",
        "with x:\n    pass",
        "def f() -> None:\n    pass",
        "lambda: 0",
        "global x",
        "del x",
        "assert True",
        "x = f'{1}'",
        "x = 1 if 2 else 3",
        "match 1:\n    case 1:\n        pass",
        "# a comment\rprint('x')",
        "# a comment\nprint('x')",
    ],
)
def test_a_model_holds_declarations_only(tmp_path: Path, code: str) -> None:
    found = refusals(tmp_path, {"pets/models/pet.py": code + "\n", **RUNTIME}, RUNTIME)
    assert codes(found) == ["output-refused"], found


def test_the_runtime_is_used_for_what_it_has_of_its_own(tmp_path: Path) -> None:
    text = "from .._runtime import core as _core\nfrom .._runtime.core import Core, Path\n\nX = _core.Core\n"
    assert refusals(tmp_path, {"pets/models/pet.py": text, **RUNTIME}, RUNTIME) == []


@pytest.mark.parametrize(
    "code",
    [
        "def open(self) -> None:\n    open('f')",
        "def f(self) -> None:\n    open('f')",
        "def f(self, x=print('x')) -> None:\n    pass",
        "def f(self, x: \"print('x')\") -> None:\n    pass",
        "def f(self) -> \"print('x')\":\n    pass",
        "def f(self) -> None:\n    import os",
        "def f(self) -> None:\n    if self:\n        open('f')",
        "def f(self) -> None:\n    global x",
        "def f(self) -> None:\n    return self.__class__",
        "def __del__(self) -> None:\n    pass",
        "@eval\ndef f(self) -> None:\n    pass",
        "def f(self) -> None:\n    return [print(x) for x in ()]",
        "def f(self) -> None:\n    while True:\n        pass",
    ],
)
def test_a_client_holds_no_more_than_calls(tmp_path: Path, code: str) -> None:
    body = "\n".join("    " + line for line in code.splitlines())
    found = refusals(tmp_path, {"pets/client.py": f"class Client:\n{body}\n"})
    assert codes(found) == ["output-refused"], found


@pytest.mark.parametrize("code", ["import os", "import json\nx = json.codecs.open('f')", "x = open('f')", "print(1)"])
def test_tests_reach_no_further_than_they_need(tmp_path: Path, code: str) -> None:
    assert codes(refusals(tmp_path, {"tests/test_pets.py": code + "\n"})) == ["output-refused"]


def test_the_runtime_is_the_template(tmp_path: Path) -> None:
    files = {"pets/_runtime/auth.py": "import os\n"}
    assert refusals(tmp_path, files, {"pets/_runtime/auth.py": "import os\n"}) == []
    assert codes(refusals(tmp_path, files, {"pets/_runtime/auth.py": "import sys\n"})) == ["output-refused"]
    assert codes(refusals(tmp_path, files)) == ["output-refused"]


def test_python_stands_nowhere_else(tmp_path: Path) -> None:
    assert codes(refusals(tmp_path, {"setup.py": "", "hatch_build.py": ""})) == ["output-refused"] * 2


@pytest.mark.parametrize(
    "path",
    [
        *("/etc/passwd", "../x.md", "pets/../../x.md", "pets//x.md", "./x.md", "pets\\x.md", "C:x.md", "pets/\0.md"),
        *("pets/con.py", "pets/Aux", "pets/é.py", "pets/a b.py", "pets/x.", "pets/" + "x" * 250, "", ".specloom.json"),
    ],
)
def test_a_path_stays_in_the_project(tmp_path: Path, path: str) -> None:
    assert [item.code for item in verify(tmp_path, {path: ""}, {})] == ["output-path"]


@pytest.mark.parametrize(
    "paths", [("pets/Pet.py", "pets/pet.py"), ("pets/a", "pets/a/b"), ("Pets/a", "pets/b"), ("pets/a/x", "pets/A/y")]
)
def test_paths_do_not_clash(tmp_path: Path, paths: tuple[str, ...]) -> None:
    assert {item.code for item in verify(tmp_path, dict.fromkeys(paths, ""), {})} == {"output-path"}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("pets/a.py", "x = (\n"),
        ("pets/a.py", "x = '\\d'\n"),
        ("pets/a.py", "x = 1 is 1\n"),
        ("pets/a.py", "x = '\0'\n"),
        ("pets/a.py", "return\n"),
        ("a.json", "{"),
        ("a.toml", "a = b"),
        ("a.yaml", "a: [b"),
    ],
)
def test_files_have_to_parse(tmp_path: Path, path: str, text: str) -> None:
    assert codes(refusals(tmp_path, {path: text})) == ["output-syntax"]


@pytest.mark.parametrize(
    "text",
    [
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "evil"\n',
        '[build-system]\nrequires = ["evil"]\nbuild-backend = "hatchling.build"\n',
        '[build-system]\nrequires = ["hatchling-evil"]\nbuild-backend = "hatchling.build"\n',
        '[build-system]\nrequires = ["hatchling @ https://example.com/x.whl"]\nbuild-backend = "hatchling.build"\n',
        '[build-system]\nrequires = ["hatchling", "evil"]\nbuild-backend = "hatchling.build"\n',
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\nbackend-path = ["."]\n',
        '[project]\nscripts = {x = "os:system"}\n',
        '[tool.hatch.build.hooks.custom]\npath = "x.py"\n',
        '[tool.hatch.version]\nsource = "code"\n',
        '[project]\ngui-scripts = {x = "os:system"}\n',
        '[tool.evil]\nx = "x"\n',
        '[scripts]\nx = "x"\n',
    ],
)
def test_the_projects_metadata_runs_nothing(tmp_path: Path, text: str) -> None:
    if "build-system" not in text:
        text += '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
    assert codes(refusals(tmp_path, {"pyproject.toml": text})) == ["output-refused"]


def test_every_module_is_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PETS_SECRET", "x")
    files = {
        "pets/models/__init__.py": "",
        "pets/models/a.py": "from .b import missing\n\n__all__ = ['missing']\n",
        "pets/models/b.py": "",
    }
    (line,) = refusals(tmp_path, files)
    assert "output-import: the module pets.models.a can't be imported: ImportError" in line
    assert not list(tmp_path.rglob("__pycache__"))


def test_only_the_package_is_imported(tmp_path: Path) -> None:
    assert refusals(tmp_path, {"tests/test_pets.py": "import pets\n\nx = pets.missing\n"}) == []


def test_a_field_that_hides_a_method_of_pydantic_is_found(tmp_path: Path) -> None:
    text = "from .._runtime.models import ResponseModel\n\n\nclass A(ResponseModel):\n    copy: str\n"
    (line,) = refusals(tmp_path, {"pets/models/a.py": text, "pets/models/__init__.py": "", **MODELS}, MODELS)
    assert 'Field name "copy"' in line


def test_nothing_is_imported_that_was_refused(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    found = refusals(tmp_path, {"pets/client.py": f"open({str(mark)!r}, 'w')\n"})
    assert codes(found) == ["output-refused"]
    assert not mark.exists()
