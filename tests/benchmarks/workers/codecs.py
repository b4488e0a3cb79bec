"""Decodes and encodes each variant: with the package, with hand-written pydantic models, with msgspec."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import atlas_streams.models as models  # type: ignore[import-not-found,unused-ignore]  # in its own environment
import msgspec  # type: ignore[import-not-found]  # in its own environment
from atlas_streams._runtime.codec import (  # type: ignore[import-not-found,unused-ignore]  # in its own environment
    adapter_for,
    decode_json,
    encode_json,
)
from pydantic import TypeAdapter

from tests.benchmarks.workers import handwritten, structs
from tests.benchmarks.workers.blocks import print_times
from tests.benchmarks.workers.samples import RECEIVED, SENT, encoded

_RECEIVING = adapter_for(lambda: models.StreamsConnection)
_SENDING = adapter_for(lambda: models.StreamsConnectionRequest)
_BY_HAND: TypeAdapter[Any] = TypeAdapter(handwritten.Connection)
_STRUCT_DECODER = msgspec.json.Decoder(structs.Connection)
_STRUCT_ENCODER = msgspec.json.Encoder()


def decoders(content: bytes) -> dict[str, Callable[[], object]]:
    """The ways to decode a connection."""
    return {
        "json": lambda: json.loads(content),
        "msgspec": lambda: _STRUCT_DECODER.decode(content),
        "pydantic": lambda: _BY_HAND.validate_json(content),
        "specloom": lambda: decode_json(_RECEIVING, content),
    }


def encoders(value: dict[str, Any]) -> dict[str, Callable[[], object]]:
    """The ways to encode a connection; each is found to write the same."""
    content = encoded(value)
    by_hand = _BY_HAND.validate_json(content)
    struct = _STRUCT_DECODER.decode(content)
    request = _SENDING.validate_python(value)
    ways: dict[str, Callable[[], object]] = {
        "json": lambda: json.dumps(value, separators=(",", ":")).encode(),
        "msgspec": lambda: _STRUCT_ENCODER.encode(struct),
        "pydantic": lambda: _BY_HAND.dump_json(by_hand, by_alias=True, exclude_unset=True),
        "specloom": lambda: encode_json(_SENDING, request),
    }
    for name, way in ways.items():
        if json.loads(way()) != value:  # type: ignore[arg-type]  # all of them give bytes
            raise ValueError(f"{name} writes something else: {way()!r}")
    return ways


if __name__ == "__main__":
    decoding = {f"decode {kind}": decoders(encoded(value)) for kind, value in RECEIVED.items()}
    encoding = {f"encode {kind}": encoders(value) for kind, value in SENT.items()}
    print_times(decoding | encoding)
