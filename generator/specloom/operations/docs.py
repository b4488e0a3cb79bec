"""Docstrings of methods, in the style that Python tools read: what it does, arguments, what it raises."""

import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from specloom import encode
from specloom.encode import Code
from specloom.limits import default_in_words, limits_in_words
from specloom.operations.views import BodyView, ContentView, ParameterView

ASKING = "Whether one item after another is to come, as they are made; by default the body says."
"""What the argument `stream` is."""

_INDENT = 8
_WIDTH = 100


def method_docstring(
    request: str,
    summary: str,
    description: str,
    deprecated: bool,
    parameters: Sequence[ParameterView],
    body: BodyView | None,
    returned: str,
    errors: Mapping[str, list[ContentView]],
    *,
    asks_for_items: bool = False,
) -> Code:
    """Write the docstring of a method.

    Args:
        request: the method and the path that it calls, told where the document doesn't say what that does.
        summary: what it does, untrusted.
        description: the same at length, untrusted.
        deprecated: whether it should not be called any more.
        parameters: what it takes.
        body: what it sends; None for nothing.
        returned: what comes back, untrusted; "" where there is nothing to say about it.
        errors: what the server may refuse it with, by status.
        asks_for_items: whether it takes `stream`.
    """
    first = encode.one_line(summary) or encode.first_sentence(description) or encode.one_line(request)
    first = first if first.endswith((".", "!", "?")) else first + "."
    parts = [first]
    if description and encode.one_line(description) != first:
        parts.append(description)
    if deprecated:
        parts.append("Deprecated.")
    text = encode.docstring("\n\n".join(part for part in parts if part), _INDENT, _WIDTH)
    path = [parameter for parameter in parameters if parameter.place == "path"]
    others = [parameter for parameter in parameters if parameter.place != "path"]
    entries = [_argument(parameter) for parameter in path]
    if body is not None:
        entries.append(_of_body(body))
        if body.choices:
            default = f" By default `{body.content_type}`." if "*" not in body.content_type else ""
            entries.append(
                entry(Code("content_type"), f"What the body is sent as, and so what it holds.{default}", whole=True)
            )
    if asks_for_items:
        entries.append(entry(Code("stream"), ASKING, whole=True))
    entries += [_argument(parameter) for parameter in others]
    entries.append(entry(Code("options"), "Options of this call: timeout, retries, further headers."))
    sections = {"Args": entries, "Returns": [entry(Code(""), returned)] if returned else [], "Raises": _raised(errors)}
    section = "\n".join(
        line for title, held in sections.items() if held for line in ("", f"{' ' * _INDENT}{title}:", *held)
    )
    body_text = text.removesuffix('"""').rstrip()
    return Code(f'{body_text}\n{section}\n{" " * _INDENT}"""')


def _of_body(body: BodyView) -> str:
    said = body.description or "What is sent."
    if not body.may_be_null:
        return entry(Code("body"), said)
    text = f"{encode.first_sentence(said)} None is sent as null; to send no body, leave it out."
    return entry(Code("body"), text, whole=True)


def _raised(errors: Mapping[str, list[ContentView]]) -> list[str]:
    """What a method raises: one line for what is refused here, and one for what the server refuses."""
    statuses = [Code(status) for status in sorted(errors) if status != "default"]
    told = f"{', '.join(statuses[:-1])} and {statuses[-1]}" if len(statuses) > 1 else "".join(statuses)
    documented = f"; {told} {'are' if len(statuses) > 1 else 'is'} documented" if statuses else ""
    return [
        entry(Code("ValueError"), "An argument is refused before anything is sent."),
        entry(Code("APIStatusError"), f"The server answers with an error{documented}."),
        entry(Code("APIConnectionError"), "No complete answer arrives."),
    ]


def _argument(parameter: ParameterView) -> str:
    description = encode.first_sentence(parameter.description)
    ruled = " ".join(filter(None, (limits_in_words(parameter.schema), default_in_words(parameter.schema))))
    if description and ruled and not description.endswith((".", "!", "?", ":")):
        description += "."
    said = " ".join(filter(None, (description, ruled)))
    return entry(parameter.argument, said or _place(parameter), whole=True)


def _place(parameter: ParameterView) -> str:
    """Where a parameter goes: what there is to say of one that the document doesn't describe."""
    name = encode.one_line(parameter.name)
    if parameter.place == "querystring":
        return "The whole query."
    if parameter.place in ("header", "cookie"):
        return f"The {parameter.place} `{name}`."
    return f"In the {parameter.place}." if name == parameter.argument else f"In the {parameter.place}, as `{name}`."


def entry(argument: Code, description: str, *, whole: bool = False) -> str:
    """An entry on an argument or an error; where that has no name, on what is returned."""
    text = description if whole else encode.first_sentence(description)
    lines = encode.wrapped(f"{argument}: {text or argument}" if argument else text, _WIDTH - _INDENT - 8)
    escaped = [encode.docstring_line(line) for line in lines]
    pad = " " * (_INDENT + 4)
    further = pad + "    " * bool(argument)
    return "\n".join([pad + escaped[0], *(further + line for line in escaped[1:])])


def is_telling(description: str) -> bool:
    """Whether the description of an answer says more than that it is one, or what the type says as well."""
    words = " ".join(re.findall(r"[^\W\d]+", description.lower()))
    return " " in words and words not in _UNTELLING


_UNTELLING = frozenset(status.phrase.lower() for status in HTTPStatus) | frozenset(
    {
        "a successful response", "default response", "description", "operation successful", "request successful",
        "response", "result", "success", "success response", "successful", "successful operation", "successful request",
        "successful response", "successfully", "the request was successful", "the request has succeeded",
    }
)  # fmt: skip
