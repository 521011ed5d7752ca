"""Paper looks the same whatever the screen shows, and all its text can be read."""

import re

import pytest

from tests.browser_fixtures import open_page
from tests.site.test_pages import SETTLE, every_page

LEAST_CONTRAST = 4.5
# For each piece of visible text: its color, the color behind it, and their contrast.
TEXTS = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const paint = (...layers) => {  // from the back to the front, on white paper
    canvas.fillStyle = "#fff";
    canvas.fillRect(0, 0, 1, 1);
    for (const layer of layers) { canvas.fillStyle = layer; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (channels) => channels.map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement;
    const text = walker.currentNode.data.trim().slice(0, 40);
    if (!text || !holder.checkVisibility({ checkOpacity: true })) continue;
    if (holder.closest("script, style, svg") || !holder.getClientRects().length) continue;
    const layers = [];
    for (let node = holder; node; node = node.parentElement) {
      layers.unshift(getComputedStyle(node).backgroundColor);
    }
    const [back, ink] = [paint(...layers), paint(...layers, getComputedStyle(holder).color)];
    found.push({ text, ink, back, contrast: contrast(ink, back) });
  }
  return found;
}"""


def printed(browser, address, scheme):
    """Return the texts of a page on paper, seen on a screen of that color scheme before."""
    site_url = address.rpartition("://")[0] + "://" + address.split("/")[2]
    with open_page(browser, site_url, color_scheme=scheme) as page:
        page.goto(address)
        page.evaluate(SETTLE)
        assert page.locator("html").get_attribute("data-theme") == scheme
        page.emulate_media(media="print")
        page.wait_for_function("document.documentElement.dataset.theme === 'light'")
        texts = page.evaluate(TEXTS)
        page.emulate_media(media="screen")
        page.wait_for_function(f"document.documentElement.dataset.theme === '{scheme}'")
        return texts


@every_page
def test_paper_is_the_same_from_light_and_dark(browser, site_url, name):
    light, dark = (printed(browser, f"{site_url}/{name}", scheme) for scheme in ("light", "dark"))
    assert dark == light
    assert light or name == "search.html"
    faint = [text for text in dark if text["contrast"] < LEAST_CONTRAST]
    assert faint == []


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
