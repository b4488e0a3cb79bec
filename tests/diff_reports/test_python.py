"""The interfaces of two packages: what changed in Python though the document says the same, and nothing else."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from specloom.build import Inputs, build_package
from specloom.config import PackageConfig
from specloom.diff.compare import compare
from specloom.diff.entries import Entry, Verdict
from specloom.diff.python.interface import read_interface
from specloom.diff.python.merge import with_python
from specloom.diff.python.rules import RULES
from specloom.diff.python.types import Relation, relation
from specloom.diff.revision import make_revision
from specloom.diff.rules import RULES as DOCUMENT_RULES
from specloom.workspace import templates_folder

from tests.diff_reports.conftest import Run, commit
from tests.support.packages import document, write

PET = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string"},
        "age": {"type": "integer"},
        "owner": {"$ref": "#/components/schemas/Owner"},
        "secret": {"type": "string", "readOnly": True},
    },
}
OWNER = {"type": "object", "properties": {"email": {"type": "string"}}}


def pets(**schemas: Any) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}
    limit = {"name": "limit", "in": "query", "schema": {"type": "integer"}}
    operation = {
        "operationId": "savePet",
        "tags": ["Pets"],
        "parameters": [limit],
        "requestBody": {"required": True, "content": content},
        "responses": {"200": {"description": "Saved.", "content": content}},
    }
    return document({"/pets": {"post": operation}}, {"Pet": PET, "Owner": OWNER, **schemas})


Edit = tuple[str, str, str]
"""A file of the newer package, a text in it, and what it is replaced by."""

Diff = Callable[..., list[Entry]]


@pytest.fixture(scope="module")
def diff(tmp_path_factory: pytest.TempPathFactory) -> Diff:
    """Compares two versions, with their packages; those are made once for each document and configuration."""
    built: dict[str, dict[str, str]] = {}
    numbers = itertools.count()

    def make(source: dict[str, Any], config: dict[str, Any]) -> tuple[Any, dict[str, str]]:
        settings = PackageConfig.default(**{"name": "example", "version": "1.0.0", **config})
        key = repr((source, config))
        if key not in built:
            built[key] = build_package(Inputs(source, settings, templates_folder())).files
        return make_revision("x", source, settings), dict(built[key])

    def run(
        base: dict[str, Any] | None = None,
        head: dict[str, Any] | None = None,
        base_config: dict[str, Any] | None = None,
        head_config: dict[str, Any] | None = None,
        edits: tuple[Edit, ...] = (),
    ) -> list[Entry]:
        older, old_files = make(base or pets(), base_config or {})
        newer, new_files = make(head or pets(), head_config or {})
        for name, old, new in edits:
            assert old in new_files[name], new_files[name]
            new_files[name] = new_files[name].replace(old, new)
        folder = tmp_path_factory.mktemp(f"packages{next(numbers)}")
        interfaces = []
        for side, files, revision in (("old", old_files, older), ("new", new_files, newer)):
            for name, text in files.items():
                (folder / side / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / side / name).write_text(text, encoding="utf-8")
            interfaces.append(read_interface(folder / side, revision.config.import_name))
        comparison = with_python(compare(older, newer), (older, newer), (interfaces[0], interfaces[1]))
        return list(comparison.entries)

    return run


def brief(entries: list[Entry]) -> list[tuple[str, str, str]]:
    return [(entry.rule, entry.subject, entry.detail) for entry in entries]


def test_a_package_is_as_itself(diff: Diff) -> None:
    assert diff() == []


@pytest.mark.parametrize(
    ("naming", "rule"),
    [
        ({"schemas": {"Pet": "Animal", "Owner": "Person"}}, "schema-renamed"),
        ({"fields": {"Pet.age": "years"}}, "field-renamed"),
        ({"operations": {"savePet": "keep"}}, "operation-renamed"),
    ],
)
def test_what_the_comparison_of_documents_tells_of_names_is_told_once(
    naming: dict[str, Any], rule: str, diff: Diff
) -> None:
    entries = diff(head_config={"naming": naming})
    assert {entry.rule for entry in entries} == {rule}


@pytest.mark.parametrize(
    "schemas",
    [
        {"Pet": {**PET, "properties": {"name": {"type": "string"}}}},
        {"Pet": {**PET, "required": ["name", "age"]}},
        {"Pet": {**PET, "required": []}},
        {"Pet": {**PET, "properties": {**PET["properties"], "age": {"type": "string"}}}},  # type: ignore[dict-item]
        {"Pet": {**PET, "properties": {**PET["properties"], "colour": {"enum": ["a", "b"]}}}},  # type: ignore[dict-item]
        {"Owner": {**OWNER, "required": ["email"]}},
    ],
)
def test_what_follows_from_the_document_is_told_of_the_document(schemas: dict[str, Any], diff: Diff) -> None:
    entries = diff(head=pets(**schemas))
    assert entries
    assert [entry.rule for entry in entries if entry.rule.startswith("python-")] == []


def test_a_component_with_another_name_is_told_of_the_document(diff: Diff) -> None:
    person = pets()
    person["components"]["schemas"]["Person"] = person["components"]["schemas"].pop("Owner")
    person["components"]["schemas"]["Pet"] = {
        **PET,
        "properties": {**PET["properties"], "owner": {"$ref": "#/components/schemas/Person"}},  # type: ignore[dict-item]
    }
    entries = diff(head=person)
    assert {entry.rule for entry in entries} == {"schema-renamed"}


MODEL, REQUEST, DICTS = "example/models/pet.py", "example/models/pet_request.py", "example/dicts.py"
RESOURCE = "example/resources/pets.py"


def test_a_type_that_changed_alone(diff: Diff) -> None:
    [entry] = diff(edits=((MODEL, "age: int | None = None", "age: str | None = None"),))
    assert brief([entry]) == [("python-type-changed", "Pet.age", "")]
    assert entry.message == "`Pet.age` is `str | None` rather than `int | None`"
    assert (entry.base.value, entry.head.value) == ("int | None", "str | None")
    assert entry.head.location is not None
    assert entry.head.location.file.name == "pet.py"
    assert entry.head.location.line > 1


@pytest.mark.parametrize(
    ("file", "old", "new", "rule", "verdict"),
    [
        (MODEL, "age: int | None = None", "age: int | str | None = None", "python-type-widened", Verdict.BREAKING),
        (MODEL, "age: int | None = None", "age: int = 0", "python-type-narrowed", Verdict.COMPATIBLE),
        (REQUEST, "age: int | None = None", "age: int | str | None = None", "python-type-widened", Verdict.COMPATIBLE),
        (REQUEST, "age: int | None = None", "age: int = 0", "python-type-narrowed", Verdict.BREAKING),
        (REQUEST, "age: int | None = None", "age: int | None", "python-attribute-required", Verdict.BREAKING),
        (REQUEST, "age: int | None = None", "", "python-member-removed", Verdict.BREAKING),
        (MODEL, "age: int | None = None", "age: int | None = None\n    extra: int = 0", "python-member-added", None),
        (REQUEST, "class PetRequest(RequestModel)", "class PetRequest", "python-base-removed", Verdict.BREAKING),
        (DICTS, "age: NotRequired[int]", "age: int", "python-attribute-required", Verdict.BREAKING),
        (DICTS, "age: NotRequired[int]", "age: NotRequired[str]", "python-type-changed", Verdict.BREAKING),
        (RESOURCE, "limit: int | None = None", "limit: int", "python-parameter-required", Verdict.BREAKING),
        (RESOURCE, "limit: int | None = None", "limit: int | None = 7", "python-default-changed", Verdict.WARNING),
        (RESOURCE, "limit: int | None = None", "limit: str | None = None", "python-type-changed", Verdict.BREAKING),
        (
            RESOURCE,
            "limit: int | None = None",
            "limit: int | None = None, more: int = 0",
            "python-parameter-added",
            None,
        ),
        (RESOURCE, "limit: int | None = None,", "", "python-parameter-removed", Verdict.BREAKING),
        (RESOURCE, "-> models.Pet:", "-> models.Pet | None:", "python-type-widened", Verdict.BREAKING),
        ("example/_runtime/retries.py", "class RetryPolicy", "class Retries", "python-name-removed", Verdict.BREAKING),
    ],
)
def test_a_change_in_the_code_alone_is_one_fact(
    file: str, old: str, new: str, rule: str, verdict: Verdict | None, diff: Diff
) -> None:
    entries = diff(edits=((file, old, new),))
    [entry] = [entry for entry in entries if entry.rule == rule]
    assert entry.wire is Verdict.NONE
    assert entry.source is (verdict or Verdict.COMPATIBLE)
    others = {one.rule for one in entries} - {rule}
    # What was inherited is gone along with the base, and None along with the default.
    with_it = {"python-base-removed": {"python-member-removed"}, "python-parameter-required": {"python-type-narrowed"}}
    assert others <= with_it.get(rule, set())
    if file == RESOURCE:
        assert [site.operation for site in entry.sites] == ["POST /pets"]
        assert entry.parts == ("`resources.Pets.save_pet`",)


def test_what_every_model_inherits_is_one_fact(diff: Diff) -> None:
    file = "example/_runtime/models.py"
    edits = ((file, "class Model(BaseModel):", "class Model(BaseModel):\n    def brand_new(self) -> None: ...\n"),)
    [entry] = [entry for entry in diff(edits=edits) if "brand_new" in entry.message]
    assert brief([entry]) == [("python-member-added", "Model.brand_new", "")]
    assert entry.parts == ()


def test_something_of_another_kind(diff: Diff) -> None:
    edits = ((MODEL, "class Pet(ResponseModel):", "Pet = dict\n\n\nclass _Pet(ResponseModel):"),)
    assert ("python-kind-changed", "Pet", "") in brief(diff(edits=edits))


def test_an_import_package_with_another_name(diff: Diff) -> None:
    [entry] = diff(head_config={"import_name": "sample"})
    assert (entry.rule, entry.source) == ("python-package-renamed", Verdict.BREAKING)
    assert "`sample` rather than `example`" in entry.message


def test_another_name_of_the_client(diff: Diff) -> None:
    entries = diff(head_config={"client": "Pets"})
    assert ("python-name-removed", "Example", "") in brief(entries)
    assert min(entry.source for entry in entries) is Verdict.BREAKING


def test_another_pin_alone_changes_nothing(diff: Diff) -> None:
    edits = (("example/__init__.py", '"1.0.0"', '"2.0.0"'),)
    assert diff(edits=edits) == []


def test_an_exception_for_a_code_is_told_with_the_code(diff: Diff) -> None:
    def failing(*codes: str) -> dict[str, Any]:
        made = pets(Problem={"type": "object", "properties": {"code": {"type": "string", "enum": list(codes)}}})
        content = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        made["paths"]["/pets"]["post"]["responses"]["400"] = {"description": "No.", "content": content}
        return made

    config = {"errors": {"code": "code"}}
    found = diff(failing("BAD_NAME", "TOO_OLD"), failing("BAD_NAME", "TOO_YOUNG"), config, config)
    assert [(entry.rule, entry.source) for entry in found] == [
        ("enum-value-removed", Verdict.BREAKING),
        ("enum-value-added", Verdict.COMPATIBLE),
    ]
    assert found[0].why.endswith("; in Python, `TooOldError` is gone")
    assert found[1].why.endswith("; in Python, `TooYoungError` is new")
    # The code is a code no more, and the documents say nothing of it.
    [gone] = diff(failing("BAD_NAME"), failing("BAD_NAME"), config, {})
    assert (gone.rule, gone.subject) == ("python-name-removed", "BadNameError")


def test_what_is_worse_in_python_than_all_that_was_found_is_told(diff: Diff) -> None:
    """Whatever the document says: the verdict for Python is never milder than what changed in the code."""
    head = pets(Pet={**PET, "properties": {**PET["properties"], "tail": {"type": "string"}}})  # type: ignore[dict-item]
    edits = ((REQUEST, "tail: str | None = None", "tail: str"),)
    entries = diff(head=head, edits=edits)
    assert brief([entry for entry in entries if entry.source is Verdict.BREAKING]) == [
        ("python-attribute-required", "Pet.tail", "")
    ]


@pytest.mark.parametrize(
    ("before", "after", "how"),
    [
        ("str", "str", Relation.SAME),
        ("str | None", "None | str", Relation.SAME),
        ("Optional[str]", "str | None", Relation.SAME),
        ("Union[int, str]", "str | int", Relation.SAME),
        ("Annotated[str | None, Field(alias='a')]", "str | None", Relation.SAME),
        ("NotRequired[str]", "str", Relation.SAME),
        ("'Pet | None'", "Pet | None", Relation.SAME),
        ("TypeAliasType('X', Literal['a'])", "TypeAliasType('Y', Literal['a'])", Relation.SAME),
        ("Literal['a', 'b']", "Literal['a', 'b', 'c']", Relation.WIDENED),
        ("Literal['a', 'b']", "Literal['a']", Relation.NARROWED),
        ("str", "str | int", Relation.WIDENED),
        ("list[str]", "list[str | None]", Relation.CHANGED),
        ("str", "int", Relation.CHANGED),
        ("no type at all (", "str", Relation.CHANGED),
        ("", "", Relation.SAME),
    ],
)
def test_types_are_compared_by_what_they_may_be(before: str, after: str, how: Relation) -> None:
    assert relation(before, after) is how


def test_the_rules_are_rules_like_others() -> None:
    assert not RULES.keys() & DOCUMENT_RULES.keys()
    for name, rule in RULES.items():
        assert name == rule.id
        assert name.startswith("python-")
        for judged in (rule.request, rule.response, rule.neither):
            assert judged is None or judged.wire is Verdict.NONE


def test_the_command_reads_the_python_of_both_versions(repository: Any, run: Run, tmp_path: Path) -> None:
    config = PackageConfig.default("pets", version="1.0.0")
    files = build_package(Inputs(pets(), config, templates_folder()))
    write(files, repository.output)
    repository.config.write_text('name: pets\nversion: "1.0.0"\n')
    repository.fragment.write_text((repository.output / "openapi.yaml").read_text())
    commit(repository.root)
    model = repository.output / "pets" / "models" / "pet.py"
    model.write_text(model.read_text().replace("age: int | None", "age: float | None"))
    done = run("HEAD:", "--fail-on", "breaking", code=1)
    assert "python-type-changed: `Pet.age` is `float | None` rather than `int | None`" in done.stdout
    assert "generated/pets/pets/models/pet.py:" in done.stdout
    assert "no changes" in run("HEAD:", "--no-python").stdout
    # What was not committed is made; what can't be read is said.
    assert "no changes" in run("HEAD~1:pets@2025-01-01", "HEAD~1:").stdout
    (repository.output / "pets" / "__init__.py").unlink()
    (repository.output / "pets" / "client.py").write_text("def :")
    assert "was not compared" in run("HEAD:").stdout
