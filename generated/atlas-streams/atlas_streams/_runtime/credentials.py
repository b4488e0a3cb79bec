"""Which credentials a client has, from arguments and the environment, and which of them a call uses."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from .errors import ConfigurationError, MissingCredentialsError

if TYPE_CHECKING:
    from .auth import Scheme
    from .effects import Clock

TokenSource: TypeAlias = "Callable[[], str | Awaitable[str]]"
"""A function that gives the present token; an async client may be given an async one."""


def from_env(name: str) -> str | None:
    """The value of an environment variable; an empty one counts as not set."""
    return os.environ.get(name) or None


class Setting:
    """One thing that a scheme needs: an argument of the client, or else an environment variable.

    Args:
        argument: What the argument is called.
        given: What was passed for it.
        env: The environment variable that stands in for it, read now.

    """

    __slots__ = ("argument", "env", "explicit", "value")

    def __init__(self, argument: str, given: str | TokenSource | None, env: str | None = None) -> None:
        self.argument: str = argument
        self.env: str | None = env
        self.explicit: bool = given is not None
        self.value: str | TokenSource | None = given if given is not None or env is None else from_env(env)
        if given == "":
            raise ConfigurationError(f"{argument} is empty")

    def __str__(self) -> str:
        return f"{self.argument} ({self.env})" if self.env else self.argument


@dataclass(frozen=True, slots=True)
class Option:
    """One way to satisfy a scheme.

    Args:
        settings: What it takes.
        build: Makes the scheme once all of them are there.

    """

    settings: tuple[Setting, ...]
    build: Callable[[], Scheme]

    @property
    def complete(self) -> bool:
        """Whether every setting has a value."""
        return all(setting.value is not None for setting in self.settings)

    @property
    def explicit(self) -> bool:
        """Whether any setting was passed as an argument."""
        return any(setting.explicit for setting in self.settings)

    def __str__(self) -> str:
        return " and ".join(str(setting) for setting in self.settings)


class Credentials:
    """The credentials of a client, by the name of the scheme in the API's document.

    What is passed as an argument goes before what the environment holds.

    Args:
        schemes: For each scheme the ways to satisfy it, the best first.

    Raises:
        ConfigurationError: An argument was passed without the one that goes with it.

    """

    def __init__(self, schemes: Mapping[str, Sequence[Option]]) -> None:
        self._options = schemes
        self._chosen: dict[str, Option] = {}
        for name, options in schemes.items():
            complete = sorted((o for o in options if o.complete), key=lambda o: not o.explicit)
            if complete:
                self._chosen[name] = complete[0]
        self._refuse_halves()
        self._built: dict[str, Scheme] = {}
        self._selected: dict[tuple[tuple[str, ...], ...], tuple[Scheme, ...]] = {}

    @property
    def arguments(self) -> list[str]:
        """What the client's arguments for credentials are called."""
        options = [option for group in self._options.values() for option in group]
        return [setting.argument for option in options for setting in option.settings]

    def select(self, operation: str, security: tuple[tuple[str, ...], ...]) -> tuple[Scheme, ...]:
        """The schemes that a call signs its request with.

        Args:
            operation: The name of the operation, for messages.
            security: Its alternatives.

        Raises:
            MissingCredentialsError: None of the alternatives is configured.

        """
        selected = self._selected.get(security)
        if selected is None:
            names = self._alternative(operation, security)
            selected = self._selected[security] = tuple(self._scheme(name) for name in names)
        return selected

    def _alternative(self, operation: str, security: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
        usable = [names for names in security if names and all(name in self._chosen for name in names)]
        for names in usable:
            if any(self._chosen[name].explicit for name in names):
                return names
        if usable:
            return usable[0]
        if not security or () in security:
            return ()
        ways = [
            " with ".join(" or ".join(str(option) for option in self._options[name]) for name in names)
            for names in security
            if all(name in self._options for name in names)
        ]
        if not ways:
            raise MissingCredentialsError(
                f"{operation} needs a kind of credentials that this package does not offer; "
                "pass an http_client that has an auth of its own"
            )
        raise MissingCredentialsError(
            f"{operation} needs credentials, and none are set. "
            f"Pass an argument, or set its environment variable: {'; or '.join(ways)}"
        )

    def _refuse_halves(self) -> None:
        """Refuse an argument that has no effect because the one that goes with it is missing."""
        options = [option for group in self._options.values() for option in group]
        used = {id(setting) for option in options if option.complete for setting in option.settings}
        for option in options:
            idle = [setting.argument for setting in option.settings if setting.explicit and id(setting) not in used]
            if idle:
                missing = [str(setting) for setting in option.settings if setting.value is None]
                raise ConfigurationError(f"{' and '.join(idle)} needs {' and '.join(missing)} as well")

    def _scheme(self, name: str) -> Scheme:
        # setdefault is atomic: threads that meet here share the first scheme, and with it its token.
        return self._built.get(name) or self._built.setdefault(name, self._chosen[name].build())


def bearer(token: Setting) -> Option:
    """A ready bearer token, or a function that gives one."""

    def build() -> Scheme:
        from .auth import BearerToken

        return BearerToken(token.value if callable(token.value) else _value(token))

    return Option((token,), build)


def basic(username: Setting, password: Setting) -> Option:
    """HTTP Basic."""

    def build() -> Scheme:
        from .auth import Basic

        _refuse_unfit_for_basic(username, password)
        return Basic(_value(username), _value(password))

    # What only the environment has may never be used.
    if username.explicit or password.explicit:
        _refuse_unfit_for_basic(username, password)
    return Option((username, password), build)


def _refuse_unfit_for_basic(username: Setting, password: Setting) -> None:
    """Refuse what HTTP Basic can't say (RFC 7617, 2): a name ends at the first colon."""
    for setting in (username, password):
        value = setting.value if isinstance(setting.value, str) else ""
        if setting is username and ":" in value:
            raise ConfigurationError(f"{setting} must not hold a colon: in HTTP Basic, the password begins behind it")
        if any(ord(char) < 32 or ord(char) == 127 for char in value):
            raise ConfigurationError(f"{setting} must not hold control characters, such as a line break at its end")


def digest(username: Setting, password: Setting) -> Option:
    """HTTP Digest."""

    def build() -> Scheme:
        from .auth import Digest

        return Digest(_value(username), _value(password))

    return Option((username, password), build)


def api_key(key: Setting, name: str, place: Literal["header", "query", "cookie"]) -> Option:
    """An API key."""

    def build() -> Scheme:
        from .auth import ApiKey

        return ApiKey(_value(key), name, place)

    return Option((key,), build)


def client_credentials(
    client_id: Setting,
    client_secret: Setting,
    token_url: str,
    scopes: Sequence[str] = (),
    clock: Clock | None = None,
) -> Option:
    """OAuth 2.0 client credentials; a relative token URL is one on the server of the API."""

    def build() -> Scheme:
        from .oauth import ClientCredentials

        return ClientCredentials(token_url, _value(client_id), _value(client_secret), scopes=scopes, clock=clock)

    return Option((client_id, client_secret), build)


def _value(setting: Setting) -> str:
    if not isinstance(setting.value, str):
        raise ConfigurationError(f"{setting} must be a string")
    return setting.value
