"""Output is replaced whole, only when there is reason to, and never at the cost of what a person wrote."""

from __future__ import annotations

from pathlib import Path

import pytest
from specloom import generation
from specloom.checking import check_package
from specloom.diagnostics import SpecError
from specloom.generation import generate
from specloom.manifest import MANIFEST, hash_toolkit
from specloom.swap import locked
from specloom.workspace import Package

from tests.pipeline.projects import FakeBuild, contents


def codes(package: Package, build: FakeBuild) -> list[str]:
    before = contents(package.output)
    with pytest.raises(SpecError) as caught:
        generate(package, build)
    assert contents(package.output) == before
    assert not list(package.output.parent.glob(".*"))
    return [item.code for item in caught.value.diagnostics]


def test_a_first_run_writes_everything(package: Package, build: FakeBuild) -> None:
    result = generate(package, build)
    assert result.made is not None
    assert result.causes is None
    assert sorted(contents(package.output)) == [MANIFEST, "README.md", "pets/__init__.py"]


def test_a_second_run_does_nothing(package: Package, build: FakeBuild) -> None:
    generate(package, build)
    (package.output / "README.md").touch()
    assert generate(package, build).made is None
    assert build.count == 1


@pytest.mark.parametrize("name", ["fragment.yaml", "package.yaml", "overlay.yaml", "other/part.yaml"])
def test_any_change_of_an_input_regenerates(package: Package, build: FakeBuild, name: str) -> None:
    generate(package, build)
    file = package.spec / name
    file.parent.mkdir(exist_ok=True)
    if name == "overlay.yaml":
        actions = "actions: [{target: $.info, update: {description: Changed.}}]"
        file.write_text(f"overlay: 1.0.0\ninfo: {{title: T, version: '1'}}\n{actions}\n")
    else:
        file.write_text((file.read_text() if file.exists() else "") + "# changed\n")
    result = generate(package, build)
    assert result.causes == [f"spec/{name}"]
    assert generate(package, build).made is None


