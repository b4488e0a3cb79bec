"""Rules about security and servers."""

from specloom.diff.rule import B, C, Judged, N, Rule, W
from specloom.diff.rulebook.examples import Json, document, requests

_KEY: Json = {"type": "apiKey", "in": "header", "name": "X-Key"}
_BASIC: Json = {"type": "http", "scheme": "basic"}
_FLOWS: Json = {"clientCredentials": {"tokenUrl": "https://example.com/token", "scopes": {"read": "", "write": ""}}}
_OAUTH: Json = {"type": "oauth2", "flows": _FLOWS}


def _secured(*alternatives: Json, schemes: Json | None = None) -> Json:
    known = schemes or {"key": _KEY, "basic": _BASIC, "oauth": _OAUTH}
    said = {"security": list(alternatives)} if alternatives else {}
    return {**requests(("get", "/things", said)), "components": {"securitySchemes": known}}


_THINGS = requests(("get", "/things", {}))

RULES = (
    Rule(
        "security-required",
        "An operation that was open to everybody asks who it is.",
        "Requests without credentials are refused",
        neither=Judged(B, B),
        advice="Release a major version.",
        example=document(_secured(), _secured({"key": []})),
    ),
    Rule(
        "security-dropped",
        "An operation no longer asks who it is.",
        "Requests with credentials still pass",
        neither=Judged(C, C),
        example=document(_secured({"key": []}), _secured()),
    ),
    Rule(
        "security-alternative-added",
        "An operation takes other credentials as well.",
        "Nobody has to use them",
        neither=Judged(C, C),
        example=document(_secured({"key": []}), _secured({"key": []}, {"basic": []})),
    ),
    Rule(
        "security-alternative-removed",
        "An operation no longer takes some credentials.",
        "Requests with them are refused",
        neither=Judged(B, B),
        advice="Release a major version.",
        example=document(_secured({"key": []}, {"basic": []}), _secured({"key": []})),
    ),
    Rule(
        "security-scope-added",
        "An operation asks for a permission more.",
        "Tokens without it are refused",
        neither=Judged(B, N),
        advice="Tell users which permission their tokens need.",
        example=document(_secured({"oauth": ["read"]}), _secured({"oauth": ["read", "write"]})),
    ),
    Rule(
        "security-scope-removed",
        "An operation asks for a permission less.",
        "Tokens with it still pass",
        neither=Judged(C, N),
        example=document(_secured({"oauth": ["read", "write"]}), _secured({"oauth": ["read"]})),
    ),
    Rule(
        "security-scheme-changed",
        "Credentials are presented in another way.",
        "Where they were looked for, they are no more",
        neither=Judged(B, W),
        advice="Release a new version in time.",
        example=document(
            _secured({"key": []}), _secured({"key": []}, schemes={"key": {**_KEY, "name": "Authorization-Key"}})
        ),
    ),
    Rule(
        "security-scheme-renamed",
        "A kind of credentials has another name in the document.",
        "Names of security schemes don't go over the wire, but package.yaml refers to them",
        neither=Judged(N, W),
        advice="Change the name below `authentication` in package.yaml.",
        example=document(_secured({"key": []}), _secured({"token": []}, schemes={"token": _KEY})),
    ),
    Rule(
        "server-added",
        "The API can be had at an address more.",
        "Nobody has to use it",
        neither=Judged(C, N),
        example=document(
            {**_THINGS, "servers": [{"url": "https://a.example.com"}]},
            {**_THINGS, "servers": [{"url": "https://a.example.com"}, {"url": "https://b.example.com"}]},
        ),
    ),
    Rule(
        "server-removed",
        "The API can no longer be had at an address.",
        "Requests to it fail",
        neither=Judged(B, N),
        advice="Tell users to change the address that they give to the client, if they give one.",
        example=document(
            {**_THINGS, "servers": [{"url": "https://a.example.com"}, {"url": "https://b.example.com"}]},
            {**_THINGS, "servers": [{"url": "https://a.example.com"}]},
        ),
    ),
    Rule(
        "server-path-moved",
        "A part of the address of the API has become a part of its paths, or the other way round.",
        "Requests go where they went; but an address that is given to the client is another one",
        neither=Judged(N, W),
        advice="Tell users to change the address that they give to the client, if they give one.",
        example=document(
            {**_THINGS, "servers": [{"url": "https://example.com/v1"}]},
            {
                **requests(("get", "/v1/things", {"operationId": "getThings"})),
                "servers": [{"url": "https://example.com"}],
            },
        ),
    ),
    Rule(
        "default-server-changed",
        "Another of the addresses of the API comes first.",
        "Requests that name no server go elsewhere",
        neither=Judged(W, N),
        advice="Set `server` in package.yaml if the old one is meant.",
        example=document(
            {**_THINGS, "servers": [{"url": "https://a.example.com"}, {"url": "https://b.example.com"}]},
            {**_THINGS, "servers": [{"url": "https://b.example.com"}, {"url": "https://a.example.com"}]},
        ),
    ),
)
