"""Reads a YAML text: the C parser's events, and everything above them our own, strictly.

The parser (libyaml) knows the grammar; what a scalar means, what an alias may do and which features a
document may use is decided here, so that no YAML reaches a stage that JSON couldn't have said.
"""

from __future__ import annotations

import re
import sys
from typing import Any, Final, NoReturn

from specloom.source.places import Entries, YamlPlaces, pack, unpack
from specloom.source.scalars import NotJsonError, Scalar, resolve, to_float
from specloom.source.text import (
    MAX_DEPTH,
    MAX_EXPANDED,
    THE_LAST_COUNTS,
    TextError,
    duplicate_key,
    line_and_column,
    loses_nothing,
    raise_too_deep,
)
from specloom.source.yaml_events import YamlEvents, first_error, raise_syntax
from specloom.source.yaml_spelling import spelt_for_parser

_CORE: Final = "tag:yaml.org,2002:"
_UNPRINTABLE: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_yaml(text: str) -> Any:
    """Read the one document of a YAML text as plain data.

    Raises:
        TextError: for what isn't YAML 1.2, isn't JSON in other clothes, or would do harm.
    """
    return read_yaml_with_places(text)[0]


def read_yaml_with_places(text: str, slips: list[TextError] | None = None) -> tuple[Any, YamlPlaces]:
    """As `read_yaml`, and remember where each part of it stands: the parser says so anyway.

    Args:
        text: the document.
        slips: takes what is wrong and can be read all the same: keys that stand twice, of which the last counts, where
            that loses nothing but a text; merge keys; another version of YAML. None where it is an error.
    """
    unprintable = _UNPRINTABLE.search(text)
    if unprintable:
        raise TextError(
            "yaml-syntax",
            f"the character U+{ord(unprintable[0]):04X} may not stand in YAML",
            "Remove it, or write it as an escape in a double-quoted text.",
            *line_and_column(text, unprintable.start()),
        )
    events = YamlEvents(text)
    builder = _Builder(events, forgiving=slips is not None)
    try:
        read = builder.build()
    except events.error:
        spelt = spelt_for_parser(text, first_error)
        if (left := first_error(spelt)) is not None:
            raise_syntax(left)
        builder = _Builder(YamlEvents(spelt), forgiving=slips is not None)
        read = builder.build()
    if slips is not None:
        slips += builder.slips or ()
    return read


