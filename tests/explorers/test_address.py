"""The state of a figure in the address: a link reproduces it, and a wrong one does no harm."""

import json
from urllib.parse import quote

import pytest

from cnnlib.explorers import PoolingExplorer, SlideKernel
from tests.explorers.every import each_one

EXPLORERS = each_one()
each = pytest.mark.parametrize("explorer", EXPLORERS, ids=lambda one: one.tag)
# All that a reader sees of a figure, without its tools.
SEEN = """element => {
  const app = element.shadowRoot.querySelector(".app");
  const values = [...app.querySelectorAll("input, select")].map((one) => (
    one.type === "checkbox" ? one.checked : one.value));
  const marks = [...app.querySelectorAll(".now, .lit, .chosen")].map((one) => (
    [[...one.classList].sort(), one.textContent, one.getAttribute("aria-label")].join(" ")));
  return [app.innerText, values, marks];
}"""


def key(explorer, number=1):
    return f"{explorer.tag.removeprefix('cnn-')}-{number}"


def change(element):
    """Use a figure: a choice, a number, cells, steps."""
    element.locator(".settings select").first.select_option(index=1)
    element.get_by_role("spinbutton").first.press("ArrowUp")
    for cell in element.get_by_role("grid").get_by_role("textbox").all()[:2]:
        cell.fill("-3")
    element.evaluate("element => element.shadowRoot.activeElement?.blur()")
    for forward in element.get_by_label("Step forward").all():
        forward.press("Enter")
        forward.press("Enter")


@each
def test_a_link_reproduces_the_state(show, explorer):
    page = show(explorer)
    element = page.locator(explorer.tag)
    start = element.evaluate(SEEN)
    assert "#" not in page.url
    change(element)
    seen = element.evaluate(SEEN)
    assert seen != start
    link = element.get_by_role("link", name="Link to this state").get_attribute("href")
    page.wait_for_function("(link) => location.href === link", arg=link)
    page.goto("about:blank")
    page.goto(link)
    assert page.locator(explorer.tag).evaluate(SEEN) == seen
    assert key(explorer) in link


@each
def test_a_link_holds_what_is_pinned_in_each_grid(show, explorer):
    page, other = show(explorer), show()
    element = page.locator(explorer.tag)
    for grid in element.get_by_role("grid").all():
        if grid.get_by_role("textbox").count() or not grid.is_visible():
            continue  # its numbers are typed
        grid.get_by_role("gridcell").nth(1).click()
        page.mouse.move(0, 0)
        seen = element.evaluate(SEEN)
        link = element.get_by_role("link", name="Link to this state").get_attribute("href")
        other.goto("about:blank")
        other.goto(link)
        assert other.locator(explorer.tag).evaluate(SEEN) == seen


@each
def test_the_state_is_all_that_a_figure_starts_from(one, explorer):
    element = one(explorer)
    given = {*explorer.config()} | {*element.evaluate("element => element.constructor.extras")}
    assert {*element.evaluate("element => element.state()")} == given
    change(element)
    seen = element.evaluate(SEEN)
    element.evaluate("element => { const now = element.state(); element.begin(now); }")
    assert element.evaluate(SEEN) == seen


@each
def test_reset_leads_back_to_the_start_and_cleans_the_address(show, explorer):
    page = show(explorer)
    element = page.locator(explorer.tag)
    start = element.evaluate(SEEN)
    change(element)
    page.wait_for_function("location.hash !== ''")
    element.get_by_role("button", name="Reset").click()
    assert element.evaluate(SEEN) == start
    words = "The figure is as it was at the start."
    assert element.locator("[aria-live=polite]").text_content() == words
    page.wait_for_function("location.hash === ''")


