"""Security schemes: what a client takes as arguments, and what it makes of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from specloom import names
from specloom.config import Credential, PackageConfig
from specloom.diagnostics import Diagnostic, Pointer, Severity
from specloom.encode import Code, literal
from specloom.references import deref
from specloom.schemas import Document


@dataclass(frozen=True, slots=True)
class ArgumentView:
    """An argument of a client that holds a credential.

    Attributes:
        name: of the argument.
        env: the environment variable that stands in for it.
        annotation: its type.
        description: what it is, in our words.
    """

    name: Code
    env: str
    annotation: Code
    description: Code


_SHOWN = 8
"""How many scopes the description of an argument lists."""


@dataclass(frozen=True, slots=True)
class ScopesView:
    """An argument of a client that says which scopes are asked for, and those that the document lists."""

    name: Code
    listed: Sequence[str]

    @property
    def description(self) -> str:
        """What the argument is, with the first scopes."""
        shown, more = self.listed[:_SHOWN], len(self.listed) - _SHOWN
        known = ", ".join(shown) + (f" and {more} more" if more > 0 else "")
        return f"Which OAuth 2.0 scopes to ask for; by default, the server decides. The API knows {known}."


@dataclass(frozen=True, slots=True)
class OptionView:
    """One way to satisfy a scheme.

    Attributes:
        function: of the runtime's `credentials`.
        settings: what it takes.
        arguments: further ones.
        scopes: the argument for them, where there are any to ask for.
    """

    function: Code
    settings: Sequence[ArgumentView]
    arguments: Sequence[Code]
    scopes: ScopesView | None = None


@dataclass(frozen=True, slots=True)
class SchemeView:
    """A security scheme by its name in the document, with the ways to satisfy it, the best first."""

    name: str
    kind: str
    options: Sequence[OptionView]


_TEXT = Code("str | None")
_WHOLE_HEADER = Code(
    "The whole `Authorization` header, with the word before the key, such as `Bearer`, if there is one."
)
"""A document can't say which word: it is in the description of the scheme, if anywhere."""
_TOKEN = Code("str | _credentials.TokenSource | None")


def scheme_views(document: Document, config: PackageConfig, server: str) -> tuple[list[SchemeView], list[Diagnostic]]:
    """Work out the credentials of a client.

    Returns:
        The schemes that a client can be given credentials for, and what had to be left out.
    """
    raw: dict[str, Any] = document.get("components", {}).get("securitySchemes", {})
    schemes = {name: deref(document, scheme) for name, scheme in raw.items()}
    maker = _Maker(config, schemes, server)
    wanted = list(dict.fromkeys(name for need in document.get("security", ()) for name in need))
    schemes = dict(
        sorted(schemes.items(), key=lambda item: wanted.index(item[0]) if item[0] in wanted else len(wanted))
    )
    views = [view for name, scheme in schemes.items() if (view := maker.view(name, scheme)) is not None]
    return views, maker.diagnostics


def certificates(document: Document) -> set[str]:
    """The schemes that a TLS client certificate satisfies: they are a matter of the connection, not of requests."""
    schemes = document.get("components", {}).get("securitySchemes", {})
    return {name for name, scheme in schemes.items() if deref(document, scheme).get("type") == "mutualTLS"}


