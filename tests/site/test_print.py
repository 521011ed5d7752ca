"""Printing: what breaks over pages, the theme that comes back, the cheat sheet on its page.

What paper shows of every page is in test_pages.py.
"""

import re

import pytest

from tests.site.visits import SETTLE

BREAKS = """() => {
  const breaks = (name) => [...document.querySelectorAll(name)]
    .map((box) => getComputedStyle(box).breakInside);
  const names = [".solution", ".exercise", ".self-check", ".self-check-answer", ".predict", "h2"];
  return Object.fromEntries(names.map((name) => [name, [...new Set(breaks(name))].join()]));
}"""


def test_a_long_box_breaks_and_leaves_no_page_half_empty(page, site_url):
    page.goto(f"{site_url}/chapters/04_pooling.html")
    page.emulate_media(media="print")
    assert page.evaluate(BREAKS) == {
        ".solution": "auto",
        ".exercise": "auto",
        ".self-check": "auto",
        ".self-check-answer": "avoid",
        ".predict": "avoid",
        "h2": "avoid",
    }


def styles(page, selector, name):
    """The values that a property of style has among the elements of a page."""
    found = page.locator(selector).evaluate_all(
        "(all, name) => all.map((one) => getComputedStyle(one)[name])", name
    )
    return {*found}


def test_a_term_stays_with_what_it_means(page, site_url):
    page.goto(f"{site_url}/chapters/appendices/glossary.html")
    page.emulate_media(media="print")
    assert styles(page, "dt", "breakAfter") == {"avoid"}


def test_the_names_in_a_drawing_are_not_clipped(page, site_url):
    page.goto(f"{site_url}/chapters/02_convolution.html")
    page.emulate_media(media="print")
    assert styles(page, ".cell_output svg", "overflow") == {"visible"}


@pytest.mark.parametrize("chosen", ["light", "dark"])
def test_a_theme_that_was_chosen_comes_back_after_printing(page, site_url, chosen):
    page.goto(site_url)
    page.evaluate(
        "mode => { localStorage.setItem('mode', mode); localStorage.setItem('theme', mode); }",
        chosen,
    )
    page.reload()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("html").get_attribute("data-theme") == "light"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("html").get_attribute("data-theme") == chosen


def test_the_cheat_sheet_is_one_page_of_a4(page, site_url):
    page.goto(f"{site_url}/chapters/appendices/cheat_sheet.html")
    page.evaluate(SETTLE)
    pdf = page.pdf(format="A4", margin=dict.fromkeys(("top", "right", "bottom", "left"), "12mm"))
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1


@pytest.mark.parametrize("width", [1280, 800, 390, 360])
def test_no_table_of_the_cheat_sheet_is_cut_on_a_screen(page, site_url, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{site_url}/chapters/appendices/cheat_sheet.html")
    wider = page.locator(".cheat-sheet .pst-scrollable-table-container").evaluate_all(
        "(boxes) => boxes.map((box) => box.scrollWidth - box.clientWidth)"
    )
    assert wider
    assert set(wider) == {0}


PAPER = {"width": 620, "height": 1000}  # between the margins of the book


def test_paper_is_not_a_phone(page, site_url):
    def sizes():
        return page.locator("article table:has(th:nth-child(5)), article h1").evaluate_all(
            "(all) => all.map((one) => getComputedStyle(one).fontSize)"
        )

    page.goto(f"{site_url}/chapters/14_summary.html")
    page.emulate_media(media="print")
    wide = sizes()
    page.set_viewport_size(PAPER)
    assert sizes() == wide
    assert len(wide) > 1


def test_a_formula_in_a_table_is_as_large_as_one_in_a_sentence(page, site_url):
    page.goto(f"{site_url}/chapters/14_summary.html")
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    shares = page.locator("td span.math svg").evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect().width / one.width.baseVal.value)"
    )
    assert min(shares) > 0.99


# Cells whose code takes more lines than it has.
WRAPPED = """() => [...document.querySelectorAll("div.cell_input pre")].filter((pre) => {
  const style = getComputedStyle(pre);
  const inner = pre.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
  const rows = Math.round(inner / parseFloat(style.lineHeight));
  return rows > pre.textContent.replace(/\\n$/, "").split("\\n").length;
}).map((pre) => pre.textContent)"""


@pytest.mark.parametrize("name", ["04_pooling", "11_dilation", "13_fcn_segmentation"])
def test_no_line_of_code_is_broken_on_paper(page, site_url, name):
    page.goto(f"{site_url}/chapters/{name}.html")
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    page.locator("details").evaluate_all("(all) => all.forEach((fold) => { fold.open = true; })")
    assert page.evaluate(WRAPPED) == []


def test_choices_have_the_numbers_that_the_answer_names(page, site_url):
    page.goto(f"{site_url}/chapters/14_summary.html")
    page.evaluate(SETTLE)
    built = page.locator(".self-check-choices").first
    page.emulate_media(media="print")
    assert built.evaluate("(list) => getComputedStyle(list).listStyleType") == "decimal"
    assert built.locator("li").first.evaluate("(item) => getComputedStyle(item).display") == (
        "list-item"
    )
    assert page.get_by_text("Answer and reasons").first.is_visible()


def test_the_sum_of_a_long_table_stands_once(page, site_url):
    page.goto(f"{site_url}/chapters/08_architectures.html")
    page.emulate_media(media="print")
    assert styles(page, "tfoot", "display") == {"table-row-group"}


def test_what_announces_stands_with_what_it_announces(page, site_url):
    page.goto(f"{site_url}/chapters/12_up_convolution.html")
    page.emulate_media(media="print")
    announcing = "p:has(+ :is(div.math, .pst-scrollable-table-container))"
    assert styles(page, announcing, "breakAfter") == {"avoid"}
    assert styles(page, "div.math", "breakInside") == {"avoid"}


def test_the_bibliography_has_a_hanging_indent_and_no_letter_without_a_font(page, site_url):
    page.goto(f"{site_url}/chapters/appendices/bibliography.html")
    starts = page.locator("div.citation").evaluate_all(
        "(all) => all.map((one) => one.querySelector('p').getClientRects()[0].x"
        " - one.getBoundingClientRect().x)"
    )
    assert max(map(abs, starts)) < 1
    signs = page.locator("article a").evaluate_all(
        "(all) => all.map((link) => getComputedStyle(link, '::before').content)"
    )
    assert set(signs) <= {"none", "normal"}
