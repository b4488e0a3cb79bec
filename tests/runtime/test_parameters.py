"""Parameters are checked before anything is sent, and messages name them without their value."""

from __future__ import annotations

import enum
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field
from runtime.errors import InvalidArgumentError
from runtime.models import RequestModel
from runtime.operation import Parameter
from runtime.plan import plan_of
from runtime_support import GET, ID, Wire, operation


class Color(enum.Enum):
    RED = "red"


@pytest.mark.parametrize(
    ("type_", "value", "written"),
    [
        (str, "x", "x"),
        (int, 7, "7"),
        (bool, True, "true"),
        (float, 1, "1"),
        (Literal["a", "b"], "a", "a"),
        (Color, Color.RED, "red"),
        (date, date(2025, 3, 12), "2025-03-12"),
        (datetime, datetime(2025, 3, 12, tzinfo=UTC), "2025-03-12T00%3A00%3A00Z"),
        (Annotated[datetime, Field(strict=False)], "2025-03-12T00:00:00Z", "2025-03-12T00%3A00%3A00Z"),
        (Decimal, Decimal("1.50"), "1.50"),
        (Annotated[int, Field(ge=1)], 3, "3"),
    ],
)
def test_good_values(type_: Any, value: object, written: str) -> None:
    plan = plan_of(operation(parameters=(Parameter("q", "query", type_),)))
    assert plan.query_string({"q": value}, None) == f"q={written}"


@pytest.mark.parametrize(
    ("type_", "value"),
    [(str, 7), (int, "7"), (int, True), (bool, 1), (Literal["a"], "s3cret"), (list[str], "s3cret"), (int, 7.5)],
)
@pytest.mark.parametrize("place", ["path", "query", "header", "cookie"])
def test_bad_values(type_: Any, value: object, place: Any) -> None:
    plan = plan_of(operation(path="/{q}" if place == "path" else "/", parameters=(Parameter("q", place, type_),)))
    arguments = {"q": value}
    with pytest.raises(InvalidArgumentError) as caught:
        (plan.path(arguments), plan.query_string(arguments, None), plan.headers(arguments))
    assert str(caught.value).startswith(f"do_it: {place} parameter 'q': Input should be")
    assert "s3cret" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_a_message_names_the_first_problems_only() -> None:
    plan = plan_of(operation(parameters=(Parameter("q", "query", list[int]),)))
    with pytest.raises(InvalidArgumentError, match=r"^do_it: query parameter 'q': 0: .*; 1: .*; 2: .*; and 2 more$"):
        plan.query_string({"q": list("abcde")}, None)


class Filter(RequestModel):
    max_size: int = Field(alias="maxSize")
    name: str | None = None


def test_an_object_can_be_a_model() -> None:
    plan = plan_of(operation(parameters=(Parameter("filter", "query", lambda: Filter, style="deepObject"),)))
    for value in (Filter(maxSize=7), {"maxSize": 7}):
        assert plan.query_string({"filter": value}, None) == "filter%5BmaxSize%5D=7"
    with pytest.raises(InvalidArgumentError, match="maxsize: Extra inputs are not permitted"):
        plan.query_string({"filter": {"maxSize": 7, "maxsize": 7}}, None)


def test_a_document_that_is_no_json() -> None:
    plan = plan_of(operation(parameters=(Parameter("q", "query", str, content_type="text/plain"),)))
    assert plan.query_string({"q": "a b"}, None) == "q=a%20b"


@pytest.mark.parametrize("text", ["a\r\nX-Evil: 1", "a\nb", "a\0b", "ü"])
def test_a_header_value_cannot_start_another_header(text: str) -> None:
    plan = plan_of(operation(parameters=(Parameter("X-Trace", "header", str),)))
    with pytest.raises(InvalidArgumentError, match="header parameter 'X-Trace' must hold printable ASCII"):
        plan.headers({"X-Trace": text})


def test_nothing_is_sent_when_an_argument_is_refused(caller: Any) -> None:
    wire = Wire({"name": "a"})
    api = caller(wire)
    with pytest.raises(InvalidArgumentError, match="get_thing: path parameter 'groupId': String should match pattern"):
        api.call(GET, groupId="zz")
    with pytest.raises(InvalidArgumentError, match=r"extra_headers must .*'X-A'"):
        api.get("a", options={"extra_headers": {"X-A": "1\r\nX-B: 2"}})
    assert wire.requests == []


@pytest.mark.parametrize("place", ["query", "header", "cookie"])
def test_a_required_parameter_must_be_there(place: Any) -> None:
    plan = plan_of(operation(parameters=(Parameter("q", place, str, required=True),)))
    with pytest.raises(InvalidArgumentError, match=f"do_it: {place} parameter 'q' is required"):
        (plan.query_string({"q": None}, None), plan.headers({}))


def test_what_goes_over_the_wire(caller: Any) -> None:
    wire = Wire({"name": "a"})
    caller(wire).get("a/b c", tags=["x", "y"], **{"X-Trace": "t", "session": "s"})
    assert str(wire.last.url) == f"https://api.test/v2/groups/{ID}/things/a%2Fb%20c?tags=x&tags=y"
    assert wire.last.headers["x-trace"] == "t"
    assert wire.last.headers["cookie"] == "session=s"
