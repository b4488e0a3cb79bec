"""Rules about request bodies and responses."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from specloom.diagnostics import Pointer, Severity
from specloom.grammar import Kind
from specloom.lint.spec import Finding, Json, Rule, Spec, name_of, overlay_action

_TOKEN = r"[A-Za-z0-9!#$&^_.+-]+"
_MEDIA_TYPE = re.compile(rf"(\*/\*|{_TOKEN}/(\*|{_TOKEN}))( *; *{_TOKEN}=(\"[^\"]*\"|[^\s;\"]+))*")
_STATUS = re.compile(r"[1-5]([0-9][0-9]|XX)|default")
# Properties in which error bodies are known to repeat their HTTP status.
_STATUS_PROPERTIES = frozenset({"error", "status", "code", "statuscode", "httpstatus", "httpcode", "httpstatuscode"})
_NAMED_STATUS = {re.sub("[^a-z]", "", status.phrase.lower()): status.value for status in HTTPStatus if status >= 400}


def _responses(spec: Spec) -> Iterator[tuple[str, Pointer, Json]]:
    """Yield each response of an operation by its status, with the place where it is listed."""
    for _, pointer, operation in spec.places[Kind.OPERATION]:
        responses = operation.get("responses")
        for status, response in responses.items() if isinstance(responses, dict) else ():
            if isinstance(response, dict) and not status.startswith("x-"):
                yield status, (*pointer, "responses", status), response


def _content(body: Json) -> dict[str, Json]:
    content = body.get("content")
    items = content.items() if isinstance(content, dict) else ()
    return {name: media for name, media in items if isinstance(media, dict)}


def _readonly_request_body(spec: Spec) -> Iterator[Finding]:
    yield from _wrong_direction(spec, Kind.REQUEST_BODY, "readOnly", "a request body")


def _writeonly_response_body(spec: Spec) -> Iterator[Finding]:
    yield from _wrong_direction(spec, Kind.RESPONSE, "writeOnly", "a response")


def _wrong_direction(spec: Spec, kind: Kind, keyword: str, use: str) -> Iterator[Finding]:
    uses: dict[Pointer, list[Pointer]] = {}
    for _, pointer, body in spec.places[kind]:
        for name, media in _content(body).items():
            at = (*pointer, "content", name, "schema")
            schema = media.get("schema")
            found = spec.target(at, schema) if isinstance(schema, dict) else None
            if found and found[1].get(keyword) is True:
                uses.setdefault(found[0], []).append(at)
    for pointer, places in uses.items():
        more = f" and of {len(places) - 1} more" if len(places) > 1 else ""
        yield Finding(
            (*pointer, keyword),
            f"{name_of(pointer)} is {keyword}, but it is {use} of {_holder(places[0])}{more}",
            overlay_action(pointer, {keyword: False}),
        )


def _holder(pointer: Pointer) -> str:
    if pointer[0] == "paths":
        return f"{str(pointer[2]).upper()} {pointer[1]}"
    return name_of(pointer[:3])


def _response_status_mismatch(spec: Spec) -> Iterator[Finding]:
    for status, pointer, response in _responses(spec):
        found = spec.target(pointer, response)
        if found is None or not re.fullmatch("[45]([0-9][0-9]|XX)", status):
            continue
        shown = _shown_status(spec, *found)
        if shown is None or _same(status, shown[0]):
            continue
        fitting = next(
            (
                f"#/components/responses/{name}"
                for name, other in spec.components("responses").items()
                if (meant := _shown_status(spec, ("components", "responses", name), other)) and str(meant[0]) == status
            ),
            None,
        )
        yield Finding(
            pointer,
            f"the response for {status} is {shown[1]}",
            overlay_action(pointer, {"$ref": fitting}) if fitting else f"describe what {status} really answers",
        )


def _same(status: str, shown: int) -> bool:
    return status == str(shown) or (status.endswith("XX") and status[0] == str(shown)[0])


def _shown_status(spec: Spec, pointer: Pointer, response: Json) -> tuple[int, str] | None:
    """Return the error status that a response shows by an example or by its name, and how it shows it."""
    for name, media in _content(response).items():
        for example in _examples(spec, media, (*pointer, "content", name)):
            for key, value in example.items() if isinstance(example, dict) else ():
                if re.sub("[_-]", "", key.lower()) in _STATUS_PROPERTIES and str(value).isdecimal():
                    if 400 <= int(value) <= 599:
                        whose = f"{pointer[2]}," if len(pointer) == 3 else "one"
                        return int(value), f"{whose} whose example has {key}: {value}"
    if len(pointer) == 3:
        named = _NAMED_STATUS.get(re.sub("[^a-z]", "", str(pointer[2]).lower()))
        if named:
            return named, f"{pointer[2]}, by its name that of {named}"
    return None


def _examples(spec: Spec, media: Json, at: Pointer) -> Iterator[Any]:
    if "example" in media:
        yield media["example"]
    examples = media.get("examples")
    for name, example in examples.items() if isinstance(examples, dict) else ():
        found = spec.target((*at, "examples", name), example) if isinstance(example, dict) else None
        if found and "value" in found[1]:
            yield found[1]["value"]


def _invalid_status(spec: Spec) -> Iterator[Finding]:
    for status, pointer, _ in _responses(spec):
        if not _STATUS.fullmatch(status):
            yield Finding(pointer, f"{status!r} is no status of a response", "write 200, 4XX or default")


def _no_success_response(spec: Spec) -> Iterator[Finding]:
    for _, pointer, operation in spec.places[Kind.OPERATION]:
        responses = operation.get("responses")
        if isinstance(responses, dict) and not any(re.match("[123]|default", str(status)) for status in responses):
            yield Finding(
                (*pointer, "responses"),
                "the operation never succeeds: it has neither a 2xx nor a 3xx nor a default response",
                overlay_action((*pointer, "responses"), {"200": {"description": "OK"}}),
            )


def _invalid_media_type(spec: Spec) -> Iterator[Finding]:
    for _, pointer, _ in spec.places[Kind.MEDIA_TYPE]:
        if len(pointer) > 2 and pointer[-2] == "content" and not _MEDIA_TYPE.fullmatch(str(pointer[-1])):
            yield Finding(pointer, f"{pointer[-1]!r} is no media type", "write type/subtype, like application/json")


RULES = (
    Rule(
        "readonly-request-body",
        Severity.WARNING,
        "a request body whose schema is readOnly as a whole",
        _readonly_request_body,
    ),
    Rule(
        "writeonly-response-body",
        Severity.WARNING,
        "a response whose schema is writeOnly as a whole",
        _writeonly_response_body,
    ),
    Rule(
        "response-status-mismatch",
        Severity.WARNING,
        "a response that shows another status than its own",
        _response_status_mismatch,
    ),
    Rule("invalid-status", Severity.ERROR, "a response whose key is no status", _invalid_status),
    Rule("no-success-response", Severity.WARNING, "an operation that never succeeds", _no_success_response),
    Rule("invalid-media-type", Severity.WARNING, "a media type that is none", _invalid_media_type),
)
