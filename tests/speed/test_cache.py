"""What earlier runs found out never changes a byte, and counts only where it is sure to hold."""

from __future__ import annotations

import json
import os
from pathlib import Path

import jinja2
import pytest
from specloom.cache import ENDING, Cache
from specloom.encode import environment
from specloom.engines import writing
from specloom.engines.asked import AskedType, Form
from specloom.generation import generate, make_aside
from specloom.manifest import digest
from specloom.work import Work
from specloom.workspace import Package

from tests.pipeline.projects import FRAGMENT, contents, make_package


@pytest.fixture(autouse=True)
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the user's caches, of this test alone."""
    folder = tmp_path / "caches"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder / "specloom"


def cache_of(package: Package) -> Path:
    assert package.cache is not None
    return package.cache


def engine_calls(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many types the engine is asked for from now on, call by call."""
    calls: list[int] = []
    write = writing.write_types

    def counted(asked: dict[Form, list[AskedType]]) -> object:
        calls.append(sum(map(len, asked.values())))
        return write(asked)

    monkeypatch.setattr(writing, "write_types", counted)
    return calls


def test_results_come_back(tmp_path: Path) -> None:
    path = tmp_path / "some.cache"
    first = Cache(path, "basis")
    first.put("types", "key", ["str", ""])
    first.save()
    assert Cache(path, "basis").get("types", "key") == ["str", ""]
    assert Cache(path, "basis").get("types", "other") is None
    assert Cache(path, "basis").get("others", "key") is None


def test_another_toolkit_or_template_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "some.cache"
    first = Cache(path, "basis")
    first.put("types", "key", ["str", ""])
    first.save()
    assert Cache(path, "another").get("types", "key") is None


def test_what_is_not_asked_for_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "some.cache"
    first = Cache(path, "basis")
    first.put("types", "kept", "a")
    first.put("types", "lost", "b")
    first.save()
    second = Cache(path, "basis")
    assert second.get("types", "kept") == "a"
    second.save()
    assert Cache(path, "basis").get("types", "lost") is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[:-1],
        lambda content: content.replace(b"str", b"int"),
        lambda content: content.replace(b"\n", b"", 1),
        lambda content: b"\xff" + content,
        lambda content: b"[" * 100_000,
    ],
)
def test_a_damaged_file_counts_as_none(tmp_path: Path, damage: object) -> None:
    assert callable(damage)
    path = tmp_path / "some.cache"
    first = Cache(path, "basis")
    first.put("types", "key", ["str", ""])
    first.save()
    path.write_bytes(damage(path.read_bytes()))
    assert Cache(path, "basis").get("types", "key") is None


@pytest.mark.parametrize("body", [b"[]", b'{"types": []}', b"[" * 100_000])
def test_so_does_one_that_holds_something_else(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "some.cache"
    path.write_bytes(digest(b"basis" + body).encode() + b"\n" + body)
    assert Cache(path, "basis").get("types", "key") is None


def test_a_folder_that_cannot_be_written_to_is_no_matter(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = Cache(tmp_path / "file" / "some.cache", "basis")
    cache.put("types", "key", "a")
    cache.save()


def test_all_together_stay_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("specloom.cache._MOST", 1000)
    for number in range(5):
        cache = Cache(tmp_path / f"{number}{ENDING}", "basis")
        cache.put("types", "key", "x" * 300)
        cache.save()
        os.utime(tmp_path / f"{number}{ENDING}", (number, number))
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left[-1] == f"4{ENDING}"
    assert 1 < len(left) < 5


def test_a_run_with_it_writes_what_one_without_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = make_package(tmp_path / "one")
    generate(package)
    calls = engine_calls(monkeypatch)
    package.fragment.write_text(FRAGMENT.replace("age: {type: integer}", "age: {type: number}"), encoding="utf-8")
    generate(package)
    # One new type as a model has it; nothing is sent, so there are no dictionaries.
    assert calls == [1]
    other = make_package(tmp_path / "two", fragment=package.fragment.read_text(encoding="utf-8"))
    generate(other)
    assert contents(package.output) == contents(other.output)


def test_nothing_is_written_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = make_package(tmp_path / "one")
    generate(package)
    before = contents(package.output)
    calls = engine_calls(monkeypatch)
    generate(package, force=True)
    assert calls == []
    assert contents(package.output) == before


def test_it_lies_outside_of_the_repository(tmp_path: Path, caches: Path) -> None:
    package = make_package(tmp_path / "one")
    generate(package)
    assert cache_of(package).parent == caches
    assert not list(package.root.rglob(f"*{ENDING}"))


def test_a_damaged_one_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = make_package(tmp_path / "one")
    generate(package)
    before = contents(package.output)
    path = cache_of(package)
    head, _, body = path.read_bytes().partition(b"\n")
    path.write_bytes(head + b"\n" + body.replace(b'"int | None"', b'"str | None"'))
    assert path.read_bytes() != head + b"\n" + body
    calls = engine_calls(monkeypatch)
    generate(package, force=True)
    assert sum(calls) > 1
    assert contents(package.output) == before


def test_a_file_that_stays_as_it_is_is_not_written_again(tmp_path: Path) -> None:
    package = make_package(tmp_path / "one")
    generate(package)
    before = {path: (path.stat().st_ino, path.read_bytes()) for path in package.output.rglob("*.*") if path.is_file()}
    package.fragment.write_text(FRAGMENT.replace("age: {type: integer}", "age: {type: number}"), encoding="utf-8")
    generate(package)
    is_new = {path.name for path, (number, _) in before.items() if path.stat().st_ino != number}
    differs = {path.name for path, (_, content) in before.items() if path.read_bytes() != content}
    assert {"pet.py", "openapi.yaml"} < differs <= is_new
    assert "client.py" not in is_new


def test_an_output_that_was_changed_is_not_taken_over(tmp_path: Path) -> None:
    package = make_package(tmp_path / "one")
    generate(package)
    before = contents(package.output)
    for path in package.output.rglob("*.py"):
        path.write_text("import os\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    generate(package)
    assert contents(package.output) == before


def test_what_the_engine_gives_depends_on_nothing_beside() -> None:
    asked = {
        "a": AskedType({"type": "string", "minLength": 1}, required=False),
        "b": AskedType({"type": "array", "items": {"$ref": "#/components/schemas/Pet"}}),
        "c": AskedType({"anyOf": [{"$ref": "#/components/schemas/Dog"}, {"type": "null"}]}),
        "d": AskedType({"type": "string", "enum": ["a", "b"]}),
        "e": AskedType({"type": "object", "additionalProperties": {"type": "integer"}}, required=False),
        "f": AskedType({}),
        "g": AskedType({"customTypePath": "runtime.types.StrictDate"}, required=False),
    }

    def written(types: dict[str, AskedType]) -> dict[Form, dict[str, object]]:
        found = writing.start_writing(dict.fromkeys(Form, types), Work()).result()
        return {form: dict(by_key) for form, by_key in found.items()}

    together = written(asked)
    alone = [written({key: each}) for key, each in asked.items()]
    assert together == {form: {key: type_ for one in alone for key, type_ in one[form].items()} for form in Form}
    assert together == written(dict(reversed(asked.items())))


def test_it_holds_plain_json(tmp_path: Path) -> None:
    package = make_package(tmp_path / "one")
    generate(package)
    _, _, body = cache_of(package).read_bytes().partition(b"\n")
    assert {"types of models", "finished", "imported", "resources"} <= json.loads(body).keys()


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A template that has been used before."""
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "sum.jinja").write_text("{{ 1 + 1 }}")
    assert environment(folder).get_template("sum.jinja").render() == "2"
    return folder


def test_templates_stay_compiled(template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(jinja2.Environment, "compile")
    assert environment(template).get_template("sum.jinja").render() == "2"


def test_templates_that_the_engine_reads_stay_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = make_package(tmp_path / "one")
    first = make_aside(package)
    monkeypatch.delattr(jinja2.Environment, "compile")
    assert make_aside(package).files == first.files


def test_a_template_that_has_changed_is_compiled_again(template: Path) -> None:
    (template / "sum.jinja").write_text("{{ 1 + 2 }}")
    assert environment(template).get_template("sum.jinja").render() == "3"


@pytest.mark.parametrize("left", [0, 5, 25, -1])
def test_a_damaged_one_counts_as_none(template: Path, caches: Path, left: int) -> None:
    (compiled,) = caches.glob("template-*")
    compiled.write_bytes(compiled.read_bytes()[:left] + b"x")
    assert environment(template).get_template("sum.jinja").render() == "2"
