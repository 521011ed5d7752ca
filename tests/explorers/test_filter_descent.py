"""Descent on a filter: weights and loss of every step, against `cnnlib.ops`, over random states."""

import numpy as np
import pytest

from cnnlib.explorers import FilterDescent
from cnnlib.explorers.filter_descent import EVERY, NAMES, examples, starts
from tests.explorers.reading import in_each_state, run
from tests.explorers.test_agreement import shows

STATES = 120
READ = r"""(element) => {
  const { player, grid, descent, frames } = element;
  const { weight, loss } = frames[player.index];
  return {
    weight, loss, index: player.index, count: frames.length, limit: 1 / descent.steepest,
    shown: grid.cells.flat().map((cell) => cell.textContent), words: element.sentence.textContent,
    notice: element.notice.hidden ? "" : element.notice.textContent,
    slope: descent.slopes(weight)[3 * element.chosen[0] + element.chosen[1]],
    total: element.sum.querySelector(".total").textContent,
  };
}"""


class Placed(FilterDescent):
    """The same with a step and a chosen weight, as an address gives them."""

    def __init__(self, step, chosen, **settings):
        super().__init__(**settings)
        self.step, self.chosen = step, chosen

    def config(self):
        """Return a state with its extras."""
        return {**super().config(), "step": self.step, "chosen": self.chosen}


def drawn(count):
    """Draw descents: few steps each, so that the library can take them, too."""
    rng = np.random.default_rng(61)
    for _ in range(count):
        every = int(rng.choice(EVERY, p=(0.85, 0.13, 0.02)))
        whole = rng.random() < 0.5
        wanted = rng.integers(-9, 10, (3, 3))
        yield Placed(
            int(rng.integers(0, 40 if every == 1 else 5)),
            rng.integers(0, 3, 2).tolist(),
            example=str(rng.choice([*NAMES])),
            wanted=wanted if whole else wanted / 8,
            rate=int(rng.integers(1, 60)) / 100,
            start=str(rng.choice([*starts()])),
            every=every,
        )


def test_weights_and_losses_are_those_of_the_library_and_of_the_printed_code(one):
    explorers = [*drawn(STATES)]
    notices = set()
    seen = in_each_state(one(FilterDescent()), explorers, READ)
    for explorer, (shown, code) in zip(explorers, seen, strict=True):
        weight, loss = explorer.descend(shown["index"] * explorer.every)
        check_step(explorer, shown, weight, loss)
        limit = explorer.largest_rate()
        assert shown["limit"] == pytest.approx(limit, rel=1e-9)
        assert bool(shown["notice"]) == (explorer.hundredths / 100 >= limit)
        notices.add(bool(shown["notice"]))
        names, printed = run(code)
        np.testing.assert_array_equal(names["weight"][0, 0], weight)
        assert names["loss"] == loss
        assert printed.endswith(f"loss {loss:.3g}\n")
    assert notices == {True, False}


def check_step(explorer, shown, weight, loss):
    """One step: the numbers behind the figure closely, the shown ones as texts."""
    assert shown["index"] == min(explorer.step, shown["count"] - 1)
    close = {"rtol": 1e-7, "atol": 1e-9 * np.abs(weight).max()}
    np.testing.assert_allclose(shown["weight"], weight.ravel(), **close)
    np.testing.assert_allclose(shown["loss"], loss, rtol=1e-6, atol=1e-12)
    if np.abs(weight).max() < 1000:
        assert shows(shown["shown"], weight)
    i, j = explorer.chosen
    following, _ = explorer.descend(shown["index"] * explorer.every + 1)
    step = -explorer.hundredths / 100 * shown["slope"]
    np.testing.assert_allclose(following[i, j] - weight[i, j], step, rtol=1e-5, atol=close["atol"])


def test_the_filter_learns_an_edge(one):
    element = one(FilterDescent())
    element.locator(".scrubber").press("End")
    shown = element.get_by_role("grid", name="Learned weights").get_by_role("gridcell")
    learned = [float(text.replace("\N{MINUS SIGN}", "-")) for text in shown.all_inner_texts()]
    np.testing.assert_allclose(learned, [-1, 0, 1] * 3, atol=0.03)
    assert "After 200 steps the loss" in element.locator(".sentence").inner_text()


def test_a_rate_that_is_too_large_is_explained(one):
    element = one(FilterDescent(rate=0.6))
    words = element.locator(".notice").inner_text()
    assert words.startswith("The rate 0.6 is too large: every step goes too far")
    assert words.endswith("For this example, rates below 0.489 converge.")
    assert element.get_by_role("grid", name="Learned weights").is_visible()
    assert int(element.locator(".scrubber").get_attribute("max")) < 200


def test_a_weight_is_pinned_by_click_and_by_key(show):
    page = show(FilterDescent())
    element = page.locator("cnn-filter-descent")
    cells = element.get_by_role("grid", name="Learned weights").get_by_role("gridcell")
    cells.nth(5).click()
    title = element.locator(".work .title")
    page.mouse.move(0, 0)
    assert title.inner_text() == "The next step of the weight in row 1, column 2"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert element.evaluate("element => element.state().chosen") == [2, 2]
    said = element.locator("[aria-live=polite]").text_content()
    assert said.startswith("The next step of the weight in row 2, column 2: slope = 2/100")


def test_examples_are_images_of_hundredths():
    for image in examples().values():
        values = np.array(image)
        assert values.shape == (12, 12)
        assert values.min() >= 0
        assert 80 <= values.max() <= 100


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"example": "cat"}, "example must be one of"),
        ({"start": "ones"}, "start must be one of"),
        ({"every": 7}, "every must be one of"),
        ({"wanted": np.ones((2, 2))}, "wanted must be a matrix of 3 to 3"),
        ({"wanted": np.full((3, 3), 10)}, "from -9 to 9"),
        ({"rate": 0.005}, "whole hundredths"),
        ({"rate": 6}, "rate must be 0.01 to 5"),
    ],
)
def test_bad_arguments_are_refused(settings, message):
    with pytest.raises(ValueError, match=message):
        FilterDescent(**settings)
