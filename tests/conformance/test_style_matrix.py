"""Every style at every place, exploded or not, with a value of every kind: the table of styles in OpenAPI 3.1.1.

Where that table has no entry ("n/a"), the reading is what tools agree on, and said here.
"""

from pathlib import Path
from typing import Any

import pytest

from tests.conformance.calls import Api
from tests.support.packages import document

TEXT: dict[str, Any] = {"type": "string"}
LIST: dict[str, Any] = {"type": "array", "items": {"type": "string"}}
OBJECT: dict[str, Any] = {"type": "object", "properties": {"R": {"type": "integer"}, "G": {"type": "integer"}}}
VALUES: list[tuple[dict[str, Any], Any]] = [(TEXT, "blue"), (LIST, ["blue", "black"]), (OBJECT, {"R": 100, "G": 200})]

TABLE: dict[tuple[str, str, bool], tuple[str, str, str]] = {
    ("path", "simple", False): ("blue", "blue,black", "R,100,G,200"),
    ("path", "simple", True): ("blue", "blue,black", "R=100,G=200"),
    ("path", "label", False): (".blue", ".blue,black", ".R,100,G,200"),
    ("path", "label", True): (".blue", ".blue.black", ".R=100.G=200"),
    ("path", "matrix", False): (";color=blue", ";color=blue,black", ";color=R,100,G,200"),
    ("path", "matrix", True): (";color=blue", ";color=blue;color=black", ";R=100;G=200"),
    ("query", "form", False): ("color=blue", "color=blue,black", "color=R,100,G,200"),
    ("query", "form", True): ("color=blue", "color=blue&color=black", "R=100&G=200"),
    # One value has nothing to delimit; exploded, these two are the form style, as Swagger 2.0 had it.
    ("query", "spaceDelimited", False): ("color=blue", "color=blue%20black", "color=R%20100%20G%20200"),
    ("query", "spaceDelimited", True): ("color=blue", "color=blue&color=black", "R=100&G=200"),
    ("query", "pipeDelimited", False): ("color=blue", "color=blue%7Cblack", "color=R%7C100%7CG%7C200"),
    ("query", "pipeDelimited", True): ("color=blue", "color=blue&color=black", "R=100&G=200"),
    # A deepObject is an object; what is none has no brackets. Exploding changes nothing.
    ("query", "deepObject", False): ("color=blue", "color=blue&color=black", "color%5BR%5D=100&color%5BG%5D=200"),
    ("query", "deepObject", True): ("color=blue", "color=blue&color=black", "color%5BR%5D=100&color%5BG%5D=200"),
    ("header", "simple", False): ("blue", "blue,black", "R,100,G,200"),
    ("header", "simple", True): ("blue", "blue,black", "R=100,G=200"),
    ("cookie", "form", False): ("color=blue", "color=blue,black", "color=R,100,G,200"),
    # A cookie has no `&`: each pair is a cookie.
    ("cookie", "form", True): ("color=blue", "color=blue; color=black", "R=100; G=200"),
}
ROWS = [
    (index * len(VALUES) + at, place, style, explode, schema, value, written[at])
    for index, ((place, style, explode), written) in enumerate(TABLE.items())
    for at, (schema, value) in enumerate(VALUES)
]


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Api:
    paths = {}
    for number, place, style, explode, schema, _, _ in ROWS:
        parameter = {"name": "color", "in": place, "required": True, "style": style, "explode": explode}
        operation = {
            "operationId": f"row{number}",
            "parameters": [{**parameter, "schema": schema}],
            "responses": {"204": {"description": "Nothing."}},
        }
        paths[f"/{number}" + ("/{color}" if place == "path" else "")] = {"get": operation}
    return Api(document(paths), tmp_path_factory.mktemp("styles"))


@pytest.mark.parametrize(("number", "place", "style", "explode", "schema", "value", "written"), ROWS)
def test_a_style(
    api: Api, number: int, place: str, style: str, explode: bool, schema: object, value: Any, written: str
) -> None:
    getattr(api.default, f"row{number}")(color=value)
    sent = {
        "path": api.server.target.rpartition("/")[2],
        "query": api.server.target.partition("?")[2],
        "header": api.server.last.headers.get("color"),
        "cookie": api.server.last.headers.get("cookie"),
    }
    assert sent[place] == written


@pytest.mark.parametrize("place", ["path", "query", "header", "cookie"])
def test_no_value_ends_its_place(place: str, tmp_path: Path) -> None:
    """Whatever the value, there is one segment, one parameter, one header, one cookie."""
    path = "/a/{x}" if place == "path" else "/a"
    parameter = {"name": "x", "in": place, "required": True, "schema": {"type": "string"}}
    operation = {"operationId": "a", "parameters": [parameter], "responses": {"204": {"description": "Nothing."}}}
    api = Api(document({path: {"get": operation}}), tmp_path)
    for value in ("a/b?c=d&e#f;g,h", "../..", "a%2Fb", "a b+c", "\r\nX: 1"):
        try:
            api.default.a(x=value)
        except api.models.InvalidArgumentError:
            assert place in ("path", "header")
            continue
        target = api.server.target
        assert target.count("/") == (2 if place == "path" else 1)
        assert target.count("?") == target.count("=") == (place == "query")
        assert target.count("&") == target.count("#") == 0
        assert "x: 1" not in str(api.server.last.headers).lower().replace("'", "")
        assert api.server.last.headers.get("cookie", "").count(";") == 0
