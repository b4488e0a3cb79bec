"""The tests of a generated package pass, are typed, and fail when the package is wrong."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from specloom.build import carried_files
from specloom.diagnostics import format_pointer
from specloom.finishing import Finisher
from specloom.work import Work
from specloom.workspace import templates_folder

from tests.stubs.documents import CONFIG, EVERYTHING, answer, ref
from tests.stubs.running import check_tests, run_tests
from tests.support.packages import build, document, write


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package with one of everything, as it would be published."""
    built = build(EVERYTHING, tmp_path_factory.mktemp("document"), **CONFIG)
    folder = tmp_path_factory.mktemp("pets")
    finisher = Finisher(folder, "pets", carried_files(templates_folder(), "pets"), None, Work())
    finisher.add(built.files)
    finisher.result()
    assert built.diagnostics == []
    return folder


def test_they_pass(project: Path) -> None:
    status, output = run_tests(project)

    assert status == 0, output


def test_they_pass_whatever_the_environment_holds(project: Path) -> None:
    status, output = run_tests(project, PETS_API_KEY="mine", PETS_USERNAME="me", PETS_PASSWORD="mine")

    assert status == 0, output


def test_they_are_typed(project: Path) -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "pets", "tests"]
    done = subprocess.run(command, cwd=project, capture_output=True, encoding="utf-8", check=False)

    assert done.stdout + done.stderr == ""


def test_fields_that_are_not_listed_are_no_argument_to_type_checkers(project: Path) -> None:
    use = 'from pets.models import Scores; Scores(); Scores(best="me"); Scores(best="me", **{"me": 3})'
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "-c", use]
    done = subprocess.run(command, cwd=project, capture_output=True, encoding="utf-8", check=False)

    assert done.stdout + done.stderr == ""


