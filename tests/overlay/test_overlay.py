"""Overlays: what their actions do, and that an action which does nothing is an error."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from specloom.diagnostics import SpecError
from specloom.jsonpath import QueryError, select
from specloom.overlay import apply_overlay
from specloom.source import read_document

SPEC = Path(__file__).resolve().parents[2] / "spec"

Json = dict[str, Any]

DOCUMENT: Json = {
    "info": {"title": "Pets", "tags": ["a"]},
    "x-note": {"by": "us"},
    "paths": {
        "/pets": {
            "get": {
                "parameters": [
                    {"name": "filter", "in": "query"},
                    {"name": "page", "in": "query"},
                    {"name": "filter", "in": "header"},
                    {"name": "old", "in": "query"},
                    {"name": "old", "in": "header"},
                ],
            },
        },
        "/dogs": {"get": {"parameters": [{"name": "old", "in": "query"}]}, "post": {"deprecated": True}},
    },
    "schemas": {"Pet": {"required": ["id"], "properties": {"id": {"type": "string"}}}, "Dog": {"type": "object"}},
}


@pytest.fixture
def apply(tmp_path: Path) -> Any:
    def apply(actions: str, version: str = "1.0.0", document: Json = DOCUMENT) -> Json:
        path = tmp_path / "overlay.yaml"
        path.write_text(f"overlay: {version}\ninfo: {{title: t, version: '1'}}\nactions:\n{actions}\n")
        before = deepcopy(document)
        result = apply_overlay(document, read_document(path))
        assert document == before, "the input was changed"
        return result

    return apply


def refusals(apply: Any, actions: str, version: str = "1.0.0") -> list[tuple[str, int]]:
    with pytest.raises(SpecError) as caught:
        apply(actions, version)
    assert all(item.location is not None and item.hint for item in caught.value.diagnostics)
    return [(item.code, item.location.line if item.location else 0) for item in caught.value.diagnostics]


def test_an_update_merges_into_an_object(apply: Any) -> None:
    result = apply("- {target: $.schemas.Pet, update: {title: Pet, properties: {id: {format: hex}, age: {}}}}")
    assert result["schemas"]["Pet"] == {
        "required": ["id"],
        "properties": {"id": {"type": "string", "format": "hex"}, "age": {}},
        "title": "Pet",
    }
    assert result["paths"] == DOCUMENT["paths"]


def test_the_root_can_be_updated(apply: Any) -> None:
    result = apply("- {target: $, update: {info: {title: Dogs}, x-new: 1}}")
    assert (result["info"]["title"], result["x-new"]) == ("Dogs", 1)


@pytest.mark.parametrize(
    ("update", "expected"),
    [("name", ["id", "name"]), ("[name, age]", ["id", "name", "age"]), ("[id, name]", ["id", "name"])],
)
def test_an_update_appends_to_an_array(apply: Any, update: str, expected: list[str]) -> None:
    assert apply(f"- {{target: $.schemas.Pet.required, update: {update}}}")["schemas"]["Pet"]["required"] == expected
    nested = apply(f"- {{target: $.schemas, update: {{Pet: {{required: [{update.strip('[]')}]}}}}}}")
    assert nested["schemas"]["Pet"]["required"] == expected


def test_an_update_reaches_every_match(apply: Any) -> None:
    result = apply(
        "- {target: \"$.paths.*.get.parameters[?@.name=='old' && @.in=='query']\", update: {deprecated: true}}"
    )
    found = [
        parameter
        for item in result["paths"].values()
        for parameter in item["get"]["parameters"]
        if parameter.get("deprecated")
    ]
    assert found == [{"name": "old", "in": "query", "deprecated": True}] * 2


def test_matches_share_nothing_afterwards(apply: Any) -> None:
    result = apply(
        "- {target: $.schemas.*, update: {x-new: {a: [1]}}}\n- {target: $.schemas.Pet.x-new.a, update: 2}",
    )
    assert result["schemas"]["Dog"]["x-new"] == {"a": [1]}
    assert result["schemas"]["Pet"]["x-new"] == {"a": [1, 2]}


def test_removing_several_entries_removes_just_those(apply: Any) -> None:
    result = apply("- {target: \"$.paths.*.get.parameters[?@.name == 'old' || @.in == 'header']\", remove: true}")
    assert result["paths"]["/pets"]["get"]["parameters"] == DOCUMENT["paths"]["/pets"]["get"]["parameters"][:2]
    assert result["paths"]["/dogs"]["get"]["parameters"] == []


def test_removing_a_parent_and_its_child_is_one_removal(apply: Any) -> None:
    assert (
        "get"
        not in apply("- {target: \"$.paths['/pets']..[?@.parameters || @.name]\", remove: true}")["paths"]["/pets"]
    )


def test_actions_apply_in_order(apply: Any) -> None:
    actions = "- {target: $.schemas.Dog, remove: true}\n- {target: $.schemas, update: {Dog: {type: array}}}"
    assert apply(actions)["schemas"]["Dog"] == {"type": "array"}


def test_remove_false_is_no_removal(apply: Any) -> None:
    assert apply("- {target: $.info, remove: false, update: {x: 1}}")["info"]["title"] == "Pets"


def test_overlay_1_1_copies_and_changes_single_values(apply: Any) -> None:
    result = apply(
        "- {target: $.schemas.Dog, copy: $.schemas.Pet}\n- {target: $.info.title, update: Dogs}\n"
        "- {target: \"$.info.tags[?@ == 'a']\", remove: true}\n- {target: $.schemas.Pet.required, remove: true}",
        "1.1.0",
    )
    assert result["schemas"]["Dog"] == {"type": "object", **DOCUMENT["schemas"]["Pet"]}
    assert result["info"] == {"title": "Dogs", "tags": []}


NO_EFFECT = [
    "{target: $.nothing, update: {a: 1}}",
    "{target: $.nothing, remove: true}",
    "{target: \"$.paths['/pets'].get.parameters[?@.name=='none']\", remove: true}",
    "{target: $.info, update: {title: Pets}}",
    "{target: $.info, update: {}}",
    "{target: $.schemas.Pet.required, update: id}",
    "{target: $.schemas.Pet.required, update: [id]}",
    "{target: $.schemas.Pet, update: {required: [id], properties: {id: {type: string}}}}",
    "{target: \"$.paths['/dogs'].post\", update: {deprecated: true}}",
]


@pytest.mark.parametrize("action", NO_EFFECT)
def test_an_action_without_effect_is_an_error(apply: Any, action: str) -> None:
    described = action.removesuffix("}") + ", description: Upstream forgot it.}"
    with pytest.raises(SpecError) as caught:
        apply(f"- {{target: $.info, update: {{x: 1}}}}\n- {described}")
    (found,) = caught.value.diagnostics
    assert found.code == "overlay-no-effect"
    assert "Upstream forgot it." in found.message
    assert "remove the action" in found.hint
    assert found.location is not None
    assert found.location.line == 5


def test_true_is_not_one(apply: Any) -> None:
    assert apply("- {target: \"$.paths['/dogs'].post\", update: {deprecated: 1}}")["paths"]["/dogs"]["post"] == {
        "deprecated": 1
    }


REFUSED = [
    ("{target: $, remove: true}", "overlay-target"),
    ("{target: $.info.title, update: x}", "overlay-target"),
    ("{target: '$.info.*', remove: true}", "overlay-target"),
    ("{target: $.schemas, update: {Pet: 1}}", "overlay-incompatible"),
    ("{target: $.schemas.Pet, update: {required: x}}", "overlay-incompatible"),
    ("{target: $.schemas.Pet, update: [x]}", "overlay-incompatible"),
    ("{target: $.info, update: {title: {}}}", "overlay-incompatible"),
    ("{target: $.info}", "overlay-action"),
    ("{target: $.info, remove: false}", "overlay-action"),
    ("{target: $.info, remove: true, update: {a: 1}}", "overlay-action"),
    ("{target: $.info, copy: $.schemas}", "overlay-action"),
    ("{target: info, remove: true}", "overlay-query"),
    ("{target: '$.info[', remove: true}", "overlay-query"),
    ("{target: '$.info | $.paths', remove: true}", "overlay-query"),
    ("{target: '$[?foo(@.a)]', remove: true}", "overlay-query"),
    ("{target: '', remove: true}", "overlay-query"),
]


@pytest.mark.parametrize(("action", "code"), REFUSED)
def test_an_action_that_can_not_be_applied_is_refused(apply: Any, action: str, code: str) -> None:
    assert refusals(apply, f"- {action}") == [(code, 4)]


@pytest.mark.parametrize(("source", "line"), [("$.schemas.*", 4), ("$.none", 4), ("$[", 4)])
def test_copy_needs_one_source(apply: Any, source: str, line: int) -> None:
    ((code, found),) = refusals(apply, f"- {{target: $.info, copy: '{source}'}}", "1.1.0")
    assert code in ("overlay-action", "overlay-query")
    assert found == line


def test_every_failing_action_is_told(apply: Any) -> None:
    actions = "- {target: $.a, remove: true}\n- {target: $.info, update: {x: 1}}\n- {target: $.b, remove: true}"
    assert refusals(apply, actions) == [("overlay-no-effect", 4), ("overlay-no-effect", 6)]


MALFORMED = [
    ("overlay: 2.0.0\ninfo: {title: t, version: '1'}\nactions: [{target: $, update: {}}]", "wrong-value", 1),
    ("overlay: 1.0\ninfo: {title: t, version: '1'}\nactions: [{target: $, update: {}}]", "wrong-value", 1),
    ("overlay: 1.0.0\nactions: [{target: $, update: {}}]", "missing-key", 1),
    ("overlay: 1.0.0\ninfo: {title: t}\nactions: [{target: $, update: {}}]", "missing-key", 2),
    ("overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions: []", "wrong-value", 3),
    ("overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions:\n- {update: {}}", "missing-key", 4),
    ("overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions:\n- {target: $, updat: {}}", "unknown-key", 4),
    ("overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions:\n- {target: $, remove: 'true'}", "wrong-value", 4),
    ("overlay: 1.0.0\ninfo: {title: t, version: '1'}\nextend: x\nactions: [{target: $}]", "unknown-key", 3),
]


@pytest.mark.parametrize(("text", "code", "line"), MALFORMED)
def test_what_is_no_overlay_is_refused(tmp_path: Path, text: str, code: str, line: int) -> None:
    path = tmp_path / "overlay.yaml"
    path.write_text(text)
    with pytest.raises(SpecError) as caught:
        apply_overlay(DOCUMENT, read_document(path))
    (found,) = caught.value.diagnostics
    assert found.location is not None
    assert (found.code, found.location.line) == (code, line)


def test_extensions_of_an_overlay_are_allowed(tmp_path: Path) -> None:
    path = tmp_path / "overlay.yaml"
    path.write_text(
        "overlay: 1.0.0\nx-a: 1\ninfo: {title: t, version: '1', x-b: 2}\n"
        "actions:\n- {target: $.info, update: {x: 1}, x-c: 3}\n"
    )
    assert apply_overlay(DOCUMENT, read_document(path))["info"]["x"] == 1


QUERIES = [
    ("$", [()]),
    ("$.info.title", [("info", "title")]),
    ("$['x-note'].by", [("x-note", "by")]),
    ("$.x-note.by", [("x-note", "by")]),
    ("$.paths['/dogs'].get", [("paths", "/dogs", "get")]),
    ('$.paths["/dogs"]["get","post"]', [("paths", "/dogs", "get"), ("paths", "/dogs", "post")]),
    ("$.info.tags[0, 0]", [("info", "tags", 0)]),
    ("$.info.tags[-1]", [("info", "tags", 0)]),
    ("$..deprecated", [("paths", "/dogs", "post", "deprecated")]),
    ("$.paths[?@.post]", [("paths", "/dogs")]),
    ("$.paths[?(@.post.deprecated == true)]", [("paths", "/dogs")]),
    ("$.paths[?@.post.deprecated == 1]", []),
    ("$.schemas[?match(@.type, 'obj.*')]", [("schemas", "Dog")]),
    ("$.schemas[?match(@.type, 'obj')]", []),
    ("$.schemas[?search(@.type, 'jec')]", [("schemas", "Dog")]),
    ("$.schemas[?length(@.required) == 1]", [("schemas", "Pet")]),
    ("$.info.tags[?@ == 'a']", [("info", "tags", 0)]),
    ("$.info.tags[1:0:0]", []),
]


@pytest.mark.parametrize(("query", "pointers"), QUERIES)
def test_queries_follow_rfc_9535(query: str, pointers: list[tuple[str | int, ...]]) -> None:
    assert [match.pointer for match in select(query, DOCUMENT)] == pointers


HOSTILE = [
    "$" + ".." * 100 + "a",
    "$..*..*..*..*",
    "$..[?@..[?@..a]]",
    "$..[?$..[?$..a]]",
    "$" + "[*,*]" * 30,
    "$..[?@" + "[*,*]" * 30 + "]",
    "$[?" + "!" * 900 + "@.a]",
    "$[?" + "(" * 100_000,
    "$" + "[0]" * 100_000,
    "$[?" + "@[?" * 100 + "@" + "]" * 101,
    "$.a[?search(@, 'a{1000}{1000}{1000}')]",
    "$.a[?match(@, '(')]",
    "$[99999999999999999999]",
]


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: query[:24])
def test_a_hostile_query_is_refused_at_once(query: str) -> None:
    data = {"a": ["a" * 50] * 50}
    # Without limits, this would take longer than anybody waits.
    with pytest.raises(QueryError):
        select(query, data)


def test_patterns_do_not_backtrack() -> None:
    # With backtracking, this would not end.
    assert select("$[?search(@, '(a+)+$')]", ["a" * 50_000 + "b"]) == []
    assert select("$[?match(@, '(a|a)*b')]", ["a" * 50_000]) == []


def test_a_deep_document_can_be_searched() -> None:
    data: Any = {"a": 1}
    for _ in range(190):
        data = {"b": data}
    assert len(select("$..a", data)) == 1


@pytest.mark.parametrize("path", sorted(SPEC.glob("*/overlay.yaml")), ids=lambda path: path.parent.name)
def test_our_own_overlays_apply(path: Path) -> None:
    fragment = read_document(path.with_name("fragment.yaml")).data
    assert apply_overlay(fragment, read_document(path)) != fragment
