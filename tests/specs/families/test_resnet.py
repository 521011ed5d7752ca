"""Residual networks against He et al., 2016, and torchvision's counts."""

import pytest

from cnnlib.specs import Convolution, Sequence, resnet

# Depth -> parameters, and billions of multiply-accumulates with the stride on the 3x3.
COUNTS = {
    18: (11_689_512, 1.814),
    34: (21_797_672, 3.664),
    50: (25_557_032, 4.089),
    101: (44_549_160, 7.801),
    152: (60_192_808, 11.514),
}


@pytest.mark.parametrize("stride_on_3x3", [False, True])
@pytest.mark.parametrize("depth", COUNTS)
def test_parameters_and_operations(depth, stride_on_3x3):
    network, (count, billions) = resnet(depth, stride_on_3x3), COUNTS[depth]
    assert network.parameters == network.windowed().parameters == count
    assert network.windowed().macs == network.macs
    if stride_on_3x3:
        assert network.macs / 1e9 == pytest.approx(billions, abs=6e-4)


def convolutions(layers):
    """Count the convolutions along the first path through all branches."""
    total = 0
    for layer in layers:
        first = layer.paths[0] if hasattr(layer, "paths") else layer
        inner = first.layers if isinstance(first, Sequence) else ()
        total += isinstance(first, Convolution) + convolutions(inner)
    return total


@pytest.mark.parametrize("depth", COUNTS)
def test_depth_counts_convolutions_and_the_dense_layer(depth):
    assert convolutions(resnet(depth).layers) + 1 == depth


@pytest.mark.parametrize("depth", COUNTS)
def test_ends_in_7x7_maps(depth):
    shapes = {layer.name: shape for layer, shape in resnet(depth).steps()}
    assert shapes["pool5"] == (2048 if depth >= 50 else 512, 7, 7)


def test_unknown_depths_list_the_known():
    with pytest.raises(ValueError, match=r"depth must be one of \[18, 34, 50, 101, 152\]"):
        resnet(19)
