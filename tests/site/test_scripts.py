"""Scripts of interactive figures: files of the site, each loaded once a page, and small."""

import gzip
import json
import re
from html import unescape
from itertools import combinations

import pytest
from bs4 import BeautifulSoup
from course_scripts import file_name, lift_modules, needs_of, write_modules

from cnnlib.explorers import PoolingExplorer, SideBySide, SlideKernel, scripts
from tests.browser_fixtures import HTML, PHONE
from tests.explorers.every import each_one

FIGURES = re.compile(r"<(cnn-[\w-]+) data-config")
MOST_BYTES = 80_000  # compressed, of a page with three figures


def body(*explorers):
    return "\n".join(f"<p>text</p>\n{explorer._repr_html_()}" for explorer in explorers)


def test_modules_are_lifted_once_and_figures_stay():
    figures = SlideKernel(), PoolingExplorer(), SlideKernel(stride=2)
    rest, modules = lift_modules(body(*figures))
    assert "<script" not in rest
    assert FIGURES.findall(rest) == [figure.tag for figure in figures]
    assert rest.count("<p>text</p>") == 3
    needed = {**figures[0].modules(), **figures[1].modules()}
    assert [*modules.values()] == [*needed.values()]


def test_each_kind_of_figure_names_its_own_modules_in_their_order():
    figures = SlideKernel(), PoolingExplorer(), SlideKernel(stride=2)
    text = body(*figures)
    _, modules = lift_modules(text)
    files = [*modules]
    needs = needs_of(text, files)
    assert [*needs] == [figures[0].tag, figures[1].tag]
    for figure in figures:
        named = [modules[files[position]] for position in needs[figure.tag]]
        assert named == [*figure.modules().values()]


def test_figures_that_share_an_output_need_their_own_modules_alone():
    figures = SlideKernel(), PoolingExplorer(), SlideKernel(stride=2)
    text = SideBySide({f"figure {at}": figure for at, figure in enumerate(figures)})._repr_html_()
    text = str(BeautifulSoup(text, "html.parser"))  # as pages are written: it sorts attributes
    rest, modules = lift_modules(text)
    assert "<script" not in rest
    files = [*modules]
    needs = needs_of(text, files)
    assert [*needs] == [figures[0].tag, figures[1].tag]
    for figure in figures:
        named = {modules[files[position]] for position in needs[figure.tag]}
        assert named == {*figure.modules().values()}


def test_figures_share_modules_that_do_not_say_who_needs_them():
    one, other = SlideKernel(), PoolingExplorer()
    modules = {**one.modules(), **other.modules()}
    shared = [scripts.script_tag(*module) for module in modules.items()]
    text = "\n".join([one.element_html(), other.element_html(), *shared])
    files = [*lift_modules(text)[1]]
    assert [*needs_of(text, files).values()] == [[*range(len(files))]] * 2


def test_other_scripts_stay():
    text = "<script>let a = 1;</script>"
    assert lift_modules(text) == (text, {})


def test_a_file_is_named_by_its_text(tmp_path):
    first, second = file_name("grid.js", "a"), file_name("grid.js", "b")
    assert first != second
    assert re.fullmatch(r"grid-[0-9a-f]{8}\.js", first)
    assert re.fullmatch(r"cnn-x-constants-\w{8}\.js", file_name("cnn-x constants", "a"))
    write_modules(tmp_path / "explorers", {first: "a", second: "b"})
    assert (tmp_path / "explorers" / second).read_text() == "b\n"


def test_any_three_figures_are_small():
    modules = {}
    needs = []
    for explorer in each_one():
        needs.append({*explorer.modules()})
        modules |= explorer.modules()
    sizes = {name: len(gzip.compress(text.encode())) for name, text in modules.items()}
    for three in combinations(needs, 3):
        assert sum(sizes[name] for name in set().union(*three)) < MOST_BYTES


@pytest.mark.usefixtures("site_url")
def test_pages_load_files_and_hold_no_module():
    pages = [path for path in HTML.rglob("*.html") if "_static" not in path.parts]
    with_figures = [path for path in pages if FIGURES.search(path.read_text(encoding="utf-8"))]
    assert with_figures
    for path in with_figures:
        text = path.read_text(encoding="utf-8")
        (listed,) = re.findall(r'data-explorer-files="([^"]*)"', text)
        files = listed.split()
        assert "data-module" not in text
        assert len(files) == len(set(files)) > 3
        assert all((path.parent / file).is_file() for file in files)
        (needs,) = re.findall(r'data-explorer-needs="([^"]*)"', text)
        for tag, positions in json.loads(unescape(needs)).items():
            assert any(f"/{tag}-" in files[at] for at in positions), (path.name, tag)


