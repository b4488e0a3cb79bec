"""Ids of operations without what frameworks write into them to make them unique in a whole document.

A method stands in a group, and a group says what its methods are about; so an id is read for what is left to say.
"""

import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from specloom import names

_APART = re.compile(r"[^\W_]+")
_COUNTED = re.compile(r"(.+)_[1-9][0-9]*")
_NUMBERED = re.compile(r"def-[0-9]+")
_WITHIN_WORD = re.compile(r"[a-z0-9]")
_VERSION = re.compile(r"v[0-9]+([a-z]+[0-9]*)?", re.IGNORECASE)
_ROOTS = ("api", "rest")
_CLASSES = frozenset({"handler", "resource"})
"""What frameworks find in the names of the classes that they make groups of."""
_KINDS = ("api", "controller", "handler", "resource", "service")
"""What classes are called that hold operations, besides what they are about."""


@dataclass(frozen=True, slots=True)
class Called:
    """What an operation is called by: its id, method, path and group.

    Attributes:
        operation_id, method, path: of the operation.
        tag: that it is grouped under.
        is_tagged: whether the document says so.
        is_made: whether the id is no more than the method and the path.
    """

    operation_id: str
    method: str
    path: str
    tag: str
    is_tagged: bool
    is_made: bool


def function_name(operation_id: str, method: str, path: str) -> str:
    """An id without the path and the method that FastAPI puts behind the name of a function.

    `read_item_items__item_id__get` is `read_item`, for `GET /items/{item_id}`; other ids stay as they are.
    """
    for known in (path, _below_root(path)):
        ending = re.sub(r"\W", "_", known) + "_" + method.lower()
        name = operation_id.removesuffix(ending).rstrip("_")
        if name and name != operation_id and not _is_root(name):
            return name
    return operation_id


def short_names(
    operations: Collection[Called], given: Mapping[str, Mapping[str, str]], reserved: Collection[str]
) -> dict[str, str]:
    """What the methods of a document would like to be called, by id.

    Each is as short as it can be without another of its group being called the same; whoever would be keeps its id.

    Args:
        operations: all of the document but those that have their names from elsewhere.
        given: by tag and id, the names that those have.
        reserved: what no method can be called.
    """
    ids = {called.operation_id for called in operations}
    full = {called.operation_id: _method(called.operation_id, reserved) for called in operations}
    wanted: dict[str, dict[str, str]] = {}
    for called in operations:
        wanted.setdefault(called.tag, {})[called.operation_id] = _method(_short(called, ids), reserved)
    return {
        operation_id: name
        for tag, names_of_tag in wanted.items()
        for operation_id, name in _apart(names_of_tag, full, given.get(tag, {}).values()).items()
    }


def short_groups(tags: Collection[str]) -> dict[str, str]:
    """What to call groups that are called after classes of a program, by tag; others are left out.

    `order-controller` and `user-rest-controller`, as springdoc writes, are `order` and `user`. Where all tags end in
    `Resource`, as JHipster's and Quarkus' do, that tells of the program too; a single `human-resource` does not.
    """
    words = {tag: _lowered(tag) for tag in tags}
    endings = {found[-1] for found in words.values() if found}
    alike = _CLASSES & endings if len(endings) == 1 and len(tags) > 1 else set[str]()
    shorter = {tag: _without_class(found, {*alike, "controller"}) for tag, found in words.items()}
    others = Counter(map(tuple, (*shorter.values(), *(found for tag, found in words.items() if shorter[tag] != found))))
    return {tag: " ".join(found) for tag, found in shorter.items() if found != words[tag] and others[tuple(found)] == 1}


def _lowered(text: str) -> list[str]:
    return [word.lower() for word in names.words(text)]


def _without_class(words: list[str], classes: Collection[str]) -> list[str]:
    """Words without the kind of class that they end in; something stays behind."""
    if len(words) < 2 or words[-1] not in classes:
        return words
    return words[:-2] if words[1:-1] and words[-2] == "rest" else words[:-1]