class _Maker:
    def __init__(self, config: PackageConfig, schemes: dict[str, Any], server: str) -> None:
        self.config = config
        self.server = server
        self.schemes = schemes
        self.diagnostics: list[Diagnostic] = []
        self.used: dict[str, str] = {}
        self.variables: set[str] = set()

    def view(self, name: str, scheme: dict[str, Any]) -> SchemeView | None:
        at: Pointer = ("components", "securitySchemes", name)
        kind = scheme.get("type")
        http = str(scheme.get("scheme", "")).lower()
        if kind == "http" and http in ("basic", "digest"):
            user = self.argument(name, "username", _TEXT, Code(f"User name for HTTP {http} authentication."))
            password = self.argument(name, "password", _TEXT, Code(f"Password for HTTP {http} authentication."))
            return SchemeView(name, http, [OptionView(Code(http), [user, password], [])])
        if kind == "http" and http == "bearer":
            token = self.argument(name, "token", _TOKEN, Code("A bearer token, or a function that gives one."))
            return SchemeView(name, "bearer", [OptionView(Code("bearer"), [token], [])])
        if kind == "apiKey" and scheme.get("in") in ("header", "query", "cookie"):
            is_authorization = scheme["in"] == "header" and str(scheme.get("name", "")).lower() == "authorization"
            key = self.argument(name, "api_key", _TEXT, _WHOLE_HEADER if is_authorization else Code("The API key."))
            arguments = [literal(str(scheme.get("name", ""))), literal(scheme["in"])]
            return SchemeView(name, "apiKey", [OptionView(Code("api_key"), [key], arguments)])
        if kind in ("oauth2", "openIdConnect"):
            return self.oauth(name, scheme)
        if kind == "mutualTLS":
            message = f"the scheme {name!r} asks for a TLS client certificate, which is not a matter of the client"
            hint = "callers pass an http_client that has one; calls are made without credentials for this scheme"
            self.diagnostics.append(Diagnostic("client-certificate", message, at, hint, Severity.WARNING))
            return None
        self.diagnostics.append(
            Diagnostic(
                "unsupported-security-scheme",
                f"the client has no argument for the scheme {name!r} ({kind} {http})".replace(" )", ")"),
                at,
                "callers can pass an http_client that does what the scheme asks",
                Severity.WARNING,
            )
        )
        return None

    def oauth(self, name: str, scheme: dict[str, Any]) -> SchemeView:
        token = self.argument(name, "access_token", _TOKEN, Code("A ready access token, or a function that gives one."))
        options = [OptionView(Code("bearer"), [token], [])]
        flow = scheme.get("flows", {}).get("clientCredentials")
        if isinstance(flow, dict) and isinstance(flow.get("tokenUrl"), str):
            client_id = self.argument(name, "client_id", _TEXT, Code("Client id for OAuth 2.0 client credentials."))
            secret = self.argument(
                name, "client_secret", _TEXT, Code("Client secret for OAuth 2.0 client credentials.")
            )
            arguments = [literal(self.token_url(flow["tokenUrl"]))]
            listed = [str(scope) for scope in flow.get("scopes") or ()]
            scopes = ScopesView(Code(self.named(name, "scopes")), listed) if listed else None
            options.insert(0, OptionView(Code("client_credentials"), [client_id, secret], arguments, scopes))
        return SchemeView(name, "oauth2", options)

    def token_url(self, url: str) -> str:
        """A token URL on the API's own server is written relative to it, so that it moves along with `base_url`."""
        own, token = urlsplit(self.server), urlsplit(url)
        if (own.scheme, own.netloc) == (token.scheme, token.netloc) and own.netloc:
            return urlunsplit(("", "", token.path, token.query, ""))
        return url

    def argument(self, scheme: str, part: str, annotation: Code, description: Code) -> ArgumentView:
        """Name one part of a scheme's credentials, and the environment variable that stands in for it."""
        configured = self.config.authentication.get(scheme)
        credential: Credential | None = getattr(configured, part, None) if configured else None
        name = self.named(scheme, part, credential.argument if credential else None)
        env = credential.env if credential and credential.env else self.variable(name)
        self.variables.add(env)
        return ArgumentView(Code(name), env, annotation, description)

    def named(self, scheme: str, part: str, wanted: str | None = None) -> str:
        """Name the argument of one part of a scheme, unless another scheme takes one of that name already."""
        name = wanted or part
        if self.used.get(name, scheme) != scheme:
            name = names.identifier(f"{names.snake(scheme)}_{part}")
        self.used[name] = scheme
        return name

    def variable(self, name: str) -> str:
        """Name the environment variable of an argument: `PETS_API_KEY` for the `api_key` of a `pets_api`."""
        package = self.config.import_name.split("_")
        words = name.split("_")
        whole = "_".join([*package, *words]).upper()
        short = "_".join([*package[:-1], *words]).upper() if len(package) > 1 and package[-1] == words[0] else whole
        return whole if short in self.variables else short
