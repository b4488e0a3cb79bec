"""What an error says reaches whoever catches it, however the errors of one API differ."""

from pathlib import Path
from types import ModuleType
from typing import Any

import httpx2
import pytest
from specloom.defaults import find_defaults

from tests.support.packages import document, generate

TEXT = {"type": "string"}
SHAPES: dict[str, dict[str, Any]] = {
    "plain": {"status": {"type": "number"}, "err": TEXT},
    "flagged": {"error": {"type": "boolean"}, "status": {"type": "number"}, "message": TEXT},
    "short": {"error": TEXT},
    "within": {"error": {"type": "object", "properties": {"code": {"type": "integer"}, "message": TEXT}}},
    "listed": {
        "errors": {"type": "array", "items": {"type": "object", "properties": {"code": TEXT, "message": TEXT}}},
    },
    "problem": {"type": TEXT, "title": TEXT, "detail": TEXT},
}


def operation(name: str, properties: dict[str, Any]) -> dict[str, Any]:
    content = {"application/json": {"schema": {"type": "object", "properties": properties}}}
    responses = {"204": {"description": "Done."}, "4XX": {"description": "Failed.", "content": content}}
    return {"operationId": name, "responses": responses}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    source = document({f"/{name}": {"get": operation(name, shape)} for name, shape in SHAPES.items()})
    folder: Path = tmp_path_factory.mktemp("shapes")
    return generate(source, folder, errors=find_defaults(source).settings["errors"])


@pytest.mark.parametrize(
    ("name", "body", "message", "code"),
    [
        ("plain", {"status": 404, "err": "No file."}, "plain: 404 Not Found: No file.", None),
        ("flagged", {"error": True, "status": 404, "message": "No team."}, "flagged: 404 Not Found: No team.", None),
        ("short", {"error": "no such user"}, "short: 404 no such user", None),
        ("within", {"error": {"code": 404, "message": "Gone."}}, "within: 404 Not Found: Gone.", "404"),
        ("within", {"error": {"code": 7, "message": "Gone."}}, "within: 404 Not Found, 7: Gone.", "7"),
        ("listed", {"errors": [{"code": "E1", "message": "a"}, {"code": "E2"}]}, "listed: 404 Not Found, E1: a", "E1"),
        ("listed", {"errors": []}, "listed: 404 Not Found", None),
        ("problem", {"type": "about:blank", "title": "No", "detail": "d"}, "problem: 404 No: d", "about:blank"),
        # What is documented for one operation may come from another.
        ("problem", {"err": "No file."}, "problem: 404 Not Found: No file.", None),
    ],
)
def test_it_is_in_the_message(package: ModuleType, name: str, body: Any, message: str, code: str | None) -> None:
    transport = httpx2.MockTransport(lambda _: httpx2.Response(404, json=body))
    with package.Example(transport=transport) as client, pytest.raises(package.NotFoundError) as caught:
        getattr(client.default, name)()
    assert str(caught.value) == message
    assert caught.value.error_code == code
