"""The page in a real browser: it filters, it leads from drawings to facts, it is readable, and it reaches nothing."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from specloom.diff.reports import ReportFormat, render

from tests.diff_reports import samples
from tests.diff_reports.browser import Browser, browser, find_browser


@pytest.fixture(scope="module")
def shown() -> Iterator[Browser]:
    if find_browser() is None:
        pytest.skip("no Chromium or Chrome here to look at the page with")
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    reports = {"ordinary": samples.report(), "hostile": samples.hostile(), "nothing": samples.nothing()}
    for name, report in reports.items():
        (folder / f"{name}.html").write_text(render(report, ReportFormat.HTML), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in reports}


FACTS = "[...document.querySelectorAll('details.fact')].filter((fact) => !fact.hidden).map((fact) => fact.dataset.rule)"


def choose(page: Browser, control: str, value: str) -> list[str]:
    page.evaluate(
        f"{{ const control = document.getElementById('{control}'); control.value = {value!r};"
        "control.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    return list(page.evaluate(FACTS))


def option(page: Browser, control: str, text: str) -> str:
    found = f"[...document.getElementById('{control}').options].find((one) => one.text === {text!r}).value"
    return str(page.evaluate(found))


def test_filters_show_what_is_asked_for(shown: Browser, pages: dict[str, Path]) -> None:
    shown.open(pages["ordinary"])
    every = [entry.rule for entry in samples.ENTRIES]
    assert shown.evaluate(FACTS) == every
    assert shown.evaluate("document.getElementById('shown').textContent") == "All 5 facts"
    shown.evaluate("document.querySelector('input[value=breaking]').click()")
    assert shown.evaluate(FACTS) == every[2:]
    shown.evaluate("document.querySelector('input[value=accepted]').click()")
    assert shown.evaluate(FACTS) == every[3:]
    assert shown.evaluate("document.getElementById('shown').textContent") == "2 of 5 facts"
    shown.evaluate("document.getElementById('reset').click()")
    assert shown.evaluate(FACTS) == every
    assert choose(shown, "rule", "maximum-lowered") == ["maximum-lowered"]
    choose(shown, "rule", "")
    assert choose(shown, "operation", option(shown, "operation", "GET /pets")) == every[3:]
    choose(shown, "operation", "")
    assert choose(shown, "direction", "request") == [every[0], every[1], every[3], every[4]]
    assert choose(shown, "search", "OTHER PAGES") == ["parameter-default-changed"]


def test_a_drawing_leads_to_its_fact_even_if_that_is_filtered_away(shown: Browser, pages: dict[str, Path]) -> None:
    shown.open(pages["ordinary"])
    choose(shown, "search", "nothing has this")
    link = "[...document.querySelectorAll('svg a')].find((one) => one.textContent.includes('Fish'))"
    href = shown.evaluate(f"{link}.getAttribute('href')")
    assert href == "#fact-5"
    shown.evaluate(f"{link}.dispatchEvent(new MouseEvent('click', {{bubbles: true, cancelable: true}}))")
    shown.evaluate("new Promise((done) => setTimeout(done, 100))")
    assert shown.evaluate("location.hash") == "#fact-5"
    fact = "document.getElementById('fact-5')"
    assert shown.evaluate(f"!{fact}.hidden && {fact}.open") is True
    top = shown.evaluate(f"{fact}.getBoundingClientRect().top")
    assert 0 <= top < 1000
    # The bar with the filters doesn't cover it.
    assert top >= shown.evaluate("document.getElementById('filters').getBoundingClientRect().bottom") - 1
    shown.open(pages["ordinary"], fragment="#schema-1")
    assert shown.evaluate("document.getElementById('schema-1').open") is True


def test_the_drawing_shows_what_happened_to_each_variant(shown: Browser, pages: dict[str, Path]) -> None:
    shown.open(pages["ordinary"])
    rows = shown.evaluate(
        "[...document.querySelectorAll('svg .row')].map((row) => [row.classList[1], "
        "[...row.querySelectorAll('.tag')].map((tag) => tag.textContent).join(' > ')])"
    )
    assert rows == [
        ["changed", "Cat > Cat"],
        ["removed", "Rabbit"],
        ["renamed", "Hound > Dog"],
        ["added", "Fish"],
        ["same", "Bird > Bird"],
    ]
    # No text leaves its box.
    assert shown.evaluate(
        "[...document.querySelectorAll('svg .box')].every((box) => { const edge = box.querySelector('rect')"
        ".getBoundingClientRect().right; return [...box.querySelectorAll('text')].every((text) => "
        "text.getBoundingClientRect().right <= edge); })"
    )


@pytest.mark.parametrize("name", ["ordinary", "hostile", "nothing"])
def test_a_page_runs_and_reaches_nothing_but_itself(name: str, shown: Browser, pages: dict[str, Path]) -> None:
    shown.open(pages[name])
    shown.evaluate("new Promise((done) => setTimeout(done, 100))")
    told = dict.fromkeys(method for method, _ in shown.events)
    for method in ("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded", "Audits.issueAdded"):
        assert method not in told, [one for one in shown.events if one[0] == method]
    assert "Page.javascriptDialogOpening" not in told
    asked = [event["request"]["url"] for method, event in shown.events if method == "Network.requestWillBeSent"]
    assert {url for url in asked if url != "about:blank"} == {pages[name].as_uri()}
    assert shown.evaluate("document.scripts.length") == 1
    assert shown.evaluate("getComputedStyle(document.body).display") == "block"


def test_the_page_would_not_run_a_script_that_got_in(shown: Browser, pages: dict[str, Path], tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    text = pages["ordinary"].read_text(encoding="utf-8")
    harm = "<script>document.title = 'harm'</script><img src=x onerror=\"document.title = 'harm'\">"
    page.write_text(text.replace("<main>", f"<main>{harm}"), encoding="utf-8")
    shown.open(page)
    shown.evaluate("new Promise((done) => setTimeout(done, 100))")
    assert "harm" not in shown.evaluate("document.title")
    # And it is the policy that stopped it.
    assert any(method == "Log.entryAdded" and "Content Security" in str(event) for method, event in shown.events)


CONTRAST = """
(() => {
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const linear = (v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * linear(r / 255) + 0.7152 * linear(g / 255) + 0.0722 * linear(b / 255);
  const behind = (one) => {
    for (; one; one = one.parentElement) {
      const color = parse(getComputedStyle(one).backgroundColor);
      if (color.length < 4 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const bad = [];
  for (const one of document.querySelectorAll("body *")) {
    const says = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!says || one.closest("svg, script") || !one.getClientRects().length) continue;
    const [a, b] = [light(parse(getComputedStyle(one).color)), light(behind(one))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) bad.push([one.className || one.tagName, one.textContent.slice(0, 30), ratio]);
  }
  return bad;
})()
"""


@pytest.mark.parametrize("dark", [False, True])
def test_it_is_readable_in_light_and_in_dark(dark: bool, shown: Browser, pages: dict[str, Path]) -> None:
    shown.open(pages["ordinary"], dark=dark)
    shown.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    background = shown.evaluate("getComputedStyle(document.body).backgroundColor")
    red = int(background.removeprefix("rgb(").split(",")[0])
    assert (red < 60) == dark
    # Level AA of WCAG 2.2, success criterion 1.4.3.
    assert shown.evaluate(CONTRAST) == []
    shown.evaluate("document.getElementById('theme').click()")
    assert shown.evaluate("getComputedStyle(document.body).backgroundColor") != background
    assert shown.evaluate(CONTRAST) == []


@pytest.mark.parametrize("width", [360, 800, 1600])
@pytest.mark.parametrize("name", ["ordinary", "hostile"])
def test_it_fits_every_screen(width: int, name: str, shown: Browser, pages: dict[str, Path]) -> None:
    shown.open(pages[name], width=width)
    shown.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert shown.evaluate("document.documentElement.scrollWidth <= window.innerWidth") is True
    assert picture_colours(shown.screenshot()) > 20


def picture_colours(png: bytes) -> int:
    """How many different pixels a picture has, at least: a blank one has one."""
    assert png.startswith(b"\x89PNG")
    data, at = b"", 8
    while at < len(png):
        size, kind = int.from_bytes(png[at : at + 4]), png[at + 4 : at + 8]
        data += png[at + 8 : at + 8 + size] if kind == b"IDAT" else b""
        at += size + 12
    raw = zlib.decompress(data)
    return len({raw[index : index + 3] for index in range(0, min(len(raw), 3_000_000), 3)})


def test_screenshots_can_be_kept(shown: Browser, pages: dict[str, Path], tmp_path: Path) -> None:
    """For people who change the page: SPECLOOM_SCREENSHOTS names a folder."""
    folder = Path(os.environ.get("SPECLOOM_SCREENSHOTS") or tmp_path)
    sizes: dict[str, Any] = {}
    for dark in (False, True):
        shown.open(pages["ordinary"], dark=dark)
        name = f"page-{'dark' if dark else 'light'}.png"
        (folder / name).write_bytes(shown.screenshot())
        sizes[name] = (folder / name).stat().st_size
    assert min(sizes.values()) > 10_000
