# Written by specloom, and rewritten whenever the package is; your own tests belong into other files of this folder.
"""Every example in README.md, and in the pages that api.md leads to, does what it says."""

import pytest

from . import examples
from .support import Server, pages, python_examples, run_example

EXAMPLES = [example for page in pages() for example in python_examples(page)]


@pytest.fixture(autouse=True)
def surroundings(
    monkeypatch: pytest.MonkeyPatch, server: Server, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Stand in for the API, let examples find credentials, and give them a folder to write into."""
    server.stand_in(monkeypatch)
    monkeypatch.setenv("SKYLIGHT_CATALOGUE_KEY", "test-api-key")
    monkeypatch.chdir(tmp_path_factory.mktemp("example"))


@pytest.mark.parametrize("source", EXAMPLES)
def test_examples_run(server: Server, source: str) -> None:
    server.answer_by_path(examples.ANSWERS)

    run_example(source, "example")

    assert server.requests or "client." not in source


@pytest.mark.parametrize(
    "source", [example for example in EXAMPLES if "except NotFoundError" in example.values[0]]
)
def test_examples_that_expect_errors_handle_them(server: Server, source: str) -> None:
    server.answer(404)

    run_example(source, "example")

    assert server.requests
