"""Each of PyTorch's layers, and of cnnlib's own, as a layer of a NumPy network."""

import numpy as np
import pytest
import torch
from torch import nn

from cnnlib.models import layers as own
from cnnlib.numpy_nets import modules

SHAPE = (2, 4, 8, 9)
PADDED_AVERAGE = own.PaddedAvgPool2d(2, 1, 2, ((1, 0), (0, 1)))
MODULES = [
    nn.Conv2d(4, 6, (3, 2), 2, (1, 0), 1, 2),
    nn.Conv2d(4, 6, 3, padding="same", bias=False),
    nn.ConvTranspose2d(4, 2, 3, 2, 1, 1),
    nn.MaxPool2d(3, 2, 1, ceil_mode=True),
    nn.AvgPool2d(3, 2, 1, count_include_pad=False),
    nn.AdaptiveAvgPool2d((4, 3)),
    nn.AdaptiveMaxPool2d(1),
    nn.BatchNorm2d(4, eps=0.1),
    nn.LocalResponseNorm(3, 0.5, 0.6, 1.5),
    nn.ReLU(),
    nn.ReLU6(),
    nn.Tanh(),
    nn.Dropout(),
    nn.Flatten(),
    nn.Unflatten(1, (2, 2)),
    own.ChannelScale(4),
    own.PaddedConv2d(4, 3, 3, 2, sides="same_upper"),
    own.PaddedConv2d(4, 3, 3, sides=((2, 0), (0, 1))),
    own.PaddedMaxPool2d(2, 2, sides=((1, 0), (0, 1))),
    PADDED_AVERAGE,
    own.TableConv2d(((0, 1), (2,), (1, 2, 3)), 4, (3, 3), padding=1),
]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module))
def test_agrees_with_the_module(module):
    x = torch.randn(SHAPE, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    module = module.double().eval()
    with torch.no_grad():
        expected = module(x).numpy()
    layer = modules.LAYERS[type(module).__name__](module)
    np.testing.assert_allclose(layer.forward(x.numpy()), expected, rtol=0, atol=1e-12)


def test_every_layer_of_the_table_is_tried():
    tried = {type(module).__name__ for module in MODULES}
    aliases = {"Dropout1d", "Dropout2d", "Identity", "BatchNorm1d", "Linear"}  # in test_tracing.py
    assert tried | aliases == {*modules.LAYERS}


REFUSED = [
    (nn.Conv2d(1, 1, 3, padding=1, padding_mode="reflect"), "pads by 'reflect'"),
    (nn.MaxPool2d(2, return_indices=True), "where the maxima are"),
    (nn.AvgPool2d(2, divisor_override=3), "divisor_override=3"),
    (nn.AdaptiveMaxPool2d(2), "output_size=1"),
    (nn.Flatten(2), "all axes but the first"),
    (nn.Unflatten(2, (2, 2)), "axis after the first"),
    (nn.BatchNorm2d(3, track_running_stats=False), "depends on the batch"),
]


@pytest.mark.parametrize(("module", "message"), REFUSED, ids=[m for _, m in REFUSED])
def test_refuses_settings_without_counterpart(module, message):
    with pytest.raises(ValueError, match=message):
        modules.LAYERS[type(module).__name__](module)
