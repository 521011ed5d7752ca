"""Links that lead somewhere, and the controls of the page by keyboard alone."""

from functools import cache
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from tests.browser_fixtures import HTML, PHONE, ROOT, open_page


@cache
def parsed(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@cache
def ids(path):
    return {tag["id"] for tag in parsed(path).select("[id]")}


def built_pages():
    return [p for p in sorted(HTML.rglob("*.html")) if "_static" not in p.parts]


@pytest.mark.usefixtures("site_url")
def test_local_links_and_anchors_lead_somewhere():
    broken = []
    for page in built_pages():
        for link in parsed(page).select("a[href], link[href], img[src], script[src]"):
            address = urlsplit(link.get("href") or link.get("src"))
            if address.scheme or address.netloc:
                continue
            target = (page.parent / unquote(address.path)).resolve() if address.path else page
            anchor = unquote(address.fragment)
            if not target.is_file():
                broken.append((page.name, link.get("href") or link.get("src")))
            elif anchor and target.suffix == ".html" and anchor not in ids(target):
                broken.append((page.name, link["href"]))
    assert broken == []


@pytest.mark.usefixtures("site_url")
def test_ids_are_used_once():
    for page in built_pages():
        named = [tag["id"] for tag in parsed(page).select("article [id]")]
        assert len(named) == len(set(named)), {name for name in named if named.count(name) > 1}


@pytest.mark.usefixtures("site_url")
def test_every_notebook_can_be_launched_and_downloaded():
    sources = [*ROOT.glob("chapters/*.ipynb"), *ROOT.glob("chapters/appendices/*.ipynb")]
    assert len(sources) >= 15
    for source in sources:
        page = HTML / source.relative_to(ROOT).with_suffix(".html")
        links = [link["href"] for link in parsed(page).select(".article-header-buttons a[href]")]
        assert any("mybinder.org" in link and page.stem in link for link in links)
        assert any("colab.research.google.com" in link and page.stem in link for link in links)
        assert any(link.endswith(f"{page.stem}.ipynb") and "_sources" in link for link in links)


@pytest.mark.usefixtures("site_url")
def test_every_page_says_what_it_is_about():
    for page in built_pages():
        if page.name not in ("search.html", "genindex.html"):
            tags = parsed(page).select('meta[name="description"]')
            assert len(tags) == 1
            assert 20 <= len(tags[0]["content"]) <= 165


def test_the_first_tab_stop_skips_to_the_text(page, site_url):
    page.goto(site_url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Skip to main content"
    page.wait_for_function("document.activeElement.getBoundingClientRect().top >= 0")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main-content"


def test_color_scheme_by_keyboard_is_kept(page, site_url):
    page.goto(site_url)
    page.locator(".article-header-buttons .theme-switch-button").focus()
    seen = set()
    for _ in range(3):
        page.keyboard.press("Enter")
        mode = page.locator("html").get_attribute("data-mode")
        seen.add(mode)
        if mode == "dark":
            assert page.locator("html").get_attribute("data-theme") == "dark"
    assert seen == {"light", "dark", "auto"}
    page.evaluate("localStorage.setItem('mode', 'dark'); localStorage.setItem('theme', 'dark')")
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert luminance(page, "body") < 0.05


# The theme each time that something of the root was set, and whether a part of the page was there.
THEMES = """() => {
  window.themes = [];
  new MutationObserver((changes) => {
    if (!changes.some((change) => change.target === document.documentElement)) return;
    window.themes.push([document.documentElement.dataset.theme, document.body !== null]);
  }).observe(document, { subtree: true, attributeFilter: ["data-theme", "data-mode"] });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kept", [None, "light", "dark"])
def test_the_theme_is_there_before_the_first_paint_and_set_once(browser, site_url, scheme, kept):
    with open_page(browser, site_url, color_scheme=scheme) as page:
        page.goto(site_url)
        if kept:
            page.evaluate(f"localStorage.setItem('mode', '{kept}')")
        page.add_init_script(f"({THEMES})()")
        page.reload()
        page.wait_for_load_state("networkidle")
        themes = page.evaluate("themes")
        assert themes[-1] == [kept or scheme, False], themes


# Things that take 3 ms each, and tasks that come between them.
SLICES = """async () => {
  let tasks = 0;
  const count = () => { tasks += 1; setTimeout(count); };
  setTimeout(count);
  const seen = [];
  await inSlices([...Array(20).keys()], (thing) => {
    const end = performance.now() + 3;
    while (performance.now() < end);
    seen.push(thing);
  });
  return [seen, tasks];
}"""


def test_work_on_many_boxes_leaves_gaps_for_the_reader(page, site_url):
    page.goto(site_url)
    seen, tasks = page.evaluate(SLICES)
    assert seen == [*range(20)]
    assert tasks > 2


def luminance(page, selector):
    """Relative luminance of an element's background, roughly: the mean of its channels."""
    color = page.locator(selector).evaluate("node => getComputedStyle(node).backgroundColor")
    channels = [int(part) for part in color.strip("rgba()").split(",")[:3]]
    return sum((c / 255) ** 2.2 for c in channels) / 3


def test_search_finds_a_page(page, site_url):
    page.goto(site_url)
    page.keyboard.press("Control+k")
    page.keyboard.type("bibliography")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=bibliography*")
    result = page.locator("#search-results li a").first
    result.wait_for()
    assert "bibliography" in result.get_attribute("href")
    assert page.faults == []


def test_the_menu_opens_on_a_phone_by_keyboard(browser, site_url):
    with open_page(browser, site_url, viewport=PHONE) as phone:
        phone.goto(site_url)
        phone.locator(".bd-header-article .primary-toggle").focus()
        phone.keyboard.press("Enter")
        entry = phone.locator("dialog[open] nav.bd-links a").last
        entry.wait_for(state="visible")
        phone.keyboard.press("Escape")
        entry.wait_for(state="hidden")


# The course's own code goes on below; a translation or a reader's style may let it scroll.
UNBROKEN = """addEventListener("DOMContentLoaded", () => document.head.insertAdjacentHTML(
  "beforeend", "<style>article pre { white-space: pre !important }</style>"))"""


def test_wide_code_is_a_tab_stop_and_narrow_code_is_none(browser, site_url):
    with open_page(browser, site_url, viewport=PHONE) as phone:
        phone.add_init_script(UNBROKEN)
        phone.goto(site_url)
        phone.locator("article details > summary").first.click()
        phone.wait_for_function(
            """() => [...document.querySelectorAll("article pre")].every(
              (box) => (box.scrollWidth > box.clientWidth + 1) === (box.tabIndex === 0)
            )"""
        )
        assert phone.locator("article pre[tabindex]").count() > 0
        assert phone.get_by_role("group", name="Code").count() > 0


def test_the_code_of_a_problem_set_goes_on_below_on_a_phone(browser, site_url):
    with open_page(browser, site_url, viewport=PHONE) as phone:
        phone.goto(f"{site_url}/exercises/pages/ps8_systems.html")
        for code in phone.locator("article pre:visible").all():
            code.scroll_into_view_if_needed()
            assert code.evaluate("box => box.scrollWidth <= box.clientWidth + 1")


def test_the_page_reads_without_scripts(browser, site_url):
    with open_page(browser, site_url, java_script_enabled=False) as page:
        page.goto(site_url)
        assert page.locator("h1").is_visible()
        assert luminance(page, "body") > 0.9


COPIED = "() => navigator.clipboard.readText()"


@pytest.mark.parametrize("way", ["click", "Enter"])
def test_the_link_at_a_heading_is_copied(browser, site_url, way):
    with open_page(browser, site_url) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"{site_url}/chapters/04_pooling.html")
        link = page.locator("article h2 > a.headerlink").first
        if way == "click":
            link.locator("..").hover()
            link.click()
        else:
            link.focus()
            assert link.evaluate("one => getComputedStyle(one).opacity") == "1"
            page.keyboard.press("Enter")
        page.get_by_role("status").get_by_text("Link copied").wait_for()
        assert page.evaluate(COPIED) == page.url
        assert page.url.endswith(link.get_attribute("href"))


def test_the_link_at_a_heading_is_seen_and_large_enough_on_a_phone(browser, site_url):
    with open_page(browser, site_url, viewport=PHONE, has_touch=True, is_mobile=True) as phone:
        phone.goto(f"{site_url}/chapters/04_pooling.html")
        link = phone.locator("article h2 > a.headerlink").first
        box = link.bounding_box()
        assert min(box["width"], box["height"]) >= 24
        assert float(link.evaluate("one => getComputedStyle(one).opacity")) > 0.5
        link.tap()
        phone.locator(".link-note").first.wait_for()
        assert link.get_attribute("href") in phone.url


@pytest.mark.usefixtures("site_url")
def test_from_a_file_the_published_address_is_copied(browser):
    with open_page(browser, "file:") as page:
        page.unroute_all()
        page.goto((HTML / "chapters" / "04_pooling.html").resolve().as_uri())
        copied = page.evaluate("placeToCopy(document.querySelector('h2 > a.headerlink'))")
        assert copied.startswith("https://")
        assert "/chapters/04_pooling.html#" in copied
