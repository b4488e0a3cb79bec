"""Pages of a generated package: what they show is so, and what a document says stays text."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from specloom.build import Built
from specloom.encode import code_span, prose
from specloom.normalise import normalise
from specloom.pages.samples import EXTENSION, result_name
from specloom.source import read_document

from tests.stubs.documents import CONFIG, EVERYTHING
from tests.support.installed import PROJECT
from tests.support.packages import build, document, roundtrip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(EVERYTHING, tmp_path_factory.mktemp("document"), **CONFIG)


def samples(document: dict[str, Any]) -> list[dict[str, str]]:
    return [
        sample for item in document["paths"].values() for each in item.values() for sample in each.get(EXTENSION, ())
    ]


def test_every_operation_has_a_sample_in_the_providers_form(built: Built) -> None:
    for resource in built.resources:
        for operation in resource.operations:
            found = built.document["paths"][operation.path][operation.method.lower()][EXTENSION]
            labels = ["Python (cat)", "Python (dog)"] if operation.name == "add_pet" else ["Python"]
            assert [sample["label"] for sample in found] == labels
            assert all(sample["lang"] == "python" and sample.keys() == {"label", "lang", "source"} for sample in found)


def test_an_example_is_called_more_than_one_word(tmp_path: Path) -> None:
    said = {"tags": ["billing groups"], "responses": {"204": {"description": "Yes."}}}
    paths = {f"/{tag}": {"get": {**said, "operationId": tag, "tags": [tag]}} for tag in ("first", "second")}
    paths["/a"] = {"get": {**said, "operationId": "show", "summary": "Retrieve."}}
    paths["/b"] = {"get": {**said, "operationId": "b", "tags": ["more"], "summary": "Get a B."}}
    shown = build(document(paths), tmp_path).files["README.md"]
    assert re.findall(r"^([\w ]+):\n\n```python", shown.partition("## What else it can do")[2], re.MULTILINE)[:3] == [
        "Second second",
        "Billing groups retrieve",
        "Get a B",
    ]


def test_the_reference_shows_the_first_sample_of_each_operation(built: Built) -> None:
    pages = "".join(text for path, text in built.files.items() if path.startswith("docs/"))
    shown = re.findall(r"^```python\n(.*?)^```$", pages, re.MULTILINE | re.DOTALL)
    operations = [each for item in built.document["paths"].values() for each in item.values()]

    assert sorted(shown) == sorted(each[EXTENSION][0]["source"] for each in operations)


def test_the_samples_of_the_published_document_run(tmp_path: Path) -> None:
    """As the package's own tests run its pages: with the samples as a page, in a copy of the package."""
    project = shutil.copytree(PROJECT, tmp_path / "project", ignore=shutil.ignore_patterns("__pycache__"))
    found = samples(read_document(project / "openapi.yaml").data)
    (project / "README.md").write_text("".join(f"```python\n{each['source']}```\n\n" for each in found))
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_pages.py", "-k", "README"]
    done = subprocess.run(command, cwd=project, capture_output=True, encoding="utf-8", check=False)

    variants = {each["label"] for each in found if "create_stream_connection" in each["source"]}
    assert {"Python (Kafka)", "Python (S3)", "Python (Cluster)"} < variants
    assert f"{len(found)} passed" in done.stdout, done.stdout


def test_what_is_published_is_a_fixed_point(built: Built) -> None:
    assert normalise(built.document, None, {EXTENSION}).document == built.document


def test_samples_of_others_stay_and_ours_is_not_written_twice(built: Built, tmp_path: Path) -> None:
    curl = {"label": "curl", "lang": "bash", "source": "curl https://api.example.com/pets"}
    given = {**built.document, "paths": {**built.document["paths"]}}
    operation = given["paths"]["/pets"]["get"]
    given["paths"]["/pets"] = {"get": {**operation, EXTENSION: [*operation[EXTENSION], curl]}}
    del given["paths"]["/pets/newest"]

    again = build(given, tmp_path, **CONFIG).document["paths"]["/pets"]["get"][EXTENSION]

    assert [sample["label"] for sample in again] == ["curl", "Python"]


@pytest.mark.parametrize(
    ("returns", "name"),
    [
        ("models.StreamConnection", "connection"),
        ("models.CustomerOneOf", "customer"),
        ("models.ThingAnyOf", "thing"),
        ("models.OneOf", "result"),
        ("models.AddressList", "address_list"),
        ("str", "result"),
    ],
)
def test_results_are_named_after_what_they_are(returns: str, name: str) -> None:
    assert result_name(cast("Any", SimpleNamespace(returns=returns))) == name


