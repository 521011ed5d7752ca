"""The gradient explorer: numbers against autograd, letters against the sums done by hand."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnnlib.explorers import GradientRouting
from tests.explorers.reading import grid_values

RNG = np.random.default_rng(5)
SETTINGS = [
    {},
    {"grad_output": [[1, 1], [1, 1]]},
    {"grad_output": [[1, -2], [0, 3]]},
    {"padding": 1, "grad_output": RNG.integers(-3, 4, (4, 4))},
    {"x": RNG.integers(-9, 10, (5, 4)), "weight": RNG.integers(-3, 4, (3, 2)), "stride": (2, 1)},
    {
        "x": RNG.integers(-9, 10, (5, 5)),
        "weight": RNG.integers(-3, 4, (3, 3)),
        "stride": 2,
        "padding": 1,
    },
    {"kind": "both", "x": RNG.integers(-9, 10, (4, 4))},
    {"kind": "both", "x": np.ones((3, 3))},
    {"kind": "max"},
    {"kind": "max", "x": [[1, 3, 2], [3, 3, 0], [1, 5, 4]], "grad_output": [[1, 2], [3, 4]]},
    {"kind": "max", "x": RNG.integers(-9, 0, (4, 4)), "stride": 2, "padding": 1},
]


def by_autograd(explorer):
    """Return output, gradient of x and gradient of the weight, computed by PyTorch."""
    x = torch.tensor(explorer.x)[None, None].requires_grad_()
    weight = torch.tensor(explorer.weight)[None, None].requires_grad_()
    if explorer.kind == "max":
        y = functional.max_pool2d(x, explorer.weight.shape, explorer.stride, explorer.padding)
    else:
        y = functional.conv2d(x, weight, None, explorer.stride, explorer.padding)
    if explorer.kind == "both":
        y.flatten()[y.argmax()].backward()
    else:
        y.backward(torch.tensor(explorer.grad_output)[None, None])
    grad_weight = None if weight.grad is None else weight.grad[0, 0].numpy()
    return y.detach()[0, 0].numpy(), x.grad[0, 0].numpy(), grad_weight


@pytest.mark.parametrize("settings", SETTINGS, ids=repr)
def test_python_agrees_with_autograd(settings):
    explorer = GradientRouting(**settings)
    output, grad_x, grad_weight = by_autograd(explorer)
    np.testing.assert_allclose(explorer.output(), output)
    np.testing.assert_allclose(explorer.gradients()[0], grad_x)
    if grad_weight is None:
        assert explorer.gradients()[1] is None
    else:
        np.testing.assert_allclose(explorer.gradients()[1], grad_weight)


@pytest.mark.parametrize("settings", SETTINGS, ids=repr)
def test_element_agrees_with_python(one, settings):
    explorer = GradientRouting(**settings)
    grad_x, grad_weight = explorer.gradients()
    element = one(explorer)
    np.testing.assert_allclose(grid_values(element, "Output z"), explorer.output())
    np.testing.assert_allclose(grid_values(element, "Gradient of x"), grad_x)
    np.testing.assert_allclose(grid_values(element, "Gradient of z"), explorer.grad_output)
    if grad_weight is not None:
        np.testing.assert_allclose(grid_values(element, "Gradient of w"), grad_weight)


def letters(element, name):
    """Return the cells of a grid as text, without the places where lines may break."""
    cells = element.get_by_role("grid", name=name).get_by_role("gridcell").all_inner_texts()
    return [text.replace("\u200b", "").replace("\n", "") for text in cells]


def test_letters_give_the_sums_done_by_hand(one):
    element = one(GradientRouting(letters=True))
    assert letters(element, "Output z") == ["w₁₁+w₁₂+w₂₁+w₂₂", "w₁₁+w₂₁", "w₁₁+w₁₂+w₂₁", "w₁₁"]
    assert letters(element, "Gradient of x")[:5] == ["w₁₁", "w₁₂", "0", "w₂₁", "w₂₂"]
    element.get_by_role("button", name="Gradient 1 for all outputs").click()
    assert letters(element, "Gradient of x")[4] == "w₁₁+w₁₂+w₂₁+w₂₂"
    element.get_by_label("Gradient of z, row 1, column 1").fill("-2")
    assert letters(element, "Gradient of x")[:2] == ["−2w₁₁", "w₁₁−2w₁₂"]


def test_choosing_an_output_sends_its_gradient(one):
    element = one(GradientRouting(x=np.arange(9).reshape(3, 3)))
    element.get_by_role("grid", name="Output z").get_by_role("gridcell").nth(3).click()
    expected = GradientRouting(np.arange(9).reshape(3, 3), grad_output=[[0, 0], [0, 1]])
    np.testing.assert_array_equal(grid_values(element, "Gradient of x"), expected.gradients()[0])
    np.testing.assert_array_equal(grid_values(element, "Gradient of w"), expected.gradients()[1])
    spoken = element.locator("[aria-live=polite]").text_content()
    assert spoken == (
        "Only the output in row 2, column 2 has a gradient. "
        "4 of the 9 inputs and 4 of the 4 weights receive something."
    )


def test_the_sum_of_a_cell_is_said_in_words(one):
    element = one(GradientRouting(grad_output=[[1, 2], [3, -4]]))
    element.get_by_role("grid", name="Gradient of x").get_by_role("gridcell").nth(4).focus()
    assert element.locator("[aria-live=polite]").text_content() == (
        "gradient of x 2 2 is 1 times 4 plus 2 times 3 plus 3 times 2 plus minus 4 times 1 is 12."
    )


def test_a_cell_shows_the_sum_behind_it(one):
    element = one(GradientRouting(grad_output=[[1, 2], [3, 4]]))
    element.get_by_role("grid", name="Gradient of x").get_by_role("gridcell").nth(4).hover()
    first, second = element.locator(".line").all_inner_texts()
    assert first == "∂L/∂x₂₂ = ∂L/∂z₁₁·w₂₂ + ∂L/∂z₁₂·w₂₁ + ∂L/∂z₂₁·w₁₂ + ∂L/∂z₂₂·w₁₁"
    assert second == "= 1·4 + 2·3 + 3·2 + 4·1 = 20"
    assert element.locator(".lit").count() == 8
    element.get_by_role("grid", name="Gradient of w").get_by_role("gridcell").nth(3).hover()
    assert element.locator(".line").first.inner_text().startswith("∂L/∂w₂₂ = ∂L/∂z₁₁·x₂₂")
    assert element.locator(".line").last.inner_text() == "= 1·1 + 2·0 + 3·0 + 4·0 = 1"


def test_the_first_view_shows_an_output_that_sends_a_gradient(one):
    winner = GradientRouting([[1, 2, 0], [3, 1, 1], [0, 2, 4]], kind="both")
    assert one(winner).locator(".line").last.inner_text() == "= 1·1 + 1·2 + 2·3 + 4·4 = 25"
    given = GradientRouting(grad_output=[[0, 0], [2, 0]])
    assert one(given).locator(".line").last.inner_text() == "= 1·1 + 1·2 + 1·3 + 0·4 = 6"


def test_letters_stay_letters_in_sums_and_in_the_still_figure(one):
    explorer = GradientRouting(letters=True, grad_output=[[1, -2], [0, 3]])
    element = one(explorer)
    assert element.locator(".line").last.inner_text().replace("\u200b", "") == (
        "= 1·w₁₁ + 1·w₁₂ + 1·w₂₁ + 1·w₂₂ = w₁₁+w₁₂+w₂₁+w₂₂"
    )
    output, grad_x = (np.strings.replace(one, "\n", "") for one in explorer.letter_sums())
    assert letters(element, "Output z") == output.ravel().tolist()
    assert letters(element, "Gradient of x") == grad_x.ravel().tolist()
    assert grad_x[1, 1] == "3w₁₁−2w₂₁+w₂₂"
    assert "Gradient of x: w₁₁ −2w₁₁+w₁₂" in explorer.description()
    assert ">+w₂₁+w₂₂</text>" in explorer.still()


def test_the_winner_of_a_window_is_marked(one):
    element = one(GradientRouting([[1, 3, 2], [0, 5, 1], [4, 3, 2]], kind="max"))
    assert element.locator(".won input").get_attribute("aria-label") == "Input x, row 2, column 2"
    assert element.locator(".lit").count() == 4


def test_a_window_that_holds_only_padding_gives_nothing(one):
    """With a kernel of 1 and padding 1 the corner outputs see no input at all."""
    explorer = GradientRouting(weight=[[3]], padding=1)
    element = one(explorer)
    assert element.locator(".line").all_inner_texts() == ["z₁₁ = 0", "= 0"]
    element.get_by_label("Layer").select_option("max")
    assert "more than half of the window" in element.locator(".notice").inner_text()


def test_only_the_largest_output_gets_the_gradient_of_a_maximum(one):
    element = one(GradientRouting(kind="both"))
    assert element.locator(".loss").inner_text() == "L = max(z) = z₁₁ = 10"
    element.get_by_label("Input x, row 3, column 3").fill("9")
    assert element.locator(".loss").inner_text() == "L = max(z) = z₂₂ = 37"
    assert grid_values(element, "Gradient of z").tolist() == [[0, 0], [0, 1]]
    # The gradient of every weight is the sum of the inputs that it met in the winning window.
    assert grid_values(element, "Gradient of w").tolist() == [[1, 0], [0, 9]]


def test_layer_and_settings_change(one):
    element = one(GradientRouting())
    element.get_by_label("Layer").select_option("max")
    assert element.get_by_role("grid", name="Weight w").count() == 0
    assert grid_values(element, "Gradient of x").tolist() == [[1, 0, 0], [0, 0, 0], [0, 0, 0]]
    element.get_by_label("Input size: less").click()
    element.get_by_label("Kernel size: more").click()
    assert "does not fit: it has 3 rows" in element.locator(".notice").inner_text()
    element.get_by_label("Input size: more").click()
    assert grid_values(element, "Output z").tolist() == [[1]]


@pytest.mark.parametrize(
    "wrong",
    [
        {"x": np.ones((6, 6))},
        {"weight": np.ones((4, 1))},
        {"kind": "mean"},
        {"stride": 3},
        {"padding": 2},
        {"grad_output": [[1]]},
        {"grad_output": [[1, 1], [1, 1]], "kind": "both"},
    ],
    ids=repr,
)
def test_settings_out_of_range_are_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        GradientRouting(**wrong)
