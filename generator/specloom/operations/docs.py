"""Docstrings of methods, in the style that Python tools read: what it does, arguments, what it raises."""

from collections.abc import Mapping, Sequence

from specloom import encode
from specloom.encode import Code
from specloom.operations.views import BodyView, ContentView, ParameterView

_INDENT = 8
_WIDTH = 100


def method_docstring(
    request: str,
    summary: str,
    description: str,
    deprecated: bool,
    parameters: Sequence[ParameterView],
    body: BodyView | None,
    errors: Mapping[str, list[ContentView]],
) -> Code:
    """Write the docstring of a method.

    Args:
        request: the method and the path that it calls, told where the document doesn't say what that does.
        summary: what it does, untrusted.
        description: the same at length, untrusted.
        deprecated: whether it should not be called any more.
        parameters: what it takes.
        body: what it sends; None for nothing.
        errors: what the server may refuse it with, by status.
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
    entries = [_entry(parameter.argument, parameter.description) for parameter in path]
    if body is not None:
        entries.append(_entry(Code("body"), body.description or "What is sent."))
        if body.choices:
            default = f" By default `{body.content_type}`." if "*" not in body.content_type else ""
            entries.append(
                _entry(Code("content_type"), f"What the body is sent as, and so what it holds.{default}", whole=True)
            )
    entries += [_entry(parameter.argument, parameter.description) for parameter in others]
    entries.append(_entry(Code("options"), "Options of this call: timeout, retries, further headers."))
    section = "\n".join(["", " " * _INDENT + "Args:", *entries, "", " " * _INDENT + "Raises:", *_raised(errors)])
    body_text = text.removesuffix('"""').rstrip()
    return Code(f'{body_text}\n{section}\n{" " * _INDENT}"""')


def _raised(errors: Mapping[str, list[ContentView]]) -> list[str]:
    """What a method raises: one line for what is refused here, and one for what the server refuses."""
    statuses = [Code(status) for status in sorted(errors) if status != "default"]
    told = f"{', '.join(statuses[:-1])} and {statuses[-1]}" if len(statuses) > 1 else "".join(statuses)
    documented = f"; {told} {'are' if len(statuses) > 1 else 'is'} documented" if statuses else ""
    return [
        _entry(Code("ValueError"), "An argument is refused before anything is sent."),
        _entry(Code("APIStatusError"), f"The server answers with an error{documented}."),
        _entry(Code("APIConnectionError"), "No complete answer arrives."),
    ]


def _entry(argument: Code, description: str, *, whole: bool = False) -> str:
    text = description if whole else encode.first_sentence(description)
    lines = encode.wrapped(f"{argument}: {text or argument}", _WIDTH - _INDENT - 8)
    escaped = [encode.docstring_line(line) for line in lines]
    pad = " " * (_INDENT + 4)
    return "\n".join([pad + escaped[0], *(pad + "    " + line for line in escaped[1:])])
