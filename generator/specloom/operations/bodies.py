"""Which of its content types a body is sent as."""

from collections.abc import Iterator, Mapping
from typing import Any

from specloom.diagnostics import Diagnostic, Pointer, Severity
from specloom.normalise.files import holds_file
from specloom.normalise.media_types import is_json
from specloom.operations.pages import resolved
from specloom.schemas import Schema, without_notes

_BYTES = 4


def sent_as(content: Mapping[str, dict[str, Any]], components: Mapping[str, Schema]) -> str:
    """Choose the content type that is sent: JSON before forms before the rest; of equals, the first.

    JSON with a file in it can't be sent, so it comes last.
    """

    def rank(media_type: str) -> int:
        place = _rank(media_type)
        is_sendable = place != 0 or not holds_file(content[media_type].get("schema", {}), components)
        return place if is_sendable else _BYTES

    return min(content, key=rank)


def is_typed(media_type: str) -> bool:
    """Whether a body of a content type has a type of its own; any other is bytes."""
    return _rank(media_type) < _BYTES


def unsent(
    content: Mapping[str, dict[str, Any]], sent: str, at: Pointer, components: Mapping[str, Schema]
) -> Iterator[Diagnostic]:
    """Tell of the content types that a method does not send: what else they could hold is out of reach."""
    held = {name: without_notes(resolved(each.get("schema", {}), components)) for name, each in content.items()}
    for media_type in [name for name in content if name != sent]:
        same = held[media_type] == held[sent]
        yield Diagnostic(
            "content-type-unsent",
            f"this body is sent as {sent!r}; what {media_type!r} holds can't be sent",
            (*at, media_type),
            "remove the content types that are not meant, with an overlay action",
            # The same value in another form is no loss to the caller.
            Severity.NOTE if same else Severity.WARNING,
        )


def _rank(media_type: str) -> int:
    if is_json(media_type):
        return 0
    essence = media_type.partition(";")[0].strip().lower()
    order = {"multipart/form-data": 1, "application/x-www-form-urlencoded": 2}
    return order.get(essence, _BYTES)
