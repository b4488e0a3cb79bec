"""`generate` and `check`, as a person runs them."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

from specloom.workspace import Package

from tests.cli.conftest import Run
from tests.pipeline.projects import DATED_CONFIG, FRAGMENT, contents


def noticed(said: str) -> list[str]:
    """What stands on stderr but for how far a run is, which is told where the machine is slow."""
    return [line for line in said.splitlines() if not re.search(r", after \d+ s$", line)]


def test_generate_says_what_it_did_and_then_that_there_is_nothing_to_do(package: Package, run: Run) -> None:
    first = run("generate")
    assert first.stdout.startswith("pets 1.2.3: 1 operation, 1 model, ")
    assert noticed(first.stderr) == []
    assert run("generate").stdout == "pets: up to date\n"
    assert (package.output / "pets" / "client.py").is_file()
    run("check")


def test_it_finds_the_repository_from_below(package: Package, run: Run, tmp_path: Path) -> None:
    run("generate", "spec/pets/", cwd=package.root)
    assert run("generate", "pets", cwd=package.spec).stdout == "pets: up to date\n"
    assert run("generate", "--root", package.root, cwd=tmp_path).stdout == "pets: up to date\n"
    assert "error[no-workspace]" in run("generate", cwd=tmp_path, code=1).stderr


def test_the_same_input_gives_the_same_bytes(package: Package, run: Run, tmp_path: Path) -> None:
    run("generate", PYTHONHASHSEED="1", LC_ALL="C", TZ="Asia/Tokyo")
    first = contents(package.output)
    settings = {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": str(tmp_path), "PYTHONUTF8": "1"}
    run("generate", "--force", "--root", package.root, cwd=Path("/"), **settings)
    assert contents(package.output) == first


def test_what_is_committed_is_what_the_inputs_give_anywhere(run: Run, tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    settings = {"PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Pacific/Kiritimati", "HOME": str(tmp_path), "USER": "eve"}
    told = run("check", "atlas-streams", "--root", root, cwd=tmp_path, **settings).stdout
    assert told == "atlas-streams: the output is what the inputs give\n"


def test_nothing_to_do_needs_nothing_that_is_slow_to_import(package: Package, run: Run) -> None:
    run("generate")
    code = "import sys; from specloom.cli import app; app(['generate'], standalone_mode=False); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=package.root, capture_output=True, text=True, check=True)
    heavy = {"pydantic", "ruamel.yaml", "jinja2", "rich", "datamodel_code_generator", "openapi_python_client"}
    assert done.stdout.startswith("pets: up to date\n")
    assert heavy.isdisjoint(done.stdout.split())


_CYCLE = """\
openapi: 3.0.3
info: {title: Pets, version: "1"}
paths:
  /a:
    get:
      operationId: getA
      responses: {"200": {description: A, content: {application/json: {schema: {$ref: "#/components/schemas/A"}}}}}
components:
  schemas:
    A: {$ref: "#/components/schemas/B"}
    B: {$ref: "#/components/schemas/A"}
