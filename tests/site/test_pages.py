"""Every page of the built site in a real browser: complete, local, readable, accessible."""

from functools import cache

import pytest

from tests.browser_fixtures import HTML, PHONE, open_page
from tests.site.axe_rules import broken_rules

# Without a built site one name remains, and its tests say what to run.
PAGES = [
    path.relative_to(HTML).as_posix()
    for path in sorted(HTML.rglob("*.html"))
    if not {"_static", "_sources"} & {*path.parts}
] or ["index.html"]

# All that comes late is there, as for who has read to the end: sections far below, explorers,
# images, stops of the Tab key.
SETTLE = """async () => {
  for (const section of document.querySelectorAll("article section")) {
    section.style.contentVisibility = "visible";
  }
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
  await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
  const wide = (box) => box.clientWidth > 0 && box.scrollWidth > box.clientWidth + 1;
  const waits = (box) => wide(box) && box.tabIndex < 0;
  const boxes = [...document.querySelectorAll("article pre, .table-box")];
  for (let box, tries = 0; (box = boxes.find(waits)) && tries < 100; tries += 1) {
    box.scrollIntoView();
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
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

every_page = pytest.mark.parametrize("name", PAGES)


@pytest.fixture(scope="module")
def seen(browser, site_url):
    """What a visit to a page with a wide window shows; each page is visited once."""

    @cache
    def visit(name):
        with open_page(browser, site_url) as page:
            page.goto(f"{site_url}/{name}")
            page.evaluate(SETTLE)
            facts = {
                "language": page.locator("html").get_attribute("lang"),
                "titles": page.locator("main h1").all_text_contents(),
                "bare formulas": page.locator(".math:not(:has(> math, > .formula > math))").count(),
                "formula outlines missing": page.evaluate(OUTLINES),
                "images": page.evaluate(IMAGES),
            }
            page.emulate_media(media="print")
            facts["hidden answers"] = page.evaluate(HIDDEN_ANSWERS)
            return facts | {"faults": page.faults}

    return visit


@every_page
def test_loads_without_a_fault(seen, name):
    assert seen(name)["faults"] == []


@every_page
def test_has_a_language_and_one_title(seen, name):
    assert seen(name)["language"] == "en"
    assert len(seen(name)["titles"]) == 1


@every_page
def test_formulas_are_typeset(seen, name):
    assert seen(name)["bare formulas"] == 0
    assert seen(name)["formula outlines missing"] == []


@every_page
def test_images_are_drawn_described_and_sized(seen, name):
    for image in seen(name)["images"]:
        assert all(image.values()), image


@every_page
def test_answers_stand_open_in_print(seen, name):
    assert seen(name)["hidden answers"] == []


@every_page
def test_fits_a_phone(browser, site_url, name):
    with open_page(browser, site_url, viewport=PHONE) as phone:
        phone.goto(f"{site_url}/{name}")
        phone.evaluate(SETTLE)
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@every_page
def test_breaks_no_accessibility_rule(browser, site_url, name, scheme):
    with open_page(browser, site_url, color_scheme=scheme) as page:
        page.goto(f"{site_url}/{name}")
        page.evaluate(SETTLE)
        assert page.locator("html").get_attribute("data-theme") == scheme
        assert broken_rules(page) == {}
