"""One layer, one module: shapes and counts of its specification, values of the operators."""

import numpy as np
import pytest
import torch

from cnnlib import ops
from cnnlib.models import count_parameters
from cnnlib.models.leaves import module_of
from cnnlib.ops.bilinear import bilinear_kernel
from cnnlib.specs import (
    SAME_UPPER,
    AveragePool,
    BatchNorm,
    Convolution,
    Dense,
    Dropout,
    GlobalAveragePool,
    GlobalMaxPool,
    Layer,
    LocalResponseNorm,
    MaxPool,
    PartialConvolution,
    ReLU,
    ReLU6,
    Scale,
    Tanh,
    TransposedConvolution,
    bilinear_upsampling,
)

SHAPE = (4, 9, 10)
LAYERS = [
    Convolution(6, (3, 2), (2, 1), (1, 0), 2, groups=2),
    Convolution(6, 3, bias=False, padding="same"),
    Convolution(6, (3, 4), padding="same"),
    Convolution(6, 3, 2, padding=((0, 1), (2, 0))),
    Convolution(6, 3, 2, SAME_UPPER),
    PartialConvolution(((0, 1), (3,)), 3, padding=1),
    TransposedConvolution(6, 3, 2, 1, 1),
    TransposedConvolution(6, 3, 2, 1, 1, groups=2, bias=False),
    MaxPool(3, 2, 1),
    MaxPool(2, ceil_mode=True),
    MaxPool(3, 1, 2, dilation=2),
    MaxPool(3, 2, ((0, 1), (0, 1))),
    AveragePool((2, 3), 2, (1, 0)),
    AveragePool(2, ceil_mode=True),
    AveragePool(3, 1, 2, dilation=2),
    GlobalAveragePool(),
    GlobalMaxPool(),
    ReLU(),
    ReLU6(),
    Tanh(),
    Dropout(),
    LocalResponseNorm(),
    BatchNorm(),
    Scale(),
]


@pytest.mark.parametrize("layer", LAYERS, ids=repr)
def test_shapes_and_counts_are_those_of_the_specification(layer):
    module = module_of(layer, SHAPE, is_flat=False)
    with torch.no_grad():
        assert tuple(module(torch.zeros(2, *SHAPE)).shape[1:]) == layer.output_shape(SHAPE)
    assert count_parameters(module) == layer.parameters(SHAPE)


@pytest.mark.parametrize("layer", LAYERS[8:15], ids=repr)
def test_poolings_are_those_of_the_operators(layer):
    x = np.random.default_rng(0).normal(size=(2, *SHAPE))
    pool = ops.max_pool2d if isinstance(layer, MaxPool) else ops.avg_pool2d
    window = layer.kernel_size, layer.stride, layer.padding, layer.dilation, layer.ceil_mode
    expected = pool(x, *window)
    found = module_of(layer, SHAPE, is_flat=False)(torch.from_numpy(x))
    np.testing.assert_allclose(found.numpy(), expected, rtol=0, atol=1e-12)


def test_dense_layers_and_normalization_of_flat_inputs():
    assert module_of(Dense(5), SHAPE, is_flat=True).weight.shape == (5, 360)
    normalization = module_of(BatchNorm(1e-3), (4, 1, 1), is_flat=True)
    assert normalization(torch.randn(3, 4)).shape == (3, 4)
    assert normalization.eps == 1e-3


def test_response_normalization_by_the_formula_of_the_paper():
    layer = LocalResponseNorm(3, alpha=0.1, beta=0.5, k=2)
    x = torch.from_numpy(np.random.default_rng(0).normal(size=(1, 4, 1, 1)))
    squares = np.pad(x.numpy().ravel() ** 2, 1)
    sums = squares[:-2] + squares[1:-1] + squares[2:]
    expected = x.numpy().ravel() / (2 + 0.1 * sums) ** 0.5
    found = module_of(layer, (4, 1, 1), is_flat=False)(x)
    np.testing.assert_allclose(found.numpy().ravel(), expected, atol=1e-12)


def test_bilinear_filters_are_set_and_not_trained():
    module = module_of(bilinear_upsampling(3, 4), (3, 5, 5), is_flat=False)
    assert not module.weight.requires_grad
    for channel in module.weight:
        np.testing.assert_allclose(channel[0].numpy(), bilinear_kernel(4), atol=1e-7)
    inside = module(torch.ones(1, 3, 5, 5))[..., 2:-2, 2:-2]
    torch.testing.assert_close(inside, torch.ones_like(inside))


@pytest.mark.parametrize(
    ("layer", "error", "words"),
    [
        (Layer(name="shuffle"), TypeError, r"no PyTorch module for Layer\(name='shuffle'\)"),
        (TransposedConvolution(4, 3, 2, ((0, 1), (0, 1))), ValueError, "cuts equally"),
        (PartialConvolution(((0,),), 3, 1, ((0, 1), (0, 1))), ValueError, "equal on both sides"),
        (AveragePool(3, 1, 2, 2, ceil_mode=True), ValueError, "ceil_mode"),
        (PartialConvolution(((9,),), 3), ValueError, "name channel 9"),
    ],
)
def test_what_cannot_be_built_is_refused(layer, error, words):
    with pytest.raises(error, match=words):
        module_of(layer, SHAPE, is_flat=False)
