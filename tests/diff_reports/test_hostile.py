"""Documents that want to do harm through a report: nothing of theirs may be more than text."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from specloom.diff.entries import Comparison, Direction, Entry, Side, Site, Verdict
from specloom.diff.reports import ReportFormat, render
from specloom.diff.reports.report import Report

from tests.diff_reports import samples
from tests.diff_reports.test_reports import parse_commands

UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\ud800-\udfff]")


@pytest.mark.parametrize("form", list(ReportFormat))
def test_every_form_can_be_written_down_and_holds_no_unseen_character(form: ReportFormat) -> None:
    text = render(samples.hostile(), form)
    text.encode()
    assert not UNSEEN.search(text.replace("\t", ""))


def test_annotations_are_as_many_as_there_are_facts() -> None:
    report = samples.hostile()
    commands = parse_commands(render(report, ReportFormat.GITHUB))
    assert len(commands) == len(report.open) + len(report.notices) + 1
    assert {level for level, _, _ in commands} == {"error", "notice"}


def markup(text: str) -> list[Token]:
    """What a forge makes of a comment, but for code."""
    found = MarkdownIt("commonmark").parse(text)
    return [token for block in found for token in (block.children or [block]) if token.type != "code_inline"]


def test_a_comment_calls_nobody_and_has_no_markup_of_theirs() -> None:
    ordinary = {(token.type, token.tag) for token in markup(render(samples.report(), ReportFormat.MARKDOWN))}
    tokens = markup(render(samples.hostile(), ReportFormat.MARKDOWN))
    inert = {("html_inline", ""), ("hardbreak", "br")}
    assert {(token.type, token.tag) for token in tokens} <= ordinary | inert
    assert not any(token.type in ("link_open", "image") for token in tokens)
    assert {token.content for token in tokens if token.type == "html_inline"} == {"<!-- -->"}
    for token in tokens:
        if token.type == "text":
            # What forges find in plain text and act on.
            assert not re.search(r"@\w|https?:|www\.", token.content)
        if token.type == "html_block":
            [line] = token.content.strip().split("\n")
            assert re.fullmatch(r"</?details>(<summary>[^<>&]+</summary>)?|<!-- specloom diff [\w.-]* -->", line)


class Outline(HTMLParser):
    """What a browser sees of a page's elements."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str] = set()
        self.scripts = 0
        self.policy = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self.attributes |= found.keys()
        self.links |= {found[name] for name in ("href", "src", "action", "xlink:href") if name in found}
        self.scripts += tag == "script"
        if found.get("http-equiv") == "Content-Security-Policy":
            self.policy = found["content"]


def outline(report: Report) -> Outline:
    parser = Outline()
    parser.feed(render(report, ReportFormat.HTML))
    return parser


def test_a_hostile_page_has_the_elements_of_an_ordinary_one() -> None:
    ordinary, page = outline(samples.report()), outline(samples.hostile())
    assert page.tags <= ordinary.tags | {"li", "ul"}
    assert page.attributes <= ordinary.attributes
    assert not any(name.startswith("on") for name in page.attributes)
    assert page.scripts == 1
    assert all(re.fullmatch(r"#(fact|schema)-[0-9]+", link) for link in page.links)
    assert "default-src 'none'" in page.policy
    assert "unsafe" not in page.policy
    assert "http" not in page.policy


def test_xml_and_json_come_back_as_they_were() -> None:
    report = samples.hostile()
    root = ElementTree.fromstring(render(report, ReportFormat.JUNIT))
    assert root.attrib["tests"] == str(len(report.comparison.entries) + len(report.notices))
    assert {case.tag for case in root[0]} == {"properties", "testcase"}
    data = json.loads(render(report, ReportFormat.JSON))
    assert [entry["subject"] for entry in data["entries"]] == list(samples.ATTACKS)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec=None)), st.text("`<>@:%\r\n[]()|-\"'&\\ \x85"))
def test_no_text_gets_out_of_its_place(text: str, other: str) -> None:
    site = Site(f"GET {text}", other, Direction.RESPONSE, other)
    entry = Entry("a-rule", text, f"{text} `{other}`", Verdict.BREAKING, Verdict.NONE, (site,), other, other)
    entry = Entry(*[getattr(entry, name) for name in Entry.__match_args__[:9]], base=Side({text: other}))
    report = Report(Comparison(text, other, [entry], policy={"policy": other}), package=other)
    for form in ReportFormat:
        assert not UNSEEN.search(render(report, form).replace("\t", ""))
    assert len(parse_commands(render(report, ReportFormat.GITHUB))) == 2
    page = outline(report)
    assert (page.scripts, page.links) == (1, set())
    assert page.tags <= outline(samples.report()).tags
    ElementTree.fromstring(render(report, ReportFormat.JUNIT))
