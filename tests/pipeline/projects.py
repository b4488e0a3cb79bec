"""A small repository with one package, and a build that stands in for the real one where that doesn't matter."""

from __future__ import annotations

from pathlib import Path

from specloom.build import Built, Inputs
from specloom.workspace import Package

FRAGMENT = """\
openapi: 3.0.3
info: {title: Pets, version: "1"}
servers: [{url: "https://pets.example"}]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      tags: [Pets]
      summary: Get a pet.
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        "200":
          description: The pet.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Pet"}
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string, description: What to call it.}
        age: {type: integer}
"""
DATED_FRAGMENT = """\
openapi: 3.0.3
info: {title: Pets, version: "1"}
servers: [{url: "https://pets.example"}]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [Pets]
      responses:
        "200":
          description: All pets.
          content:
            application/vnd.pets.2024-01-01+json:
              schema: {$ref: "#/components/schemas/Pet"}
            application/vnd.pets.2025-01-01+json:
              schema: {type: array, items: {$ref: "#/components/schemas/Dog"}}
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string}}}
    Dog: {type: object, properties: {bark: {type: string}}}
"""
CONFIG = 'name: pets\nversion: "1.2.3"\n'
DATED_CONFIG = """\
name: pets
# The pin.
api_version: "2025-01-01"  # keep the quotes
media_types: {dated: "application/vnd.pets.{version}+{suffix}"}
"""


def make_package(root: Path, fragment: str = FRAGMENT, config: str = CONFIG) -> Package:
    """Write the files of a package below `root`."""
    package = Package(root, "pets")
    package.spec.mkdir(parents=True)
    package.fragment.write_text(fragment, encoding="utf-8")
    package.config.write_text(config, encoding="utf-8")
    return package


class FakeBuild:
    """Makes the files that a test wants, and counts how often it was asked."""

    def __init__(self, **files: str) -> None:
        self.files = {"pets/__init__.py": '"""Pets."""\n', "README.md": "# Pets\n"}
        self.files |= {name.replace("__", "/"): text for name, text in files.items()}
        self.count = 0

    def __call__(self, inputs: Inputs) -> Built:
        self.count += 1
        return Built(
            files=dict(self.files), document=inputs.document, resources=[], diagnostics=[], config=inputs.config
        )


def contents(folder: Path) -> dict[str, str]:
    """Read a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
