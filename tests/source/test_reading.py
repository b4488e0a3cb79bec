"""Reading YAML and JSON: what plain text means, what is refused, and where each part stands."""

import gzip
import json
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from specloom.diagnostics import Pointer
from specloom.source import read_document
from specloom.source.json_text import read_json
from specloom.source.places import JsonPlaces
from specloom.source.text import MAX_DEPTH
from specloom.source.yaml_text import read_yaml, read_yaml_with_places

from tests.source.support import Write, refusal

PLAIN = [
    # Text in YAML 1.2, whatever older readers make of it.
    ("on", "on"),
    ("yes", "yes"),
    ("n", "n"),
    ("014", "014"),
    ("-007", "-007"),
    ("01.5", "01.5"),
    ("2025-03-12", "2025-03-12"),
    ("2025-03-12T10:00:00Z", "2025-03-12T10:00:00Z"),
    ("12:30:45", "12:30:45"),
    ("1_000", "1_000"),
    ("0b11", "0b11"),
    ("1.2.3", "1.2.3"),
    (".", "."),
    ("+", "+"),
    ("e3", "e3"),
    ("nan", "nan"),
    ("=", "="),
    ("tRUE", "tRUE"),
    ("'1'", "1"),
    ('"true"', "true"),
    ("!!str 200", "200"),
    ("! 200", "200"),
    ("{url: https://host:1/a, list: [a:b, 'c', //d]}", {"url": "https://host:1/a", "list": ["a:b", "c", "//d"]}),
    # Everything else.
    ("", None),
    ("~", None),
    ("null", None),
    ("NULL", None),
    ("true", True),
    ("True", True),
    ("FALSE", False),
    ("0", 0),
    ("-0", 0),
    ("+12", 12),
    ("0o17", 15),
    ("0x1F", 31),
    ("9007199254740993", 9007199254740993),
    ("100000000000000000000000000000001", 100000000000000000000000000000001),
    ("1.0", 1.0),
    ("5.", 5.0),
    (".5", 0.5),
    ("-1e3", -1000.0),
    ("1.7976931348623157E+308", 1.7976931348623157e308),
    ("!!float 3", 3.0),
    ("!!int 0x10", 16),
]


@pytest.mark.parametrize(("text", "value"), PLAIN)
def test_plain_scalars_follow_the_core_schema(write: Write, text: str, value: object) -> None:
    read = read_document(write(f"key: {text}\n")).data["key"]
    assert read == value
    assert type(read) is type(value)


KEYS = ["200", "on", "null", "~", "true", "2025-03-12", "1.0", "014", "", "0x1F"]


def test_keys_are_text_as_written(write: Write) -> None:
    lines = "".join(f"{key}: 1\n" if key else "?\n: 1\n" for key in KEYS)
    assert list(read_document(write(lines)).data) == KEYS


REFUSED_YAML = {
    "duplicate-key": ("a: 1\nb: 2\na: 3\n", 3, 1),
    "duplicate-key, written otherwise": ("x:\n  200: 1\n  '200': 2\n", 3, 3),
    "unknown-tag": ("a: !secret x\n", 1, 4),
    "unknown-tag, of YAML 1.1": ("a: !!binary aGk=\n", 1, 4),
    "unknown-tag, on a mapping": ("a: !!set {b: null}\n", 1, 4),
    "unknown-tag, python": ("a: !!python/object/apply:os.system [ls]\n", 1, 4),
    "wrong-tag": ("a: !!int text\n", 1, 4),
    "undefined-alias": ("a: *nowhere\n", 1, 4),
    "recursive-alias": ("a: &a\n  b: *a\n", 2, 6),
    "merge-key": ("a: &a {x: 1}\nb:\n  <<: *a\n", 3, 3),
    "key-not-text": ("? [a, b]\n: 1\n", 1, 3),
    "key-not-text, an alias": ("a: &a b\n*a : 1\n", 2, 1),
    "not-json": ("a: .inf\n", 1, 4),
    "not-json, nan": ("a: [.nan]\n", 1, 5),
    "not-json, too big": ("a: -1e999\n", 1, 4),
    "not-json, too big for its tag": (f"a: !!float {'1' * 400}\n", 1, 4),
    "not-json, too long": (f"a: {'1' * 5000}\n", 1, 4),
    "not-json, too long in another base": (f"a: 0x{'1' * 5000}\n", 1, 4),
    "several-documents": ("a: 1\n---\nb: 2\n", 2, 1),
    "yaml-version": ("%YAML 1.1\n---\na: on\n", 1, 1),
    "empty-document": ("", 1, 1),
    "empty-document, but for a comment": ("# nothing\n", 1, 1),
    "not-a-mapping": ("- a\n", 1, 1),
    "not-a-mapping, text": ("just text\n", 1, 1),
    "not-a-mapping, null": ("---\n", 1, 1),
    "yaml-syntax, a tab": ("a:\n\tb: 1\n", 2, 1),
    "yaml-syntax, two colons": ("a: b: c\n", 1, 5),
    "yaml-syntax, unclosed": ("a: [1, 2\n", 2, 1),
    "yaml-syntax, control character": ("a: 1\nb: x\x07y\n", 2, 5),
    "too-deep": ("a: " + "[" * 5000, 1, 3 + MAX_DEPTH),
    "not-utf-8": (b"a: 1\nb: gr\xfc\xdfe\n", 2, 6),
    "not-utf-8, UTF-16": ("a: 1\n".encode("utf-16"), 1, 1),
}


