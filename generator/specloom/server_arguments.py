"""What a client takes as arguments of the variables in the URLs of servers."""

from collections.abc import Sequence
from dataclasses import dataclass

from specloom import encode, names
from specloom.credentials import SchemeView
from specloom.encode import Code, literal
from specloom.keeping import Keeper
from specloom.servers import Servers


@dataclass(frozen=True, slots=True)
class VariableView:
    """A variable of servers as an argument.

    Attributes:
        name: in the URL.
        argument: of the client.
        annotation: its type.
        default: its value, unless a caller gives another.
        values: all that it may have, as a literal; "()" for any.
        description: what it is, Markdown, untrusted.
    """

    name: str
    argument: Code
    annotation: Code
    default: str
    values: Code
    description: str


def variable_views(servers: Servers, schemes: Sequence[SchemeView], keeper: Keeper) -> list[VariableView]:
    """Name the arguments, clear of those that hold credentials and of the options of clients."""
    options = [option for scheme in schemes for option in scheme.options]
    credentials = {setting.name for option in options for setting in option.settings}
    taken = {*credentials, *(option.scopes.name for option in options if option.scopes), *_TAKEN}
    wanted = {name: names.identifier(names.snake(name)) for name in servers.variables}
    wanted = {name: f"server_{argument}" if argument in taken else argument for name, argument in wanted.items()}
    arguments = keeper.settle("server_variables", wanted, taken)
    return [
        VariableView(
            name,
            Code(arguments[name]),
            Code(f"Literal[{', '.join(map(literal, each.values))}]" if each.values else "str"),
            each.default,
            literal(each.values),
            encode.first_sentence(each.description) or "A part of the URL of the server.",
        )
        for name, each in servers.variables.items()
    ]


_TAKEN = frozenset(
    """
    base_url clock default_headers follow_redirects http_client max_response_bytes max_retries options proxy
    retry_policy self timeout transport
    """.split()  # noqa: SIM905 - a list this long reads better as words
)
"""Options of clients, and what else their constructors have names for."""
