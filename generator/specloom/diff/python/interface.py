"""The public interface of a generated package, read from its source; nothing of it is imported."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import griffe

from specloom.diagnostics import Diagnostic, Location, SpecError

_OWN_MODULES = ("resources", "dicts")
"""Public modules whose names are not names of the package itself."""


class Role(StrEnum):
    """Which way a value travels that a name holds."""

    READ = "read"
    WRITTEN = "written"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Part:
    """A name of the interface, or of a class in it.

    Attributes:
        path: by which it is known: `KafkaConnection.name`, `resources.Streams.list`, `dicts.PetDict`.
        found: what griffe read.
        type: the type of an attribute, of what a function returns, or of what an alias stands for; or "".
        role: which way its values travel.
        is_required: whether whoever makes an object has to give it.
    """

    path: str
    found: griffe.Object
    type: str = ""
    role: Role = Role.BOTH
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Interface:
    """The public interface of a package.

    Attributes:
        package: its import name.
        project: the folder that holds it.
        names: its classes, functions and aliases, by path.
        members: the attributes and methods of its classes, by path.
        place: says where a file of the project is for people; None if it is nowhere that they could look.
    """

    package: str
    project: Path
    names: dict[str, Part]
    members: dict[str, Part]
    place: Callable[[Location], Location] | None

    def locate(self, part: Part) -> Location | None:
        """Say where a name is defined."""
        file = part.found.filepath
        if self.place is None or not isinstance(file, Path):
            return None
        file = self.project / file.relative_to(self.project.resolve())
        return self.place(Location(file, part.found.lineno or 0, 1 if part.found.lineno else 0))


def read_interface(
    project: Path, package: str, place: Callable[[Location], Location] | None = lambda location: location
) -> Interface:
    """Read the interface of the package in a project.

    Args:
        project: the folder that holds the package.
        package: its import name.
        place: says where a file of the project is for people; None if it is nowhere that they could look.

    Raises:
        SpecError: `no-python`: there is no such package.
    """
    try:
        root = griffe.load(package, search_paths=[project], allow_inspection=False, resolve_aliases=True)
    except (ImportError, SyntaxError) as error:
        message = f"the Python package {package} can't be read: {error}"
        hint = "Run specloom generate, and commit what it writes."
        raise SpecError(Diagnostic("no-python", message, hint=hint, location=Location(project))) from None
    if not isinstance(root.filepath, Path):
        message = f"the Python package {package} has no __init__.py"
        hint = "Run specloom generate, and commit what it writes."
        raise SpecError(Diagnostic("no-python", message, hint=hint, location=Location(project / package)))
    names = {path: _part(path, found) for path, found in _names(root)}
    members = {
        member.path: member
        for path, part in names.items()
        if isinstance(part.found, griffe.Class)
        for member in _members(path, part.found)
    }
    return Interface(package, project, names, members, place)


def _names(root: griffe.Object | griffe.Alias) -> Iterator[tuple[str, griffe.Object]]:
    offered = _offered(root)
    for name, found in _public(root):
        if name in offered:
            yield name, found
    for module in _OWN_MODULES:
        if module in root.members:
            for path, found in _own(module, root.members[module]):
                yield path, found


def _offered(module: griffe.Object | griffe.Alias) -> frozenset[str]:
    """The names that a module offers to others: what it defines, and what it imports as the same name (PEP 484)."""
    file = module.filepath
    text = file.read_text(encoding="utf-8") if isinstance(file, Path) else ""
    imported = {
        alias.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name == alias.asname
    }
    return frozenset(imported | {name for name, one in module.members.items() if isinstance(one, griffe.Attribute)})


def _own(prefix: str, module: griffe.Object | griffe.Alias) -> Iterator[tuple[str, griffe.Object]]:
    """The names that a module and those below it define themselves."""
    for name, member in module.members.items():
        if name.startswith("_") or isinstance(member, griffe.Alias):
            continue
        if isinstance(member, griffe.Module):
            # A resource is known by its class; in which module that stands is nobody's business.
            yield from _own(prefix, member)
        elif not (isinstance(member, griffe.Attribute) and "TYPE_CHECKING" in name):
            yield f"{prefix}.{name}", member


def _public(scope: griffe.Object | griffe.Alias) -> Iterator[tuple[str, griffe.Object]]:
    for name, member in scope.members.items():
        if name.startswith("_"):
            continue
        try:
            found = member.final_target if isinstance(member, griffe.Alias) else member
        except (griffe.AliasResolutionError, griffe.CyclicAliasError):
            # From the standard library or a dependency, as `TYPE_CHECKING` is.
            continue
        if found.path.partition(".")[0] == scope.path.partition(".")[0] and isinstance(found, griffe.Object):
            yield name, found


def _part(path: str, found: griffe.Object) -> Part:
    if isinstance(found, griffe.Function):
        return Part(path, found, str(found.returns or ""), Role.READ)
    if isinstance(found, griffe.Attribute):
        annotation, value = str(found.annotation or ""), str(found.value or "")
        # A constant may have another value; what an alias stands for is its value.
        is_alias = annotation.endswith("TypeAlias") or value.startswith("TypeAliasType(")
        return Part(path, found, value if is_alias else annotation)
    return Part(path, found)


def _members(path: str, owner: griffe.Class) -> Iterator[Part]:
    role, is_dictionary = _role(owner), "TypedDict" in map(str, owner.bases)
    for name, member in owner.all_members.items():
        if (name.startswith("_") and name != "__init__") or member.is_module:
            continue
        found = member.final_target if isinstance(member, griffe.Alias) else member
        if isinstance(found, griffe.Function):
            yield Part(f"{path}.{name}", found, str(found.returns or ""), Role.READ)
        elif isinstance(found, griffe.Attribute):
            annotation = str(found.annotation or "")
            is_optional = "NotRequired[" in annotation if is_dictionary else found.value is not None
            is_required = bool(annotation) and role is not Role.READ and not is_optional
            yield Part(f"{path}.{name}", found, annotation, role, is_required and not found.has_labels("property"))


def _role(owner: griffe.Class) -> Role:
    bases = {str(base).rpartition(".")[2] for base in owner.bases}
    if bases & {"RequestModel", "TypedDict"}:
        return Role.WRITTEN
    return Role.READ if bases & {"ResponseModel", "UnknownVariant"} else Role.BOTH
