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


def test_a_term_stays_with_what_it_means(page, site_url):
    page.goto(f"{site_url}/chapters/appendices/glossary.html")
    page.emulate_media(media="print")
    terms = page.locator("dt").evaluate_all(
        "(all) => all.map((term) => getComputedStyle(term).breakAfter)"
    )
    assert set(terms) == {"avoid"}


def test_the_names_in_a_drawing_are_not_clipped(page, site_url):
    page.goto(f"{site_url}/chapters/02_convolution.html")
    page.emulate_media(media="print")
    drawings = page.locator(".cell_output svg").evaluate_all(
        "(all) => all.map((one) => getComputedStyle(one).overflow)"
    )
    assert set(drawings) == {"visible"}


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
