"""What bends values, against PyTorch: outputs and gradients, in float64."""

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from cnnlib.numpy_nets import pointwise
from tests.numpy_nets.layer_checks import check_layer

SHAPE = (2, 5, 6, 8)
LAYERS = [
    (pointwise.ReLU(), F.relu),
    (pointwise.ReLU6(), lambda x: F.relu6(x)),
    (pointwise.Tanh(), torch.tanh),
    (
        pointwise.LocalResponseNorm(4, 0.3, 0.75, 2.0),
        lambda x: F.local_response_norm(x, 4, 4 * 0.3, 0.75, 2.0),
    ),
    (
        pointwise.LocalResponseNorm(15, 0.3, 0.75, 2.0),  # wider than there are channels
        lambda x: F.local_response_norm(x, 15, 15 * 0.3, 0.75, 2.0),
    ),
    (pointwise.Identity(), lambda x: x * 1),
]


@pytest.mark.parametrize(("layer", "reference"), LAYERS, ids=lambda case: type(case).__name__)
def test_agrees_with_pytorch(layer, reference):
    check_layer(layer, reference, SHAPE)


def test_relu6_cuts_at_six():
    x = np.array([[-1.0, 0.0, 3.0, 6.0, 7.0]])
    layer = pointwise.ReLU6()
    assert layer.forward(x).tolist() == [[0, 0, 3, 6, 6]]
    assert layer.backward(np.ones_like(x), (x,), None)[0][0].tolist() == [[0, 0, 1, 0, 0]]
