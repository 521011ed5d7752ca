"""Separable blocks: weights by hand, and where the input is added."""

import pytest

from cnnlib.specs import Branches, Convolution, depthwise_separable, mbconv


@pytest.mark.parametrize(("channels", "filters", "kernel_size"), [(64, 128, 3), (5, 7, 5)])
def test_depthwise_separable_weights(channels, filters, kernel_size):
    block = depthwise_separable(channels, filters, kernel_size)
    convolutions = channels * kernel_size**2 + channels * filters
    assert block.weights((channels, 9, 9)) == convolutions + channels + filters
    assert block.macs((channels, 9, 9)) == 81 * convolutions
    assert block.output_shape((channels, 9, 9)) == (filters, 9, 9)


def test_depthwise_separable_is_cheaper_by_the_known_factor():
    shape, filters = (64, 56, 56), 128
    separable = depthwise_separable(64, filters).macs(shape)
    standard = Convolution(filters, 3, padding=1).macs(shape)
    assert separable / standard == pytest.approx(1 / filters + 1 / 9)


def test_mbconv_widens_filters_and_narrows():
    block = mbconv(24, 40, kernel_size=5, stride=2)
    convolutions = 24 * 144 + 144 * 25 + 144 * 40
    assert block.weights((24, 56, 56)) == convolutions + 144 + 144 + 40
    assert block.output_shape((24, 56, 56)) == (40, 28, 28)


@pytest.mark.parametrize(
    ("arguments", "is_residual"),
    [((24, 24, 3), True), ((24, 24, 3, 2), False), ((24, 40, 3), False), ((24, 24, 3, 1, 1), True)],
)
def test_mbconv_adds_its_input_where_shapes_agree(arguments, is_residual):
    block = mbconv(*arguments, name="block")
    assert any(isinstance(layer, Branches) for layer in block.layers) == is_residual


def test_without_expansion_there_is_no_first_convolution():
    names = [layer.name for layer in mbconv(32, 16, 3, expansion=1).layers]
    assert names == ["depthwise_conv", "bn1", "", "project_conv", "bn2"]
    with pytest.raises(ValueError, match="expansion must be at least 1"):
        mbconv(32, 16, 3, expansion=0)
