"""Where rules of JSON Schema are checked: on values as they are validated, and on whole models."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from pydantic import AfterValidator, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from .models import Model, RequestModel, is_sending
from .plain import plain_data
from .rules import broken


def _hold(rules: Mapping[str, Any], value: object) -> None:
    """Refuse a value that breaks a rule; what JSON can't hold, such as a file, counts as null."""
    plain = plain_data(value, fallback=lambda _: None)
    if keyword := broken(rules, plain):
        raise PydanticCustomError("json_schema", "Input breaks the rule {keyword}", {"keyword": keyword})


def checked(rules: Mapping[str, Any]) -> AfterValidator:
    """Hold a value to rules of JSON Schema."""

    def check(value: Any) -> Any:
        _hold(rules, value)
        return value

    return AfterValidator(check)


def checked_when_sent(rules: Mapping[str, Any]) -> AfterValidator:
    """Hold a value to rules of JSON Schema if it is sent; what is received may break them."""

    def check(value: Any, info: ValidationInfo) -> Any:
        if is_sending(info):
            _hold(rules, value)
        return value

    return AfterValidator(check)


class Checked(Model):
    """A model with rules for all of it: those of a class that goes both ways hold for what is sent."""

    model_rules: ClassVar[Mapping[str, Any]]

    @model_validator(mode="after")
    def _check_rules(self, info: ValidationInfo) -> Self:
        if isinstance(self, RequestModel) or is_sending(info):
            _hold(self.model_rules, self)
        return self
