"""Large grids: still and on a page, by pointer and keys, on a phone, read as text and as tints."""

import numpy as np
import pytest

from cnnlib.explorers import PoolingExplorer, SlideKernel, wide_grids
from tests.explorers.reading import (
    overflow,
    run,
    use,
    violations,
    violations_in_all_modes,
)

RNG = np.random.default_rng(8)
IMAGE = RNG.integers(0, 10, (32, 32))
WIDE = [SlideKernel(IMAGE, [[-1, 0, 1]] * 3, padding=1), PoolingExplorer(IMAGE - 5, 3, 1, 1)]
each = pytest.mark.parametrize("explorer", WIDE, ids=repr)
FOCUSED = "() => document.activeElement.shadowRoot.activeElement"
# Tints of a grid: the level of each cell, negative where the number is.
TINTS = """grid => [...grid.querySelectorAll(".more, .less")].flatMap((path, at) =>
  [...path.getAttribute("d").matchAll(/M(\\d+) (\\d+)h/g)].map(([, c, r]) =>
    [Number(r), Number(c), at < 6 ? at + 1 : 5 - at]))"""


def test_twelve_rows_are_numbers_and_thirteen_are_tints():
    numbers = wide_grids.cells(0, 0, np.ones((12, 12)), wide_grids.is_wide(np.ones((12, 12))))
    tints = wide_grids.cells(0, 0, np.ones((13, 3)), wide_grids.is_wide(np.ones((13, 3))))
    assert (numbers.count("<text"), tints.count("<text")) == (144, 0)
    assert tints.count("<path") == 1
    assert tints.count("M") == 39


def test_tints_follow_the_size_and_the_sign():
    values = np.array([[0.0, 1.0, -6.0], [3.0, 6.0, -np.inf]])
    assert wide_grids.levels(values).tolist() == [[0, 1, 6], [3, 6, 0]]
    assert wide_grids.cells(0, 0, values, wide=True).count("M") == 4
    thirds = RNG.normal(size=(40, 40)) / 3
    assert {*wide_grids.levels(thirds).ravel()} <= {*range(7)}


@each
def test_the_still_figure_is_small_and_says_sizes(explorer):
    still = explorer.still()
    assert len(still) < 90_000
    assert "32 by 32 numbers from" in still


@each
def test_the_page_is_tinted_as_the_still_figure(one, explorer):
    element = one(explorer)
    grid = element.get_by_role("grid").first
    image = IMAGE if isinstance(explorer, SlideKernel) else IMAGE - 5
    expected = wide_grids.levels(image.astype(float)) * np.sign(image)
    found = np.zeros(image.shape, int)
    for r, c, level in grid.evaluate(TINTS):
        found[r, c] = level
    np.testing.assert_array_equal(found, expected)


@each
def test_an_output_is_chosen_by_key_and_by_click(show, explorer):
    page = show(explorer)
    element = page.locator(explorer.tag)
    output = element.get_by_role("grid", name="Output")
    output.get_by_role("gridcell").focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    assert element.locator(".title").inner_text() == "Output, row 1, column 2"
    value = explorer.output()[1, 2]
    assert float(element.locator(".total").inner_text().replace("−", "-")) == value
    words = page.evaluate(f"({FOCUSED})().ariaLabel").replace("−", "-")
    assert words == f"row 1, column 2: {value:g}"
    page.keyboard.press("Enter")
    assert element.evaluate("element => element.state().step") == explorer.output().shape[1] + 2
    page.keyboard.press("Control+End")
    last = explorer.output().shape[0] - 1
    assert element.locator(".title").inner_text() == f"Output, row {last}, column {last}"
    box = output.bounding_box()
    unit = box["width"] / explorer.output().shape[1]
    output.click(position={"x": 5.5 * unit, "y": 7.5 * unit})
    assert element.evaluate("element => element.state().step") == 7 * (last + 1) + 5
    output.hover(position={"x": 9.5 * unit, "y": 3.5 * unit})
    assert element.locator(".title").inner_text() == "Output, row 3, column 9"


