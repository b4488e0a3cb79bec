"""Which lists come in pages, and of what."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from specloom.config_pages import CursorRule, LastItemRule, LinkHeaderRule, LinkRule, OffsetRule, PageNumberRule
from specloom.schemas import Schema, as_list, ref_name

Rule = PageNumberRule | OffsetRule | CursorRule | LastItemRule | LinkRule | LinkHeaderRule


@dataclass(frozen=True, slots=True)
class Candidate:
    """What tells whether an operation lists in pages.

    Attributes:
        call: its method and path, as in `GET /things`.
        queries: the names of its query parameters.
        body: the schema of what it sends as JSON; None if it sends nothing of the kind.
        answer: the schema of what comes back.
        headers: the names of the headers that come with it.
    """

    call: str
    queries: Collection[str]
    body: Schema | None
    answer: Schema
    headers: Collection[str]


def page_rule(
    rules: Sequence[Rule], operation: Candidate, components: Mapping[str, Schema]
) -> tuple[int, Schema] | None:
    """Find the first rule whose parameters and properties an operation has.

    Args:
        rules: of package.yaml.
        operation: what may be one.
        components: component schemas, by name.

    Returns:
        The index of the rule, and the schema of the items; None if there is none.
    """
    for index, rule in enumerate(rules):
        listed = _at(operation.answer, rule.items, components) if _applies(rule, operation, components) else None
        if listed is not None and "array" in as_list(listed.get("type")):
            return index, listed.get("items", {})
    return None


def _applies(rule: Rule, operation: Candidate, components: Mapping[str, Schema]) -> bool:
    """Whether an operation has all that a rule names, beside the items."""
    if operation.call in rule.not_for or (rule.size is not None and rule.size not in operation.queries):
        return False
    headers = set(map(str.lower, operation.headers))
    if (header := _header_of(rule)) is not None and header.lower() not in headers:
        return False
    told = [total_at(rule), rule.more, rule.next if isinstance(rule, CursorRule) and header is None else None]
    told += [rule.number, rule.pages] if isinstance(rule, PageNumberRule) else []
    if any(_at(operation.answer, path, components) is None for path in told if path is not None):
        return False
    match rule:
        case PageNumberRule():
            return rule.page in operation.queries
        case OffsetRule():
            return rule.offset in operation.queries
        case CursorRule(cursor_in="body"):
            return operation.body is not None and _at(operation.body, rule.cursor, components) is not None
        case CursorRule() | LastItemRule():
            return rule.cursor in operation.queries
        case LinkRule():
            return _at(operation.answer, rule.link, components) is not None
    return "link" in headers


def _header_of(rule: Rule) -> str | None:
    """The header that has the next cursor, or the number of items in all pages."""
    match rule:
        case CursorRule(next_in="header"):
            return rule.next
        case PageNumberRule(total_in="header") | OffsetRule(total_in="header"):
            return rule.total
    return None


def last_page_at(rule: Rule) -> str | None:
    """The dotted path to what the last page lacks, or has nothing in; None for the body itself."""
    match rule:
        case CursorRule(next_in="body"):
            return rule.next
        case LinkRule():
            return rule.link
    return rule.items


def total_at(rule: Rule) -> str | None:
    """The dotted path to the number of items in all pages; None where no property has it."""
    return rule.total if isinstance(rule, PageNumberRule | OffsetRule) and rule.total_in == "body" else None


def pages_at(rule: Rule) -> str | None:
    """The dotted path to the number of pages; None where no property has it."""
    return rule.pages if isinstance(rule, PageNumberRule) else None


def _at(schema: Schema, path: str | None, components: Mapping[str, Schema]) -> Schema | None:
    """The schema at a dotted path of properties, itself without one; None where there is none."""
    current: Any = schema
    for label in path.split(".") if path else ():
        current = resolved(current, components).get("properties", {}).get(label)
        if not isinstance(current, dict):
            return None
    return resolved(current, components)


def resolved(schema: Schema, components: Mapping[str, Schema]) -> Schema:
    """What a schema is, through a reference and through being nullable."""
    if (name := ref_name(schema)) is not None:
        return components[name]
    members = [member for member in schema.get("anyOf", ()) if member.get("type") != "null"]
    return resolved(members[0], components) if len(members) == 1 else schema
