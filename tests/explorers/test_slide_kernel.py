"""The sliding kernel: its numbers against `cnnlib`, its keys, and what it says."""

import numpy as np
import pytest

from cnnlib.explorers import SlideKernel
from tests.explorers.reading import finish, grid_values

EXPECTED = [[4, 3, 4], [2, 4, 3], [2, 3, 4]]
RNG = np.random.default_rng(2)
SETTINGS = [
    {},
    {"stride": 2},
    {"stride": 3, "padding": 1},
    {"padding": "same"},
    {"padding": "full"},
    {"padding": (2, 1)},
    {"dilation": 2},
    {"dilation": (1, 2), "padding": "same"},
    {"stride": (2, 1), "padding": (0, 3), "dilation": (2, 1)},
    {"flip": True, "kernel": [[1, 2], [3, 4]]},
    {"flip": True, "padding": "full", "kernel": [[0.5, -1, 2]]},
    {"image": RNG.integers(-9, 10, (4, 9)), "kernel": RNG.integers(-3, 4, (2, 4))},
    {
        "image": RNG.integers(-9, 10, (9, 3)),
        "kernel": RNG.integers(-3, 4, (4, 2)),
        "padding": "same",
    },
    {
        "image": RNG.integers(-99, 100, (9, 9)),
        "kernel": RNG.integers(-99, 100, (5, 5)),
        "stride": 2,
    },
    {"kernel": [[-7]], "stride": (3, 2)},
]


def test_output_of_the_default():
    assert SlideKernel().output().tolist() == EXPECTED


@pytest.mark.parametrize("settings", SETTINGS, ids=repr)
def test_element_computes_what_the_library_computes(one, settings):
    explorer = SlideKernel(**settings)
    element = one(explorer)
    finish(element)
    np.testing.assert_allclose(grid_values(element, "Output"), explorer.output(), atol=0.005)


def test_stepping_fills_the_output(one):
    element = one(SlideKernel())
    assert np.isfinite(grid_values(element, "Output")).sum() == 1
    assert "1·1+1·0+1·1" in element.locator(".sum").inner_text().replace("\n", "").replace(" ", "")
    for step in range(1, 9):
        element.get_by_label("Step forward").click()
        shown = grid_values(element, "Output").ravel()
        assert np.isfinite(shown).tolist() == [index <= step for index in range(9)]
        total = element.locator(".total").inner_text()
        assert float(total) == np.ravel(EXPECTED)[step]
    element.get_by_label("Step forward").press("Enter")  # at the end nothing moves
    assert element.locator(".where").inner_text() == "9 of 9"
    element.get_by_label("Step back").click()
    assert element.locator(".where").inner_text() == "8 of 9"
    element.get_by_label("Back to the first step").click()
    assert np.isfinite(grid_values(element, "Output")).sum() == 1


def test_every_step_is_one_spoken_sentence(one):
    element = one(SlideKernel())
    spoken = element.locator("[aria-live=polite]")
    assert spoken.count() == 1
    element.get_by_label("Step forward").click()
    assert spoken.inner_text() == "Output row 0, column 1: 3."


def test_playing_runs_to_the_end_and_speaks_once(show):
    explorer = SlideKernel()
    page = show(explorer, clock=True)
    element = page.locator(explorer.tag)
    element.get_by_label("Play").click()
    before = element.locator("[aria-live=polite]").text_content()
    page.clock.run_for(4000)
    assert element.get_by_label("Pause").is_visible()
    assert element.locator(".where").inner_text() == "5 of 9"
    assert element.locator("[aria-live=polite]").text_content() == before
    page.clock.run_for(5000)
    np.testing.assert_array_equal(grid_values(element, "Output"), EXPECTED)
    assert element.get_by_label("Play").is_visible()
    assert element.locator("[aria-live=polite]").text_content() == "Output row 2, column 2: 4."


def test_edited_numbers_change_the_output(one):
    element = one(SlideKernel())
    image, kernel = SlideKernel().image.copy(), SlideKernel().kernel.copy()
    element.get_by_label("Image, row 0, column 0").fill("7")
    element.get_by_label("Kernel, row 2, column 2").fill("-2")
    image[0, 0], kernel[2, 2] = 7, -2
    finish(element)
    np.testing.assert_array_equal(
        grid_values(element, "Output"), SlideKernel(image, kernel).output()
    )
    assert element.get_by_label("Kernel values").input_value() == "own"


