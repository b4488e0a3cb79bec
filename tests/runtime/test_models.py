"""Models: how they present themselves before they are used, what they are read from, when constructing one fails."""

from __future__ import annotations

import inspect
import json
from typing import Annotated, Literal

import pytest
from pydantic import Field, TypeAdapter, ValidationError
from runtime.codec import decode_json
from runtime.models import Model, RequestModel, ResponseModel, SharedModel
from runtime.unions import UnknownVariant, known_when_sent


class Plan(RequestModel):
    title: str
    size: Annotated[int | None, Field(gt=0)] = None


class Report(ResponseModel):
    title: str


def test_a_signature_shows_the_fields_before_the_first_use() -> None:
    assert not Plan.__pydantic_complete__
    before = inspect.signature(Plan)
    Plan(title="a")
    assert before == inspect.signature(Plan)
    assert list(before.parameters) == ["title", "size"]
    assert next(iter(inspect.signature(Report).parameters)) == "title"
    assert "title" not in inspect.signature(RequestModel).parameters


class Box(RequestModel):
    class_: Annotated[str, Field(alias="class")]
    max_size: Annotated[int | None, Field(alias="maxSize")] = None
    mini_size: Annotated[int | None, Field(alias="mini-size")] = None


class Open(ResponseModel):
    extra_data: Annotated[str | None, Field(alias="extraData")] = None


class UnknownBox(UnknownVariant):
    tag_property = "class"
    known_tags = ()


def test_a_signature_has_the_names_of_python() -> None:
    for _ in ("before the first use", "after it"):
        assert (
            str(inspect.signature(Box)) == "(*, class_: str, max_size: int | None = None, mini_size: int | None = None)"
        )
        assert list(inspect.signature(Open).parameters) == ["extra_data", "extra_data_"]
        assert list(inspect.signature(UnknownBox).parameters) == ["raw"]
        assert Box(class_="a", mini_size=1) == Box.model_validate({"class": "a", "mini-size": 1})
        Open()
        UnknownBox(raw={})


@pytest.mark.parametrize("content", [b'{"extra_data": 1}', b'{"extra_data": [], "extraData": null}'])
def test_what_comes_by_the_name_of_python_is_another_field(content: bytes) -> None:
    received = decode_json(TypeAdapter(Open), content)
    assert received.extra_data is None
    assert (received.model_extra or {}).keys() == {"extra_data"}


def test_a_model_whose_construction_failed_can_be_shown() -> None:
    assert repr(Plan.__new__(Plan)) == "Plan()"
    assert repr(Report.__new__(Report)) == "Report()"


class Lid(SharedModel):
    colour: Annotated[Literal["red", "green"] | str, known_when_sent("red", "green")] | None = None
    max_size: Annotated[int | None, Field(alias="maxSize")] = None
    handle: str | None = None
    nullable = ("handle",)


class Jar(RequestModel):
    lid: Lid
    label: str | None = None


class Found(ResponseModel):
    kind: Literal["jar"] = "jar"
    lid: Lid | None = None
    label: str | None = None


@pytest.mark.parametrize("made", [Jar(lid=Lid(max_size=3)), Lid(max_size=3), Found(lid=Lid(handle=None), label="a")])
def test_what_is_dumped_is_what_is_set_and_is_read_again(made: Model) -> None:
    text = made.model_dump_json()
    again = type(made).model_validate_json(text)
    assert again == made
    assert again.model_fields_set == made.model_fields_set
    assert again.model_dump() == made.model_dump() == json.loads(text)
    assert type(made).model_validate(made.model_dump()).model_dump_json() == text


def test_what_is_not_set_can_be_dumped_on_purpose() -> None:
    assert Lid(handle=None).model_dump() == {"handle": None}
    assert Lid(handle=None).model_dump(exclude_unset=False) == {"colour": None, "maxSize": None, "handle": None}
    assert Lid(handle=None).model_dump_json(exclude_unset=False) == '{"colour":null,"maxSize":null,"handle":null}'


def test_an_answer_made_in_python_holds_its_tag() -> None:
    assert Found(label="a").model_dump() == {"kind": "jar", "label": "a"}
    assert Found(label="a") == Found.model_validate_json('{"kind": "jar", "label": "a"}')
    assert Found.model_validate_json("{}").model_dump_json() == "{}"


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("max_size", "three", "valid integer"),
        ("max_size", None, "takes no null"),
        ("colour", "blue", "one of 'red', 'green'"),
        ("color", "red", "Lid has no field 'color'"),
    ],
)
def test_what_goes_both_ways_is_checked_when_it_is_changed(name: str, value: object, problem: str) -> None:
    lid = Lid.model_validate_json('{"colour": "blue", "maxSize": null, "shape": "round"}')
    before = lid.model_dump_json()
    for change in (lambda: setattr(lid, name, value), lambda: lid.model_copy(update={name: value})):
        with pytest.raises((ValidationError, AttributeError), match=problem):
            change()
    assert lid.model_dump_json() == before
    lid.max_size, lid.handle, lid.colour = 4, None, "red"
    lid.shape = "flat"  # type: ignore[attr-defined]
    assert lid.model_dump() == {"colour": "red", "maxSize": 4, "handle": None, "shape": "flat"}