SPELT_ANEW = [
    ("a:\n  b: 1\n\t\t# Of c.\n  c: 2\n", {"a": {"b": 1, "c": 2}}),
    ("a:\n\t# First.\n  - b\n \t \n  - c\n", {"a": ["b", "c"]}),
    ("a: {sizes:[1, 2], b: 3}\n", {"a": {"sizes": [1, 2], "b": 3}}),
    (
        "a: {b:{c:[]}, d: 'x:[y]'}\nt: |\n  {b:[1]}\n\t# no comment\n",
        {"a": {"b": {"c": []}, "d": "x:[y]"}, "t": "{b:[1]}\n"},
    ),
]


@pytest.mark.parametrize(("content", "expected"), SPELT_ANEW)
def test_what_only_the_parser_takes_for_an_error_is_read(write: Write, content: str, expected: object) -> None:
    assert read_document(write(content)).data == expected


def test_what_is_wrong_elsewhere_is_told_where_it_stands(write: Write) -> None:
    assert refusal(write("a:\n\t# A comment.\n  b: c: d\n")) == ("yaml-syntax", 3, 7)


def test_what_was_spelt_anew_is_in_the_same_lines(write: Write) -> None:
    document = read_document(write("a:\n\t# One.\n  b: {c:[1]}\n\n  d: 2\n"))
    assert document.locate(("a", "d")).line == 5


@pytest.mark.parametrize("name", REFUSED_YAML)
def test_yaml_is_refused_at_its_place(write: Write, name: str) -> None:
    content, line, column = REFUSED_YAML[name]
    assert refusal(write(content)) == (name.partition(",")[0], line, column)


REFUSED_JSON = {
    "duplicate-key": ('{\n  "a": 1,\n  "a": 2\n}', 3, 3),
    "duplicate-key, escaped": ('{"a": 1, "\\u0061": 2}', 1, 10),
    "not-json": ('{"a": NaN}', 1, 7),
    "not-json, infinity": ('{"a": [-Infinity]}', 1, 8),
    "not-json, too big": ('{"a": 1e999}', 1, 7),
    "not-json, too long": ('{"a": ' + "1" * 5000 + "}", 1, 7),
    "json-syntax": ('{\n  "a": 1,\n}', 3, 1),
    "json-syntax, a comment": ('{"a": 1} // comment', 1, 10),
    "json-syntax, unclosed": ('{"a": [', 1, 8),
    "too-deep": ('{"a": ' + "[" * 300 + "]" * 300 + "}", 1, 6 + MAX_DEPTH),
    "too-deep, beyond the parser": ('{"a": ' + "[" * 100_000, 1, 6 + MAX_DEPTH),
    "half-character": ('{"a": "\\ud800"}', 1, 8),
    "not-utf-8": (b'{"a": "\xff"}', 1, 8),
}


@pytest.mark.parametrize("name", REFUSED_JSON)
def test_json_is_refused_at_its_place(write: Write, name: str) -> None:
    content, line, column = REFUSED_JSON[name]
    assert refusal(write(content, "openapi.json")) == (name.partition(",")[0], line, column)


