"""The receptive field explorer: its table and its picture against gradients of PyTorch."""

import re

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnnlib.explorers import ReceptiveField
from cnnlib.explorers.receptive_field import STACKS

ODD = [("conv", 4, 2, 1), ("pool", 2, 1), ("conv", 3, 1, 2, 2)]
CASES = [*STACKS, ODD]


def paths_by_autograd(explorer, chosen):
    """Return how many paths lead from every input to one output: a gradient with weights of 1."""
    x = torch.ones(1, 1, explorer.n, dtype=torch.float64, requires_grad=True)
    y = x
    for one in explorer.layers:
        weight = torch.ones(1, 1, one["kernel"], dtype=torch.float64)
        y = functional.conv1d(y, weight, None, one["stride"], one["padding"], one["dilation"])
    y[0, 0, chosen].backward()
    return y.shape[-1], x.grad[0, 0].numpy()


def table(element):
    """Return size, jump, field and start of every row of the table."""
    rows = element.locator("tbody tr")
    return [
        [int(text.replace("−", "-")) for text in row.locator(".result").all_inner_texts()]
        for row in rows.all()
    ]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_python_agrees_with_gradients(case):
    explorer = ReceptiveField(case, n=None if isinstance(case, str) else 24)
    last = explorer.fields()[-1]
    for chosen in range(last["n"]):
        size, paths = paths_by_autograd(explorer, chosen)
        assert size == last["n"]
        assert explorer.reached(chosen)[0] == {*np.flatnonzero(paths)}
        places = np.arange(last["field"]) + last["start"] + chosen * last["jump"]
        inside = places[(places >= 0) & (places < explorer.n)]
        assert {*np.flatnonzero(paths)} <= {*inside}
        if places[0] >= 0 and places[-1] < explorer.n:  # the ends of a field are always used
            assert {places[0], places[-1]} <= {*np.flatnonzero(paths)}


def test_known_fields():
    fields = {name: [row["field"] for row in ReceptiveField(name).fields()] for name in STACKS}
    assert fields["lenet"] == [1, 5, 6, 14, 16, 32]
    assert fields["vgg"] == [1, 3, 5, 6, 10, 14, 16]
    assert fields["three"][-1] == fields["seven"][-1] == 7
    assert fields["dilated"][-1] == 15
    assert fields["resnet"][-1] == 11


