"""Moments, times of day and UUIDs come out as the text that came in."""

import copy
import json
import pickle
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from pydantic import TypeAdapter, ValidationError
from runtime import types
from runtime.models import SENDING

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


@pytest.mark.parametrize("name", ["Uuid", "StrictUuid"])
@pytest.mark.parametrize(
    "text",
    [
        "123e4567-e89b-42d3-a456-426614174000",
        "123E4567-E89B-42D3-A456-426614174000",
        "123e4567e89b42d3a456426614174000",
        "urn:uuid:123e4567-e89b-42d3-a456-426614174000",
    ],
)
def test_a_uuid_comes_out_as_it_came_in(name: str, text: str) -> None:
    value = adapter(name).validate_json(json.dumps(text).encode())
    assert value == UUID("123e4567-e89b-42d3-a456-426614174000")
    assert hash(value) == hash(UUID(text))
    for one in (value, copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert json.loads(adapter(name).dump_json(one)) == text


LATE = [
    ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00+00:00"),
    ("2017-01-01T05:29:60.250+05:30", "2017-01-01T05:30:00.250+05:30"),
    ("2024-02-28T24:00:00Z", "2024-02-29T00:00:00+00:00"),
    ("2024-12-31T24:00:00.000-08:00", "2025-01-01T00:00:00-08:00"),
]


@pytest.mark.parametrize("name", ["DateTime", "SharedDateTime"])
@pytest.mark.parametrize(("text", "moment"), LATE)
def test_moments_that_python_has_no_number_for_are_those_after(name: str, text: str, moment: str) -> None:
    value = adapter(name).validate_json(json.dumps(text).encode())
    assert value == datetime.fromisoformat(moment)
    assert json.loads(adapter(name).dump_json(value)) == text
    with pytest.raises(ValidationError):
        adapter(name).validate_python(text, context=SENDING)


@pytest.mark.parametrize("text", [text for text, _ in LATE])
def test_nobody_sends_such_a_moment(text: str) -> None:
    with pytest.raises(ValidationError):
        adapter("StrictDateTime").validate_python(text)


@pytest.mark.parametrize("text", ["2024-05-06T24:00:01Z", "2024-05-06T25:00:00Z", "2024-05-06T12:60:00Z", "24:30", ""])
def test_moments_that_there_are_not(text: str) -> None:
    for name in ("DateTime", "Time", "SharedDateTime"):
        with pytest.raises(ValidationError):
            adapter(name).validate_python(text)


def test_times_that_python_has_no_number_for() -> None:
    for text, expected in (("24:00:00", time(0)), ("23:59:60Z", time(0, tzinfo=UTC)), ("24:00", time(0))):
        value = adapter("Time").validate_python(text)
        assert value == expected
        assert json.loads(adapter("Time").dump_json(value)) == text


def test_a_moment_that_goes_both_ways_has_to_say_its_zone_only_when_it_is_sent() -> None:
    for given in ("2024-05-06T07:08:09", "2024-05-06", 1700000000):
        value = adapter("SharedDateTime").validate_json(json.dumps(given).encode())
        assert json.loads(adapter("SharedDateTime").dump_json(value)) == given
        with pytest.raises(ValidationError):
            adapter("SharedDateTime").validate_python(given, context=SENDING)
    aware = datetime(2024, 5, 6, tzinfo=UTC)
    assert adapter("SharedDateTime").validate_python(aware, context=SENDING) is aware


@pytest.mark.parametrize("name", ["Date", "SharedDate"])
def test_a_day_that_is_received_as_a_moment_comes_out_as_it_came_in(name: str) -> None:
    for given in ("2024-05-06", "2024-05-06T00:00:00Z", 86400):
        value = adapter(name).validate_json(json.dumps(given).encode())
        for one in (value, copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
            assert isinstance(one, date)
            assert json.loads(adapter(name).dump_json(one)) == given


def test_a_moment_is_not_sent_as_a_day() -> None:
    for name in ("StrictDate", "SharedDate"):
        assert adapter(name).validate_python("2024-05-06", context=SENDING) == date(2024, 5, 6)
        for bad in ("2024-05-06T00:00:00Z", "2024-05-06 00:00:00", "20240506", 86400):
            with pytest.raises(ValidationError):
                adapter(name).validate_python(bad, context=SENDING)


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


@pytest.mark.parametrize("name", ["DateTime", "StrictDateTime", "SharedDateTime"])
def test_a_place_among_alternatives_is_called_by_the_format(name: str) -> None:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(getattr(types, name) | int).validate_python("soon")
    assert [one["loc"] for one in refused.value.errors()] == [("date-time",), ("int",)]


def test_a_moment_that_is_sent_has_an_offset() -> None:
    with pytest.raises(ValidationError, match="timezone"):
        adapter("StrictDateTime").validate_python("2024-05-06T07:08:09")


def test_its_json_schema() -> None:
    assert adapter("DateTime").json_schema() == {"type": "string", "format": "date-time"}
    assert adapter("Time").json_schema() == {"type": "string", "format": "time"}


@pytest.mark.parametrize("name", ["StrictDate", "SharedDate"])
@pytest.mark.parametrize("moment", [datetime(2024, 5, 6, tzinfo=UTC), datetime(2024, 5, 6)])
def test_a_moment_is_no_day_to_send(name: str, moment: datetime) -> None:
    """Which day it is depends on where one is, and its time would be lost."""
    with pytest.raises(ValidationError, match="valid date"):
        adapter(name).validate_python(moment, context=SENDING)
    assert adapter(name).validate_python(moment.date(), context=SENDING) == moment.date()
