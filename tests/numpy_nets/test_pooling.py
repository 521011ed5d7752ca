"""Poolings against PyTorch: outputs and gradients, in float64."""

import numpy as np
import pytest
from torch.nn import functional as F

from cnnlib.numpy_nets import pooling
from tests.numpy_nets.layer_checks import check_layer

SHAPE = (2, 5, 6, 8)
AVERAGE = {"ceil_mode": True, "count_include_pad": False}
LAYERS = [
    (pooling.MaxPool((3, 2), (2, 2), (1, 0)), lambda x: F.max_pool2d(x, (3, 2), 2, (1, 0))),
    (pooling.MaxPool(3, 2, ceil_mode=True), lambda x: F.max_pool2d(x, 3, 2, ceil_mode=True)),
    (pooling.AveragePool(3, 2, 1, **AVERAGE), lambda x: F.avg_pool2d(x, 3, 2, 1, True, False)),
    (pooling.MeanPool(), lambda x: F.adaptive_avg_pool2d(x, 1)),
    (pooling.MeanPool((3, 2)), lambda x: F.adaptive_avg_pool2d(x, (3, 2))),
    (pooling.ChannelMeans(), lambda x: x.mean((2, 3))),
    (pooling.GlobalMaxPool(), lambda x: F.adaptive_max_pool2d(x, 1)),
]


@pytest.mark.parametrize(("layer", "reference"), LAYERS, ids=lambda case: type(case).__name__)
def test_agrees_with_pytorch(layer, reference):
    check_layer(layer, reference, SHAPE)


def test_means_of_unequal_rectangles_are_refused():
    with pytest.raises(ValueError, match="multiple of"):
        pooling.MeanPool((3, 3)).forward(np.ones(SHAPE))
