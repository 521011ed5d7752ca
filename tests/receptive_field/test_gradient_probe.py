"""Gradient probe and effective field: tensors differentiate themselves, arrays are given how."""

import numpy as np
import pytest
import torch
from torch import nn

from cnnlib import ops
from cnnlib.gradcheck import numerical_gradient
from cnnlib.receptive_field import (
    Field,
    effective_field,
    field_deviation,
    field_width,
    gradient_probe,
    nan_probe,
    path_counts,
)
from cnnlib.specs import Convolution

WEIGHT = np.arange(1.0, 10).reshape(1, 1, 3, 3)
rng = np.random.default_rng(0)


def convolve(x):
    """Slide WEIGHT over x."""
    return ops.conv2d(x, WEIGHT, stride=2)


def convolve_back(x, grad_output):
    """Carry a gradient back through `convolve`."""
    return ops.conv2d_backward(grad_output, x, WEIGHT, stride=2)[0]


def stack(layers, kernel_size=3, channels=8, seed=0):
    """Build convolutions with ReLU between them, from one channel, with fixed weights."""
    torch.manual_seed(seed)
    parts = []
    for n in range(layers):
        parts += [nn.Conv2d(channels if n else 1, channels, kernel_size), nn.ReLU()]
    return nn.Sequential(*parts[:-1])


def test_derivative_of_a_convolution_is_its_kernel():
    grad = gradient_probe(convolve, rng.normal(size=(1, 1, 9, 9)), (0, 1, 2), convolve_back)
    expected = np.zeros((9, 9))
    expected[2:5, 4:7] = WEIGHT[0, 0]
    np.testing.assert_array_equal(grad[0, 0], expected)
    assert Field.around(grad) == Field((2, 4), (4, 6))


def test_backward_numerical_gradient_and_autograd_agree():
    x, weight = rng.normal(size=(2, 1, 7, 7)), torch.from_numpy(WEIGHT)
    back = gradient_probe(convolve, x, (1, 1), convolve_back)
    measured = gradient_probe(convolve, x, (1, 1), lambda x, g: numerical_gradient(convolve, x, g))
    tensors = torch.from_numpy(x)
    auto = gradient_probe(lambda x: nn.functional.conv2d(x, weight, stride=2), tensors, (1, 1))
    np.testing.assert_allclose(measured, back, atol=1e-8)
    np.testing.assert_allclose(auto, back, atol=1e-12)


def test_single_images_and_single_planes():
    x = rng.normal(size=(1, 7, 7))
    assert gradient_probe(convolve, x, (0, 1, 1), convolve_back).shape == (1, 7, 7)
    plane = gradient_probe(lambda x: x * x, torch.full((4, 5), 3.0), (1, 2))
    assert (plane[1, 2], plane.sum()) == (6, 6)


def test_scores_of_a_classifier():
    net = nn.Sequential(nn.Flatten(), nn.Linear(12, 5))
    grad = gradient_probe(net, torch.zeros(2, 1, 3, 4), (3,))
    expected = net[1].weight[3].detach().numpy().reshape(3, 4)
    np.testing.assert_array_equal(grad, [[expected], [expected]])


def test_parameters_and_input_stay_as_they_were():
    net, x = stack(2), torch.randn(1, 1, 9, 9)
    gradient_probe(net, x, (2, 2))
    assert all(p.grad is None for p in net.parameters())
    assert x.grad is None
    assert not x.requires_grad


def test_zero_weight_hides_from_the_gradient_but_not_from_nan():
    conv = nn.Conv2d(1, 1, 3)
    with torch.no_grad():
        conv.weight[0, 0, :, 0] = 0
    grad = gradient_probe(conv, torch.randn(1, 1, 5, 5), (1, 1))
    assert Field.around(grad) == Field((1, 3), (2, 3))
    assert Field.around(nan_probe(conv, torch.zeros(1, 1, 5, 5), (1, 1))) == Field((1, 3), (1, 3))


def test_dead_relu_hides_everything_but_not_from_nan():
    net = nn.Sequential(nn.Conv2d(1, 1, 3), nn.ReLU())
    with torch.no_grad():
        net[0].weight.fill_(-1), net[0].bias.fill_(0)
    x = torch.ones(1, 1, 5, 5)
    assert not gradient_probe(net, x, (1, 1)).any()
    with pytest.raises(ValueError, match="0 everywhere"):
        effective_field(net, x, (1, 1))
    assert nan_probe(net, x, (1, 1)).sum() == 9


def test_max_pooling_shows_its_winner_only():
    grad = gradient_probe(nn.MaxPool2d(3), torch.randn(1, 1, 9, 9), (1, 1))
    assert np.count_nonzero(grad) == 1
    assert nan_probe(nn.MaxPool2d(3), torch.zeros(1, 1, 9, 9), (1, 1)).sum() == 9


