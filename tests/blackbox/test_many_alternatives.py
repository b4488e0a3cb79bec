"""Unions of very many alternatives: no expression gets deeper with each of them, since Python refuses deep ones."""

import ast
import json
from pathlib import Path
from typing import Any

import httpx2

from tests.support.packages import document, generate

COUNT = 300
DEEPEST = 120
"""Python takes a tree of some thousand levels, but pyright only one of 256."""


def alternatives(prefix: str, more: dict[str, Any]) -> dict[str, Any]:
    return {
        f"{prefix}{number}": {
            "type": "object",
            "required": ["kind", f"p{number}"],
            "properties": {"kind": {**more, "type": "string"}, f"p{number}": {"type": "integer"}},
        }
        for number in range(COUNT)
    }


def depth(node: ast.AST) -> int:
    return 1 + max(map(depth, ast.iter_child_nodes(node)), default=0)


def test_hundreds_of_alternatives_stand_in_groups(tmp_path: Path) -> None:
    tagged, untagged = alternatives("Tagged", {}), alternatives("Untagged", {})
    unions = {
        "Tagged": {"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in tagged]},
        "Untagged": {"anyOf": [{"$ref": f"#/components/schemas/{name}"} for name in untagged]},
    }
    unions["Tagged"]["discriminator"] = {"propertyName": "kind"}
    paths = {}
    for name in unions:
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
        paths[f"/{name}"] = {
            "post": {
                "operationId": f"send{name}",
                "requestBody": {"required": True, "content": content},
                "responses": {"200": {"description": "The same.", "content": content}},
            }
        }
    package = generate(document(paths, {**unions, **tagged, **untagged}), tmp_path)
    for path in Path(str(package.__file__)).parent.rglob("*.py"):
        assert depth(ast.parse(path.read_text(encoding="utf-8"))) < DEEPEST, path

    client = package.Example(
        transport=httpx2.MockTransport(lambda request: httpx2.Response(200, json=json.loads(request.read())))
    )
    for send, prefix in ((client.default.send_tagged, "Tagged"), (client.default.send_untagged, "Untagged")):
        for number in (0, 64, COUNT - 1):
            answer = send({"kind": f"Tagged{number}", f"p{number}": number})
            assert type(answer).__name__ == f"{prefix}{number}"
            assert getattr(answer, f"p{number}") == number
