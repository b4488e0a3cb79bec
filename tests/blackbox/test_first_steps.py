"""What somebody meets who has just imported a package."""

from pathlib import Path
from types import ModuleType

import pytest

from tests.support.packages import document, generate

PING = {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Ping"}}}
    received = {"post": {"requestBody": {"content": content}, "responses": {"200": {"description": "Fine."}}}}
    folder: Path = tmp_path_factory.mktemp("first")
    return generate(document(schemas={"Ping": PING}, webhooks={"ping": received}), folder)


def test_what_is_inside_needs_no_import_of_its_own(package: ModuleType) -> None:
    assert package.webhooks.ping(b'{"id": 1}') == package.Ping(id=1) == package.models.Ping(id=1)
    assert package.dicts.__name__ == f"{package.__name__}.dicts"
    assert {"dicts", "models", "webhooks", "Ping", "Example"} <= {*dir(package)}
    assert not {"dicts", "models", "webhooks"} & {*package.__all__}


@pytest.mark.parametrize(("slip", "meant"), [("Exmaple", "Example"), ("Pong", "Ping"), ("webhook", "webhooks")])
def test_a_slip_is_answered_with_what_is_meant(package: ModuleType, slip: str, meant: str) -> None:
    with pytest.raises(AttributeError, match=rf"has no attribute '{slip}'; did you mean '{meant}'\?$"):
        getattr(package, slip)
