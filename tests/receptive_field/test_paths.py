"""Counting paths: by hand, and as the gradient of a network whose weights are all 1."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional as F

from cnnlib.receptive_field import can_affect, cone, field_deviation, path_counts
from cnnlib.specs import (
    AveragePool,
    BatchNorm,
    Branches,
    Convolution,
    Dense,
    GlobalAveragePool,
    LocalResponseNorm,
    MaxPool,
    PartialConvolution,
    Sequence,
    TransposedConvolution,
    alexnet,
    lenet5,
)
from tests.receptive_field.stacks import branched, inner_input, stacks


def ones_forward(layer, x):
    """Run a specification in PyTorch with all weights 1; pooling sums its window."""
    if isinstance(layer, Sequence):
        for part in layer.layers:
            x = ones_forward(part, x)
        return x
    if isinstance(layer, Branches):
        outputs = [ones_forward(path, x) for path in layer.paths]
        return sum(outputs) if layer.join == "add" else torch.cat(outputs, 1)
    if hasattr(layer, "windowed"):
        layer = layer.windowed(x.shape[2:])
    if isinstance(layer, TransposedConvolution):
        weight = torch.ones(layer.weight_shape(x.shape[1:]), dtype=x.dtype)
        window = layer.stride, layer.padding, layer.output_padding, layer.groups, layer.dilation
        return F.conv_transpose2d(x, weight, None, *window)
    if isinstance(layer, PartialConvolution):
        weight, groups = torch.zeros(3, 4, 3, 3, dtype=x.dtype), 1
        for number, row in enumerate(layer.connections):
            weight[number, list(row)] = 1
    elif isinstance(layer, Convolution):
        weight = torch.ones(layer.weight_shape(x.shape[1:]), dtype=x.dtype)
        groups = layer.groups
    elif isinstance(layer, (MaxPool, AveragePool)):
        kernel = layer.geometry(x.shape[2:]).kernel
        weight, groups = torch.ones(x.shape[1], 1, *kernel, dtype=x.dtype), x.shape[1]
    else:
        return x
    (top, bottom), (left, right) = layer.geometry(x.shape[2:]).padding
    x = F.pad(x, (left, right, top, bottom))
    return F.conv2d(x, weight, None, layer.stride, 0, layer.dilation, groups)


def gradient_of_ones(layers, input_shape, place):
    """Differentiate one output place of the all-ones network by its input."""
    x = torch.zeros(1, *input_shape, dtype=torch.float64, requires_grad=True)
    ones_forward(Sequence(*layers), x)[(0, ..., *place)].sum().backward()
    return x.grad[0].numpy()


@given(stacks | branched)
def test_counts_are_the_gradient_of_the_all_ones_network(layers):
    place, size = inner_input(layers, margin=1)
    counts = path_counts(layers, (2, *size), place)
    np.testing.assert_array_equal(counts, gradient_of_ones(layers, (2, *size), place))


@pytest.mark.parametrize(
    "layers",
    [
        [Convolution(4, 3, groups=2), Convolution(6, 2, groups=2)],
        [Convolution(4, 3), MaxPool(2), Dense(3)],
        [Convolution(4, 3, groups=4), BatchNorm(), GlobalAveragePool()],
        [Branches((Convolution(2, 3, padding=1),), (MaxPool(3, 1, 1),), join="concatenate")],
        [PartialConvolution(((0, 3), (1,), (0, 1, 2)), 3, stride=2, padding=1)],
        [Convolution(4, 3, 2), TransposedConvolution(6, 4, 2, 1, groups=2)],
        [TransposedConvolution(2, 3, 2, 1, 1, dilation=2), MaxPool(2)],
    ],
)
def test_counts_by_channel(layers):
    shape = Sequence(*layers).output_shape((4, 8, 7))
    for channel in range(shape[0]):
        place = (channel, 0, 0)
        expected = gradient_of_ones(layers, (4, 8, 7), place)
        np.testing.assert_array_equal(path_counts(layers, (4, 8, 7), place), expected)


def test_two_3x3_by_hand():
    counts = path_counts([Convolution(1, 3)] * 2, (1, 5, 5), (0, 0, 0))
    row = [1, 2, 3, 2, 1]
    np.testing.assert_array_equal(counts[0], np.outer(row, row))


def test_dilation_leaves_holes():
    counts = path_counts([Convolution(1, 3, dilation=2)], (1, 5, 5), (0, 0))
    assert (counts[0] > 0).sum() == 9
    assert counts[0, 1].sum() == counts[0, :, 3].sum() == 0


def test_windows_beyond_the_padding():
    counts = path_counts([MaxPool(2, ceil_mode=True)], (1, 3, 3), (1, 1))
    assert counts.sum() == counts[0, 2, 2] == 1


def test_response_normalization_joins_five_channels():
    counts = path_counts([LocalResponseNorm(5)], (9, 1, 1), (3, 0, 0))
    np.testing.assert_array_equal(counts.ravel(), [0, 1, 1, 1, 1, 1, 0, 0, 0])


def test_whole_networks_without_their_weights():
    counts = path_counts(lenet5(), (1, 32, 32), (7, 0, 0))
    assert (counts > 0).all()
    assert (path_counts(alexnet().up_to("pool5"), (3, 227, 227), (0, 2, 2))[0] > 0).sum() == 195**2


def test_variance_is_the_sum_over_layers():
    layers = [Convolution(1, 3), MaxPool(2), Convolution(1, 5), Convolution(1, 3, dilation=2)]
    place, size = inner_input(layers)
    variance = (3**2 - 1 + 2**2 - 1 + 2**2 * (5**2 - 1) + 2**2 * 2**2 * (3**2 - 1)) / 12
    deviation = field_deviation(path_counts(layers, (1, *size), place)[0])
    assert deviation == pytest.approx((variance**0.5, variance**0.5))


def affects(layers, input_shape):
    """Ask every pair of input and output place: (C, H, W, C_out, out_h, out_w)."""
    output_shape = Sequence(*layers).output_shape(input_shape)
    answers = np.zeros((*input_shape, *output_shape), bool)
    for place in np.ndindex(answers.shape):
        answers[place] = can_affect(layers, input_shape, place[:3], place[3:])
    return answers


def test_3x3_through_one_2x2():
    _, b, c, _, j, k = np.indices((2, 3, 3, 1, 2, 2))
    expected = (b >= j) & (b <= j + 1) & (c >= k) & (c <= k + 1)
    np.testing.assert_array_equal(affects([Convolution(1, 2)], (2, 3, 3)), expected)


def test_3x4_through_two_2x2():
    _, b, c, _, _, k = np.indices((1, 3, 4, 2, 1, 2))
    expected = (b <= 2) & (c >= k) & (c <= k + 2)
    layers = [Convolution(3, 2), Convolution(2, 2)]
    np.testing.assert_array_equal(affects(layers, (1, 3, 4)), expected)


def test_groups_keep_channels_apart():
    layers = [Convolution(4, 1, groups=2)]
    assert not can_affect(layers, (2, 3, 3), (0, 1, 1), (3, 1, 1))
    assert can_affect(layers, (2, 3, 3), (1, 1, 1), (3, 1, 1))
    assert can_affect(layers, (2, 3, 3), (1, 1), (3, 1, 1))


def test_networks_are_taken_whole():
    net = lenet5().up_to("pool2")
    assert can_affect(net, net.input_shape, (0, 15, 15), (0, 0, 0))
    assert not can_affect(net, net.input_shape, (0, 16, 15), (0, 0, 0))


@pytest.mark.parametrize(
    ("input_place", "output_place", "words"),
    [
        ((0, 3, 0), (0, 0), "input_place must lie inside"),
        ((0, 0, 0), (0, 2), "output_place must lie inside"),
        ((0, 0, 0), (1, 0, 0), "output_place"),
        ((0, 0, -1), (0, 0), "input_place must be at least 0"),
    ],
)
def test_places_outside_are_refused(input_place, output_place, words):
    with pytest.raises(ValueError, match=words):
        can_affect([Convolution(1, 2)], (1, 3, 3), input_place, output_place)


def test_cone_follows_a_unit_down():
    layers = [Convolution(1, 3, padding=1), MaxPool(2), Convolution(1, 3, dilation=2)]
    rows = cone(layers, 12, unit=1)
    expected = [
        (range(12), [0, 1, 2, 2, 1, 1, 2, 2, 1, 1, 2, 2]),
        (range(12), [0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1]),
        ([0.5, 2.5, 4.5, 6.5, 8.5, 10.5], [0, 1, 0, 1, 0, 1]),
        ([4.5, 6.5], [0, 1]),
    ]
    for (centers, counts), (places, paths) in zip(rows, expected, strict=True):
        assert centers.tolist() == [*places]
        assert counts.tolist() == paths


def test_cone_needs_a_unit_of_the_last_layer():
    with pytest.raises(ValueError, match="output_place"):
        cone([Convolution(1, 3)], 5, unit=3)


EXCLUDED = {  # what the words of `cone` exclude, each in a network that is right else
    "two filters": (Convolution(2, 3), "give Convolution one filter instead of 2"),
    "two filters inside": (Sequence(Convolution(2, 3, name="inner")), "give inner one filter"),
    "1x3 kernel": (Convolution(1, (1, 3)), r"kernel_size of Convolution .*\(1, 3\)"),
    "1x3 pooling": (MaxPool((1, 3), 1), r"kernel_size of MaxPool .*\(1, 3\)"),
    "stride 1x2": (Convolution(1, 3, stride=(1, 2)), r"stride of .*\(1, 2\)"),
    "dilation 2x1": (Convolution(1, 3, dilation=(2, 1)), r"dilation of .*\(2, 1\)"),
    "padding above": (Convolution(1, 3, padding=((1, 0), (0, 0))), "padding of Convolution"),
    "padding 1x0": (Convolution(1, 3, padding=(1, 0)), "padding of Convolution"),
    "branches": (Branches((Convolution(1, 3, padding=1),), ()), "Branches has several paths"),
    "enlarging": (TransposedConvolution(1, 2, 2), "transposed convolution"),
}


@pytest.mark.parametrize("name", EXCLUDED)
def test_cone_refuses_what_its_words_exclude(name):
    layer, words = EXCLUDED[name]
    with pytest.raises(ValueError, match=words):
        cone([Convolution(1, 3), layer], 9, unit=0)
    with pytest.raises(ValueError, match=words):
        cone(Sequence(layer, MaxPool(2)), 9, unit=0)


@pytest.mark.parametrize(("n", "unit"), [(9.0, 0), (9, 0.0), ("9", 0), (True, 0)])
def test_cone_counts_in_integers(n, unit):
    with pytest.raises(TypeError, match="must be an integer"):
        cone([Convolution(1, 1)], n, unit)


windows = st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(0, 2), st.integers(1, 2))


@given(st.lists(windows, min_size=1, max_size=3))
def test_cone_is_the_middle_line_of_the_paths(drawn):
    """Along both axes the counts are products of the counts along one."""
    layers = [Convolution(1, *window) for window in drawn]
    rows = cone(layers, 90, unit=0)
    counts = path_counts(layers, (1, 90, 90), (0, 0))[0]
    np.testing.assert_allclose(np.outer(rows[0][1], rows[0][1]), counts)
    assert [len(paths) for _, paths in rows[1:]] == [
        Sequence(*layers[: level + 1]).output_size((90, 90))[0] for level in range(len(layers))
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5])
def test_response_normalization_joins_the_channels_that_pytorch_joins(size):
    for channel in range(7):
        x = torch.rand(1, 7, 1, 1, dtype=torch.float64, requires_grad=True)
        F.local_response_norm(x, size, alpha=1.0)[0, channel].sum().backward()
        counts = path_counts([LocalResponseNorm(size)], (7, 1, 1), (channel, 0, 0))
        np.testing.assert_array_equal(counts.ravel() > 0, x.grad.numpy().ravel() != 0)
