"""What everything in a document is called in Python, settled for the whole document at once."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from specloom import grammar, names
from specloom.config import Naming
from specloom.keeping import Keeper
from specloom.normalise.discriminators import is_union, read_discriminator
from specloom.normalise.sites import operation_id as made_id
from specloom.references import deref
from specloom.schemas import Document, Schema, component_schemas
from specloom.shortening import Called, short_components, short_groups, short_names

RESERVED_FIELDS = frozenset(
    {
        # What pydantic and the base classes of the runtime define on every model, and Python on every class.
        *(name for name in (*dir(BaseModel), *dir(type(BaseModel))) if not name.startswith("__")),
        "additional",
        "also_allowed",
        "may_lack",
        "null_constants",
        "nullable",
        "model_from",
        "model_rules",
        "received_as",
        # What annotations in the body of a class may mean.
        "bool",
        "bytes",
        "dict",
        "float",
        "int",
        "list",
        "str",
        "tuple",
    }
)
RESERVED_MODELS = frozenset(
    [
        "Annotated",
        "Any",
        "Literal",
        "TypeAlias",
        "TypeAliasType",
        "Field",
        "Tag",
        "ConfigDict",
        "UnknownTag",
        "UnknownVariant",
        "Checked",
        "BaseModel",
        "Secret",
        "DateTime",
        "Date",
        "Time",
        "Uuid",
        "SharedDate",
        "SharedDateTime",
        "StrictBool",
        "StrictDateTime",
        "StrictDate",
        "StrictTime",
        "StrictUuid",
        "Upload",
        "RequestModel",
        "ResponseModel",
        "SharedModel",
        "Model",
        "Callable",
        "Mapping",
        "None",
        "True",
        "False",
    ]
)
"""What modules of models use by these names."""

_RESERVED_ARGUMENTS = frozenset({"self", "body", "options"})
_PLACES = ("path", "query", "querystring", "header", "cookie")


@dataclass(frozen=True, slots=True)
class Names:
    """Python names for one document in normal form.

    Attributes:
        models: by component schema, the class or type alias.
        unknown: by union with tags, the class of its unknown variant; not where the document has a default.
        fields: by component schema, attribute by property.
        operations: by operationId, the method.
        arguments: by operationId, argument by (name, place) of a parameter.
        resources: by tag, the attribute of the client; modules and classes are named after it.
        has_own_methods: whether the methods of operations without a tag are the client's own as well.
        keeper: gives further names, those that are found while a package is planned.

    """

    models: Mapping[str, str]
    unknown: Mapping[str, str]
    fields: Mapping[str, Mapping[str, str]]
    operations: Mapping[str, str]
    arguments: Mapping[str, Mapping[tuple[str, str], str]]
    resources: Mapping[str, str]
    has_own_methods: bool
    keeper: Keeper

    def is_own(self, tag: str) -> bool:
        """Whether the methods of a tag are the client's own."""
        return self.has_own_methods and tag == DEFAULT_TAG

    def called(self, operation: Mapping[str, Any]) -> str:
        """How a client's method for an operation is called: `list_pets`, or with its group, `pets.list`."""
        tag, name = tag_of(operation), self.operations[operation["operationId"]]
        return name if self.is_own(tag) else f"{self.resources[tag]}.{name}"


LONGEST_MODULE = 100
"""How long the name of a module may be, so that every file system takes it."""
DEFAULT_TAG = "default"
"""What operations without a tag are grouped under."""


def tag_of(operation: Mapping[str, Any]) -> str:
    """The tag that an operation is grouped under: its first."""
    return next((str(tag) for tag in operation.get("tags") or ()), DEFAULT_TAG)


def python_names(
    document: Document,
    naming: Naming,
    given: Collection[str],
    taken: Collection[str] = (),
    keeper: Keeper | None = None,
) -> Names:
    """Settle all names of a document in normal form.

    Args:
        document: the normal form, with parameters resolved.
        naming: what package.yaml says about names.
        given: component schemas that the fragment itself has; the others got their names from the toolkit and follow
            the overrides of those.
        taken: names that the package needs for itself.
        keeper: knows the names that are to be kept; None where nobody has names of the document yet.

    """
    keeper = keeper or Keeper()
    keeper.documents["aliases"] = document
    schemas = component_schemas(document)
    fixed = {name: overridden for name in schemas if (overridden := _overridden(name, naming.schemas, given))}
    reserved = RESERVED_MODELS | set(taken)
    wanted = _class_names(document, schemas, reserved)
    avoided = keeper.avoided("classes", schemas)
    models = keeper.settle("classes", wanted, reserved, fixed, avoided=avoided, endings=_ENDINGS)
    unions = {name: f"Unknown{models[name]}" for name, schema in schemas.items() if _has_unknown_variant(schema)}
    unknown = keeper.settle("unknown", unions, reserved | set(models.values()), endings=_ENDINGS)
    fields = {
        name: keeper.settle_inside(
            "fields",
            name,
            {label: names.identifier(names.snake(label) or label, RESERVED_FIELDS) for label in schema["properties"]},
            {
                path.rpartition(".")[2]: field
                for path, field in naming.fields.items()
                if path.rpartition(".")[0] in _origins(name, given)
            },
        )
        for name, schema in schemas.items()
        if isinstance(schema.get("properties"), dict)
    }
    return Names(models, unknown, fields, *_operation_names(document, naming, keeper), keeper)


def _class_names(document: Document, schemas: Mapping[str, Schema], reserved: Collection[str]) -> dict[str, str]:
    wanted = {name: names.class_name(name, reserved) for name in schemas}
    ids = [
        (operation["operationId"], method, path)
        for path, item in document.get("paths", {}).items()
        for _, method, operation in grammar.operations(item)
    ]
    shorter = {name: names.class_name(text, reserved) for name, text in short_components(schemas, ids).items()}
    uses = Counter({**wanted, **shorter}.values())
    return wanted | {name: short for name, short in shorter.items() if uses[short] == 1}


