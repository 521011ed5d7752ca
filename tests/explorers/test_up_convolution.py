"""The up-convolution explorer: both views against the library, what is cut, refusals in words."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnnlib import ops
from cnnlib.explorers import UpConvolution
from tests.explorers.reading import grid_values

RNG = np.random.default_rng(12)
SETTINGS = [
    {},
    {"x": [[1, 10]], "weight": [[1, 2, 3]]},
    {"padding": 1, "output_padding": 1},
    {"stride": (1, 3), "padding": (1, 0), "output_padding": (0, 2)},
    {"x": RNG.integers(-9, 10, (5, 4)), "weight": RNG.integers(-9, 10, (5, 2)), "stride": 3},
    {"x": RNG.integers(-9, 10, (3, 3)), "weight": [[1, 2], [3, 4]], "padding": 2},
    {"x": [[2]], "weight": [[3]], "stride": 3, "output_padding": 2},
]
BAD = [
    ({"x": np.ones((6, 2))}, "x must be a matrix of 1 to 5 rows and columns"),
    ({"weight": [[1, "a"]]}, "weight must be a matrix of real numbers"),
    ({"stride": 4}, "stride must be at most 3 in this explorer, got \\(4, 4\\)"),
    ({"padding": 5}, "padding must be at most 4"),
    ({"output_padding": (0, 3)}, "output_padding must be at most 2"),
    ({"stride": 0}, "stride"),
    ({"steps": "rows"}, "steps must be one of"),
]


def cell(element, grid, row, column):
    """Return one cell of a grid that is not edited."""
    rows = element.get_by_role("grid", name=grid, exact=True).get_by_role("row")
    return rows.nth(row).get_by_role("gridcell").nth(column)


@pytest.mark.parametrize("settings", SETTINGS, ids=repr)
def test_python_agrees_with_pytorch(settings):
    explorer = UpConvolution(**settings)
    x, weight = (torch.tensor(values)[None, None] for values in (explorer.x, explorer.weight))
    options = None, explorer.stride, explorer.padding, explorer.output_padding
    expected = functional.conv_transpose2d(x, weight, *options)[0, 0]
    np.testing.assert_allclose(explorer.output(), expected.numpy(), atol=1e-12)


@pytest.mark.parametrize("steps", ["input", "output"])
@pytest.mark.parametrize("settings", SETTINGS, ids=repr)
def test_after_the_last_step_the_output_is_whole(one, settings, steps):
    explorer = UpConvolution(**settings, steps=steps)
    element = one(explorer)
    element.locator(".scrubber").press("End")
    np.testing.assert_array_equal(grid_values(element, "Output"), explorer.output())


def test_sliding_over_the_shown_zeros_gives_the_shown_output(one):
    slid = 0
    for settings in SETTINGS:
        explorer = UpConvolution(**settings)
        if min(explorer.border()) < 0:
            continue
        element = one(explorer)
        stuffed, turned = (
            grid_values(element, name) for name in ("Input with zeros", "Flipped kernel")
        )
        np.testing.assert_array_equal(stuffed, explorer.stuffed())
        by_sliding = ops.conv2d(stuffed[None], turned[None, None])[0]
        np.testing.assert_array_equal(by_sliding, explorer.output())
        slid += 1
    assert slid == 6


def test_a_step_adds_one_stamp(one):
    explorer = UpConvolution()
    element = one(explorer)
    parts = np.zeros_like(explorer.x)
    for step, (a, b) in enumerate(np.ndindex(explorer.x.shape)):
        element.locator(".scrubber").fill(str(step))
        parts[a, b] = explorer.x[a, b]
        expected = UpConvolution(parts).output()
        np.testing.assert_array_equal(grid_values(element, "Output"), expected)
        products = element.locator(".stage .frame:visible .tap").all_inner_texts()
        value = explorer.x[a, b]
        assert products == [f"+{value * w:g}" for w in explorer.weight.flat]


def test_a_chosen_output_writes_its_sum_and_marks_both_views(one):
    element = one(UpConvolution(padding=1, output_padding=1))
    cell(element, "Output", 1, 2).click()
    assert element.locator(".work .title").inner_text() == "Output, row 1, column 2"
    assert element.locator(".sum").inner_text().replace("\n", "").startswith("2·8+4·2=24")
    spoken = element.locator("[aria-live=polite]").text_content()
    assert spoken == "Output row 1, column 2: 24."
    touched = element.locator(".touched")
    assert touched.count() == 2 + 2 + 2  # inputs, weights, inputs among the zeros
    frame = element.locator(".frame:visible").bounding_box()
    corner = cell(element, "Input with zeros", 1, 2).bounding_box()
    assert frame["x"] == pytest.approx(corner["x"], abs=2)
    assert frame["y"] == pytest.approx(corner["y"], abs=2)
    assert element.get_by_label("Steps go through").input_value() == "output"


def test_the_stamp_lies_where_padding_leaves_it(one):
    """The frame begins on the places that are cut off, one above and left of the output."""
    element = one(UpConvolution(padding=1))
    frame = element.locator(".frame:visible").bounding_box()
    first = cell(element, "Output", 0, 0).bounding_box()
    assert frame["x"] == pytest.approx(first["x"] - first["width"], abs=2)
    assert frame["y"] == pytest.approx(first["y"] - first["height"], abs=2)
    element.get_by_label("Input, row 0, column 0", exact=True).focus()
    said = element.locator(".remark").inner_text()
    assert said == (
        "Input row 0, column 0, 1, times the kernel, is added to output rows 0 to 1, "
        "columns 0 to 1; the rest of the stamp is cut off."
    )


def test_a_changed_number_changes_all(one):
    element = one(UpConvolution())
    element.get_by_label("Kernel, row 0, column 0", exact=True).fill("-5")
    element.get_by_label("Input, row 1, column 1", exact=True).fill("7")
    element.locator(".scrubber").press("End")
    expected = UpConvolution([[1, 2], [3, 7]], [[-5, 2, 3], [4, 5, 6], [7, 8, 9]])
    np.testing.assert_array_equal(grid_values(element, "Output"), expected.output())
    np.testing.assert_array_equal(grid_values(element, "Input with zeros"), expected.stuffed())
    assert grid_values(element, "Flipped kernel")[2, 2] == -5


def test_the_size_is_filled_in(one):
    element = one(UpConvolution(stride=(2, 3), padding=(1, 0), output_padding=(1, 0)))
    written = element.locator(".sizes").inner_text().replace("\n", "").replace(" ", "")
    assert "(2−1)·2+3−2·1+1=4" in written
    assert "(2−1)·3+3−2·0+0=6" in written


def test_more_padding_than_a_window_is_said_in_words(one):
    explorer = UpConvolution(np.ones((3, 3)), [[1, 2], [3, 4]], padding=2)
    element = one(explorer)
    words = element.locator(".stage .notice").inner_text()
    assert "k − p − 1 = 2 − 2 − 1 = −1 zeros" in words
    assert element.get_by_role("grid", name="Output").is_visible()
    with pytest.raises(ValueError, match="no sliding form: it needs k - p - 1"):
        explorer.stuffed()


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"output_padding": 2}, "Output padding 2 is not below the stride, 2."),
        ({"stride": 1, "output_padding": 1}, "Output padding 1 is not below the stride, 1."),
        ({"padding": 3}, "No output is left: the stamps make 5 rows, and padding 3"),
    ],
)
def test_impossible_settings_are_explained(one, settings, words):
    explorer = UpConvolution(**settings)
    with pytest.raises(ValueError, match=r"output_padding|no output"):
        explorer.output()
    element = one(explorer)
    assert words in element.locator(".app > .notice").inner_text()
    assert words in element.locator("[aria-live=polite]").text_content()
    assert element.get_by_label("Input, row 0, column 0", exact=True).is_visible()
    assert "No output" in explorer._repr_html_()


@pytest.mark.parametrize(("settings", "message"), BAD)
def test_bad_arguments_are_refused(settings, message):
    with pytest.raises(ValueError, match=message):
        UpConvolution(**settings)


def test_cells_are_walked_by_keys(show):
    page = show(UpConvolution())
    element = page.locator("cnn-up-convolution")
    cell(element, "Output", 0, 0).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert element.locator(".work .title").inner_text() == "Output, row 1, column 1"
    page.keyboard.press("Enter")
    assert element.locator(".where").inner_text() == "7 of 25"
