"""Secrets of a generated package, from the outside."""

from pathlib import Path
from typing import Any

import httpx2
import pytest
from pydantic import ValidationError

from tests.support.packages import generate, roundtrip

LOGIN = {
    "type": "object",
    "properties": {
        "user": {"type": "string"},
        "key": {"type": "string", "writeOnly": True, "pattern": "^[a-f0-9]{4}$"},
    },
}


def client(package: Any, seen: list[bytes]) -> Any:
    def handle(request: httpx2.Request) -> httpx2.Response:
        seen.append(request.content)
        return httpx2.Response(200, json={"user": "me"})

    return package.Example(transport=httpx2.MockTransport(handle))


def test_the_first_refusal_of_a_process_does_not_show_what_was_refused(tmp_path: Path) -> None:
    package = generate(roundtrip({"Login": LOGIN}, {"$ref": "#/components/schemas/Login"}), tmp_path)

    with pytest.raises(ValidationError) as caught:
        client(package, []).default.send({"user": "me", "key": ["hunter2"]})

    assert "hunter2" not in str(caught.value)


def test_a_secret_with_a_pattern_is_held_to_it(tmp_path: Path) -> None:
    package = generate(roundtrip({"Login": LOGIN}, {"$ref": "#/components/schemas/Login"}), tmp_path)
    seen: list[bytes] = []

    client(package, seen).default.send({"key": "00ff"})
    with pytest.raises(ValidationError, match="pattern"):
        client(package, seen).default.send({"key": "zzzz"})

    assert seen == [b'{"key":"00ff"}']