def test_effective_field_of_equal_weights_counts_paths():
    net = nn.Sequential(*[nn.Conv2d(1, 1, 3, bias=False) for _ in range(5)]).double()
    for conv in net:
        nn.init.ones_(conv.weight)
    field = effective_field(net, torch.zeros(1, 1, 13, 13).double(), (1, 1))
    counts = path_counts([Convolution(1, 3)] * 5, (1, 13, 13), (1, 1))[0]
    np.testing.assert_allclose(field, counts / counts.sum(), atol=1e-15)


def test_effective_field_averages_sizes_not_signs():
    x = np.concatenate([np.ones((1, 1, 1, 3)), -np.ones((1, 1, 1, 3))])
    field = effective_field(np.square, x, (0, 1), gradient=lambda x, grad: 2 * x * grad)
    np.testing.assert_array_equal(field, [[0, 1, 0]])


def test_effective_field_grows_like_the_root_of_the_depth():
    deviations = []
    for layers in (4, 16):
        side = 2 * layers + 1
        x = torch.from_numpy(np.random.default_rng(1).normal(size=(8, 1, side, side))).float()
        deviations.append(np.mean(field_deviation(effective_field(stack(layers), x, (0, 0)))))
    assert 1.6 < deviations[1] / deviations[0] < 2.4  # the field itself: 33/9 = 3.7


def test_deviation_and_width_of_a_gaussian():
    places = np.arange(101) - 50
    bell = np.exp(-(places**2) / (2 * 8**2))
    field = np.outer(bell, np.exp(-(places**2) / (2 * 4**2)))
    assert field_deviation(field) == pytest.approx((8, 4), rel=1e-3)
    square = np.outer(bell, bell)
    inner = np.abs(places) <= (field_width(square, 0.9) - 1) // 2
    held = square[np.ix_(inner, inner)].sum() / square.sum()
    assert 0.9 <= held < 0.93


def test_width_is_the_smallest_square():
    field = np.zeros((9, 9))
    field[3, 3] = field[3, 5] = field[5, 3] = field[5, 5] = 1
    assert (field_width(field), field_width(field * 1e-9)) == (3, 3)
    field[4, 4] = 100
    assert (field_width(field, 0.95), field_width(field, 0.97)) == (1, 3)
    assert field_width(np.ones((7, 7)), share=1) == 7


@pytest.mark.parametrize(
    "field", [np.ones(5), np.zeros((3, 3)), -np.eye(3), np.full((2, 2), np.nan)]
)
def test_widths_refuse_what_is_no_field(field):
    for measure in (field_deviation, field_width):
        with pytest.raises(ValueError, match="field must have the shape"):
            measure(field)


@pytest.mark.parametrize("share", [0, -1, 1.1, np.nan])
def test_width_refuses_shares_outside(share):
    with pytest.raises(ValueError, match="share"):
        field_width(np.eye(3), share)


def test_arrays_need_a_gradient_function():
    with pytest.raises(TypeError, match="gradient is needed for ndarray"):
        gradient_probe(convolve, np.ones((1, 1, 9, 9)), (0, 0))


def test_gradient_functions_return_the_shape_of_x():
    with pytest.raises(ValueError, match=r"gradient must return the shape of x, \(1, 1, 9, 9\)"):
        gradient_probe(convolve, np.ones((1, 1, 9, 9)), (0, 0), lambda x, grad: grad)


def test_outputs_cut_off_are_refused():
    conv = nn.Conv2d(1, 1, 3)
    with pytest.raises(ValueError, match="cuts its output off"):
        gradient_probe(lambda x: conv(x.detach()).detach(), torch.ones(1, 1, 5, 5), (0, 0))


@pytest.mark.parametrize("place", [(4, 0), (1, 0, 0), (0, 0, 0, 0)])
def test_places_outside_are_refused(place):
    with pytest.raises(ValueError, match="output_place must lie inside"):
        gradient_probe(convolve, np.ones((1, 1, 9, 9)), place, convolve_back)
    with pytest.raises(ValueError, match="output_place must lie inside"):
        gradient_probe(nn.Conv2d(1, 1, 3, stride=2), torch.ones(1, 1, 9, 9), place)


def test_a_backward_with_several_gradients_is_refused_and_the_advice_works():
    x = np.ones((1, 1, 4, 4))
    weight = np.ones((1, 1, 2, 2))

    def gradient(x, grad_output):
        return ops.conv2d_backward(grad_output, x, weight)

    def function(x):
        return ops.conv2d(x, weight)

    with pytest.raises(TypeError, match=r"gradient must return one .*\(\*arguments\)\[0\]"):
        gradient_probe(function, x, (0, 0), gradient)
    grad_x = gradient_probe(function, x, (0, 0), lambda *arguments: gradient(*arguments)[0])
    assert grad_x.sum() == 4
