"""Residual networks against He et al., 2016, and torchvision's counts."""

import pytest

from cnnlib.specs import Branches, Convolution, Sequence, basic_block, bottleneck, resnet

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
        first = layer.paths[0] if isinstance(layer, Branches) else layer
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


def test_blocks_keep_the_paper_s_names_and_torchvision_s_keys():
    blocks = [layer for layer in resnet(50).layers if layer.key.startswith("layer")]
    assert [(block.name, block.key) for block in blocks[:4]] == [
        ("conv2_1", "layer1.0"), ("conv2_2", "layer1.1"), ("conv2_3", "layer1.2"),
        ("conv3_1", "layer2.0"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("block", "weights"),
    [
        (basic_block(64, 64), 2 * 9 * 64 * 64 + 2 * 64),
        (basic_block(64, 128, 2), 9 * 64 * 128 + 9 * 128 * 128 + 64 * 128 + 3 * 128),
        (bottleneck(64, 16), 64 * 16 + 9 * 16 * 16 + 16 * 64 + 2 * 16 + 64),
        (bottleneck(64, 64), 64 * 64 + 9 * 64 * 64 + 2 * 64 * 256 + 2 * 64 + 2 * 256),
    ],
)
def test_weights_of_one_block_by_hand(block, weights):
    assert block.weights((64, 9, 9)) == weights


def strides(block):
    """Return the strides on the path of a block."""
    path = block.layers[0].paths[0]
    return [layer.stride for layer in path.layers if isinstance(layer, Convolution)]


def test_where_the_stride_stands():
    assert strides(basic_block(64, 128, stride=2)) == [2, 1]
    assert strides(bottleneck(256, 128, stride=2)) == [2, 1, 1]
    assert strides(bottleneck(256, 128, stride=2, stride_on_3x3=True)) == [1, 2, 1]
