"""`package.yaml`: what it may say, what follows from it, and where it is wrong."""

import ast
import inspect
from itertools import pairwise
from pathlib import Path

import pytest
from specloom import config as configuration
from specloom.config import (
    PackageConfig,
    Revision,
    default_names,
    read_config,
    set_api_version,
)
from specloom.diagnostics import SpecError

OWN = Path(__file__).resolve().parents[2] / "spec" / "atlas-streams" / "package.yaml"

FULL = """\
name: atlas-streams
api_version: 2025-03-12
license: Apache-2.0
server: https://cloud.mongodb.com
media_types:
  dated: application/vnd.atlas.{version}+{suffix}
  request: application/json
authentication:
  ServiceAccounts: {client_id: {env: CLIENT_ID}, client_secret: {env: CLIENT_SECRET}}
  DigestAuth: {username: {argument: public_key, env: PUBLIC_KEY}}
naming:
  operation_id: x-name
  schemas: {StreamsKafkaConnection: KafkaConnection}
  fields: {Pet.class: kind}
envelope: {parameter: envelope}
pagination:
  - {items: results, total: totalCount, page: pageNum, size: itemsPerPage}
  - {items: data, cursor: after, next: paging.next}
  - {items: data, offset: skip, size: limit, total: count}
  - {items: data, link: _links.next.href}
  - {items: data, cursor: page.cursor, cursor_in: body, next: page.after}
  - {page: page}
  - {items: data, page: page, first_page: 0, number: meta.page, pages: meta.pages}
  - {link_header: true}
  - {items: data, cursor: starting_after, last: id, more: has_more}
errors: {code: errorCode}
version: {revision: 2, minor: 1}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "package.yaml"


def read(path: Path, text: str) -> PackageConfig:
    path.write_text(text, encoding="utf-8")
    return read_config(path)


def refusals(path: Path, text: str) -> list[tuple[str, int, int, str]]:
    with pytest.raises(SpecError) as caught:
        read(path, text)
    found = []
    for item in caught.value.diagnostics:
        assert item.location is not None
        found.append((item.code, item.location.line, item.location.column, f"{item.message} {item.hint}"))
    return found


def test_everything_can_be_said(path: Path) -> None:
    config = read(path, FULL)
    assert config.import_name == "atlas_streams"
    assert config.client == "AtlasStreams"
    assert config.distribution_version == "20250312002.1.0"
    assert config.media_types is not None
    assert config.media_types.response is None
    assert config.authentication["DigestAuth"].username is not None
    assert config.authentication["DigestAuth"].username.argument == "public_key"
    assert [type(rule).__name__ for rule in config.pagination] == [
        "PageNumberRule",
        "CursorRule",
        "OffsetRule",
        "LinkRule",
        "CursorRule",
        "PageNumberRule",
        "PageNumberRule",
        "LinkHeaderRule",
        "LastItemRule",
    ]
    assert config.envelope is not None
    assert config.envelope.status == "status"


def test_only_a_name_is_needed(path: Path) -> None:
    config = read(path, "name: pets\n")
    assert config == PackageConfig.default("pets")
    assert (config.api_version, config.pagination, config.version) == (None, (), Revision())
    assert config.distribution_version == "1.0.0"


def test_our_own_file_fits() -> None:
    config = read_config(OWN)
    assert config.is_dated
    assert config.name == OWN.parent.name


@pytest.mark.parametrize(
    ("name", "import_name", "client"),
    [
        ("atlas-streams", "atlas_streams", "AtlasStreams"),
        ("Pets.API_v2", "pets_api_v2", "PetsAPIV2"),
        ("class", "api_class", "Class"),
        ("None", "none", "ApiNone"),
        ("3scale", "api_3scale", "Api3scale"),
        ("json", "json_client", "Json"),
        ("Aux", "aux_client", "Aux"),
    ],
)
def test_names_follow_from_the_name(name: str, import_name: str, client: str) -> None:
    assert default_names(name) == (import_name, client)
    assert PackageConfig.default(name).client == client


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("api_version: 2025-03-12", "20250312001.0.0"),
        ("api_version: 2025-03-12\nversion: {revision: 999, minor: 3, patch: 4}", "20250312999.3.4"),
        ("version: 1.2.3", "1.2.3"),
        ("api_version: preview\nversion: 2.0.0rc1", "2.0.0rc1"),
        ("api_version: preview", "1.0.0"),
    ],
)
def test_the_version_follows_from_the_pin(path: Path, text: str, version: str) -> None:
    assert read(path, f"name: x\n{text}\n").distribution_version == version


WRONG = [
    ("api_version: 2025-02-30", "2025-02-30"),
    ("api_version: 2025-3-12", "neither"),
    ("api_version: 20250312", "Quote"),
    ("api_version: 12.03.2025", "neither"),
    ("api_version: ../../etc", "neither"),
    ("import_name: a-b", "no Python name"),
    ("import_name: class", "reserved"),
    ("import_name: naïve", "no Python name"),
    ("client: 3Scale", "no Python name"),
    ("server: http://example.com", "https"),
    ("server: http://127.0.0.1.example.com", "https"),
    ("server: ftp://example.com", "https"),
    ("server: https://user:secret@example.com", "user name"),
    ("server: https://example.com?a=b", "query"),
    ("server: https://", "host"),
    ("server: /api", "host"),
    ("server: https://exa mple.com", "URL"),
    ("server: https://example.com:port", "URL"),
    ('server: "https://example.com\\r\\nX: y"', "URL"),
    ("license: Free as in beer", "SPDX"),
    ('title: "a\\nb"', "one line"),
    ("title: ''", "one line"),
    ("version: one", "PEP 440"),
    ("version: 1.2", "Quote"),
    ("version: {revision: 2}", "without an API version date"),
    ("media_types: {dated: application/json}", "{version}"),
    ("media_types: {dated: 'a/{version}', request: 'a/{date}'}", "nothing else"),
    ("media_types: {dated: 'a/{version}', request: 'a/{version'}", "nothing else"),
    ("media_types: {dated: 'a/{version}', request: json}", "not a media type"),
    ('media_types: {dated: "a/{version}", request: "a/b\\r\\nX: y"}', "not a media type"),
    ("authentication: {S: {token: {env: 1X}}}", "environment"),
    ("authentication: {S: {token: {argument: from}}}", "reserved"),
    ("naming: {operation_id: name}", "x-"),
    ("naming: {fields: {Pet: name}}", "Schema.property"),
    ("naming: {schemas: {Pet: import os}}", "no Python name"),
    ("pagination: [{items: a, cursor: b}]", "'next'"),
    ("pagination: {items: a}", "array"),
    ("pagination: [{items: a, offset: b, link: c}]", "'link'"),
    ("envelope: {}", "'parameter'"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_a_wrong_value_is_told_at_its_line(path: Path, text: str, message: str) -> None:
    ((_, line, _, found),) = refusals(path, f"name: x\n\n{text}\n")
    assert line == 3
    assert message in found


@pytest.mark.parametrize("name", ["-x", "x-", "a b", "a/b", "../x", "", "ä", "a\\nb"])
def test_a_wrong_name_is_told_once(path: Path, name: str) -> None:
    ((code, line, _, _),) = refusals(path, f'name: "{name}"\n')
    assert (code, line) == ("wrong-value", 1)


def test_a_version_for_dates_and_a_text_do_not_mix(path: Path) -> None:
    ((_, line, _, message),) = refusals(path, "name: x\napi_version: 2025-03-12\nversion: 1.2.3\n")
    assert line == 3
    assert "revision" in message


UNKNOWN = [
    ("api_vesion: 2025-03-12", 1, "'api_version'"),
    ("media_types: {dated: 'a/{version}', reqest: a/b}", 37, "'request'"),
    ("authentication: {S: {client_idd: {env: A}}}", 22, "'client_id'"),
    ("authentication: {S: {token: {enw: A}}}", 30, "'env'"),
    ("pagination: [{items: a, page: b, sise: c}]", 34, "'size'"),
    ("pagination: [{items: a, cursor: b, next: c, sise: d}]", 45, "'size'"),
    ("api_version: 2025-03-12\nversion: {revison: 1}", 11, "'revision'"),
    ("envelope: {parameter: a, zzz: b}", 26, "content, parameter, status"),
]


@pytest.mark.parametrize(("text", "column", "hint"), UNKNOWN)
def test_an_unknown_key_is_told_with_the_nearest(path: Path, text: str, column: int, hint: str) -> None:
    ((code, _, found, message),) = refusals(path, f"name: x\n{text}\n")
    assert (code, found) == ("unknown-key", column)
    assert hint in message


def test_all_that_is_wrong_is_told_at_once(path: Path) -> None:
    found = refusals(path, "title: x\nserver: ftp://x\ncolour: red\n")
    assert sorted(code for code, *_ in found) == ["missing-key", "unknown-key", "wrong-value"]


def test_values_without_a_file_are_checked_too() -> None:
    with pytest.raises(SpecError):
        PackageConfig.default("not a name")
    with pytest.raises(SpecError):
        PackageConfig.default("x", api_version="2025-02-30")


def test_a_configuration_can_not_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        setattr(PackageConfig.default("x"), "name", "y")  # noqa: B010 - mypy refuses it the plain way


def test_every_key_is_documented() -> None:
    # Read from the source: having pydantic read it as well would make every run slower.
    for section in ast.parse(inspect.getsource(configuration)).body:
        if not isinstance(section, ast.ClassDef) or not any(ast.unparse(base) == "_Section" for base in section.bases):
            continue
        assert ast.get_docstring(section)
        for key, following in pairwise([*section.body, ast.Pass()]):
            if isinstance(key, ast.AnnAssign):
                is_text = isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant)
                assert is_text, f"{section.name}.{ast.unparse(key.target)} says nothing of itself"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('name: x\napi_version: "2025-03-12"  # pin\n', 'name: x\napi_version: "2026-08-21"  # pin\n'),
        ("name: x\napi_version: '2025-03-12'\n", "name: x\napi_version: '2026-08-21'\n"),
        ("name: x\napi_version: 2025-03-12 # pin\n", 'name: x\napi_version: "2026-08-21" # pin\n'),
        (
            "# top\nname:   x\nserver: https://a.b\n",
            '# top\nname:   x\napi_version: "2026-08-21"\nserver: https://a.b\n',
        ),
        ("name: x\r\n", 'name: x\r\napi_version: "2026-08-21"\r\n'),
    ],
)
def test_the_pin_can_be_moved(path: Path, before: str, after: str) -> None:
    path.write_bytes(before.encode())
    set_api_version(path, "2026-08-21")
    assert path.read_bytes().decode() == after
    assert read_config(path).api_version == "2026-08-21"


def test_moving_our_own_pin_changes_one_line(path: Path) -> None:
    path.write_bytes(OWN.read_bytes())
    set_api_version(path, "2026-08-21")
    changed = set(path.read_text(encoding="utf-8").splitlines()) ^ set(OWN.read_text(encoding="utf-8").splitlines())
    assert changed == {'api_version: "2025-03-12"', 'api_version: "2026-08-21"'}


@pytest.mark.parametrize(
    ("text", "api_version"), [("name: x\n", "2026-02-30"), ("name: x\nversion: 1.2.3\n", "2026-08-21")]
)
def test_a_wrong_pin_leaves_the_file(path: Path, text: str, api_version: str) -> None:
    path.write_text(text)
    with pytest.raises(SpecError):
        set_api_version(path, api_version)
    assert path.read_text() == text
