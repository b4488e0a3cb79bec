"""What values become, in every topic: sent, received, and sent again without loss."""

from pathlib import Path

import pytest

from tests.conformance.topics import Case, Package, Use, equal, shape_problem, topic, topics


@pytest.mark.parametrize("use", list(Use), ids=str)
@pytest.mark.parametrize("name", topics())
def test_a_topic(name: str, use: Use, tmp_path: Path, subtests: pytest.Subtests) -> None:
    package = Package(topic(name), use, tmp_path)
    for case in topic(name).cases:
        if use is not Use.RECEIVED:
            _check_sent(package, case, subtests)
        if use is not Use.SENT:
            _check_received(package, case, subtests)


def _check_sent(package: Package, case: Case, subtests: pytest.Subtests) -> None:
    for valid in [*case.valid, *case.sent]:
        with subtests.test(case=case.name, sent=valid.value):
            assert equal(package.send(case, valid.value), valid.value)
            assert not shape_problem(package.validated(case, valid.value), valid.shape)
    for invalid in case.invalid:
        with subtests.test(case=case.name, refused=invalid), pytest.raises(package.refusals()):
            package.send(case, invalid)


def _check_received(package: Package, case: Case, subtests: pytest.Subtests) -> None:
    for value in [*case.valid, *case.received]:
        with subtests.test(case=case.name, received=value.value):
            received = package.receive(case, value.value)
            assert not shape_problem(received, value.shape)
            assert equal(package.dumped(case, received), value.value)
