"""What changed between two public interfaces, whatever the reason."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import griffe

from specloom.diff.entries import Verdict
from specloom.diff.python.interface import Interface, Part, Role
from specloom.diff.python.rules import RULES
from specloom.diff.python.types import Relation, alternatives, names_in, relation

_BY_BREAKAGE = {
    griffe.BreakageKind.PARAMETER_REMOVED: "python-parameter-removed",
    griffe.BreakageKind.PARAMETER_ADDED_REQUIRED: "python-parameter-required",
    griffe.BreakageKind.PARAMETER_CHANGED_REQUIRED: "python-parameter-required",
    griffe.BreakageKind.PARAMETER_MOVED: "python-parameter-moved",
    griffe.BreakageKind.PARAMETER_CHANGED_KIND: "python-parameter-moved",
    griffe.BreakageKind.PARAMETER_CHANGED_DEFAULT: "python-default-changed",
}
_BY_RELATION = {
    Relation.WIDENED: "python-type-widened",
    Relation.NARROWED: "python-type-narrowed",
    Relation.CHANGED: "python-type-changed",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Attributes:
        rule: by its id.
        path: of the name, or of the member of a class.
        parameter: of the function at the path, or "".
        verdict: what it does to code that uses the package.
        message: one sentence, as an entry has it.
        base: what there was.
        head: what there is.
        before: the same as text.
        after: likewise.
    """

    rule: str
    path: str
    verdict: Verdict
    message: str
    base: Part | None = None
    head: Part | None = None
    parameter: str = ""
    before: str = ""
    after: str = ""


def compare_interfaces(base: Interface, head: Interface) -> list[Change]:
    """List every difference between the interfaces of two versions of a package."""
    found: list[Change] = []
    if base.package != head.package:
        message = f"the import package is `{head.package}` rather than `{base.package}`"
        found.append(_change("python-package-renamed", head.package, message, before=base.package, after=head.package))
    found += _comings_and_goings("name", base.names, head.names)
    for path in sorted(base.names.keys() & head.names.keys()):
        old, new = base.names[path], head.names[path]
        if old.found.kind is not new.found.kind:
            kinds = (old.found.kind.value, new.found.kind.value)
            message = f"`{path}` is a {_kind(new)}, no longer a {_kind(old)}"
            found.append(_change("python-kind-changed", path, message, old, new, before=kinds[0], after=kinds[1]))
        else:
            found += _type(old, new)
        if isinstance(old.found, griffe.Class) and isinstance(new.found, griffe.Class):
            found += _class(path, old, new, base, head)
    renamed = _names_changed(base, head)
    return [change for change in found if not _follows(change, *renamed)]


def _comings_and_goings(what: str, old: Mapping[str, Part], new: Mapping[str, Part]) -> Iterator[Change]:
    for path in sorted(old.keys() - new.keys()):
        yield _change(f"python-{what}-removed", path, f"`{path}` is gone", old[path], None)
    for path in sorted(new.keys() - old.keys()):
        yield _change(f"python-{what}-added", path, f"`{path}` is new", None, new[path])


def _class(path: str, old: Part, new: Part, base: Interface, head: Interface) -> Iterator[Change]:
    before, after = _members(base, path), _members(head, path)
    for change in _comings_and_goings("member", before, after):
        if change.head is not None and change.head.is_required:
            message = f"`{change.path}` is new, and has to be given"
            yield _change("python-attribute-required", change.path, message, None, change.head)
        else:
            yield change
    for name in sorted(before.keys() & after.keys()):
        yield from _type(before[name], after[name])
        if after[name].is_required and not before[name].is_required:
            message = f"`{name}` has to be given"
            yield _change("python-attribute-required", name, message, before[name], after[name])
        functions = before[name].found, after[name].found
        if isinstance(functions[0], griffe.Function) and isinstance(functions[1], griffe.Function):
            yield from _parameters(name, before[name], after[name], functions[0], functions[1])
    if isinstance(old.found, griffe.Class) and isinstance(new.found, griffe.Class):
        yield from _bases(path, old, new, old.found, new.found)
        yield from _breakages(path, old, new, old.found, new.found)


def _bases(path: str, old: Part, new: Part, before: griffe.Class, after: griffe.Class) -> Iterator[Change]:
    bases = [[str(base) for base in one.bases] for one in (before, after)]
    if set(bases[0]) - set(bases[1]):
        texts = [", ".join(one) for one in bases]
        message = f"`{path}` inherits from {_quoted(texts[1])}, no longer from {_quoted(texts[0])}"
        yield _change("python-base-removed", path, message, old, new, before=texts[0], after=texts[1])


