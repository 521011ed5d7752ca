"""The thin network has the shapes of its specification, and means for weights."""

import numpy as np
import pytest
from hypothesis import given

from cnnlib.receptive_field import Field, nan_bisect, path_counts, thin_network
from cnnlib.specs import (
    AveragePool,
    Branches,
    Convolution,
    Dense,
    Layer,
    MaxPool,
    PartialConvolution,
    ReLU,
    ReLU6,
    Sequence,
    Tanh,
    TransposedConvolution,
    alexnet,
    googlenet,
    lenet5,
    resnet,
)
from tests.receptive_field.stacks import branched, inner_input, stacks


@given(stacks | branched)
def test_shapes_are_those_of_the_specification(layers):
    _, size = inner_input(layers, margin=1)
    out = thin_network(layers)(np.zeros((2, 1, *size)))
    assert out.shape == (2, 1, *Sequence(*layers).output_size(size))


@pytest.mark.parametrize("network", [lenet5(), alexnet(), resnet(18), googlenet()])
def test_networks_keep_their_sizes(network):
    size = network.input_shape[1:]
    out = thin_network(network)(np.zeros((1, 1, *size), np.float32))
    assert out.shape == (1, 1, *network.output_shape[1:])
    assert out.dtype == np.float32


def test_dense_layers_slide_over_larger_images():
    assert thin_network(lenet5())(np.zeros((1, 1, 40, 36))).shape == (1, 1, 3, 2)
    assert thin_network([Dense(10)], input_size=(3, 4))(np.ones((1, 1, 3, 4))).item() == 1


def test_linear_layers_give_the_mean_over_all_paths():
    layers = [Convolution(7, 3, 2, dilation=2), AveragePool((2, 3)), Convolution(2, (1, 2))]
    place, size = inner_input(layers)
    x = np.random.default_rng(0).normal(size=(1, 1, *size))
    counts = path_counts([Convolution(1, 3, 2, dilation=2), *layers[1:]], (1, *size), (0, *place))
    expected = (x[0] * counts).sum() / counts.sum()
    assert thin_network(layers)(x)[(0, 0, *place)] == pytest.approx(expected)


def test_transposed_convolution_sees_what_its_paths_count():
    layers = [Convolution(1, 3, 2, 1), TransposedConvolution(1, 4, 2, 1)]
    for place in ((4, 4), (5, 4)):
        field = nan_bisect(thin_network(layers), np.zeros((1, 1, 17, 17)), place)
        assert field == Field.around(path_counts(layers, (1, 17, 17), place))


def test_partial_convolution_is_thin_as_any_convolution():
    layers = [PartialConvolution(((0, 1), (2,)), 3, 2)], [Convolution(2, 3, 2)]
    x = np.random.default_rng(0).normal(size=(1, 1, 9, 9))
    first, second = (thin_network(each)(x) for each in layers)
    np.testing.assert_array_equal(first, second)


def test_layers_of_an_unknown_kind_are_refused():
    with pytest.raises(TypeError, match=r"thin network cannot hold Layer\(name='shuffle'\)"):
        thin_network(Layer(name="shuffle"))(np.zeros((1, 1, 4, 4)))


def test_max_pooling_relu_tanh_and_branches():
    x = np.array([[[[-2.0, -1.0, 3.0, 0.5]]]])
    assert thin_network([MaxPool((1, 2))])(x).ravel().tolist() == [-1, 3]
    assert thin_network([ReLU()])(x).ravel().tolist() == [0, 0, 3, 0.5]
    assert thin_network([ReLU6()])(4 * x).ravel().tolist() == [0, 0, 6, 2]
    assert thin_network([Tanh()])(x).ravel().tolist() == np.tanh(x).ravel().tolist()
    assert thin_network([Branches((ReLU(),), ())])(x).ravel().tolist() == [-1, -0.5, 3, 0.5]
