"""Every style of OpenAPI, with the examples of its specification."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from runtime.errors import InvalidArgumentError
from runtime.operation import Parameter
from runtime.plan import plan_of
from runtime_support import operation

EMPTY, ONE, LIST, DICT = "", "blue", ["blue", "black", "brown"], {"R": 100, "G": 200, "B": 150}


@pytest.mark.parametrize(
    ("style", "explode", "value", "expected"),
    [
        ("matrix", False, ONE, ";color=blue"),
        ("matrix", False, LIST, ";color=blue,black,brown"),
        ("matrix", False, DICT, ";color=R,100,G,200,B,150"),
        ("matrix", True, ONE, ";color=blue"),
        ("matrix", True, LIST, ";color=blue;color=black;color=brown"),
        ("matrix", True, DICT, ";R=100;G=200;B=150"),
        ("label", False, ONE, ".blue"),
        ("label", False, LIST, ".blue,black,brown"),
        ("label", False, DICT, ".R,100,G,200,B,150"),
        ("label", True, ONE, ".blue"),
        ("label", True, LIST, ".blue.black.brown"),
        ("label", True, DICT, ".R=100.G=200.B=150"),
        ("simple", False, ONE, "blue"),
        ("simple", False, LIST, "blue,black,brown"),
        ("simple", False, DICT, "R,100,G,200,B,150"),
        ("simple", True, LIST, "blue,black,brown"),
        ("simple", True, DICT, "R=100,G=200,B=150"),
    ],
)
def test_path(style: Any, explode: bool, value: object, expected: str) -> None:
    parameter = Parameter("color", "path", Any, style=style, explode=explode)
    plan = plan_of(operation(path="/a/{color}/b", parameters=(parameter,)))
    assert plan.path({"color": value}) == f"/a/{expected}/b"


@pytest.mark.parametrize(
    ("style", "explode", "value", "expected"),
    [
        ("form", False, EMPTY, "color="),
        ("form", False, ONE, "color=blue"),
        ("form", False, LIST, "color=blue,black,brown"),
        ("form", False, DICT, "color=R,100,G,200,B,150"),
        ("form", True, EMPTY, "color="),
        ("form", True, LIST, "color=blue&color=black&color=brown"),
        ("form", True, DICT, "R=100&G=200&B=150"),
        (None, None, LIST, "color=blue&color=black&color=brown"),
        ("spaceDelimited", False, LIST, "color=blue%20black%20brown"),
        ("spaceDelimited", False, DICT, "color=R%20100%20G%20200%20B%20150"),
        ("pipeDelimited", False, LIST, "color=blue%7Cblack%7Cbrown"),
        ("pipeDelimited", False, DICT, "color=R%7C100%7CG%7C200%7CB%7C150"),
        ("pipeDelimited", None, LIST, "color=blue%7Cblack%7Cbrown"),
        ("deepObject", True, DICT, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
        ("deepObject", None, {"a": {"b": 1}, "c": [1, 2]}, "color%5Ba%5D%5Bb%5D=1&color%5Bc%5D=1&color%5Bc%5D=2"),
        ("form", True, [], ""),
        ("form", True, [None, "a"], "color=a"),
        ("form", True, {"a": None, "b": 1}, "b=1"),
        ("form", True, True, "color=true"),
        ("form", True, False, "color=false"),
        ("form", True, 1.5, "color=1.5"),
        ("form", True, 30.0, "color=30"),
        ("form", True, 1e30, "color=1e%2B30"),
        ("form", True, [{"a": [30.0, 1.5]}], "color=%7B%22a%22%3A%5B30%2C1.5%5D%7D"),
        ("form", True, "a b&c=d+e/ü", "color=a%20b%26c%3Dd%2Be%2F%C3%BC"),
        ("form", False, ["a,b", "c"], "color=a%2Cb,c"),
        ("form", True, [{"a": 1}], "color=%7B%22a%22%3A1%7D"),
    ],
)
def test_query(style: Any, explode: bool | None, value: object, expected: str) -> None:
    parameter = Parameter("color", "query", Any, style=style, explode=explode)
    assert plan_of(operation(parameters=(parameter,))).query_string({"color": value}, None) == expected


def test_reserved_characters_stay_where_they_are_allowed() -> None:
    parameter = Parameter("q", "query", str, allow_reserved=True)
    plan = plan_of(operation(parameters=(parameter,)))
    assert plan.query_string({"q": "/a?b:c@d %41&e=f#g"}, None) == "q=/a?b:c@d%20%41%26e=f%23g"


def test_a_parameter_can_be_a_document() -> None:
    parameters = (
        Parameter("filter", "query", dict[str, Any], content_type="application/json"),
        Parameter("X-Filter", "header", dict[str, Any], content_type="application/json"),
        Parameter("id", "path", dict[str, Any], content_type="application/json"),
    )
    plan = plan_of(operation(path="/a/{id}", parameters=parameters))
    query = plan.query_string({"filter": {"a": [1, "ü"]}}, None)
    assert json.loads(unquote(query.removeprefix("filter="))) == {"a": [1, "ü"]}
    assert plan.headers({"X-Filter": {"a": 1.0}}) == {"X-Filter": '{"a":1}'}
    assert plan.path({"id": {"a": 1}}) == "/a/%7B%22a%22%3A1%7D"


def test_headers_and_cookies() -> None:
    parameters = (
        Parameter("X-List", "header", list[str]),
        Parameter("X-Object", "header", dict[str, int], explode=True),
        Parameter("session", "cookie", str),
        Parameter("flags", "cookie", list[str], explode=False),
    )
    plan = plan_of(operation(parameters=parameters))
    arguments = {"X-List": ["a", "b"], "X-Object": {"R": 1, "G": 2}, "session": "a;b", "flags": ["x", "y"]}
    assert plan.headers(arguments) == {"X-List": "a,b", "X-Object": "R=1,G=2", "Cookie": "session=a%3Bb; flags=x,y"}


def test_the_same_name_in_two_places() -> None:
    parameters = (Parameter("id", "path", str), Parameter("id", "query", str))
    plan = plan_of(operation(path="/a/{id}", parameters=parameters))
    arguments = {("path", "id"): "p", ("query", "id"): "q"}
    assert (plan.path(arguments), plan.query_string(arguments, None)) == ("/a/p", "id=q")


@pytest.mark.parametrize("value", ["", ".", "..", None])
def test_a_path_value_that_would_change_the_path_is_refused(value: str | None) -> None:
    plan = plan_of(operation(path="/a/{id}/b", parameters=(Parameter("id", "path", str),)))
    with pytest.raises(InvalidArgumentError, match="do_it: "):
        plan.path({"id": value})


def test_two_harmless_values_can_make_a_harmful_segment() -> None:
    parameters = (Parameter("a", "path", str), Parameter("b", "path", str))
    plan = plan_of(operation(path="/x/{a}{b}/y", parameters=parameters))
    with pytest.raises(InvalidArgumentError, match="must not be"):
        plan.path({"a": ".", "b": "."})


@given(st.text(min_size=1).filter(lambda text: text not in (".", "..")).filter(lambda text: _encodable(text)))
def test_any_path_value_is_one_segment_and_arrives(value: str) -> None:
    plan = plan_of(operation(path="/a/{id}/b", parameters=(Parameter("id", "path", str),)))
    request = httpx2.Request("GET", "https://api.test" + plan.path({"id": value}))
    raw = request.url.raw_path.decode("ascii")
    assert raw.count("/") == 3
    assert "?" not in raw
    assert unquote(raw.split("/")[2]) == value


@given(st.text().filter(lambda text: _encodable(text)), st.text(min_size=1).filter(lambda text: _encodable(text)))
def test_any_query_value_is_one_parameter_and_arrives(value: str, other: str) -> None:
    parameters = (Parameter("a", "query", str), Parameter("b", "query", list[str]))
    query = plan_of(operation(parameters=parameters)).query_string({"a": value, "b": [other]}, None)
    url = httpx2.URL(f"https://api.test/it?{query}")
    assert url.params.multi_items() == [("a", value), ("b", other)]
    assert url.fragment == ""


def _encodable(text: str) -> bool:
    """Whether UTF-8 can hold the text: lone surrogates are no text."""
    return not any(0xD800 <= ord(character) <= 0xDFFF for character in text)
