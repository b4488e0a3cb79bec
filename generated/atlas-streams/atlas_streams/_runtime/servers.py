"""The URLs of servers, with what callers choose of them."""

from __future__ import annotations

from collections.abc import Mapping

from .errors import ConfigurationError
from .package import Package, ServerVariable

_PARTING = frozenset("/\\?#@")
"""What ends the name of a host, or has another one begin."""
_BRACES = frozenset("{}")


def checked_variables(package: Package, given: Mapping[str, object]) -> dict[str, str]:
    """The values of all variables, each one that its server can have.

    Raises:
        ConfigurationError: One is none of those that there are, or is no text.

    """
    values: dict[str, str] = {}
    for variable in package.variables:
        value = given.get(variable.name, variable.default)
        if variable.values and value not in variable.values:
            raise ConfigurationError(f"{variable.argument} must be one of {', '.join(map(repr, variable.values))}")
        if not isinstance(value, str) or not value.isprintable() or not _BRACES.isdisjoint(value):
            raise ConfigurationError(f"{variable.argument} must be text that a URL can hold")
        values[variable.name] = value
    return values


def filled(template: str, package: Package, values: Mapping[str, str]) -> str:
    """A URL with the values of its variables in place.

    Raises:
        ConfigurationError: A value would have the URL lead to another host than the API's document says.

    """
    url = template
    for variable in variables_of(template, package):
        value = values[variable.name]
        placed = "{" + variable.name + "}"
        is_in_host = "/" not in template.partition(placed)[0].replace("://", "", 1)
        # What is by default more than a part of a host, such as a URL with its scheme, may be another one.
        is_part = is_in_host and not variable.values and _PARTING.isdisjoint(variable.default)
        if is_part and not _PARTING.isdisjoint(value):
            raise ConfigurationError(f"{variable.argument} is part of a host, so it can't hold any of / \\ ? # @")
        url = url.replace(placed, value)
    return url


def variables_of(template: str, package: Package) -> list[ServerVariable]:
    """The variables that stand in a URL."""
    return [variable for variable in package.variables if "{" + variable.name + "}" in template]
