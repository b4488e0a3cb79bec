"""Rules about operations: paths, methods, parameters."""

from specloom.diff.rule import B, C, Judged, N, Rule, W
from specloom.diff.rulebook.examples import STRING, Json, document, operation, parameter, requests


def _item(name: str) -> Json:
    parameters = [{"name": name, "in": "path", "required": True, "schema": STRING}]
    return requests(("get", f"/things/{{{name}}}", {"operationId": "getThing", "parameters": parameters}))


_CALLING = {"callbacks": {"done": {"{$request.query.url}": {"post": {"responses": {"204": {"description": "Seen."}}}}}}}
_THINGS = requests(("get", "/things", {}))

OF_OPERATIONS = (
    Rule(
        "operation-added",
        "The API has an operation more.",
        "Nobody has to use it",
        neither=Judged(C, C),
        advice="Release a minor version.",
        example=document(_THINGS, requests(("get", "/things", {}), ("post", "/things", {}))),
    ),
    Rule(
        "operation-removed",
        "The API has lost an operation.",
        "Requests to it are refused, and its method is gone",
        neither=Judged(B, B),
        advice="Release a major version, and say what takes its place.",
        example=document(requests(("get", "/things", {}), ("post", "/things", {})), _THINGS),
    ),
    Rule(
        "operation-removed-after-sunset",
        "The API has lost an operation whose last day had been announced and has passed.",
        "Everybody was told in time, but its method is gone",
        neither=Judged(C, B),
        advice="Release a major version, and say what takes its place.",
        example=document(
            requests(("get", "/things", {}), ("post", "/things", {"deprecated": True, "x-sunset": "2025-01-01"})),
            _THINGS,
            today="2025-06-01",
        ),
    ),
    Rule(
        "operation-moved",
        "An operation has another path or method; it is the same by its operationId.",
        "Requests to the old place are refused; the method of the package knows the new one",
        neither=Judged(B, N),
        advice="Release a new version in time; programs that use the package change nothing else.",
        example=document(
            requests(("get", "/things", {"operationId": "listThings"})),
            requests(("get", "/items", {"operationId": "listThings"})),
        ),
    ),
    Rule(
        "operation-renamed",
        "The method for an operation has another name.",
        "Names of operations don't go over the wire, but they are names of methods",
        neither=Judged(N, B, mongodb=B),
        advice="Keep the old method with `naming.operations` in package.yaml, or release a major version.",
        example=operation({"operationId": "makeThing"}, {"operationId": "createThing"}),
    ),
    Rule(
        "operation-id-changed",
        "An operation has another id, but its method keeps its name.",
        "Ids of operations don't go over the wire, and package.yaml or the document keeps the method's name",
        neither=Judged(N, C),
        example=operation(
            {"operationId": "makeThing"},
            {"operationId": "createThing", "x-method": "makeThing"},
            {"naming": {"operation_id": "x-method"}},
        ),
    ),
    Rule(
        "operation-regrouped",
        "The method for an operation belongs to another group of the client.",
        "Tags don't go over the wire, but methods are grouped by them",
        neither=Judged(N, B),
        advice="Put the old tag first with an overlay, or release a major version.",
        example=operation({"tags": ["Things"]}, {"tags": ["Items"]}),
    ),
    Rule(
        "operation-deprecated",
        "An operation is deprecated.",
        "It works as before, for the time being",
        neither=Judged(C, C),
        advice="Tell users what to use instead.",
        example=operation({}, {"deprecated": True}),
    ),
    Rule(
        "operation-undeprecated",
        "An operation is no longer deprecated.",
        "It works as before",
        neither=Judged(C, C),
        example=operation({"deprecated": True}, {}),
    ),
    Rule(
        "callback-added",
        "An operation makes the API send a request more.",
        "Only whoever asks for it receives it",
        neither=Judged(C, C),
        example=operation({}, _CALLING),
    ),
    Rule(
        "callback-removed",
        "An operation no longer makes the API send a request.",
        "Programs wait for it in vain",
        neither=Judged(B, B),
        advice="Release a major version.",
        example=operation(_CALLING, {}),
    ),
)

