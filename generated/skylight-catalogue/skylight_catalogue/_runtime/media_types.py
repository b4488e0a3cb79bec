"""Media types, as headers and documents have them."""

from __future__ import annotations

from .errors import InvalidArgumentError


def essence(content_type: str) -> str:
    """The media type of a Content-Type header, without parameters."""
    return content_type.partition(";")[0].strip().lower()


def type_parameters(content_type: str) -> frozenset[str]:
    """The parameters of a Content-Type header, such as `charset=utf-8`."""
    return frozenset(part.strip().replace('"', "").lower() for part in content_type.split(";")[1:])


def encoded(text: str, content_type: str | None) -> bytes:
    """A text in the charset that a Content-Type header says, which is UTF-8 if it says none that Python knows.

    Raises:
        InvalidArgumentError: The charset lacks a character of the text.

    """
    charset = next((each for each in type_parameters(content_type or "") if each.startswith("charset=")), "")
    try:
        return text.encode(charset.removeprefix("charset=") or "utf-8")
    except UnicodeEncodeError:
        pass
    except (LookupError, ValueError):
        return text.encode()
    raise InvalidArgumentError(f"{content_type} can't hold every character of the text")


def is_json(media_type: str) -> bool:
    """Whether a media type is JSON by its name."""
    return kind(media_type) == "json"


def kind(media_type: str) -> str:
    """How a media type is written: `json`, or what stands behind its `+`; "" where its name does not say."""
    subtype = essence(media_type).partition("/")[2]
    if subtype == "json" or subtype.endswith("+json") or subtype.startswith("json+"):
        return "json"
    return subtype.rpartition("+")[2] if "+" in subtype else ""
