"""The environment variables that credentials are read from, where package.yaml names none."""

import pytest
from specloom.config import PackageConfig
from specloom.credentials import scheme_views

KEY = {"type": "apiKey", "in": "header", "name": "X-Key"}
BEARER = {"type": "http", "scheme": "bearer"}


@pytest.mark.parametrize(
    ("package", "schemes", "variables"),
    [
        ("pets", {"Key": KEY}, ["PETS_API_KEY"]),
        # No word twice in a row.
        ("pets-api", {"Key": KEY}, ["PETS_API_KEY"]),
        ("token-api", {"Bearer": BEARER}, ["TOKEN_API_TOKEN"]),
        ("pets-api", {"Key": KEY, "Other": KEY}, ["PETS_API_KEY", "PETS_API_OTHER_API_KEY"]),
    ],
)
def test_names_of_variables(package: str, schemes: dict[str, dict[str, str]], variables: list[str]) -> None:
    document = {"components": {"securitySchemes": schemes}, "security": [{name: []} for name in schemes]}
    views, _ = scheme_views(document, PackageConfig.default(package), "https://api.example.com")
    assert [argument.env for view in views for option in view.options for argument in option.settings] == variables
