"""A fragment that is captured for the first time."""

from __future__ import annotations

import re

from specloom.prose import Prose, iter_prose

from tests.capture.conftest import Capture
from tests.capture.documents import UPSTREAM


def test_everything_stands_in_its_order(captured: Capture) -> None:
    text = captured(UPSTREAM).text
    assert re.findall(r"^(\w+):", text, re.MULTILINE) == [
        "openapi", "info", "servers", "security", "tags", "paths", "components",
    ]  # fmt: skip
    assert re.findall(r"^  (\w+):", text.partition("components:")[2], re.MULTILINE) == [
        "securitySchemes", "responses", "schemas",
    ]  # fmt: skip
    assert text.index("    Cat:") < text.index("    Dog:") < text.index("    Owner:") < text.index("    Pet:")
    assert "          type: string\n          enum:\n            - cat\n            - dog\n" in text


def test_it_says_where_it_comes_from(captured: Capture) -> None:
    head = captured(UPSTREAM).text.splitlines()[:3]
    assert head == [
        "# Captured by specloom from upstream.yaml, 2026-01-02.",
        f"# SHA-256 of the source: {'0' * 64}",
        "# Prose of the source: left out.",
    ]


def test_without_prose_no_word_of_upstream_comes_along(captured: Capture) -> None:
    result = captured(UPSTREAM, prose=Prose.NONE)
    assert "Upstream" not in result.text
    responses = result.document["components"]["responses"]
    assert responses["missing"]["description"] == "Not Found."
    assert responses["missing"]["content"]["application/json"]["example"] == {"code": 404, "detail": "..."}
    assert result.document["info"] == {"title": "Pets", "version": "1"}
    assert ("components", "schemas", "Pet", "description") in result.missing


def test_with_prose_every_word_comes_along(captured: Capture) -> None:
    result = captured(UPSTREAM, prose=Prose.UPSTREAM)
    texts = {text for _, text in iter_prose(result.document)}
    assert {"Upstream's words on kinds.", "Upstream says no.", "Upstream's farewell."} <= texts
    assert result.missing == []


def test_names_are_no_prose(captured: Capture) -> None:
    schema = "{type: object, required: [title], properties: {title: {type: string}, description: {enum: [title]}}}"
    upstream = UPSTREAM.replace("{$ref: '#/components/schemas/Owner'}", schema)
    shops = captured(upstream, prose=Prose.NONE).document["paths"]["/petshops"]["get"]["responses"]["200"]
    assert list(shops["content"]["application/json"]["schema"]["properties"]) == ["title", "description"]


def test_strange_text_is_read_back_as_it_was(captured: Capture) -> None:
    values = [
        "yes",
        "1.0",
        "2025-01-01",
        " a",
        "a: b",
        "a #b",
        "- a",
        "'",
        '"',
        "\u2028",
        "\t",
        "é",
        "",
        "null",
        "|",
        "😀",
    ]
    quoted = ", ".join(f'"{value}"' for value in values).replace('"""', '"\\""').replace("\u2028", "\\u2028")
    upstream = UPSTREAM.replace("enum: [cat, dog]", f"enum: [{quoted}, 1, 1.5, true, null]".replace("\t", "\\t"))
    enum = captured(upstream).document["components"]["schemas"]["Pet"]["properties"]["kind"]["enum"]
    assert enum == [*values, 1, 1.5, True, None]


def test_long_and_broken_text_is_read_back_as_it_was(captured: Capture) -> None:
    words = " ".join(["word"] * 60)
    for text in (
        words,
        f"{words}\n\n  code\n\nend\n",
        f"# {words}\nnot a comment\n\n",
        f"{words}  ",
        f"a\n{words} \nb",
    ):
        upstream = UPSTREAM.replace("Upstream's words on pets.", repr_yaml(text))
        result = captured(upstream, prose=Prose.UPSTREAM)
        assert result.document["components"]["schemas"]["Pet"]["description"] == text
        again = captured(upstream, result.text)
        assert again.text == result.text


def repr_yaml(text: str) -> str:
    return '"' + text.replace("\n", "\\n") + '"'
