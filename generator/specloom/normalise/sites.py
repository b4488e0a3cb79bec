"""What a place in a document is called, for the components that get their names from where they stand.

The body of `createPet` is `CreatePetRequest`, its first good answer `CreatePetResponse`, a bad one
`CreatePetNotFound`; what `Pet` holds under `owner` is `PetOwner`, an item of its `tags` `PetTagsItem`, a value of its
map `notes` `PetNotesValue`. A name depends on the place alone.
"""

from typing import Any

from specloom import names
from specloom.diagnostics import Pointer
from specloom.grammar import METHODS, MORE_METHODS
from specloom.normalise.labels import labels
from specloom.references import deref, node_at
from specloom.schemas import Document

_STATUS = {
    "201": "Created",
    "202": "Accepted",
    "203": "NonAuthoritative",
    "204": "NoContent",
    "206": "PartialContent",
    "207": "MultiStatus",
    "400": "BadRequest",
    "401": "Unauthorized",
    "402": "PaymentRequired",
    "403": "Forbidden",
    "404": "NotFound",
    "405": "MethodNotAllowed",
    "406": "NotAcceptable",
    "408": "RequestTimeout",
    "409": "Conflict",
    "410": "Gone",
    "412": "PreconditionFailed",
    "413": "PayloadTooLarge",
    "415": "UnsupportedMediaType",
    "422": "UnprocessableEntity",
    "423": "Locked",
    "424": "FailedDependency",
    "429": "TooManyRequests",
    "451": "UnavailableForLegalReasons",
    "500": "InternalServerError",
    "501": "NotImplemented",
    "502": "BadGateway",
    "503": "ServiceUnavailable",
    "504": "GatewayTimeout",
    "507": "InsufficientStorage",
    "1XX": "Informational",
    "2XX": "Success",
    "3XX": "Redirection",
    "4XX": "ClientError",
    "5XX": "ServerError",
    "default": "Default",
}
_SECTIONS = {"parameters": "Parameter", "responses": "Response", "requestBodies": "Request", "headers": "Header"}
_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")


def operation_id(path: str, method: str, operation: dict[str, Any]) -> str:
    """The id of an operation: its own, or one made of its method and path."""
    own = operation.get("operationId")
    if isinstance(own, str) and own.strip():
        return own
    spoken = path.replace("{", " by ").replace("}", " ")
    method = method.lower()
    return names.snake(f"{method} {spoken}") if any(map(str.isalnum, path)) else f"{names.snake(method)}_root"


def below(name: str, tokens: Pointer) -> str:
    """What a schema directly inside another is called.

    Args:
        name: of the outer schema.
        tokens: that lead from it to the inner one.

    """
    keyword, label = str(tokens[0]), tokens[1] if len(tokens) > 1 else ""
    if keyword in ("properties", "$defs", "definitions"):
        return name + names.spelt(str(label))
    if keyword == "items":
        return name + "Item"
    if keyword == "prefixItems":
        return name + _ordinal(int(label or 0)) + "Item"
    if keyword in ("additionalProperties", "patternProperties"):
        return name + "Value"
    return name


def _ordinal(index: int) -> str:
    return _ORDINALS[index] if index < len(_ORDINALS) else f"Number{index + 1}"


def site_names(document: Document, pointer: Pointer) -> list[str]:
    """What the schema at a place of a document may be called, the best first."""
    if pointer[0] == "components":
        section, component = str(pointer[1]), str(pointer[2])
        if section == "schemas":
            return [_along(document, component, pointer, 3)]
        name = _along(document, names.pascal(component), pointer, 3)
        return [name, name + _SECTIONS.get(section, "Schema")]
    if pointer[0] == "webhooks":
        return [_along(document, names.pascal(str(pointer[1])), pointer, 2)]
    return [_along(document, names.pascal(str(pointer[1])) or "Root", pointer, 2)]


def _along(document: Document, name: str, pointer: Pointer, position: int) -> str:
    """Follow a pointer from a position on, and put the name together on the way."""
    path = str(pointer[1]) if pointer[0] == "paths" else ""
    in_schema = pointer[:2] == ("components", "schemas")
    while position < len(pointer):
        token = str(pointer[position])
        step = pointer[position : position + 2]
        if in_schema:
            longer = token in _PAIRS
            name = below(name, step if longer else step[:1])
            # What a part holds, the whole does, so only the part itself needs another name.
            if token in ("oneOf", "anyOf") or (token == "allOf" and position + 2 == len(pointer)):
                name += _member(node_at(document, pointer[: position + 1]), int(step[-1]), is_part=token == "allOf")
            position += 2 if longer else 1
            continue
        if token in METHODS or token == MORE_METHODS:
            position += 2 if token == MORE_METHODS else 1
            operation = node_at(document, pointer[:position])
            if path or isinstance(operation.get("operationId"), str):
                name = names.pascal(operation_id(path, str(pointer[position - 1]), operation))
            continue
        if token in ("schema", "itemSchema"):
            in_schema = True
            position += 1
            continue
        if token == "requestBody":
            name += "Request"
            position += 1
            continue
        if token == "callbacks":
            path = ""
            name += names.pascal(str(step[1]))
            position += 3
            continue
        name += _part(document, token, step[1], pointer[: position + 1])
        position += 2
    return name


_PAIRS = frozenset(
    {"properties", "patternProperties", "$defs", "definitions", "prefixItems", "allOf", "oneOf", "anyOf"}
)


def _member(members: list[Any], index: int, *, is_part: bool) -> str:
    """What an alternative adds to the name of its union, or a part to that of the whole."""
    title = members[index].get("title") if isinstance(members[index], dict) else None
    if is_part and isinstance(title, str) and names.words(title):
        return names.spelt(title)
    if is_part:
        return "Base" if index == 0 else _ordinal(index) + "Part"
    inline = [member for member in members if isinstance(member, dict) and "$ref" not in member]
    words = {id(member): word for member, word in zip(inline, labels(inline), strict=True)}
    return words.get(id(members[index]), "")


def _part(document: Document, token: str, key: str | int, at: Pointer) -> str:
    """What one step, such as `responses` and a status, adds to a name."""
    holder = node_at(document, at)
    if token == "responses":
        good = [status for status in holder if status.startswith("2")]
        first = not any(status < str(key) for status in good)
        return "Response" if key in good and first else _STATUS.get(str(key), f"Status{key}")
    if token == "parameters":
        return names.spelt(str(deref(document, holder[key]).get("name")))
    if token == "headers":
        return names.pascal(str(key)) + "Header"
    if token == "content":
        plain = "application/json" if "application/json" in holder else next(iter(holder))
        return "" if key == plain else media_type_name(str(key))
    return names.pascal(str(key))


def media_type_name(media_type: str) -> str:
    """A word for a media type: `Csv` for `application/vnd.acme.v1+csv`, `Problem` for `application/problem+json`."""
    subtype = media_type.partition(";")[0].rpartition("/")[2]
    if subtype == "x-www-form-urlencoded":
        return "Form"
    main, _, suffix = subtype.rpartition("+")
    return names.pascal(main if main and suffix == "json" else suffix)
