"""The wiring of groups: who feeds whom and what it costs, against the library."""

import numpy as np
import pytest

from cnnlib.explorers import GroupWiring
from tests.explorers.reading import in_each_state, run

STATES = 150
# For every output and every input: the channels of the other side that are marked; and the counts.
READ = r"""(element) => {
  if (!element.notice.hidden) return { problem: element.notice.textContent };
  const marked = (grid) => grid.cells.map(([cell]) => Number(cell.classList.contains("touched")));
  const { input, output } = element.grids;
  const visit = (kind) => element.grids[kind].cells.map(([cell]) => {
    cell.dispatchEvent(new PointerEvent("pointerenter"));
    return marked(kind === "input" ? output : input);
  });
  const wires = element.wires.figure.querySelector(".wire").getAttribute("d").match(/L/g).length;
  return {
    problem: "", wires, wiring: visit("output"), turned: visit("input"),
    counts: [...element.formulas.querySelectorAll("div")].map((one) => (
      one.textContent.split("=").at(-1))),
  };
}"""


def drawn(count):
    """Draw explorers; every third has groups that may not divide its channels."""
    rng = np.random.default_rng(41)
    for at in range(count):
        groups = int(rng.integers(1, 9))
        channels, filters = (int(value) for value in rng.integers(1, 32 // groups + 1, 2) * groups)
        if at % 3 == 0:
            channels = int(rng.integers(1, 33))
        yield GroupWiring(
            channels, filters, groups, int(rng.integers(1, 8)), int(rng.integers(1, 257))
        )


def test_wires_and_counts_are_those_of_the_library_and_of_the_printed_code(one):
    explorers = [*drawn(STATES)]
    kinds = set()
    seen = in_each_state(one(GroupWiring()), explorers, READ)
    for explorer, (shown, code) in zip(explorers, seen, strict=True):
        kinds.add(bool(shown["problem"]))
        if shown["problem"]:
            check_refusal(explorer, shown["problem"], code)
            continue
        wiring, counts = explorer.wiring(), explorer.counts()
        np.testing.assert_array_equal(shown["wiring"], wiring)
        np.testing.assert_array_equal(shown["turned"], wiring.T)
        assert shown["wires"] == wiring.sum()
        assert [int(text.replace(",", "")) for text in shown["counts"]] == [*counts.values()]
        names, printed = run(code)
        np.testing.assert_array_equal(names["wiring"], wiring)
        assert printed.endswith("{weights:,} weights, {macs:,} multiply-adds\n".format(**counts))
    assert kinds == {True, False}


def check_refusal(explorer, problem, code):
    """Every number of groups that is offered works, and no other does."""
    for refused in (explorer.counts, lambda: run(code)):
        with pytest.raises(ValueError, match="groups"):
            refused()
    channels, filters, groups, _, _ = explorer.numbers.values()
    assert problem.startswith(f"{groups} group")
    if "only one group" in problem:
        offered = {1}
    else:
        offered = {int(word) for word in problem.split(": ")[1].rstrip(".").split(", ")}
    possible = {g for g in range(1, 33) if channels % g == 0 and filters % g == 0}
    assert offered == possible


def test_a_channel_is_chosen_by_click_and_by_key(show):
    page = show(GroupWiring(6, 4, 2))
    element = page.locator("cnn-group-wiring")
    element.get_by_role("grid", name="Output channels").get_by_role("gridcell").nth(2).click()
    assert element.locator(".where").inner_text() == "3 of 4"
    said = "Output 2 of group 1 is fed by inputs 3 to 5: its filter has 3 kernels of 3 · 3"
    assert element.locator("[aria-live=polite]").text_content().startswith(said)
    element.get_by_role("grid", name="Input channels").get_by_role("gridcell").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    words = "Input 1 of group 0 feeds outputs 0 to 1, and no other."
    assert element.locator("[aria-live=polite]").text_content() == words


def test_a_depthwise_layer_has_one_wire_a_channel(one):
    element = one(GroupWiring())
    element.get_by_role("combobox", name="Wiring").select_option("depthwise")
    assert element.get_by_role("spinbutton", name="Groups").input_value() == "6"
    assert element.get_by_role("spinbutton", name="Output channels").input_value() == "6"
    assert element.locator(".counts").inner_text().count("= 54") == 1
    assert "1/6 of the 324 weights" in element.locator(".counts").inner_text()


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"in_channels": 33}, "in_channels must be at most 32"),
        ({"groups": 0}, "groups"),
        ({"kernel_size": 8}, "kernel_size must be at most 7"),
        ({"n": 300}, "n must be at most 256"),
    ],
)
def test_bad_arguments_are_refused(settings, message):
    with pytest.raises(ValueError, match=message):
        GroupWiring(**settings)


def test_groups_that_do_not_divide_have_words_for_a_figure():
    assert "Not possible" in GroupWiring(6, 4, 4).still()
