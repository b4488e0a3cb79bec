"""Numbers where a schema says text, in documents that aren't one's own: they are the text that is written there."""

import json
from pathlib import Path

import httpx2
import pytest

from tests.oneshot.conftest import Run
from tests.support.packages import load

YAML = """\
openapi: 3.1.0
info: {title: Example, version: "1"}
servers: [{url: "https://api.example.com"}]
paths:
  /a:
    get:
      operationId: find
      parameters:
        - {name: flow, in: query, schema: {type: string, enum: [1.10, 1.2 , 0x1F,1e3, plain, 014]}}
        - name: block
          in: query
          schema:
            type: [string, "null"]
            enum:
              - 2.50  # the version
              - &again 3.10
              - "4.0"
              - null
        - {name: alias, in: query, schema: {type: string, enum: [*again, 5.10]}}
        - {name: only, in: query, schema: {type: string, "const": 6.00}}
        - {name: else, in: query, schema: {$ref: "more.yaml#/Version"}}
        - {name: number, in: query, schema: {type: number, enum: [7.10, 8]}}
        - {name: start, in: query, schema: {type: string, default: 9.10}}
      responses: {"204": {description: Nothing.}}
"""
MORE = "Version:\n  type: string\n  enum:\n  - 1.0\n  - 1.10\n"
JSON = {
    "openapi": "3.0.3",
    "info": {"title": "Example", "version": "1"},
    "servers": [{"url": "https://api.example.com"}],
    "paths": {
        "/a": {
            "get": {
                "operationId": "find",
                "parameters": [{"name": "v", "in": "query", "schema": {"type": "string", "enum": ["SPELT", 2]}}],
                "responses": {"204": {"description": "Nothing."}},
            }
        }
    },
}


def takes(project: Path, name: str, argument: str, value: object) -> bool:
    """Whether a call sends a value just like this."""
    sent: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        sent.append(request)
        return httpx2.Response(204)

    module = load(project, name)
    try:
        module.Example(transport=httpx2.MockTransport(answer)).default.find(**{argument: value})
    except module.InvalidArgumentError:
        return False
    return dict(sent[0].url.params) == {argument.rstrip("_"): str(value)}


def test_yaml(run: Run, tmp_path: Path) -> None:
    (tmp_path / "api.yaml").write_text(YAML, encoding="utf-8")
    (tmp_path / "more.yaml").write_text(MORE, encoding="utf-8")
    done = run("generate", "--from", "api.yaml", "--output", "out")
    assert "api.yaml:9:58: warning[value-type]: `enum` has 1.10, 1.2, 0x1F, 1e3, which is not of" in done.stderr
    assert "more.yaml:3:3: warning[value-type]: `enum` has 1.0, 1.10, which" in done.stderr
    project = tmp_path / "out"
    for argument, values in (
        ("flow", ("1.10", "1.2", "0x1F", "1e3", "plain", "014")),
        ("block", ("2.50", "3.10", "4.0")),
        ("alias", ("5.10",)),
        ("only", ("6.00",)),
        ("else_", ("1.0", "1.10")),
        ("number", (7.1, 8)),
    ):
        for value in values:
            assert takes(project, "example", argument, value), (argument, value)
    for argument, value in (("flow", "1.1"), ("block", "2.5"), ("only", "6.0"), ("else_", "1.1"), ("number", "7.10")):
        assert not takes(project, "example", argument, value), (argument, value)
    assert "9.10" in (project / "example" / "resources" / "default.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("indent", [None, 2])
def test_json(run: Run, tmp_path: Path, indent: int | None) -> None:
    text = json.dumps(JSON, indent=indent).replace('"SPELT"', "1.10")
    (tmp_path / "api.json").write_text(text, encoding="utf-8")
    run("generate", "--from", "api.json", "--output", "out")
    assert takes(tmp_path / "out", "example", "v", "1.10")
    assert takes(tmp_path / "out", "example", "v", "2")
    assert not takes(tmp_path / "out", "example", "v", "1.1")
