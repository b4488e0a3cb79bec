"""Decodes 10,000 connections in one way, and prints how many bytes each takes."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.benchmarks.workers.samples import encoded, mixed

_COUNT = 10_000
_STATM = Path("/proc/self/statm")


def _decoder(way: str) -> Callable[[bytes], Any]:
    if way == "json":
        return json.loads
    if way == "msgspec":
        import msgspec  # type: ignore[import-not-found]  # in its own environment

        from tests.benchmarks.workers.structs import Connection as Struct

        return msgspec.json.Decoder(Struct).decode  # type: ignore[no-any-return]  # it is not installed here
    if way == "pydantic":
        from pydantic import TypeAdapter

        from tests.benchmarks.workers.handwritten import Connection

        by_hand: TypeAdapter[Any] = TypeAdapter(Connection)
        return by_hand.validate_json
    from atlas_streams import models
    from atlas_streams._runtime.codec import adapter_for, decode_json

    adapter = adapter_for(lambda: models.StreamsConnection)
    return lambda content: decode_json(adapter, content)


def _resident() -> int:
    gc.collect()
    return int(_STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    """Print the growth of the process."""
    decode = _decoder(sys.argv[1])
    contents = [encoded(connection) for connection in mixed(_COUNT)]
    # What is built on first use, for every variant.
    warm = [decode(content) for content in contents[:7]]
    before = _resident()
    decoded = [decode(content) for content in contents]
    print((_resident() - before) / len(decoded))
    del warm


if __name__ == "__main__":
    main()
