"""The output-size explorer: what it counts, against `cnnlib.shapes`, over random numbers."""

import numpy as np
import pytest

from cnnlib import shapes
from cnnlib.explorers import OutputSize
from cnnlib.explorers.output_size import LIMITS
from tests.explorers.reading import in_each_state, run

STATES = 200
READ = r"""(element) => {
  const text = (name) => element.shadowRoot.querySelector(name).innerText;
  const { windows, player } = element;
  const problem = element.notice.hidden ? "" : element.notice.textContent;
  if (problem) return { problem, rest: text(".rests") };
  const widths = [...element.stage.querySelectorAll(".plane")].map((one) => (
    ["--rows", "--columns"].map((name) => Number(one.style.getPropertyValue(name)))));
  const rests = element.shadowRoot.querySelectorAll(".rest").length;
  player.go(player.count - 1);
  return {
    problem, widths, rests, count: player.count, formulas: text(".sizes"), rest: text(".rests"),
    last: element.picture.figure.querySelector(".moving").style.transform,
    dots: element.picture.figure.querySelector(".dots").getAttribute("d").split("z").length - 1,
    words: element.sum.textContent,
  };
}"""


def drawn(count):
    """Draw explorers with any numbers, alike for rows and columns or not."""
    rng = np.random.default_rng(31)
    for _ in range(count):
        alike = rng.random() < 0.4
        pairs = {}
        for name, (low, high) in LIMITS.items():
            most = high if rng.random() < 0.3 else min(high, low + 5) if name != "n" else high
            rows, columns = (int(value) for value in rng.integers(low, most + 1, 2))
            pairs[name] = (rows, rows if alike else columns)
        yield OutputSize(**pairs)


def test_sizes_are_those_of_the_library_and_of_the_printed_code(one):
    explorers = [*drawn(STATES)]
    seen = in_each_state(one(OutputSize()), explorers, READ)
    kinds = set()
    for explorer, (shown, code) in zip(explorers, seen, strict=True):
        kinds.add(bool(shown["problem"]))
        if shown["problem"]:
            check_misfit(explorer, shown, code)
        else:
            check_sizes(explorer, shown, code)
    assert kinds == {True, False}


def check_misfit(explorer, shown, code):
    with pytest.raises(ValueError, match="covers"):
        explorer.output()
    with pytest.raises(ValueError, match="covers"):
        run(code)
    assert shown["problem"].startswith("The window does not fit: it spans")
    assert shown["rest"] == ""


def check_sizes(explorer, shown, code):
    output, left = explorer.output(), explorer.left_over()
    names, printed = run(code)
    assert (names["output"], names["left_over"]) == (output, left)
    assert printed == f"{output[0]} x {output[1]}, left over {left[0]} and {left[1]}\n"
    geometry = shapes.Geometry.of(*explorer.sizes.values())
    padded = [n + sum(sides) for n, sides in zip(geometry.size, geometry.padding, strict=True)]
    assert shown["widths"] == [padded, [*output]]
    assert shown["count"] == shown["dots"] == output[0] * output[1]
    assert all(f"+ 1 = {size}" in shown["formulas"] for size in output)
    assert shown["rests"] == np.count_nonzero(left)
    for rest in filter(None, left):
        assert f"{rest} row" in shown["rest"] or f"{rest} column" in shown["rest"]
    down, right = ((m - 1) * s for m, s in zip(output, geometry.stride, strict=True))
    assert shown["last"] == f"translate({right}px, {down}px)"
    check_last_window(geometry, shown["words"])


def check_last_window(geometry, words):
    """The places of the last window, and how many of them are padding."""
    starts = [shapes.window_starts(geometry, axis)[-1] for axis in (0, 1)]
    seen = [shapes.places_seen(geometry, axis)[-1] for axis in (0, 1)]
    said = words.replace("\N{MINUS SIGN}", "-")
    assert all(f" = {start}" in said for start in starts)
    outside = np.prod(geometry.kernel) - np.prod(seen)
    assert f"{outside} of its" in said if outside else "No place of it is padding." in said


@pytest.mark.parametrize(
    ("sizes", "words"),
    [
        (
            (8, 3, 2),
            "columns alike: 5 / 2 = 2.5, and the floor is 2: 1 row at the end is left over",
        ),
        ((7, 3, 2), "Rows, and columns alike: 4 / 2 = 2 is whole, so nothing is left over."),
        ((8, 3, 2, 1), "7 / 2 = 3.5, and the floor is 3: 1 row at the end is left over (padding)."),
        (
            (10, 3, 4, 1),
            "9 / 4 = 2.25, and the floor is 2: 1 row at the end is left over (padding).",
        ),
        ((12, 3, 4, 1), "3 rows at the end are left over (2 of the input, the others padding)."),
    ],
)
def test_what_is_left_over_is_said(one, sizes, words):
    assert words in one(OutputSize(*sizes)).locator(".rests").inner_text()


def test_an_output_is_chosen_by_click_and_by_key(show):
    page = show(OutputSize(8, 3, 2))
    element = page.locator("cnn-output-size")
    output = element.get_by_role("slider", name="Output")
    box = output.bounding_box()
    output.click(position={"x": box["width"] * 0.9, "y": box["height"] * 0.5})
    assert element.locator(".where").inner_text() == "6 of 9"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    assert element.locator(".where").inner_text() == "2 of 9"
    said = "row 0, column 1. Its window starts at row 0·2 = 0 (rows 0 to 2)"
    assert output.get_attribute("aria-valuetext").startswith(said)
    page.keyboard.press("Control+End")
    assert output.get_attribute("aria-valuenow") == "8"
    page.keyboard.press("PageUp")
    assert output.get_attribute("aria-valuenow") == "2"
    assert (
        element.locator("[aria-live=polite]").text_content().startswith("Output, row 0, column 2")
    )


def test_the_largest_picture_has_few_elements(one):
    """So that no change blocks the page: 2304 outputs are a handful of paths."""
    element = one(OutputSize(32, 1, 1, 8))
    assert element.locator(".where").inner_text() == "1 of 2304"
    assert element.evaluate("element => element.shadowRoot.querySelectorAll('*').length") < 250


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"n": 33}, "n must be at most 32 in this explorer"),
        ({"kernel_size": (1, 12)}, "kernel_size must be at most 11"),
        ({"stride": 0}, "stride"),
        ({"padding": -1}, "padding"),
        ({"dilation": 9}, "dilation must be at most 8"),
    ],
)
def test_bad_arguments_are_refused(settings, message):
    with pytest.raises(ValueError, match=message):
        OutputSize(**settings)


def test_a_window_that_does_not_fit_has_words_for_a_figure():
    assert "No output" in OutputSize(2, 3).still()
