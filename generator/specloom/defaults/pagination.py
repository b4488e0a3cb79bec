"""Rules for lists that come in pages, where parameters and answers leave no doubt.

A wrong rule would loop, or leave items out; without a rule, the caller passes the parameters. So a rule needs names
that are common for this and nothing else, the right types, and hardly an operation that has the names and doesn't fit.
"""

from collections import Counter
from typing import Any

from specloom.capture.selection import Operation
from specloom.defaults.listings import Listing

Json = dict[str, Any]

_KINDS = ("page", "offset", "cursor", "link", "link_header")
"""What tells rules of one kind, in the order in which they are tried."""
_FOR_EACH_OTHER = 5
"""How many operations have to follow a rule for each that has the names and doesn't: a slip, and no convention."""


def find_page_rules(document: Json, operations: list[Operation]) -> list[Json]:
    """Find the rules, in the order in which they are tried: of one kind, those that name more come first."""
    found: Counter[tuple[tuple[str, Any], ...]] = Counter()
    lists = [one for operation in operations if (one := Listing.read(document, operation)) is not None]
    for one in lists:
        if one.rule:
            found[tuple(one.rule.items())] += 1

    def place(rule: tuple[tuple[str, Any], ...]) -> tuple[object, ...]:
        return next(at for at, kind in enumerate(_KINDS) if kind in dict(rule)), -len(rule), -found[rule], rule

    rules = sorted(found, key=place)
    kept: list[Json] = []
    for rule in map(dict, rules):
        # An operation follows the first rule that applies to it.
        free = [one for one in lists if one.applies(rule) and not any(map(one.applies, kept))]
        others = [one.call for one in free if one.rule != rule]
        if len(others) * _FOR_EACH_OTHER < len(free):
            kept.append(rule | ({"not_for": others} if others else {}))
    return kept
