"""The tests of a generated package that has little to test: forms without fields, models without operations."""

from pathlib import Path
from typing import Any

import pytest

from tests.stubs.running import check_tests
from tests.support.packages import build, document, write

TEXT = {"type": "string"}


@pytest.mark.parametrize("media_type", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_form_without_fields_is_sent_all_the_same(tmp_path: Path, media_type: str) -> None:
    content = {media_type: {"schema": {"type": "object"}}}
    paths = {
        f"/{name}": {
            "post": {
                "operationId": name,
                "requestBody": {"required": name == "needed", "content": content},
                "responses": {"204": {"description": "Done."}},
            }
        }
        for name in ("needed", "possible")
    }
    project = write(build(document(paths), tmp_path), tmp_path / "project")
    check_tests(project)
    assert ", [])" not in (project / "tests" / "test_default.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("schema", [{"type": "object", "properties": {"a": TEXT}}, {"enum": ["a", "b"]}, TEXT])
def test_a_package_without_operations_has_tests(tmp_path: Path, schema: dict[str, Any]) -> None:
    project = write(build(document({}, {"Pet": schema}), tmp_path), tmp_path / "project")
    check_tests(project)
    assert (project / "tests" / "test_pages.py").exists() == ("properties" not in schema)
    assert "\nPython 3.11 or newer is needed.\n\n## " in (project / "README.md").read_text(encoding="utf-8")
