"""What a rule of a comparison is: what it says, how it judges, and the smallest pair of documents that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from specloom.diff.entries import Verdict
from specloom.schemas import Document

B, W, C, N = Verdict.BREAKING, Verdict.WARNING, Verdict.COMPATIBLE, Verdict.NONE


@dataclass(frozen=True, slots=True)
class Judged:
    """What a change does in one direction.

    Attributes:
        wire: to programs that talk to the API.
        source: to Python code that uses the generated package.
        closed: to programs that talk to the API, where unions and enums are closed; None if that is the same.
        mongodb: the same under the policy of that name; None if that is the same.
    """

    wire: Verdict
    source: Verdict
    closed: Verdict | None = None
    mongodb: Verdict | None = None


class Part(StrEnum):
    """What an example shows of its two documents."""

    SCHEMAS = "schemas"
    """Component schemas; `POST /things` takes and returns the first."""
    OPERATION = "operation"
    """The operation `POST /things`."""
    DOCUMENT = "document"
    """Everything but `openapi` and `info`."""


@dataclass(frozen=True, slots=True)
class Example:
    """A pair of documents that shows a rule.

    Attributes:
        part: what `base` and `head` are.
        base: of the older document.
        head: of the newer document.
        config: of package.yaml.
        today: the day on which it is judged, or "".
        version: of OpenAPI.
    """

    part: Part
    base: Mapping[str, Any]
    head: Mapping[str, Any]
    config: Mapping[str, Any] = field(default_factory=dict)
    today: str = ""
    version: str = "3.1.0"

    def documents(self) -> tuple[Document, Document]:
        """Both documents, whole."""
        return _whole(self, self.base), _whole(self, self.head)


def _whole(example: Example, shown: Mapping[str, Any]) -> Document:
    part = example.part
    frame: Document = {"openapi": example.version, "info": {"title": "Things", "version": "1"}}
    if part is Part.DOCUMENT:
        return {**frame, **shown}
    if part is Part.OPERATION:
        operation = {"operationId": "makeThing", "responses": {"204": {"description": "Done."}}, **shown}
        return {**frame, "paths": {"/things": {"post": operation}}}
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{next(iter(shown))}"}}}
    operation = {
        "operationId": "makeThing",
        "requestBody": {"required": True, "content": content},
        "responses": {"200": {"description": "Done.", "content": content}},
    }
    return {**frame, "paths": {"/things": {"post": operation}}, "components": {"schemas": dict(shown)}}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        id: as entries name it.
        says: what it finds, in one sentence.
        why: why it judges as it does, in one sentence.
        advice: what to do about it, for the maintainer of the package, or "".
        request: the judgement where the value is sent to the API; None if the rule can't apply there.
        response: the same where the API sends it.
        neither: the same for what is no value.
        example: a pair of documents that shows it.
        compared: whether the verdict for the wire is that of comparing two schemas; then `wire` is the mildest.
    """

    id: str
    says: str
    why: str
    request: Judged | None = None
    response: Judged | None = None
    neither: Judged | None = None
    advice: str = ""
    example: Example | None = None
    compared: bool = False
