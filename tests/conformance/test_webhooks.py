"""What the API sends by itself: webhooks and callbacks are models, and functions that decode them."""

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from tests.conformance.calls import Api
from tests.conformance.parts import NOTHING, ref
from tests.support.packages import build, document

SCHEMAS: dict[str, Any] = {
    "Event": {
        "oneOf": [{"$ref": "#/components/schemas/Paid"}, {"$ref": "#/components/schemas/Sent"}],
        "discriminator": {"propertyName": "type", "mapping": {"paid": "Paid", "sent": "Sent"}},
    },
    "Paid": {
        "type": "object",
        "required": ["type", "amount"],
        "properties": {
            "type": {"type": "string"},
            "amount": {"type": "number"},
            "at": {"type": "string", "format": "date-time"},
            "card": {"type": "string", "readOnly": True},
            "secret": {"type": "string", "writeOnly": True},
        },
    },
    "Sent": {"type": "object", "required": ["type"], "properties": {"type": {"type": "string"}}},
}


def post(schema: dict[str, Any] | None, media_type: str = "application/json", **more: Any) -> dict[str, Any]:
    content = {media_type: {} if schema is None else {"schema": schema}}
    return {"post": {"requestBody": {"required": True, "content": content}, **NOTHING, **more}}


SOURCE = document(
    {
        "/orders": {
            "post": {
                "operationId": "order",
                "requestBody": {"required": True, "content": {"application/json": {"schema": ref("Paid")}}},
                "callbacks": {"onPaid": {"{$request.body#/url}": post(ref("Paid"))}},
                **NOTHING,
            }
        }
    },
    SCHEMAS,
    webhooks={
        "order.event": post(ref("Event"), summary="Something happened to an order."),
        "models": post({"type": "array", "items": {"type": "object", "properties": {"n": {"type": "integer"}}}}),
        "class": post({"type": "string"}, operationId="class"),
        "switch": post({"type": ["boolean", "integer"]}),
        **{name: post({"type": "string", "format": name}) for name in ("date-time", "date", "time", "uuid")},
        "page": {"$ref": "#/components/pathItems/Shared"},
        "form": post({"type": "object"}, "application/x-www-form-urlencoded"),
        "ping": {"get": NOTHING},
    },
    components={"pathItems": {"Shared": post({"$ref": "#/components/schemas/Sent"})}},
)


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Api:
    return Api(SOURCE, tmp_path_factory.mktemp("webhooks"))


def received(api: Api) -> Any:
    """The module of what is received."""
    return import_module(f"{api.module.__name__}.webhooks")


@pytest.mark.parametrize(
    ("function", "value", "kind"),
    [
        ("order_event", {"type": "paid", "amount": 1.5, "at": "2024-05-06T07:08:09Z"}, "Paid"),
        ("order_event", {"type": "sent"}, "Sent"),
        ("on_paid", {"type": "paid", "amount": 1}, "Paid"),
        ("page", {"type": "sent"}, "Sent"),
        ("models_", [{"n": 1}], "list"),
        ("class_", "x", "str"),
        ("switch", 1.0, "int"),
        ("switch", False, "bool"),
        ("date_time", "2024-05-06T07:08:09Z", "datetime"),
        ("date", "2024-05-06", "date"),
        ("time", "07:08:09Z", "time"),
        ("uuid", "123e4567-e89b-42d3-a456-426614174000", "UUID"),
    ],
)
def test_what_is_received(api: Api, function: str, value: Any, kind: str) -> None:
    found = getattr(received(api), function)(json.dumps(value).encode())
    assert type(found).__name__ == kind
    if kind in ("Paid", "Sent"):
        assert json.loads(found.model_dump_json(by_alias=True, exclude_unset=True)) == value


def test_what_is_newer_than_the_package_is_kept(api: Api) -> None:
    event = received(api).order_event(b'{"type": "lost", "where": "sea"}')
    assert (type(event).__name__, event.raw) == ("UnknownEvent", {"type": "lost", "where": "sea"})
    paid = received(api).order_event(b'{"type": "paid", "amount": 1, "tip": 2, "card": "c"}')
    assert (paid.card, paid.model_extra) == ("c", {"tip": 2})


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"type": "paid"}', b'{"type": "paid", "amount": "a"}', b"\xff"])
def test_what_is_not_as_documented_is_refused(api: Api, body: bytes) -> None:
    with pytest.raises(ValidationError) as refused:
        received(api).order_event(body)
    assert "input_value" not in str(refused.value)


def test_a_body_that_nothing_decodes_is_told_of(tmp_path: Path) -> None:
    found = [(one.code, one.pointer) for one in build(SOURCE, tmp_path).diagnostics]
    assert found == [("no-receiver", ("webhooks", "form", "post", "requestBody"))]


def test_a_package_without_webhooks_has_no_module_of_them(tmp_path: Path) -> None:
    files = build(document({"/a": {"get": {"operationId": "a", **NOTHING}}}), tmp_path).files
    assert not [name for name in files if "webhooks" in name]