def short_components(
    components: Mapping[str, Mapping[str, Any]], operations: Iterable[tuple[str, str, str]]
) -> dict[str, str]:
    """What to call components whose names were made by a framework, by component; others are left out.

    `Body_create_item_items__post`, made by FastAPI of an id, is `Body_create_item`; `def-0`, as Fastify counts, is what
    its title says; and so on with what stands in them.

    Args:
        components: their schemas, by name.
        operations: the id, method and path of each.
    """
    begins = {
        component: str(schema["title"])
        for component, schema in components.items()
        if _NUMBERED.fullmatch(component) and not _NUMBERED.fullmatch(str(schema.get("title") or component))
    }
    for operation_id, method, path in operations:
        if (name := function_name(operation_id, method, path)) != operation_id:
            begins[f"Body_{operation_id}"] = f"Body_{name}"
            begins[names.pascal(operation_id)] = names.pascal(name)
    found: dict[str, str] = {}
    for component in components:
        ends = (end for end in range(len(component), 0, -1) if not _WITHIN_WORD.match(component, end))
        end = next((end for end in ends if component[:end] in begins), None)
        if end is not None:
            found[component] = begins[component[:end]] + component[end:]
    return found


def _method(text: str, reserved: Collection[str]) -> str:
    return names.identifier(names.snake(text), reserved)


def _apart(wanted: Mapping[str, str], full: Mapping[str, str], taken: Collection[str]) -> dict[str, str]:
    """Give those their full names that would be called as others are."""
    found = dict(wanted)
    while True:
        uses = Counter([*found.values(), *taken])
        longer = {key: full[key] for key, name in found.items() if uses[name] > 1 and name != full[key]}
        if not longer:
            return found
        found |= longer


def _short(called: Called, ids: Collection[str]) -> str:
    if called.is_made:
        return _without_root(called)
    text = function_name(called.operation_id, called.method, called.path)
    # springdoc tells methods of the same name apart by numbers, over all groups.
    counted = _COUNTED.fullmatch(text)
    if counted and counted[1] in ids:
        text = counted[1]
    return _without_group(text, called.tag) if called.is_tagged else text


def _without_root(called: Called) -> str:
    """A name that was made of a method and a path, without what many paths of an API begin with."""
    method, _, path = called.operation_id.partition("_")
    root = names.snake(called.path.removesuffix(_below_root(called.path)))
    shorter = path.removeprefix(root + "_") if root else path
    return f"{method}_{shorter}"


def _below_root(path: str) -> str:
    """A path without `/api/v1` and the like at its beginning; something stays behind."""
    _, first, rest = [*path.split("/", 2), "", ""][:3]
    return _below_root("/" + rest) if rest and _is_root(first) else path


def _is_root(word: str) -> bool:
    return word.lower() in _ROOTS or _VERSION.fullmatch(word) is not None


def _without_group(text: str, tag: str) -> str:
    """An id without the group that it begins with: `orders.create` and `OrdersController_create` under `Orders`.

    Only what signs set apart counts, since `searchItems` under `search` is a search. The root of all paths, or a
    version, may stand before it: `api_orders_get_collection`.
    """
    group = _about(tag)
    parts = list(_APART.finditer(text))
    for begin in (0, 1) if parts and _is_root(parts[0][0]) else (0,):
        for last, following in itertools.pairwise(parts[begin:]):
            said = _about(text[parts[begin].start() : last.end()])
            if said[:-1] == group[:-1] and _numbers(said[-1:]) & _numbers(group[-1:]) and following[0][0].isalpha():
                return text[following.start() :]
    return text


def _about(text: str) -> tuple[str, ...]:
    """The words that say what a group is about, in small letters."""
    words = _lowered(text)
    return tuple(words[:-1] if len(words) > 1 and words[-1] in _KINDS else words)


def _numbers(words: Iterable[str]) -> set[str]:
    """Words, and what they may be the plural of."""
    endings = (("ies", "y"), ("es", ""), ("s", ""), ("", ""))
    return {word.removesuffix(old) + new for word in words for old, new in endings if word.endswith(old)}
