"""What joins or reshapes, against PyTorch: outputs and gradients, in float64."""

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from cnnlib.numpy_nets import wiring
from tests.numpy_nets.layer_checks import check_layer

SHAPE = (2, 5, 6, 8)
LAYERS = [
    (wiring.Reshape(), lambda x: x.flatten(1)),
    (wiring.Reshape((1, 5)), lambda x: x.unflatten(1, (1, 5))),
    (wiring.Pad(((1, 0), (2, 3)), 0.5), lambda x: F.pad(x, (2, 3, 1, 0), value=0.5)),
]


@pytest.mark.parametrize(("layer", "reference"), LAYERS, ids=lambda case: type(case).__name__)
def test_agrees_with_pytorch(layer, reference):
    check_layer(layer, reference, SHAPE)


def test_joins():
    check_layer(wiring.Add(), torch.add, SHAPE, SHAPE)
    other = (2, 3, 6, 8)
    check_layer(wiring.Concatenate(), lambda *a: torch.cat(a, 1), SHAPE, other, SHAPE)


def test_branches_of_different_shapes_are_not_added():
    with pytest.raises(ValueError, match=r"\(1, 2, 3, 3\) and \(1, 2, 1, 1\)"):
        wiring.Add().forward(np.ones((1, 2, 3, 3)), np.ones((1, 2, 1, 1)))
