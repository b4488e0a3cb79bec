"""What public documents call things that is odd and clear all the same: every method has a name and is called right."""

import importlib
import re
import sys
from pathlib import Path

import pytest
from specloom import names
from specloom.diagnostics import SpecError

from tests.conformance.calls import HEAD, Api
from tests.conformance.parts import NOTHING, answer, ref, warnings
from tests.support.packages import build, document


def test_an_id_that_is_used_twice(tmp_path: Path) -> None:
    paths = {
        "/a": {"get": {"operationId": "x", **NOTHING}},
        "/b": {"get": {"operationId": "x", **NOTHING}, "post": {"operationId": "getB", **NOTHING}},
    }
    assert warnings(document(paths), tmp_path) == ["duplicate-operation-id"]
    api = Api(document(paths), tmp_path)
    for method, expected in (("x", "GET /a"), ("get_b_2", "GET /b"), ("get_b", "POST /b")):
        getattr(api.default, method)()
        assert f"{api.server.last.method} {api.server.target}" == expected


def test_tags_in_any_script_and_those_that_clients_have_attributes_of(tmp_path: Path) -> None:
    tags = ["core", "raw", "with_options", "\u7528\u6237", "M\u00fcll"]
    paths = {f"/{at}": {"get": {"operationId": f"get{at}", "tags": [tag], **NOTHING}} for at, tag in enumerate(tags)}
    api = Api(document(paths), tmp_path)
    for at, resource in enumerate(("core_", "raw_", "with_options_", "u7528_u6237", "mull")):
        getattr(getattr(api.client(), resource), f"get{at}")()
        assert api.server.target == f"/{at}"


def test_the_parameter_that_is_spelt_as_an_argument_is_it(tmp_path: Path) -> None:
    labels = ("petId", "pet_id", "PetId")
    parameters = [{"name": label, "in": "query", "schema": {"type": "string"}} for label in labels]
    api = Api(document({"/p": {"get": {"operationId": "find", "parameters": parameters, **NOTHING}}}), tmp_path)
    api.default.find(pet_id="a", pet_id_2="b", pet_id_3="c")
    assert api.server.target == "/p?petId=c&pet_id=a&PetId=b"


def test_paths_with_a_query_or_a_fragment(tmp_path: Path) -> None:
    name = {"name": "a", "in": "query", "schema": {"type": "string"}}
    paths = {
        "/p?mode=x": {"get": {"operationId": "first", "parameters": [name], **NOTHING}},
        "/p#second": {"get": {"operationId": "second", "parameters": [name], **NOTHING}},
        "/p#third": {"get": {"operationId": "third", **NOTHING}},
    }
    api = Api(document(paths), tmp_path)
    for call, target in (
        (lambda: api.default.first(a="1"), "/p?mode=x&a=1"),
        (lambda: api.default.first(), "/p?mode=x"),
        (lambda: api.default.second(a="1"), "/p?a=1"),
        (lambda: api.default.third(), "/p"),
    ):
        call()
        assert api.server.target == target


def test_no_method_hides_what_the_types_of_another_mean(tmp_path: Path) -> None:
    """As a type checker reads them: what is in the body of a class comes first."""
    body = {"required": True, "content": {"application/json": {"schema": ref("Thing")}}}
    names = ["models", "dicts", "list", "dict", "str", "int", "float", "bool", "bytes", "tuple", "overload"]
    paths = {f"/{name}": {"post": {"operationId": name, "requestBody": body, **NOTHING}} for name in names}
    several = answer({"type": "array", "items": ref("Thing")})
    either = {"content": {**body["content"], "text/plain": {"schema": {"type": "string"}}}}
    paths["/z"] = {"post": {"operationId": "z", "requestBody": either, "responses": several}}
    api = Api(document(paths, {"Thing": {"type": "object", "properties": {"a": {"type": "string"}}}}), tmp_path)
    resource = type(api.default)
    module = sys.modules[resource.__module__]
    known = {**vars(module), "dicts": importlib.import_module(f"{api.module.__name__}.dicts")}
    # Lists have another name there, since so many methods are called that.
    for method in [*(name if name == "list" else f"{name}_" for name in names), "z"]:
        for hint in getattr(resource, method).__annotations__.values():
            assert eval(hint, known, dict(vars(resource))) == eval(hint, known)


@pytest.mark.parametrize("name", ["Page", "Iterator", "Server"])
def test_a_client_that_is_called_like_something_else_of_every_package(tmp_path: Path, name: str) -> None:
    source = HEAD + "paths: {/x: {get: {operationId: x, responses: {'204': {description: Nothing.}}}}}"
    with pytest.raises(SpecError) as caught:
        Api(source, tmp_path, client=name)
    assert [found.code for found in caught.value.diagnostics] == ["client-name-taken"]


def test_letters_of_a_path_that_a_url_has_no_place_for(tmp_path: Path) -> None:
    parameter = {"name": "größe", "in": "path", "required": True, "schema": {"type": "string"}}
    source = document(
        paths={"/straße/{größe}/%20x|{/a b": {"get": {"operationId": "x", "parameters": [parameter], **NOTHING}}}
    )
    api = Api(source, tmp_path)
    api.default.x("ü")
    assert api.server.target == "/stra%C3%9Fe/%C3%BC/%20x%7C%7B/a%20b"
    sent = re.compile(r'"https://api.example.com/stra%C3%9Fe/[^/]+/%20x%7C%7B/a%20b"')
    assert sent.search(build(source, tmp_path / "again").files["tests/test_default.py"])


def test_tags_that_are_called_like_what_clients_use(tmp_path: Path) -> None:
    tags = ["client", "mapping", "async client", "page", "sequence"]
    source = document(paths={f"/{tag}": {"get": {"tags": [tag], **NOTHING}} for tag in tags})
    files = build(source, tmp_path).files
    for name in ("Client", "Mapping", "AsyncClient", "Page", "Sequence"):
        module = files[f"example/resources/{names.snake(name)}.py"]
        assert f"class {name}Api(Resource):" in module
        assert f"class Async{name}Api(AsyncResource):" in module