@pytest.mark.parametrize("what", ["templates/package/init.py.jinja", "toolkit/naming.py", "version of ruff"])
def test_so_does_any_change_of_the_toolkit(
    package: Package, build: FakeBuild, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    generate(package, build)
    inputs = hash_toolkit()
    assert what in inputs
    monkeypatch.setattr(generation, "hash_toolkit", lambda: inputs)
    generate(package, build)
    monkeypatch.setattr(generation, "hash_toolkit", lambda: inputs | {what: "another"})
    assert generate(package, build).causes == [what]


def test_hand_made_changes_of_the_output_are_undone(package: Package, build: FakeBuild) -> None:
    generate(package, build)
    good = contents(package.output)
    (package.output / "README.md").write_text("mine")
    (package.output / "pets" / "__init__.py").unlink()
    result = generate(package, build)
    assert [(item.code, str(item.severity)) for item in result.diagnostics] == [("edited-by-hand", "warning")]
    assert contents(package.output) == good


def test_a_missing_manifest_is_no_harm_where_nothing_else_changed(package: Package, build: FakeBuild) -> None:
    generate(package, build)
    good = contents(package.output)
    (package.output / MANIFEST).unlink()
    generate(package, build)
    assert contents(package.output) == good


def test_what_is_no_longer_generated_goes(package: Package, build: FakeBuild) -> None:
    build.files["pets/old.py"] = '"""Old."""\n'
    generate(package, build)
    del build.files["pets/old.py"]
    generate(package, build, force=True)
    assert "pets/old.py" not in contents(package.output)


def test_tests_of_a_person_stay_as_they_are(package: Package, build: FakeBuild) -> None:
    build.files["tests/test_generated.py"] = '"""Generated."""\n'
    generate(package, build)
    mine = package.output / "tests" / "deep" / "test_mine.py"
    mine.parent.mkdir()
    mine.write_text("not even Python\r\n", newline="")
    mine.chmod(0o750)
    assert generate(package, build).made is None
    generate(package, build, force=True)
    assert mine.read_bytes() == b"not even Python\r\n"
    assert mine.stat().st_mode & 0o777 == 0o750
    assert check_package(package, build).diff == []


def test_other_files_of_a_person_stop_the_run(package: Package, build: FakeBuild) -> None:
    generate(package, build)
    (package.output / "pets" / "mine.py").write_text("")
    assert codes(package, build) == ["unknown-file"]


def test_a_folder_of_somebody_else_is_not_touched(package: Package, build: FakeBuild) -> None:
    package.output.mkdir(parents=True)
    (package.output / "README.md").write_text("something else\n")
    assert codes(package, build) == ["unknown-file"]


@pytest.mark.parametrize("generated", ["tests/data", "tests/data/x.py/y.py", "tests/data/x.py"])
def test_a_generated_file_never_replaces_one_of_a_person(package: Package, build: FakeBuild, generated: str) -> None:
    generate(package, build)
    mine = package.output / "tests" / "data" / "x.py"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine\n")
    build.files[generated] = "\n" if generated.endswith(".py") else ""
    with pytest.raises(SpecError) as caught:
        generate(package, build, force=True)
    assert [item.code for item in caught.value.diagnostics] == ["file-in-the-way"]
    assert mine.read_text() == "mine\n"


def test_what_other_tools_left_behind_is_no_matter(package: Package, build: FakeBuild) -> None:
    generate(package, build)
    for name in ("pets/__pycache__/x.pyc", ".pytest_cache/x", "dist/pets.whl", "pets.egg-info/PKG-INFO"):
        (package.output / name).parent.mkdir(parents=True)
        (package.output / name).write_text("")
    assert generate(package, build).made is None
    assert check_package(package, build).diff == []
    generate(package, build, force=True)


def test_a_link_in_place_of_a_file_is_replaced_and_not_followed(
    package: Package, build: FakeBuild, tmp_path: Path
) -> None:
    generate(package, build)
    outside = tmp_path / "outside"
    outside.write_text("# Pets\n")
    (package.output / "README.md").unlink()
    (package.output / "README.md").symlink_to(outside)
    generate(package, build)
    assert not (package.output / "README.md").is_symlink()
    assert outside.read_text() == "# Pets\n"


@pytest.mark.parametrize(
    "failure", [KeyboardInterrupt(), MemoryError(), RuntimeError("a defect"), SpecError(()), OSError(28, "disk full")]
)
def test_a_failure_leaves_the_last_good_output(
    package: Package, build: FakeBuild, failure: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    generate(package, build)
    good = contents(package.output)
    build.files["README.md"] = "# Changed\n"

    def fail(*_: object) -> None:
        raise failure

    for step in ("make", "_copy", "swap_in"):
        (package.output / "tests").mkdir(exist_ok=True)
        (package.output / "tests" / "mine.txt").write_text("mine")
        with monkeypatch.context() as patched:
            patched.setattr(generation, step, fail)
            with pytest.raises(type(failure)):
                generate(package, build, force=True)
        assert contents(package.output) == good | {"tests/mine.txt": "mine"}
        assert not list(package.output.parent.glob(".*"))


def test_a_failure_after_the_swap_is_found_by_the_next_run(
    package: Package, build: FakeBuild, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(generation, "remember", fail)
        with pytest.raises(KeyboardInterrupt):
            generate(package, build)
    assert generate(package, build).made is not None
    assert generate(package, build).made is None


def test_two_runs_at_once_are_one_too_many(package: Package, build: FakeBuild) -> None:
    with locked(package.lock):
        assert codes(package, build) == ["busy"]
    generate(package, build)


@pytest.mark.parametrize("name", ["generated", "generated/pets", ".specloom"])
def test_an_unwritable_folder_is_a_diagnostic(package: Package, build: FakeBuild, name: str) -> None:
    # A file in the folder's place: even the superuser can't write below it.
    (package.root / name).parent.mkdir(exist_ok=True)
    (package.root / name).write_text("mine")
    with pytest.raises(SpecError) as caught:
        generate(package, build)
    (item,) = caught.value.diagnostics
    assert item.code == "unwritable"
    assert item.location is not None
    assert (package.root / name).read_text() == "mine"


def test_a_check_shows_what_differs_and_writes_nothing(package: Package, build: FakeBuild) -> None:
    generate(package, build)
    build.files["README.md"] = "# Cats\n"
    build.files["pets/new.py"] = '"""New."""\n'
    good = contents(package.root)
    found = check_package(package, build)
    assert [item.code for item in found.diagnostics] == ["stale-output"]
    assert found.diff == [
        "+ pets/new.py: missing",
        "--- README.md (there)",
        "+++ README.md (from the inputs)",
        "@@ -1 +1 @@",
        "-# Pets",
        "+# Cats",
    ]
    assert contents(package.root) == good


def test_a_long_difference_is_shortened(package: Package, build: FakeBuild) -> None:
    generate(package, build)
    build.files["README.md"] = "line\n" * 1000
    assert len(check_package(package, build).diff) < 50


def test_a_check_notices_a_lost_manifest(package: Package, build: FakeBuild) -> None:
    generate(package, build)
    (package.output / MANIFEST).unlink()
    assert [item.code for item in check_package(package, build).diagnostics] == ["stale-output"]


def test_the_output_says_nothing_of_the_machine_or_the_time(package: Package) -> None:
    generate(package)
    text = "".join(contents(package.output).values())
    assert str(package.root) not in text
    assert Path.home().as_posix() + "/" not in text
    first = contents(package.output)
    moved = Package(package.root.rename(package.root.with_name("elsewhere")), "pets")
    generate(moved, force=True)
    assert contents(moved.output) == first