class _Builder:
    def __init__(self, events: YamlEvents, *, forgiving: bool) -> None:
        self.slips: list[TextError] | None = [] if forgiving else None
        self._events = events
        self._merging: dict[int, dict[str, Any]] = {}  # by the identity of a mapping, its merge keys with their events
        self._merges = 0
        self._doubled: list[tuple[dict[str, Any], str, Any, TextError]] = []  # with what keys held the first time
        self._outer: list[tuple[Any, Entries]] = []  # the open collections around the innermost one
        self._anchors: dict[str, tuple[Any, Entries | None]] = {}  # what each stands for, and the places in it
        self._expanded = 0

    def build(self) -> tuple[Any, YamlPlaces]:
        # This runs for every key and value of documents that have a hundred thousand of them, hence in one loop.
        events, outer = self._events, self._outer
        get, text, scalar, alias, nodes = events.get, events.text, events.scalar, events.alias, events.nodes
        documents: list[Any] = []
        places = entries = Entries()
        value: Any = documents  # the innermost open collection; `entries` says where its entries are
        key: Any = None  # of a mapping: the key whose value comes next
        is_list = True
        while (event := get()) is not None:
            kind = type(event)
            if kind in nodes:
                if is_list:
                    key = len(value)
                    entries[key] = pack(event.start_mark)
                elif key is None:
                    key = self._key(event, kind, entries, value)
                    continue
                made: Any
                inner: Entries | None = None
                if kind is scalar:
                    made = text(event)
                    if event.style == "" or event.tag is not None:
                        made = self._scalar(event, made)
                elif kind is alias:
                    made, inner = self._expand(event, value)
                else:
                    made, inner = self._open(event, kind), {}
                if inner is not None:
                    entries[key] = entries[key], inner
                if is_list:
                    value.append(made)
                else:
                    value[key] = made
                key = None
                if kind is alias:
                    continue
                if event.anchor:
                    self._anchors[event.anchor] = made, inner
                if inner is not None:
                    outer.append((value, entries))
                    value, entries, is_list = made, inner, kind is events.sequence_start
            elif kind is events.mapping_end or kind is events.sequence_end:
                if self._merging and not is_list:
                    self._merge(value, entries)
                value, entries = outer.pop()
                is_list = type(value) is list
            elif kind is events.document_start:
                self._check_document(event, len(documents) + 1)
        if not documents:
            raise TextError(
                "empty-document",
                "the file holds nothing",
                "A mapping of keys is expected.",
                1,
                1,
            )
        for holder, name, before, doubled in self._doubled:
            if self.slips is None or not loses_nothing(before, holder[name]):
                raise doubled
            doubled.hint = THE_LAST_COUNTS
            self.slips.append(doubled)
        return documents[0], YamlPlaces(places)

    def _check_document(self, event: Any, number: int) -> None:
        if number > 1:
            _problem(event, "several-documents", "a second document begins here", "Keep one document in a file.")
        if event.version and tuple(event.version) != (1, 2):
            version = ".".join(map(str, event.version))
            message = f"the file says that it is YAML {version}, and is read as YAML 1.2"
            hint = "Remove the %YAML line, and quote what 1.1 would read otherwise (on, off, yes, no)."
            self._slip(event, "yaml-version", message, hint, hint)

    def _slip(self, event: Any, code: str, message: str, hint: str, otherwise: str) -> None:
        """Refuse something, or tell of it with another hint where it is read all the same."""
        if self.slips is None:
            _problem(event, code, message, hint)
        self.slips.append(TextError(code, message, otherwise, event.start_mark.line + 1, event.start_mark.column + 1))

    def _merge(self, mapping: dict[str, Any], entries: Entries) -> None:
        """Give a mapping that has ended what its merge key stands for, as YAML 1.1 has it: its own entries go first."""
        given = [
            (mapping.pop(key), entries.pop(key), event) for key, event in self._merging.pop(id(mapping), {}).items()
        ]
        for merged, place, event in given:
            is_list = isinstance(merged, list)
            if not all(isinstance(one, dict) for one in (merged if is_list else [merged])):
                hint = "Let it stand for a mapping, or for a list of mappings."
                _problem(event, "merge-key", "this merge key stands for something else than a mapping", hint)
            inside = place[1] if isinstance(place, tuple) else {}
            for index, one in enumerate(merged if is_list else [merged]):
                places = inside.get(index, place) if is_list else place
                for key, held in one.items():
                    if key not in mapping:
                        mapping[key] = held
                        entries[key] = places[1].get(key, places[0]) if isinstance(places, tuple) else places

    def _merge_key(self, event: Any, holder: dict[str, Any]) -> str:
        """Note a merge key, and tell of the first: a file that has one has many."""
        self._merges += 1
        if self._merges == 1:
            message = "merge keys (<<) are not part of YAML 1.2"
            hint = "Write the keys out here, or refer to one shared component with $ref."
            otherwise = "They are read as YAML 1.1 has them, here and further down; write the keys out."
            self._slip(event, "merge-key", message, hint, otherwise)
        merging = self._merging.setdefault(id(holder), {})
        # What no text may hold tells it from others in the same mapping, and from the key "<<".
        key = "<<" + "\0" * (len(merging) + 1)
        merging[key] = event
        return key

    def _key(self, event: Any, kind: type, entries: Entries, holder: dict[str, Any]) -> str:
        if kind is not self._events.scalar:
            _problem(event, "key-not-text", "a key must be plain text here", "Write the key out as text.")
        # Few keys are told apart by many comparisons, all the way through the stages.
        key = sys.intern(self._events.text(event))
        if key == "<<" and event.style == "":
            key = self._merge_key(event, holder)
        if event.tag is not None and event.tag not in ("!", _CORE + "str"):
            _problem(event, "unknown-tag", f"the tag {_tag(event)} can't stand at a key", "Remove the tag.")
        mark = event.start_mark
        if key in entries:
            doubled = duplicate_key(key, unpack(entries[key])[0], mark.line + 1, mark.column + 1)
            if self.slips is None:
                raise doubled
            self._doubled.append((holder, key, holder[key], doubled))
        entries[key] = pack(mark)
        if event.anchor:
            self._anchors[event.anchor] = key, None
        return key

    def _open(self, event: Any, kind: type) -> dict[str, Any] | list[Any]:
        made: dict[str, Any] | list[Any] = {} if kind is self._events.mapping_start else []
        expected = _CORE + ("map" if isinstance(made, dict) else "seq")
        if event.tag not in (None, "!", expected):
            _unknown_tag(event)
        if len(self._outer) >= MAX_DEPTH:
            mark = event.start_mark
            raise_too_deep(mark.line + 1, mark.column + 1)
        return made

    def _scalar(self, event: Any, text: str) -> Scalar:
        tag = event.tag
        try:
            if tag is None:
                return resolve(text)
            if tag == _CORE + "binary" and self.slips is not None:
                hint = "It is read as the text that it is in base64; remove the tag."
                self._slip(event, "unknown-tag", f"the tag {_tag(event)} has no meaning in OpenAPI", hint, hint)
                return "".join(text.split())
            return _by_tag(tag, text)
        except NotJsonError as error:
            _problem(event, "not-json", str(error), "Write another number, or quote it if text is meant.")
        except KeyError:
            _unknown_tag(event)
        except ValueError:
            _problem(event, "wrong-tag", f"{text!r} is not what its tag {_tag(event)} says", "Remove the tag.")

    def _expand(self, event: Any, open_value: Any) -> tuple[Any, Entries | None]:
        if event.anchor not in self._anchors:
            _problem(
                event,
                "undefined-alias",
                f"the alias *{event.anchor} refers to nothing above it",
                f"Mark the value it means with &{event.anchor}, or quote the text if it is text.",
            )
        value, entries = self._anchors[event.anchor]
        is_collection = entries is not None
        if is_collection and (value is open_value or any(value is around for around, _ in self._outer)):
            _problem(
                event,
                "recursive-alias",
                f"the alias *{event.anchor} stands inside what it refers to",
                "A schema that refers to itself does so with $ref.",
            )
        return self._copy(value, len(self._outer), event), entries

    def _copy(self, value: Any, depth: int, event: Any) -> Any:
        """Copy what an alias stands for, since stages may change one use without meaning the others."""
        self._expanded += 1
        if self._expanded > MAX_EXPANDED:
            _problem(
                event,
                "alias-bomb",
                f"the aliases of this file stand for more than {MAX_EXPANDED:,} nodes",
                "Use $ref for what is shared.",
            )
        if not isinstance(value, dict | list):
            return value
        if depth >= MAX_DEPTH:
            raise_too_deep(event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(value, dict):
            return {key: self._copy(entry, depth + 1, event) for key, entry in value.items()}
        return [self._copy(entry, depth + 1, event) for entry in value]


def _by_tag(tag: str, text: str) -> Scalar:
    """Read a scalar by the tag it carries.

    Raises:
        KeyError: for a tag that the core schema doesn't have.
        ValueError: where the text doesn't fit the tag.
    """
    if tag in ("!", _CORE + "str"):
        return text
    types = {"null": type(None), "bool": bool, "int": int, "float": float}
    expected = types[tag.removeprefix(_CORE)]
    value = resolve(text)
    if expected is float and type(value) is int:
        return to_float(text)
    if type(value) is not expected:
        raise ValueError(text)
    return value


def _problem(event: Any, code: str, message: str, hint: str) -> NoReturn:
    mark = event.start_mark
    raise TextError(code, message, hint, mark.line + 1, mark.column + 1) from None


def _unknown_tag(event: Any) -> NoReturn:
    hint = "Remove the tag; a text that begins with ! needs quotes."
    _problem(event, "unknown-tag", f"the tag {_tag(event)} has no meaning in OpenAPI", hint)


def _tag(event: Any) -> str:
    tag: str = event.tag
    return "!!" + tag.removeprefix(_CORE) if tag.startswith(_CORE) else tag
