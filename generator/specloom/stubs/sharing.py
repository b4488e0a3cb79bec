"""What several tests of one file have in common gets a name there, instead of being written again and again."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from specloom import names
from specloom.encode import Code
from specloom.stubs.views import OperationStub


def share(stubs: Sequence[OperationStub]) -> tuple[dict[Code, Code], list[OperationStub]]:
    """Name the parameters that several tests have in common.

    Returns:
        What was named, by its name, and the tests with the names in place.
    """
    errors = _named((each.row, f"_ERROR_{each.status}") for stub in stubs for each in stub.errors)
    cases = _named(
        [
            *((send.cases, f"_SENT_{send.about}") for stub in stubs for send in stub.sends if send.cases),
            *((each.cases, f"_RECEIVED_{each.about}") for stub in stubs for each in stub.answers if each.cases),
        ]
    )
    shared = {name: source for source, name in [*cases.items(), *errors.items()]}
    return shared, [
        replace(
            stub,
            sends=[replace(send, cases=cases.get(send.cases, send.cases)) for send in stub.sends],
            answers=[replace(each, cases=cases.get(each.cases, each.cases)) for each in stub.answers],
            errors=[replace(each, row=errors.get(each.row, each.row)) for each in stub.errors],
        )
        for stub in stubs
    ]


def _named(found: Iterable[tuple[Code, str]]) -> dict[Code, Code]:
    """A name for each piece of source that occurs more than once."""
    listed = list(found)
    uses = Counter(source for source, _ in listed)
    used: set[str] = set()
    result: dict[Code, Code] = {}
    for source, wanted in listed:
        if uses[source] > 1 and source not in result:
            name = names.unused(wanted, used)
            used.add(name)
            result[source] = Code(name)
    return result