def _has_unknown_variant(schema: Schema) -> bool:
    discriminator = read_discriminator(schema, ()) if is_union(schema) else None
    return discriminator is not None and discriminator.default is None


_ENDINGS = ("Model", "Schema")
"""What tells a class from one of the same name, in the place of a number."""


def _overridden(name: str, overrides: Mapping[str, str], given: Collection[str]) -> str | None:
    """The name that an override gives, to a component itself or to what was made from it."""
    if name in overrides:
        return overrides[name]
    if name in given or not overrides:
        return None
    owners = [owner for owner in _origins(name, given) if owner in overrides]
    return overrides[owners[0]] + names.pascal(name[len(owners[0]) :]) if owners else None


def _origins(name: str, given: Collection[str]) -> list[str]:
    """A component and those of the fragment that its name is made from, the longest first."""
    if name in given:
        return [name]
    return [name, *sorted((owner for owner in given if name.startswith(owner)), key=len, reverse=True)]


def _operation_names(
    document: Document, naming: Naming, keeper: Keeper
) -> tuple[dict[str, str], dict[str, dict[tuple[str, str], str]], dict[str, str], bool]:
    methods: dict[str, dict[str, str]] = {}
    fixed: dict[str, str] = {}
    arguments: dict[str, dict[tuple[str, str], str]] = {}
    calls: dict[str, str] = {}
    tags: dict[str, str] = {}
    called: list[Called] = []
    for path, item in document.get("paths", {}).items():
        for _, method, operation in grammar.operations(item):
            operation_id = operation["operationId"]
            tag = tag_of(operation)
            calls[operation_id], tags[operation_id] = f"{method} {path}", tag
            own = operation.get(naming.operation_id) if naming.operation_id else None
            wanted = methods.setdefault(tag, {})
            if operation_id in naming.operations:
                fixed[operation_id] = wanted[operation_id] = naming.operations[operation_id]
            elif isinstance(own, str):
                wanted[operation_id] = names.identifier(names.snake(own), _RESERVED_METHODS)
            else:
                is_made = operation_id.startswith(made_id(path, method, {}))
                called.append(Called(operation_id, method, path, tag, bool(operation.get("tags")), is_made))
            taken_by_body = _RESERVED_ARGUMENTS | ({"content_type"} if _chooses(document, operation) else set())
            arguments[operation_id] = _arguments(
                document, operation.get("parameters", ()), calls[operation_id], keeper, taken_by_body
            )
    shorter = short_groups([tag for tag in methods if tag != DEFAULT_TAG])
    wanted_resources = {
        tag: names.identifier(names.snake(names.latin(shorter.get(tag, tag)))[:LONGEST_MODULE], _RESERVED_RESOURCES)
        for tag in methods
    }
    own = [calls[operation_id] for operation_id, tag in tags.items() if tag == DEFAULT_TAG]
    kept = {keeper.lock.methods[call] for call in own if call in keeper.lock.methods}
    resources = keeper.settle("resources", wanted_resources, _RESERVED_RESOURCES, avoided=kept)
    # A client has methods without a tag itself, beside its groups and all else that every client has.
    of_client = _RESERVED_RESOURCES | {*resources.values()}
    short = short_names(called, methods, _RESERVED_METHODS)
    for one in called:
        methods[one.tag][one.operation_id] = short[one.operation_id]
    operations: dict[str, str] = {}
    for tag, wanted in methods.items():
        avoided = of_client if tag == DEFAULT_TAG else frozenset[str]()
        free = {key: f"{name}_" if name in avoided else name for key, name in wanted.items()}
        operations |= keeper.settle("methods", free, _RESERVED_METHODS, fixed, avoided=avoided, keys=calls)
    has_own = of_client.isdisjoint(operations[operation_id] for operation_id in methods.get(DEFAULT_TAG, ()))
    return operations, arguments, resources, has_own


# What annotations in the body of a class may mean.
_RESERVED_METHODS = frozenset(
    {"dict", "str", "int", "float", "bool", "bytes", "tuple", "print", "models", "dicts", "overload"}
)
_RESERVED_RESOURCES = frozenset(
    {"core", "close", "aclose", "with_options", "raw", "request", "stream", "base_url", "options", *names.DEVICES}
)


def _chooses(document: Document, operation: Mapping[str, Any]) -> bool:
    """Whether callers may choose the content type of a body."""
    content = deref(document, operation["requestBody"]).get("content", {}) if "requestBody" in operation else {}
    return len(content) > 1 or any("*" in name for name in content)


def _arguments(
    document: Document,
    parameters: Iterable[dict[str, object]],
    call: str,
    keeper: Keeper,
    reserved: Collection[str],
) -> dict[tuple[str, str], str]:
    resolved = [deref(document, parameter) for parameter in parameters]
    keys = [(str(parameter["name"]), str(parameter["in"])) for parameter in resolved]
    wanted: dict[str, str] = {}
    owners: dict[str, str] = {}
    for name, place in sorted(keys, key=lambda key: _PLACES.index(key[1])):
        plain = names.snake(name) or name
        # Of parameters that share a name, the one in the path is called so, and others say where they are.
        is_other = owners.setdefault(names.identifier(plain, reserved), place) != place
        wanted[f"{place} {name}"] = names.identifier(f"{plain}_{place}" if is_other else plain, reserved)
    settled = keeper.settle_inside("arguments", call, wanted)
    return {(name, place): settled[f"{place} {name}"] for name, place in keys}
