"""Parameters: every place and style, arrays, objects and unions, as they go over the wire."""

import datetime
from typing import Any

import pytest

from tests.conformance.calls import Api, document_of


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Api:
    return Api(document_of("parameters"), tmp_path_factory.mktemp("parameters"))


def test_styles_of_the_path(api: Api) -> None:
    api.default.path(7, ["a", "b/c"], [1, 2], "a")
    assert api.server.target == "/items/7/a,b%2Fc;matrix=1;matrix=2/.a"


@pytest.mark.parametrize(
    "arguments", [(0, ["a"], [1], "a"), ("7", ["a"], [1], "a"), (7, "a", [1], "a"), (7, ["a"], [1], "c")]
)
def test_a_path_takes_what_fits(api: Api, arguments: tuple[Any, ...]) -> None:
    with pytest.raises(api.models.InvalidArgumentError):
        api.default.path(*arguments)


@pytest.mark.parametrize(
    ("argument", "value", "written"),
    [
        ("plain", "a b&c", "plain=a b&c"),
        ("exploded", ["a", "b"], "exploded=a&exploded=b"),
        ("joined", ["a", "b"], "joined=a,b"),
        ("spaced", ["a", "b"], "spaced=a b"),
        ("piped", ["a", "b"], "piped=a|b"),
        ("filter", {"name": "x", "createdAfter": "2024-05-06"}, "filter[name]=x&filter[createdAfter]=2024-05-06"),
        # OpenAPI leaves objects in a deepObject open; brackets behind brackets are what servers read.
        ("filter", {"nested": {"deep": 1}}, "filter[nested][deep]=1"),
        ("point", {"x": 1, "y": 2}, "x=1&y=2"),
        ("point_joined", {"x": 1, "y": 2}, "pointJoined=x,1,y,2"),
        ("reserved", "a/b?c", "reserved=a/b?c"),
        ("json", {"x": 1, "y": 2}, 'json={"x":1,"y":2}'),
        ("formed", {"x": 1, "y": 2}, "formed=x=1&y=2"),
        ("since", "2024-05-06T07:08:09Z", "since=2024-05-06T07:08:09Z"),
        ("since", datetime.datetime(2024, 5, 6, 7, 8, 9, tzinfo=datetime.UTC), "since=2024-05-06T07:08:09Z"),
        ("day", datetime.date(2024, 5, 6), "day=2024-05-06"),
        ("flag", True, "flag=true"),
        ("ratio", 1.5, "ratio=1.5"),
        ("sort", "up", "sort=up"),
        ("sorts", ["up", "down"], "sorts=up&sorts=down"),
        ("unique", [1, 2], "unique=1&unique=2"),
        ("tags", ["a", "b"], "tags[]=a&tags[]=b"),
        ("class_", "x", "class=x"),
        ("self_", "x", "self=x"),
        ("options_", "x", "options=x"),
        ("top", 5, "$top=5"),
        ("page_size", 20, "page.size=20"),
        ("scalar", 5, "scalar=5"),
        ("scalar", "all", "scalar=all"),
        ("tagged", {"form": "circle", "radius": 1.5}, 'tagged={"form":"circle","radius":1.5}'),
        ("shape", {"form": "box", "side": 2.5}, "shape[form]=box&shape[side]=2.5"),
        ("map", {"a": "1", "b": "2"}, "map[a]=1&map[b]=2"),
        ("anything", "x", "anything=x"),
    ],
)
def test_a_query_parameter(api: Api, argument: str, value: Any, written: str) -> None:
    api.default.query(**{argument: value})
    assert api.server.query == written


def test_models_in_a_query(api: Api) -> None:
    api.default.query(json=api.models.Point(x=1, y=2), shape=api.models.Circle(radius=1.5))
    assert api.server.query == 'json={"x":1,"y":2}&shape[form]=circle&shape[radius]=1.5'


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("plain", 1),
        ("exploded", "a"),
        ("exploded", ["a", "b", "c", "d"]),
        ("filter", {"nam": "x"}),
        ("json", {"x": 1}),
        ("since", "yesterday"),
        ("flag", "yes"),
        ("sort", "sideways"),
        ("sorts", ["sideways"]),
        ("unique", [1, 1]),
        ("page_size", 101),
        ("scalar", "a"),
        ("scalar", 1.5),
        ("tagged", {"form": "triangle"}),
        ("tagged", {"form": "circle"}),
        ("map", {"a": 1}),
    ],
)
def test_a_query_parameter_that_does_not_fit(api: Api, argument: str, value: Any) -> None:
    with pytest.raises(api.models.InvalidArgumentError):
        api.default.query(**{argument: value})


