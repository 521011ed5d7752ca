"""Layers without weights against PyTorch: outputs and gradients, in float64."""

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from cnnlib.numpy_nets import unweighted
from tests.numpy_nets.layer_checks import check_layer

SHAPE = (2, 5, 6, 8)
AVERAGE = {"ceil_mode": True, "count_include_pad": False}
LAYERS = [
    (unweighted.MaxPool((3, 2), (2, 2), (1, 0)), lambda x: F.max_pool2d(x, (3, 2), 2, (1, 0))),
    (unweighted.MaxPool(3, 2, ceil_mode=True), lambda x: F.max_pool2d(x, 3, 2, ceil_mode=True)),
    (unweighted.AveragePool(3, 2, 1, **AVERAGE), lambda x: F.avg_pool2d(x, 3, 2, 1, True, False)),
    (unweighted.MeanPool(), lambda x: F.adaptive_avg_pool2d(x, 1)),
    (unweighted.MeanPool((3, 2)), lambda x: F.adaptive_avg_pool2d(x, (3, 2))),
    (unweighted.ChannelMeans(), lambda x: x.mean((2, 3))),
    (unweighted.GlobalMaxPool(), lambda x: F.adaptive_max_pool2d(x, 1)),
    (unweighted.ReLU(), F.relu),
    (unweighted.ReLU6(), lambda x: F.relu6(x)),
    (unweighted.Tanh(), torch.tanh),
    (
        unweighted.LocalResponseNorm(4, 0.3, 0.75, 2.0),
        lambda x: F.local_response_norm(x, 4, 4 * 0.3, 0.75, 2.0),
    ),
    (
        unweighted.LocalResponseNorm(15, 0.3, 0.75, 2.0),  # wider than there are channels
        lambda x: F.local_response_norm(x, 15, 15 * 0.3, 0.75, 2.0),
    ),
    (unweighted.Reshape(), lambda x: x.flatten(1)),
    (unweighted.Reshape((1, 5)), lambda x: x.unflatten(1, (1, 5))),
    (unweighted.Pad(((1, 0), (2, 3)), 0.5), lambda x: F.pad(x, (2, 3, 1, 0), value=0.5)),
    (unweighted.Identity(), lambda x: x * 1),
]


@pytest.mark.parametrize(("layer", "reference"), LAYERS, ids=lambda case: type(case).__name__)
def test_agrees_with_pytorch(layer, reference):
    check_layer(layer, reference, SHAPE)


def test_relu6_cuts_at_six():
    x = np.array([[-1.0, 0.0, 3.0, 6.0, 7.0]])
    layer = unweighted.ReLU6()
    assert layer.forward(x).tolist() == [[0, 0, 3, 6, 6]]
    assert layer.backward(np.ones_like(x), (x,), None)[0][0].tolist() == [[0, 0, 1, 0, 0]]


def test_joins():
    check_layer(unweighted.Add(), torch.add, SHAPE, SHAPE)
    other = (2, 3, 6, 8)
    check_layer(unweighted.Concatenate(), lambda *a: torch.cat(a, 1), SHAPE, other, SHAPE)


def test_branches_of_different_shapes_are_not_added():
    with pytest.raises(ValueError, match=r"\(1, 2, 3, 3\) and \(1, 2, 1, 1\)"):
        unweighted.Add().forward(np.ones((1, 2, 3, 3)), np.ones((1, 2, 1, 1)))


def test_means_of_unequal_rectangles_are_refused():
    with pytest.raises(ValueError, match="multiple of"):
        unweighted.MeanPool((3, 3)).forward(np.ones(SHAPE))
