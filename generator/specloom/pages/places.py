"""Where the reference describes what: each group of methods has a page, with the models that nothing but it needs."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from posixpath import dirname, relpath

from specloom import names
from specloom.encode import Code, code_span
from specloom.operations.views import ResourceView
from specloom.standing import pointer_of
from specloom.stubs.material import Material

INDEX = "api.md"
"""The page that leads to all others."""
MODELS = "Models"
"""What stands above models."""
_FOLDER = "docs"
_NAME = re.compile(r"\w+")
_BAR = " | "
_NOT_IN_ANCHORS = re.compile(r"[^\w\- ]")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the reference.

    Attributes:
        path: in the package's folder.
        resource: the group of methods that it describes; None for what several groups need, or none.
        models: the models that it describes, sorted by their names: the component of each, or "" for an alias of what
            stands inside of a component or an operation.
    """

    path: str
    resource: ResourceView | None
    models: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Links:
    """Links to what the reference describes, as one of its pages has them.

    Attributes:
        page: the path of that page.
        places: path and anchor of what is described, by its name: of a model, or of a method as programs name it.
    """

    page: str
    places: Mapping[str, tuple[str, str]]

    def target(self, name: str) -> str:
        """Where something is described; "" for what is not."""
        if name not in self.places:
            return ""
        path, anchor = self.places[name]
        return f"{_leading(self.page, path)}#{anchor}"

    def targets(self, texts: Iterable[str]) -> list[str]:
        """Where everything that texts name is described."""
        named = {name for text in texts for name in _words(text) if name in self.places}
        return sorted(map(self.target, named))

    def named(self, name: str, text: str, *, cell: bool = False) -> Code:
        """Text set as code that leads to where something is described, if it is.

        Args:
            name: of what is described.
            text: what is shown.
            cell: whether it stands in a table.
        """
        target = self.target(name)
        shown = code_span(text, cell)
        return Code(f"[{shown}]({target})") if target else shown

    def typed(self, type_: str, *, cell: bool = False) -> Code:
        """A type as Python writes it, set as code; each alternative leads to the model that it names, if it is one.

        Args:
            type_: the expression.
            cell: whether it stands in a table.
        """
        parts = type_.split(_BAR)
        # A bar inside of brackets or quotes is no end of an alternative.
        if any(part.count("[") != part.count("]") or "'" in part or '"' in part for part in parts):
            parts = [type_]
        found = [sorted(name for name in _words(part) if name in self.places) for part in parts]
        if not any(len(each) == 1 for each in found):
            return code_span(type_, cell)
        bar = r" \| " if cell else _BAR
        linked = (
            self.named(each[0] if len(each) == 1 else "", part, cell=cell)
            for part, each in zip(parts, found, strict=True)
        )
        return Code(bar.join(linked))


@cache
def _words(text: str) -> frozenset[str]:
    """What a text of Python names, among other words; most types are those of many fields."""
    return frozenset(_NAME.findall(text))


@cache
def _leading(page: str, path: str) -> str:
    """How a page names the path of another; "" for its own."""
    return relpath(path, dirname(page)) if path != page else ""


def lay_out(material: Material) -> list[Page]:
    """Give each model a page: that of the only group of methods that leads to it, or one for all others.

    Returns:
        The pages in the order of their groups; that of all other models, if there are any, is the last.
    """
    wanted: dict[str, str] = {
        resource.attribute: "client" if resource.is_own else resource.attribute for resource in material.resources
    }
    files = names.settle(wanted, {MODELS.lower()})
    needed = {resource.attribute: _needed(material, resource) for resource in material.resources}
    uses = Counter(name for found in needed.values() for name in found)
    owners = {name: attribute for attribute, found in needed.items() for name in found if uses[name] == 1}
    components = {python: name for name, python in material.names.models.items()}
    homes = {python: owners.get(name, "") for python, name in components.items()} | _homes_of_aliases(material, owners)
    groups: dict[str, dict[str, str]] = {attribute: {} for attribute in ("", *files)}
    for name in sorted(homes):
        groups[homes[name]][name] = components.get(name, "")
    pages = [
        Page(f"{_FOLDER}/{files[resource.attribute]}.md", resource, groups[resource.attribute])
        for resource in material.resources
    ]
    return [*pages, Page(f"{_FOLDER}/{MODELS.lower()}.md", None, groups[""])] if groups[""] else pages


def _homes_of_aliases(material: Material, owners: Mapping[str, str]) -> dict[str, str]:
    """The group of each model that is the type of a part of a component, or of an operation; "" for several or none.

    Args:
        material: the package.
        owners: the only group that leads to a component.
    """
    operations = {
        (operation.path, operation.method.lower()): resource.attribute
        for resource in material.resources
        for operation in resource.operations
    }
    opened = {enum.open_name for enum in material.plan.enums}
    found: dict[str, str] = {}
    for name, place in material.names.keeper.places("aliases").items():
        match pointer_of(place):
            case _ if name in opened:
                pass
            case ("components", _, str(component), *_):
                found[name] = owners.get(component, "")
            case ("paths", str(path), str(method), *_):
                found[name] = operations.get((path, method), "")
            case _:
                found[name] = ""
    return found


def _needed(material: Material, resource: ResourceView) -> set[str]:
    """The components that the methods of a group lead to."""
    found: set[str] = set()
    waiting = [name for operation in resource.operations for name in material.recall.led_to(operation)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += material.needs[name]
    return found


def places_of(pages: Iterable[Page], material: Material) -> dict[str, tuple[str, str]]:
    """Path and anchor of each model and each method, by its name."""
    found: dict[str, tuple[str, str]] = {}
    for page in pages:
        headings = list(_headings(page))
        anchors = _anchors(text for text, _ in headings)
        found |= {name: (page.path, anchor) for (_, name), anchor in zip(headings, anchors, strict=True) if name}
    # An alias that takes any value besides is described with the one that doesn't.
    open_names = {enum.open_name: enum.name for enum in material.plan.enums if enum.open_name}
    return found | {opened: found[name] for opened, name in open_names.items() if name in found}


def method_path(resource: ResourceView, method: str = "") -> str:
    """How a program names a group of methods, or one of them."""
    group = "client" if resource.is_own else f"client.{resource.attribute}"
    return f"{group}.{method}" if method else group


def _headings(page: Page) -> Iterator[tuple[str, str]]:
    """The headings of a page, in order, each with the name of what it stands above; "" for models as such."""
    if page.resource is not None:
        group = method_path(page.resource)
        methods = (method_path(page.resource, operation.name) for operation in page.resource.operations)
        yield from ((name, name) for name in (group, *methods))
    if page.resource is None or page.models:
        yield MODELS, ""
    yield from ((name, name) for name in page.models)


def _anchors(headings: Iterable[str]) -> list[str]:
    """What the headings of a page are called in links to them, by those who show Markdown, such as GitHub."""
    uses: Counter[str] = Counter()
    result: list[str] = []
    for heading in headings:
        anchor = _NOT_IN_ANCHORS.sub("", heading.lower()).replace(" ", "-")
        result.append(f"{anchor}-{uses[anchor]}" if uses[anchor] else anchor)
        uses[anchor] += 1
    return result