@pytest.fixture
def copy(project: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "copy"
    shutil.copytree(project, folder, ignore=shutil.ignore_patterns("__pycache__", ".mypy_cache"))
    return folder


@pytest.mark.parametrize(
    ("path", "right", "wrong"),
    [
        pytest.param("resources/pets.py", 'path="/pets/newest"', 'path="/pets/oldest"', id="path"),
        pytest.param("resources/pets.py", 'method="DELETE"', 'method="GET"', id="method"),
        pytest.param("resources/pets.py", '"X-Trace", "header"', '"X-Track", "header"', id="header"),
        pytest.param("resources/pets.py", '"theme", "cookie"', '"theme", "query"', id="place"),
        pytest.param("resources/pets.py", '"page": page', '"page": size', id="argument"),
        pytest.param("resources/pets.py", 'Json("application/json"', 'Json("application/xml"', id="accept"),
        pytest.param(
            "resources/pets.py",
            '"404": (Json("application/json", lambda: models.Problem)',
            '"404": (Empty("")',
            id="error",
        ),
        pytest.param("resources/pets.py", 'PageRule(items="items"', 'PageRule(items="item"', id="items"),
        pytest.param("resources/files.py", 'Body("multipart/form-data"', 'Body("application/json"', id="content-type"),
        pytest.param("resources/files.py", '("login",)', '("key",)', id="credentials"),
        pytest.param("models/cat_request.py", 'alias="petName"', 'alias="petname"', id="alias"),
        pytest.param("models/dog.py", "    tag: int | None = None\n", "", id="dropped field of an answer"),
        pytest.param("models/cat_request.py", "chip: Secret", "chip: str", id="secret"),
        pytest.param("client.py", '"https://api.example.com"', '"https://api.example.org"', id="server"),
    ],
)
def test_they_fail_when_the_package_is_wrong(copy: Path, path: str, right: str, wrong: str) -> None:
    file = copy / "pets" / path
    text = file.read_text(encoding="utf-8")
    assert right in text
    file.write_text(text.replace(right, wrong), encoding="utf-8")

    status, output = run_tests(copy, "-x")

    assert status in (1, 2), output


def test_every_file_says_whose_it_is(project: Path) -> None:
    for file in (project / "tests").glob("*.py"):
        first = file.read_text(encoding="utf-8").split("\n")[0]
        assert "own tests" in first or "yours" in first, file.name


def test_they_keep_rules_and_leave_out_what_nothing_fits(tmp_path: Path) -> None:
    schemas: dict[str, Any] = {
        "Endless": {"type": "object", "required": ["next"], "properties": {"next": ref("Endless")}},
        "Odd": {
            "type": "object",
            "required": ["a"],
            "properties": {"a": {"type": "string", "pattern": "^(?=b)a$"}, "b": {"type": "integer"}},
        },
        "Ruled": {
            "type": "object",
            "properties": {
                "a": {"type": "integer"},
                "b": {"type": "integer"},
                "never": False,
                "empty": {"type": "array", "items": False},
                "fives": {"type": "array", "items": {"type": "integer"}, "contains": {"const": 5}, "minContains": 2},
                "odd": ref("Odd"),
                "kind": {"type": "string"},
            },
            "required": ["kind"],
            "if": {"properties": {"kind": {"const": "none"}}},
            "else": {"required": ["b"], "properties": {"a": False}},
        },
        "Few": {
            "type": "object",
            "maxProperties": 1,
            "minProperties": 1,
            "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
        },
    }
    operations = {
        f"/{name}": {
            "post": {
                "operationId": f"send{name}",
                "requestBody": {"required": True, "content": {"application/json": {"schema": ref(name)}}},
                "responses": {"200": answer(ref(name)), "400": answer(ref("Few"))},
            }
        }
        for name in schemas
    }

    built = build(document(operations, schemas), tmp_path)

    folder = write(built, tmp_path / "project")
    status, output = run_tests(folder)
    assert status == 0, output
    told = {(found.code, format_pointer(found.pointer)) for found in built.diagnostics}
    assert told == {
        ("no-example", "#/components/schemas/Endless"),
        ("no-example", "#/components/schemas/Odd/properties/a"),
    }
    tests = (folder / "tests" / "test_default.py").read_text(encoding="utf-8")
    assert "class TestSendRuled" in tests
    assert "class TestSendFew" in tests
    assert "Odd" not in tests
    assert "Endless" not in tests


def test_values_that_no_header_or_path_holds_are_not_sent(tmp_path: Path) -> None:
    """Headers take ASCII only, whatever the examples of a document are; a form takes any letter, in names too.

    A path with nothing in it would be another path.
    """
    text = {"type": "string"}
    headers = [
        {"name": "X-City", "required": True, "example": "Zürich", "schema": text},
        {"name": "X-Town", "required": True, "schema": {**text, "example": "Gießen"}},
        {"name": "X-Tone", "required": True, "schema": {**text, "enum": ["forté", "piano"]}},
        {"name": "X-None", "schema": {**text, "enum": ["naïf"]}},
    ]
    form = {"type": "object", "properties": {"größe": text, 'a"b': text, "名": text}}
    operation = {
        "operationId": "send",
        "parameters": [{"in": "header", **each} for each in headers],
        "requestBody": {"content": {"multipart/form-data": {"schema": form}}},
        "responses": {"204": {"description": "Nothing."}},
    }
    sides = [
        {"name": "side", "schema": {**text, "enum": ["", "left"]}},
        {"name": "n", "schema": {**text, "example": ""}},
    ]
    path = {"parameters": [{"in": "path", "required": True, **each} for each in sides], "post": operation}
    built = build(document({"/a/{side}/{n}": path}), tmp_path)

    folder = write(built, tmp_path / "project")
    status, output = run_tests(folder)
    assert status == 0, output
    tests = (folder / "tests" / "test_default.py").read_text(encoding="utf-8")
    assert 'x_tone="piano"' in tests
    assert "x_none" not in tests
    assert '("größe", "' in tests


def test_answers_that_only_a_status_or_a_parameter_tells_apart(tmp_path: Path) -> None:
    one = {"type": "object", "required": ["one"], "properties": {"one": {"type": "integer"}}}
    two = {"type": "object", "required": ["two"], "properties": {"two": {"type": "string"}}}
    both = {"application/json; profile=two": {"schema": two}, "application/json": {"schema": one}}
    operation = {
        "operationId": "find",
        "parameters": [{"name": "$top", "in": "query", "allowReserved": True, "schema": {"type": "string"}}],
        "responses": {
            "200": {"description": "It.", "content": both},
            "2XX": {"description": "Nothing."},
            "404": {"description": "None.", "content": both},
            "4XX": answer(two),
        },
    }
    built = build(document({"/a": {"get": operation}}), tmp_path)

    status, output = run_tests(write(built, tmp_path / "project"))
    assert status == 0, output


def test_bodies_that_are_no_objects(tmp_path: Path) -> None:
    """A bare day is one in every call, and null is no example of a body that need not be there."""
    day = {"type": "string", "format": "date"}
    bodies = {
        "/day": {"required": True, "content": {"application/json": {"schema": day}}},
        "/days": {"required": True, "content": {"application/json": {"schema": {"type": "array", "items": day}}}},
        "/maybe": {"content": {"application/json": {"schema": {"type": ["string", "null"]}, "example": None}}},
    }
    nothing = {"204": {"description": "Nothing."}}
    paths = {path: {"put": {"requestBody": body, "responses": nothing}} for path, body in bodies.items()}
    built = build(document(paths), tmp_path)

    check_tests(write(built, tmp_path / "project"))


def test_an_alternative_that_adds_a_tag_is_none_for_what_has_no_tag(tmp_path: Path) -> None:
    role = {"role": {"type": "string"}}
    named = {"type": "object", "required": ["role"], "properties": {**role, "type": {"const": "message"}}}
    note = {"type": "object", "required": ["type"], "properties": {"type": {"const": "note"}}}
    tagged = {"oneOf": [ref("Message"), ref("Note")], "discriminator": {"propertyName": "type"}}
    either = {"type": "array", "items": {"anyOf": [ref("Message"), ref("Line")]}, "example": [{"role": "me"}]}
    talk = {"type": "object", "properties": {"lines": either, "last": tagged}}
    body = {"required": True, "content": {"application/json": {"schema": ref("Talk")}}}
    paths = {"/talks": {"post": {"requestBody": body, "responses": {"200": answer(ref("Talk"))}}}}
    schemas = {"Message": named, "Line": named, "Note": note, "Talk": talk}
    built = build(document(paths, schemas), tmp_path)

    check_tests(write(built, tmp_path / "project"))


def test_alternatives_of_unions_that_give_them_other_tags(tmp_path: Path) -> None:
    """A walk is `w` in one union and `foot` in another; a bus is `road` in one, and `r` where it is a kind of ride."""

    def union(label: str, **mapping: str) -> dict[str, Any]:
        tags = {tag: ref(name)["$ref"] for tag, name in mapping.items()}
        names = dict.fromkeys(mapping.values())
        return {"oneOf": [ref(name) for name in names], "discriminator": {"propertyName": label, "mapping": tags}}

    text = {"type": "string"}
    schemas = {
        "Walk": {"type": "object", "properties": {"mode": {"enum": ["w", "foot"]}}, "required": ["mode"]},
        "Bus": {"type": "object", "properties": {"mode": text, "carrier": text, "line": text}},
        "Train": {"type": "object", "properties": {"mode": text, "carrier": text, "seat": text}},
        "Ride": union("carrier", bus="Bus", train="Train"),
        "Plan": union("mode", r="Ride", w="Walk"),
        "Leg": {"type": "object", "properties": {"by": text, "at": {"type": "integer"}}, "required": ["by"]},
        "Stop": {"type": "object", "properties": {"by": text, "at": {"type": "integer"}}, "required": ["by"]},
        "Part": union("by", leg="Leg", stop="Stop"),
        "Whole": union("at", **{"1": "Part", "2": "Walk"}),
        "Route": union("mode", road="Bus", rail="Train", foot="Walk"),
        "Trip": {
            "type": "object",
            "properties": {"plan": ref("Plan"), "routes": {"type": "array", "items": ref("Route")}},
        },
    }
    paths = {
        f"/{name}/{kind}": {
            "post": {
                "operationId": f"send {name} {kind}",
                "requestBody": {"required": True, "content": {kind: {"schema": ref(name)}}},
                "responses": {"200": answer(ref(name)), "400": answer(ref(name))},
            }
        }
        for name in ("Part", "Plan", "Ride", "Route", "Trip", "Walk", "Whole")
        for kind in ("application/json", "application/x-www-form-urlencoded", "multipart/form-data")
    }
    write(build(document(paths, schemas), tmp_path), tmp_path / "project")
    check_tests(tmp_path / "project")


def test_numbers_in_texts_and_fields_of_any_name(tmp_path: Path) -> None:
    """A whole number is written as one wherever it stands in a text; a class may have fields that are not given."""
    number = {"type": "number", "enum": [7]}
    whole = {"type": "number", "minimum": 7, "maximum": 7}
    limits = {"type": "object", "required": ["low"], "properties": {"low": whole, "high": {**number, "default": 1e30}}}
    form = {"type": "object", "properties": {"limits": ref("Limits"), "a\\b": whole, "list": {"type": "array"}}}
    hidden = {
        "day": {"type": "string", "format": "date", "writeOnly": True},
        "mode": {"type": "string", "enum": ["on"], "writeOnly": True},
        "key": {"type": "string", "writeOnly": True},
        "pin": {"type": ["string", "integer"], "writeOnly": True},
    }
    counts = {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"type": "string", "const": "counts"}, "best": whole, **hidden},
        "additionalProperties": {"type": "integer"},
    }
    parameter = {"name": "limits", "in": "query", "content": {"application/json": {"schema": ref("Limits")}}}
    operation = {
        "operationId": "send",
        "parameters": [parameter],
        "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": form}}},
        "responses": {"200": answer(whole), "202": answer(ref("Counts"))},
    }
    listed = {"type": "array", "items": {"type": "string"}, "default": []}
    fields = {"type": "object", "required": ["list"], "properties": {"list": listed}}
    encoded = {"schema": fields, "encoding": {"list": {"explode": False}}, "example": {"list": []}}
    written = {"requestBody": {"content": {"application/x-www-form-urlencoded": encoded}}, "responses": {}}
    counted = {"requestBody": {"content": {"application/json": {"schema": ref("Counts")}}}, "responses": {}}
    lines = {name: {"schema": each} for name, each in {"jsonl": ref("Limits"), "json-seq": whole}.items()}
    text = {"x-ndjson": {"schema": {"type": "string"}}}
    contents = {f"application/{name}": content for name, content in (lines | text).items()}
    listed_lines = {"requestBody": {"content": contents, "required": True}, "responses": {}}
    paths = {
        "/a": {"post": operation},
        "/b": {"post": written},
        "/c": {"post": counted},
        "/d": {"post": listed_lines},
        "/e": {"post": {"requestBody": answer(ref("Factor")), "responses": {"200": answer(ref("Factor"))}}},
    }
    factor = {"type": "number", "enum": [1, 2.5]}
    built = build(document(paths, {"Limits": limits, "Counts": counts, "Factor": factor}), tmp_path)

    check_tests(write(built, tmp_path / "project"))


