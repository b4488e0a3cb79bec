"""Where the names that are kept stand, and what becomes of them when a package is generated again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from specloom.checking import check_package
from specloom.diagnostics import SpecError
from specloom.generation import generate
from specloom.locks import lock_of_manifest, read_lock, render_lock
from specloom.manifest import MANIFEST
from specloom.oneshot import DocumentOrigin, Project
from specloom.report import generated_lines
from specloom.workspace import Package

from .documents import STATUS, Json, document

PET: Json = {"type": "object", "properties": {"status": STATUS}}
NEW: Json = {"type": "object", "properties": {"code": {"type": "integer"}}}


def pets(**more: Json) -> str:
    operations = [(f"get{name}", "get", "pets", {"$ref": f"#/components/schemas/{name}"}) for name in ("Pet", *more)]
    return json.dumps(document({"Pet": PET, **more}, operations))


@pytest.fixture
def package(tmp_path: Path) -> Package:
    package = Package(tmp_path, "pets")
    package.spec.mkdir(parents=True)
    package.config.write_text('name: pets\nversion: "1.0.0"\n', encoding="utf-8")
    package.fragment.write_text(pets(), encoding="utf-8")
    return package


def exported(package: Package) -> str:
    return (package.output / "pets" / "models" / "__init__.py").read_text("utf-8")


def test_a_package_keeps_its_names_in_a_file_beside_its_fragment(package: Package) -> None:
    generate(package)
    first = package.names.read_text("utf-8")
    lock = read_lock(package.names)
    assert lock is not None
    assert lock.classes == {"Pet": "Pet", "PetStatus": "PetStatus"}
    assert render_lock(lock) == first
    assert '"PetStatus": ".pet_status"' in exported(package)
    assert generate(package).made is None

    package.fragment.write_text(pets(PetStatus=NEW), encoding="utf-8")
    assert generate(package).causes == ["spec/fragment.yaml"]
    assert generate(package).made is None
    assert check_package(package).diagnostics == []
    model = (package.output / "pets" / "models" / "pet.py").read_text("utf-8")
    assert "from .pet_status import PetStatus\n" in model
    assert '"PetStatusModel": ".pet_status_model"' in exported(package)

    package.fragment.write_text(pets(), encoding="utf-8")
    done = generate(package)
    assert "  names that nothing has any more: PetStatusModel" in generated_lines(done, in_detail=False)
    assert package.names.read_text("utf-8") == first


def test_a_name_that_is_written_into_the_file_is_taken_and_a_check_wants_it_written(package: Package) -> None:
    generate(package)
    text = package.names.read_text("utf-8")
    package.names.write_text(text.replace("  Pet: Pet\n", "  Pet: Animal\n"), encoding="utf-8")
    checked = check_package(package)
    assert [one.code for one in checked.diagnostics] == ["stale-output"]
    generate(package)
    assert '"Animal": ".animal"' in exported(package)
    assert check_package(package).diagnostics == []

    package.names.unlink()
    checked = check_package(package)
    assert [one.code for one in checked.diagnostics] == ["stale-output"]
    assert "+ spec/pets/names.lock.yaml: missing" in checked.diff


def test_a_file_that_is_no_list_of_names_is_refused_with_its_place(package: Package) -> None:
    generate(package)
    before = exported(package)
    package.names.write_text("classes:\n  Pet: import os\n", encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        generate(package)
    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.location and problem.location.line) == ("wrong-value", 2)
    assert exported(package) == before


def test_what_is_generated_from_a_document_alone_keeps_its_names_in_its_manifest(tmp_path: Path) -> None:
    source = tmp_path / "pets.json"
    source.write_text(pets(), encoding="utf-8")
    target = Project(tmp_path / "out", "pets")
    generate(target, origin=DocumentOrigin(source, target, name="pets"))
    lock = lock_of_manifest((target.output / MANIFEST).read_bytes())
    assert lock is not None
    assert lock.classes == {"Pet": "Pet", "PetStatus": "PetStatus"}

    source.write_text(pets(PetStatus=NEW), encoding="utf-8")
    generate(target, origin=DocumentOrigin(source, target, name="pets"))
    kept = lock_of_manifest((target.output / MANIFEST).read_bytes())
    assert kept is not None
    assert kept.classes == {"Pet": "Pet", "PetStatus": "PetStatus", "PetStatusModel": "PetStatusModel"}
    assert generate(target, origin=DocumentOrigin(source, target, name="pets")).made is None


@pytest.mark.parametrize("text", [b"", b"{}", b"[]", b'{"names": 7}', b'{"names": {"classes": {"Pet": "1"}}}'])
def test_a_manifest_without_names_has_none(text: bytes) -> None:
    assert lock_of_manifest(text) is None
