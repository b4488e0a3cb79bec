"""Errors by the API's own codes: a class for each that the document lists, and still an error of its status."""

import json
import pickle
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.calls import Api
from tests.support.packages import build, document


def problem(**code: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {"error": {"type": "object", "properties": {"code": code}}}}


def answers(**schemas: Any) -> dict[str, Any]:
    return {
        status.removeprefix("s"): {"description": "Bad.", "content": {"application/json": {"schema": schema}}}
        for status, schema in schemas.items()
    }


SOURCE = document(
    {
        "/pets": {
            "get": {
                "operationId": "listPets",
                "responses": {
                    "204": {"description": "None."},
                    **answers(
                        s404=problem(type="string", enum=["NOT_FOUND", "OWNER_GONE"]),
                        s409=problem(enum=["NAME_TAKEN", "LIMIT_REACHED", "OWNER_GONE"]),
                        s429=problem(const="LIMIT_REACHED"),
                        s500={"oneOf": [problem(type="integer", enum=[1001]), problem(enum=["OWNER_GONE", None])]},
                        default=problem(
                            enum=["urn:x", "https://errors.example.com/probs/out-of-credit", 'a"""\nimport b']
                        ),
                    ),
                },
            }
        }
    }
)
ERRORS = {"code": "error.code"}


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Api:
    naming = {"errors": {"NAME_TAKEN": "PetNameTakenError"}}
    return Api(SOURCE, tmp_path_factory.mktemp("codes"), errors=ERRORS, naming=naming)


def raised(api: Api, status: int, code: object) -> Any:
    api.server.answers(json.dumps({"error": {"code": code}}), status=status)
    with pytest.raises(api.module.APIStatusError) as caught:
        api.client(max_retries=0).default.list_pets()
    return caught.value


@pytest.mark.parametrize(
    ("status", "code", "classes"),
    [
        (404, "NOT_FOUND", ["NotFoundCodeError", "NotFoundError"]),
        (409, "NAME_TAKEN", ["PetNameTakenError", "ConflictError"]),
        (409, "LIMIT_REACHED", ["LimitReachedError", "ConflictError"]),
        (429, "LIMIT_REACHED", ["LimitReachedError", "TooManyRequestsError"]),
        (404, "OWNER_GONE", ["OwnerGoneError", "NotFoundError"]),
        (500, "OWNER_GONE", ["OwnerGoneError", "InternalServerError"]),
        (500, 1001, ["Error1001", "InternalServerError"]),
        (403, "https://errors.example.com/probs/out-of-credit", ["OutOfCreditError", "ForbiddenError"]),
        # A status that the code is not documented with, and a code that is not documented: the status alone decides.
        (404, "NAME_TAKEN", ["NotFoundError"]),
        (418, "NOT_FOUND", ["ClientError"]),
        (409, "SOMETHING_NEW", ["ConflictError"]),
    ],
)
def test_an_error_is_of_its_code_and_of_its_status(api: Api, status: int, code: object, classes: list[str]) -> None:
    error = raised(api, status, code)
    assert type(error).__name__ == classes[0]
    assert all(isinstance(error, getattr(api.module, name)) for name in classes)
    assert error.has_code(str(code))
    assert (error.status_code, error.error_code) == (status, str(code))
    others = {"PetNameTakenError", "LimitReachedError", "OwnerGoneError", "NotFoundCodeError"} - {*classes}
    assert not any(isinstance(error, getattr(api.module, name)) for name in others)


@pytest.mark.parametrize(("status", "code"), [(409, "NAME_TAKEN"), (429, "LIMIT_REACHED"), (404, "SOMETHING_NEW")])
def test_it_travels(api: Api, status: int, code: str) -> None:
    error = raised(api, status, code)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert (str(again), again.error_code, again.body) == (str(error), code, error.body)


def test_a_code_has_the_base_that_its_statuses_share(api: Api) -> None:
    module = api.module
    assert module.PetNameTakenError.__bases__ == (module.ConflictError,)
    assert module.LimitReachedError.__bases__ == (module.ClientError,)
    assert module.OwnerGoneError.__bases__ == (module.APIStatusError,)


def test_a_package_without_listed_codes_has_no_such_module(tmp_path: Path) -> None:
    free = document({"/": {"get": {"operationId": "x", "responses": answers(s400=problem(type="string"))}}})
    assert not [path for path in build(free, tmp_path, errors=ERRORS).files if path.endswith("error_codes.py")]
    # Nor has one that does not say where errors have their code.
    assert not [path for path in build(SOURCE, tmp_path).files if path.endswith("error_codes.py")]


def test_they_are_loaded_when_the_first_of_them_comes(tmp_path: Path) -> None:
    api = Api(SOURCE, tmp_path, errors=ERRORS)
    loaded = f"{api.module.__name__}.error_codes"
    raised(api, 404, "")
    assert loaded not in sys.modules
    raised(api, 404, "NOT_FOUND")
    assert loaded in sys.modules


def test_an_error_schema_that_holds_itself_has_an_end(tmp_path: Path) -> None:
    schemas = {
        "Chain": {
            "type": "object",
            "properties": {"error": {"$ref": "#/components/schemas/Chain"}, "code": {"enum": ["BROKEN"]}},
        }
    }
    source = document(
        {"/": {"get": {"operationId": "x", "responses": answers(s400={"$ref": "#/components/schemas/Chain"})}}}, schemas
    )
    assert (
        "class BrokenError(BadRequestError)" in build(source, tmp_path, errors=ERRORS).files["example/error_codes.py"]
    )