@each
@pytest.mark.parametrize("width", [1000, 390])
def test_a_number_is_changed_where_it_lies(show, explorer, width):
    page = show(explorer, width=width)
    element = page.locator(explorer.tag)
    grid = element.get_by_role("grid").first
    box = grid.bounding_box()
    unit = box["width"] / 34  # with the padding
    grid.click(position={"x": 32.5 * unit, "y": 0.5 * unit})  # the padding is no place
    grid.click(position={"x": 32.4 * unit, "y": 3.5 * unit})
    field = element.get_by_label(f"{grid.get_attribute('aria-label')}, row 2, column 31")
    assert field.bounding_box()["height"] >= 24
    assert field.bounding_box()["x"] + field.bounding_box()["width"] <= width
    page.keyboard.type("-7")
    page.keyboard.press("ArrowUp")
    page.keyboard.type("zz")
    page.keyboard.press("ArrowLeft")
    said = element.locator("[aria-live=polite]").text_content()
    assert said.startswith("Only numbers from −99 to 99. The cell keeps ")
    values = np.array(element.evaluate("element => element.state().image"))
    expected = np.array(explorer.config()["image"])
    expected[2, 31] = -7
    np.testing.assert_array_equal(values, expected)
    code = element.locator(".code code").text_content()
    last = run(code)[0]["output"][-1, -1]
    element.get_by_role("grid", name="Output").get_by_role("gridcell").focus()
    page.keyboard.press("Control+End")
    assert float(element.locator(".total").inner_text().replace("−", "-")) == last


def test_numbers_are_shown_where_they_can_be_read(show):
    page = show(SlideKernel(IMAGE[:16, :16]), width=1000)
    texts = page.locator("cnn-slide-kernel").get_by_role("grid", name="Image").locator(".texts")
    assert texts.is_visible()
    assert texts.inner_text().split()[:16] == [str(value) for value in IMAGE[0, :16]]
    page.set_viewport_size({"width": 390, "height": 800})
    texts.wait_for(state="hidden")
    page.set_viewport_size({"width": 1000, "height": 800})
    texts.wait_for(state="visible")


def test_a_pattern_follows_the_size(one):
    element = one(SlideKernel())
    values = element.get_by_label("Image values")
    values.select_option("stripes")
    size = element.get_by_label("Image size", exact=True)
    size.fill("20")
    size.press("Enter")
    assert values.input_value() == "stripes"
    image = np.array(element.evaluate("element => element.state().image"))
    np.testing.assert_array_equal(image, np.tile(np.where(np.arange(20) % 4 < 2, 9, 0), (20, 1)))


@each
def test_axe_finds_nothing_after_use(show, explorer):
    page = show(explorer, width=1280, own=True)
    kinds, changing = use(page, explorer.tag)
    assert changing >= kinds - {"button"}
    assert {"gridcell", "typed"} <= kinds
    assert violations_in_all_modes(page) == {}
    assert overflow(page) <= 0


@pytest.mark.parametrize("kind", ["max", "mean", "l2"])
def test_long_sums_wrap_or_can_be_scrolled_by_keys(show, kind):
    page = show(PoolingExplorer(np.full((9, 9), -98.5), 4, 1, kind=kind), width=360)
    work = page.locator("cnn-pooling").locator(".work")
    assert work.evaluate("box => box.scrollWidth <= box.clientWidth")
    page = show(SlideKernel(np.full((5, 5), -98.75), np.full((5, 5), -98.75)), width=360)
    work = page.locator("cnn-slide-kernel").locator(".work")
    assert work.evaluate("box => box.scrollWidth > box.clientWidth")
    work.and_(page.locator("cnn-slide-kernel [tabindex]")).wait_for()
    assert violations(page) == []
    page.set_viewport_size({"width": 1200, "height": 800})
    work.and_(page.locator("cnn-slide-kernel :not([tabindex])")).wait_for()
