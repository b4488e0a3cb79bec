"""What README.md shows: which operations serve as examples, and the programs around them."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from specloom.credentials import OptionView
from specloom.encode import Code, literal
from specloom.examples.calls import example_bodies
from specloom.examples.layout import Group, lay_out
from specloom.normalise.discriminators import read_discriminator
from specloom.normalise.media_types import is_json
from specloom.operations.pages import total_at
from specloom.operations.views import ContentView, Kind, OperationView
from specloom.pages.samples import Program, python_sample, result_name, showing, shown_bodies
from specloom.schemas import Schema, ref_name, ref_to, schemas_within
from specloom.stubs.material import Material

_MOST_GROUPS = 5
_MOST_BODIES = 2
_MOST_KINDS = 12
"""README.md is read as a whole; api.md and openapi.yaml have the rest."""


@dataclass(frozen=True, slots=True)
class Example:
    """A program under a title; the title is text of a document."""

    title: str
    source: Code


@dataclass(frozen=True, slots=True)
class Way:
    """A program that gives credentials, and the arguments that others of the same kind are given by."""

    function: Code
    source: Code
    others: Sequence[Code]


@dataclass(frozen=True, slots=True)
class BodyExamples:
    """One program for each of the first alternatives of a body that a method takes, and how many there are besides."""

    method: Code
    examples: Sequence[Example]
    others: int


@dataclass(frozen=True, slots=True)
class Readme:
    """What README.md shows; a program is None where the package has nothing to show it with.

    Attributes:
        first: the first call that a reader sees.
        ways: the ways to prove who one is.
        groups: one program for each of the first groups of operations.
        has_more_groups: whether there are groups without one.
        bodies: programs for the first bodies that have alternatives.
        has_more_bodies: whether there are such bodies without one.
        fetches_tokens: whether a client can get access tokens itself.
        plain: a body as a plain dictionary.
        errors, pages, raw, options, awaiting, unknown: programs for one subject each.
        back: a program that sends back what it received, with the name of a class for what is sent so.
        upload, download, items: programs that send a file, that receive one, and one item after another.
        error_fields: which attributes of an exception come from the body of the answer.
    """

    first: Code | None
    ways: Sequence[Way]
    groups: Sequence[Example]
    has_more_groups: bool
    bodies: Sequence[BodyExamples]
    has_more_bodies: bool
    fetches_tokens: bool
    plain: Code | None
    errors: Code | None
    pages: Code | None
    raw: Code | None
    options: Code | None
    awaiting: Code | None
    unknown: Code | None
    back: tuple[Code, Code] | None
    upload: Code | None
    download: Code | None
    items: Code | None


def readme(material: Material) -> Readme:
    """Choose and write the programs of README.md."""
    callable_ = [operation for resource in material.resources for operation in material.shown_operations(resource)]
    usual = next(_best(callable_), None)
    paged = next((operation for operation in callable_ if operation.kind is Kind.PAGE), None)
    objects = ((each, value) for each in callable_ if (value := _object_for(material, each)) is not None)
    plain = next(objects, None)
    if plain and not plain[1]:
        plain = next((shown for shown in objects if shown[1]), plain)
    union = next((operation for operation in _best(callable_) if _unknown_of(material, operation)), None)
    groups, bodies = _groups(material, paged or usual), list(islice(_bodies(material, callable_), _MOST_BODIES + 1))
    options = [option for scheme in material.schemes for option in scheme.options]
    return Readme(
        first=python_sample(material, paged or usual) if usual else None,
        ways=_ways(material, options),
        groups=groups[:_MOST_GROUPS],
        has_more_groups=len(groups) > _MOST_GROUPS,
        bodies=bodies[:_MOST_BODIES],
        has_more_bodies=len(bodies) > _MOST_BODIES,
        fetches_tokens=any(option.function == "client_credentials" for option in options),
        plain=_plain(material, *plain) if plain else None,
        errors=_errors(material, usual) if usual else None,
        pages=_pages(material, paged) if paged else None,
        raw=_raw(material, usual) if usual else None,
        options=_options_of_calls(material, usual) if usual else None,
        awaiting=_awaiting(material, paged or usual) if usual else None,
        unknown=_unknown(material, union) if union else None,
        back=next(_back(material, callable_), None),
        upload=_sample(material, callable_, _takes_files),
        download=_sample(material, callable_, lambda operation: operation.kind is Kind.STREAM),
        items=_sample(material, callable_, lambda operation: operation.kind is Kind.ITEMS)
        or next((_asking(material, operation) for operation in callable_ if operation.asks_for_items), None),
    )


def _best(operations: Sequence[OperationView]) -> Iterator[OperationView]:
    """Operations that read one thing, then others that decode an answer, then the rest."""
    simple = [each for each in operations if each.kind is Kind.CALL and each.body is None and each.returns != "None"]
    yield from (each for each in simple if each.method == "GET" and each.path_parameters)
    yield from (each for each in simple if each.method == "GET")
    yield from (each for each in operations if each.kind is Kind.CALL)
    yield from operations


def _object_for(material: Material, operation: OperationView) -> dict[str, Any] | None:
    if operation.body is None or not is_json(operation.body.content_type):
        return None
    value = example_bodies(operation.body, material.examples, full=False)[0].value
    return value if isinstance(value, dict) else None


def _sample(
    material: Material, operations: Sequence[OperationView], is_meant: Callable[[OperationView], bool]
) -> Code | None:
    return next((python_sample(material, operation) for operation in operations if is_meant(operation)), None)


def _asking(material: Material, operation: OperationView) -> Code:
    program = Program.of(material)
    client = program.client()
    head = "for item in "
    call = lay_out(program.call(operation, more=[("stream=", Code("True"))]), 4, before=len(head), after=1)
    return program.source(f"with {client} as client:", f"    {head}{call}:", "        print(item)")


def _takes_files(operation: OperationView) -> bool:
    return operation.body is not None and operation.body.content_type == "multipart/form-data"


def _ways(material: Material, options: Sequence[OptionView]) -> list[Way]:
    alike: dict[Code, list[OptionView]] = {}
    for option in options:
        alike.setdefault(option.function, []).append(option)
    found = []
    for function, (first, *others) in alike.items():
        program = Program.of(material, material.config.client)
        server: list[tuple[str, Code]] = [] if material.server else [("base_url=", literal(material.base_url))]
        given = [(f"{setting.name}=", Code('"..."')) for setting in first.settings]
        construct = lay_out(Group(f"{material.config.client}(", [*given, *server], ")"), before=9)
        names = [setting.name for option in others for setting in option.settings]
        found.append(Way(function, program.source(f"client = {construct}"), names))
    return found


def _groups(material: Material, shown: OperationView | None) -> list[Example]:
    found = []
    for resource in material.resources:
        operations = [operation for operation in material.shown_operations(resource) if operation is not shown]
        without_body = [operation for operation in operations if operation.body is None]
        if operations:
            chosen = (without_body or operations)[0]
            found.append(Example(_title(chosen), python_sample(material, chosen)))
    return found


def _title(operation: OperationView) -> str:
    """What an operation does, in its own words or in those of its name; one word is too little without its group."""
    summary = operation.summary.rstrip(".")
    title = summary if len(summary.split()) > 1 else re.sub(r"[._]+", " ", summary or operation.label).strip()
    if len(title.split()) == 1 and not operation.is_own:
        title = f"{operation.resource} {title.lower()}".replace("_", " ").strip()
    return title if summary == title else title[:1].upper() + title[1:]


def _bodies(material: Material, operations: Sequence[OperationView]) -> Iterator[BodyExamples]:
    shown: set[str] = set()
    for operation in operations:
        bodies = shown_bodies(material, operation)
        if operation.body is None or len(bodies) < 2:
            continue
        name = ref_name(operation.body.schema) or operation.operation_id
        if name in shown:
            continue
        shown.add(name)
        kinds = [body.variant.name for body in bodies[:_MOST_KINDS]]
        examples = [
            Example(material.names.models.get(kind, kind) or "value", python_sample(material, operation, index))
            for index, kind in enumerate(kinds)
        ]
        method = Code(f"client.{operation.called}")
        yield BodyExamples(method, examples, len(bodies) - len(kinds))


def _plain(material: Material, operation: OperationView, value: dict[str, Any]) -> Code:
    program = Program.of(material)
    client = program.client()
    body = Group("{", [(f"{literal(key)}: ", literal(item)) for key, item in value.items()], "}")
    return program.source(f"with {client} as client:", *showing(operation, program.call(operation, body), 4))


def _errors(material: Material, operation: OperationView) -> Code:
    program = Program.of(material, "APIConnectionError", "APIStatusError", "NotFoundError")
    client = program.client()
    codes = [code for code in material.error_codes if {*code.statuses} & {*operation.errors}]
    # The document's own examples say which of them this operation is known for.
    shown = {str(content.example.get(path)) for content in _failures(operation) for path in material.config.errors.code}
    codes = ([code for code in codes if code.code in shown] or codes)[:1]
    program.imported |= {code.name for code in codes}
    return program.source(
        f"with {client} as client:",
        "    try:",
        *showing(operation, program.call(operation), 8),
        *(
            line
            for code in codes
            for line in (f"    except {code.name} as error:", "        print(error.detail or error)")
        ),
        "    except NotFoundError as error:",
        '        print("There is no such thing:", error.detail or error)',
        "    except APIStatusError as error:",
        "        print(error.status_code, error.error_code, error.reason, error.request_id)",
        "    except APIConnectionError as error:",
        '        print("No complete answer:", error)',
    )


def _failures(operation: OperationView) -> list[ContentView]:
    """What comes back when something goes wrong, as far as the document has examples; what most callers see first."""
    found = [one for status, held in operation.errors.items() for one in held if isinstance(one.example, dict)]
    return [one for one in found if one in operation.errors.get("404", found)] or found


def _pages(material: Material, operation: OperationView) -> Code:
    program = Program.of(material)
    client = program.client()
    call = program.call(operation)
    rule = material.config.pagination[operation.page_rule] if operation.page_rule is not None else None
    has_total = rule is not None and total_at(rule) is not None
    return program.source(
        f"with {client} as client:",
        f"    page = {lay_out(call, 4, before=7)}",
        f"    print({'page.total, ' * has_total}len(page.items))",
        "",
        "    for item in page:  # of this page and, fetched when their turn comes, of all later ones",
        "        print(item)",
        "",
        "    for one_page in page.iter_pages():",
        "        print(one_page.items)",
    )


def _raw(material: Material, operation: OperationView) -> Code:
    program = Program.of(material)
    client = program.client()
    call = program.call(operation)
    method = Code(call.opening.removesuffix("("))
    raw = Group("client.raw(", [("", method), *call.members], ")")
    return program.source(
        f"with {client} as client:",
        f"    response = {lay_out(raw, 4, before=11)}",
        "    print(response.status_code, response.headers, response.request_id)",
        "    print(response.content)",
        "    print(response.parse())",
    )


def _options_of_calls(material: Material, operation: OperationView) -> Code:
    program = Program.of(material)
    made = program.client().removesuffix("()").removesuffix(")")
    opening = f"{made}(" if "(" not in made else f"{made}, "
    options = Code('{"timeout": 5, "extra_headers": {"X-Trace": "1"}}')
    call = program.call(operation, more=[("options=", options)])
    patient = program.call(operation)
    patient = Group(patient.opening.replace("client.", "patient.", 1), patient.members, patient.closing)
    return program.source(
        f"with {opening}timeout=30, max_retries=5) as client:",
        *showing(operation, call, 4),
        "",
        "    patient = client.with_options(timeout=300, max_retries=0)",
        *showing(operation, patient, 4),
    )


def _awaiting(material: Material, operation: OperationView) -> Code:
    program = Program.of(material)
    program.modules.add("asyncio")
    client = program.client(awaits=True)
    return program.source(
        "",
        "async def main() -> None:",
        f"    async with {client} as client:",
        *showing(operation, program.call(operation), 8, "await "),
        "",
        "",
        "asyncio.run(main())",
    )


def _unknown_of(material: Material, operation: OperationView) -> str:
    """The union that an operation answers with, if it keeps unknown variants: the name of its component."""
    schemas = [content.schema for listed in operation.responses.values() for content in listed if content.schema]
    unions = {union.name for union in material.plan.unions if union.unknown and union.tag}
    names = [name for schema in schemas if (name := ref_name(schema)) and material.names.models[name] in unions]
    return names[0] if operation.kind is Kind.CALL and len(names) == 1 else ""


def _unknown(material: Material, operation: OperationView) -> Code:
    component = _unknown_of(material, operation)
    schema = material.examples.schemas[component]
    discriminator = read_discriminator(schema, ())
    known = (
        [name for name in dict.fromkeys(discriminator.mapping.values()) if name in material.classes][:2]
        if discriminator
        else []
    )
    classes = [material.names.models[name] for name in known]
    unknown = material.names.unknown[component]
    program = Program.of(material, unknown, *classes)
    client = program.client()
    result = result_name(operation)
    return program.source(
        f"with {client} as client:",
        f"    {result} = {lay_out(program.call(operation), 4, before=len(result) + 3)}",
        "",
        f"match {result}:",
        *(line for name in classes for line in (f"    case {name}():", f'        print("{name}:", {result})')),
        f"    case {unknown}():",
        f'        print("newer than this package:", {result}.tag, {result}.raw)',
        "    case _:",
        f"        print({result})",
    )


def _back(material: Material, operations: Sequence[OperationView]) -> Iterator[tuple[Code, Code]]:
    """Programs that change what another operation gives, with the class of what is sent."""
    answers = material.names.keeper.answers
    changing = [each for each in operations if each.method in ("PUT", "PATCH") and each.body and not each.body.others]
    for change in changing:
        sent = change.body and ref_name(change.body.schema)
        received = material.names.models.get(answers.get(sent or "", ""))
        for read in _best(operations):
            given = [name for name in map(ref_name, _answers_of(read)) if name in answers.values()]
            if read.method != "GET" or read.returns != f"models.{received}" or len(given) != 1:
                continue
            # What servers answer with in the tests.
            variant = material.examples.variants({"$ref": ref_to(str(given[0]))})[0].name
            example = next((name for name, answer in answers.items() if answer == variant), "")
            if example in material.classes and _is_whole(example, material):
                program = Program.of(material)
                client, result = program.client(), result_name(read)
                source = program.source(
                    f"with {client} as client:",
                    f"    {result} = {lay_out(program.call(read), 4, before=len(result) + 3)}",
                    *showing(change, program.call(change, Code(result)), 4),
                )
                yield source, Code(material.names.models[example])


def _answers_of(operation: OperationView) -> list[Schema]:
    return [content.schema or {} for listed in operation.responses.values() for content in listed]


def _is_whole(sent: str, material: Material) -> bool:
    """Whether answers surely hold all that is needed for sending a component back."""
    schemas, answers = material.examples.schemas, material.names.keeper.answers
    waiting = [sent]
    for name in waiting:
        needed, held = schemas[name].get("required", ()), schemas[answers.get(name, name)].get("required", ())
        if not set(needed) <= set(held):
            return False
        found = (ref_name(inner) for inner in schemas_within(schemas[name]))
        waiting += {inner for inner in found if inner is not None}.difference(waiting)
    return True
