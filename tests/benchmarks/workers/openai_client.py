"""What calls cost with openai, on its own API: one model, and its list of models, of as many bytes as our flat one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx2
from openai import OpenAI  # type: ignore[import-not-found]  # in its own environment

from tests.benchmarks.workers.blocks import print_times
from tests.benchmarks.workers.samples import encoded
from tests.benchmarks.workers.transport import answering, plain_client, plain_get

_URL = "https://api.openai.com/v1/models"


def _model(number: int) -> dict[str, Any]:
    return {"id": f"model-{number}", "object": "model", "created": 1_700_000_000 + number, "owned_by": "the library"}


def _calls(content: bytes, url: str, call: Callable[[Any], object]) -> dict[str, Callable[[], object]]:
    transport = answering(httpx2, content)
    client = OpenAI(api_key="key", http_client=httpx2.Client(transport=transport))
    return {"raw": plain_get(plain_client(httpx2, transport), url), "sdk": lambda: call(client)}


if __name__ == "__main__":
    models = encoded({"object": "list", "data": [_model(number) for number in range(100)]})
    print_times(
        {
            "get": _calls(encoded(_model(0)), f"{_URL}/model-0", lambda client: client.models.retrieve("model-0")),
            "flat list": _calls(models, _URL, lambda client: client.models.list()),
            "construct": {"construct": lambda: OpenAI(api_key="key")},
        }
    )
