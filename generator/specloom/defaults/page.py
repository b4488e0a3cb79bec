"""Writes package.yaml, with a word on each thing that it says."""

from collections.abc import Mapping
from typing import Any

from specloom.capture.write import Style, write_entry
from specloom.prose import Spot

_FREE = Spot(None)
_STYLE = Style()

_HEAD = """\
# How the document beside this becomes a Python package. What the API is like stands in fragment.yaml; this file
# holds what that can't know. specloom worked these values out from the document: change what you like.
"""
_ABOUT: Mapping[str, str] = {
    "name": "What people install, import and construct; the asynchronous client is called Async and that.",
    "api_version": "The pin: every operation resolves to its newest version dated at or before this. Keep the quotes.",
    "version": "The version of the package.",
    "server": "Where requests go, unless whoever constructs a client says otherwise.",
    "media_types": (
        "How media types carry the date. `request` and `response` say what goes over the wire, if that is another."
    ),
    "authentication": (
        "By security scheme: each credential, the argument of the client that takes it, and the environment variable\n"
        "that is read where that isn't given."
    ),
    "naming": (
        "Names that aren't to be what the document makes them: `operation_id` is an extension that names methods,\n"
        "`schemas`, `operations` and `fields` map names one by one."
    ),
    "pagination": (
        "Operations that have such a parameter, link or header, and such a list, give pages, which fetch their\n"
        "successors by themselves. Without `items`, the whole answer is the list."
    ),
    "errors": "Where an error body keeps what the exceptions show; a list of places where errors differ.",
}
_ABOUT_REVISION = (
    "The digits of the pin and `revision` make the first number. Raise `revision` for a breaking change that the pin\n"
    "does not explain, `minor` for additions, `patch` for repairs."
)


def write_page(settings: Mapping[str, Any]) -> str:
    """Write package.yaml.

    Args:
        settings: its content, in the order in which it is to be written.
    """
    lines = _HEAD.splitlines()
    for key, value in settings.items():
        about = _ABOUT_REVISION if key == "version" and isinstance(value, dict) else _ABOUT.get(key)
        if about is not None:
            lines += ["", *(f"# {line}" for line in about.splitlines())]
        lines += write_entry(key, value, 0, _STYLE, _FREE)
    return "\n".join([*lines, ""])
