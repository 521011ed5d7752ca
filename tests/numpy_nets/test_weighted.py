"""Layers with weights against PyTorch: outputs and all gradients, in float64."""

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from cnnlib.numpy_nets import weighted
from tests.numpy_nets.layer_checks import check_layer


def draw(*shapes):
    rng = np.random.default_rng(1)
    return [rng.standard_normal(shape) for shape in shapes]


WINDOW = {"stride": (2, 1), "padding": (1, 2), "dilation": (1, 2)}


@pytest.mark.parametrize("groups", [1, 2])
def test_convolution(groups):
    weight, bias = draw((6, 4 // groups, 3, 2), 6)
    layer = weighted.Convolution(weight, bias, **WINDOW, groups=groups)
    check_layer(layer, lambda *a: F.conv2d(*a, **WINDOW, groups=groups), (2, 4, 7, 8))
    bare = weighted.Convolution(weight, None, **WINDOW, groups=groups)
    assert len(bare.parameters) == 1
    check_layer(bare, lambda *a: F.conv2d(*a, None, **WINDOW, groups=groups), (2, 4, 7, 8))


@pytest.mark.parametrize("size", [(6, 7), (9, 4)])
def test_same_upper_padding_follows_the_size_of_the_input(size):
    def padded(x, weight, bias):
        rows, columns = (max((-(-n // 2) - 1) * 2 + 3 - n, 0) for n in size)
        sides = columns // 2, columns - columns // 2, rows // 2, rows - rows // 2
        return F.conv2d(F.pad(x, sides), weight, bias, stride=2)

    layer = weighted.Convolution(*draw((4, 3, 3, 3), 4), stride=(2, 2), padding="same_upper")
    check_layer(layer, padded, (2, 3, *size))


def test_transposed_convolution():
    options = {"stride": (2, 3), "padding": (1, 0), "output_padding": (1, 0), "dilation": (1, 1)}
    layer = weighted.TransposedConvolution(*draw((4, 3, 3, 3), 3), **options)
    check_layer(layer, lambda *a: F.conv_transpose2d(*a, **options), (2, 4, 5, 4))
    grouped = weighted.TransposedConvolution(*draw((4, 3, 3, 3), 6), **options, groups=2)
    check_layer(grouped, lambda *a: F.conv_transpose2d(*a, **options, groups=2), (2, 4, 5, 4))


def test_dense():
    check_layer(weighted.Dense(*draw((3, 5), 3)), F.linear, (4, 5))
    check_layer(weighted.Dense(*draw((3, 5)), None), F.linear, (4, 5))


@pytest.mark.parametrize("shape", [(2, 3, 4, 5), (6, 3)])
def test_channel_scale(shape):
    def scaled(x, weight, bias):
        view = (-1, *[1] * (x.ndim - 2))
        return x * weight.view(view) + bias.view(view)

    check_layer(weighted.ChannelScale(*draw(3, 3)), scaled, shape)


@pytest.mark.parametrize("learned", [True, False])
def test_batch_normalization_is_a_scale(learned):
    mean, deviation, gamma, beta, x = draw(3, 3, 3, 3, (2, 3, 4, 4))
    gamma, beta = (gamma, beta) if learned else (None, None)
    layer = weighted.BatchNormalization.of(mean, deviation**2, gamma, beta, 1e-3)
    given = [a if a is None else torch.tensor(a) for a in (mean, deviation**2, gamma, beta)]
    expected = F.batch_norm(torch.tensor(x), *given, eps=1e-3)
    np.testing.assert_allclose(layer.forward(x), expected.numpy(), rtol=1e-12, atol=1e-12)
    with pytest.raises(NotImplementedError, match="runs forward only"):
        layer.backward(x, (x,), x)


@pytest.mark.parametrize("bias", [True, False])
def test_scaled_layers_take_a_normalization_into_their_weights(bias):
    x, weight, shift, scale, b = draw((2, 3, 5, 5), (4, 3, 3, 3), 4, 4, 4)
    layer = weighted.Convolution(weight, b if bias else None, padding=1)
    expected = weighted.ChannelScale(scale, shift).forward(layer.forward(x))
    np.testing.assert_allclose(layer.scaled(scale, shift).forward(x), expected, atol=1e-12)
    assert layer.scaled(scale, shift).padding == 1
    dense = weighted.Dense(weight.reshape(4, 27), b if bias else None)
    rows = x[..., :3, :3].reshape(2, 27)
    expected = dense.forward(rows) * scale + shift
    np.testing.assert_allclose(dense.scaled(scale, shift).forward(rows), expected, atol=1e-12)
