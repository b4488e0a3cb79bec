"""Where users import names from: the package itself, so that its files may follow the API."""

from __future__ import annotations

import re
from pathlib import Path

from specloom.build import Built
from specloom.verify import check_paths

from tests.support.packages import build, load, roundtrip, write

REF = "#/components/schemas/"
NODE = {"type": "object", "properties": {"id": {"type": "integer", "readOnly": True}, "name": {"type": "string"}}}
LEAF = {"type": "object", "properties": {"size": {"enum": ["small", "large"]}}}
CHOICE = {"oneOf": [{"$ref": REF + "Node"}, {"$ref": REF + "Leaf"}], "discriminator": {"propertyName": "kind"}}


def package(folder: Path, *, is_recursive: bool) -> Built:
    """A package of a union, whose alternatives hold the union again or don't."""
    folder.mkdir()
    more = {"child": {"$ref": REF + "Choice"}} if is_recursive else {}
    node = {**NODE, "properties": {**NODE["properties"], **more}}
    return build(roundtrip({"Node": node, "Leaf": LEAF, "Choice": CHOICE}, {"$ref": REF + "Choice"}), folder)


def files_of(built: Built) -> set[str]:
    return {name for name in built.files if name.startswith("example/models/")}


def test_every_name_is_imported_from_the_package_whatever_its_file_is(tmp_path: Path) -> None:
    before, after = (package(tmp_path / str(again), is_recursive=again) for again in (False, True))
    # What needs each other shares a file, so one that was there is gone.
    assert files_of(before) - files_of(after)
    for built in (before, after):
        head = built.files["example/__init__.py"]
        module = load(write(built, tmp_path / f"project{built is after}"), "example")
        # Groups of methods are reached through the client, and the files of their classes are named as that calls them.
        assert {f"example/resources/{name}.py" for name in built.lock.resources.values()} <= {*built.files}
        dicts = {*built.lock.dicts.values()}
        assert dicts
        assert all(re.search(rf"\b{name}\b", built.files["example/dicts.py"]) for name in dicts)
        models = {*built.lock.classes.values(), *built.lock.aliases}
        assert models == {"Choice", "ChoiceRequest", "Leaf", "LeafSize", "Node", "NodeRequest", "OpenLeafSize"}
        for name in {*models, "UnknownChoice"}:
            assert getattr(module, name).__name__ == name
            # A type checker does not run `__getattr__`.
            assert re.search(rf"\b{name} as {name}\b", head), name


def test_nothing_that_users_read_imports_from_a_file_of_models(tmp_path: Path) -> None:
    built = package(tmp_path / "one", is_recursive=True)
    read = [text for name, text in built.files.items() if name.endswith(".md") or name.startswith("tests/")]
    read.append(str(built.document))
    deeper = {found for text in read for found in re.findall(r"(?:from|import) (example\.[\w.]+)", text)}
    assert deeper <= {"example.dicts", "example.webhooks"}
    assert "from `example`, typed dictionaries from `example.dicts`" in built.files["README.md"]


def test_no_file_is_called_as_a_device_of_windows_is(tmp_path: Path) -> None:
    schemas = {"Aux": NODE, "Com1": LEAF}
    source = roundtrip(schemas, {"$ref": REF + "Aux"})
    source["paths"]["/send"]["post"]["tags"] = ["NUL"]
    source["paths"]["/other"] = {"get": {"tags": ["LPT9"], "responses": {"204": {"description": "Nothing."}}}}
    built = build(source, tmp_path)
    assert check_paths(built.files) == []
    module = load(write(built, tmp_path / "project"), "example")
    assert module.Aux(name="a").name == "a"
    assert module.Example(base_url="https://api.test").nul_.send is not None
