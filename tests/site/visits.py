"""A visit to a page of the built site: what it shows in light, in dark and on paper.

Each page is loaded once for each width: a wide one in light, then dark, then both on paper, and a
phone in dark. Colors do not depend on the width, and the other rules of accessibility not on the
scheme: most of the time goes to contrasts, so each of these is tried where it can differ.
"""

from contextlib import ExitStack, contextmanager
from functools import cache

import pytest

from tests.browser_fixtures import DESKTOP, HTML, PHONE, open_page
from tests.site.axe_rules import broken_rules
from tests.site.paper import on_paper

LEAST_CONTRAST = 4.5
WIDTHS = {
    "wide": {"viewport": DESKTOP, "color_scheme": "light"},
    "phone": {"viewport": PHONE, "color_scheme": "dark"},
}
# Without a built site one name remains, and its tests say what to run.
PAGES = [
    path.relative_to(HTML).as_posix()
    for path in sorted(HTML.rglob("*.html"))
    if not {"_static", "_sources"} & {*path.parts}
] or ["index.html"]
every_page = pytest.mark.parametrize("name", PAGES)

FORGET = "if (location.protocol === 'http:') { localStorage.clear(); sessionStorage.clear(); }"
# All that comes late is there, as for who has read to the end: sections far below, explorers,
# images, stops of the Tab key.
SETTLE = """async () => {
  for (const section of document.querySelectorAll("article section")) {
    section.style.contentVisibility = "visible";
  }
  const painted = () => new Promise((later) => {
    requestAnimationFrame(() => requestAnimationFrame(later));
  });
  for (const explorer of document.querySelectorAll("[data-config]")) {
    explorer.scrollIntoView();
    for (let tries = 0; !explorer.shadowRoot && tries < 100; tries += 1) {
      await new Promise((later) => setTimeout(later, 50));
    }
    if (!explorer.shadowRoot) throw new Error(`${explorer.localName} does not come alive`);
  }
  scrollTo(0, 0);
  const images = [...document.images];
  images.forEach((image) => (image.loading = "eager"));
  await Promise.all(images.map((image) => image.decode().catch(() => {})));
  document.getAnimations().forEach((animation) => animation.finish());
  await painted();
  const wide = (box) => box.clientWidth > 0 && box.scrollWidth > box.clientWidth + 1;
  const scrolls = (box) => wide(box) && /auto|scroll/.test(getComputedStyle(box).overflowX);
  const waits = (box) => box.tabIndex < 0 && box.checkVisibility() && scrolls(box);
  const boxes = [...document.querySelectorAll("article :is(pre, div)")];
  for (let box, tries = 0; (box = boxes.find(waits)) && tries < 100; tries += 1) {
    box.scrollIntoView();
    await painted();
  }
  scrollTo(0, 0);
}"""
IMAGES = """() => [...document.querySelectorAll("article img")].map((image) => ({
  source: image.src,
  drawn: image.naturalWidth > 0,
  described: image.alt.length > 10,
  sized: image.hasAttribute("width") && image.hasAttribute("height"),
  fits: image.width <= image.parentElement.clientWidth + 1,
}))"""
HIDDEN_ANSWERS = """() => [...document.querySelectorAll(
  "details:is(.solution, .answer, .more-body)"
)].filter((box) => {
  const answer = box.lastElementChild;
  return answer.getBoundingClientRect().height === 0 || !answer.checkVisibility();
}).map((box) => box.id)"""
OUTLINES = """() => [...document.querySelectorAll(".math use")].filter(
  (glyph) => !document.querySelector(glyph.getAttribute("href"))
).map((glyph) => glyph.getAttribute("href"))"""
# Formulas that are neither as wide as their place nor in a box that scrolls.
CUT_OFF = """() => [...document.querySelectorAll(".math svg")].filter((drawing) => {
  const { right } = drawing.getBoundingClientRect();
  if (right <= innerWidth) return false;
  for (let box = drawing.parentElement; box; box = box.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(box).overflowX)) return false;
  }
  return true;
}).map((drawing) => drawing.parentElement.textContent)"""

