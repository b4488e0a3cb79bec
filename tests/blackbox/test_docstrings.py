"""What `help` says of a method: of its arguments, and of what comes back."""

import inspect
from pathlib import Path
from typing import Any

import pytest

from tests.support.packages import document, generate

THING = {"type": "object", "description": "A thing of this world.", "properties": {"id": {"type": "string"}}}
SCHEMAS = {"Thing": THING, "Shade": {"type": "string", "description": "How dark it is."}}


def told(tmp_path: Path, answer: str, **operation: Any) -> list[str]:
    """The lines of a docstring."""
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}
    whole = {
        "operationId": "put_thing",
        "parameters": [{"name": "shade", "in": "query", "schema": {"$ref": "#/components/schemas/Shade"}}],
        "requestBody": {"content": content},
        "responses": {"200": {"description": answer, "content": content}},
    }
    package = generate(document({"/things": {"post": whole | operation}}, SCHEMAS), tmp_path)
    doc = inspect.getdoc(package.Example().default.put_thing) or ""
    return doc.splitlines()


def test_what_comes_back_is_told(tmp_path: Path) -> None:
    doc = told(tmp_path, 'The thing as it was kept: """x""" \\ and so on. More of it.')
    at = doc.index("Returns:")
    assert doc[at - 1 : at + 3] == ["", "Returns:", '    The thing as it was kept: """x""" \\ and so on.', ""]
    assert doc.index("Args:") < at < doc.index("Raises:")


def test_what_the_values_of_an_argument_mean_is_told(tmp_path: Path) -> None:
    shades = [{"const": 1, "title": 'Light"""'}, {"const": 2, "title": "Dark", "description": "As the night."}]
    parameter = {"name": "shade", "in": "query", "schema": {"oneOf": shades}}
    doc = told(tmp_path, "OK", parameters=[parameter])
    assert '    shade: `1`: Light""", `2`: Dark.' in "\n".join(doc)


@pytest.mark.parametrize("answer", ["OK", "200 OK.", "Successful Response", "thing", "No Content", ""])
def test_what_says_nothing_is_not(tmp_path: Path, answer: str) -> None:
    assert "Returns:" not in told(tmp_path, answer)


def test_a_method_that_returns_nothing_does_not_say_what(tmp_path: Path) -> None:
    assert "Returns:" not in told(tmp_path, "", responses={"204": {"description": "The thing is away now."}})


def test_arguments_are_told_of_by_what_they_hold(tmp_path: Path) -> None:
    doc = told(tmp_path, "OK")
    assert "    body: A thing of this world." in doc
    assert "    shade: How dark it is." in doc


@pytest.mark.parametrize(
    ("place", "name", "said", "line"),
    [
        ("query", "shade", {}, "shade: In the query."),
        ("query", "from", {}, "from_: In the query, as `from`."),
        ("header", "X-Trace", {}, "x_trace: The header `X-Trace`."),
        ("cookie", "session", {}, "session: The cookie `session`."),
        ("query", "page", {"minimum": 0}, "page: At least 0."),
        ("query", "page", {"minimum": 0, "description": "Which page"}, "page: Which page. At least 0."),
    ],
)
def test_arguments_that_nothing_describes(
    tmp_path: Path, place: str, name: str, said: dict[str, Any], line: str
) -> None:
    parameter = {"name": name, "in": place, "schema": {"type": "integer", **said}}
    assert f"    {line}" in told(tmp_path, "OK", parameters=[parameter])


def test_long_texts_are_wrapped_and_whole(tmp_path: Path) -> None:
    said = " ".join(f"word-{number}" for number in range(60))
    item = f"- {said}"
    doc = told(tmp_path, "OK", summary="Put it.", description=f"{said}\n\n{item}\n- and  two\n")
    at = doc.index(next(line for line in doc if line.startswith("word-0 ")))
    end = doc.index("Args:")
    assert " ".join(doc[at:end]).split() == f"{said} {item} - and two".split()
    assert max(map(len, doc)) <= 100 - 8
    assert [line[:2] for line in doc[doc.index("") :] if line.startswith(("- ", "  word"))] == ["- ", *["  "] * 5, "- "]