OF_PARAMETERS = (
    Rule(
        "parameter-added",
        "An operation has an optional parameter more.",
        "Nobody has to send it",
        Judged(C, C),
        Judged(C, N),
        advice="Release a minor version.",
        example=parameter(None, {"schema": STRING}),
    ),
    Rule(
        "required-parameter-added",
        "An operation has a parameter more, which must be sent.",
        "Requests without it are refused",
        Judged(B, B),
        Judged(C, N),
        advice="Release a major version.",
        example=parameter(None, {"schema": STRING, "required": True}),
    ),
    Rule(
        "parameter-removed",
        "An operation has lost a parameter.",
        "Requests that hold it still pass as a rule, but it has no effect; the argument is gone",
        Judged(W, B),
        Judged(B, N),
        advice="Release a major version.",
        example=parameter({"schema": STRING}, None),
    ),
    Rule(
        "parameter-moved",
        "A parameter is sent in another place.",
        "Where it was looked for, it is no more",
        Judged(B, N),
        Judged(B, N),
        advice="Release a new version in time; programs that use the package change nothing else.",
        example=operation(
            {"parameters": [{"name": "size", "in": "query", "schema": STRING}]},
            {"parameters": [{"name": "size", "in": "header", "schema": STRING}]},
        ),
    ),
    Rule(
        "parameter-became-required",
        "A parameter that could be left out must be sent.",
        "Requests without it are refused",
        Judged(B, B),
        Judged(C, N),
        advice="Release a major version.",
        example=parameter({"schema": STRING}, {"schema": STRING, "required": True}),
    ),
    Rule(
        "parameter-became-optional",
        "A parameter that had to be sent may be left out.",
        "Requests may leave out more than before",
        Judged(C, C),
        Judged(B, N),
        advice="Release a minor version.",
        example=parameter({"schema": STRING, "required": True}, {"schema": STRING}),
    ),
    Rule(
        "parameter-style-changed",
        "A parameter is written in another way: its style, explode, or allowReserved.",
        "What is sent the old way is read as something else",
        Judged(B, N),
        Judged(B, N),
        advice="Release a new version in time; programs that use the package change nothing else.",
        example=parameter(
            {"schema": {"type": "array", "items": STRING}},
            {"schema": {"type": "array", "items": STRING}, "style": "pipeDelimited", "explode": False},
        ),
    ),
    Rule(
        "parameter-became-list",
        "A parameter that was one value may be several, each written like the one before.",
        "A list of one value is written as that value was; in Python, it is a list",
        Judged(C, B),
        Judged(B, B),
        advice="Release a major version, since programs that use the package have to write a list.",
        example=parameter({"schema": STRING}, {"schema": {"type": "array", "items": STRING}}),
    ),
    Rule(
        "text-type-widened",
        "A parameter or header that was a number or a boolean may be any text.",
        "Whatever was sent is a text, too; what is received may be what programs can't read",
        Judged(C, B),
        Judged(B, B),
        advice="Release a major version, since programs that use the package have to write a text.",
        example=parameter({"schema": {"type": "integer"}}, {"schema": STRING}),
    ),
    Rule(
        "text-type-narrowed",
        "A parameter or header that could be any text has to be a number or a boolean.",
        "Requests with other texts are refused; what is received was possible before",
        Judged(B, B),
        Judged(C, B),
        advice="Release a major version.",
        example=parameter({"schema": STRING}, {"schema": {"type": "integer"}}),
    ),
    Rule(
        "parameter-media-type-changed",
        "A parameter is written in another format.",
        "What is sent in the old one is not understood",
        Judged(B, N),
        Judged(B, N),
        advice="Release a new version in time.",
        example=parameter({"schema": STRING}, {"content": {"application/json": {"schema": STRING}}}),
    ),
    Rule(
        "parameter-empty-forbidden",
        "A parameter may no longer be sent without a value.",
        "Requests that do are refused",
        Judged(B, N),
        Judged(C, N),
        example=parameter({"schema": STRING, "allowEmptyValue": True}, {"schema": STRING}),
    ),
    Rule(
        "parameter-empty-allowed",
        "A parameter may be sent without a value.",
        "Requests may hold more than before",
        Judged(C, N),
        Judged(W, N),
        example=parameter({"schema": STRING}, {"schema": STRING, "allowEmptyValue": True}),
    ),
    Rule(
        "argument-renamed",
        "A parameter has another name in Python.",
        "It stands in the same place of the request, but arguments are given by name",
        Judged(N, B),
        advice="Release a major version, or put the old name back with an overlay.",
        example=document(_item("id"), _item("thingId")),
    ),
)

RULES = (*OF_OPERATIONS, *OF_PARAMETERS)