@pytest.mark.parametrize("case", CASES, ids=str)
def test_element_agrees_with_python(one, case):
    explorer = ReceptiveField(case, n=None if isinstance(case, str) else 24)
    element = one(explorer)
    assert table(element) == [[*row.values()] for row in explorer.fields()]
    last = explorer.fields()[-1]["n"] - 1
    for chosen in {0, last // 2, last}:
        element.get_by_label("Output unit").fill(str(chosen))
        reached = element.locator(".figure .reached").count()
        # The chosen unit itself is drawn in its own way.
        assert reached == sum(map(len, explorer.reached(chosen))) - 1


def test_layers_can_be_added_changed_and_removed(one):
    element = one(ReceptiveField([("conv", 3)], n=20))
    element.get_by_role("button", name="Add a layer").click()
    element.get_by_label("Layer 2, kind").select_option("pool")
    for key, value in {"kernel": 2, "stride": 2, "padding": 1, "dilation": 1}.items():
        element.get_by_label(f"Layer 2, {key}").fill(str(value))
        element.get_by_label(f"Layer 2, {key}").press("Tab")
    expected = ReceptiveField([("conv", 3), ("pool", 2, 2, 1)], n=20).fields()
    assert table(element) == [[*row.values()] for row in expected]
    element.get_by_label("Remove layer 1").click()
    expected = ReceptiveField([("pool", 2, 2, 1)], n=20).fields()
    assert table(element) == [[*row.values()] for row in expected]
    assert element.locator("[aria-live=polite]").text_content() == (
        "Layer 1 removed. Output 8 sees inputs 15 to 16: 2 places."
    )
    element.get_by_label("Remove layer 1").click()
    assert table(element) == [[20, 1, 1, 0]]


def test_named_stacks_are_loaded_and_recognized(one):
    element = one(ReceptiveField())
    choice = element.get_by_label("Stack of layers")
    assert choice.input_value() == "three"
    choice.select_option("lenet")
    assert table(element)[-1] == [1, 4, 32, 0]
    element.get_by_label("Layer 1, kernel").fill("3")
    element.get_by_label("Layer 1, kernel").press("Tab")
    assert choice.input_value() == "own"


def test_gaps_and_padding_are_said(one):
    element = one(ReceptiveField("gridding"))
    sentence = element.locator(".sentence")
    assert "13 places. It uses only 7 of these inputs" in sentence.inner_text()
    element.get_by_label("Stack of layers").select_option("vgg")
    element.get_by_label("Output unit").fill("0")
    assert sentence.inner_text() == "Output 0 sees inputs −6 to 9: 16 places, 6 of them padding."


@pytest.mark.parametrize(
    ("layer", "unit", "words"),
    [
        (("conv", 3, 1, 5), 0, "inputs −5 to −3: 3 places, all of them padding."),
        (("conv", 3, 1, 5), 3, "inputs −2 to 0: 3 places, 2 of them padding."),
        (("conv", 3, 1, 5), 23, "inputs 18 to 20: 3 places, all of them padding."),
        (("conv", 1, 1, 2), 0, "input −2: 1 place, which is padding."),
        (("conv", 1), 4, "input 4: 1 place."),
        (("conv", 11, 1, 5), 2, "inputs −3 to 7: 11 places, 3 of them padding."),
    ],
)
def test_padding_is_counted_inside_the_field(one, layer, unit, words):
    element = one(ReceptiveField([layer], n=16))
    element.get_by_label("Output unit").fill(str(unit))
    assert element.locator(".sentence").inner_text() == f"Output {unit} sees {words}"


@pytest.mark.parametrize("layer", [("conv", 3, 1, 5), ("pool", 2, 3, 5), ("conv", 5, 2, 5, 3)])
def test_padding_is_what_lies_outside_the_input(one, layer):
    explorer = ReceptiveField([layer], n=7)
    element = one(explorer)
    row = explorer.fields()[-1]
    for unit in range(row["n"]):
        element.get_by_label("Output unit").fill(str(unit))
        first = row["start"] + unit * row["jump"]
        outside = sum(not 0 <= place < 7 for place in range(first, first + row["field"]))
        said = element.locator(".sentence").inner_text()
        count = re.search(r"(\d+|all) of them padding", said)
        words = {None: 0, "all": row["field"]}
        found = count[1] if count else None
        assert words.get(found, found) in (outside, str(outside)), said


def test_a_layer_that_does_not_fit_is_explained(one):
    element = one(ReceptiveField("seven", n=8))
    element.get_by_role("button", name="Add a layer").click()
    assert "Layer 2 does not fit: what reaches it is only 2 wide" in (
        element.locator(".notice").inner_text()
    )
    assert element.locator("tbody tr").last.locator(".result").first.inner_text() == "–"
    with pytest.raises(ValueError, match="kernel_size 3"):
        ReceptiveField([("conv", 7), ("conv", 3)], n=8)


def test_a_number_out_of_range_is_refused_in_words(one):
    element = one(ReceptiveField())
    kernel = element.get_by_label("Layer 2, kernel")
    kernel.fill("40")
    kernel.press("Tab")
    assert kernel.input_value() == "3"
    words = "Layer 2, kernel takes whole numbers from 1 to 11, not “40”. It keeps 3."
    assert element.locator(".notice").inner_text() == words
    kernel.fill("5")
    kernel.press("Tab")
    assert not element.locator(".notice").is_visible()
    for _ in range(6):
        element.get_by_role("button", name="Add a layer").press("Enter")
    assert element.locator("[aria-live=polite]").text_content().startswith("There are 8 layers")


def test_the_slider_says_what_the_output_sees(one):
    element = one(ReceptiveField("three"))
    element.get_by_label("Output unit").fill("2")
    text = element.get_by_label("Output unit").get_attribute("aria-valuetext")
    assert text == "Output 2 sees inputs 2 to 8: 7 places."
    marked = element.get_by_role("img").get_attribute("aria-label")
    assert marked.endswith("3 units of layer 2, 5 units of layer 1, 7 inputs.")


def test_two_axes_show_maps(one):
    explorer = ReceptiveField("three", planar=True)
    element = one(explorer)
    assert element.locator(".map").count() == 4
    assert element.locator(".map").first.locator(".reached").count() == 7 * 7
    element.get_by_label("Output row").fill("0")
    assert "sees rows 0 to 6 and columns 4 to 10" in element.locator(".sentence").inner_text()
    box = element.locator(".map svg").last.bounding_box()
    element.locator(".map svg").last.click(position={"x": box["width"] - 4, "y": 4})
    assert "Output (0, 9)" in element.locator(".sentence").inner_text()


def test_shading_follows_the_number_of_paths(one):
    explorer = ReceptiveField("three", weighted=True)
    element = one(explorer)
    _, paths = paths_by_autograd(explorer, 4)
    cells = element.locator(".figure .reached")
    opacity = cells.evaluate_all("cells => cells.map(c => Number(c.style.fillOpacity))")[:7]
    assert opacity == pytest.approx(0.18 + 0.82 * paths[4:11] / paths.max(), abs=1e-3)


@pytest.mark.parametrize(
    ("message", "wrong"),
    [
        ("layers", {"layers": "alexnet"}),
        ("kind", {"layers": [("relu", 1)]}),
        ("layer is", {"layers": [3]}),
        ("kernel", {"layers": [("conv", 12)]}),
        ("stride", {"layers": [("conv", 3, 0)]}),
        ("n must", {"n": 41}),
        ("a name or a sequence", {"layers": 5}),
        ("at most 8", {"layers": [("conv", 1)] * 9}),
    ],
)
def test_settings_out_of_range_are_refused(message, wrong):
    with pytest.raises((ValueError, TypeError), match=message):
        ReceptiveField(**wrong)
