"""Rules about bodies, responses and headers."""

from specloom.diff.rule import B, C, Judged, N, Rule, W
from specloom.diff.rulebook.examples import STRING, Json, answer, operation, thing

_JSON: Json = {"application/json": {"schema": thing(name=STRING)}}
_TEXT: Json = {"text/plain": {"schema": STRING}}


def _body(content: Json, **said: object) -> Json:
    return {"requestBody": {"content": content, **said}}


def _header(**said: object) -> Json:
    return answer(_JSON, headers={"X-Left": {"schema": {"type": "integer"}, **said}})


_MULTIPART: Json = {"multipart/form-data": {"schema": thing(name=STRING)}}

RULES = (
    Rule(
        "request-body-added",
        "An operation takes a body, which may be left out.",
        "Nobody has to send it",
        Judged(C, C),
        Judged(C, C),
        advice="Release a minor version.",
        example=operation({}, _body(_JSON)),
    ),
    Rule(
        "required-request-body-added",
        "An operation takes a body, which must be sent.",
        "Requests without it are refused",
        Judged(B, B),
        Judged(C, C),
        advice="Release a major version.",
        example=operation({}, _body(_JSON, required=True)),
    ),
    Rule(
        "request-body-removed",
        "An operation takes no body any more.",
        "What was sent has no effect or is refused, and the argument is gone",
        Judged(B, B),
        Judged(B, B),
        advice="Release a major version.",
        example=operation(_body(_JSON), {}),
    ),
    Rule(
        "request-body-became-required",
        "A body that could be left out must be sent.",
        "Requests without it are refused",
        Judged(B, B),
        Judged(C, C),
        advice="Release a major version.",
        example=operation(_body(_JSON), _body(_JSON, required=True)),
    ),
    Rule(
        "request-body-became-optional",
        "A body that had to be sent may be left out.",
        "Requests may leave out more than before",
        Judged(C, C),
        Judged(B, N),
        advice="Release a minor version.",
        example=operation(_body(_JSON, required=True), _body(_JSON)),
    ),
    Rule(
        "media-type-added",
        "A body is taken or offered in a format more.",
        "Whoever asks for or sends the old one gets and sends it still",
        Judged(C, C),
        Judged(C, C),
        example=operation(_body(_JSON), _body({**_JSON, **_TEXT})),
    ),
    Rule(
        "media-type-removed",
        "A body is no longer taken or offered in a format.",
        "Requests that hold it or ask for it are refused",
        Judged(B, B),
        Judged(B, B),
        advice="Release a major version.",
        example=operation(_body({**_JSON, **_TEXT}), _body(_JSON)),
    ),
    Rule(
        "encoding-changed",
        "A part of a form or multipart body is written in another way.",
        "What is sent the old way is not understood",
        Judged(B, N),
        Judged(B, N),
        advice="Release a new version in time.",
        example=operation(
            _body(
                {
                    "multipart/form-data": {
                        **_MULTIPART["multipart/form-data"],
                        "encoding": {"name": {"contentType": "text/plain"}},
                    }
                }
            ),
            _body(
                {
                    "multipart/form-data": {
                        **_MULTIPART["multipart/form-data"],
                        "encoding": {"name": {"contentType": "text/csv"}},
                    }
                }
            ),
        ),
    ),
    Rule(
        "success-status-added",
        "An operation can succeed with a status more.",
        "Programs that know only the old statuses can receive one they don't reckon with",
        Judged(C, C),
        Judged(W, C, mongodb=C),
        advice="Release a minor version.",
        example=operation(
            answer(_JSON), {"responses": {**answer(_JSON)["responses"], **answer(_JSON, "201")["responses"]}}
        ),
    ),
    Rule(
        "success-status-removed",
        "An operation no longer succeeds with a status.",
        "Programs wait for an answer that doesn't come any more",
        Judged(B, N),
        Judged(B, B),
        advice="Release a major version.",
        example=operation(
            {"responses": {**answer(_JSON)["responses"], **answer(_JSON, "201")["responses"]}}, answer(_JSON)
        ),
    ),
    Rule(
        "error-status-added",
        "An operation says one more way in which it can fail.",
        "Any request can fail",
        Judged(C, C),
        Judged(C, C),
        example=operation(answer(), {"responses": {**answer()["responses"], **answer(_JSON, "404")["responses"]}}),
    ),
    Rule(
        "error-status-removed",
        "An operation no longer says one of the ways in which it can fail.",
        "Any request can fail, but nothing describes this failure any more",
        Judged(W, N),
        Judged(C, W),
        example=operation({"responses": {**answer()["responses"], **answer(_JSON, "404")["responses"]}}, answer()),
    ),
    Rule(
        "response-body-added",
        "A response that had no body has one.",
        "What is received besides the known is left alone",
        Judged(W, N),
        Judged(C, W),
        advice="Release a minor version.",
        example=operation(answer(), answer(_JSON)),
    ),
    Rule(
        "response-body-removed",
        "A response has lost its body.",
        "Programs that read it find nothing",
        Judged(W, N),
        Judged(B, B),
        advice="Release a major version.",
        example=operation(answer(_JSON), answer()),
    ),
    Rule(
        "header-added",
        "A response has a header more.",
        "What is received besides the known is left alone",
        Judged(C, C),
        Judged(C, C),
        example=operation(answer(_JSON), _header()),
    ),
    Rule(
        "header-removed",
        "A response has lost a header that could be missing.",
        "Programs that read it had to reckon with that",
        Judged(W, N),
        Judged(W, N),
        example=operation(_header(), answer(_JSON)),
    ),
    Rule(
        "required-header-removed",
        "A response has lost a header that was always there.",
        "Programs that read it find nothing",
        Judged(W, N),
        Judged(B, N),
        advice="Tell users what takes its place.",
        example=operation(_header(required=True), answer(_JSON)),
    ),
    Rule(
        "header-became-optional",
        "A header that was always there may be missing.",
        "Programs that rely on it find nothing",
        Judged(C, N),
        Judged(B, N),
        example=operation(_header(required=True), _header()),
    ),
    Rule(
        "header-became-required",
        "A header that could be missing is always there.",
        "What is received was possible before",
        Judged(B, N),
        Judged(C, N),
        example=operation(_header(), _header(required=True)),
    ),
)
