"""Expressions of Python, laid out as the formatter does: on one line if they fit, else one member a line."""

from collections.abc import Sequence
from dataclasses import dataclass

from specloom.encode import Code

_INDENT = 4


@dataclass(frozen=True, slots=True)
class Group:
    """A call, a list or a dictionary: what stands before its members, the members, and what stands behind them.

    Attributes:
        opening, closing: with the bracket.
        members: each with what stands before it, such as `name=` or `"key": `.
    """

    opening: str
    members: "Sequence[tuple[str, Expression]]"
    closing: str


Expression = Code | Group


def lay_out(expression: Expression, indent: int = 0, width: int = 88, before: int = 0, after: int = 0) -> Code:
    """Write an expression.

    Args:
        expression: what to write.
        indent: of the line that it begins on, and of its last one.
        width: of the lines.
        before: how many characters stand on its first line already, the indentation not counted.
        after: how many characters will follow on its last line.
    """
    flat = _flat(expression)
    if isinstance(expression, Code) or not expression.members or indent + before + len(flat) + after <= width:
        return flat
    inner = indent + _INDENT
    lines = [
        f"{' ' * inner}{label}{lay_out(member, inner, width, len(label), 1)}," for label, member in expression.members
    ]
    return Code("\n".join([expression.opening, *lines, " " * indent + expression.closing]))


def _flat(expression: Expression) -> Code:
    if isinstance(expression, Code):
        return expression
    members = ", ".join(label + _flat(member) for label, member in expression.members)
    return Code(f"{expression.opening}{members}{expression.closing}")
