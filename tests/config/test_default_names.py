"""What packages and their clients are called when nobody says: names that work, whatever a document's title is."""

from __future__ import annotations

import sys

import pytest
from specloom.config import TAKEN_MODULES, PackageConfig
from specloom.defaults import find_defaults
from specloom.defaults.names import package_name


@pytest.mark.parametrize(
    ("title", "name", "client"),
    [
        ("MongoDB Atlas", "mongodb-atlas", "MongoDBAtlas"),
        ("Størrelse & Größe", "storrelse-grosse", "StorrelseGrosse"),
        ("日本語", "fallback", "Fallback"),
        ("None", "none", "ApiNone"),
        ("json", "json-client", "Json"),
        ("APIError", "apierror", "APIErrorClient"),
        ("Page", "page", "PageClient"),
        ("", "fallback", "Fallback"),
        # What frameworks call a document that nobody has given a title.
        ("OpenAPI definition", "fallback", "Fallback"),
        ("FastAPI", "fastapi-client", "FastAPI"),
    ],
)
def test_names_come_from_the_title(title: str, name: str, client: str) -> None:
    settings = find_defaults(
        {"openapi": "3.1.0", "info": {"title": title, "version": "1"}}, fallback="fallback"
    ).settings
    assert (settings["name"], settings["client"]) == (name, client)
    assert PackageConfig.default(**settings).client == client


def test_no_module_of_python_is_hidden() -> None:
    assert {name.lower() for name in sys.stdlib_module_names if not name.startswith("_")} - {
        "cprofile"
    } <= TAKEN_MODULES
    assert package_name("Statistics", "") == "statistics-client"