def _breakages(path: str, old: Part, new: Part, before: griffe.Class, after: griffe.Class) -> Iterator[Change]:
    """What griffe knows about parameters."""
    for breakage in griffe.find_breaking_changes(before, after):
        rule = _BY_BREAKAGE.get(breakage.kind)
        if rule is None:
            continue
        parameter = breakage.new_value or breakage.old_value
        method = f"{path}.{breakage.obj.name}"
        told = {
            "python-parameter-removed": "is no longer taken",
            "python-parameter-required": "has to be given",
            "python-parameter-moved": "is given another way",
            "python-default-changed": f"is {_default(breakage.new_value)} where it is left out",
        }
        message = f"the argument `{parameter.name}` of `{method}` {told[rule]}"
        texts = [str(one) if one is not None else "" for one in (breakage.old_value, breakage.new_value)]
        yield _change(rule, method, message, old, new, parameter=str(parameter.name), before=texts[0], after=texts[1])


def _parameters(name: str, old: Part, new: Part, before: griffe.Function, after: griffe.Function) -> Iterator[Change]:
    known = {parameter.name: parameter for parameter in before.parameters}
    for parameter in after.parameters:
        if parameter.name not in known:
            if not parameter.required:
                message = f"`{name}` takes `{parameter.name}`, too"
                yield _change(
                    "python-parameter-added", name, message, old, new, parameter=parameter.name, after=str(parameter)
                )
            continue
        types = str(known[parameter.name].annotation or ""), str(parameter.annotation or "")
        yield from _typed(
            Part(name, before, types[0], Role.WRITTEN), Part(name, after, types[1], Role.WRITTEN), parameter.name
        )


def _type(old: Part, new: Part) -> Iterator[Change]:
    if old.type or new.type:
        yield from _typed(old, new)


def _typed(old: Part, new: Part, parameter: str = "") -> Iterator[Change]:
    how = relation(old.type, new.type)
    if how is Relation.SAME:
        return
    subject = f"the argument `{parameter}` of `{new.path}`" if parameter else f"`{new.path}`"
    verb = "gives" if isinstance(new.found, griffe.Function) and not parameter else "is"
    before, after = (_shown(alternatives(one.type), other.type) for one, other in ((old, new), (new, old)))
    message = f"{subject} {verb} {_quoted(after)} rather than {_quoted(before)}"
    yield _change(_BY_RELATION[how], new.path, message, old, new, parameter=parameter, before=old.type, after=new.type)


def _shown(types: frozenset[str], other: str) -> str:
    """A type in a message: whole if it is short, else what the other one doesn't have."""
    whole = " | ".join(sorted(types, key=lambda one: (one == "None", one)))
    if len(whole) <= 60:
        return whole
    own = sorted(types - alternatives(other))
    return " | ".join(own[:4]) + (" and others" if len(own) > 4 or len(own) < len(types) else "")


def _change(
    rule: str,
    path: str,
    message: str,
    base: Part | None = None,
    head: Part | None = None,
    *,
    parameter: str = "",
    before: str = "",
    after: str = "",
) -> Change:
    said = RULES[rule]
    if said.neither is not None:
        verdict = said.neither.source
    else:
        role = head.role if head is not None else Role.BOTH
        asked = {Role.WRITTEN: [said.request], Role.READ: [said.response]}.get(role, [said.request, said.response])
        verdict = min((one.source for one in asked if one is not None), key=lambda one: one.rank)
    return Change(rule, path, verdict, message, base, head, parameter, before, after)


def _members(interface: Interface, path: str) -> dict[str, Part]:
    return {name: part for name, part in interface.members.items() if name.rpartition(".")[0] == path}


def _names_changed(base: Interface, head: Interface) -> tuple[set[str], set[str]]:
    """The last parts of the names that have gone and of those that have come."""
    gone, come = base.names.keys() - head.names.keys(), head.names.keys() - base.names.keys()
    return {path.rpartition(".")[2] for path in gone}, {path.rpartition(".")[2] for path in come}


def _follows(change: Change, gone: set[str], come: set[str]) -> bool:
    """Whether a type changed only because what it names has another name now, which is told of that name."""
    if not change.rule.startswith("python-type-"):
        return False
    old, new = alternatives(change.before), alternatives(change.after)
    return all(names_in(one) & gone for one in old - new) and all(names_in(one) & come for one in new - old)


def _kind(part: Part) -> str:
    return "type alias" if isinstance(part.found, griffe.Attribute) else part.found.kind.value


def _default(parameter: griffe.Parameter | None) -> str:
    return _quoted(str(parameter.default)) if parameter is not None else "nothing"


def _quoted(text: str) -> str:
    return f"`{text}`" if text else "nothing"
