"""Media types, as headers and documents have them."""

from __future__ import annotations


def essence(content_type: str) -> str:
    """The media type of a Content-Type header, without parameters."""
    return content_type.partition(";")[0].strip().lower()


def type_parameters(content_type: str) -> frozenset[str]:
    """The parameters of a Content-Type header, such as `charset=utf-8`."""
    return frozenset(part.strip().replace('"', "").lower() for part in content_type.split(";")[1:])


def is_json(media_type: str) -> bool:
    """Whether a media type is JSON by its name."""
    return kind(media_type) == "json"


def kind(media_type: str) -> str:
    """How a media type is written: `json`, or what stands behind its `+`; "" where its name does not say."""
    subtype = essence(media_type).partition("/")[2]
    if subtype == "json" or subtype.endswith("+json") or subtype.startswith("json+"):
        return "json"
    return subtype.rpartition("+")[2] if "+" in subtype else ""