def test_a_sample_reads_well(built: Built) -> None:
    operation = built.document["paths"]["/pets/{petId}"]["put"]

    assert operation[EXTENSION][0]["source"] == (
        "from pets import Pets, RenamePetRequest\n"
        "\n"
        "with Pets() as client:\n"
        '    result = client.pets.rename_pet(58, RenamePetRequest(to="example-to"))\n'
        "    print(result)\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("<script>a</script>", r"\<script\>a\</script\>"),
        ("[a](javascript:b)", r"\[a\](javascript:b)"),
        ("a `b | c` d", "a `b | c` d"),
        ("a `b` `c`", "a `b` `c`"),
        ("``a` b", r"\`\`a\` b"),
        ("a\n# b", r"a \# b"),
        ("a & b", "a &amp; b"),
        ("a \u2028 b \u202e c", "a b c"),
    ],
)
def test_prose(text: str, expected: str) -> None:
    assert prose(text) == expected


def test_a_readme_stays_short(tmp_path: Path) -> None:
    tagged: dict[str, Any] = {
        f"/t{number}": {"get": {"tags": [f"t{number}"], "operationId": f"get{number}", "responses": {"204": {}}}}
        for number in range(9)
    }
    for each in tagged.values():
        each["get"]["responses"]["204"]["description"] = "done"

    built = build(document(tagged), tmp_path)

    shown = re.findall(r"client\.t\d\.get(\d)\(", built.files["README.md"].partition("## Errors")[0])
    assert len(set(shown)) == 6
    assert "[api.md](api.md) leads to an example of every method." in built.files["README.md"]
    pages: list[str] = [text for path, text in built.files.items() if path.startswith("docs/")]
    assert [len(re.findall(r"client\.t\d\.get(\d)\(", page)) for page in pages] == [1] * 9
    assert "if TYPE_CHECKING" not in next(
        text for path, text in built.files.items() if path.endswith("/resources/t1.py")
    )


def test_a_readme_shows_the_first_kinds_of_a_body(tmp_path: Path) -> None:
    """And each as what it is, also where an earlier kind would take the same value."""
    kinds = {
        f"Kind{letter}": {
            "type": "object",
            "required": [letter.lower()],
            "properties": {"common": {"type": "string"}, letter.lower(): {"type": "string"}},
            "additionalProperties": True,
        }
        for letter in "ABCDEFGHIJKLMNOP"
    }
    union = {"anyOf": [{"$ref": f"#/components/schemas/{name}"} for name in kinds]}
    built = build(roundtrip(kinds, union), tmp_path)
    text = built.files["README.md"].partition("## What `client.send` takes")[2]

    assert re.findall(r"client\.send\(\s*(\w+)\(", text) == list(kinds)[:12]
    assert "It takes 4 other kinds of bodies, too: [openapi.yaml](openapi.yaml) lists them." in text


def test_code_spans() -> None:
    assert code_span("a|b") == "`a|b`"
    assert code_span("a|b", cell=True) == r"`a\|b`"
    assert code_span("a`b``c") == "```a`b``c```"
    assert code_span("`") == "`` ` ``"
    assert code_span("") == ""


HOSTILE = 'x](javascript:1) <b> `""" ``` | \\ \r\n```python\nimport os\n# \u2028raise SystemExit'


def test_hostile_text_makes_no_code_and_no_markup(tmp_path: Path) -> None:
    schema = {
        "type": "object",
        "description": HOSTILE,
        "properties": {"a": {"type": "string", "description": HOSTILE, "example": HOSTILE.replace("\r", "")}},
    }
    operation = {
        "operationId": "send",
        "summary": HOSTILE,
        "description": HOSTILE,
        "parameters": [{"name": "q`|", "in": "query", "description": HOSTILE, "schema": {"type": "string"}}],
        "requestBody": {"description": HOSTILE, "content": {"application/json": {"schema": schema}}},
        "responses": {"200": {"description": HOSTILE}},
    }

    built = build(document({"/`|<x>": {"post": operation}}), tmp_path, title=" ".join(HOSTILE.split())[:20])

    pages = {path: text for path, text in built.files.items() if path.endswith(".md")}
    assert pages.keys() == {"README.md", "api.md", "CHANGELOG.md", "docs/client.md"}
    for page, text in pages.items():
        programs = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
        for program in programs:
            compile(program, page, "exec")
            assert not re.search(r"^\s*(import os|raise)", program, re.MULTILINE)
        outside = re.sub(r"^```\w+\n.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
        assert "```" not in re.sub(r"`+[^`]+`+", "", outside.replace(r"\`", ""))
        assert not re.search(r"(?<!\\)<(?!!--)", re.sub(r"(`+).*?\1", "", outside.replace(r"\`", "")))
