"""Security schemes and what asks for them."""

from __future__ import annotations

from typing import Any

from .dice import Dice

_TOKENS = "https://auth.example.com/token"


def schemes(dice: Dice, *, is_30: bool, is_32: bool) -> dict[str, Any]:
    """Some of all kinds of schemes.

    Args:
        dice: decides which.
        is_30: whether the document is OpenAPI 3.0.
        is_32: whether it is OpenAPI 3.2.
    """
    scopes = {"read": "To read.", "write": ""}
    flows: dict[str, Any] = {
        "clientCredentials": {"tokenUrl": _TOKENS, "scopes": scopes},
        "password": {"tokenUrl": _TOKENS, "scopes": {}, "refreshUrl": _TOKENS},
        "authorizationCode": {"authorizationUrl": "https://auth.example.com", "tokenUrl": _TOKENS, "scopes": scopes},
    }
    if is_32:
        flows["deviceAuthorization"] = {"deviceAuthorizationUrl": _TOKENS, "tokenUrl": _TOKENS, "scopes": {}}
    known: dict[str, Any] = {
        "key": {"type": "apiKey", "in": dice.choice(("header", "query", "cookie")), "name": "X-Key"},
        "basic": {"type": "http", "scheme": "basic"},
        "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
        "digest": {"type": "http", "scheme": "Digest"},
        "oauth": {"type": "oauth2", "flows": {name: flows[name] for name in dice.some([*flows])}},
        "open.id": {"type": "openIdConnect", "openIdConnectUrl": "https://id.example.com/.well-known/openid-configuration"},
        **({} if is_30 else {"mutual": {"type": "mutualTLS"}}),
    }  # fmt: skip
    return {name: known[name] for name in dice.some([*known], 1, 4)}


def requirements(dice: Dice, names: list[str]) -> list[dict[str, list[str]]]:
    """What an operation, or all of them, ask for: one of several combinations, which may be nothing."""
    return [{name: [] for name in dice.some(names, 0, 2)} for _ in range(dice.randint(0, 2))]
