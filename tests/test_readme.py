"""The README says what is true: its excerpt is in the output, its code runs, its commands exist."""

import json
import re
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
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


@pytest.mark.parametrize("target", sorted(set(re.findall(r"make ([a-z]+)", README))))
def test_its_make_targets_exist(target: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_another_api_needs_no_more_than_it_says(tmp_path: Path) -> None:
    document = {
        "openapi": "3.1.0",
        "info": {"title": "My API", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": {"/ping": {"get": {"operationId": "ping", "responses": {"204": {"description": "pong"}}}}},
    }
    spec = tmp_path / "spec" / "my-api"
    spec.mkdir(parents=True)
    (spec / "fragment.yaml").write_text(json.dumps(document), encoding="utf-8")
    (spec / "package.yaml").write_text("name: my-api\n", encoding="utf-8")
    command = [str(Path(sys.executable).with_name("specloom")), "generate", "my-api"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "generated" / "my-api" / "my_api" / "client.py").is_file()
