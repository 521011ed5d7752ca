"""The dilation explorer: what is touched and shared, against the library, over random states."""

import numpy as np
import pytest

from cnnlib import ops, receptive_field
from cnnlib.explorers import DilationExplorer
from tests.explorers.reading import grid_values, in_each_state, run
from tests.explorers.test_agreement import STATES

MOST_PROBED = 50  # inputs along one side
# Places of the picture that are touched (the corner of each square, in squares), the numbers of the
# output, and the sentence that counts.
READ = """element => {
  const figure = element.shadowRoot.querySelector(".sides svg");
  const paths = [...figure.querySelectorAll(".reached")];
  const square = /M([^ ]+) ([^h]+)h([^v]+)v/g;
  const squares = paths.flatMap((one) => [...one.getAttribute("d").matchAll(square)]);
  const touched = squares.map(([, x, y, unit]) => [Math.round(y / unit), Math.round(x / unit)]);
  const output = element.shadowRoot.querySelectorAll('[aria-label="Output"] [role=gridcell]');
  const counted = element.shadowRoot.querySelector(".counted").textContent;
  return [touched, [...output].map((cell) => Number(cell.textContent)), counted];
}"""


def drawn(count):
    """Draw explorers with any settings."""
    rng = np.random.default_rng(21)
    for _ in range(count):
        rates = rng.integers(1, 10, rng.integers(1, 5)).tolist()
        place = tuple(rng.integers(0, 4, 2).tolist())
        yield DilationExplorer(int(rng.integers(2, 6)), rates, place)


def test_touched_and_shared_are_those_of_the_library(one):
    explorers = [*drawn(STATES)]
    seen = in_each_state(one(DilationExplorer()), explorers, READ)
    for explorer, ((places, output, counted), code) in zip(explorers, seen, strict=True):
        expected = {tuple(place) for place in np.argwhere(explorer.counts() > 0).tolist()}
        assert {tuple(place) for place in places} == expected, explorer
        np.testing.assert_array_equal(output, explorer.shared().ravel())
        assert f"= {explorer.field()}, of which" in counted
        touched = (explorer.counts() > 0).sum()
        _, printed = run(code)
        assert printed.strip() == f"{touched} of {explorer.field() ** 2} inputs in the field"


def test_what_is_touched_is_what_a_nan_reaches():
    """The probe computes an output for each place: the time grows with the fourth power."""
    small = [explorer for explorer in drawn(STATES) if len(explorer.counts()) <= MOST_PROBED]
    assert {len(explorer.rates) for explorer in small[:8]} >= {1, 2, 3, 4}
    for explorer in small[:8]:

        def stack(x, explorer=explorer):
            weight = np.ones((1, 1, explorer.kernel_size, explorer.kernel_size))
            for rate in explorer.rates:
                x = ops.conv2d(x, weight, dilation=rate)
            return x

        n = len(explorer.counts())
        seen = receptive_field.nan_probe(stack, np.zeros((1, n, n)), explorer.place)
        assert np.array_equal(np.asarray(seen).reshape(n, n), explorer.counts() > 0)


@pytest.mark.parametrize(
    ("rates", "touched", "field", "common"),
    [((2, 2, 2), 7, 13, 0), ((2, 4, 8), 15, 29, 0), ((1, 2, 5), 17, 17, 17 * 16)],
)
def test_known_stacks(one, rates, touched, field, common):
    explorer = DilationExplorer(rates=rates)
    assert (explorer.counts() > 0).any(axis=0).sum() == touched
    said = one(explorer).locator(".sentence").first.inner_text()
    assert f"touches {touched**2} of the {field**2} inputs" in said
    assert ("there are no holes" in said) == (touched == field)
    words = f"{common} inputs" if common else "no input"
    assert f"It has {words} in common with its neighbor in the row." in said


def test_one_layer_shows_its_kernel_with_zeros(one):
    element = one(DilationExplorer(rates=(3,)))
    shown = grid_values(element, "Kernel with zeros")
    expected = np.zeros((7, 7))
    expected[::3, ::3] = np.arange(1, 10).reshape(3, 3)
    np.testing.assert_array_equal(shown, expected)
    x, few = np.random.default_rng(0).normal(size=(1, 9, 9)), expected[::3, ::3].copy()
    plain = ops.conv2d(x, shown[None, None])
    np.testing.assert_allclose(ops.conv2d(x, few[None, None], dilation=3), plain, atol=1e-12)
    element.get_by_label("Layers", exact=True).press("ArrowUp")
    assert element.get_by_role("grid", name="Kernel with zeros").count() == 0


def test_weights_and_field_are_counted(one):
    written = one(DilationExplorer(rates=(1, 2, 5))).locator(".counted").inner_text()
    assert "1 + 2·1 + 2·2 + 2·5 = 17, of which 17 are touched." in written
    assert "Weights: 3 · 3² = 27; one kernel as large as the field has 17² = 289." in written


def test_layers_are_added_and_removed(one):
    element = one(DilationExplorer())
    layers = element.get_by_label("Layers", exact=True)
    layers.press("ArrowUp")
    assert element.get_by_label("Dilation of layer 4", exact=True).input_value() == "1"
    element.get_by_label("Dilation of layer 4", exact=True).press("ArrowUp")
    assert element.get_by_label("Stack of layers").input_value() == "own"
    element.get_by_label("Stack of layers").select_option("growing")
    assert layers.input_value() == "4"
    fields = element.locator(".rates").get_by_role("spinbutton").all()
    rates = [field.input_value() for field in fields]
    assert rates == ["1", "2", "4", "8"]


def test_an_output_is_chosen_by_key_and_by_the_strip(show):
    page = show(DilationExplorer())
    element = page.locator("cnn-dilation")
    element.get_by_role("grid", name="Output").get_by_role("gridcell").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert element.locator(".where").inner_text() == "6 of 16"
    said = element.locator("[aria-live=polite]").text_content()
    assert said.startswith("Output row 1, column 1 touches 49 of the 169 inputs")
    strip = element.locator(".picture svg > g").last.locator("rect")
    strip.last.dispatch_event("click")  # the last unit of the output
    assert element.locator(".where").inner_text() == "8 of 16"


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"kernel_size": 6}, "kernel_size must be at most 5"),
        ({"kernel_size": 1}, "kernel_size"),
        ({"rates": ()}, "one to four numbers from 1 to 9"),
        ({"rates": (10,)}, "one to four numbers from 1 to 9"),
        ({"rates": (1, 1, 1, 1, 1)}, "one to four numbers"),
        ({"place": (0, 4)}, "place must lie in 4 by 4 outputs"),
    ],
)
def test_bad_arguments_are_refused(settings, message):
    with pytest.raises(ValueError, match=message):
        DilationExplorer(**settings)


def test_one_rate_for_all_layers_is_refused():
    with pytest.raises(TypeError, match="rates must be a sequence, one for each layer, got 2"):
        DilationExplorer(rates=2)
