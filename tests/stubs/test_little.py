"""The tests of a generated package where forms are sent of which no field is known."""

from pathlib import Path

import pytest

from tests.stubs.running import check_tests
from tests.support.packages import build, document, write


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


def test_a_package_of_models_has_no_examples_to_run(tmp_path: Path) -> None:
    built = build(document({}, {"Pet": {"type": "object", "properties": {"name": {"type": "string"}}}}), tmp_path)
    assert "tests/test_pages.py" not in built.files
    assert "\nPython 3.11 or newer is needed.\n\n## " in built.files["README.md"]
