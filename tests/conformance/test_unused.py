"""Component schemas that no operation needs: there are models of them, and nothing else changes because of them."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from tests.conformance.parts import ref
from tests.support.packages import build, document, generate, roundtrip


def thing(*required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": properties}


TEXT = {"type": "string"}
USED = {"Used": thing(a=TEXT), "Sent": thing("n", n={"type": "integer"}, secret={**TEXT, "writeOnly": True})}
UNUSED = {
    "Event": {
        "oneOf": [ref("Made"), ref("Gone")],
        "discriminator": {"propertyName": "type", "mapping": {"made": "Made", "gone": "Gone"}},
    },
    "Made": thing("type", type=TEXT, used=ref("Used"), id={**TEXT, "readOnly": True}),
    "Gone": thing("type", type=TEXT, why={"type": "string", "enum": ["lost", "sold"]}),
    "Base": {**thing("kind", kind=TEXT), "discriminator": {"propertyName": "kind"}},
    "Heir": {"allOf": [ref("Base"), thing(size={"type": "integer"})]},
    "Nested": thing(inner=thing(deep={"type": "integer"})),
}


def source(schemas: dict[str, Any]) -> dict[str, Any]:
    return roundtrip({**USED, **schemas}, ref("Used"))


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("Event", {"type": "made", "used": {"a": "x"}, "id": "1"}, "Made"),
        ("Event", {"type": "gone", "why": "lost"}, "Gone"),
        ("Event", {"type": "new", "x": 1}, "UnknownEvent"),
        ("Base", {"kind": "Heir", "size": 1}, "Heir"),
        ("Nested", {"inner": {"deep": 1}}, "Nested"),
    ],
)
def test_they_have_models(package: Any, name: str, value: dict[str, Any], kind: str) -> None:
    adapter = TypeAdapter[Any](getattr(package, name))
    made = adapter.validate_json(json.dumps(value))
    assert type(made).__name__ == kind
    assert json.loads(adapter.dump_json(made, by_alias=True, exclude_unset=True)) == value


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return generate(source(UNUSED), tmp_path_factory.mktemp("unused"))


def test_they_have_models_beside_webhooks_that_are_left_empty(tmp_path: Path) -> None:
    files = build({**document(schemas={"Lone": thing(a=TEXT)}), "webhooks": None}, tmp_path).files
    assert "example/models/lone.py" in files


def test_what_does_not_fit_is_refused(package: Any) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter[Any](package.Event).validate_json('{"type": "made", "used": {"a": 1}}')


def test_what_operations_need_stays_as_it_is(tmp_path: Path) -> None:
    with_them, without = (build(source(schemas), tmp_path).files for schemas in (UNUSED, {}))
    for name in ("resources/default.py", "models/used.py", "client.py", "dicts.py"):
        assert with_them[f"example/{name}"] == without[f"example/{name}"], name
    assert "x-specloom" not in "".join(with_them.values())
    assert "example/webhooks.py" not in with_them


def test_a_document_of_nothing_but_schemas(tmp_path: Path) -> None:
    built = build(document({}, {**USED, **UNUSED}), tmp_path)
    assert [one.code for one in built.diagnostics] == ["no-operation"]
    assert "example/models/event.py" in built.files


def test_one_that_is_wrong_costs_only_what_leads_to_it(tmp_path: Path) -> None:
    wrong = {"Loop": ref("Back"), "Back": ref("Loop"), "Holder": {"type": "object", "properties": {"a": ref("Loop")}}}
    wrong |= {"Self": {"allOf": [ref("Self"), {"type": "object"}]}}
    built = build(source({**UNUSED, **wrong}), tmp_path)
    codes = [(one.code, one.message.partition(": ")[2]) for one in built.diagnostics]
    assert [code for code, _ in codes] == ["unused-schemas-left-out"] * 2
    assert codes[0][1].startswith("Back, Holder, Loop: references lead only to each other")
    assert codes[1][1].startswith("Self: this schema is part of itself")
    assert "example/models/event.py" in built.files
    assert "example/models/holder.py" not in built.files


def test_what_is_wrong_with_them_does_no_harm_to_the_rest(tmp_path: Path) -> None:
    broken = {"Loop": ref("Back"), "Back": ref("Loop")}
    built = build(source(broken), tmp_path)
    assert [(one.code, one.pointer[:3]) for one in built.diagnostics] == [
        ("unused-schemas-left-out", ("components", "schemas", "Loop"))
    ]
    assert "example/models/used.py" in built.files


def test_a_package_made_of_its_own_document_is_the_same(tmp_path: Path) -> None:
    first = build(source(UNUSED), tmp_path).files
    second = build(first["openapi.yaml"], tmp_path).files
    assert {name: text for name, text in second.items() if "/models/" in name} == {
        name: text for name, text in first.items() if "/models/" in name
    }
