"""A search ends where the words are: at the section, marked, and the marks can be cleared."""

import re

import pytest
from bs4 import BeautifulSoup

from tests.browser_fixtures import HTML, open_page

WORDS = "max pooling"
MARKS = "() => [...document.querySelectorAll('article mark')].map((mark) => mark.textContent)"
# Marks where they would break something: formulas, scripts, drawings.
MISPLACED = """() => document.querySelectorAll(
  ".math mark, script mark, style mark, svg mark").length"""
IN_VIEW = """() => [...document.querySelectorAll("article mark")].flatMap((mark, index) => {
  const { top, bottom, height } = mark.getBoundingClientRect();
  return height && top >= 0 && bottom <= window.innerHeight ? [index] : [];
})"""


def search(page, start, words):
    """Search from the page at an address; return the link of the first result."""
    page.goto(start)
    page.keyboard.press("Control+k")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    result = page.locator("#search-results li > a[data-carries]").first
    result.wait_for()
    return result


def open_result(page, result):
    result.click()
    page.wait_for_url("**highlight=**")
    page.locator(".search-marks").wait_for()
    page.wait_for_function(f"({IN_VIEW})().length > 0")


def test_a_result_opens_at_the_section_with_its_words_marked(page, site_url):
    open_result(page, search(page, site_url, WORDS))
    marks = page.evaluate(MARKS)
    assert len(marks) > 1
    assert all(re.match("max|pool", mark, re.IGNORECASE) for mark in marks)
    assert page.evaluate(MISPLACED) == 0
    assert f"{len(marks)} words marked" in page.locator(".search-marks").inner_text()
    assert page.evaluate("scrollY") > 0
    assert page.faults == []


def test_other_forms_of_a_word_are_marked(page, site_url):
    open_result(page, search(page, site_url, "pooled"))
    forms = {mark.lower() for mark in page.evaluate(MARKS)}
    assert len(forms) > 1
    assert all(form.startswith("pool") for form in forms)


@pytest.mark.parametrize("way", ["button", "Escape"])
def test_marks_can_be_cleared(page, site_url, way):
    open_result(page, search(page, site_url, WORDS))
    marked = page.locator("article").inner_text()
    if way == "button":
        page.get_by_role("button", name="Clear the marks").click()
    else:
        page.keyboard.press("Escape")
    assert page.evaluate(MARKS) == []
    assert page.locator(".search-marks").count() == 0
    assert "highlight" not in page.url
    assert page.locator("article").inner_text() == marked
    page.reload()
    assert page.evaluate(MARKS) == []


def test_the_next_mark_is_shown_by_keyboard(page, site_url):
    open_result(page, search(page, site_url, WORDS))
    button = page.get_by_role("button", name="Next mark")
    button.focus()
    page.keyboard.press("Enter")
    first = set(page.evaluate(IN_VIEW))
    assert first
    for _ in range(len(page.evaluate(MARKS))):
        page.keyboard.press("Enter")
        assert page.evaluate(IN_VIEW)
    assert first & set(page.evaluate(IN_VIEW))  # around and back


def sections():
    """Yield the title and the id of each section of the chapters that is plainly named."""
    for chapter in sorted(HTML.glob("chapters/*.html")):
        for section in BeautifulSoup(chapter.read_text(encoding="utf-8"), "html.parser").select(
            "article section section[id]"
        ):
            title = section.find(["h2", "h3"]).find(string=True, recursive=False) or ""
            if re.fullmatch(r"[A-Z][a-z]+( [a-z]+){3,}", title.strip()):
                yield title.strip(), section["id"]


# How many rings are around the field that has the focus: of itself and of what holds it.
RINGS = """() => {
  const rings = [];
  for (let node = document.activeElement; node; node = node.parentElement) {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(node);
    if (outlineStyle !== "none" && outlineWidth !== "0px") rings.push(node.localName);
    if (boxShadow !== "none" && node.localName !== "dialog") rings.push(`shadow ${node.localName}`);
  }
  return rings;
}"""


@pytest.mark.parametrize("where", ["page", "dialog"])
def test_the_field_has_one_ring_when_it_is_focused(page, site_url, where):
    page.goto(f"{site_url}/search.html" if where == "page" else site_url)
    if where == "page":
        page.locator(".bd-search-container input[type=search]").focus()
    else:
        page.keyboard.press("Control+k")
    assert page.evaluate(RINGS) == ["form"]


def test_what_is_a_title_opens_at_its_anchor(page, site_url):
    title, anchor = next(sections())
    search(page, site_url, title)
    result = page.locator(f'#search-results li > a[data-carries][href$="#{anchor}"]')
    result.click()
    page.locator(".search-marks").wait_for()
    top = page.locator(f"#{anchor}").evaluate("node => node.getBoundingClientRect().top")
    assert 0 <= top < 150


@pytest.mark.usefixtures("site_url")
def test_search_works_from_disk(browser):
    with open_page(browser, "file:") as page:
        page.unroute_all()
        open_result(page, search(page, (HTML / "index.html").resolve().as_uri(), WORDS))
        assert len(page.evaluate(MARKS)) > 1
        page.get_by_role("button", name="Clear the marks").click()
        assert page.evaluate(MARKS) == []
        assert "highlight" not in page.url
        assert [fault for fault in page.faults if fault.startswith("script")] == []


def test_the_search_index_is_loaded_for_a_search_alone(page, site_url):
    loaded = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(site_url)
    assert not [address for address in loaded if "search" in address]