@pytest.mark.parametrize("text", ["", "-", "x", "1e9", "100", "--2"])
def test_what_is_no_number_is_marked_and_undone(one, text):
    element = one(SlideKernel())
    cell = element.get_by_label("Image, row 1, column 1")
    cell.fill(text)
    assert cell.get_attribute("aria-invalid") == "true"
    assert element.get_by_text("Numbers from −99 to 99").first.is_visible()
    cell.blur()
    words = "Only numbers from −99 to 99. The cell keeps 1."
    assert element.locator("[aria-live=polite]").text_content() == words
    assert not element.get_by_text("Numbers from −99 to 99").first.is_visible()
    assert cell.input_value() == "1"
    finish(element)
    np.testing.assert_array_equal(grid_values(element, "Output"), EXPECTED)


def test_an_output_cell_shows_its_window(one):
    element = one(SlideKernel(stride=2))
    cell = element.get_by_role("grid", name="Output").get_by_role("gridcell").nth(3)
    cell.hover()
    assert element.locator(".title").inner_text() == "Output, row 1, column 1"
    frame = element.locator(".frame").bounding_box()
    first = element.get_by_label("Image, row 2, column 2").bounding_box()
    assert frame["x"] == pytest.approx(first["x"], abs=2)
    assert frame["y"] == pytest.approx(first["y"], abs=2)
    element.get_by_label("Play").hover()
    assert element.locator(".title").inner_text() == "Output, row 0, column 0"


def test_taps_of_a_dilated_kernel_leave_gaps(one):
    element = one(SlideKernel(kernel=[[1, 2], [3, 4]], dilation=2))
    taps = [tap.bounding_box() for tap in element.locator(".tap").all()]
    cell = element.get_by_label("Image, row 0, column 0").bounding_box()["width"]
    assert taps[1]["x"] - taps[0]["x"] == pytest.approx(2 * cell, abs=3)
    assert element.locator(".tap").all_inner_texts() == ["×1", "×2", "×3", "×4"]


@pytest.mark.parametrize(("flip", "sign"), [(False, "⋆"), (True, "∗")])
def test_the_sign_tells_cross_correlation_from_convolution(one, flip, sign):
    explorer = SlideKernel(flip=flip)
    assert one(explorer).locator(".sign").first.inner_text() == sign
    assert f">{sign}</text>" in explorer.still()


FOCUSED = "document.activeElement.shadowRoot.activeElement"
NAME = (
    f"() => {FOCUSED}.getAttribute('aria-label')"
    f" || ({FOCUSED}.closest('label') || {FOCUSED}).innerText"
)


def test_the_tab_key_goes_from_grids_to_steps_to_settings_to_tools(show):
    page = show(SlideKernel())
    stops = []
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement !== document.body"):
        stops.append(page.evaluate(NAME).strip().split(",")[0].split("\n")[0])
        page.keyboard.press("Tab")
    assert stops == [
        *("Image", "Kernel", "row 0", "Back to the first step", "Step back", "Play"),
        *("Step forward", "Step", "Speed"),
        *("Kernel values", "Image values", "Kernel size", "Image size", "Stride", "Dilation"),
        *("Padding rule", "Padding", "Rows and columns apart", "Flip the kernel (convolution)"),
        *("Reset", "Full screen", "Link to this state", "The same in code"),
    ]


def test_keyboard_alone_is_enough(show):
    """Edit, move with arrows, change a setting, step."""
    explorer = SlideKernel()
    page = show(explorer)
    element = page.locator(explorer.tag)
    element.get_by_label("Image, row 0, column 0").focus()
    page.keyboard.type("5")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("3")
    page.keyboard.press("Control+End")
    assert page.evaluate(NAME) == "Image, row 4, column 4"
    page.keyboard.press("Tab")  # the kernel
    page.keyboard.press("Tab")  # the output
    page.keyboard.press("End")
    page.keyboard.press("ArrowDown")
    assert element.locator(".title").inner_text() == "Output, row 1, column 2"
    page.keyboard.press("Enter")
    image = explorer.image.copy()
    image[0, 0], image[1, 1] = 5, 3
    shown = grid_values(element, "Output").ravel()
    np.testing.assert_array_equal(shown[:6], SlideKernel(image).output().ravel()[:6])
    element.get_by_label("Stride", exact=True).focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    assert grid_values(element, "Output").shape == (2, 2)


def test_the_window_slides_only_where_motion_is_welcome(show):
    page = show(SlideKernel())
    duration = "element => getComputedStyle(element).transitionDuration"
    assert page.locator(".frame").evaluate(duration) == "0s"
    page.emulate_media(reduced_motion="no-preference")
    assert page.locator(".frame").evaluate(duration) == "0.25s"
