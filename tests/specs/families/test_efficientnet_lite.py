"""EfficientNet-Lite0 against its published weights and operations."""

import pytest

from cnnlib.specs import efficientnet_lite0

# Channels and rows after the blocks that end a stage.
STAGES = {1: (16, 112), 3: (24, 56), 5: (40, 28), 8: (80, 14), 11: (112, 14), 15: (192, 7)}


def test_parameters_and_operations():
    network = efficientnet_lite0()
    assert network.parameters == network.windowed().parameters == 4_652_008
    assert network.windowed().macs == network.macs
    assert network.macs / 1e6 == pytest.approx(407, abs=25)  # published with its other operations


def test_stages_end_with_the_published_shapes():
    shapes = {
        layer.name: layer.output_shape(shape) for layer, shape in efficientnet_lite0().steps()
    }
    ends = {number: shapes[f"block{number}"][:2] for number in STAGES}
    assert ends == STAGES
    assert shapes["block16"] == (320, 7, 7)
    assert shapes["conv_head"] == (1280, 7, 7)


def test_sixteen_blocks_under_the_keys_of_the_weights():
    keys = [layer.key for layer in efficientnet_lite0().layers if layer.key]
    assert keys == [f"blocks.{number}" for number in range(16)]
