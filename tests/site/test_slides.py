"""The decks in a browser, from their files: every slide fits, is readable, needs no network."""

import io

import pytest
from pypdf import PdfReader

from tests.browser_fixtures import HTML
from tests.site.axe_rules import AXE, RULES
from tools.slides import chapters, write_decks

NAMES = tuple(name.removeprefix("chapters/") for name in chapters())
CONVOLUTION = "02_convolution"
FRAME = {"width": 1280, "height": 720}
FEWEST, MOST = 20, 60
SMALLEST = 20  # pixels of a letter at 720: 15 points on a slide of 7.5 inches
# Of every slide with all of its fragments: what leaves its frame, what is small, what has no text.
EVERY_SLIDE = """(smallest) => {
  const faults = [];
  for (const [number, slide] of [...document.querySelectorAll(".slides > section")].entries()) {
    Reveal.slide(number, 0, 9);
    const tell = (fault, node) =>
      faults.push(`${number + 1}: ${fault} ${node.localName}.${node.className}`);
    const frame = slide.getBoundingClientRect();
    const body = slide.querySelector(".body");
    if (slide.scrollHeight > 720) tell("too tall", slide);
    if (body && body.scrollHeight > body.clientHeight) tell("too tall", body);
    const parts = "header *, .block, .block :not(svg *, math, math *)";
    for (const node of slide.querySelectorAll(parts)) {
      const place = node.getBoundingClientRect();
      if (place.right > frame.right - 20 || place.bottom > frame.bottom - 8) tell("outside", node);
      const words = [...node.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
      if (words && parseFloat(getComputedStyle(node).fontSize) < smallest) tell("small", node);
    }
    for (const image of slide.querySelectorAll("img")) {
      if (!image.naturalWidth || image.height < 180) tell("no picture", image);
      if (image.alt.length < 20) tell("no alternative text", image);
    }
  }
  return faults;
}"""

BROKEN_RULES = """async (rules) => {
  const { violations } = await axe.run("section.present", { runOnly: rules });
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
}"""


@pytest.fixture(scope="module")
def decks(site_url, tmp_path_factory):
    """Return the folder of all decks, made from the built site."""
    folder = tmp_path_factory.mktemp("slides")
    write_decks(chapters(), HTML, folder)
    return folder


@pytest.fixture
def visit(browser, decks):
    """Open a deck from its file; what goes wrong or leaves the folder stands in `page.faults`."""
    contexts = []

    def opened(name=CONVOLUTION, query="", **settings):
        contexts.append(browser.new_context(**{"viewport": FRAME} | settings))
        page = contexts[-1].new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("requestfailed", lambda request: page.faults.append(request.url))
        here = (decks.as_uri(), "data:", "blob:")
        page.on("request", lambda r: r.url.startswith(here) or page.faults.append(r.url))
        page.goto(f"{(decks / f'{name}.html').as_uri()}{query}")
        page.wait_for_function("Reveal.isReady()")
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", NAMES)
def test_every_slide_fits_its_frame_and_is_readable(visit, name):
    page = visit(name)
    assert page.evaluate(EVERY_SLIDE, SMALLEST) == []
    assert FEWEST <= page.evaluate("Reveal.getTotalSlides()") <= MOST
    assert page.faults == []


def index_of(page, selector):
    """Return the number of the first slide that has something."""
    return page.evaluate(
        "(selector) => [...document.querySelectorAll('.slides > section')]"
        ".findIndex((slide) => slide.querySelector(selector))", selector,
    )  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_of_accessibility_is_broken(visit, scheme):
    page = visit(color_scheme=scheme)
    assert page.evaluate("document.documentElement.dataset.theme") == scheme
    page.evaluate(AXE.read_text())
    for selector in ("h1", "figure", ".predict", ".printed", ".live"):
        page.evaluate("(number) => Reveal.slide(number, 0, 9)", index_of(page, selector))
        assert page.evaluate(BROKEN_RULES, RULES) == [], selector


def test_keys_lead_through_a_prediction_and_change_the_theme(visit):
    page = visit()
    number = index_of(page, ".predict ~ .fragment")
    page.evaluate("(number) => Reveal.slide(number)", number)
    answer = page.locator("section.present .fragment").first
    assert answer.evaluate("node => getComputedStyle(node).visibility") == "hidden"
    page.keyboard.press("ArrowRight")
    assert answer.evaluate("node => getComputedStyle(node).visibility") == "visible"
    assert page.evaluate("Reveal.getIndices().h") == number
    page.keyboard.press("t")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_an_explorer_opens_over_the_slides(visit):
    page = visit()
    number = index_of(page, ".explorer")
    page.evaluate("(number) => Reveal.slide(number)", number)
    assert page.locator("section.present .explorer > svg[role=img]").is_visible()
    page.locator("section.present .live").click()
    explorer = page.locator("dialog[open] cnn-slide-kernel")
    explorer.get_by_role("button", name="Step forward").click()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("Reveal.getIndices().h") == number
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    assert page.locator("dialog[open]").count() == 0
    assert page.evaluate("Reveal.getIndices().h") == number + 1
    assert page.faults == []


def test_printing_gives_one_page_for_each_slide(visit):
    page = visit(query="?print-pdf")
    page.wait_for_selector(".pdf-page")
    document = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    assert len(document.pages) == page.locator(".slides section").count()
    box = document.pages[0].mediabox
    assert (box.width, box.height) == (960, 540)
    assert "nine numbers" in document.pages[1].extract_text().lower()


def test_whole_prose_is_in_the_notes_and_the_decks_are_listed(decks):
    from bs4 import BeautifulSoup

    deck = BeautifulSoup((decks / f"{CONVOLUTION}.html").read_text(), "html.parser")
    notes = deck.select("aside.notes")
    said = " ".join(" ".join(note.get_text() for note in notes).split())
    assert "Lay them on the image as a small grid" in said
    assert len(deck.select(".block.figure")) >= 8
    index = BeautifulSoup((decks / "index.html").read_text(), "html.parser")
    assert [link["href"] for link in index.select("li a")] == [f"{name}.html" for name in NAMES]
