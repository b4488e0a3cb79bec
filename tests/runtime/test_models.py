"""Models: how they present themselves before they are used, what they are read from, when constructing one fails."""

from __future__ import annotations

import inspect
from typing import Annotated

import pytest
from pydantic import Field, TypeAdapter
from runtime.codec import decode_json
from runtime.models import RequestModel, ResponseModel, UnknownVariant


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
