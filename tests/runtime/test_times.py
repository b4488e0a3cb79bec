"""Moments and times of day come out as the text that came in."""

import copy
import json
import pickle
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError
from runtime import types

FRACTIONS = ("", ".5", ".12", ".123", ".000", ".500000", ".123456", ".123456789")
OFFSETS = ("Z", "z", "+00:00", "-00:00", "+05:30", "-00:30", "+14:00", "-08:00")


def adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(getattr(types, name))


@pytest.mark.parametrize("name", ["DateTime", "StrictDateTime"])
@pytest.mark.parametrize("fraction", FRACTIONS)
@pytest.mark.parametrize("offset", OFFSETS)
def test_a_moment_comes_out_as_it_came_in(name: str, fraction: str, offset: str) -> None:
    text = json.dumps(f"2024-05-06T07:08:09{fraction}{offset}").encode()
    value = adapter(name).validate_json(text)
    assert adapter(name).dump_json(value) == text
    usual = f"2024-05-06T07:08:09{fraction[:7]}{offset.upper().replace('Z', '+00:00')}"
    assert value == datetime.fromisoformat(usual)
    assert value.utcoffset() == datetime.fromisoformat(usual).utcoffset()


@pytest.mark.parametrize("name", ["Time", "StrictTime"])
@pytest.mark.parametrize("text", ["07:08:09", "07:08:09.5", "07:08:09.120Z", "07:08", "07:08:09.000001+02:00"])
def test_a_time_comes_out_as_it_came_in(name: str, text: str) -> None:
    value = adapter(name).validate_python(text)
    assert isinstance(value, time)
    assert json.loads(adapter(name).dump_json(value)) == text


@pytest.mark.parametrize("given", [1700000000, 1700000000.5, "2024-05-06", "1700000000"])
def test_a_moment_that_is_written_in_another_way(given: Any) -> None:
    value = adapter("DateTime").validate_json(json.dumps(given))
    assert isinstance(value, datetime)
    assert json.loads(adapter("DateTime").dump_json(value)) == given


def test_copies_keep_the_text_and_results_have_none() -> None:
    moment = adapter("DateTime").validate_python("2024-05-06T07:08:09.50Z")
    clock = adapter("Time").validate_python("07:08:09.50")
    for name, value in (("DateTime", moment), ("Time", clock)):
        for one in (copy.deepcopy(value), copy.copy(value), pickle.loads(pickle.dumps(value))):
            assert one == value
            assert adapter(name).dump_json(one) == adapter(name).dump_json(value)
    assert adapter("StrictDateTime").dump_json(adapter("StrictDateTime").validate_python(moment)).endswith(b'.50Z"')
    assert adapter("DateTime").dump_json(moment + timedelta(hours=1)) == b'"2024-05-06T08:08:09.500000Z"'
    assert adapter("Time").dump_json(clock.replace(hour=1)) == b'"01:08:09.500000"'


def test_a_moment_that_a_caller_makes() -> None:
    made = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
    assert adapter("StrictDateTime").validate_python(made) is made
    assert adapter("StrictDateTime").dump_json(made) == b'"2024-05-06T07:08:09Z"'


@pytest.mark.parametrize("given", ["soon", "2024-13-01T00:00:00Z", [], True])
@pytest.mark.parametrize("name", ["DateTime", "StrictDateTime"])
def test_what_is_no_moment_has_one_error(name: str, given: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        adapter(name).validate_python(given)
    assert [one["loc"] for one in refused.value.errors()] == [()]


def test_a_moment_that_is_sent_has_an_offset() -> None:
    with pytest.raises(ValidationError, match="timezone"):
        adapter("StrictDateTime").validate_python("2024-05-06T07:08:09")


def test_its_json_schema() -> None:
    assert adapter("DateTime").json_schema() == {"type": "string", "format": "date-time"}
    assert adapter("Time").json_schema() == {"type": "string", "format": "time"}
