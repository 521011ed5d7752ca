"""An explorer alone on the screen, in large type; where that is refused, it fills the window."""

import pytest

from cnnlib.explorers import FilterPhotograph, SlideKernel
from tests.explorers.every import each_one
from tests.explorers.reading import violations

FILLS = """element => {
  const { left, top, width, height } = element.getBoundingClientRect();
  const [wide, high] = [width, height].map(Math.round);
  return left === 0 && top === 0 && wide === window.innerWidth && high === window.innerHeight;
}"""
SIZE = "element => getComputedStyle(element).zoom * parseFloat(getComputedStyle(element).fontSize)"


@pytest.mark.parametrize("explorer", each_one(), ids=lambda one: one.tag)
def test_fills_the_screen_in_large_type_and_leaves_it(show, explorer):
    page = show(explorer, width=1280)
    element = page.locator(explorer.tag)
    before = element.evaluate(SIZE)
    element.get_by_role("button", name="Full screen", exact=True).click()
    page.wait_for_function("document.fullscreenElement !== null")
    assert element.evaluate(FILLS)
    assert element.evaluate(SIZE) >= 1.5 * before
    assert element.evaluate("element => element.scrollWidth - element.clientWidth") <= 0
    element.get_by_role("button", name="Leave full screen").press("Enter")
    page.wait_for_function("document.fullscreenElement === null")
    assert element.evaluate("element => element.hasAttribute('enlarged')") is False


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_fills_the_window_where_the_screen_is_refused(show, theme):
    page = show(SlideKernel(), FilterPhotograph(), theme=theme, width=1280)
    page.evaluate("Object.defineProperty(document, 'fullscreenEnabled', { value: false })")
    element = page.locator("cnn-slide-kernel")
    button = element.get_by_role("button", name="Full screen", exact=True)
    button.press("Enter")
    assert element.evaluate(FILLS)
    paper = "element => getComputedStyle(element).backgroundColor"
    assert element.evaluate(paper) == page.locator("body").evaluate(paper)
    assert violations(page) == []
    page.locator("cnn-filter-photograph").get_by_role("button", name="Reset").focus()
    assert page.evaluate("document.activeElement.localName") == "cnn-slide-kernel"
    page.keyboard.press("Escape")
    assert not element.evaluate(FILLS)
    assert button.is_visible()
