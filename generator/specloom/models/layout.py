"""Modules: what stands in which, and what each imports.

A definition has a module of its own, named after it, unless it and others need each other: then they share one, named
after the first of them.
"""

import ast
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from specloom import names
from specloom.encode import Code
from specloom.naming import LONGEST_MODULE

_WHERE = {
    **dict.fromkeys(("Annotated", "Any", "ClassVar", "Literal", "NotRequired", "TypeAlias", "TypedDict"), "typing"),
    **dict.fromkeys(("ConfigDict", "Field", "Tag"), "pydantic"),
    "TypeAliasType": "typing_extensions",
    **dict.fromkeys(("RequestModel", "ResponseModel", "SharedModel"), ".._runtime.models"),
    **dict.fromkeys(("UnknownTag", "UnknownVariant", "by_tag", "known_when_sent"), ".._runtime.unions"),
    **dict.fromkeys(("Checked", "checked", "checked_when_sent"), ".._runtime.checks"),
    "limited_when_sent": ".._runtime.limits",
    **dict.fromkeys(
        (
            "Date",
            "DateTime",
            "Secret",
            "SharedDate",
            "SharedDateTime",
            "StrictBool",
            "StrictDate",
            "StrictDateTime",
            "StrictTime",
            "StrictUuid",
            "Time",
            "Upload",
            "Uuid",
        ),
        ".._runtime.types",
    ),
}
"""Where the names come from that generated models use and do not define."""


_WORD = re.compile(r"[^\W\d]\w*")
_RESERVED_MODULES = frozenset({"models", "dict", "list", "str", "lazy_module", *names.DEVICES})
"""What the package of the models uses by these names, as its modules become attributes of it, and what is no file."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A piece of source that defines one or more names.

    Attributes:
        names: what it defines, the one it is about first.
        source: the piece.
        used: names that it uses; others that it might be taken to use do no harm.
        late: whether it needs what it names at import, as an alias does and a class need not.
        attributes: what names mean something else inside of it.

    """

    names: tuple[str, ...]
    source: Code
    used: frozenset[str]
    late: bool
    attributes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Module:
    """A module to write.

    Attributes:
        name: of the module.
        imports: names by the module that they come from.
        definitions: in order.
        postponed: whether annotations can't be evaluated where they stand, but only once all is defined.

    """

    name: str
    imports: Mapping[str, Sequence[str]]
    definitions: Sequence[Definition]
    postponed: bool


def _import_order(item: tuple[str, object]) -> tuple[int, str]:
    """The standard library first, then what is installed, then the package itself."""
    module = item[0]
    return (0 if module == "typing" else 2 if module.startswith(".") else 1, module)


@cache
def names_used(source: str) -> frozenset[str]:
    """Every name that a type expression uses, in code and in types given as text; perhaps words that are no names."""
    if '"' not in source and "'" not in source:
        return frozenset(_WORD.findall(source))
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
            found.add(node.value)
    return frozenset(found)


def imports_of(used: Collection[str], modules: Mapping[str, str]) -> dict[str, list[str]]:
    """The imports, by module, of a module beside the package `models` that uses these names."""
    found: dict[str, set[str]] = {}
    for name in used:
        if name in modules:
            found.setdefault(".models", set()).add(name)
        elif name in _WHERE:
            found.setdefault(_WHERE[name].replace("..", "."), set()).add(name)
    return {module: sorted(imported) for module, imported in sorted(found.items(), key=_import_order)}


def lay_out(definitions: Sequence[Definition]) -> list[Module]:
    """Put definitions into modules."""
    owner = {name: definition.names[0] for definition in definitions for name in definition.names}
    by_name = {definition.names[0]: definition for definition in definitions}
    used = {name: definition.used for name, definition in by_name.items()}
    needs = {name: sorted({owner[other] for other in found if other in owner} - {name}) for name, found in used.items()}
    groups = strongly_connected(needs)
    wanted = {group[0]: names.identifier(names.snake(group[0])[:LONGEST_MODULE], _RESERVED_MODULES) for group in groups}
    module_of_group = names.settle(wanted)
    module_of = {name: module_of_group[group[0]] for group in groups for name in group}
    modules = []
    for group in groups:
        imports: dict[str, set[str]] = {}
        for name in group:
            for other in used[name]:
                if other in owner:
                    module = module_of[owner[other]]
                    if module != module_of[name]:
                        imports.setdefault(f".{module}", set()).add(other)
                elif other in _WHERE:
                    imports.setdefault(_WHERE[other], set()).add(other)
        classes_first = sorted((by_name[name] for name in group), key=lambda definition: definition.late)
        ordered = _aliases_in_order(classes_first, needs)
        modules.append(
            Module(
                module_of_group[group[0]],
                {module: sorted(imported) for module, imported in sorted(imports.items(), key=_import_order)},
                ordered,
                _postponed(ordered),
            )
        )
    return modules


def _postponed(definitions: Sequence[Definition]) -> bool:
    """Whether an annotation names what is defined only after it, or what is an attribute of its own class."""
    missing = {name for definition in definitions for name in definition.names}
    for definition in definitions:
        if not definition.late and not definition.used.isdisjoint(missing | definition.attributes):
            return True
        missing.difference_update(definition.names)
    return False


def _aliases_in_order(definitions: Sequence[Definition], needs: Mapping[str, Collection[str]]) -> list[Definition]:
    """Classes as they come, then aliases, each after those it names."""
    result = [definition for definition in definitions if not definition.late]
    waiting = [definition for definition in definitions if definition.late]
    while waiting:
        ready = [
            d for d in waiting if not any(other.names[0] in needs[d.names[0]] for other in waiting if other is not d)
        ]
        # Aliases that need each other are written as text, so any order does.
        batch = ready or waiting[:1]
        result += batch
        waiting = [definition for definition in waiting if definition not in batch]
    return result


def strongly_connected(needs: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Group names that need each other, directly or not (Tarjan's algorithm, without recursion).

    Returns:
        The groups, each sorted; sorted by their first names.

    """
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    groups: list[list[str]] = []
    for start in needs:
        if start in index:
            continue
        work: list[tuple[str, int]] = [(start, 0)]
        while work:
            node, position = work.pop()
            if position == 0:
                index[node] = low[node] = len(index)
                stack.append(node)
                on_stack.add(node)
            for offset, other in enumerate(needs[node][position:], position):
                if other not in index:
                    work += [(node, offset + 1), (other, 0)]
                    break
                if other in on_stack:
                    low[node] = min(low[node], index[other])
            else:
                if low[node] == index[node]:
                    group = []
                    while True:
                        member = stack.pop()
                        on_stack.discard(member)
                        group.append(member)
                        if member == node:
                            break
                    groups.append(sorted(group))
                if work:
                    parent = work[-1][0]
                    low[parent] = min(low[parent], low[node])
    return sorted(groups)
