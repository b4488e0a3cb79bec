"""What runs on a tag and on a schedule: the workflows, and the make targets behind them."""

import functools
import http.server
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from specloom.source import read_document

from .repository import MAKEFILE, Repository, make
from .test_release import CONFIG, FRAGMENT, with_bird

ROOT = Path(__file__).resolve().parents[2]
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE.read_text(encoding="utf-8"), re.MULTILINE))

FAKE_GH = """\
#!{python}
import json, os, sys
from pathlib import Path

log = Path(os.environ["GH_LOG"])
calls = json.loads(log.read_text()) if log.exists() else []
pairs = zip(sys.argv, sys.argv[1:])
body = [Path(after).read_text() for name, after in pairs if name in ("--body-file", "--notes-file")]
log.write_text(json.dumps([*calls, [sys.argv[1:], *body]]))
if "--jq" in sys.argv:
    print(os.environ.get("GH_OPEN", ""))
"""


def workflow(name: str) -> dict[str, Any]:
    return dict(read_document(ROOT / ".github" / "workflows" / name).data)


@pytest.mark.parametrize("name", ["release.yml", "upstream.yml"])
def test_every_step_is_a_make_target_and_every_job_has_the_rights_it_needs(name: str) -> None:
    document = workflow(name)
    assert document["permissions"] == {}
    for job in document["jobs"].values():
        runs = [step["run"] for step in job["steps"] if "run" in step]
        commands = [re.fullmatch(r"make ([a-z-]+)(?: [A-Z]+=[\w.-]+)*", run) for run in runs]
        assert all(commands), runs
        assert {command[1] for command in commands if command} <= TARGETS
        rights = job["permissions"]
        if {"contents", "pull-requests"} & {name for name, right in rights.items() if right == "write"}:
            # What may change the repository sets up nothing that a document or a dependency could have a say in.
            assert not any("setup-python" in step.get("uses", "") for step in job["steps"])
        else:
            assert rights in ({"contents": "read"}, {"contents": "read", "id-token": "write"})


def test_what_may_publish_has_no_other_right_and_publishes_what_was_tried_out_without_it() -> None:
    jobs = workflow("release.yml")["jobs"]
    assert [name for name, job in jobs.items() if "id-token" in job["permissions"]] == ["publish"]
    assert (jobs["publish"]["needs"], jobs["page"]["needs"]) == ("build", "publish")
    *_, download, publish = jobs["publish"]["steps"]
    assert download["with"] == {"name": "dist", "path": "dist"}
    assert publish == {"run": "make publish REPOSITORY=pypi"}
    assert jobs["publish"]["environment"] == "pypi"
    checkouts = [step["with"] for job in jobs.values() for step in job["steps"] if "checkout" in step.get("uses", "")]
    assert all(one["persist-credentials"] is False for one in checkouts)
    runs = [step["run"] for step in jobs["build"]["steps"] if "run" in step]
    assert [run.split()[1] for run in runs] == ["publish-check", "build", "publish-local", "release-entry"]


