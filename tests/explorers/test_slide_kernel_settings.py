"""The settings of the sliding kernel: what they change, what they refuse, what they explain."""

import numpy as np
import pytest

from cnnlib.explorers import SlideKernel
from tests.explorers.reading import finish, grid_values


def test_settings_change_the_output(one):
    element = one(SlideKernel())
    element.get_by_label("Kernel values").select_option("vertical")
    element.get_by_label("Stride: more").click()
    element.get_by_label("Padding: more").click()
    element.get_by_label("Image size: more").click()
    image = np.pad(SlideKernel().image, ((0, 1), (0, 1)))
    expected = SlideKernel(image, [[-1, 0, 1]] * 3, stride=2, padding=1).output()
    finish(element)
    np.testing.assert_array_equal(grid_values(element, "Output"), expected)
    formula = element.get_by_role("math").last.get_attribute("aria-label")
    assert "(6 + 2·1 − 1·(3 − 1) − 1) / 2" in formula
    assert formula.endswith("which is 3")


def test_rows_and_columns_can_differ(one):
    element = one(SlideKernel())
    element.get_by_label("Rows and columns apart").check()
    element.get_by_label("Stride, columns", exact=True).fill("2")
    element.get_by_label("Stride, columns", exact=True).press("Tab")
    finish(element)
    np.testing.assert_array_equal(
        grid_values(element, "Output"), SlideKernel(stride=(1, 2)).output()
    )


def test_rows_and_columns_taken_together_again_are_alike(one):
    element = one(SlideKernel(stride=(2, 1)))
    element.get_by_label("Rows and columns apart").uncheck()
    assert element.get_by_label("Stride", exact=True).input_value() == "2"
    finish(element)
    np.testing.assert_array_equal(grid_values(element, "Output"), SlideKernel(stride=2).output())


def test_a_number_out_of_range_is_refused_in_words(one):
    element = one(SlideKernel())
    stride = element.get_by_label("Stride", exact=True)
    stride.fill("9")
    stride.press("Tab")
    assert stride.input_value() == "1"
    assert element.get_by_text("Stride: 1 to 8, whole").is_visible()
    spoken = element.locator("[aria-live=polite]").text_content()
    assert spoken == "Stride takes whole numbers from 1 to 8, not “9”. It keeps 1."
    stride.fill("2")
    stride.press("Tab")
    assert not element.get_by_text("Stride: 1 to 8").is_visible()
    spoken = element.locator("[aria-live=polite]").text_content()
    assert spoken == "The output has 2 rows and 2 columns. Output row 0, column 0: 4."


def test_a_kernel_that_does_not_fit_is_explained_and_can_be_mended(one):
    explorer = SlideKernel(image=np.ones((3, 3)), kernel=np.ones((3, 3)), dilation=2)
    with pytest.raises(ValueError, match="covers 5 places"):
        explorer.output()
    element = one(explorer)
    notice = element.locator(".notice")
    assert "spans 5 rows" in notice.inner_text()
    assert "only 3" in notice.inner_text()
    assert element.get_by_role("grid", name="Output").count() == 0
    element.get_by_label("Padding: more").click()
    assert not notice.is_visible()
    assert grid_values(element, "Output").tolist() == [[1]]


def test_same_padding_with_a_stride_is_explained(one):
    element = one(SlideKernel(padding="same"))
    element.get_by_label("Stride: more").click()
    assert "stride 1 only" in element.locator(".notice").inner_text()
    with pytest.raises(ValueError, match="same"):
        SlideKernel(padding="same", stride=2).output()


@pytest.mark.parametrize(
    "wrong",
    [
        {"image": np.ones((2, 5))},
        {"image": np.ones((33, 5))},
        {"image": np.ones(5)},
        {"image": np.full((3, 3), 100)},
        {"image": np.full((3, 3), np.nan)},
        {"image": "abc"},
        {"image": [[1, 2, 3], [4, 5]]},
        {"image": np.ones((3, 3)) * 1j},
        {"kernel": np.ones((6, 1))},
        {"stride": 9},
        {"stride": 0},
        {"padding": "reflect"},
        {"padding": 4},
        {"dilation": (1, 9)},
    ],
    ids=repr,
)
def test_settings_out_of_range_are_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        SlideKernel(**wrong)
