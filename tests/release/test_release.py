"""`specloom release` in a repository with a history: what it proposes, what it writes, and what it leaves alone."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from specloom.release.changelog import entry_of

from .repository import Repository

FRAGMENT = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
servers: [{url: "https://pets.example"}]
paths:
  /pets:
    post:
      operationId: createPet
      tags: [Pets]
      parameters:
        - {name: dryRun, in: query, schema: {type: boolean}}
      requestBody:
        required: true
        content:
          application/vnd.pets.2025-01-01+json: &pet
            schema: {$ref: "#/components/schemas/Pet"}
      responses:
        "201":
          description: The pet.
          content:
            application/vnd.pets.2025-01-01+json: *pet
components:
  schemas:
    Pet:
      oneOf:
        - $ref: "#/components/schemas/Cat"
        - $ref: "#/components/schemas/Dog"
      discriminator:
        propertyName: kind
        mapping: {cat: "#/components/schemas/Cat", dog: "#/components/schemas/Dog"}
    Cat:
      type: object
      required: [kind]
      properties: {kind: {type: string, enum: [cat]}, livesLeft: {type: integer}}
    Dog:
      type: object
      required: [kind]
      properties: {kind: {type: string, enum: [dog]}, barkVolume: {type: integer}}
"""
CONFIG = """\
name: pets
api_version: "2025-01-01"  # the pin
media_types: {dated: "application/vnd.pets.{version}+{suffix}"}

# Ours to raise.
version:
  revision: 1
  minor: 0   # additions
  patch: 0
"""
BIRD = """\
    Bird:
      type: object
      required: [kind]
      properties: {kind: {type: string, enum: [bird]}}
"""


def with_bird(text: str) -> str:
    text = text.replace(
        '        - $ref: "#/components/schemas/Dog"\n',
        '        - $ref: "#/components/schemas/Dog"\n        - $ref: "#/components/schemas/Bird"\n',
    )
    return (
        text.replace(
            'dog: "#/components/schemas/Dog"}', 'dog: "#/components/schemas/Dog", bird: "#/components/schemas/Bird"}'
        )
        + BIRD
    )


def with_later_date(text: str) -> str:
    return text.replace(
        "application/vnd.pets.2025-01-01+json: *pet",
        "application/vnd.pets.2025-01-01+json: *pet\n            application/vnd.pets.2026-01-01+json: *pet",
    )


def without_argument(text: str) -> str:
    return re.sub(r" +parameters:\n.*\n", "", text)


def begin(root: Path) -> Repository:
    repository = Repository(root)
    repository.package.spec.mkdir(parents=True)
    repository.package.fragment.write_text(FRAGMENT, encoding="utf-8")
    repository.package.config.write_text(CONFIG, encoding="utf-8")
    repository.commit()
    return repository


@pytest.fixture
def pets(tmp_path: Path) -> Repository:
    return begin(tmp_path)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    repository = begin(tmp_path_factory.mktemp("template"))
    repository.run("generate")
    repository.commit("first", "pets-v20250101001.0.0")
    return repository.root


@pytest.fixture
def released(template: Path, tmp_path: Path) -> Repository:
    """The same behind its first release."""
    shutil.copytree(template, tmp_path / "repository")
    return Repository(tmp_path / "repository")


def change(repository: Repository, edit: Callable[[str], str]) -> None:
    text = repository.package.fragment.read_text(encoding="utf-8")
    assert edit(text) != text
    repository.package.fragment.write_text(edit(text), encoding="utf-8")


def entry(repository: Repository, version: str) -> str:
    return entry_of(repository.package.changelog.read_text(encoding="utf-8"), version) or ""


def planned(repository: Repository) -> dict[str, Any]:
    """What `release` says that it would do; it is told not to."""
    (plan,) = json.loads(repository.run("release", "--format", "json", code=1).stdout)
    return plan


def test_the_first_release_is_what_package_yaml_says(pets: Repository) -> None:
    done = pets.run("release", "--yes", "--date", "2026-01-02")
    assert "pets: 20250101001.0.0, the first release" in done.stdout
    assert "git tag pets-v20250101001.0.0" in done.stdout
    text = "# Changes\n\n## 20250101001.0.0 - 2026-01-02\n\nFor version 2025-01-01 of the API.\n\nThe first release.\n"
    assert pets.package.changelog.read_text(encoding="utf-8") == text
    assert (pets.package.output / "CHANGELOG.md").read_text(encoding="utf-8").endswith(text)
    assert pets.package.config.read_text(encoding="utf-8") == CONFIG


def test_nothing_is_released_where_nothing_has_changed(released: Repository) -> None:
    done = released.run("release", "--yes")
    assert done.stdout == "pets: nothing has changed since pets-v20250101001.0.0\n"
    assert not released.package.changelog.exists()


