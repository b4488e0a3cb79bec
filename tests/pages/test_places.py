"""Where the reference describes what, and that its links lead there."""

import re
from collections import Counter
from posixpath import dirname, join, normpath
from typing import Any

import pytest
from specloom.build import Built
from specloom.limits import default_in_words, limits_in_words

from tests.stubs.documents import ref
from tests.support.packages import build, document

OBJECT = {"type": "object", "properties": {"id": {"type": "string"}}}


def answers(tag: str, name: str, *parameters: dict[str, Any]) -> dict[str, Any]:
    """An operation of a group that answers with a component."""
    content = {"application/json": {"schema": ref(name)}}
    responses = {"200": {"description": "Here.", "content": content}}
    return {"get": {"tags": [tag], "operationId": f"get{name}", "parameters": [*parameters], "responses": responses}}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Two groups: one called as the page of what both need, the other as a component that it doesn't need."""
    limited = {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"type": "integer", "maximum": 7}}
    schemas = {
        "Cat": {"type": "object", "properties": {"owner": ref("Owner"), "lives": ref("Lives")}},
        "CAT": OBJECT,
        "cats": OBJECT,
        "Lives": {"type": "string", "enum": ["one", "nine"]},
        "Models": {
            "type": "object",
            "properties": {"owner": ref("Owner"), "all": {"type": "array", "items": ref("CAT")}, "any": ref("cats")},
        },
        "Owner": OBJECT,
        "Paid": {"type": "object", "properties": {"sum": {"type": "integer"}}},
    }
    named = {"name": "among", "in": "query", "schema": limited}
    paths = {"/cat": answers("cats", "Cat", named), "/models": answers("models", "Models")}
    body = {"content": {"application/json": {"schema": ref("Paid")}}}
    webhooks = {"paid": {"post": {"requestBody": body, "responses": {"200": {"description": "Taken."}}}}}
    tags = [{"name": "cats", "description": "Those that\npurr."}]
    return build(document(paths, schemas, webhooks=webhooks, tags=tags), tmp_path_factory.mktemp("document"))


def anchors(page: str) -> set[str]:
    """What GitHub calls the headings of a page."""
    found: Counter[str] = Counter()
    result = set()
    outside = re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL)
    for heading in re.findall(r"^#+ (.+)$", outside, re.MULTILINE):
        shown = re.sub(r"\[(.*?)\]\(.*?\)", r"\1", heading).replace("`", "").lower()
        name = "".join("-" if char == " " else char for char in shown if char.isalnum() or char in "-_ ")
        result.add(f"{name}-{found[name]}" if found[name] else name)
        found[name] += 1
    return result


def links(page: str) -> list[str]:
    return re.findall(r"(?<!\\)\]\(([^)]+)\)", page)


def described(page: str) -> list[str]:
    return re.findall(r"^### `(\w+)`$", page, re.MULTILINE)


def test_every_link_leads_somewhere(built: Built) -> None:
    pages = {path: text for path, text in built.files.items() if path.endswith(".md")}
    followed = 0
    for path, text in pages.items():
        for link in links(text):
            target, _, anchor = link.partition("#")
            page = normpath(join(dirname(path), target)) if target else path
            assert page in built.files, f"{path} links to {link}"
            assert not anchor or anchor in anchors(pages[page]), f"{path} links to {link}"
            followed += 1
    assert followed > 20


def test_a_model_is_described_beside_the_only_methods_that_need_it(built: Built) -> None:
    assert described(built.files["docs/cats.md"]) == ["Cat", "GetCatAmong", "GetCatAmongItem", "Lives"]
    assert described(built.files["docs/models_2.md"]) == ["CAT", "Cats", "Models"]
    assert described(built.files["docs/models.md"]) == ["Owner", "Paid"]


def test_the_index_has_every_method_and_every_model(built: Built) -> None:
    index = built.files["api.md"]
    assert "| [`get_cat`](docs/cats.md#clientcatsget_cat) | `GET /cat` |  |" in index
    models = re.findall(r"^- \[`(\w+)`\]\((\S+)\)$", index.partition("## Models")[2], re.MULTILINE)
    assert dict(models) == {
        "CAT": "docs/models_2.md#cat",
        "Cat": "docs/cats.md#cat",
        "Cats": "docs/models_2.md#cats",
        "GetCatAmong": "docs/cats.md#getcatamong",
        "GetCatAmongItem": "docs/cats.md#getcatamongitem",
        "Lives": "docs/cats.md#lives",
        "Models": "docs/models_2.md#models-1",
        "Owner": "docs/models.md#owner",
        "Paid": "docs/models.md#paid",
    }


def test_an_alias_says_what_it_stands_for_and_its_limits(built: Built) -> None:
    page = built.files["docs/cats.md"]
    assert "### `GetCatAmong`\n\nAt least 1 item.\n\nStands for [`list[GetCatAmongItem]`]" in page


def test_a_group_is_described_on_its_page(built: Built) -> None:
    assert "# `client.cats`\n\nThose that purr.\n\nA part of the [API](../api.md).\n" in built.files["docs/cats.md"]
    assert "# `client.models`\n\nA part of the [API](../api.md).\n" in built.files["docs/models_2.md"]


def test_each_alternative_of_a_type_is_a_link(built: Built) -> None:
    page = built.files["docs/cats.md"]
    assert r"| `owner` | `owner` | [`Owner`](models.md#owner) \| `None` | no |" in page
    assert r"| `lives` | `lives` | [`Lives`](#lives) \| `str` \| `None` | no |" in page


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ({}, ""),
        ({"minimum": 1, "maximum": 500}, "From 1 to 500."),
        ({"minimum": 1, "maximum": 1}, "1."),
        ({"minimum": 0}, "At least 0."),
        ({"exclusiveMinimum": 0, "maximum": 9.5}, "More than 0 and at most 9.5."),
        ({"minimum": 0, "exclusiveMaximum": 360}, "At least 0 and less than 360."),
        ({"multipleOf": 5, "maximum": True}, "A multiple of 5."),
        ({"minLength": 1, "maxLength": 64}, "1 to 64 characters."),
        ({"minLength": 0, "maxLength": 1}, "At most 1 character."),
        ({"minLength": 24, "maxLength": 24}, "24 characters."),
        ({"minItems": 1, "uniqueItems": True}, "At least 1 item. No item twice."),
        ({"minProperties": 2}, "At least 2 members."),
        ({"anyOf": [{"type": "string", "maxLength": 2}, {"type": "null"}]}, "At most 2 characters."),
    ],
)
def test_limits(schema: dict[str, Any], said: str) -> None:
    assert limits_in_words(schema) == said


@pytest.mark.parametrize(
    ("default", "said"),
    [(100, "The API's default is `100`."), (False, "The API's default is `False`."), ([], ""), (None, "")],
)
def test_defaults(default: object, said: str) -> None:
    assert default_in_words({"default": default}) == said