@pytest.fixture
def gh(tmp_path: Path) -> dict[str, str]:
    """The environment of a stand-in for GitHub's command line, which writes down how it is called."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "gh").write_text(FAKE_GH.format(python=sys.executable), encoding="utf-8")
    (folder / "gh").chmod(0o755)
    return {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "GH_LOG": str(tmp_path / "log.json")}


def calls(gh: dict[str, str]) -> list[Any]:
    log = Path(gh["GH_LOG"])
    return list(json.loads(log.read_text(encoding="utf-8"))) if log.exists() else []


def test_the_page_of_a_release_has_its_entry_and_its_distributions(gh: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "pets-1.tar.gz").touch()
    (tmp_path / "entry.md").write_text("- New.\n", encoding="utf-8")
    done = make("release-page", "TAG=pets-v1", "ENTRY=entry.md", cwd=tmp_path, **gh)
    assert done.returncode == 0, done.stderr
    ((arguments, notes),) = calls(gh)
    assert arguments[:3] == ["release", "create", "pets-v1"]
    assert arguments[-1] == "dist/pets-1.tar.gz"
    assert notes == "- New.\n"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing: a request is no news."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def published(tmp_path: Path) -> Iterator[Path]:
    """Where the provider publishes its document; the address is in `address` beside it."""
    folder = tmp_path / "provider"
    folder.mkdir()
    (folder / "openapi.yaml").write_text(FRAGMENT, encoding="utf-8")
    with served(folder) as address:
        (tmp_path / "address").write_text(f"{address}/openapi.yaml", encoding="utf-8")
        yield folder / "openapi.yaml"


def test_a_change_upstream_becomes_a_pull_request_with_the_report(
    published: Path, gh: dict[str, str], tmp_path: Path
) -> None:
    root = tmp_path / "repository"
    (root / "spec" / "pets").mkdir(parents=True)
    repository = Repository(root)
    address = (tmp_path / "address").read_text(encoding="utf-8")
    repository.package.config.write_text(f"{CONFIG}upstream: {address}\n", encoding="utf-8")
    repository.run("capture", "--into", "spec/pets", "--all", "--prose", "upstream")
    repository.run("generate")
    repository.commit()
    subprocess.run(["git", "init", "-q", "--bare", tmp_path / "remote"], check=True)
    repository.git("remote", "add", "origin", str(tmp_path / "remote"))

    published.write_text(f"# The same with a comment.\n{FRAGMENT}", encoding="utf-8")
    assert make("upstream", "REPORTS=../reports", cwd=root, **gh).returncode == 0
    assert (tmp_path / "reports" / "upstream.patch").read_bytes() == b""
    assert "nothing has changed" in make("upstream-propose", "REPORTS=../reports", cwd=root, **gh).stdout
    assert calls(gh) == []
    repository.git("checkout", "-q", "--", ".")

    published.write_text(with_bird(FRAGMENT), encoding="utf-8")
    done = make("upstream", "REPORTS=../reports", cwd=root, **gh)
    assert done.returncode == 0, done.stdout + done.stderr
    patch = tmp_path / "reports" / "upstream.patch"
    # A patch that reaches for other files reaches none of them.
    stranger = (
        "diff --git a/Makefile b/Makefile\nnew file mode 100644\n--- /dev/null\n+++ b/Makefile\n@@ -0,0 +1 @@\n+x:\n"
    )
    patch.write_text(patch.read_text(encoding="utf-8") + stranger, encoding="utf-8")
    repository.git("checkout", "-q", "--", ".")
    repository.git("clean", "-qfd")
    done = make("upstream-propose", "REPORTS=../reports", cwd=root, **gh)
    assert done.returncode == 0, done.stdout + done.stderr
    asked, (created, body) = calls(gh)
    assert asked[0][:2] == ["pr", "list"]
    assert created[:4] == ["pr", "create", "--head", "upstream"]
    assert "`bird`" in body
    changed = ["git", "-C", str(tmp_path / "remote"), "diff", "--name-only", "upstream~", "upstream"]
    names = subprocess.run(changed, check=True, capture_output=True, text=True).stdout.split()
    assert "spec/pets/fragment.yaml" in names
    assert "generated/pets/pets/models/bird.py" in names
    assert "Makefile" not in names


def test_there_must_be_something_to_capture_from(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.package.spec.mkdir(parents=True)
    repository.package.config.write_text(CONFIG, encoding="utf-8")
    repository.package.fragment.write_text(FRAGMENT, encoding="utf-8")
    assert "no-upstream" in repository.run("capture", "--into", "spec/pets", code=1).stderr
    nowhere = repository.run("capture", "http://127.0.0.1:9/openapi.yaml", "--into", "spec/pets", code=1)
    assert "upstream-failed" in nowhere.stderr
    elsewhere = repository.run("capture", "http://pets.example/openapi.yaml", "--into", "spec/pets", code=1)
    assert "not safe" in elsewhere.stderr