@pytest.mark.usefixtures("site_url")
def test_all_scripts_of_a_page_with_three_figures_are_small():
    """With what every page loads: the page's own scripts, and those of self-checks."""
    sizes = {}
    for path in (path for path in HTML.rglob("*.html") if "_static" not in path.parts):
        text = path.read_text(encoding="utf-8")
        figures = {*FIGURES.findall(text)}
        if 1 <= len(figures) <= 3:
            files = re.findall(r'data-explorer-files="([^"]*)"', text)[0].split()
            files += re.findall(r'<script[^>]* src="([^"?]+)', text)
            texts = [(path.parent / file).read_bytes() for file in dict.fromkeys(files)]
            sizes[path.name] = sum(len(gzip.compress(script)) for script in texts)
    assert len(sizes) > 9
    assert max(sizes.values()) < MOST_BYTES, sizes


ALIVE = "() => document.querySelector('[data-config]').shadowRoot !== null"
CHAPTER = "chapters/06_receptive_fields.html"


@pytest.fixture
def loaded(page):
    """Addresses of explorers' scripts, as they are loaded."""
    scripts = []
    page.on(
        "response",
        lambda answer: scripts.append(answer.url) if "/explorers/" in answer.url else None,
    )
    return scripts


def test_figures_come_alive_when_one_comes_near(page, site_url, loaded):
    page.goto(f"{site_url}/{CHAPTER}")
    page.wait_for_load_state("networkidle")
    assert loaded == []
    page.locator("[data-config]").first.scroll_into_view_if_needed()
    page.wait_for_function(ALIVE)
    assert len(loaded) == len(set(loaded)) > 3
    assert page.faults == []


def test_a_figure_far_away_waits_for_its_scripts(page, site_url, loaded):
    page.goto(f"{site_url}/chapters/lab.html")
    page.locator("[data-config]").first.scroll_into_view_if_needed()
    page.wait_for_function(ALIVE)
    page.wait_for_load_state("networkidle")
    first, last = (
        page.locator("[data-config]").nth(at).evaluate("one => one.localName") for at in (0, -1)
    )
    assert any(f"/{first}-" in address for address in loaded)
    assert not any(f"/{last}-" in address for address in loaded)
    page.locator("[data-config]").last.evaluate("one => one.scrollIntoView()")
    page.wait_for_function("[...document.querySelectorAll('[data-config]')].at(-1).shadowRoot")
    assert page.faults == []


def test_an_address_with_a_state_brings_its_figure_to_life(page, site_url, loaded):
    page.goto(f"{site_url}/{CHAPTER}#receptive-field-1=%7B%7D")
    page.wait_for_function(ALIVE)
    assert len(loaded) > 3
    assert page.faults == []


# How far below the window's upper edge figures begin, and whether each has started.
PLACES = """() => [...document.querySelectorAll("[data-config]")].map((one) =>
  [one.getBoundingClientRect().top, one.shadowRoot !== null])"""


def started(page):
    """Tops of the figures that have started, and of the others."""
    page.wait_for_load_state("networkidle")
    places = page.evaluate(PLACES)
    return [[top for top, alive in places if alive is wanted] for wanted in (True, False)]


def test_until_the_reader_moves_only_what_the_window_shows_starts(page, site_url):
    page.set_viewport_size(PHONE)
    page.goto(f"{site_url}/chapters/lab.html")
    page.wait_for_function(ALIVE)
    alive, waiting = started(page)
    edge = PHONE["height"]
    assert max(alive) < edge + 100 < min(waiting)
    page.mouse.wheel(0, min(waiting) - edge - 500)  # the next is 500 pixels below the window
    page.wait_for_function(f"({PLACES})().filter(([, alive]) => alive).length > {len(alive)}")
    assert max(started(page)[0]) > edge + 100
    assert page.faults == []


# Counts the figures that start in one task: the counter is cleared by the task after it.
COUNT_STARTS = """() => {
  const attach = Element.prototype.attachShadow;
  let inTask = 0;
  window.mostInTask = 0;
  Element.prototype.attachShadow = function (options) {
    if (inTask === 0) setTimeout(() => { inTask = 0; });
    inTask += 1;
    window.mostInTask = Math.max(window.mostInTask, inTask);
    return attach.call(this, options);
  };
}"""


def page_with_twins():
    """The address of a page with two figures of one kind, and that kind."""
    for path in sorted(HTML.glob("chapters/*.html")):
        kinds = FIGURES.findall(path.read_text(encoding="utf-8"))
        for kind in kinds:
            if kinds.count(kind) > 1:
                return f"chapters/{path.name}", kind
    raise AssertionError("no page has two figures of one kind")


def test_figures_start_one_at_a_time(page, site_url):
    address, kind = page_with_twins()
    page.add_init_script(f"({COUNT_STARTS})()")
    page.goto(f"{site_url}/{address}#{kind.removeprefix('cnn-')}-1=%7B%7D")
    page.wait_for_function(f"({PLACES})().every(([, alive]) => alive)")
    assert page.locator(kind).count() > 1
    assert page.evaluate("mostInTask") == 1
    assert page.faults == []
