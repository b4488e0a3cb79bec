"""What calls cost with the client that openapi-generator writes, over urllib3."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.benchmarks.workers.blocks import print_times
from tests.benchmarks.workers.samples import GET_URL, ID, LIST_URL, MEDIA_TYPE
from tests.benchmarks.workers.transport import LISTS, ONE

if TYPE_CHECKING:
    # The toolkit's own environment, where types are checked, does not have it.
    class PoolManager:
        def request(self, method: str, url: str, **options: Any) -> Any: ...

    HTTPResponse: Any
else:
    from urllib3 import HTTPResponse, PoolManager


class Pool(PoolManager):
    """urllib3 has no mock transport: its connections are left out, and all that is above them is kept."""

    def __init__(self, content: bytes = ONE) -> None:
        super().__init__()
        self._content = content

    def urlopen(self, method: str, url: str, **options: Any) -> Any:
        headers = {"content-type": MEDIA_TYPE, "content-length": str(len(self._content))}
        preload = options.get("preload_content", True)
        return HTTPResponse(io.BytesIO(self._content), headers=headers, status=200, preload_content=preload)


def _raw(pool: Pool, url: str) -> Callable[[], object]:
    headers = {"accept": MEDIA_TYPE, "authorization": "Bearer token"}
    return lambda: json.loads(pool.request("GET", url, headers=headers).data)


def _api(pool: Pool | None = None) -> Any:
    from oag_client import ApiClient, Configuration, StreamsApi  # type: ignore[import-not-found]  # in its own environment

    client = ApiClient(Configuration(access_token="token"))
    if pool is not None:
        client.rest_client.pool_manager = pool
    return StreamsApi(client)


def _one() -> dict[str, Callable[[], object]]:
    pool = Pool(ONE)
    api = _api(pool)
    return {"raw": _raw(pool, GET_URL), "sdk": lambda: api.get_group_stream_connection(ID, "tenant", "orders")}


def _many(content: bytes) -> dict[str, Callable[[], object]]:
    pool = Pool(content)
    api = _api(pool)
    return {"raw": _raw(pool, LIST_URL), "sdk": lambda: api.list_group_stream_connections(ID, "tenant")}


if __name__ == "__main__":
    calls = {"get": _one(), **{name: _many(content) for name, content in LISTS.items()}}
    print_times({**calls, "construct": {"construct": _api}})