def test_two_figures_share_an_address(show):
    page = show(PoolingExplorer(), SlideKernel(), PoolingExplorer())
    elements = page.locator("cnn-pooling, cnn-slide-kernel").all()
    for element in elements:
        change(element)
    page.wait_for_function("location.hash.split('&').length === 3")
    seen = [element.evaluate(SEEN) for element in elements]
    link = page.url
    page.goto("about:blank")
    page.goto(link)
    elements = page.locator("cnn-pooling, cnn-slide-kernel").all()
    assert [element.evaluate(SEEN) for element in elements] == seen


def test_an_address_that_is_typed_changes_the_figure(show):
    page = show(PoolingExplorer())
    page.evaluate("""location.hash = '#pooling-1={"kernel":[3,3],"stride":[1,1]}'""")
    element = page.locator("cnn-pooling")
    page.wait_for_function(
        "() => document.querySelector('cnn-pooling').state().kernel.join() === '3,3'"
    )
    assert element.get_by_label("Window", exact=True).input_value() == "3"
    page.evaluate("location.hash = ''")
    page.wait_for_function(
        "() => document.querySelector('cnn-pooling').state().kernel.join() === '2,2'"
    )


def test_an_anchor_of_the_page_is_no_state(show):
    page = show(PoolingExplorer())
    page.evaluate("location.hash = '#sec-pooling'")
    element = page.locator("cnn-pooling")
    assert element.get_by_label("Window", exact=True).input_value() == "2"
    assert page.url.endswith("#sec-pooling")
    assert not element.locator(".astray").is_visible()


WRONG = [
    "{",
    "7",
    "null",
    "[]",
    json.dumps({"image": [[1, 2], [3, "<b>"]]}),
    json.dumps({"image": [[1, 2], [3]]}),
    json.dumps({"image": [[0] * 90] * 90}),
    json.dumps({"image": [[1e9, 0], [0, 0]]}),
    json.dumps({"kernel": [0, 2]}),
    json.dumps({"kind": "<img src=x onerror=alert(1)>"}),
    json.dumps({"stride": 1.5}),
    json.dumps({"__proto__": {"kind": "l2"}}),
    json.dumps({"unknown": 1}),
    json.dumps({"step": -5}),
]


@pytest.mark.parametrize("state", WRONG)
def test_what_a_figure_cannot_have_is_refused_in_words(show, state):
    explorer = PoolingExplorer()
    page = show(explorer)
    start = page.locator(explorer.tag).evaluate(SEEN)
    address = f"{page.url}#{key(explorer)}={quote(state)}"
    page.goto("about:blank")
    page.goto(address)
    element = page.locator(explorer.tag)
    assert element.evaluate(SEEN) == start
    words = "The address asks for settings that this figure does not have: it starts as usual."
    assert element.locator(".astray").inner_text() == words
    assert element.locator("[aria-live=polite]").text_content() == words


# Each number that there is goes up three times, by its arrow key.
RAISE_ALL = """element => {
  const all = () => [...element.shadowRoot.querySelectorAll("[role=spinbutton]")];
  const fields = () => all().filter((one) => one.checkVisibility());
  for (const at of fields().keys()) {
    for (let press = 0; press < 3; press += 1) {
      fields()[at].dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowUp", bubbles: true }));
    }
  }
}"""


@each
def test_settings_without_an_output_come_back_as_well(show, explorer):
    page = show(explorer)
    element = page.locator(explorer.tag)
    start = element.evaluate(SEEN)
    element.evaluate(RAISE_ALL)
    seen = element.evaluate(SEEN)
    assert seen != start
    link = element.get_by_role("link", name="Link to this state").get_attribute("href")
    page.wait_for_function("(link) => location.href === link", arg=link)
    page.goto("about:blank")
    page.goto(link)
    assert page.locator(explorer.tag).evaluate(SEEN) == seen


def test_in_jupyter_the_address_is_left_alone(show):
    page = show(PoolingExplorer())
    page.evaluate(
        "document.head.append(Object.assign(document.createElement('script'),"
        " { id: 'jupyter-config-data', type: 'application/json' }))"
    )
    before = page.url
    change(page.locator("cnn-pooling"))
    page.wait_for_timeout(500)
    assert page.url == before