def test_lists_and_maps_whose_items_are_of_one_type_or_another(tmp_path: Path) -> None:
    """Type checkers that have several types of lists to choose from take the items for what they are."""

    def lists(*items: dict[str, Any]) -> dict[str, Any]:
        return {"oneOf": [{"type": "array", "items": item} for item in items]}

    def maps(*items: dict[str, Any]) -> dict[str, Any]:
        return {"anyOf": [{"type": "object", "additionalProperties": item} for item in items]}

    text, number, mode = {"type": "string"}, {"type": "number"}, {"type": "string", "enum": ["on", "off"]}
    thing = {"type": "object", "properties": {"a": text}}
    either = {"oneOf": [number, {"type": "boolean"}]}
    fields = {
        "words": lists(text, ref("Thing")),
        "things": lists(ref("Thing"), text),
        "either": lists(either, ref("Thing")),
        "modes": {"anyOf": [lists(mode, ref("Thing")), {"type": "null"}]},
        "rows": lists({"type": "array", "items": number}, text),
        "named": lists(maps(number, text), text),
        "by_name": maps(either, text),
        "one": {"oneOf": [{"type": "array", "items": either}, text]},
        "secrets": lists({**text, "format": "password"}, number),
    }
    components = {"Thing": thing, "Either": lists(either, text), "Fields": {"type": "object", "properties": fields}}
    components["Fields"]["properties"]["elsewhere"] = ref("Either")
    body = {"required": True, "content": {"application/json": {"schema": ref("Fields")}}}
    paths = {"/a": {"post": {"operationId": "send", "requestBody": body, "responses": {"200": answer(ref("Fields"))}}}}
    built = build(document(paths, components), tmp_path)

    check_tests(write(built, tmp_path / "project"))
    written = built.files["tests/test_models.py"]
    assert re.search(r"\bwords=\[\"", written)
    assert re.search(r"\beither=list\[typing.Any\]\(\[[0-9.]+\]\)", written)


def test_odd_media_types_names_in_paths_and_lists_that_there_can_not_be(tmp_path: Path) -> None:
    thing = {
        "type": "object",
        "required": ["id"],
        "properties": {"id": {"type": "string"}, "none": {"type": "array", "minItems": 5, "maxItems": 2}},
    }
    answers = {"200": answer({"$ref": "#/components/schemas/Thing"})}
    media = {"schema": {"$ref": "#/components/schemas/Thing"}}
    either = {"application/json; charset=utf-8": media, "Application/JSON": media}
    optional = {"name": "id?", "in": "path", "required": True, "schema": {"type": "string"}}
    none = {"name": "none", "in": "query", "content": {"application/json": {"schema": {"type": "null"}}}}
    paths = {
        "/either": {"post": {"parameters": [none], "requestBody": {"content": either}, "responses": answers}},
        "/bare": {"post": {"requestBody": {"required": True, "content": {"json": media}}, "responses": answers}},
        "/some/{id?}": {"get": {"parameters": [optional], "responses": answers}},
    }
    built = build(document(paths, {"Thing": thing}), tmp_path)

    status, output = run_tests(write(built, tmp_path / "project"))
    assert status == 0, output
