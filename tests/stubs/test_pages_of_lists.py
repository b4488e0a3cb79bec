"""Lists that come in pages: examples of them end, and every answer beside a page is tested for what it is."""

import re
from pathlib import Path
from typing import Any

from tests.stubs.documents import answer
from tests.stubs.running import check_tests
from tests.support.packages import build, document, write


def test_lists_in_examples_end(tmp_path: Path) -> None:
    """A server that always answers with the same page of items would have pages without end."""
    items = {"type": "object", "properties": {"items": {"type": "array", "items": {"type": "integer"}}}}
    listing = {
        "operationId": "list",
        "parameters": [{"name": "page", "in": "query", "schema": {"type": "integer"}}],
        "responses": {"200": {"description": "It.", "content": {"application/json": {"schema": items}}}},
    }
    built = build(document({"/a": {"get": listing}}), tmp_path, pagination=[{"items": "items", "page": "page"}])

    assert '("GET", "/a"): (200, "application/json", {}),' in built.files["tests/examples.py"]


def test_lists_in_examples_end_where_an_answer_says_that_there_is_more(tmp_path: Path) -> None:
    """That there is more counts for more than how many there are, which an example may have any number of."""
    properties = {"items": {"type": "array", "items": {"type": "integer"}}, "total": {"type": "integer"}}
    page = {"type": "object", "properties": {**properties, "more": {"type": "boolean"}}}
    parameters = [{"name": "page", "in": "query", "schema": {"type": "integer"}}]
    listing = {"operationId": "list", "parameters": parameters, "responses": {"200": answer(page)}}
    rules = [{"items": "items", "page": "page", "total": "total", "more": "more"}]
    built = build(document({"/a": {"get": listing}}), tmp_path, pagination=rules)

    examples = built.files["tests/examples.py"].partition("ANSWERS")[2]
    assert '"more": False' in examples
    assert '"total": ' in examples


def test_the_last_page_of_links_that_are_objects_has_none(tmp_path: Path) -> None:
    link = {"type": "object", "required": ["href"], "properties": {"href": {"type": "string", "minLength": 1}}}
    links = {"type": "object", "required": ["self"], "properties": {"self": link, "next": link}}
    texts = {"type": "array", "items": {"type": "string"}}
    page = {"type": "object", "required": ["data", "_links"], "properties": {"data": texts, "_links": links}}
    paths = {"/a": {"get": {"operationId": "list_all", "responses": {"200": answer(page)}}}}
    rules = [{"items": "data", "link": "_links.next.href"}]
    built = build(document(paths), tmp_path, pagination=rules)

    assert re.search(r"for \w+ in client.list_all\(\):", built.files["README.md"])
    check_tests(write(built, tmp_path / "project"))


def test_answers_without_items_beside_a_page(tmp_path: Path) -> None:
    texts = {"type": "array", "items": {"type": "string"}}
    note = {"type": "object", "required": ["note"], "properties": {"note": {"type": "string"}}}
    held = {"type": "object", "required": ["items"], "properties": {"items": texts, "next": {"type": "string"}}}
    page = {"type": "object", "required": ["held"], "properties": {"held": held}}

    def listing(name: str, parameter: str, kind: str, first: Any, second: Any) -> Any:
        asked = {"name": parameter, "in": "query", "schema": {"type": kind}}
        return {"operationId": name, "parameters": [asked], "responses": {"200": answer(first), "202": answer(second)}}

    paths = {
        "/apart": {"get": listing("apart", "after", "string", page, note)},
        "/either": {"get": listing("either", "after", "string", page, {"oneOf": [page, note]})},
        "/bare": {"get": listing("bare", "skip", "integer", texts, {"oneOf": [texts, note]})},
        "/empty": {"get": listing("empty", "skip", "integer", texts, note)},
        "/plain": {"get": listing("plain", "skip", "integer", texts, note)},
        "/file": {"get": listing("file", "skip", "integer", texts, note)},
    }
    paths["/empty"]["get"]["responses"]["204"] = {"description": "Nothing."}
    paths["/plain"]["get"]["responses"]["202"] = {"description": "d", "content": {"text/plain": {}}}
    paths["/file"]["get"]["responses"]["200"]["content"]["application/octet-stream"] = {}
    rules = [{"items": "held.items", "next": "held.next", "cursor": "after"}, {"offset": "skip"}]
    built = build(document(paths), tmp_path, pagination=rules)

    assert built.files["tests/test_default.py"].count("plain(result.items)") == 11
    check_tests(write(built, tmp_path / "project"))
