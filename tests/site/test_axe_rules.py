"""The faster run of axe-core finds what a run over all words finds."""

import pytest

from tests.site.axe_rules import MERGE_ALIKE, broken_rules

PAGE = """<!doctype html><html lang="en"><title>Code</title><main><h1>Code</h1><style>
.highlight { background: #fff } .pale { color: #ccc } .bold { font-weight: 700 }</style>
<div class="input"><div class="highlight"><pre>
<span class="WORD">one</span> <span class="k">two</span>
<span class="WORD">three</span> <span id="four" class="k">four</span>
</pre></div></div></main></html>"""


@pytest.fixture
def code(browser):
    """Open a page whose first and third word have a class."""
    pages = []

    def opened(name):
        pages.append(browser.new_page())
        pages[-1].set_content(PAGE.replace("WORD", name))
        return pages[-1]

    yield opened
    for page in pages:
        page.close()


def test_words_that_look_alike_become_text_and_the_first_stays(code):
    page = code("bold")
    words = page.locator("pre").inner_text()
    page.evaluate(MERGE_ALIKE)
    assert page.locator("pre").inner_text() == words
    assert page.locator("pre span").all_inner_texts() == ["one", "two", "four"]


def test_pale_words_are_still_found(code):
    assert broken_rules(code("bold")) == {}
    assert [*broken_rules(code("pale"))] == ["color-contrast"]
    page = code("bold")
    page.locator("pre span").nth(2).evaluate("word => { word.style.color = '#ccc' }")
    assert broken_rules(page, "main")["color-contrast"] == [
        page.locator("pre span").nth(2).evaluate("word => word.outerHTML")
    ]


GRID = """<!doctype html><html lang="en"><title>Grid</title><main><h1>Grid</h1>
<div id="host"></div></main><script>
const root = document.getElementById("host").attachShadow({ mode: "open" });
root.innerHTML = `<style>b { color: #444; background: #fff }</style>
  <p>${"<b>seven</b> ".repeat(9)}</p>`;
</script></html>"""


@pytest.mark.parametrize(("place", "expected"), [(None, 0), (0, 1), (5, 1)])
def test_of_cells_that_look_alike_one_is_tried_in_a_shadow_tree_too(browser, place, expected):
    page = browser.new_page()
    page.set_content(GRID)
    cells = page.locator("#host b")
    if place is not None:
        cells.nth(place).evaluate("cell => { cell.style.color = '#bbb' }")
    found = broken_rules(page)
    assert len(found.get("color-contrast", [])) == expected
    cells.evaluate_all("cells => cells.forEach((cell) => { cell.style.background = '#555' })")
    assert len(broken_rules(page, others=False)["color-contrast"]) == expected + 1
    page.close()


def test_colors_and_the_other_rules_can_be_tried_apart(browser):
    page = browser.new_page()
    page.set_content(GRID.replace("#444", "#ccc").replace("</h1>", "</h1><img src='data:,'>"))
    assert {*broken_rules(page, colors=False)} == {"image-alt"}
    assert {*broken_rules(page, others=False)} == {"color-contrast"}
    assert {*broken_rules(page)} == {"image-alt", "color-contrast"}
    page.close()