"""
BROKEN = (
    ("paths: {", "yaml-syntax", "2:1"),
    ("[]", "not-a-mapping", "1:1"),
    ("openapi: 3.0.3\npaths:\n  /a:\n    $ref: other.yaml\n", "dangling-ref", "4:5"),
    ("openapi: 3.0.3\npaths:\n  /a:\n    $ref: https://x.example/a\n", "remote-ref", "4:5"),
    (_CYCLE, "ref-cycle", "10:5"),
    (_CYCLE.replace('A: {$ref: "#/components/schemas/B"}', 'A: {$recursiveRef: "#"}'), "ref-cycle", "10:5"),
    (_CYCLE.replace("openapi: 3.0.3", 'swagger: "2.0"'), "openapi-version", "1:1"),
    ("openapi: 3.0.3\n---\nopenapi: 3.0.3\n", "several-documents", "2:1"),
)


def test_a_broken_document_is_a_diagnostic_and_no_harm(package: Package, run: Run) -> None:
    run("generate")
    good = contents(package.output)
    for text, code, place in BROKEN:
        package.fragment.write_text(text)
        told = run("generate", code=1).stderr
        assert f"spec/pets/fragment.yaml:{place}: error[{code}]" in told
        assert "\n  " in told, "there is a hint"
        assert contents(package.output) == good
    run("check", code=1)


def test_a_folder_that_can_not_be_written_to_is_a_diagnostic(package: Package, run: Run) -> None:
    (package.root / "generated").write_text("a file in its place")
    told = run("generate", code=1).stderr
    assert "error[unwritable]" in told
    assert "generated" in told
    assert "\n  " in told


def test_nobody_has_to_read_what_it_says(package: Package) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "specloom", "generate"]
    told = subprocess.run(
        command, cwd=package.root, stdout=writer, stderr=subprocess.PIPE, text=True, check=False
    ).stderr
    os.close(writer)
    assert "Traceback" not in told
    assert package.output.is_dir()


def test_a_killed_run_leaves_the_last_good_output(package: Package, run: Run) -> None:
    run("generate")
    good = contents(package.output)
    command = [sys.executable, "-m", "specloom", "generate", "--force"]
    process = subprocess.Popen(command, cwd=package.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and not list(package.output.parent.glob(".*")):
        time.sleep(0.005)
    process.kill()
    assert process.wait() == -signal.SIGKILL
    assert list(package.output.parent.glob(".*")), "it was at work"
    assert contents(package.output) == good
    run("generate", "--force")
    assert contents(package.output) == good
    assert not list(package.output.parent.glob(".*"))


def test_everything_that_is_wrong_is_said_at_once(package: Package, run: Run) -> None:
    package.fragment.unlink()
    package.config.write_text("name: pets\nnaem: pets\napi_version: 1\n")
    text = run("generate", code=1).stderr
    assert text.count("error[") == 3
    assert "spec/pets/package.yaml:2:1: error[unknown-key]" in text
    assert "\n  Did you mean 'name'?\n" in text


def test_diagnostics_are_there_for_programs(package: Package, run: Run) -> None:
    package.config.write_text("name: pets\nnaem: pets\n")
    done = run("generate", "--format", "json", code=1)
    (item,) = json.loads(done.stderr)
    assert item["code"] == "unknown-key"
    assert (item["file"], item["line"], item["column"]) == ("spec/pets/package.yaml", 2, 1)
    assert json.loads(done.stdout) == []


def test_text_of_a_document_cannot_steer_a_terminal(package: Package, run: Run) -> None:
    package.config.write_text('name: pets\n"\\e[31mx[bold]y": 1\n')
    text = run("generate", code=1).stderr
    assert "\x1b" not in text
    assert "\\x1b[31mx[bold]y" in text


def test_one_bad_package_does_not_hide_the_others(package: Package, run: Run) -> None:
    (package.root / "spec" / "bad").mkdir()
    done = run("generate", code=1)
    assert "spec/bad/package.yaml: error[unreadable-file]" in done.stderr
    assert done.stdout.startswith("pets 1.2.3")


def test_a_defect_says_that_it_is_one(package: Package, run: Run) -> None:
    package.state.parent.mkdir()
    package.state.mkdir()  # no document makes this happen
    done = run("generate", code=1)
    assert "error[file-access]" in done.stderr or "This is a defect of specloom" in done.stderr


def test_commands_that_make_no_sense_are_refused(package: Package, run: Run) -> None:
    run("generate", "--nonsense", code=2)
    run("nonsense", code=2)
    run("generate", "--format", "xml", code=2)
    assert "Packages here: pets." in run("generate", "cats", code=1).stderr
    assert "spec/cats" not in str(list(package.root.rglob("*")))


def test_check_fails_with_a_diff(package: Package, run: Run) -> None:
    run("generate")
    client = package.output / "pets" / "client.py"
    client.write_text(client.read_text() + "# mine\n")
    done = run("check", code=1)
    assert "-# mine" in done.stdout
    assert "error[stale-output]" in done.stderr
    assert client.read_text().endswith("# mine\n")


def test_check_without_output_says_what_is_missing(package: Package, run: Run) -> None:
    assert "+ pets/client.py: missing" in run("check", code=1).stdout
    assert not package.output.exists()


def test_the_date_can_be_changed(dated: Package, run: Run) -> None:
    run("generate")
    text = run("generate", "--api-version", "2024-06-01").stdout
    assert dated.config.read_text().splitlines()[1:3] == ["# The pin.", 'api_version: "2024-06-01"  # keep the quotes']
    assert "version: 20250101001.0.0 -> 20240601001.0.0" in text
    assert "Accept: application/vnd.pets.2025-01-01+json -> application/vnd.pets.2024-06-01+json" in text
    assert "operations: the same" in text
    assert "models: +Pet; -Dog" in text
    assert len(text.splitlines()) <= 10
    run("check")


def test_a_date_that_cannot_be_is_refused_and_nothing_changes(dated: Package, run: Run) -> None:
    run("generate")
    before = contents(dated.root)
    for date in ("2023-01-01", "2024-02-30", "2024-1-1", "preview"):
        assert "error[" in run("generate", "--api-version", date, code=1).stderr
        assert contents(dated.root) == before


def test_a_date_newer_than_any_is_a_note(dated: Package, run: Run) -> None:
    assert "note[version-newer-than-known]" in run("generate", "--api-version", "2030-01-01").stderr
    assert noticed(run("generate", "--force").stderr) == []
    assert "note[version-newer-than-known]" in run("generate", "--force", "--verbose").stderr


def test_a_date_is_for_the_one_package_that_has_a_pin_or_has_to_be_told_which(dated: Package, run: Run) -> None:
    cats = Package(dated.root, "cats")
    cats.spec.mkdir()
    cats.fragment.write_text(FRAGMENT, encoding="utf-8")
    cats.config.write_text("name: cats\n", encoding="utf-8")
    said = run("generate", "--api-version", "2024-06-01").stdout
    assert "pets 20240601001.0.0, API version 2024-06-01" in said
    assert "cats 1.0.0: " in said
    assert cats.config.read_text(encoding="utf-8") == "name: cats\n"
    cats.config.write_text(DATED_CONFIG.replace("pets", "cats", 1), encoding="utf-8")
    refused = run("generate", "--api-version", "2024-06-01", code=2).stderr
    assert "name the package whose API version changes: cats or pets" in " ".join(refused.split())
