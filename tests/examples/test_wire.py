from dataclasses import replace
from typing import Any

import pytest
from specloom.encode import Code
from specloom.examples.wire import Given, headers, multipart, path, query, url_encoded
from specloom.operations.views import ParameterView

LIST, DICT = ["blue", "black"], {"R": 100, "G": 200}


def given(place: str, value: Any, *style: str, name: str = "color") -> Given:
    styles = [Code(each) for each in style]
    return Given(ParameterView(Code("c"), name, place, Code(""), Code(""), False, True, styles, "", {}, None), value)


@pytest.mark.parametrize(
    ("each", "expected"),
    [
        (given("query", LIST), "color=blue&color=black"),
        (given("query", LIST, "explode=False"), "color=blue,black"),
        (given("query", LIST, 'style="spaceDelimited"', "explode=False"), "color=blue%20black"),
        (given("query", LIST, 'style="pipeDelimited"', "explode=False"), "color=blue%7Cblack"),
        (given("query", DICT), "R=100&G=200"),
        (given("query", DICT, "explode=False"), "color=R,100,G,200"),
        (given("query", DICT, 'style="deepObject"'), "color%5BR%5D=100&color%5BG%5D=200"),
        (given("query", DICT, 'content_type="application/json"'), "color=%7B%22R%22%3A100%2C%22G%22%3A200%7D"),
        (given("query", "a/b c"), "color=a%2Fb%20c"),
        (given("query", "a/b c", "allow_reserved=True"), "color=a/b%20c"),
        (given("query", True, name="é"), "%C3%A9=true"),
        (given("query", 30.0), "color=30"),
        (given("query", 1e30), "color=1e%2B30"),
        (given("query", {"a": 30.0}, 'content_type="application/json"'), "color=%7B%22a%22%3A30%7D"),
        (given("query", ["blue", None]), "color=blue"),
        (given("query", ["blue", None], "explode=False"), "color=blue"),
        (given("query", [None]), "color="),
        (given("query", {}), "color="),
        (given("query", {}, "explode=False"), "color="),
    ],
)
def test_queries(each: Given, expected: str) -> None:
    assert query([each]) == expected


@pytest.mark.parametrize("value", [[], [None], {}])
@pytest.mark.parametrize("style", [(), ("explode=False",)])
def test_what_holds_nothing_is_only_sent_where_it_has_to_be_there(value: Any, style: tuple[str, ...]) -> None:
    each = given("query", value, *style)
    assert query([Given(replace(each.parameter, required=False), value)]) == ""


@pytest.mark.parametrize(
    ("each", "expected"),
    [
        (given("path", LIST), "/blue,black"),
        (given("path", DICT, "explode=True"), "/R=100,G=200"),
        (given("path", LIST, 'style="label"', "explode=True"), "/.blue.black"),
        (given("path", DICT, 'style="matrix"', "explode=False"), "/;color=R,100,G,200"),
        (given("path", LIST, 'style="matrix"', "explode=True"), "/;color=blue;color=black"),
        (given("path", "a/b"), "/a%2Fb"),
    ],
)
def test_paths(each: Given, expected: str) -> None:
    assert path("/{color}", [each]) == expected


def test_headers_and_cookies() -> None:
    found = headers([given("header", LIST, name="X-A"), given("cookie", "b"), given("cookie", 1, name="c")])

    assert found == {"x-a": "blue,black", "cookie": "color=b; c=1"}


def test_forms() -> None:
    fields = {"a": [1, 2], "b": {"c": True}, "d": "e", "f": None, "g": []}

    plain = [("a", "1"), ("a", "2"), ("b", '{"c":true}'), ("d", "e")]
    assert url_encoded(fields, {}) == multipart(fields, {}) == plain
    encodings = {"a": {"explode": False}, "b": {"style": "deepObject"}, "d": {"contentType": "application/json"}}
    encodings["g"] = {"explode": False}
    assert url_encoded(fields, encodings) == [("a", "1,2"), ("b[c]", "true"), ("d", '"e"')]
    assert multipart(fields, encodings) == [("a", "1,2"), ("b[c]", "true"), ("d", '"e"')]