# Words of code in sentences and tables that go on on the next line though they are short.
BROKEN_WORDS = """() => [...document.querySelectorAll("article code.literal .pre")]
  .filter((word) => !word.closest("table.coverage")) // there code is a sample, in a narrow column
  .filter((word) => word.textContent.length <= 24 && word.getClientRects().length > 1)
  .map((word) => word.textContent)"""
# Names such as FCN-8s and R-CNN that go on on the next line.
TORN_NAMES = """() => {
  const name = /(?<![\\w/.-])(?:\\w+-\\d\\w*|\\w-\\w+)(?![\\w/-])|\\d %/g;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const torn = [];
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (text.parentElement.closest("pre, code, svg, script, style, .math")) continue;
    for (const { 0: word, index } of text.data.matchAll(name)) {
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      if (range.getClientRects().length > 1 && word.length <= 14) torn.push(word);
    }
  }
  return torn;
}"""
# Headings of the tables that scroll in their box, also in folds that are closed.
SCROLLING_TABLES = """() => {
  const folds = [...document.querySelectorAll("details:not([open])")];
  folds.forEach((fold) => (fold.open = true));
  const boxes = [...document.querySelectorAll("article table")].map((table) => table.parentElement);
  const wide = boxes.filter((box) => box.scrollWidth > box.clientWidth + 1);
  const headings = wide.map((box) => box.querySelector("tr").innerText.replace(/\\s+/g, " "));
  folds.forEach((fold) => (fold.open = false));
  return headings;
}"""


def show(page, scheme):
    """Let a page that follows the system change to a color scheme."""
    page.emulate_media(media="screen", color_scheme=scheme)
    page.wait_for_function(f"document.documentElement.dataset.theme === '{scheme}'")
    page.evaluate("document.getAnimations().forEach((animation) => animation.finish())")


def facts(page):
    """What an open page shows whatever the scheme."""
    return {
        "language": page.locator("html").get_attribute("lang"),
        "titles": page.locator("main h1").all_text_contents(),
        "bare formulas": page.locator(".math:not(:has(> math, > .formula > math))").count(),
        "formula outlines missing": page.evaluate(OUTLINES),
        "formulas cut off": page.evaluate(CUT_OFF),
        "images": page.evaluate(IMAGES),
        "width": page.evaluate("document.documentElement.scrollWidth"),
        "broken words": page.evaluate(BROKEN_WORDS),
        "torn names": page.evaluate(TORN_NAMES),
        "scrolling tables": page.evaluate(SCROLLING_TABLES),
    }


def printed(page):
    """What is wrong with an open page on paper, as printed from each scheme; last comes light."""
    texts = {}
    for scheme in ("dark", "light"):
        show(page, scheme)
        texts[scheme] = on_paper(page)
    pairs = zip(texts["dark"], texts["light"], strict=False)
    return {
        "texts": {scheme: len(found) for scheme, found in texts.items()},
        "changed by the scheme": [pair for pair in pairs if pair[0] != pair[1]],
        "faint": [text for text in texts["dark"] if text["contrast"] < LEAST_CONTRAST],
        "hidden answers": page.evaluate(HIDDEN_ANSWERS),
    }


def broken(page):
    """The rules of accessibility that an open page breaks, in each scheme."""
    found = {}
    for scheme in ("dark", "light"):
        show(page, scheme)
        found[scheme] = broken_rules(page, others=scheme == "light")
    return found


@contextmanager
def visitor(browser, site_url):
    """Give a function that says what a page shows at a width; each is visited once.

    A window for each width goes from page to page, and none remembers those before it.
    """
    with ExitStack() as windows:

        @cache
        def window(width):
            opened = windows.enter_context(open_page(browser, site_url, **WIDTHS[width]))
            opened.add_init_script(FORGET)
            return opened

        @cache
        def visit(name, width):
            page = window(width)
            page.faults = []
            page.emulate_media(media="screen", color_scheme=WIDTHS[width]["color_scheme"])
            page.goto(f"{site_url}/{name}")
            page.evaluate(SETTLE)
            found = facts(page)
            if width == "wide":
                found |= {"paper": printed(page), "broken": broken(page)}
            else:
                found["broken"] = {"whatever the scheme": broken_rules(page, colors=False)}
            found["faults"] = [*page.faults]
            page.goto("about:blank")
            return found

        yield visit
