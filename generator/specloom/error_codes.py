"""Exceptions for the error codes that a document lists: each is a class, and also an error of its HTTP status."""

import ast
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from specloom import encode, names
from specloom.config import PackageConfig
from specloom.encode import Code, environment
from specloom.keeping import Keeper
from specloom.operations.views import ResourceView
from specloom.schemas import Document, Schema, component_schemas, listed_values, ref_name

MODULE = "error_codes"
"""The module of a package that holds its exceptions for codes."""

_GROUPS = {"3": "RedirectError", "4": "ClientError", "5": "ServerError"}
_ANY = "APIStatusError"
_LONGEST = 80
_LAST_PART = re.compile(r".*[/#](?=[^/#]*[A-Za-z0-9])")
"""What stands before the telling part of a code that is a URI, as `type` of RFC 9457 is."""


@dataclass(frozen=True, slots=True)
class ErrorCode:
    """An error code of an API.

    Attributes:
        code: on the wire.
        name: of its exception.
        base: the class of the runtime that its exception extends: that of the one status which the code is documented
            with, or what those of several have in common.
        statuses: the statuses it is documented with, as the document writes them.
    """

    code: str
    name: Code
    base: Code
    statuses: Sequence[str]

    @property
    def docstring(self) -> Code:
        """The docstring of its exception."""
        *others, last = self.statuses
        statuses = f"statuses {', '.join(others)} and {last}" if others else f"status {last}"
        return encode.docstring(f"The error `{self.code}`, documented with {statuses}.", 4)


def error_codes(
    config: PackageConfig,
    document: Document,
    resources: Sequence[ResourceView],
    by_status: Mapping[int, str],
    taken: Collection[str],
    keeper: Keeper,
) -> list[ErrorCode]:
    """Find the codes that a document lists for its errors, where package.yaml says that errors have them.

    A code is listed where the schema of an error has an `enum` or a `const` for it.

    Args:
        config: what package.yaml says.
        document: the normal form.
        resources: its operations, by group.
        by_status: the exceptions of the runtime, by status.
        taken: names that the package has for other things.
        keeper: gives the names of exceptions.
    """
    schemas = component_schemas(document)
    statuses: dict[str, dict[str, None]] = {}
    for resource in resources:
        for operation in resource.operations:
            for status, contents in operation.errors.items():
                for content in contents:
                    for path in config.errors.code:
                        for code in _codes(content.schema or {}, path.split("."), schemas, frozenset()):
                            statuses.setdefault(code, {})[status] = None
    wanted = {code: _class_name(code, taken) for code in sorted(statuses)}
    settled = keeper.settle("errors", wanted, taken, config.naming.errors)
    return [
        ErrorCode(code, Code(settled[code]), Code(_base(statuses[code], by_status)), sorted(statuses[code]))
        for code in wanted
    ]


def render_error_codes(codes: Sequence[ErrorCode], import_name: str, templates: Path) -> dict[str, str]:
    """Write the module of exceptions for codes, by its path; nothing where there are none."""
    if not codes:
        return {}
    template = environment(templates / "package").get_template("error_codes.py.jinja")
    bases = sorted({_ANY, *(code.base for code in codes)})
    text = template.render(codes=codes, bases=[Code(base) for base in bases])
    return {f"{import_name}/{MODULE}.py": text}


def exceptions_by_status(templates: Path) -> dict[int, str]:
    """The exception class of each status, from the runtime that has them."""
    tree = ast.parse((templates / "runtime" / "status_errors.py").read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == "_BY_STATUS":
            if isinstance(node.value, ast.Dict):
                pairs = zip(node.value.keys, node.value.values, strict=True)
                return {
                    key.value: value.id
                    for key, value in pairs
                    if isinstance(key, ast.Constant) and isinstance(key.value, int) and isinstance(value, ast.Name)
                }
    raise RuntimeError("the runtime has no table of exceptions")


def exception_of(status: str, by_status: Mapping[int, str]) -> str:
    """The exception class of a status as a document writes it: 404, 4XX or default."""
    own = by_status.get(int(status)) if status.isdecimal() else None
    return own or _GROUPS.get(status[0], _ANY)


def _codes(
    schema: Schema, path: Sequence[str], schemas: Mapping[str, Schema], above: frozenset[tuple[str, int]]
) -> Iterator[str]:
    """The values that a schema lists for what stands at a path of properties, in whichever alternative."""
    name = ref_name(schema)
    if name is not None:
        here = (name, len(path))
        if here not in above and name in schemas:
            yield from _codes(schemas[name], path, schemas, above | {here})
        return
    for alternative in (*schema.get("oneOf", ()), *schema.get("anyOf", ())):
        yield from _codes(alternative, path, schemas, above)
    if path:
        inner = schema.get("items") if path[0].isdecimal() else schema.get("properties", {}).get(path[0])
        if isinstance(inner, dict):
            yield from _codes(inner, path[1:], schemas, above)
        return
    for value in listed_values(schema):
        if isinstance(value, str | int) and not isinstance(value, bool) and value != "":
            yield str(value)


def _class_name(code: str, taken: Collection[str]) -> str:
    """A name for the exception of a code: `DUPLICATE_NAME` is a `DuplicateNameError`, 1001 an `Error1001`."""
    name = (names.pascal(_LAST_PART.sub("", code)) or names.pascal(code))[:_LONGEST]
    if not name[:1].isalpha():
        return f"Error{name}"
    # A word of one piece in capitals is no abbreviation here.
    name = name.capitalize() if name.isupper() and len(name) > 3 else name
    candidates = [name if name.endswith("Error") else f"{name}Error", f"{name.removesuffix('Error')}CodeError"]
    return names.first_unused([names.class_name(each) for each in candidates], taken)


def _base(statuses: Collection[str], by_status: Mapping[int, str]) -> str:
    classes = {exception_of(status, by_status) for status in statuses}
    if len(classes) == 1:
        return classes.pop()
    groups = {_GROUPS.get(status[0], _ANY) for status in statuses}
    return groups.pop() if len(groups) == 1 else _ANY


def raised(codes: Sequence[ErrorCode], status: int, code: str | None, by_status: Mapping[int, str]) -> Code:
    """The exception that the runtime raises for a status and a code; if that is of two classes, the one of the code."""
    of_status = exception_of(str(status), by_status)
    extended = (of_status, _GROUPS.get(str(status)[0], _ANY), _ANY)
    return next((one.name for one in codes if one.code == code and one.base in extended), Code(of_status))
