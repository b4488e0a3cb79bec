"""Models: how they present themselves before they are used, and when their construction fails."""

from __future__ import annotations

import inspect
from typing import Annotated

from pydantic import Field
from runtime.models import RequestModel, ResponseModel


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


def test_a_model_whose_construction_failed_can_be_shown() -> None:
    assert repr(Plan.__new__(Plan)) == "Plan()"
    assert repr(Report.__new__(Report)) == "Report()"
