"""Models that hold each other, many deep: Python would recurse into each to import it, and pydantic to build it."""

import json
import sys
from pathlib import Path

import httpx2

from tests.support.packages import document, generate

COUNT = 160


def test_a_chain_and_a_ring_of_many_models(tmp_path: Path) -> None:
    schemas = {
        f"{kind}{number}": {
            "type": "object",
            "properties": {
                "value": {"type": "integer"},
                "next": {"$ref": f"#/components/schemas/{kind}{following}"},
            },
        }
        for kind, last in (("Chain", COUNT), ("Ring", 0))
        for number in range(COUNT)
        for following in [number + 1 if number + 1 < COUNT else last]
    }
    schemas[f"Chain{COUNT}"] = {"type": "object", "properties": {"value": {"type": "integer"}}}
    paths = {}
    for kind in ("Chain", "Ring"):
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{kind}0"}}}
        answer = {"200": {"description": "The same.", "content": content}}
        operation = {"operationId": f"send{kind}", "requestBody": {"required": True, "content": content}}
        paths[f"/{kind}"] = {"post": {**operation, "responses": answer}}
    package = generate(document(paths, schemas), tmp_path)
    echo = httpx2.MockTransport(lambda request: httpx2.Response(200, json=json.loads(request.read())))
    client = package.Example(transport=echo)
    limit = sys.getrecursionlimit()

    answer = client.default.send_chain({"value": 1, "next": {"value": 2}})
    assert type(answer.next).__name__ == "Chain1"
    ring = package.models.Ring7(value=1, next=package.models.Ring8(value=2))
    assert ring.next.value == 2
    assert type(client.default.send_ring({"next": {"next": {}}}).next.next).__name__ == "Ring2"
    assert sys.getrecursionlimit() == limit
