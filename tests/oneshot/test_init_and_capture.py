"""`init` and `capture`, as a person runs them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from specloom.config import read_config

from tests.capture.documents import UPSTREAM
from tests.oneshot.conftest import Run
from tests.oneshot.documents import DATED, DOCUMENT
from tests.pipeline.projects import contents


def test_init_writes_what_generate_from_takes_for_granted(run: Run, tmp_path: Path) -> None:
    (tmp_path / "shop.yaml").write_text(DOCUMENT, encoding="utf-8")
    assert "specloom generate shop" in run("init", "shop", "--from", "shop.yaml").stdout
    assert sorted(contents(tmp_path / "spec/shop")) == ["fragment.yaml", "package.yaml"]
    config = read_config(tmp_path / "spec/shop/package.yaml")
    assert (config.name, config.import_name, config.client) == ("shop", "shop", "Shop")
    assert config.authentication["Key"].api_key is not None
    assert config.authentication["Key"].api_key.env == "SHOP_API_KEY"
    run("generate")
    run("generate", "--from", "shop.yaml", "--output", "out", "--package", "shop")
    here, there = contents(tmp_path / "generated/shop"), contents(tmp_path / "out")
    assert here["shop/client.py"] == there["shop/client.py"]
    assert sorted(here) == sorted(there)


def test_init_leaves_out_what_is_newer(run: Run, tmp_path: Path) -> None:
    (tmp_path / "dated.yaml").write_text(DATED, encoding="utf-8")
    done = run("init", "dated", "--from", "dated.yaml", "--api-version", "2023-01-01")
    assert "note[operation-dropped]" in done.stderr
    assert "getNew" not in (tmp_path / "spec/dated/fragment.yaml").read_text(encoding="utf-8")
    run("generate")


def test_init_touches_nothing_that_is_there(run: Run, tmp_path: Path) -> None:
    (tmp_path / "shop.yaml").write_text(DOCUMENT, encoding="utf-8")
    run("init", "shop", "--from", "shop.yaml")
    before = contents(tmp_path / "spec")
    assert "package-exists" in run("init", "shop", "--from", "shop.yaml", code=1).stderr
    assert contents(tmp_path / "spec") == before


def test_a_fragment_is_captured_and_brought_up_to_date(run: Run, tmp_path: Path) -> None:
    upstream = tmp_path / "upstream.yaml"
    upstream.write_text(UPSTREAM, encoding="utf-8")
    run("capture", "upstream.yaml", "--into", "spec/pets", code=2)
    done = run("capture", "upstream.yaml", "--operation", "allPets", "--into", "spec/pets", "--source", "pets, whole")
    assert done.stdout.startswith("spec/pets/fragment.yaml: written; 1 operation\n")
    fragment = tmp_path / "spec/pets/fragment.yaml"
    text = fragment.read_text(encoding="utf-8")
    assert text.startswith(f"# Captured by specloom from pets, whole, {date.today().isoformat()}.\n")
    again = run("capture", "upstream.yaml", "--into", "spec/pets", "--source", "pets, whole")
    assert "up to date already" in again.stdout
    assert fragment.read_text(encoding="utf-8") == text

    fragment.write_text(text.replace("    Cat:", "    # Purrs.\n    Cat:"), encoding="utf-8")
    upstream.write_text(UPSTREAM.replace("enum: [cat, dog]", "enum: [cat, dog, cow]"), encoding="utf-8")
    done = run("capture", "upstream.yaml", "--into", "spec/pets", "--format", "json")
    assert [change["name"] for change in json.loads(done.stdout)["changes"]] == ["cow"]
    assert "    # Purrs.\n    Cat:" in fragment.read_text(encoding="utf-8")


def test_an_overlay_that_upstream_has_caught_up_with_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "upstream.yaml").write_text(UPSTREAM, encoding="utf-8")
    folder = tmp_path / "spec/pets"
    folder.mkdir(parents=True)
    (folder / "overlay.yaml").write_text(
        "overlay: 1.0.0\ninfo: {title: T, version: '1'}\n"
        "actions: [{target: $.components.schemas.Pet, update: {type: object}}]\n",
        encoding="utf-8",
    )
    done = run("capture", "upstream.yaml", "--all", "--into", "spec/pets")
    assert "warning[overlay-no-effect]" in done.stderr


def test_a_selection_that_means_nothing_writes_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "upstream.yaml").write_text(UPSTREAM, encoding="utf-8")
    assert "unknown-tag" in run("capture", "upstream.yaml", "--tag", "Pots", "--into", "spec/pets", code=1).stderr
    assert not (tmp_path / "spec").exists()
