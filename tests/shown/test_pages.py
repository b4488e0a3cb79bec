"""The pages for people say what is true: excerpts are in the output, code runs, what they mention exists."""

import json
import re

import httpx2
import pytest
from specloom.cli import app

from .clone import ROOT
from .pages import PAGES, page, shown

README = page("README.md")
GENERATED = ROOT / "generated" / "atlas-streams"


def test_the_excerpt_stands_in_the_output() -> None:
    excerpts = re.findall(r"<!-- excerpt: (\S+) -->\n```python\n(.*?)```", README, re.DOTALL)
    assert excerpts
    for path, excerpt in excerpts:
        assert excerpt in (GENERATED / path).read_text(encoding="utf-8"), path


def test_its_first_example_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        body = {"type": "Kafka", "name": "orders"}
        return httpx2.Response(200, json=body, headers={"content-type": "application/vnd.atlas.2023-02-01+json"})

    client = httpx2.Client
    monkeypatch.setattr(httpx2, "Client", lambda **_: client(transport=httpx2.MockTransport(answer)))
    monkeypatch.setenv("ACCESS_TOKEN", "token")
    example, union = re.findall(r"\n```python\n(from .*?|match .*?)```", README, re.DOTALL)
    scope: dict[str, object] = {}
    exec(example, scope)
    assert json.loads(seen[0].content) == {"type": "Kafka", "name": "orders", "bootstrapServers": "broker:9092"}
    exec("from atlas_streams import UnknownTag\n" + union, scope)
    exec("import atlas_streams", scope)
    assert eval("(atlas_streams.__version__, atlas_streams.API_VERSION)", scope) == ("20250312001.0.0", "2025-03-12")


@pytest.mark.parametrize("name", PAGES)
def test_every_target_and_command_that_is_mentioned_exists(name: str) -> None:
    makefile = page("Makefile")
    for target in set(re.findall(r"(?:`|^    )make ([a-z-]+)", page(name), re.MULTILINE)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    commands = {
        command.name or command.callback.__name__.strip("_").replace("_", "-") for command in app.registered_commands
    }
    for command in re.findall(r"`specloom ([a-z-]+)", page(name)) + [
        one.split()[1] for one in shown(name) if one.startswith("specloom ")
    ]:
        assert command in commands
    for path in re.findall(r"`((?:generator|templates|tests|spec|generated)/[\w./-]+)`", page(name)):
        assert (ROOT / path).exists() or f"write {path}" in makefile, path
    for link in re.findall(r"\]\(([^)#:]+)\)", page(name)):
        assert ((ROOT / name).parent / link).exists(), link