def test_an_addition_is_a_minor_version_and_stays_through_generation(released: Repository) -> None:
    change(released, with_bird)
    done = released.run("release", "--yes", "--date", "2026-01-02")
    assert "pets: 20250101001.0.0 -> 20250101001.1.0, for additions since pets-v20250101001.0.0" in done.stdout
    assert "case for `Bird`" in entry(released, "20250101001.1.0")
    assert "`client.pets.create_pet`" in entry(released, "20250101001.1.0")
    assert released.package.config.read_text(encoding="utf-8") == CONFIG.replace("minor: 0 ", "minor: 1 ")
    released.run("check")
    assert entry(released, "20250101001.1.0") in (released.package.output / "CHANGELOG.md").read_text(encoding="utf-8")
    project = (released.package.output / "pyproject.toml").read_text(encoding="utf-8")
    assert 'version = "20250101001.1.0"' in project


def test_what_breaks_is_a_new_revision_and_says_what_to_write_instead(released: Repository) -> None:
    change(released, without_argument)
    change(released, lambda text: text.replace("livesLeft", "lives"))
    plan = planned(released)
    assert (plan["change"], plan["version"], plan["tag"]) == ("breaking", "20250101002.0.0", "pets-v20250101002.0.0")
    assert "### Breaking" in plan["entry"]
    said = "The argument `dry_run` is gone, in `client.pets.create_pet`. Don't give it."
    assert said in plan["entry"]
    assert "`Cat.lives_left`" in plan["entry"]
    assert "`Cat.lives` is new" in plan["entry"]
    report = json.loads(released.run("diff", "pets-v20250101001.0.0:", "--format", "json").stdout)
    assert report["next_version"] == plan["version"]
    assert "next version: 20250101002.0.0" in released.run("diff", "pets-v20250101001.0.0:", "--no-python").stdout


def test_what_was_accepted_breaks_nothing_and_is_told_with_its_reason(released: Repository) -> None:
    change(released, without_argument)
    accepted = "accepted:\n  - {rule: parameter-removed, reason: Nobody ever gave it., expires: 2026-12-31}\n"
    (released.package.spec / "accepted-changes.yaml").write_text(accepted, encoding="utf-8")
    (plan,) = json.loads(released.run("release", "--format", "json", "--date", "2026-01-02", code=1).stdout)
    assert plan["version"] == "20250101001.1.0"
    assert "### May need attention" in plan["entry"]
    assert "is gone, in `client.pets.create_pet`. Nobody ever gave it. Don't give it." in plan["entry"]


def test_a_new_date_is_a_new_major_version(released: Repository) -> None:
    change(released, with_later_date)
    released.package.config.write_text(CONFIG.replace('"2025-01-01"', '"2026-01-01"'), encoding="utf-8")
    plan = planned(released)
    assert plan["version"] == "20260101001.0.0"
    assert "For version 2026-01-01 of the API." in plan["entry"]


def test_a_version_that_says_more_already_stays(released: Repository) -> None:
    change(released, with_bird)
    released.package.config.write_text(CONFIG.replace("revision: 1", "revision: 3"), encoding="utf-8")
    assert planned(released)["version"] == "20250101003.0.0"


def test_it_asks_before_it_writes(released: Repository) -> None:
    change(released, with_bird)
    before = released.package.config.read_bytes()
    done = released.run("release", code=1)
    assert "20250101001.1.0" in done.stdout
    assert "Write this?" in done.stderr
    assert released.package.config.read_bytes() == before
    assert not released.package.changelog.exists()


def test_nothing_stays_if_it_can_not_be_generated(released: Repository) -> None:
    change(released, with_bird)
    (released.package.output / "mine.txt").write_text("in the way")
    before = released.package.config.read_bytes()
    done = released.run("release", "--yes", code=1)
    assert "unknown-file" in done.stderr
    assert released.package.config.read_bytes() == before
    assert not released.package.changelog.exists()


def test_a_version_that_was_released_elsewhere_is_not_taken_again(released: Repository) -> None:
    change(released, with_bird)
    released.git("switch", "-q", "-c", "side")
    released.commit("elsewhere", "pets-v20250101001.1.0")
    released.git("switch", "-q", "main")
    change(released, with_bird)
    assert "version-exists" in released.run("release", "--yes", code=1).stderr


def test_upgrade_notes_are_for_two_dates_or_releases(released: Repository) -> None:
    change(released, with_bird)
    since = released.run("upgrade-notes", "pets").stdout
    assert since.startswith("# From ")
    assert "add a case for `Bird`" in since
    released.commit("second", "pets-v20250101001.1.0")
    by_version = released.run("upgrade-notes", "pets", "20250101001.0.0", "20250101001.1.0").stdout
    assert by_version.splitlines()[1:] == since.splitlines()[1:]
    by_date = released.run("upgrade-notes", "pets", "@2025-01-01", "@2025-06-01").stdout
    assert "Nothing changes" in by_date
    assert "unknown-revision" in released.run("upgrade-notes", "pets", "9.9.9", code=1).stderr
    assert "malformed-version" in released.run("upgrade-notes", "pets", "@yesterday", code=1).stderr


def test_notes_need_something_to_compare_with(pets: Repository) -> None:
    assert "unknown-release" in pets.run("upgrade-notes", "pets", code=1).stderr
