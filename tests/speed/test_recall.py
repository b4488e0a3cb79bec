"""What is looked up from an earlier run is what would be written now: an edit reaches all that depends on it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

from specloom.build import Built, Inputs, build_package
from specloom.cache import Cache
from specloom.config import PackageConfig
from specloom.inputs import load
from specloom.recall import Recall, needs_of, prints_of
from specloom.work import Work
from specloom.workspace import Package, templates_folder

from tests.support.packages import document

ROOT = Path(__file__).parents[2]


def edits(given: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Copies of a document with one edit each, and what was edited."""
    for name, schema in given["components"]["schemas"].items():
        edited = deepcopy(given)
        edited["components"]["schemas"][name]["description"] = "Said in another way."
        for label in list(schema.get("properties", {}))[-1:]:
            edited["components"]["schemas"][name]["properties"][label] = {"type": "integer", "minimum": 7}
        yield name, edited
    for path, item in given["paths"].items():
        for method in item.keys() & {"get", "put", "post", "patch", "delete"}:
            edited = deepcopy(given)
            edited["paths"][path][method]["summary"] = "Does it in another way."
            parameter = {"name": "more", "in": "query", "schema": {"type": "string", "pattern": "^m+$"}}
            edited["paths"][path][method].setdefault("parameters", []).append(parameter)
            yield f"{method} {path}", edited


def built(inputs: Inputs, cache: Cache) -> Built | str:
    try:
        return build_package(inputs, Work(cache))
    except Exception as error:  # An edit may make it a document that is refused; then it is in both ways.
        return f"{type(error).__name__}: {error}"


def test_every_edit_reaches_what_it_must(tmp_path: Path) -> None:
    inputs = load(Package(ROOT, "skylight-catalogue")).inputs(templates_folder())
    path = tmp_path / "some.cache"
    first = Cache(path, "basis")
    built(inputs, first)
    first.save()
    found = 0
    for what, changed_document in edits(inputs.document):
        edited = replace(inputs, document=changed_document)
        assert built(edited, Cache(path, "basis")) == built(edited, Cache()), what
        found += 1
    assert found > 20


def test_what_has_no_example_is_said_again(tmp_path: Path) -> None:
    odd = {"type": "object", "properties": {"code": {"type": "string", "pattern": "^(?!a)a$"}}, "required": ["code"]}
    body = {"content": {"application/json": {"schema": ref("Odd")}}}
    paths = {
        f"/{name}": {"post": {"operationId": name, "requestBody": body, "responses": {"204": {"description": ""}}}}
        for name in ("first", "second")
    }
    settings = PackageConfig.default(name="example", version="1.0.0")
    inputs = Inputs(document(paths, {"Odd": odd}), settings, templates_folder())
    path = tmp_path / "some.cache"
    first = Cache(path, "basis")
    built(inputs, first)
    first.save()
    for left in ("first", "second"):
        edited = replace(inputs, document=document({f"/{left}": paths[f"/{left}"]}, {"Odd": odd}))
        again = built(edited, Cache(path, "basis"))
        assert isinstance(again, Built)
        assert "no-example" in [one.code for one in again.diagnostics]
        assert again == built(edited, Cache())


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


SCHEMAS: dict[str, Any] = {
    "Pet": {"properties": {"owner": ref("Owner")}},
    "Owner": {"properties": {"pets": {"items": ref("Pet")}, "home": ref("Home")}},
    "Home": {"properties": {"city": {"type": "string"}}},
    "Toy": {"properties": {"home": ref("Home")}},
    "Food": {"type": "string"},
}


def prints(schemas: dict[str, Any], known: dict[str, object] | None = None) -> dict[str, str]:
    texts = {name: json.dumps(schema) for name, schema in schemas.items()}
    return prints_of(texts, needs_of(texts), known or {})


def changed(schemas: dict[str, Any], known: dict[str, object] | None = None) -> set[str]:
    """The components of which something else is known than of those above."""
    before, after = prints(SCHEMAS), prints(schemas, known)
    return {name for name in schemas if before.get(name) != after[name]}


def test_a_component_is_known_with_all_that_it_leads_to() -> None:
    assert changed(SCHEMAS) == set()
    assert changed(dict(reversed(SCHEMAS.items()))) == set()
    assert changed(SCHEMAS | {"Food": {"type": "number"}}) == {"Food"}
    assert changed(SCHEMAS | {"Home": {"type": "object"}}) == {"Home", "Owner", "Pet", "Toy"}
    assert changed(SCHEMAS | {"Pet": SCHEMAS["Pet"] | {"title": "Pet"}}) == {"Owner", "Pet"}
    assert changed(SCHEMAS, {"Toy": "called Plaything"}) == {"Toy"}


def test_what_is_known_is_not_written_again(tmp_path: Path) -> None:
    calls: list[str] = []
    noticed: list[str] = []

    def write(name: str) -> str:
        calls.append(name)
        if name == "Food":
            noticed.append("it is strange")
        return name

    def run(setting: str = "", **more: Any) -> list[str]:
        calls.clear()
        cache = Cache(tmp_path / "some.cache", "basis")
        recall = Recall(cache, setting, prints(SCHEMAS | more), lambda: len(noticed))
        for name in SCHEMAS:
            assert recall("names", [name, ref(name)], lambda name=name: write(name)) == name
        cache.save()
        return list(calls)

    assert run() == list(SCHEMAS)
    # What goes with something that has to be said has to be written again for that.
    assert run() == ["Food"]
    assert run(Toy={"type": "object"}) == ["Toy", "Food"]
    assert run("another") == list(SCHEMAS)


def test_what_is_written_depends_on_what_is_told_besides(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "some.cache", "basis")
    recall = Recall(cache, "", prints(SCHEMAS))
    about = ref("Home")
    assert recall("links", about, lambda: "a", ["#home"]) == "a"
    cache.save()
    again = Recall(Cache(tmp_path / "some.cache", "basis"), "", prints(SCHEMAS))
    assert again("links", about, lambda: "b", ["#home"]) == "a"
    assert again("links", about, lambda: "c", ["other.md#home"]) == "c"
    assert again("links", about, lambda: "d") == "d"
