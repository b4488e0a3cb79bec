"""What can be compared, and how it is written on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from specloom.diagnostics import SpecError
from specloom.diff.operands import Reader, Wanted, reading, take_apart
from specloom.workspace import Package

from tests.diff_reports.conftest import commit, git
from tests.pipeline.projects import FRAGMENT

DATED = "application/vnd.pets.{version}+{suffix}"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", Wanted("", "", "")),
        ("pets", Wanted("", "pets", "")),
        ("@2024-11-13", Wanted("", "", "2024-11-13")),
        ("@preview", Wanted("", "", "preview")),
        ("pets@2024-11-13", Wanted("", "pets", "2024-11-13")),
        ("a/b.yaml", Wanted("", "a/b.yaml", "")),
        ("a/b.yaml@2024-11-13", Wanted("", "a/b.yaml", "2024-11-13")),
        ("a/b@home.yaml", Wanted("", "a/b@home.yaml", "")),
        ("origin/main:", Wanted("origin/main", "", "")),
        ("origin/main:@2024-11-13", Wanted("origin/main", "", "2024-11-13")),
        ("HEAD~2:pets@2024-11-13", Wanted("HEAD~2", "pets", "2024-11-13")),
        ("HEAD@{1}:spec/pets", Wanted("HEAD@{1}", "spec/pets", "")),
        ("v1:api/pets.json", Wanted("v1", "api/pets.json", "")),
        ("pets@2024-13-45", Wanted("", "pets@2024-13-45", "")),
        (":pets", Wanted("", ":pets", "")),
    ],
)
def test_an_operand_is_taken_apart(text: str, wanted: Wanted) -> None:
    assert take_apart(text) == wanted


def test_what_is_a_file_by_its_whole_name_is_that_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("odd:name@2024-11-13").write_text(FRAGMENT)
    assert take_apart("odd:name@2024-11-13") == Wanted("", "odd:name@2024-11-13", "")


@pytest.fixture
def reader(repository: Package, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    monkeypatch.chdir(repository.root)
    with reading(None, None, None) as made:
        yield made


def properties(reader: Reader, text: str) -> set[str]:
    operand = reader.read(text)
    return {
        name
        for schema in operand.revision.normal["components"]["schemas"].values()
        for name in schema.get("properties", {})
    }


def test_a_package_at_its_pin_and_at_other_dates(reader: Reader) -> None:
    pinned = reader.read("pets")
    assert pinned.revision.label == "pets"
    assert properties(reader, "pets") == properties(reader, "@2025-01-01") == {"bark"}
    assert properties(reader, "spec/pets@2024-06-01") == {"name"}
    assert reader.read("@2024-06-01").revision.label == "2024-06-01 of pets"


def test_a_package_of_the_past(reader: Reader, repository: Package) -> None:
    text = repository.fragment.read_text(encoding="utf-8")
    repository.fragment.write_text(text.replace("bark", "howl"), encoding="utf-8")
    assert properties(reader, "pets") == {"howl"}
    for then in ("HEAD:", "main:pets", "main:spec/pets/", "HEAD:@2025-01-01"):
        assert properties(reader, then) == {"bark"}
    assert properties(reader, "HEAD:@2024-01-01") == {"name"}
    operand = reader.read("HEAD:")
    assert operand.revision.label.startswith("pets at HEAD (")
    # A place of the past is told as the file that stands there today.
    place = operand.revision.locate(("components", "schemas", "Dog"))
    assert place is not None
    assert (place.file.as_posix(), place.line) == ("spec/pets/fragment.yaml", 20)


def test_what_was_committed_as_generated_comes_along_where_it_fits(reader: Reader, repository: Package) -> None:
    module = repository.output / "pets" / "__init__.py"
    module.parent.mkdir(parents=True)
    module.write_text("x = 1\n")
    commit(repository.root)
    module.write_text("x = 2\n")
    assert reader.read("pets").project == Path("generated/pets")
    assert reader.read("@2024-01-01").project is None
    then = reader.read("HEAD:").project
    assert then is not None
    assert (then / "pets" / "__init__.py").read_text() == "x = 1\n"
    assert reader.read("HEAD~1:").project is None


def test_a_package_that_was_not_there_yet_had_no_operations(reader: Reader, repository: Package) -> None:
    git(repository.root, "rm", "-r", "--quiet", "--cached", "spec")
    git(repository.root, "commit", "--quiet", "--message", "gone", "--allow-empty")
    operand = reader.read("HEAD:")
    assert operand.revision.normal["paths"] == {}
    assert "does not exist" in operand.revision.label
    assert set(reader.read("HEAD~1:").revision.normal["paths"]) == {"/pets"}


def test_a_file_of_the_past_with_the_files_that_it_refers_to(reader: Reader, repository: Package) -> None:
    api = repository.root / "api"
    (api / "parts").mkdir(parents=True)
    (api / "pets.yaml").write_text(FRAGMENT.replace("#/components/schemas/Pet", "parts/pet.yaml#/Pet"))
    (api / "parts" / "pet.yaml").write_text("Pet: {type: object, properties: {wings: {type: integer}}}\n")
    commit(repository.root)
    (api / "parts" / "pet.yaml").unlink()
    operand = reader.read("HEAD:api/pets.yaml")
    [schema] = operand.revision.normal["components"]["schemas"].values()
    assert list(schema["properties"]) == ["wings"]
    assert operand.package == ""


def test_a_file_holds_every_date(reader: Reader, repository: Package) -> None:
    assert properties(reader, "spec/pets/fragment.yaml") == {"bark"}
    assert properties(reader, "spec/pets/fragment.yaml@2024-01-01") == {"name"}
    with reading(None, None, DATED) as told:
        assert properties(told, "spec/pets/fragment.yaml@2024-01-01") == {"name"}


def test_a_generated_project_is_its_document_and_its_code(reader: Reader, repository: Package) -> None:
    folder = repository.root / "elsewhere"
    folder.mkdir()
    (folder / "openapi.yaml").write_text(FRAGMENT)
    operand = reader.read("elsewhere")
    assert operand.project == Path("elsewhere")
    assert set(operand.revision.normal["paths"]) == {"/pets/{id}"}


def test_a_generated_project_of_the_past(reader: Reader, repository: Package) -> None:
    document = repository.output / "openapi.yaml"
    document.parent.mkdir(parents=True, exist_ok=True)
    document.write_text(FRAGMENT.replace("/pets/", "/cats/"), encoding="utf-8")
    commit(repository.root)
    document.unlink()

    operand = reader.read("HEAD:generated/pets")

    assert set(operand.revision.normal["paths"]) == {"/cats/{id}"}
    assert operand.project is not None
    place = operand.revision.locate(("paths", "/cats/{id}"))
    assert place is not None
    assert place.file.as_posix() == "generated/pets/openapi.yaml"


def test_links_of_the_past_lead_nowhere(reader: Reader, repository: Package, tmp_path: Path) -> None:
    """A pull request could hold a link to any file of the machine that looks at it."""
    secret = tmp_path / "secret.yaml"
    secret.write_text(FRAGMENT)
    link = repository.root / "api.yaml"
    link.symlink_to(secret)
    (repository.spec / "out").symlink_to(tmp_path)
    commit(repository.root)
    with pytest.raises(SpecError) as error:
        reader.read("HEAD:api.yaml")
    assert error.value.diagnostics[0].code == "no-file-then"
    assert properties(reader, "HEAD:") == {"bark"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("nowhere:", "unknown-revision"),
        ("--output=x:", "unknown-revision"),
        ("-x:pets", "unknown-revision"),
        ("HEAD:nothing.yaml", "no-file-then"),
        ("HEAD:../pets.yaml", "no-file-then"),
        ("HEAD:./../pets.yaml", "no-file-then"),
        ("HEAD:/pets.yaml", "no-file-then"),
        ("HEAD:cats", "unknown-package"),
        ("HEAD:generated/cats", "no-file-then"),
        ("cats", "unknown-package"),
        ("missing.yaml", "unreadable-file"),
        ("../outside", "unknown-package"),
        ("@1999-01-01", "no-operations"),
    ],
)
def test_what_is_not_there_is_said(text: str, code: str, reader: Reader) -> None:
    with pytest.raises(SpecError) as error:
        print(reader.read(text).revision.normal)
    assert [one.code for one in error.value.diagnostics] == [code]
    assert error.value.diagnostics[0].location is not None


def test_an_error_in_the_past_says_which_past(reader: Reader, repository: Package) -> None:
    whole = repository.fragment.read_text()
    repository.fragment.write_text(f"{whole}x: [\n")
    commit(repository.root)
    repository.fragment.write_text(whole)
    with pytest.raises(SpecError) as error:
        reader.read("HEAD:")
    assert str(error.value).startswith("HEAD:spec/pets/fragment.yaml:")


def test_of_several_packages_one_has_to_be_named(reader: Reader, repository: Package) -> None:
    other = Package(repository.root, "cats")
    other.spec.mkdir()
    other.config.write_text('name: cats\nversion: "1"\n')
    other.fragment.write_text(FRAGMENT)
    for text in ("", "@2024-01-01", "HEAD:"):
        with pytest.raises(SpecError) as error:
            reader.read(text)
        assert error.value.diagnostics[0].code == "which-package"
    with reading(None, "pets", None) as told:
        assert told.read("HEAD:").package == "pets"
    with pytest.raises(SpecError) as error:
        reader.read("cats@2024-01-01")
    assert error.value.diagnostics[0].code == "no-versions"


def test_a_repository_may_hold_packages_in_a_folder(repository: Package, monkeypatch: pytest.MonkeyPatch) -> None:
    sub = repository.root / "clients"
    (repository.root / "spec").rename(repository.root / "moved")
    sub.mkdir()
    (repository.root / "moved").rename(sub / "spec")
    commit(repository.root)
    monkeypatch.chdir(sub)
    with reading(None, None, None) as made:
        assert properties(made, "HEAD:") == {"bark"}
        assert set(made.read("HEAD:clients/spec/pets/fragment.yaml").revision.normal["paths"]) == {"/pets"}
        assert set(made.read("HEAD:./spec/pets/fragment.yaml").revision.normal["paths"]) == {"/pets"}


def test_nothing_stays_behind(repository: Package, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(repository.root)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    with reading(None, None, None) as made:
        made.read("HEAD:")
        assert list((tmp_path / "temp").iterdir())
    assert list((tmp_path / "temp").iterdir()) == []
