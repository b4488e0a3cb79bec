"""Upgrade notes: what a comparison means to those who write code with the package, and what they write instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from specloom.diff.entries import Comparison, Direction, Entry, Verdict
from specloom.diff.revision import Revision
from specloom.encode import Code, prose
from specloom.release.folding import folded
from specloom.release.note import HEADINGS, Note
from specloom.release.words import Words, spoken

_SHOWN = 3

_UNTOLD: Final = frozenset({"version-resolved"})
"""Rules about which users have nothing to know: the package asks for its version of the API by itself."""

# What happened, by rule, where the sentence of the entry is about the document rather than about the package.
_TEXT: Final[Mapping[str, str]] = {
    "operation-added": "{new_method} is new",
    "operation-removed": "{old_method} is gone",
    "operation-renamed": "{old_method} is called {new_method} now",
    "operation-regrouped": "{old_method} is called {new_method} now",
    "schema-renamed": "{old_type} is called {new_type} now",
    "field-renamed": "{old_field} is called {new_field} now",
    "argument-renamed": "The argument {old_argument} of {new_method} is called {new_argument} now",
    "parameter-added": "The argument {new_argument} is new",
    "required-parameter-added": "The argument {new_argument} is new, and has to be given",
    "parameter-removed": "The argument {old_argument} is gone",
    "parameter-became-required": "The argument {new_argument} can no longer be left out",
    "parameter-became-list": "The argument {new_argument} is a list now",
    "text-type-widened": "The argument {new_argument} is a text now",
    "text-type-narrowed": "The argument {new_argument} is no longer any text",
    "class-replaced": "{replaced} gives way to {replacing}",
    "request-class-split": "What is sent for {new_type} has a class of its own now, {sent_type}",
    "request-class-joined": "What is sent for {new_type} no longer has a class of its own, {old_sent_type}",
    "success-status-added": "Calls can be answered with {detail}",
    "success-status-removed": "Calls are no longer answered with {detail}",
    "error-status-added": "The API says that calls can fail with {detail}",
    "error-status-removed": "The API no longer says that calls can fail with {detail}",
    "header-added": "Answers have the header {last}",
    "header-removed": "Answers no longer have the header {last}",
    "required-header-removed": "Answers no longer have the header {last}",
    "media-type-added": "Bodies can have the format {last}",
    "media-type-removed": "Bodies no longer have the format {last}",
    "union-variant-added": "{union} has a variant more, {variant}",
    "union-variant-renamed": "The variant {old_variant} of {union} is {variant} now, with the tag {new_tag}",
    "union-variant-removed": "{old_union} no longer has the variant {old_variant}",
}

# What to write instead, by rule. In braces is what `_names` gives; where one of those is missing, nothing is said.
_INSTEAD: Final[Mapping[str, str]] = {
    "operation-removed": "Remove what calls {old_method}, which the API can't do any more",
    "operation-removed-after-sunset": "Remove what calls {old_method}, which the API can't do any more",
    "parameter-removed": "Don't give {old_argument}",
    "parameter-became-required": "Always give {new_argument}",
    "required-parameter-added": "Give {new_argument}",
    "parameter-became-list": "Give a list of what you gave",
    "text-type-widened": "Write what you give as a text",
    "required-request-body-added": "Give {new_method} a body",
    "request-body-became-required": "Always give {new_method} a body",
    "request-body-removed": "Leave out the body",
    "class-replaced": "Use {replacing} there",
    "python-name-removed": "Remove what imports {name}",
    "request-class-split": "Use {sent_type} for what you send",
    "request-class-joined": "Use {new_type} for what you send",
    "property-removed": "Remove what sends or reads {old_field}",
    "property-forbidden": "Remove what sends or reads {old_field}",
    "required-property-added": "Give {sent_field} whenever you make one",
    "required-property-with-default-added": "Give {sent_field} whenever you make one",
    "required-property-became-writable": "Give {sent_field} whenever you make one",
    "property-became-required": "Give {sent_field} whenever you make one",
    "property-became-read-only": "Don't send {old_sent_field}",
    "required-property-became-read-only": "Don't send {old_sent_field}",
    "property-became-write-only": "Don't read {old_field}",
    "property-became-optional": "Expect `None` in {new_field}, for what is missing",
    "became-nullable": "Expect `None` in {new_field}",
    "became-not-nullable": "Give {sent_field} a value other than `None`",
    "type-changed": "Convert values of {new_field}, and annotations that mention the type",
    "type-widened": "Expect values of the other type in {new_field}",
    "enum-value-removed": "Send one of the values that are left",
    "enum-value-added": "Expect that in what you receive",
    "union-variant-added": "Where you match on the variants, add a case for {variant}",
    "union-variant-added-unlisted": "Where you match on the variants, add a case for {variant}",
    "union-variant-removed": "Use one of the variants that are left: {variants}",
    "union-variant-renamed": "Write {variant}, and compare with the new tag",
    "union-tag-renamed": "Compare with the new tag; {variant} fills it in by itself",
    "union-variant-split": "Use one of the classes that there are now: {variants}",
    "union-variants-merged": "Use one of the classes that there are now: {variants}",
    "union-discriminator-changed": "Tell the variants apart by the other property",
    "union-discriminator-renamed": "Tell the variants apart by the new name",
    "union-discriminator-removed": "Tell the variants apart by what they hold",
    "schema-became-union": "Use one of the classes that there are now: {variants}",
    "union-became-schema": "Use {new_type} in place of the variants",
}

_KEEP: Final = "Keep to that in what you send"


def upgrade_notes(comparison: Comparison, base: Revision, head: Revision) -> list[Note]:
    """Say what a comparison means to users of the package, worst first.

    What changes nothing at all for them is left out, and what says the same twice is said once.

    Args:
        comparison: of the two revisions.
        base: what the package they have was made from.
        head: what the package they are to have is made from.
    """
    older, newer = Words(base), Words(head)
    found: dict[tuple[str, str, str, Verdict], Note] = {}
    for entry in comparison.entries:
        if entry.verdict is Verdict.NONE or entry.rule in _UNTOLD:
            continue
        note = _note(entry, older, newer)
        key = (note.text, note.instead, note.reason, note.verdict)
        if key in found:
            note = replace(found[key], methods=tuple(dict.fromkeys((*found[key].methods, *note.methods))))
        found[key] = note
    return folded(list(found.values()))


def render_notes(notes: Sequence[Note], *, level: int = 3) -> str:
    """Write notes as Markdown, in sections; "" for none.

    Args:
        notes: to write.
        level: of the sections' headings.
    """
    parts: list[str] = []
    for heading in HEADINGS:
        shown = [note for note in notes if note.heading == heading]
        if shown:
            parts.append("\n".join([f"{'#' * level} {heading}", "", *map(_line, shown)]))
    return "\n\n".join(parts) + "\n" if parts else ""


def _line(note: Note) -> Code:
    methods = [f"`{method}`" for method in note.methods]
    if len(methods) > _SHOWN:
        methods = [*methods[: _SHOWN - 1], f"{len(methods) - _SHOWN + 1} more"]
    where = (
        f", in {', '.join(methods[:-1])} and {methods[-1]}"
        if methods[1:]
        else "".join(f", in {one}" for one in methods)
    )
    more = "".join(f" {sentence}." for sentence in (note.reason, note.instead) if sentence)
    return Code("- " + prose(f"{note.text}{where}.{more}"))


def _note(entry: Entry, older: Words, newer: Words) -> Note:
    ways = {site.direction for site in entry.sites}
    is_sent = ways == {Direction.REQUEST}
    names = _names(entry, older, newer)
    text = _filled(_TEXT.get(entry.rule, ""), names) or spoken(entry.message, newer, older, sent=is_sent)
    methods = dict.fromkeys(
        method for site in entry.sites if (method := newer.method(site.operation) or older.method(site.operation))
    )
    # The sentence that is all about one method need not say it again.
    shown = tuple(method for method in methods if f"`{method}()`" not in text)
    reason, verdict = "", entry.verdict
    if entry.accepted and verdict is Verdict.BREAKING:
        reason, verdict = entry.accepted.rstrip("."), Verdict.WARNING
    # A class is imported anywhere, whatever methods it goes through.
    shown = () if entry.rule == "schema-renamed" else shown
    advice = _INSTEAD.get(entry.rule, _KEEP if entry.rule.endswith("-narrowed") and Direction.REQUEST in ways else "")
    instead = "" if verdict is Verdict.COMPATIBLE and not entry.tag else _filled(advice, names)
    return Note(text[:1].upper() + text[1:], instead, shown, verdict, _heading(entry.rule, verdict), reason)


def _heading(rule: str, verdict: Verdict) -> str:
    if verdict is Verdict.COMPATIBLE and (rule.endswith("-deprecated") or rule.startswith("sunset-")):
        return "Deprecated"
    return {Verdict.BREAKING: "Breaking", Verdict.WARNING: "May need attention"}.get(verdict, "New")


def _filled(template: str, names: Mapping[str, str]) -> str:
    try:
        return template.format_map(names)
    except KeyError:
        return ""


def _names(entry: Entry, older: Words, newer: Words) -> dict[str, str]:
    """What can stand in a sentence on what to write instead; only what there is."""
    operation = entry.sites[0].operation if entry.sites else entry.subject
    union = entry.union or entry.subject
    sent = bool(entry.sites) and all(site.direction is Direction.REQUEST for site in entry.sites)
    classes = newer.variants(union, sent=sent)
    old_tag, _, new_tag = entry.detail.partition(" -> ") if " -> " in entry.detail else (entry.tag, "", entry.tag)
    found = {
        "detail": entry.detail,
        "last": entry.detail.rpartition(" ")[2],
        "old_method": f"{older.method(operation)}()" if older.method(operation) else "",
        "new_method": f"{newer.method(operation)}()" if newer.method(operation) else "",
        "old_argument": older.argument(operation, entry.detail),
        "new_argument": newer.argument(operation, entry.detail),
        "old_field": older.field(entry.subject),
        "new_field": newer.field(entry.subject),
        "sent_field": newer.field(entry.subject, sent=True),
        "old_sent_field": older.field(entry.subject, sent=True) or newer.field(entry.subject),
        "old_type": older.type_(entry.subject) or older.type_(entry.detail),
        "new_type": newer.type_(entry.subject) or newer.type_(entry.detail),
        "sent_type": newer.type_(entry.subject, sent=True),
        "old_sent_type": older.type_(entry.subject, sent=True),
        "replaced": older.type_(entry.subject, sent=sent),
        "replacing": newer.type_(entry.detail, sent=sent),
        "name": entry.subject,
        "union": newer.type_(union, sent=sent),
        "old_union": older.type_(union, sent=sent),
        "old_tag": old_tag,
        "new_tag": new_tag,
        "variant": newer.variant(union, new_tag, sent=sent),
        "old_variant": older.variant(union, old_tag, sent=sent),
        "variants": "`, `".join(classes),
    }
    return {name: f"`{word}`" for name, word in found.items() if word}
