"""What style sheets could hide or leave blank: icons without a font, figures that are clipped."""

import pytest

from tests.browser_fixtures import HTML

KINDS = ("index", "chapters/02_convolution", "chapters/students", "exercises/pages/ps1_sizes")
ICONS = """() => [...document.querySelectorAll("*")].flatMap((element) =>
  ["::before", "::after"].filter((part) => {
    const { content, display } = getComputedStyle(element, part);
    const isDrawn = getComputedStyle(element).maskImage !== "none"; // an icon of icons.css
    return !isDrawn && display !== "none" && /[\\ue000-\\uf8ff]/.test(content);
  }).map((part) => element.tagName + "." + element.className + part))"""
CLIPPED = """() => [...document.querySelectorAll(".tag_full-width")].filter((wide) => {
  const section = wide.closest("article > section > section");
  return getComputedStyle(section).contentVisibility !== "visible";
}).length"""


@pytest.mark.parametrize("name", KINDS)
def test_no_icon_waits_for_a_font(page, site_url, name):
    page.goto(f"{site_url}/{name}.html")
    assert page.evaluate(ICONS) == []


def test_figures_wider_than_the_column_are_whole(page, site_url):
    assert (HTML / "chapters" / "lab.html").is_file()
    page.goto(f"{site_url}/chapters/lab.html")
    assert page.locator(".tag_full-width").count() >= 4
    assert page.evaluate(CLIPPED) == 0


def test_entries_of_the_bibliography_hang_at_their_first_line(page, site_url):
    page.goto(f"{site_url}/chapters/appendices/bibliography.html")
    lefts = page.locator("div.citation > p").evaluate_all(
        "entries => entries.map((entry) => [...entry.getClientRects()].map((line) => line.left))"
    )
    assert all(first < min(others) for first, *others in lefts if others)


# Of the figures in the window, those of which some other part of the page covers a corner.
COVERED = """() => [...document.querySelectorAll("[data-config]")].filter((one) => {
  const { left, right, top, bottom } = one.getBoundingClientRect();
  const [low, high] = [Math.max(top, 80), Math.min(bottom, innerHeight)];
  if (high - low < 20) return false;
  return [left + 5, right - 5].some((x) => [low + 5, high - 5].some((y) => {
    const seen = document.elementFromPoint(x, y);
    return seen !== null && seen.closest(".bd-sidebar-secondary") !== null;
  }));
}).map((one) => one.localName)"""


def test_the_contents_cover_no_figure_of_the_lab(page, site_url):
    page.goto(f"{site_url}/chapters/lab.html")
    for _ in range(8):
        assert page.evaluate(COVERED) == []
        page.mouse.wheel(0, 400)
        page.wait_for_timeout(100)
