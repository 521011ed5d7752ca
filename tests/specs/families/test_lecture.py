"""The lectures' ConvNets as specifications: shapes and counts by hand."""

import pytest

from cnnlib.specs import MaxPool, block_network, convnet


def test_convnet_on_32x32():
    network = convnet([32, 64])
    shapes = {layer.name: layer.output_shape(shape) for layer, shape in network.steps()}
    assert shapes["conv1"] == (32, 30, 30)
    assert shapes["conv2"] == (64, 28, 28)
    assert shapes["classifier"] == (1, 28, 28)
    assert network.output_shape == (1, 1, 1)
    assert network.parameters == (27 + 1) * 32 + (288 + 1) * 64 + 65


def test_convnet_with_stride_or_pooling_shrinks_alike():
    strided = convnet([8, 16], stride=3, padding=1, classes=2)
    pooled = convnet([8, 16], padding=1, pooling=MaxPool(3, padding=1), classes=2)
    assert strided.up_to("classifier").output_shape == (2, 4, 4)
    assert pooled.up_to("classifier").output_shape == (2, 4, 4)
    assert strided.parameters == pooled.parameters


def test_block_network_on_128x128():
    network = block_network()
    shapes = {layer.name: layer.output_shape(shape) for layer, shape in network.steps()}
    assert [shapes[name][1] for name in ("conv1", "pool1", "block1", "block3")] == [64, 32, 16, 4]
    blocks = [(32, 32), (32, 64), (64, 128)]
    expected = 147 * 32 + 32 + 129
    expected += sum(9 * c * f + f + 9 * f * f + f for c, f in blocks)
    assert network.parameters == expected


def test_block_network_with_batch_normalization():
    plain, normalized = block_network(), block_network(batch_norm=True)
    filters = 32 + 2 * (32 + 64 + 128)
    assert normalized.parameters == plain.parameters + filters  # scale and shift for each bias
    assert normalized.output_shape == plain.output_shape
    with pytest.raises(TypeError, match="batch_norm"):
        block_network(batch_norm="yes")


@pytest.mark.parametrize("make", [convnet, block_network])
def test_no_layer_is_refused(make):
    with pytest.raises(ValueError, match="at least one"):
        make([])
