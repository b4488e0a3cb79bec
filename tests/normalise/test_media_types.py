"""Media types become those of the wire, by the rule of a package."""

from typing import Any

import pytest
from specloom.diagnostics import SpecError
from specloom.normalise.media_types import MediaTypeRule, wire_media_types

from tests.normalise.tables import table

DATED = "application/vnd.x.{version}+{suffix}"
RULE = MediaTypeRule(DATED, "application/json", DATED, "2025-01-01")


def on_wire(operation: Any, rule: MediaTypeRule | None = RULE) -> Any:
    return wire_media_types({"paths": {"/": {"post": operation}}}, rule)["paths"]["/"]["post"]


@table(
    "given expected",
    request_and_response="""
        requestBody: {content: {'application/vnd.x.2023-01-01+json': {}}}
        responses:
          '200':
            content:
              {'application/vnd.x.2023-01-01+json': {}, 'application/vnd.x.2023-01-01+csv': {}, text/plain: {}}
        ---
        requestBody: {content: {application/json: {}}}
        responses:
          '200':
            content:
              {'application/vnd.x.2025-01-01+json': {}, 'application/vnd.x.2025-01-01+csv': {}, text/plain: {}}
    """,
    request_in_another_form="""
        {requestBody: {content: {'application/vnd.x.2023-01-01+csv': {}}}}
        ---
        {requestBody: {content: {'application/vnd.x.2025-01-01+csv': {}}}}
    """,
    not_dated="""
        {requestBody: {content: {application/json: {}, 'application/vnd.y.2023-01-01+json': {}}}}
        ---
        {requestBody: {content: {application/json: {}, 'application/vnd.y.2023-01-01+json': {}}}}
    """,
)
def test_wire(given: Any, expected: Any) -> None:
    assert on_wire(given) == expected
    assert on_wire(given, None) == given


def test_two_dates_in_one_body() -> None:
    content = {f"application/vnd.x.{date}+json": {} for date in ("2023-01-01", "2024-01-01")}
    with pytest.raises(SpecError, match="two media types of this body are both sent as 'application/json'"):
        on_wire({"requestBody": {"content": content}})
