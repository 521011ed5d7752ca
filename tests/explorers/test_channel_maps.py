"""Channels and maps: every number against `cnnlib.ops`, over random images and filters."""

import numpy as np
import pytest

from cnnlib.explorers import ChannelMaps, svg
from tests.explorers.reading import in_each_state, run
from tests.explorers.test_agreement import shows

STATES = 120
# All maps, and the three sums and the total of the last output.
READ = r"""(element) => {
  const { player, grids } = element;
  player.go(player.count - 1);
  const maps = grids.maps.map((grid) => grid.cells.flat().map((cell) => cell.textContent));
  const sums = [...element.sum.querySelectorAll(".channel")];
  const lines = sums.map((one) => one.lastChild.textContent);
  const filter = grids.weight.map((grid) => grid.cells.flat().map((cell) => cell.value));
  const colors = [...element.blend.children].map((one) => one.style.backgroundColor);
  return { maps, lines, filter, colors, counted: element.formulas.textContent };
}"""


def drawn(count):
    """Draw images and filters of whole numbers, or with decimals."""
    rng = np.random.default_rng(51)
    for _ in range(count):
        whole = rng.random() < 0.6
        x = rng.integers(0, 10, (3, *rng.integers(3, 7, 2)))
        weight = rng.integers(-9, 10, (rng.integers(1, 5), 3, *rng.integers(1, 4, 2)))
        yield ChannelMaps(x if whole else x / 4, weight if whole else weight / 8)


def test_maps_and_sums_are_those_of_the_library_and_of_the_printed_code(one):
    explorers = [*drawn(STATES)]
    seen = in_each_state(one(ChannelMaps()), explorers, READ)
    for explorer, (shown, code) in zip(explorers, seen, strict=True):
        output, parts = explorer.output(), explorer.parts()
        np.testing.assert_allclose(parts.sum(axis=0), output, atol=1e-12)
        assert len(shown["maps"]) == len(output)
        assert all(map(shows, shown["maps"], output)), explorer
        last = [*parts[:, -1, -1, -1], output[-1, -1, -1]]
        assert shows(shown["lines"], last), explorer
        assert all(map(shows, shown["filter"], explorer.weight[-1]))
        assert f"together {explorer.weight.size}." in shown["counted"]
        light = np.floor(255 * explorer.x / 9 + 0.5).astype(int).reshape(3, -1).T
        assert shown["colors"] == [f"rgb({r}, {g}, {b})" for r, g, b in light]
        names, printed = run(code)
        np.testing.assert_array_equal(names["output"], output)
        assert float(printed.splitlines()[-1]) < 1e-12


def test_the_formula_of_a_cell_has_a_line_for_each_channel(one):
    explorer = ChannelMaps()
    element = one(explorer)
    element.get_by_role("grid", name="Output, map 0").get_by_role("gridcell").nth(4).click()
    lines = element.locator(".channel").all_inner_texts()
    assert lines[0] == "Red 9·1 + 0·1 + 2·1 + 0·1 = 11"
    assert lines[3] == "Sum over channels 11 + 0 + (−24) = −13"
    assert explorer.output()[0, 1, 1] == -13
    said = "Map 0, row 1, column 1: red 11, green 0, blue −24, together −13."
    assert element.locator("[aria-live=polite]").text_content() == said
    assert element.locator(".where").inner_text() == "5 of 18"


def test_the_chosen_filter_is_the_one_of_the_map(one):
    element = one(ChannelMaps())
    red = element.get_by_role("grid", name="Filter, red").get_by_role("textbox")
    assert element.get_by_label("The chosen filter").input_value() == "redness"
    element.get_by_role("grid", name="Output, map 1").get_by_role("gridcell").first.click()
    assert [one.input_value() for one in red.all()] == ["−1", "1", "−1", "1"]
    assert element.get_by_label("The chosen filter").input_value() == "own"
    element.get_by_label("The chosen filter").select_option("gray")
    assert [one.input_value() for one in red.all()] == ["1"] * 4
    red.first.fill("5")
    shown = element.get_by_role("grid", name="Output, map 1").get_by_role("gridcell").first
    assert shown.inner_text() == svg.number(36 + 4 * 9)


def test_an_image_is_chosen_and_a_filter_added(one):
    element = one(ChannelMaps())
    element.get_by_label("Input values").select_option("stripes")
    element.get_by_label("Filters", exact=True).press("ArrowUp")
    assert element.get_by_role("grid", name="Output, map 2").count() == 1
    assert "3 filters of 3 · 2 · 2 = 12, together 36." in element.locator(".counted").inner_text()
    green = element.get_by_role("grid", name="Input, green").get_by_role("textbox")
    assert [one.input_value() for one in green.all()][:4] == ["0", "9", "0", "0"]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"x": np.zeros((2, 4, 4))}, "x must have 3 channels"),
        ({"x": [np.zeros((3, 3)), np.zeros((3, 3)), np.zeros((3, 4))]}, "channels of one shape"),
        ({"x": np.full((3, 4, 4), 10)}, "numbers from 0, dark, to 9, bright"),
        ({"x": np.zeros((3, 7, 4))}, "x, red must be a matrix of 3 to 6 rows"),
        ({"weight": np.zeros((5, 3, 2, 2))}, "one to four filters, got 5"),
        ({"weight": np.zeros((1, 1, 2, 2))}, "filter 0 of weight must have 3 channels"),
        ({"weight": [np.ones((3, 2, 2)), np.ones((3, 1, 1))]}, "filters of one shape"),
    ],
)
def test_bad_arguments_are_refused(settings, message):
    with pytest.raises(ValueError, match=message):
        ChannelMaps(**settings)