def test_required_parameters(api: Api) -> None:
    api.default.required(must="x", list=["a"])
    assert api.server.query == "must=x&list=a"
    with pytest.raises(TypeError):
        api.default.required(list=["a"])
    with pytest.raises(api.models.InvalidArgumentError):
        api.default.required(must=None, list=["a"])


def test_headers(api: Api) -> None:
    api.default.headers(
        x_trace_id="t", x_list=[1, 2], x_map={"x": 1, "y": 2}, x_either="all", x_shape={"form": "box", "side": 1.5}
    )
    sent = api.server.last.headers
    found = {name: sent[name] for name in ("X-Trace-Id", "X-List", "X-Map", "X-Either", "X-Shape")}
    assert found == {
        "X-Trace-Id": "t",
        "X-List": "1,2",
        "X-Map": "x=1,y=2",
        "X-Either": "all",
        "X-Shape": '{"form":"box","side":1.5}',
    }


@pytest.mark.parametrize("bad", [{"x_trace_id": "a\r\nb"}, {"x_either": "some"}, {"x_shape": {"form": "x"}}])
def test_headers_that_do_not_fit(api: Api, bad: dict[str, Any]) -> None:
    with pytest.raises(api.models.InvalidArgumentError):
        api.default.headers(**{"x_trace_id": "t", **bad})


def test_cookies(api: Api) -> None:
    api.default.cookies(session="a b", sizes=[1, 2])
    assert api.server.last.headers["cookie"] == "session=a%20b; sizes=1,2"


def test_cookies_as_they_are(api: Api) -> None:
    api.default.raw_cookies(plain="a%20/=b", list=["x", "y"], joined={"x": 1, "y": 2})
    assert api.server.last.headers["cookie"] == "plain=a%20/=b; list=x; list=y; joined=x,1,y,2"


@pytest.mark.parametrize("value", ["a; admin=1", "a b", "a\r\nX: 1", "é"])
def test_cookies_that_would_end_early(api: Api, value: str) -> None:
    with pytest.raises(api.models.InvalidArgumentError):
        api.default.raw_cookies(plain=value)


@pytest.mark.parametrize(
    ("method", "value", "written"),
    [
        ("whole_form", {"page": 1, "tags": ["a b", "c"]}, "page=1&tags=a%20b&tags=c"),
        ("whole_form", {"page": 1, "point": {"x": 1, "y": 2}}, "page=1&point=%7B%22x%22%3A1%2C%22y%22%3A2%7D"),
        ("whole_json", {"form": "box", "side": 2.5}, "%7B%22form%22%3A%22box%22%2C%22side%22%3A2.5%7D"),
        ("whole_text", "a=b&c d", "a%3Db%26c%20d"),
    ],
)
def test_a_parameter_that_is_the_whole_query(api: Api, method: str, value: Any, written: str) -> None:
    getattr(api.default, method)(q=value)
    assert api.server.target.partition("?")[2] == written


def test_a_whole_query_is_held_to_its_type(api: Api) -> None:
    for bad in ({}, {"page": "1"}, {"page": 1, "other": 2}):
        with pytest.raises(api.models.InvalidArgumentError):
            api.default.whole_form(q=bad)
    with pytest.raises(api.models.InvalidArgumentError):
        api.default.whole_json(q={"form": "oval"})
    api.default.whole_json()
    assert api.server.target == "/whole-json"


def test_parameters_of_a_path_item_and_those_that_override_them(api: Api) -> None:
    api.default.overridden("a", q=1, x_trace=2)
    assert (api.server.target, api.server.last.headers["x-trace"]) == ("/overridden/a?q=1", "2")
    for bad in ({"q": "1"}, {}):
        with pytest.raises((api.models.InvalidArgumentError, TypeError)):
            api.default.overridden("a", **bad)
    api.default.inherited("a", q="text")
    assert api.server.target == "/overridden/a?q=text"


def test_one_name_in_several_places(api: Api) -> None:
    """The one in the path is called so; others say where they are, and are numbered only where that says nothing."""
    assert {name for name in api.default.same.__annotations__ if name.lower().startswith("id")} == {
        "id", "id_query", "id_query_2", "id_header",
    }  # fmt: skip
    api.default.same("p", id_query="1", id_query_2="2", id_header="3")
    query = dict(pair.split("=") for pair in api.server.query.split("&"))
    assert api.server.target.startswith("/same/p?")
    assert query.keys() == {"id", "ID"}
    assert {*query.values()} == {"1", "2"}
    assert api.server.last.headers["id"] == "3"
