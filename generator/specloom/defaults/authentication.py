"""The credentials of a package, as package.yaml would say what they are by default."""

from typing import Any

from specloom.config import PackageConfig
from specloom.credentials import scheme_views
from specloom.servers import default_server

_PARTS = {
    "basic": ("username", "password"),
    "digest": ("username", "password"),
    "api_key": ("api_key",),
    "client_credentials": ("client_id", "client_secret"),
}


def find_credentials(document: dict[str, Any], settings: dict[str, Any]) -> dict[str, Any]:
    """Spell out the arguments and environment variables that a client takes unless package.yaml says otherwise."""
    config = PackageConfig.default(**settings)
    views, _ = scheme_views(document, config, default_server(document, config))
    found: dict[str, Any] = {}
    for view in views:
        parts: dict[str, Any] = {}
        for option in view.options:
            bearer = ("token",) if view.kind == "bearer" else ("access_token",)
            for part, argument in zip(_PARTS.get(str(option.function), bearer), option.settings, strict=True):
                renamed = {"argument": str(argument.name)} if argument.name != part else {}
                parts[part] = renamed | {"env": argument.env}
        found[view.name] = parts
    return found