def test_braces_may_be_yaml_but_not_in_a_json_file(write: Write) -> None:
    assert read_document(write("{a: 1, }")).data == {"a": 1}
    assert refusal(write("{a: 1, }", "openapi.json"))[0] == "json-syntax"


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.mkdir()])
def test_a_file_that_is_none_is_refused(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "openapi.yaml"
    make(path)
    assert refusal(path) == ("unreadable-file", 0, 0)


def test_a_device_is_not_read() -> None:
    assert refusal(Path("/dev/zero"))[0] == "unreadable-file"


@pytest.mark.parametrize("content", ["\ufeffa: 1\n", '\ufeff{"a": 1}'])
def test_a_byte_order_mark_is_no_part_of_the_document(write: Write, content: str) -> None:
    document = read_document(write(content))
    assert document.data == {"a": 1}
    assert document.locate(("a",)).line == 1


def test_aliases_share_nothing(write: Write) -> None:
    document = read_document(write("a: &a {b: [1]}\nc: *a\nd: *a\n"))
    document.data["c"]["b"].append(2)
    assert document.data == {"a": {"b": [1]}, "c": {"b": [1, 2]}, "d": {"b": [1]}}


def test_an_anchor_may_be_used_again_inside_and_out(write: Write) -> None:
    assert read_document(write("a: &x [&x 1, *x]\nb: *x\n")).data == {"a": [1, 1], "b": 1}


def test_aliases_can_not_explode(write: Write) -> None:
    names = "abcdefghij"
    lines = [f"a: &a [{', '.join('x' * 10)}]"]
    lines += [f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]" for a, b in pairwise(names)]
    assert refusal(write("\n".join(lines)))[0] == "alias-bomb"


def test_aliases_can_not_nest_too_deep(write: Write) -> None:
    lines = ["x0: &x0 " + "[" * 90 + "]" * 90]
    lines += [f"x{i + 1}: &x{i + 1} {'[' * 90}*x{i}{']' * 90}" for i in range(3)]
    assert refusal(write("\n".join(lines)))[0] == "too-deep"


def test_only_line_feeds_and_returns_end_a_line(write: Write) -> None:
    document = read_document(write("a: 'x\u2028y\u2029z\x85!'\n# \u2028 b: 1\nc: \ue000\n"))
    assert document.data == {"a": "x\u2028y\u2029z\x85!", "c": "\ue000"}
    assert document.locate(("c",)).line == 3


def test_a_missing_c_parser_is_told(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    assert refusal(write("a: 1\n"))[0] == "yaml-parser-missing"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=20), inner, max_size=4),
    max_leaves=12,
)


def same(one: object, other: object) -> bool:
    return json.dumps(one) == json.dumps(other)


def parts(value: object, pointer: Pointer = ()) -> Iterator[tuple[Pointer, object]]:
    """Everything in some data, with the pointer to it."""
    yield pointer, value
    if isinstance(value, dict | list):
        for token, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from parts(inner, (*pointer, token))


@given(st.dictionaries(st.text(max_size=20), json_values, max_size=4))
def test_json_reads_as_the_standard_library_reads_it(data: dict[str, Any]) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=1)
    assert same(read_json(text), data)
    places, lines = JsonPlaces(text), text.split("\n")
    for pointer, value in parts(data):
        line, column = places(pointer)
        # The value itself, or the key that it stands under.
        begins = value if not pointer or isinstance(pointer[-1], int) else pointer[-1]
        expected = json.dumps(begins, ensure_ascii=False)
        assert lines[line - 1][column - 1 :].startswith(expected[:1] if isinstance(begins, dict | list) else expected)
    assert places(("none such",) * 3) == (1, 1)


@given(st.dictionaries(st.text(alphabet=st.characters(codec="ascii"), max_size=20), json_values, max_size=4))
def test_yaml_reads_json_as_json_does(data: dict[str, Any]) -> None:
    # Escaped but for surrogate pairs, which are JSON's alone.
    text = json.dumps(data)
    if "\\ud" not in text:
        read, places = read_yaml_with_places(text)
        assert same(read, data)
        as_json = JsonPlaces(text)
        for pointer, _ in parts(data):
            assert places(pointer) == as_json(pointer)


@given(st.text(alphabet="0123456789+-.eExXoOabcdfinNIA_:~ultrsTFRUESL", max_size=8))
def test_plain_text_is_a_number_wherever_json_has_it_so(text: str) -> None:
    read = read_yaml(f"[{json.dumps(text)}]")[0]
    assert read == text
    try:
        expected = json.loads(text, parse_constant=lambda name: name)
    except ValueError:
        return
    if expected not in (float("inf"), float("-inf")):
        plain = read_yaml(f"a: {text}")["a"]
        assert plain == expected
        assert type(plain) is type(expected)


def test_the_largest_document_is_read_in_c(
    shared_file: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The pure Python parser takes twenty times as long.
    monkeypatch.delattr("ruamel.yaml.scanner.Scanner.get_token")
    packed = shared_file("specs/atlas-all-dates-2026-08-21.yaml.gz")
    path = tmp_path / "atlas.yaml"
    path.write_bytes(gzip.decompress(packed.read_bytes()))
    document = read_document(path)
    assert document.locate(("components", "schemas")).line > 1
